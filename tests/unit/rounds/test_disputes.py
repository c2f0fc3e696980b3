"""Numbers that are settled, cells and ledgers that disagree, counts against inspectors."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.rounds.counts import judge_schools, settle_counts, value_of
from analysis.rounds.disputes import flag_clashes, flag_disputes
from analysis.rounds.problems import gather_problems
from analysis.rounds.standing import Setting
from analysis.standards.model import Standards
from analysis.tables import WORKBOOK_TABLES, make_table

NAMES = {"S1": "东小", "S2": "东中"}


def numbers(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    """(file, school, measure, value), one below the other in column C."""
    names = ("file", "school_id", "measure", "value")
    shared = {"sheet": "甲", "aspect": "inspected"}
    return make_table("measurements", (
        {**shared, "cell": f"C{place}", "raw": f"{row[3]:g}", **dict(zip(names, row, strict=True))}
        for place, row in enumerate(rows, start=1)
    ))  # fmt: skip


def findings(*rows: tuple[str, ...]) -> pd.DataFrame:
    """(file, cell, school, item, verdict), inspected."""
    names = ("file", "cell", "school_id", "item_id", "verdict")
    shared = {"sheet": "甲", "aspect": "inspected"}
    return make_table("findings", ({**shared, "raw": row[4], **dict(zip(names, row, strict=True))} for row in rows))


def conclusions(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    names = ("school_id", "item_id", "verdict", "decided_by", "standing")
    return make_table("conclusions", [{"entity": "school", **dict(zip(names, row, strict=True))} for row in rows])


def test_equal_numbers_count_once_and_others_not_at_all() -> None:
    counts = settle_counts(numbers(("a", "S1", "desks", 5), ("b", "S1", "desks", 5), ("a", "S2", "desks", 5),
                                   ("b", "S2", "desks", 6), ("a", "", "desks", 9)))  # fmt: skip
    assert value_of(counts, "S1", "desks") == 5
    assert value_of(counts, "S2", "desks") is None
    assert sorted(counts) == [("S1", "desks"), ("S2", "desks")]


def test_verified_number_is_stronger_and_self_reported_does_not_count() -> None:
    table = numbers(("a", "S1", "desks", 5), ("b", "S1", "desks", 7), ("c", "S1", "chairs", 4))
    table["aspect"] = ["inspected", "verified", "self_reported"]
    counts = settle_counts(table)
    assert value_of(counts, "S1", "desks") == 7
    assert ("S1", "chairs") not in counts


def test_schools_are_judged_only_by_what_applies_to_them(register: pd.DataFrame, standards: Standards) -> None:
    attributes = {row["school_id"]: row for row in register.to_dict("records")}
    table = numbers(*((f, s, m, v) for s in ("S1", "S2") for f, m, v in (
        ("a", "pupils", 100), ("a", "desks", 100), ("a", "chairs", 99), ("a", "shower_heads", 3))))  # fmt: skip
    assert judge_schools(settle_counts(table), attributes, standards) == {
        ("S1", "cond.05"): "unmet",
        ("S2", "cond.05"): "unmet",
        ("S2", "cond.17"): "met",
    }


def test_dispute_names_both_files_and_cells(standards: Standards) -> None:
    tables = {
        "findings": findings(("b.xlsx", "F6", "S1", "cond.08", "met"), ("a.xlsx", "F5", "S1", "cond.08", "unmet")),
        "measurements": numbers(
            ("a.xlsx", "S2", "desks", 5), ("b.xlsx", "S2", "desks", 6),
            ("a.xlsx", "S2", "aided", 7), ("b.xlsx", "S2", "aided", 8),
        ),
        "conclusions": conclusions(("S1", "cond.08", "unreadable", "none", "in_dispute")),
        "problems": make_table("problems"),
    }  # fmt: skip
    flags = flag_disputes(tables, settle_counts(tables["measurements"]), NAMES, standards)
    assert [(flag["code"], flag["file"], flag["cell"]) for flag in flags] == [
        ("in_dispute", "a.xlsx", "F5"),
        ("numbers_disagree", "a.xlsx", "C3"),
        ("numbers_disagree", "a.xlsx", "C1"),
    ]
    assert "《a.xlsx》[甲]F5“unmet”、《b.xlsx》[甲]F6“met”" in flags[0]["message"]
    assert "“7”" not in flags[1]["message"]
    assert flags[1]["raw"] == "[c]"


def test_ledger_sent_twice_with_another_state_is_flagged_with_both_cells(standards: Standards) -> None:
    shared = {"sheet": "台账", "problem_id": "2020-01-003", "school_id": "S1", "item_id": "cond.04", "text": "灯管损坏"}
    rows = [
        {
            **shared,
            "file": "台账(1).xlsx",
            "cell": "E6",
            "row": 6,
            "status": "closed_verified",
            "deadline": "2020-02-01",
        },
        {**shared, "file": "台账.xlsx", "cell": "E5", "row": 5, "status": "in_progress", "deadline": "2020-02-01"},
    ]
    setting = Setting("2020-01", date(2020, 1, 1), date(2020, 1, 20), standards, names=NAMES)
    tables = {name: make_table(name) for name in WORKBOOK_TABLES} | {"conclusions": conclusions()}
    (flag,) = gather_problems({**tables, "problems": make_table("problems", rows)}, setting).flags
    assert (flag["code"], flag["file"], flag["cell"]) == ("problems_disagree", "台账(1).xlsx", "E6")
    assert flag["message"] == (
        "东小的问题“2020-01-003”在台账里说法不一：《台账(1).xlsx》[台账]E6“已核实销号，期限2020-02-01”、"
        "《台账.xlsx》[台账]E5“整改中，期限2020-02-01”。都没有采用：状态、期限按以前一致的记录，"
        "以前没有的按未动、没有期限处理。请定以哪一格为准。"
    )


@pytest.mark.parametrize(
    ("verdict", "decided_by", "computed", "flagged"),
    [
        pytest.param("met", "inspected", "unmet", True, id="a pass against the counts"),
        pytest.param("unmet", "verified", "met", True, id="a failure against the counts"),
        pytest.param("unmet", "inspected", "partial", False, id="both say not met"),
        pytest.param("met", "inspected", "", False, id="no counts"),
        pytest.param("unmet", "computed", "unmet", False, id="the counts themselves"),
    ],
)
def test_clash(verdict: str, decided_by: str, computed: str, flagged: bool, standards: Standards) -> None:
    tables = {
        "findings": findings(("a.xlsx", "B5", "S1", "cond.05", verdict), ("a.xlsx", "F5", "S1", "cond.05", verdict)),
        "conclusions": conclusions(("S1", "cond.05", verdict, decided_by, "agreed")),
        "measurements": make_table("measurements"),
    }
    tables["findings"]["aspect"] = ["self_reported", decided_by]
    flags = flag_clashes(tables, {("S1", "cond.05"): computed} if computed else {}, NAMES, standards)
    assert [(flag["code"], flag["cell"]) for flag in flags] == ([("computed_clash", "F5")] if flagged else [])


def clash_message(item: str, standards: Standards, *counts: tuple[str, str, str, float]) -> str:
    tables = {
        "findings": findings(("三组.xlsx", "I9", "S1", item, "met")),
        "conclusions": conclusions(("S1", item, "met", "inspected", "agreed")),
        "measurements": numbers(*counts),
    }
    (flag,) = flag_clashes(tables, {("S1", item): "unmet"}, NAMES, standards)
    assert (flag["file"], flag["cell"]) == ("三组.xlsx", "I9")
    return str(flag["message"])


def test_clash_stands_at_the_inspectors_cell_and_names_the_counts(standards: Standards) -> None:
    counts = (
        ("清点.xlsx", "S1", "pupils", 100.0),
        ("清点.xlsx", "S1", "desks", 98.0),
        ("清点.xlsx", "S2", "desks", 7.0),
    )
    assert clash_message("cond.05", standards, *counts) == (
        "东小“课桌椅”实地写达标，按清点的数计算为未达标：在校生数《清点.xlsx》[甲]C1“100”、课桌数《清点.xlsx》[甲]C2“98”。"
        "以实地为准，请核对。"
    )


def test_clash_over_counts_of_persons_tells_where_and_not_how_many(standards: Standards) -> None:
    counts = (("资助.xlsx", "S1", "registered", 6.0), ("资助.xlsx", "S1", "eligible", 7.0))
    message = clash_message("aid.04", standards, *counts)
    assert "《资助.xlsx》[甲]C1“[c]”" in message
    assert "6" not in message
    assert "7" not in message


def test_a_small_number_of_people_is_told_by_its_place_only(standards: Standards) -> None:
    measurements = numbers(("a", "S1", "pupils", 9), ("a", "S1", "desks", 464), ("a", "S1", "chairs", 464))
    tables = {
        "findings": findings(("b", "F6", "S1", "cond.05", "unmet")),
        "measurements": measurements,
        "conclusions": conclusions(("S1", "cond.05", "unmet", "inspected", "agreed")),
    }
    said = flag_clashes(tables, {("S1", "cond.05"): "met"}, NAMES, standards)
    message = said[0]["message"]
    assert "“9”" not in message
    assert "C1" in message
    assert "“464”" in message
