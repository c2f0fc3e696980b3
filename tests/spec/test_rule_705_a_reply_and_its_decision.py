"""A finding that a school replied to counts as found until it is decided; an upheld reply corrects the cell.

A decision needs the reply, the office and the day. What was written stays; what changed is told.
"""

import pytest

TEAM = """
    学校 | 黑板 | 围墙
    青石镇中心小学 | × | √
    青石镇第一小学 | √ | √
"""
HEAD = "学校 | 对应条款 | 申辩日期 | 申辩理由 | 申辩决定 | 申辩决定部门 | 申辩决定日期"


def reply(
    decision: str, *, came: str = "2016-10-19", grounds: str = "8月已更换", by: str = "督导室 | 2016-10-25"
) -> str:
    return f"""
        {HEAD}
        青石镇中心小学 | 第6条 | {came} | {grounds} | {decision} | {by}
    """


def test_until_it_is_decided_the_finding_counts(district):
    district.send(TEAM).send(reply(".", by=". | ."), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("unmet", "inspected", "agreed")
    assert district.problems("problem_id", "status", "reply") == [("2016-10-S01-3-6", "open", "pending")]
    assert district.told() == []


def test_an_upheld_one_corrects_the_cell_and_there_is_no_problem(district):
    district.send(TEAM).send(reply("申辩成立"), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("met", "correction", "agreed")
    assert district.cell("督查表.xlsx", "B2") == ("×", "met"), "as written it stays"
    assert district.problems("problem_id") == []
    assert district.told() == [("督查表.xlsx", "B2", "reply_upheld")]


def test_upheld_in_part_and_not_applicable(district):
    district.send(TEAM).send(reply("部分成立"), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("partial", "correction", "agreed")
    assert district.problems("problem_id", "reply") == [("2016-10-S01-3-6", "upheld_in_part")]
    district.send(reply("不涉及"), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("not_applicable", "correction", "agreed")


def test_a_rejected_one_changes_nothing(district):
    district.send(TEAM).send(reply("申辩不成立"), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("unmet", "inspected", "agreed")
    assert district.problems("problem_id", "status", "reply") == [("2016-10-S01-3-6", "open", "rejected")]
    assert district.told() == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"came": ".", "grounds": "."}, "decision_without_reply"),
        ({"by": ". | 2016-10-25"}, "decision_unsigned"),
        ({"by": "督导室 | ."}, "decision_unsigned"),
        ({"by": "督导室 | 2016-10-18"}, "decided_before_received"),
    ],
)
def test_a_decision_that_lacks_something_is_not_taken(district, told, code):
    district.send(TEAM).send(reply("申辩成立", **told), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("unmet", "inspected", "agreed")
    assert [flag for _, _, flag in district.told()] == [code]
    assert district.problems("reply") == [("pending",)]


def test_one_that_came_before_the_round_is_about_an_earlier_finding(district):
    district.send(TEAM)
    district.send(reply("申辩成立", came="2016-09-20", by="督导室 | 2016-09-28"), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.06") == ("unmet", "inspected", "agreed")
    assert district.told() == []


def test_where_counts_decided_a_person_must_correct_the_counts(district):
    district.send("""
        学校 | 在校学生数 | 课桌数 | 椅子数
        青石镇中心小学 | 200 | 180 | 200
    """)
    assert district.send(reply("申辩成立").replace("第6条", "第5条"), file="申辩.xlsx").read()
    assert district.conclusion("S01", "cond.05") == ("unmet", "computed", "agreed")
    assert district.told() == [("申辩.xlsx", "D2", "reply_without_effect")]
    assert district.problems("reply") == [("pending",)]


def test_a_deadline_is_put_off_with_a_reason_to_a_later_day(district):
    ledger = """
        问题编号 | 学校 | 存在问题 | 整改期限 | 延期至 | 延期理由
        A-1 | 青石镇中心小学 | 黑板反光 | 2016-11-30 | 2017-03-31 | 待资金
        A-2 | 青石镇第一小学 | 黑板反光 | 2016-11-30 | 2017-03-31 | .
        A-3 | 白杨镇中心小学 | 黑板反光 | 2016-11-30 | 2016-11-01 | 待资金
    """
    district.send(ledger, file="台账.xlsx").read()
    assert district.problems("problem_id", "deadline", "extended_to", "extension_reason") == [
        ("A-1", "2016-11-30", "2017-03-31", "待资金"), ("A-2", "2016-11-30", "", ""), ("A-3", "2016-11-30", "", ""),
    ]  # fmt: skip
    assert district.told() == [("台账.xlsx", "E3", "extension_incomplete"), ("台账.xlsx", "E4", "extension_not_later")]


def test_what_was_verified_before_it_was_found_is_not_closed(district):
    district.send(
        """
        问题编号 | 学校 | 发现时间 | 存在问题 | 整改期限 | 整改情况 | 核查时间
        A-1 | 青石镇中心小学 | 2016-10-12 | 黑板反光 | 2016-11-30 | 已销号 | 2016-10-02
        """,
        file="台账.xlsx",
    ).read()
    assert district.problems("problem_id", "status", "verified_on") == [("A-1", "awaiting_check", "")]
    assert district.told() == [("台账.xlsx", "D2", "verified_before_found")]
