"""What schools reported against what was seen: every pair that has both, and the over-claims by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import make_frame
from analysis.measures.numbering import SELF_REPORTED
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import JUDGED

SELF = (*JUDGED, "blank")
"""What a report can say in the matrix; blank stands for everything that is no judgement."""
SEEN_BY = ("verified", "inspected", "correction")
"""A conclusion that an inspector stands behind."""


def compare_reports(round_: Round, evidence: pd.DataFrame) -> pd.DataFrame:
    """Every counted school × item that was reported on and judged on site.

    Args:
        round_: the round.
        evidence: from `list_evidence`.

    Returns:
        school_id, town, area, item_id, self, self_file, self_sheet, self_cell, self_raw, verdict, file, sheet, cell,
        raw; in the order of the evidence. A pair whose reports contradict each other is left out.
    """
    reports = _list_reports(round_.tables["findings"])
    kept = evidence[
        evidence["first"]
        & evidence["counted"]
        & evidence["verdict"].isin(JUDGED)
        & evidence["decided_by"].isin(SEEN_BY)
    ]
    rows = []
    for row in kept.to_dict("records"):
        report = reports.get((row["school_id"], row["item_id"]))
        if report:
            names = ("school_id", "town", "area", "item_id", "verdict", "file", "sheet", "cell", "raw")
            rows.append({**{name: row[name] for name in names}, **report})
    columns = ["school_id", "town", "area", "item_id", "self", "self_file", "self_sheet", "self_cell", "self_raw"]
    return pd.DataFrame(rows, columns=[*columns, "verdict", "file", "sheet", "cell", "raw"])


def _list_reports(findings: pd.DataFrame) -> dict[tuple[str, str], Row]:
    own = findings[
        (findings["aspect"] == "self_reported") & (findings["school_id"] != "") & (findings["item_id"] != "")
    ]
    reports: dict[tuple[str, str], Row] = {}
    for (school, item), group in own.groupby(["school_id", "item_id"], sort=True):
        judged = group[group["verdict"].isin(JUDGED)]
        if judged["verdict"].nunique() > 1:
            continue
        row = (judged if len(judged) else group).iloc[0]
        reports[str(school), str(item)] = {
            "self": row["verdict"] if len(judged) else "blank",
            **{f"self_{name}": "" if pd.isna(row[name]) else row[name] for name in ("file", "sheet", "cell", "raw")},
        }
    return reports


def count_agreement(pairs: pd.DataFrame, areas: tuple[str, ...]) -> pd.DataFrame:
    """The `agreement` frame: area × self × seen with a count, every combination of an area that has pairs."""
    rows = []
    for area in areas:
        own = pairs[pairs["area"] == area]
        for said in SELF if len(own) else ():
            for seen in JUDGED:
                count = int(((own["self"] == said) & (own["verdict"] == seen)).sum())
                rows.append({"area": area, "self": said, "seen": seen, "count": count})
    return make_frame("agreement", rows)


def list_over_claims(pairs: pd.DataFrame) -> pd.DataFrame:
    """The `over_claims` frame: reported met, seen partial or unmet."""
    kept = pairs[(pairs["self"] == "met") & (pairs["verdict"] != "met")]
    return make_frame("over_claims", (_name(row) for row in kept.drop(columns="self").to_dict("records")))


def _name(row: Mapping[Any, Any]) -> Row:
    return {str(key): value for key, value in row.items()}


def number_agreement(
    pairs: pd.DataFrame, over_claims: pd.DataFrame, standards: Standards, areas: tuple[str, ...]
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: over-claims ÷ reported met, for each area that has reports."""
    numbers, cells = [], []
    for area in standards.areas:
        own = pairs[pairs["area"] == area.id]
        if area.id not in areas or own.empty:
            continue
        claimed = int((own["self"] == "met").sum())
        late = over_claims[over_claims["area"] == area.id]
        numbers.append(
            make_fraction(
                standards, len(late), claimed, code=area.agreement_code, subject="agreement", chapter=area.number,
                area=area.id, unit="check", title=standards.say("number.agreement", area=standards.text(area.short)),
            )
        )  # fmt: skip
        cells += [_make_cell(row, area.agreement_code) for row in late.to_dict("records")]
    return numbers, cells


def _make_cell(row: Mapping[Any, Any], code: str) -> Row:
    names = ("school_id", "item_id", "verdict", "file", "sheet", "cell", "raw")
    return {**{name: row[name] for name in names}, "code": code, "part": row["verdict"]}


def number_reports(round_: Round, due: set[str], standards: Standards) -> list[Row]:
    """The row of `numbers` for self-checks that arrived, of the schools due; none where no school sent one."""
    findings: Any = round_.tables["findings"]
    sent = set(findings.loc[findings["aspect"] == "self_reported", "school_id"]) & due
    if not sent:
        return []
    title = standards.say("number.self_reported", entities=standards.text(standards.entity.plural))
    return [
        make_fraction(
            standards, len(sent), len(due), code=SELF_REPORTED, subject="coverage", unit="school", title=title
        )
    ]
