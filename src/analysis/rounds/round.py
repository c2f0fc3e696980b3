"""A round, read from its folder or from the tables that were made of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import MissingError
from analysis.reading.schools import SchoolRegister
from analysis.rounds.closing import STANDARDS, Closing, list_changed, list_closings, prove_closings
from analysis.rounds.corrections import CORRECTIONS_FILE, read_settled, settle_flags
from analysis.rounds.folder import hold_round, repair_folder, swap_folder
from analysis.rounds.gathering import gather_tables, list_inputs
from analysis.rounds.lateness import drop_late, list_late
from analysis.rounds.manifest import describe_inputs, is_current, write_manifest
from analysis.rounds.office_text import OfficeParagraph, read_office_text
from analysis.rounds.settings import Settings, read_settings
from analysis.rounds.standing import Before
from analysis.rounds.vocabulary import read_ways
from analysis.rounds.workspace import Workspace, find_workspace
from analysis.standards.load import load_standards
from analysis.standards.model import Standards
from analysis.tables import TABLES, join_tables, make_table, read_table, write_table

SETTLED_LOG = "settled.jsonl"
"""Answers of the review workbook that were taken, beside the tables; a new reading keeps it."""
LATEST = "latest"
"""In place of a round's id: the newest full round."""
Progress = Callable[[int, int, str], None]
"""Called with workbooks done, workbooks in all, and the file that comes next."""


@dataclass(frozen=True)
class Round:
    """A round of inspection, read.

    Attributes:
        id: its folder's name.
        name: what the products call it.
        kind: full, spot or revisit.
        first_day: first day of visits.
        last_day: last day of visits.
        as_of: the date of what is said about deadlines.
        areas: ids of the areas it covers, in the standard's order.
        sample: invented, never compared with real rounds.
        standards: the rules it was read by.
        register: the schools as its days see them.
        tables: every table of tables.TABLES.
        folder: where its tables lie.
        earlier: the earlier rounds, oldest first; their own `earlier` is empty.
        office: who signs its report; "" where round.toml does not say.
        number: number of what is written of it (文号); "" where round.toml does not say.
        reply_by: until when schools answer to their notices; None where round.toml does not say.
        office_text: the office's own paragraphs, from text.md.
        closings: its closings up to the one it is read by, the first one first; none for a draft.
        changed: what lies in its folder otherwise than when it was closed: (name, added, changed or removed).
        inputs: what its tables were made from, as in their manifest; empty for a round that lies in no folder.
    """

    id: str
    name: str
    kind: str
    first_day: date
    last_day: date
    as_of: date
    areas: tuple[str, ...]
    sample: bool
    standards: Standards
    register: SchoolRegister
    tables: dict[str, pd.DataFrame]
    folder: Path
    earlier: tuple[Round, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    office: str = ""
    number: str = ""
    reply_by: date | None = None
    office_text: tuple[OfficeParagraph, ...] = ()
    closings: tuple[Closing, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def closing(self) -> Closing | None:
        """What it is read by where it is closed."""
        return self.closings[-1] if self.closings else None

    def find_raw(self, raw: Path) -> Path:
        """The data/raw that its workbooks were read from: the one given, or for a closed round what was frozen."""
        return self.closing.folder / "data" / "raw" if self.closing else raw

    @property
    def draft(self) -> str:
        """What tells two drafts apart: four letters that change with any file that the round is made of."""
        files = json.dumps(self.inputs.get("files", {}), sort_keys=True)
        return hashlib.sha256(files.encode()).hexdigest()[:4].upper() if self.inputs else ""

    @property
    def previous(self) -> Round | None:
        """The last earlier full round, which this one is compared with."""
        full = [one for one in self.earlier if one.kind == "full"]
        return full[-1] if full else None

    @property
    def refused(self) -> tuple[str, ...]:
        """Workbooks that could not be read."""
        workbooks = self.tables["workbooks"]
        return tuple(workbooks.loc[workbooks["state"] == "refused", "file"])


def read_round(
    workspace: Workspace,
    round_id: str,
    standards: Standards,
    *,
    progress: Progress | None = None,
    as_of: date | None = None,
    live: bool = False,
) -> Round:
    """Read a round, and those before it, as far as anything changed.

    Args:
        workspace: where it lies.
        round_id: its id, or `latest` for the newest full round.
        standards: the rules to read by.
        progress: called before each workbook that is read.
        as_of: in place of the round's own date; deadlines are held against it.
        live: read a closed round from its folder as it is now, not as it was frozen.

    Returns:
        The round; its tables lie in data/processed/<round>/ with a manifest of everything they depend on.

    Raises:
        MissingError: there is no such round, or no register.
        CorrectionsError: round.toml, plan, corrections, words.toml or register cannot be taken.
        Locked: another run reads the round.
    """
    reader = _Reader(workspace, standards, progress, {})
    return reader.read(find_round(workspace, round_id, standards), live=live, as_of=as_of)


def load_round(
    round_id: str = LATEST,
    *,
    root: str | Path | None = None,
    lang: str = "zh",
    standards_folder: str | Path | None = None,
    as_of: str | date | None = None,
) -> Round:
    """Load a round for a notebook; what changed since it was last read is read again.

    Args:
        round_id: its id, or `latest` for the newest full round.
        root: the workspace; searched for from the working folder upwards where not given.
        lang: zh or en.
        standards_folder: rule files that replace the shipped ones.
        as_of: a date or ISO text, in place of the round's own.
    """
    standards = load_standards(Path(standards_folder) if standards_folder else None, lang=lang)
    workspace = find_workspace(Path.cwd(), Path(root) if root else None, standards=standards)
    day = date.fromisoformat(as_of) if isinstance(as_of, str) and as_of else as_of or None
    return read_round(workspace, round_id, standards, as_of=day if isinstance(day, date) else None)


def find_round(workspace: Workspace, round_id: str, standards: Standards) -> str:
    """The id that is meant: `latest` is the full round with the latest last day, or any round if none is full.

    Raises:
        MissingError: there is no round at all.
    """
    if round_id != LATEST:
        return round_id
    every = [read_settings(workspace, name, standards) for name in workspace.rounds()]
    if not every:
        raise MissingError(
            standards.say("error.no_rounds", folder=workspace.raw), do=standards.say("error.no_rounds_do")
        )
    return max(every, key=lambda one: (one.kind == "full", one.last_day, one.id)).id


def _list_earlier(workspace: Workspace, settings: Settings, standards: Standards) -> list[Settings]:
    others = (read_settings(workspace, name, standards) for name in workspace.rounds() if name != settings.id)
    earlier = [one for one in others if one.first_day < settings.first_day and one.sample == settings.sample]
    return sorted(earlier, key=lambda one: (one.first_day, one.id))


@dataclass(frozen=True)
class _Reader:
    """Reads a round and those before it, each once: a closed one as it was frozen, a draft from its folder."""

    workspace: Workspace
    standards: Standards
    progress: Progress | None
    known: dict[tuple[str, int], Round]

    @cached_property
    def ways(self) -> tuple[Standards, SchoolRegister]:
        """The rules and the register of today, for what is not closed."""
        return read_ways(self.workspace.register_path(self.standards), self.standards)

    def read(self, round_id: str, *, number: int | None = None, live: bool = False, as_of: date | None = None) -> Round:
        """Read a round at its latest closing, or at the one of a number."""
        closings = () if live else list_closings(self.workspace, round_id, self.standards)
        until = tuple(one for one in closings if number is None or one.number <= number)
        key = round_id, len(until)
        if key not in self.known:
            self.known[key] = self._read_closed(until, latest=until == closings) if until else self._read_open(round_id)
        return _hold_at(self.known[key], as_of, self.workspace.raw) if as_of else self.known[key]

    def _read_open(self, round_id: str) -> Round:
        standards, register = self.ways
        settings = read_settings(self.workspace, round_id, standards)
        # An earlier round is read as it would be by itself, after those before it: its problems go on from theirs.
        earlier = [self.read(one.id) for one in _list_earlier(self.workspace, settings, standards)]
        return self._make(self.workspace, settings, standards, register, earlier, self.workspace.processed / round_id)

    def _read_closed(self, closings: tuple[Closing, ...], *, latest: bool) -> Round:
        prove_closings(closings, self.standards)
        closing = closings[-1]
        frozen = Workspace(closing.folder, store=self.workspace.root)
        rules = load_standards(closing.folder / STANDARDS, lang=self.standards.lang, frozen=True)
        standards, register = read_ways(frozen.register_path(rules), rules)
        settings = read_settings(frozen, closing.round_id, standards)
        earlier = [self.read(name, number=number) for name, number in closing.earlier.items()]
        place = frozen.processed / (settings.id if latest else f"{settings.id}@{closing.number}")
        made = self._make(frozen, settings, standards, register, earlier, place)
        changed = list_changed(self.workspace, closing)
        made = replace(made, closings=closings, changed=changed)
        return _hold_at(made, closing.as_of, self.workspace.raw)

    def _make(
        self,
        workspace: Workspace,
        settings: Settings,
        standards: Standards,
        register: SchoolRegister,
        earlier: Sequence[Round],
        folder: Path,
    ) -> Round:
        register = register.on(settings.first_day, settings.last_day)
        before = tuple(replace(one, earlier=()) for one in sorted(earlier, key=lambda one: (one.first_day, one.id)))
        tables, inputs = _read_tables(
            workspace, settings, standards, register, progress=self.progress, earlier=before, folder=folder
        )
        return Round(
            id=settings.id, name=settings.name, kind=settings.kind, first_day=settings.first_day,
            last_day=settings.last_day, as_of=settings.as_of, areas=settings.areas, sample=settings.sample,
            standards=standards, register=register, folder=folder, earlier=before,
            tables=tables, inputs=inputs, office=settings.office, number=settings.number, reply_by=settings.reply_by,
            office_text=read_office_text(workspace.raw / settings.id),
        )  # fmt: skip


def _hold_at(round_: Round, as_of: date, raw: Path) -> Round:
    """A round held against another date than its own, with the flags of what is dated after it."""
    if as_of == round_.as_of:
        return round_
    links = [one.tables["problem_links"] for one in round_.earlier]
    late = list_late(
        round_.tables, links, round_.register.short_names, round_.standards, round_id=round_.id, as_of=as_of
    )
    settled = read_settled(round_.find_raw(raw) / round_.id / CORRECTIONS_FILE, round_.standards)
    raised = settle_flags(make_table("flags", late), settled, round_.standards)
    flags = join_tables("flags", [drop_late(round_.tables["flags"]), raised])
    return replace(round_, as_of=as_of, tables={**round_.tables, "flags": flags})


def _read_tables(
    workspace: Workspace,
    settings: Settings,
    standards: Standards,
    register: SchoolRegister,
    *,
    progress: Progress | None,
    earlier: Sequence[Round],
    folder: Path,
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The tables as they lie there, made anew first if anything that they depend on changed; and what that is."""
    with hold_round(folder.parent, folder.name, standards):
        repair_folder(folder)
        inputs = describe_inputs(
            list_inputs(workspace, settings, standards), standards_digest=standards.digest,
            earlier={one.id: one.inputs for one in earlier},
        )  # fmt: skip
        if not is_current(folder, inputs, TABLES):
            before = [Before(one.id, one.tables["round_problems"], one.tables["problem_links"]) for one in earlier]
            tables = gather_tables(workspace, settings, standards, register, progress=progress, before=before)
            with swap_folder(folder) as fresh:
                if (folder / SETTLED_LOG).is_file():
                    shutil.copyfile(folder / SETTLED_LOG, fresh / SETTLED_LOG)
                for name in TABLES:
                    write_table(fresh, name, tables[name])
                write_manifest(fresh, inputs, TABLES)
        return {name: read_table(folder, name) for name in TABLES}, inputs
