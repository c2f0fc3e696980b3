"""The three sample rounds, read and measured, come to the numbers that their decisions come to."""

import csv
from pathlib import Path

import pytest
from tests.golden.measured import measure

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = ("2016-05", "2016-10", "2016-11")


def expect(round_id: str, table: str) -> list[dict[str, str]]:
    with (ROOT / "tests/golden/expected" / round_id / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def headline(round_id: str) -> dict[str, float]:
    return {row["figure"]: float(row["value"]) for row in expect(round_id, "headline")}


def fraction(root: Path, round_id: str, code: str) -> tuple[float, float]:
    numbers = measure(root, round_id)[1].numbers
    row = numbers[(numbers["code"] == code) & (numbers["group_by"] == "")].iloc[0]
    return row["numerator"], row["denominator"]


@pytest.mark.parametrize("round_id", ROUNDS)
def test_conclusions_are_those_decided(workspace, round_id):
    found = measure(workspace, round_id)[0].tables["conclusions"]
    decided = {
        (row["school_id"], row["item_id"]): (row["verdict"], row["decided_by"], row["standing"])
        for row in found.to_dict("records")
    }
    wanted = {
        (row["school_id"], row["item_id"]): (row["verdict"], row["decided_by"], row["standing"])
        for row in expect(round_id, "conclusions")
    }
    assert {key: decided.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("round_id", ROUNDS)
def test_coverage_is_that_of_the_plan(workspace, round_id):
    found = measure(workspace, round_id)[0].tables["coverage"].to_dict("records")
    assert {(row["school_id"], row["area"]): (row["visited"], row["reason"]) for row in found} == {
        (row["school_id"], row["area"]): (row["visited"] == "yes", row["reason"])
        for row in expect(round_id, "coverage")
    }


@pytest.mark.parametrize("round_id", ROUNDS)
def test_rates_are_those_decided(workspace, round_id):
    figures = headline(round_id)
    wanted = {
        "0-1": (figures["visited"], figures["due"]),
        "3-16": (figures["item16_met"], figures["item16_judged"]),
    } | {
        f"{number}-0": (figures[f"{area}_met"], figures[f"{area}_judged"])
        for number, area in enumerate(("safety", "aid", "cond", "other"), start=1)
    }
    assert {code: fraction(workspace, round_id, code) for code in wanted} == wanted


@pytest.mark.parametrize("round_id", ROUNDS)
def test_problems_of_earlier_rounds_are_counted_as_the_ledger_says(workspace, round_id):
    figures = headline(round_id)
    all_of_them = figures["earlier_problems"]
    claimed = figures["earlier_claimed_done"] + figures["earlier_awaiting_check"]
    wanted = {
        "5-1": (figures["earlier_closed_verified"], all_of_them),
        "5-2": (claimed, all_of_them),
        "5-3": (figures["earlier_overdue"], all_of_them),
        "5-4": (figures["earlier_blocked"], all_of_them),
    }
    assert {code: fraction(workspace, round_id, code) for code in wanted} == wanted


def test_toilets_changes_over_claims_and_sums_of_october(workspace):
    figures = headline("2016-10")
    found = {
        "3-16d": "stalls_f_short", "6-1": "comparable", "6-2": "fixed", "6-3": "new", "6-4": "relapsed",
        "6-5": "failing", "1-41": "matters_logged", "1-42": "accepted_within_15d", "1-43": "closed_on_time",
        "2-42": "aided_on_time_full", "2-43": "amount_paid", "2-45": "households_visited",
        "1-61": "safety_over_claims", "3-31": "cond_over_claims", "4-31": "other_over_claims",
    }  # fmt: skip
    assert {code: fraction(workspace, "2016-10", code)[0] for code in found} == {
        code: figures[name] for code, name in found.items()
    }
    assert fraction(workspace, "2016-10", "3-31")[1] == figures["cond_self_met_seen"]


def test_what_october_must_flag_is_flagged(workspace):
    flags = measure(workspace, "2016-10")[0].tables["flags"]
    assert flags["code"].value_counts().loc[["in_dispute", "resent_changed", "computed_clash"]].to_dict() == {
        "in_dispute": 4, "resent_changed": 1, "computed_clash": 1,
    }  # fmt: skip


def test_the_clash_stands_at_the_team_s_cell_and_names_the_counts(workspace):
    flags = measure(workspace, "2016-10")[0].tables["flags"]
    clash = flags[flags["code"] == "computed_clash"].iloc[0]
    # 芦洼初中: the third team ticked item 5; 附件3 counts 509 pupils, 506 desks, 512 chairs in row 32.
    assert (clash["file"], clash["cell"], clash["raw"]) == ("改薄检查表-三组.xlsx", "I9", "达标")
    assert "按清点的数计算为未达标" in clash["message"]
    for cell in ("D32“509”", "G32“506”", "H32“512”"):
        assert f"《附件3-办学条件清点表.xlsx》[办学条件清点]{cell}" in clash["message"]


def test_the_workbook_sent_twice_counts_and_is_flagged_once(workspace):
    round_, results = measure(workspace, "2016-10")
    flags = round_.tables["flags"]
    reserved = flags[flags["code"] == "reservation"]
    # 《全面改薄（二组）.xlsx》 S10 stands in the copy (1) as well.
    assert sorted(zip(reserved["file"], reserved["cell"], strict=True)) == [
        ("全面改薄（一组）.xlsx", "E10"),
        ("全面改薄（二组）.xlsx", "S10"),
    ]
    again = flags[flags["code"] == "resent_changed"].iloc[0]
    assert again["message"].startswith("《全面改薄（二组）(1).xlsx》与《全面改薄（二组）.xlsx》是同一份表，有3格不同")
    whole = results.number_cells[(results.number_cells["code"] == "3-0") & (results.number_cells["group_by"] == "")]
    copies = whole[whole["file"] == "全面改薄（二组）(1).xlsx"]
    # Only the three cells that differ, each beside the first one's.
    assert sorted(copies["cell"]) == ["G8", "K12", "R11"]
    assert set(copies["part"]) == {"disputed"}
