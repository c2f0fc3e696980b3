"""The decision rule, case by case, and the conclusions of a tiny round."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.rounds.conclusions import Evidence, Ground, decide, draw_conclusions, gather_evidence
from analysis.standards.model import Standards
from analysis.tables import check_table, make_table

ORDER = ("verified", "inspected", "computed")
SHORT = {"s": "self_reported", "i": "inspected", "v": "verified"}


def evidence(text: str) -> list[Evidence]:
    """`i:met v:unmet` as findings."""
    parts = (part.split(":") for part in text.split())
    return [
        Evidence(SHORT[aspect], verdict, ("a.xlsx", "甲", f"B{row}")) for row, (aspect, verdict) in enumerate(parts)
    ]


@pytest.mark.parametrize(
    ("found", "options", "expected"),
    [
        pytest.param("i:met", {}, ("met", "inspected", "agreed"), id="an inspector's word"),
        pytest.param("i:met v:unmet", {}, ("unmet", "verified", "agreed"), id="a verification is stronger"),
        pytest.param("v:blank i:met", {}, ("met", "inspected", "agreed"), id="an empty verification says nothing"),
        pytest.param("i:met i:met", {}, ("met", "inspected", "agreed"), id="two cells that agree count once"),
        pytest.param("i:met i:blank", {}, ("met", "inspected", "agreed"), id="a blank contradicts nothing"),
        pytest.param("i:met i:unmet", {}, ("unreadable", "none", "in_dispute"), id="two cells that disagree"),
        pytest.param("i:partial i:unmet", {}, ("unreadable", "none", "in_dispute"), id="partial is not unmet"),
        pytest.param("i:met i:not_applicable", {}, ("unreadable", "none", "in_dispute"), id="met or not applicable"),
        pytest.param("i:met i:unmet v:met", {}, ("met", "verified", "agreed"), id="a verification settles a dispute"),
        pytest.param("i:met v:met v:unmet", {}, ("unreadable", "none", "in_dispute"), id="the verifications disagree"),
        pytest.param("i:blank", {"computed": "unmet"}, ("unmet", "computed", "agreed"), id="else the counts"),
        pytest.param("i:met", {"computed": "unmet"}, ("met", "inspected", "agreed"), id="counts override nobody"),
        pytest.param("s:met", {"computed": "met"}, ("met", "computed", "agreed"), id="counts beside a self-report"),
        pytest.param("s:met", {}, ("not_inspected", "none", "self_only"), id="a self-report alone is no conclusion"),
        pytest.param("s:met i:not_inspected", {}, ("not_inspected", "none", "none"), id="未查 beside a self-report"),
        pytest.param("s:met i:blank", {}, ("blank", "none", "none"), id="empty beside a self-report"),
        pytest.param("s:met v:blank", {}, ("blank", "none", "none"), id="empty verification beside a self-report"),
        pytest.param("s:met i:unreadable", {}, ("unreadable", "none", "none"), id="unknown word beside a self-report"),
        pytest.param(
            "s:met i:not_applicable", {}, ("not_applicable", "inspected", "agreed"), id="不涉及 beside a self-report"
        ),
        pytest.param("i:blank i:not_inspected", {}, ("not_inspected", "none", "none"), id="one team says 未查"),
        pytest.param("i:blank v:not_inspected", {}, ("blank", "none", "none"), id="empty, and not looked at again"),
        pytest.param(
            "i:not_applicable",
            {"computed": "unmet"},
            ("not_applicable", "inspected", "agreed"),
            id="counts do not put back what does not apply",
        ),
        pytest.param(
            "s:met", {"visited": False}, ("not_inspected", "none", "self_only"), id="own word of a school not visited"
        ),
        pytest.param(
            "s:met i:blank", {"visited": False}, ("not_inspected", "none", "none"), id="empty row of one not visited"
        ),
        pytest.param("s:blank", {}, ("not_inspected", "none", "none"), id="an empty self-report"),
        pytest.param("i:blank", {}, ("blank", "none", "none"), id="blank is neither met nor unmet"),
        pytest.param("i:unreadable", {}, ("unreadable", "none", "none"), id="a word nobody knows"),
        pytest.param("i:not_inspected", {}, ("not_inspected", "none", "none"), id="未查"),
        pytest.param("i:not_applicable", {}, ("not_applicable", "inspected", "agreed"), id="an inspector says 不涉及"),
        pytest.param(
            "i:blank", {"applies": False}, ("not_applicable", "none", "none"), id="blank where it does not apply"
        ),
        pytest.param("", {"applies": False}, ("not_applicable", "none", "none"), id="nothing where it does not apply"),
        pytest.param(
            "i:not_inspected", {"applies": False}, ("not_inspected", "none", "none"), id="未查 though it does not apply"
        ),
        pytest.param(
            "i:unmet", {"applies": False}, ("unmet", "inspected", "agreed"), id="judged though it does not apply"
        ),
        pytest.param("", {}, ("not_inspected", "none", "none"), id="nothing at all"),
        pytest.param(
            "i:blank", {"visited": False}, ("not_inspected", "none", "none"), id="blank at a school not visited"
        ),
        pytest.param(
            "", {"applies": False, "visited": False}, ("not_inspected", "none", "none"), id="not visited at all"
        ),
    ],
)
def test_decision(found: str, options: dict[str, Any], expected: tuple[str, str, str]) -> None:
    conclusion = decide(evidence(found), order=ORDER, **options)
    assert (conclusion.verdict, conclusion.decided_by, conclusion.standing) == expected


def findings(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return make_table(
        "findings",
        [
            {"file": "a.xlsx", "sheet": "甲", "cell": f"C{n}", "school_id": s, "item_id": i, "aspect": a, "verdict": v}
            for n, (s, i, a, v) in enumerate(rows, start=1)
        ],
    )


def ground(register: pd.DataFrame, **changes: Any) -> Ground:
    due = frozenset((school, "cond") for school in ("S1", "S2", "S3"))
    options: dict[str, Any] = {
        "round_id": "2020-03", "kind": "full", "areas": ("cond",),
        "attributes": {row["school_id"]: row for row in register.to_dict("records")},
        "due": due, "visited": due - {("S3", "cond")}, "computed": {}, "corrected": frozenset(),
    }  # fmt: skip
    return Ground(**{**options, **changes})


FOUND = (
    ("S1", "cond.04", "inspected", "unmet"),
    ("S2", "cond.04", "inspected", "met"),
    ("S2", "cond.13", "inspected", "met"),
    ("", "cond.04", "inspected", "unmet"),
    ("S1", "", "inspected", "unmet"),
)


def rows(table: pd.DataFrame) -> list[tuple[str, ...]]:
    check_table("conclusions", table)
    return list(table[["school_id", "item_id", "verdict", "decided_by"]].itertuples(index=False, name=None))


def test_full_round_has_every_due_school_and_asked_item(register: pd.DataFrame, standards: Standards) -> None:
    table = draw_conclusions(gather_evidence(findings(*FOUND)), ground(register), standards)
    assert rows(table) == [
        ("S1", "cond.04", "unmet", "inspected"),
        ("S1", "cond.13", "not_applicable", "none"),
        ("S2", "cond.04", "met", "inspected"),
        ("S2", "cond.13", "met", "inspected"),
        ("S3", "cond.04", "not_inspected", "none"),
        ("S3", "cond.13", "not_inspected", "none"),
    ]


def test_revisit_has_only_what_was_looked_at(register: pd.DataFrame, standards: Standards) -> None:
    found = findings(*FOUND, ("S2", "cond.03", "verified", "not_inspected"), ("S1", "cond.03", "verified", "met"))
    table = draw_conclusions(gather_evidence(found), ground(register, kind="revisit"), standards)
    assert rows(table) == [
        ("S1", "cond.03", "met", "verified"),
        ("S1", "cond.04", "unmet", "inspected"),
        ("S2", "cond.04", "met", "inspected"),
        ("S2", "cond.13", "met", "inspected"),
    ]


def test_corrected_cell_is_named_as_such(register: pd.DataFrame, standards: Standards) -> None:
    corrected = frozenset({("a.xlsx", "甲", "C1")})
    table = draw_conclusions(gather_evidence(findings(*FOUND)), ground(register, corrected=corrected), standards)
    assert rows(table)[0] == ("S1", "cond.04", "unmet", "correction")
    assert rows(table)[2] == ("S2", "cond.04", "met", "inspected")


def test_computed_verdict_stands_where_nobody_looked(register: pd.DataFrame, standards: Standards) -> None:
    computed = {("S1", "cond.05"): "unmet", ("S9", "cond.05"): "met"}
    table = draw_conclusions({}, ground(register, computed=computed), standards)
    assert rows(table) == [
        ("S1", "cond.05", "unmet", "computed"),
        ("S2", "cond.05", "not_inspected", "none"),
        ("S3", "cond.05", "not_inspected", "none"),
    ]
