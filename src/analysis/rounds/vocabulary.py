"""data/raw/words.toml: what a person has settled for good, on top of the standards and the register.

`ducha read` writes it from the answers that are meant "always from now on", and it may be written by hand. An entry
says how something is written and what it means: [[word]] a verdict, [[header]] an item, [[status]] a status, [[school]]
a school. It adds; it never changes what the standards or the register already say, and one that would is refused. The
register's own file is never edited by the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from analysis.errors import CorrectionsError, Place
from analysis.reading.context import Context
from analysis.reading.items import find_item
from analysis.reading.schools import SchoolRegister, read_register
from analysis.rounds.handwritten import read_toml
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of
from analysis.tables import STATUSES, VERDICTS

WORDS_FILE = "words.toml"
"""Its name beside the register."""
KINDS = {"word": "verdict", "header": "item", "status": "status", "school": "school"}
"""Table of the file → the key that says what its `written` means."""

UNKNOWN = "?"
"""What an entry clashes with whose meaning is none that is known."""
MOST_SHOWN = 30
"""Meanings that a message lists."""


@dataclass(frozen=True)
class Entry:
    """One way of writing something.

    Attributes:
        kind: one of `KINDS`.
        written: as it is written.
        means: verdict, item_id, status or school_id.
        reason: why.
        by_role: who settled it, a post and never a person.
        on: ISO date.
    """

    kind: str
    written: str
    means: str
    reason: str = ""
    by_role: str = ""
    on: str = ""


def read_vocabulary(path: Path, standards: Standards) -> tuple[Entry, ...]:
    """Read words.toml; nothing where there is no file.

    Raises:
        CorrectionsError: no TOML, an unknown table or key, or one missing; names the entry.
    """
    if not path.is_file():
        return ()
    content = read_toml(path, standards)
    for table in content:
        if table not in KINDS:
            raise _report_unknown(table, tuple(KINDS), path, standards)
    return tuple(
        _take_entry(kind, table, number, path, standards)
        for kind in KINDS
        for number, table in enumerate(content.get(kind, ()), start=1)
    )


def _take_entry(kind: str, table: Mapping[str, Any], number: int, path: Path, standards: Standards) -> Entry:
    known = ("written", KINDS[kind], *(part.name for part in fields(Entry) if part.default is not MISSING))
    for key in table:
        if key not in known:
            raise _report_unknown(key, known, path, standards)
    for key in known[:2]:
        if not str(table.get(key, "")).strip():
            raise CorrectionsError(
                standards.say("error.correction_key", number=number, setting=key),
                place=Place(path.name, cell=f"[[{kind}]]"),
                do=standards.say("error.correction_key_do", known=", ".join(known[:2])),
            )
    said = {key: value.isoformat() if isinstance(value, date) else str(value) for key, value in table.items()}
    means = said.pop(KINDS[kind])
    return Entry(kind, means=means, **said)


def _report_unknown(
    key: str, known: Sequence[str], path: Path, standards: Standards, *, cell: str = ""
) -> CorrectionsError:
    near = get_close_matches(key, known, n=1)
    return CorrectionsError(
        standards.say("error.unknown_setting", seen=key, known=", ".join(known[:MOST_SHOWN])),
        place=Place(path.name, cell=cell),
        do=standards.say("error.did_you_mean", near=near[0]) if near else "",
    )


def read_ways(schools: Path, standards: Standards) -> tuple[Standards, SchoolRegister]:
    """The rules and the register, with what words.toml beside the register adds to both.

    Args:
        schools: the register.
        standards: the rules.

    Raises:
        MissingError: there is no register.
        CorrectionsError: the register or words.toml cannot be taken.
    """
    register = read_register(schools, standards)
    return add_vocabulary(read_vocabulary(schools.parent / WORDS_FILE, standards), standards, register)


def view_register(register: SchoolRegister, context: Context) -> SchoolRegister:
    """The register as the days of a loose workbook see it; as it is where nobody told them."""
    first, last = context.first_day, context.last_day
    return register.on(first, last) if first and last else register


def _list_meanings(kind: str, register: SchoolRegister) -> Sequence[str]:
    if kind == "school":
        return tuple(row["school_id"] for row in register.rows)
    return VERDICTS if kind == "word" else tuple(status for status in STATUSES if status)


def clash_of(entry: Entry, standards: Standards, register: SchoolRegister) -> str:
    """What already means something else than the entry says: its meaning, "" where nothing does.

    An entry whose meaning is none that is known clashes too: with `UNKNOWN`.
    """
    words, folded = words_of(standards), fold(entry.written)
    if entry.kind == "word":
        known = words.verdict.get(folded) or words.answer.get(folded) or ("blank" if folded in words.dash else "")
        valid: Sequence[str] = VERDICTS
    elif entry.kind == "status":
        known, valid = words.status.get(folded, ""), STATUSES
    elif entry.kind == "header":
        known, valid = words.roles.get(folded, "") or find_item(entry.written, words), tuple(standards.items)
    else:
        known, valid = (
            register.resolve(entry.written, words).school_id,
            tuple(row["school_id"] for row in register.rows),
        )
    if entry.means not in valid:
        return UNKNOWN
    return known if known and known != entry.means else ""


def add_vocabulary(
    entries: Sequence[Entry], standards: Standards, register: SchoolRegister, *, file: str = WORDS_FILE
) -> tuple[Standards, SchoolRegister]:
    """The rules and the register with these ways of writing added.

    Raises:
        CorrectionsError: an entry contradicts the standards, the register or another entry, or means nothing known.
    """
    for number, entry in enumerate(entries, start=1):
        clash = clash_of(entry, standards, register)
        if not clash:
            clash = next((e.means for e in entries[: number - 1] if _same(e, entry) and e.means != entry.means), "")
        if clash == UNKNOWN:
            known = tuple(standards.items) if entry.kind == "header" else _list_meanings(entry.kind, register)
            raise _report_unknown(entry.means, known, Path(file), standards, cell=f"[[{entry.kind}]]")
        if clash:
            raise CorrectionsError(
                standards.say("error.word_clash", seen=entry.written, known=clash),
                place=Place(file, cell=f"[[{entry.kind}]]"),
                do=standards.say("error.word_clash_do"),
            )
    if not entries:
        return standards, register
    return _add_words(entries, standards), _add_aliases(entries, register)


def _same(first: Entry, second: Entry) -> bool:
    return first.kind == second.kind and fold(first.written) == fold(second.written)


def _add_words(entries: Sequence[Entry], standards: Standards) -> Standards:
    files = {name: dict(table) for name, table in standards.words.items()}
    for kind, name, table in (("word", "verdicts", "verdict"), ("status", "statuses", "status")):
        classes = {key: list(listed) for key, listed in files[name][table].items()}
        for entry in entries:
            if entry.kind == kind and entry.written not in classes.setdefault(entry.means, []):
                classes[entry.means].append(entry.written)
        files[name][table] = classes
    items = dict(standards.items)
    for entry in entries:
        if entry.kind == "header":
            item = items[entry.means]
            items[item.id] = replace(item, titles=tuple(dict.fromkeys((*item.titles, entry.written))))
    said = repr([(entry.kind, entry.written, entry.means) for entry in entries])
    digest = hashlib.sha256(f"{standards.digest} {said}".encode()).hexdigest()
    return replace(standards, words=files, items=items, digest=digest)


def _add_aliases(entries: Sequence[Entry], register: SchoolRegister) -> SchoolRegister:
    aliases: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind == "school":
            aliases.setdefault(entry.means, []).append(entry.written)
    return register.add_aliases(aliases)
