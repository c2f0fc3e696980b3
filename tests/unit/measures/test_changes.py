"""Change since the last full round: only pairs judged in both, four counts, relapses named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.measures.linking import link_round

from analysis.measures.results import RoundResults, measure_round
from analysis.narrative.continuity import write_moves, write_rewording
from analysis.narrative.passages import plain
from analysis.narrative.story import tell_story
from analysis.reading.schools import COLUMNS, SchoolRegister
from analysis.rounds.round import Round
from analysis.standards.model import Standards, Text

Make = Callable[..., Round]
BEFORE = (
    ("S1", "cond.03", "met"), ("S1", "cond.04", "unmet"), ("S2", "cond.03", "met"), ("S2", "cond.04", "partial"),
    ("S3", "cond.03", "not_applicable"), ("S4", "cond.03", "met"), ("S5", "cond.18", "unmet"),
)  # fmt: skip
AFTER = (
    ("S1", "cond.03", "met"), ("S1", "cond.04", "met"), ("S2", "cond.03", "unmet"), ("S2", "cond.04", "unmet"),
    ("S3", "cond.03", "met"), ("S4", "cond.03", "partial"), ("S5", "cond.18", "met"), ("S6", "cond.03", "unmet"),
)  # fmt: skip
JANUARY = date(2020, 1, 20)


def changes(results) -> list[tuple[str, str, str, bool]]:
    table = results.changes[["school_id", "item_id", "change", "relapsed"]]
    return list(table.itertuples(index=False, name=None))


def test_four_counts_of_pairs_judged_in_both_rounds(make_round: Make) -> None:
    previous = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    results = measure_round(make_round(AFTER, earlier=(previous,)))
    assert changes(results) == [
        ("S1", "cond.03", "kept", False),
        ("S2", "cond.03", "new", False),
        ("S4", "cond.03", "new", False),
        ("S1", "cond.04", "fixed", False),
        ("S2", "cond.04", "failing", False),
    ]
    total = results.change_counts.iloc[0]
    names = ["comparable", "kept", "fixed", "new", "relapsed", "failing", "schools"]
    assert [int(total[name]) for name in names] == [5, 1, 1, 2, 0, 1, 3]
    fractions = {
        code: results.number(code)[["numerator", "denominator"]].tolist() for code in ("6-2", "6-3", "6-5", "6-6")
    }
    assert fractions == {"6-2": [1, 5], "6-3": [2, 5], "6-5": [1, 5], "6-6": [1, 5]}
    assert results.number("6-1")["numerator"] == 5


@pytest.mark.parametrize(
    "how", ["an earlier conclusion", "a verification in the last round", "a ledger", "a self-report"]
)
def test_relapse_is_new_and_had_failed_before(how: str, make_round: Make) -> None:
    first = make_round([("S2", "cond.03", "unmet")] if how == "an earlier conclusion" else [], round_id="2019-10",
                       day=date(2019, 10, 10))  # fmt: skip
    found = {"a verification in the last round": [("S2", "cond.03", "inspected", "unmet")],
             "a self-report": [("S2", "cond.03", "self_reported", "unmet")]}  # fmt: skip
    ledger = [{"problem_id": "P", "school_id": "S2", "item_id": "cond.03", "status": "closed_verified"}]
    previous = make_round(BEFORE, found.get(how, ()), problems=ledger if how == "a ledger" else (), round_id="2020-01",
                          day=JANUARY)  # fmt: skip
    results = measure_round(make_round(AFTER, earlier=(first, previous)))
    relapsed = [(school, item) for school, item, _, again in changes(results) if again]
    assert relapsed == ([] if how == "a self-report" else [("S2", "cond.03")])
    assert results.number("6-4")[["numerator", "denominator"]].tolist() == [len(relapsed), 2]


def test_compared_with_the_last_full_round_not_with_a_revisit(make_round: Make) -> None:
    previous = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    revisit = make_round([("S1", "cond.04", "met")], round_id="2020-02", day=date(2020, 2, 3), kind="revisit")
    results = measure_round(make_round(AFTER, earlier=(previous, revisit)))
    assert ("S1", "cond.04", "fixed", False) in changes(results)


def test_another_wording_is_not_compared(make_round: Make) -> None:
    previous = make_round(BEFORE, [("S1", "cond.03", "inspected", "met")], round_id="2020-01", day=JANUARY)
    previous.tables["findings"]["item_edition"] = "2014-1"
    results = measure_round(make_round(AFTER, [("S1", "cond.03", "inspected", "met")], earlier=(previous,)))
    assert {item for _, item, _, _ in changes(results)} == {"cond.04"}


def test_first_round_has_no_change(make_round: Make) -> None:
    results = measure_round(make_round(AFTER))
    assert results.changes.empty
    assert results.change_counts.empty
    assert not results.numbers["code"].str.startswith("6-").any()


def close(round_: Round, **successors: str) -> Round:
    """The round with a register in which some schools closed before it and have a successor."""
    rows = tuple(
        {**row, "valid_to": "2020-02-01", "successor": successors[row["school_id"]]}
        if row["school_id"] in successors else row
        for row in round_.register.rows
    )  # fmt: skip
    return link_round(replace(round_, register=SchoolRegister(rows)))


def test_school_is_compared_with_the_one_whose_place_it_took(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "unmet"), ("S4", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S5", "cond.03", "met"), ("S4", "cond.03", "met")], earlier=(previous,))
    assert changes(measure_round(close(now, S1="S5"))) == [
        ("S4", "cond.03", "kept", False),
        ("S5", "cond.03", "fixed", False),
    ]


def test_school_inspected_itself_is_compared_with_itself(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "unmet"), ("S4", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S4", "cond.03", "met")], earlier=(previous,))
    assert changes(measure_round(close(now, S1="S4"))) == [("S4", "cond.03", "kept", False)]


def test_school_in_the_place_of_several_is_not_compared(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "unmet"), ("S2", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S5", "cond.03", "met")], earlier=(previous,))
    assert changes(measure_round(close(now, S1="S5", S2="S5"))) == []


def test_school_in_the_place_of_several_is_not_compared_with_the_one_that_was_judged(make_round: Make) -> None:
    states = [("S1", "cond.03", "unmet"), ("S2", "cond.03", "not_inspected")]
    previous = make_round(states, round_id="2020-01", day=JANUARY)
    results = measure_round(close(make_round([("S5", "cond.03", "met")], earlier=(previous,)), S1="S5", S2="S5"))
    assert changes(results) == []
    assert results.not_compared[["school_id", "item_id", "reason"]].to_numpy().tolist() == [["S5", "cond.03", "merged"]]


def test_problems_of_a_closed_school_are_its_successors(make_round: Make) -> None:
    problem = {"school_id": "S1", "item_id": "cond.03", "text": "电线裸露", "found_on": "2020-01-08", "file": "a.xlsx"}
    previous = make_round(problems=[{**problem, "row": 4}], round_id="2020-01", day=JANUARY)
    later = {**problem, "school_id": "S5", "row": 7, "status": "closed_verified", "verified_on": "2020-03-03"}
    now = make_round([("S5", "cond.03", "unmet")], problems=[later], earlier=(previous,))
    results = measure_round(close(now, S1="S5"))
    names = ["round_id", "school_id", "town", "state", "old"]
    assert results.problems[names].to_numpy().tolist() == [["2020-01", "S5", "西镇", "closed_verified", True]]


def reword(round_: Round, item: str, **changed: object) -> Round:
    """The round under rules in which one item says something else."""
    standards = round_.standards
    own = replace(standards.items[item], **changed)
    return replace(round_, standards=replace(standards, items={**standards.items, item: own}))


JUDGED_TWICE = [("S1", "cond.03", "met"), ("S2", "cond.03", "unmet"), ("S1", "cond.04", "met")]
OLD_TEXT = Text("校舍墙面平整、电线规范，", "")
"""Another text than the shipped one, as the rules of a closed round keep it."""


def compare_reworded(make_round: Make, then: dict[str, object], now: dict[str, object]) -> RoundResults:
    """Two rounds that judged item 3 at two schools and item 4 at one; item 3 was reworded in between."""
    previous = reword(make_round(JUDGED_TWICE, round_id="2020-01", day=JANUARY), "cond.03", **then)
    return measure_round(reword(make_round(JUDGED_TWICE, earlier=(previous,)), "cond.03", **now))


def tell(results: RoundResults, round_: Round) -> str:
    return plain(write_rewording(tell_story(round_, results)))


def test_a_new_edition_is_not_compared_and_the_pairs_lost_are_told(make_round: Make) -> None:
    results = compare_reworded(make_round, {"edition": "2014-1", "requirement": OLD_TEXT}, {})
    assert [item for _, item, _, _ in changes(results)] == ["cond.04"]
    assert results.wordings.to_numpy().tolist() == [["cond", "cond.03", "edition", 2, "2014-1", "2016-1"]]
    assert results.number("6-7")["numerator"] == 2
    assert set(zip(results.cells("6-7")["round_id"], results.cells("6-7")["school_id"], strict=True)) == {
        ("2020-01", "S1"), ("2020-01", "S2"), ("2020-03", "S1"), ("2020-03", "S2"),
    }  # fmt: skip
    told = tell(results, make_round())
    assert told.startswith("另有2项次两轮都判了，因条文改过不作比较：3-3 ")
    assert told.endswith("2项次（版本2014-1改为2016-1，没有声明可比）。")


def test_an_edition_that_continues_is_compared_and_the_reason_is_told(make_round: Make) -> None:
    now = {"continues": "2014-1", "continues_reason": Text("只改了一个逗号，要求未变。", "only a comma changed.")}
    results = compare_reworded(make_round, {"edition": "2014-1", "requirement": OLD_TEXT}, now)
    assert len(results.changes) == 3
    assert results.wordings["state"].tolist() == ["continued"]
    assert "6-7" not in set(results.numbers["code"])
    told = tell(results, reword(make_round(), "cond.03", **now))
    assert "（版本2014-1改为2016-1），仍作比较，共2项次，理由：只改了一个逗号，要求未变。" in told


def test_another_text_under_the_same_edition_is_not_compared_and_told(make_round: Make) -> None:
    results = compare_reworded(make_round, {"requirement": OLD_TEXT}, {})
    assert [item for _, item, _, _ in changes(results)] == ["cond.04"]
    assert results.not_compared["reason"].tolist() == ["text", "text"]
    assert tell(results, make_round()).endswith("2项次（版本号同为2016-1，两轮条文文字不同）。")


def test_another_translation_is_no_other_wording(make_round: Make, standards: Standards) -> None:
    text = replace(standards.items["cond.03"].requirement, en="Another translation")
    assert len(compare_reworded(make_round, {"requirement": text}, {}).changes) == 3


def test_an_item_that_the_rules_no_longer_have_is_left_out(make_round: Make) -> None:
    previous = make_round(JUDGED_TWICE, round_id="2020-01", day=JANUARY)
    now = make_round([("S1", "cond.04", "met")], earlier=(previous,))
    items = {name: item for name, item in now.standards.items.items() if name != "cond.03"}
    now = replace(now, standards=replace(now.standards, items=items))
    results = measure_round(now)
    assert results.changes["item_id"].tolist() == ["cond.04"]
    assert results.not_compared.empty


def date_rows(round_: Round, *rows: dict[str, str]) -> Round:
    """The round under a register in which some schools have these dated rows."""
    schools = {row["school_id"] for row in rows}
    blank = dict.fromkeys(COLUMNS, "")
    kept = [row for row in round_.register.rows if row["school_id"] not in schools]
    dated = sorted((*kept, *({**blank, **row} for row in rows)), key=lambda row: row["school_id"])
    register = SchoolRegister(tuple(kept), tuple(dated))
    return link_round(replace(round_, register=register.on(round_.first_day, round_.last_day)))


def test_schools_renamed_moved_and_merged_are_told_with_their_day(make_round: Make) -> None:
    rows = (
        {"school_id": "S1", "name": "东镇小学", "town": "东镇", "valid_to": "2020-01-31"},
        {"school_id": "S1", "name": "东镇实验小学", "town": "东镇", "valid_from": "2020-02-01"},
        {"school_id": "S2", "name": "东镇初级中学", "town": "东镇", "valid_to": "2020-02-09"},
        {
            "school_id": "S2",
            "name": "东镇初级中学",
            "town": "西镇",
            "valid_from": "2020-02-10",
            "valid_to": "2020-02-19",
        },
        {"school_id": "S2", "name": "东镇初级中学", "town": "西镇", "valid_from": "2020-02-20", "kind": "junior"},
        {"school_id": "S3", "name": "石桥教学点", "town": "东镇", "valid_to": "2020-01-31", "successor": "S4"},
    )
    judged = [("S1", "cond.03", "met"), ("S2", "cond.03", "met"), ("S3", "cond.03", "unmet"), ("S5", "cond.03", "met")]
    previous = date_rows(make_round(judged, round_id="2020-01", day=JANUARY), *rows)
    now = date_rows(make_round([("S1", "cond.03", "met"), ("S4", "cond.03", "met")], earlier=(previous,)), *rows)
    results = measure_round(now)
    assert results.school_moves.to_numpy().tolist() == [
        ["2020-01", "S1", "东镇实验小学", "renamed", "东镇小学", "东镇实验小学", "2020-02-01"],
        ["2020-01", "S4", "西镇小学", "merged", "石桥教学点", "西镇小学", "2020-02-01"],
        ["2020-01", "S2", "东镇初级中学", "moved", "东镇", "西镇", "2020-02-10"],
    ]
    assert changes(results) == [("S1", "cond.03", "kept", False), ("S4", "cond.03", "fixed", False)]
    assert plain(write_moves(tell_story(now, results))) == (
        "1月以来，东镇小学自2月1日起改名为东镇实验小学；石桥教学点自2月1日起并入西镇小学；"
        "东镇初级中学自2月10日起由东镇划到西镇。比较按学校编号和承接关系，乡镇按各轮当时。"
    )


def test_a_register_that_was_overwritten_is_told_without_a_day(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S1", "cond.03", "met")], earlier=(previous,))
    rows = tuple({**row, "town": "西镇"} if row["school_id"] == "S1" else row for row in now.register.rows)
    moves = measure_round(replace(now, register=SchoolRegister(rows))).school_moves
    assert moves[["change", "before", "after", "since"]].to_numpy().tolist() == [["moved", "东镇", "西镇", ""]]
