"""What was read of one workbook and what was set aside, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.standards.model import Standards
from analysis.tables import ROW_ROLES, VERDICTS

MOST_ITEMS = 12
"""Items named for a sheet; the others are only counted."""
_UNUSED = ("column_unused", "column_untitled", "numbers_unused")
"""Codes of the flags of columns, or rows, whose values were not used."""
_TAKEN = ("findings", "measurements", "problems", "remarks")


def describe_workbook(file: str, tables: Mapping[str, pd.DataFrame], standards: Standards) -> list[str]:
    """Say what one workbook was taken for.

    Args:
        file: its name.
        tables: its own rows of the tables of reading.
        standards: the language, items and measures.
    """
    say, cells = standards.say, tables["cells"]
    sheets = list(dict.fromkeys(cells["sheet"]))
    taken = {name: len(tables[name]) for name in _TAKEN}
    lines = [say("check.file", file=file, sheets=len(sheets), cells=len(cells), **taken)]
    for sheet in sheets:
        own = {name: frame[frame["sheet"] == sheet] for name, frame in tables.items() if "sheet" in frame}
        lines += [say("check.sheet", sheet=sheet or file), *_describe_sheet(own, standards)]
    if not any(taken[name] for name in _TAKEN[:3]) and not len(tables["refused"]):
        lines.append(say("check.no_data"))
    return [*lines, *_describe_flags(tables["flags"], standards)]


def _describe_sheet(own: Mapping[str, pd.DataFrame], standards: Standards) -> Iterator[str]:
    say, findings, numbers = standards.say, own["findings"], own["measurements"]
    yield say("check.rows", listed=_count(_row_roles(own["cells"]), ROW_ROLES, "page.role", standards))
    if len(findings):
        yield say("check.verdicts", listed=_count(list(findings["verdict"]), VERDICTS, "verdict", standards))
        items = [item for item in dict.fromkeys(findings["item_id"]) if item in standards.items]
        shown = [f"{standards.code(item)} {standards.name(item)}" for item in items[:MOST_ITEMS]]
        yield say("check.items", count=len(items), listed=_list(shown, len(items), standards))
    if len(numbers):
        names = list(dict.fromkeys(numbers["measure"]))
        shown = [standards.text(m.name) if (m := standards.measures.get(n)) else n for n in names[:MOST_ITEMS]]
        yield say("check.measures", count=len(names), listed=_list(shown, len(names), standards))
    known = {school for name in ("findings", "measurements", "problems") for school in own[name]["school_id"] if school}
    unknown = int(own["flags"]["code"].isin(["unknown_school", "ambiguous_school", "town_disagrees"]).sum())
    if known or unknown:
        yield say("check.schools", known=len(known), unknown=unknown)
    if len(own["checks"]):
        yield say("check.checks", count=len(own["checks"]), wrong=int((own["checks"]["agrees"] == "no").sum()))
    unused = own["flags"][own["flags"]["code"].isin(_UNUSED)]
    if len(unused):
        shown = [say("check.unused_one", cell=cell, title=title) if title else cell for cell, title in _titles(unused)]
        yield say("check.unused", count=len(shown), listed=say("mark.list").join(shown))
    if len(own["refused"]):
        yield say("check.set_aside", listed=say("mark.list").join(_describe_refused(own["refused"], standards)))


def _titles(flags: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Cell and title of the columns that flags stand at."""
    return zip(flags["cell"], flags["raw"].fillna(""), strict=True)


def _row_roles(cells: pd.DataFrame) -> list[str]:
    """What each row is: the role of most of its cells, the finer ones being the body's."""
    roles = cells["role"].where(cells["role"].isin(ROW_ROLES), "body")
    return [str(group.mode().iloc[0]) for _, group in roles.groupby(cells["row"], sort=True)]


def _count(found: Sequence[str], order: Sequence[str], words: str, standards: Standards) -> str:
    say = standards.say
    counts = [(name, found.count(name)) for name in order if name in found]
    return say("mark.list").join(
        say("check.count", what=say(f"{words}.{name}"), count=number) for name, number in counts
    )


def _list(shown: Sequence[str], count: int, standards: Standards) -> str:
    return standards.say("mark.list").join(shown) + ("…" if count > len(shown) else "")


def _describe_refused(refused: pd.DataFrame, standards: Standards) -> Iterator[str]:
    for column, kind in zip(refused["column"], refused["class"], strict=True):
        what = standards.say(f"refused_class.{kind}")
        if column == "*":
            yield standards.say("check.set_aside_sheet", kind=what)
        else:
            yield standards.say("check.set_aside_one", column=column, kind=what)


def _describe_flags(flags: pd.DataFrame, standards: Standards) -> Iterator[str]:
    if not len(flags):
        yield standards.say("check.no_flags")
        return
    yield standards.say("check.flags", count=len(flags), notes=int((flags["severity"] == "note").sum()))
    columns = (flags[name] for name in ("sheet", "cell", "message"))
    for sheet, cell, message in zip(*columns, strict=True):
        place = " ".join(part for part in (f"[{sheet}]" if sheet else "", cell) if part)
        yield standards.say("check.flag", place=place, message=message)
