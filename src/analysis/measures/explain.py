"""From a printed number, or a school's conclusion on an item, back to the cells."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from math import isnan
from typing import Any

import pandas as pd

from analysis.errors import MissingError, Place
from analysis.measures.corrected import tell_correction
from analysis.measures.frames import LEFT_OUT
from analysis.measures.own_numbers import OWN_CODES, list_own_cells, number_school
from analysis.measures.results import RoundResults
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of
from analysis.tables import JUDGED, to_rows

WITH_COPIES = ("findings", "measurements", "problems")
"""Tables of evidence: a cell of a workbook sent twice that says the same is listed once."""
GROUP_MARK = "@"
"""Between a code and a group: 3-16@松岫镇."""


def explain_number(round_: Round, results: RoundResults, what: str, school: str = "") -> list[str]:
    """Explain a number, or with a school its conclusion on an item.

    Args:
        round_: the round.
        results: its results.
        what: a code (3-16, 3-16@松岫镇, of a notice 0-0@S014), an item id (cond.16), its title or number in words
            (第16条).
        school: id or written name of a school, then `what` is an item; or a group such as a town (3-16 松岫镇).

    Returns:
        Lines to print: the number with all it needs and each cell behind it, or the conclusion with all evidence.

    Raises:
        MissingError: no such number, item or school; names the nearest.
    """
    if not school and len(what.split()) > 1:
        what, school = what.rsplit(maxsplit=1)
    if school in set(results.numbers["group"]) - {""}:
        what, school = f"{what}{GROUP_MARK}{school}", ""
    lines = _explain(round_, results, what, school)
    mark = round_.standards.say("mark.suppressed")
    told = any(mark in line for line in lines)
    return [*lines, round_.standards.say("explain.mark", mark=mark)] if told else lines


def _explain(round_: Round, results: RoundResults, what: str, school: str) -> list[str]:
    if school:
        return list(_explain_conclusion(round_, results, find_item(round_, what), find_school(round_, school)))
    code, _, group = what.partition(GROUP_MARK)
    if code in OWN_CODES and group:
        return list(_explain_own(round_, results, code, find_school(round_, group)))
    if code not in set(results.numbers["code"]):
        code = round_.standards.code(find_item(round_, code, codes=list(results.numbers["code"])))
    rows = results.numbers[(results.numbers["code"] == code) & (results.numbers["group"] == group)]
    if rows.empty:
        known = [f"{row['code']}{GROUP_MARK}{row['group']}" for row in to_rows(results.numbers) if row["code"] == code]
        raise _report_missing(round_.standards, what, known or list(results.numbers["code"]))
    row = rows.iloc[0].to_dict()
    cells = results.cells(code, group_by=str(row["group_by"]), group=group)
    return [*_describe_number(row, round_.standards), *_describe_cells(cells, results, round_)]


def _explain_own(round_: Round, results: RoundResults, code: str, school: str) -> Iterator[str]:
    """A number of one school, as its notice tells it."""
    numbers = number_school(results, school, round_.standards)
    yield from _describe_number(to_rows(numbers[numbers["code"] == code])[0], round_.standards)
    yield from _describe_cells(list_own_cells(results, code, school, round_.id), results, round_)


def _describe_number(row: Mapping[Any, Any], standards: Standards) -> Iterator[str]:
    say = standards.say
    group = f"{GROUP_MARK}{row['group']}" if row["group"] else ""
    yield f"{row['code']}{group}  {row['title']}"
    if row["suppressed"]:
        yield say("explain.suppressed")
        return
    yield _write_fraction(row, standards)
    if row["subject"] in ("area", "item") and any(row[verdict] for verdict in JUDGED):
        yield say("explain.verdicts", met=row["met"], partial=row["partial"], unmet=row["unmet"])
    left = [
        say("explain.one_left_out", reason=say(f"verdict.{reason}"), count=row[reason])
        for reason in LEFT_OUT
        if row[reason]
    ]
    if left:
        yield say("explain.left_out", listed=say("mark.list").join(left))
    if row["subject"] in ("area", "item"):
        yield say("explain.rule", rule=standards.text(standards.decision.text))


def _write_fraction(row: Mapping[Any, Any], standards: Standards) -> str:
    if row["bound"]:
        return standards.say(f"mark.{row['bound']}", whole=f"{row['denominator']:.12g}")
    if isnan(row["denominator"]):
        return standards.say("explain.count", numerator=f"{row['numerator']:g}")
    if row["denominator"] == 0:
        return standards.say("explain.none")
    if not isnan(row["mean"]):
        both = {name: f"{row[name]:.12g}" for name in ("numerator", "denominator")}
        name = "mean" if row["subject"] == "figure" else "quotient"
        digits = 2 if name == "mean" else 3
        return standards.say(f"explain.{name}", mean=f"{row['mean']:.{digits}f}", **both)
    fraction = standards.say(
        "explain.fraction", numerator=f"{row['numerator']:.12g}", denominator=f"{row['denominator']:.12g}"
    )
    return fraction if isnan(row["percent"]) else f"{fraction} = {row['percent']:.0f}%"


def _mark_reply(results: RoundResults, cell: Mapping[Any, Any], standards: Standards) -> str:
    """`（申辩中）` behind what is not met and whose reply is not decided."""
    replied = (cell["school_id"], cell["item_id"]) in results.pending
    return standards.say("narrative.replied") if replied and "met" not in (cell["part"], cell["verdict"]) else ""


def _describe_cells(cells: pd.DataFrame, results: RoundResults, round_: Round) -> Iterator[str]:
    names, standards = round_.register.short_names, round_.standards
    for cell in to_rows(cells):
        yield standards.say(
            "explain.cell",
            school=names.get(cell["school_id"], cell["school_id"]),
            item=standards.name(cell["item_id"]) if cell["item_id"] in standards.items else "",
            part=_write_part(cell, standards) + _mark_reply(results, cell, standards),
            place=_write_place(cell, standards, round_.id),
            raw=cell["raw"],
        ).rstrip()
        yield from _describe_correction(results, cell, standards, round_.id)


def _describe_correction(
    results: RoundResults, cell: Mapping[Any, Any], standards: Standards, round_id: str
) -> Iterator[str]:
    """What a person made of the cell, below it; nothing for a cell that stands as it was written."""
    place = (str(cell.get("round_id") or round_id), cell["file"], cell["sheet"], cell["cell"])
    if place in results.corrected:
        yield standards.say("explain.corrected", correction=tell_correction(results.corrected[place], standards))


def _write_part(cell: Mapping[Any, Any], standards: Standards) -> str:
    """What the cell is in the number, and beside that what it says, where these are two things."""
    part = str(cell["part"])
    if f"explain.part.{part}" not in standards.wording:
        return standards.say(f"verdict.{part}")
    word = standards.say(f"explain.part.{part}")
    if not cell["verdict"]:
        return word
    return standards.say("explain.in_number", part=word, verdict=standards.say(f"verdict.{cell['verdict']}"))


def _write_place(cell: Mapping[Any, Any], standards: Standards, round_id: str = "") -> str:
    """The cell, with its round where that is another one."""
    if not cell["file"]:
        return standards.say("explain.no_cell")
    place = str(Place(cell["file"], cell["sheet"], cell["cell"]))
    other = cell.get("round_id", round_id)
    return place if other in ("", round_id) else standards.say("explain.of_round", round=other, place=place)


def _explain_conclusion(round_: Round, results: RoundResults, item: str, school: str) -> Iterator[str]:
    standards, copies = round_.standards, find_copies(round_.tables)
    tables = {
        name: drop_copies(table, copies) if name in WITH_COPIES else table for name, table in round_.tables.items()
    }
    name, title = round_.register.short_names[school], f"{standards.code(item)} {standards.name(item)}"
    found = _pick(tables["conclusions"], school, item)
    row = (
        found.iloc[0].to_dict()
        if len(found)
        else {"verdict": "not_inspected", "decided_by": "none", "standing": "none"}
    )
    yield standards.say(
        "explain.conclusion", school=name, item=title, verdict=standards.say(f"verdict.{row['verdict']}") + _mark_reply(
            results, {**row, "school_id": school, "item_id": item, "part": row["verdict"]}, standards
        ),
        basis=standards.say("mark.semicolon").join(dict.fromkeys(
            (standards.say(f"decided_by.{row['decided_by']}"), standards.say(f"standing.{row['standing']}"))
        )),
    )  # fmt: skip
    yield standards.say("explain.rule", rule=standards.text(standards.decision.text))
    for cell in to_rows(_pick(tables["findings"], school, item)):
        yield standards.say(
            "explain.finding", aspect=standards.say(f"aspect.{cell['aspect']}"),
            verdict=standards.say(f"verdict.{cell['verdict']}"), place=_write_place(cell, standards), raw=cell["raw"],
        )  # fmt: skip
        yield from _describe_correction(results, cell, standards, round_.id)
    yield from _describe_counts(tables["measurements"], item, school, standards)
    for problem in to_rows(_pick(tables["problems"], school, item)):
        yield standards.say(
            "explain.problem", text=problem["text"], deadline=problem["deadline"] or "–",
            status=standards.say(f"status.{problem['status'] or 'unknown'}"), place=_write_place(problem, standards),
        )  # fmt: skip


def _pick(table: pd.DataFrame, school: str, item: str) -> pd.DataFrame:
    return table[(table["school_id"] == school) & (table["item_id"] == item)]


def _describe_counts(table: pd.DataFrame, item: str, school: str, standards: Standards) -> Iterator[str]:
    """The numbers that the item's rule would use; what may not be told of a school only by its place."""
    rule = standards.items[item].rule
    used = table["measure"].isin(rule.inputs if rule else ()) & (table["item_id"] == "")
    for cell in to_rows(table[used & (table["school_id"] == school)]):
        measure = standards.measures[cell["measure"]]
        told = measure.tells(cell["value"], standards.decision.suppress_below)
        hidden = standards.say("mark.suppressed")
        yield standards.say(
            "explain.number_cell", measure=standards.text(measure.name) or measure.id,
            value=f"{cell['value']:.12g}" if told else hidden, place=_write_place(cell, standards),
            raw=cell["raw"] if told else hidden,
        )  # fmt: skip


def find_item(round_: Round, what: str, *, codes: list[str] | None = None) -> str:
    """The id of an item by id, code, title, or number in words.

    Raises:
        MissingError: no such item; names the nearest of the items and of the `codes`.
    """
    standards, folded = round_.standards, fold(what)
    if what in standards.items:
        return what
    for item in standards.items.values():
        names = {
            standards.code(item.id),
            fold(item.short.zh),
            fold(item.short.en),
            *(fold(title) for title in item.titles),
        }
        if what in names or folded in names:
            return item.id
    numbered = words_of(standards).numbers
    digits = "".join(sign for sign in folded if sign.isdigit())
    if digits and int(digits) in numbered and len(folded) <= len(digits) + len("item"):
        return numbered[int(digits)]
    every = [*dict.fromkeys(codes or ()), *standards.items, *(standards.name(item) for item in standards.items)]
    raise _report_missing(standards, what, every)


def find_school(round_: Round, written: str) -> str:
    """The id of a school by its id or any name that the register knows.

    Raises:
        MissingError: no school, or several; names the nearest.
    """
    frame = round_.register.frame
    if written in set(frame["school_id"]):
        return written
    match = round_.register.resolve(written, words_of(round_.standards))
    if match.school_id:
        return str(match.school_id)
    names = round_.register.short_names
    near = [names[school] for school in match.candidates if school in names]
    raise _report_missing(round_.standards, written, near or sorted(names.values()))


def _report_missing(standards: Standards, seen: str, known: list[str]) -> MissingError:
    listed = standards.say("mark.list").join(difflib.get_close_matches(seen, dict.fromkeys(known), n=5, cutoff=0.4))
    do = standards.say("error.no_number_do", near=listed) if listed else standards.say("error.no_number_none")
    return MissingError(standards.say("error.no_number", seen=seen), do=do)
