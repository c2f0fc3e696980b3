"""Where evidence contradicts itself: cells of one aspect, a workbook sent twice, counts against inspectors.

Nothing is decided here. What disagrees is not counted (conclusions and counts see to that) and a person is told which
cells they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.reading.privacy import show_file
from analysis.rounds.conclusions import STATED
from analysis.rounds.copies import drop_copies, find_copies, find_resent
from analysis.rounds.counts import Counts, settle_counts
from analysis.rounds.flagging import raise_flag
from analysis.rounds.links import tell_status
from analysis.standards.model import Standards
from analysis.tables import ASPECTS, JUDGED, to_rows

Rows = list[dict[str, Any]]


def flag_disputes(
    tables: Mapping[str, pd.DataFrame], counts: Counts, names: Mapping[str, str], standards: Standards
) -> Rows:
    """Flags for everything that disagrees.

    Args:
        tables: findings, measurements, problems and conclusions of the round.
        counts: from `settle_counts`.
        names: school_id → short name.
        standards: the language, and the items.
    """
    # A copy that says the same is no further voice.
    alone = {**tables, "findings": drop_copies(tables["findings"], find_copies(tables))}
    return [
        *(_flag_resent(pair, standards) for pair in find_resent(tables)),
        *_flag_findings(alone, names, standards),
        *_flag_numbers(tables["measurements"], counts, names, standards),
    ]


def _flag_resent(pair: tuple[str, str, int], standards: Standards) -> dict[str, Any]:
    first, second, differing = pair
    code, severity = ("resent_changed", "warning") if differing else ("resent_same", "note")
    return raise_flag(standards, code, (second, "", ""), severity=severity, first=first, second=second, count=differing)


def _flag_findings(
    tables: Mapping[str, pd.DataFrame], names: Mapping[str, str], standards: Standards
) -> Iterator[dict[str, Any]]:
    conclusions = tables["conclusions"]
    disputed = conclusions[conclusions["standing"] == "in_dispute"]
    for school, item in zip(disputed["school_id"], disputed["item_id"], strict=True):
        findings = tables["findings"]
        cells = findings[(findings["school_id"] == school) & (findings["item_id"] == item)]
        strongest = next(aspect for aspect in standards.decision.order if (cells["aspect"] == aspect).any())
        stated = to_rows(cells[(cells["aspect"] == strongest) & cells["verdict"].isin(STATED)])
        yield _flag_cells(stated, "in_dispute", names.get(school, school), standards.name(item), standards)


def _flag_numbers(
    measurements: pd.DataFrame, counts: Counts, names: Mapping[str, str], standards: Standards
) -> Iterator[dict[str, Any]]:
    for (school, measure), count in counts.items():
        if count.value is None:
            cells = to_rows(measurements.iloc[list(count.rows)])
            known = standards.measures.get(measure)
            title = standards.text(known.name) if known else measure
            least = standards.decision.suppress_below
            if known and not all(known.tells(cell["value"], least) for cell in cells):
                cells = [{**cell, "raw": standards.say("mark.suppressed")} for cell in cells]
            yield _flag_cells(cells, "numbers_disagree", names.get(school, school), title, standards)


def flag_problem(rows: Sequence[Mapping[Any, Any]], names: Mapping[str, str], standards: Standards) -> dict[str, Any]:
    """The flag for a problem of which two rows tell another state or deadline; neither is taken (see links.py)."""
    told = [{**row, "raw": _tell_problem(row, standards)} for row in rows]
    school = names.get(rows[0]["school_id"], rows[0]["school_id"])
    return _flag_cells(told, "problems_disagree", school, rows[0]["problem_id"] or rows[0]["text"], standards)


def _tell_problem(row: Mapping[str, Any], standards: Standards) -> str:
    status = standards.say(f"status.{tell_status(row) or 'unknown'}")
    deadline = row["deadline"] or standards.say("mark.no_data")
    return standards.say("flag.problem_said", status=status, deadline=deadline)


def _flag_cells(
    cells: Iterable[Mapping[Any, Any]], code: str, school: str, subject: str, standards: Standards
) -> dict[str, Any]:
    rows = sorted(cells, key=lambda row: (row["file"], row["sheet"], row["cell"]))
    listed = [
        standards.say("flag.cell", file=show_file(row["file"]), sheet=row["sheet"], cell=row["cell"], raw=row["raw"])
        for row in rows
    ]
    first = rows[0]
    return raise_flag(
        standards, code, (first["file"], first["sheet"], first["cell"]), raw=first["raw"], school=school,
        subject=subject, cells=standards.say("mark.list").join(listed),
    )  # fmt: skip


def flag_clashes(
    tables: Mapping[str, pd.DataFrame],
    computed: Mapping[tuple[str, str], str],
    names: Mapping[str, str],
    standards: Standards,
) -> Rows:
    """Flags where an inspector's verdict and the counts differ in whether the item is met; the inspector's stands.

    A flag stands at the inspector's cell and names the cells of the counts with their numbers.

    Args:
        tables: conclusions, findings and measurements of the round.
        computed: (school_id, item_id) → what the counts say.
        names: school_id → short name.
        standards: the language, and the items.
    """
    conclusions, findings = tables["conclusions"], tables["findings"]
    counts = settle_counts(tables["measurements"])
    kept = conclusions[conclusions["verdict"].isin(JUDGED) & (conclusions["decided_by"] != "computed")]
    columns = ("school_id", "item_id", "verdict", "decided_by")
    flags = []
    for school, item, verdict, decided_by in zip(*(kept[name] for name in columns), strict=True):
        counted = computed.get((school, item), "")
        if counted not in JUDGED or (counted == "met") == (verdict == "met"):
            continue
        cells = findings[(findings["school_id"] == school) & (findings["item_id"] == item)]
        aspects = [decided_by] if decided_by in ASPECTS else list(standards.decision.order)
        cell = cells[(cells["verdict"] == verdict) & cells["aspect"].isin(aspects)].iloc[0]
        flags.append(
            raise_flag(
                standards, "computed_clash", (cell["file"], cell["sheet"], cell["cell"]), raw=cell["raw"],
                school=names.get(school, school), subject=standards.name(item),
                seen=standards.say(f"verdict.{verdict}"), computed=standards.say(f"verdict.{counted}"),
                **_describe_counts(school, item, counts, tables["measurements"], standards),
            )
        )  # fmt: skip
    return flags


def _describe_counts(
    school: str, item_id: str, counts: Counts, measurements: pd.DataFrame, standards: Standards
) -> dict[str, str]:
    """By which kind of counts an item was worked out (`basis`), and each of them with its cell (`cells`)."""
    rule = standards.items[item_id].rule
    found = [(name, counts[school, name]) for name in (rule.inputs if rule else ()) if (school, name) in counts]
    own_word = any(count.aspect == "self_reported" for _, count in found)
    listed = []
    for name, count in found:
        row, measure = measurements.iloc[count.rows[0]], standards.measures[name]
        told = measure.tells(row["value"], standards.decision.suppress_below)
        raw = row["raw"] if told else standards.say("mark.suppressed")
        cell = standards.say("flag.cell", file=show_file(row["file"]), sheet=row["sheet"], cell=row["cell"], raw=raw)
        listed.append(f"{standards.text(measure.name)}{standards.say('narrative.mark.space')}{cell}")
    basis = standards.say(f"flag.counts_{'reported' if own_word else 'seen'}")
    return {"basis": basis, "cells": standards.say("mark.list").join(listed)}
