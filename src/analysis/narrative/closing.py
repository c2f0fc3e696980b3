"""What is said of a closed round: its state, what was changed since, and each number that an erratum revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.measures.erratum import AFTER, BEFORE, KEY, VALUES, list_revisions, read_numbers
from analysis.narrative.passages import Number, fraction, list_words, name_code, write_day
from analysis.reading.privacy import show_file
from analysis.rounds.closing import NUMBERS_FILE, Closing
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import to_rows


@dataclass(frozen=True)
class Revision:
    """A number that an erratum changed.

    Attributes:
        code: the number's code.
        group_by: "", town, kind or item, for a part of the number.
        group: the town, kind or item's id.
        title: what the number is.
        before: as it was printed.
        after: as it is printed now.
        reason: why, as the office gave it.
        number: of the erratum, 1 for the first.
        on: its day.
    """

    code: str
    group_by: str
    group: str
    title: str
    before: str
    after: str
    reason: str
    number: int
    on: date


def tell_revisions(closings: tuple[Closing, ...], standards: Standards) -> tuple[Revision, ...]:
    """Every number that an erratum of a round changed, the first erratum first."""
    found: list[Revision] = []
    for old, new in pairwise(closings):
        before, after = (read_numbers(one.folder / NUMBERS_FILE) for one in (old, new))
        rows = to_rows(list_revisions(before, after))
        found += (_tell(row, new, standards) for row in rows)
    return tuple(found)


def _tell(row: Mapping[str, Any], closing: Closing, standards: Standards) -> Revision:
    code, group_by, group = (str(row[name]) for name in KEY)
    title = row[f"title{AFTER}"] if row[f"there{AFTER}"] else row[f"title{BEFORE}"]
    before, after = (_print(row, side, standards) for side in (BEFORE, AFTER))
    return Revision(code, group_by, group, str(title), before, after, closing.reason, closing.number - 1, closing.on)


def _print(row: Mapping[str, Any], side: str, standards: Standards) -> str:
    """One side of a revision as the report prints it."""
    if not row[f"there{side}"]:
        return standards.say("closing.absent")
    values = {name: row[f"{name}{side}"] for name in VALUES}
    return fraction(standards, pd.Series({**{name: row[name] for name in KEY}, **values})).text


def write_state(standards: Standards, closings: tuple[Closing, ...], draft: str) -> str:
    """`草稿 3F2A`, `定稿 · 2016年10月20日` or `更正（第1次）· 2016年11月2日`."""
    if not closings:
        return standards.say("closing.draft", number=draft).strip()
    day = write_day(standards, closings[-1].on, base=None)
    if len(closings) == 1:
        return standards.say("closing.closed", day=day)
    return standards.say("closing.erratum", day=day, number=len(closings) - 1)


def tell_changed(standards: Standards, changed: tuple[tuple[str, str], ...]) -> str:
    """That files were changed after the round was closed, and that nothing of it is in the numbers; else ""."""
    if not changed:
        return ""
    words = [standards.say(f"closing.file_{how}", file=show_file(name)) for name, how in changed]
    return standards.say("closing.changed", files=list_words(standards, words))


def tell_state(round_: Round) -> Iterator[str]:
    """The state of a round, and of a closed one what was changed since and is not taken."""
    standards = round_.standards
    yield write_state(standards, round_.closings, round_.draft)
    if told := tell_changed(standards, round_.changed):
        yield told


def write_erratum(standards: Standards, name: str, closings: tuple[Closing, ...]) -> str:
    """The erratum as plain text: each number before and after, and why; "" where there is none."""
    revisions = tell_revisions(closings, standards)
    if len(closings) < 2:
        return ""
    say = standards.say
    lines = [f"# {say('closing.title', name=name)}", ""]
    for closing in closings[1:]:
        own = [one for one in revisions if one.number == closing.number - 1]
        day = write_day(standards, closing.on, base=None)
        lines += [f"## {say('closing.erratum', day=day, number=closing.number - 1)}", ""]
        lines += [say("closing.reason", reason=closing.reason), ""]
        if not own:
            lines += [say("closing.no_number"), ""]
            continue
        heads = [say(f"closing.head_{head}") for head in ("code", "what", "before", "after", "reason")]
        lines += [_line(heads), _line(["---"] * len(heads))]
        lines += [_line([_name(one, standards), one.title, one.before, one.after, one.reason]) for one in own]
        lines.append("")
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    """A row of the table; a line break or a bar within a cell would end it."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '｜') for cell in cells)} |"


def _name(revision: Revision, standards: Standards) -> str:
    """`3-16`, `3-0@松岫镇`, `3-0@小学`."""
    return name_code(standards, Number(revision.code, revision.after, revision.group_by, revision.group))
