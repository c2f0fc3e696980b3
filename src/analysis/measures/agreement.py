"""What schools reported against what was seen: every pair that has both, and the over-claims by name.

Beside them stand how much of what was reported was seen at all, and the rate that the reports alone would give. That
one enters nothing; a rate that was seen and equals it is told as such, for it may be a copy of the reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import make_frame
from analysis.measures.numbering import REPORTED_MET, REPORTED_SEEN
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import JUDGED, to_rows

SELF = (*JUDGED, "blank")
"""What a report can say in the matrix; blank stands for everything that is no judgement."""
SEEN_BY = ("verified", "inspected", "correction")
"""A conclusion that an inspector stands behind."""


def list_reports(round_: Round, evidence: Sequence[Row]) -> list[Row]:
    """Every counted school × item that a school reported on, beside what was seen there.

    Args:
        round_: the round.
        evidence: from `list_evidence`.

    Returns:
        Rows of school_id, town, area, item_id, self, self_file, self_sheet, self_cell, self_raw, seen (whether it was
        judged on site), verdict, aspect, file, sheet, cell, raw; in the order of the evidence. A pair whose reports
        contradict each other is left out.
    """
    reports = _list_reports(drop_copies(round_.tables["findings"], find_copies(round_.tables)))
    names = ("school_id", "town", "area", "item_id", "verdict", "aspect", "file", "sheet", "cell", "raw")
    return [
        {
            **{name: row[name] for name in names}, **reports[row["school_id"], row["item_id"]],
            "seen": row["verdict"] in JUDGED and row["decided_by"] in SEEN_BY,
        }
        for row in evidence
        if row["first"] and row["counted"] and (row["school_id"], row["item_id"]) in reports
    ]  # fmt: skip


def compare_reports(reports: Sequence[Row]) -> list[Row]:
    """Those reports of `list_reports` that were judged on site."""
    return [{name: value for name, value in row.items() if name != "seen"} for row in reports if row["seen"]]


def _list_reports(findings: pd.DataFrame) -> dict[tuple[str, str], Row]:
    own = findings[
        (findings["aspect"] == "self_reported") & (findings["school_id"] != "") & (findings["item_id"] != "")
    ]
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in to_rows(own):
        grouped.setdefault((row["school_id"], row["item_id"]), []).append(row)
    reports = {}
    for pair, rows in sorted(grouped.items()):
        judged = [row for row in rows if row["verdict"] in JUDGED]
        if len({row["verdict"] for row in judged}) <= 1:
            row = (judged or rows)[0]
            cell = {
                f"self_{name}": "" if pd.isna(row[name]) else row[name] for name in ("file", "sheet", "cell", "raw")
            }
            reports[pair] = {"self": row["verdict"] if judged else "blank", **cell}
    return reports


def count_agreement(pairs: Sequence[Row], areas: tuple[str, ...]) -> pd.DataFrame:
    """The `agreement` frame: area × self × seen with a count, every combination of an area that has pairs."""
    rows = []
    for area in areas:
        own = [row for row in pairs if row["area"] == area]
        for said in SELF if own else ():
            for seen in JUDGED:
                count = sum(row["self"] == said and row["verdict"] == seen for row in own)
                rows.append({"area": area, "self": said, "seen": seen, "count": count})
    return make_frame("agreement", rows)


def list_over_claims(pairs: Sequence[Row]) -> pd.DataFrame:
    """The `over_claims` frame: reported met, seen partial or unmet."""
    kept = (row for row in pairs if row["self"] == "met" and row["verdict"] != "met")
    return make_frame(
        "over_claims", ({name: row[name] for name in row if name not in ("self", "aspect")} for row in kept)
    )


def number_agreement(pairs: Sequence[Row], standards: Standards, areas: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: over-claims ÷ reported met, for each area that has reports."""
    numbers: list[Row] = []
    cells: list[Row] = []
    for area in standards.areas:
        own = [row for row in pairs if row["area"] == area.id]
        if area.id not in areas or not own:
            continue
        claimed = [row for row in own if row["self"] == "met"]
        wrong = sum(row["verdict"] != "met" for row in claimed)
        numbers.append(
            make_fraction(
                standards, wrong, len(claimed), code=area.agreement_code, subject="agreement", chapter=area.number,
                area=area.id, unit="check", title=standards.say("number.agreement", area=standards.text(area.short)),
            )
        )  # fmt: skip
        for row in claimed or own:
            cells += _list_cells(row, area.agreement_code, looked_through=not claimed)
    return numbers, cells


def number_reports_seen(
    reports: Sequence[Row], standards: Standards, areas: tuple[str, ...]
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: of what was reported, what was seen, and what was met.

    Args:
        reports: from `list_reports`.
        standards: areas and wording.
        areas: ids of the areas that the round covers.
    """
    numbers: list[Row] = []
    cells: list[Row] = []
    for area in (one for one in standards.areas if one.id in areas):
        own = [row for row in reports if row["area"] == area.id and row["self"] in JUDGED]
        for suffix, key, chosen in (
            (REPORTED_SEEN, "reports_seen", [row["seen"] for row in own]),
            (REPORTED_MET, "reports_met", [row["self"] == "met" for row in own]),
        ):
            code = area.agreement_code + suffix
            numbers += [
                make_fraction(
                    standards, sum(chosen), len(own), code=code, subject="report", chapter=area.number, area=area.id,
                    unit="check", title=standards.say(f"number.{key}", area=standards.text(area.short)),
                )
            ] * bool(own)  # fmt: skip
            for row, counted in zip(own, chosen, strict=True):
                cells += _list_report_cells(row, code, counted=counted, both=suffix == REPORTED_SEEN)
    return numbers, cells


def _list_report_cells(row: Row, code: str, *, counted: bool, both: bool) -> Iterator[Row]:
    """The school's own cell; where it was seen, and that is what is counted, the cell that was seen, too."""
    seen, own = _list_cells(row, code, looked_through=False)
    part = "counted" if counted else "rest"
    if both and counted:
        yield {**seen, "part": part}
    yield {**own, "part": part}


def is_same_share(one: pd.Series, other: pd.Series) -> bool:
    """Whether two rows of `numbers` say the same: exactly, or in the whole percent that is printed."""
    if one["denominator"] and one["numerator"] * other["denominator"] == other["numerator"] * one["denominator"]:
        return bool(other["denominator"])
    return bool(one["percent"] == other["percent"])


def _list_cells(row: Row, code: str, *, looked_through: bool) -> Iterator[Row]:
    """The cell that was seen, and the school's own."""
    part = "outside" if looked_through else "rest" if row["verdict"] == "met" else "counted"
    base = {"code": code, "part": part, "school_id": row["school_id"], "item_id": row["item_id"]}
    places = ("file", "sheet", "cell", "raw")
    yield {**base, "verdict": row["verdict"], "aspect": row["aspect"], **{name: row[name] for name in places}}
    own = {name: row[f"self_{name}"] for name in places}
    yield {**base, "verdict": row["self"], "aspect": "self_reported", **own}
