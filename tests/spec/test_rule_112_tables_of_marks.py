"""Marks are told by a row of full marks, by a title over the items or the table, or by a bracket beside the item."""

import pytest

SCORES = [("B", "cond.06", 9.5), ("C", "cond.02", 14.0)]


def scores(read):
    """(column, item, value) of every score."""
    table = read.table("measurements", "cell", "measure", "item_id", "value")
    assert {measure for _, measure, _, _ in table} <= {"score"}
    return [(cell[0], item, value) for cell, _, item, value in table]


@pytest.mark.parametrize(
    "text",
    [
        """
        学校 | 黑板 | 楼梯 | 总得分
        标准分 | 10 | 15 | 25
        青石镇第一小学 | 9.5 | 14 | 23.5
        """,
        """
        学校督导评估得分表 | < | < | <
        学校 | 黑板 | 楼梯 | 总分
        青石镇第一小学 | 9.5 | 14 | 23.5
        """,
        """
        学校 | 督导得分 | < | 总分
        ^ | 黑板 | 楼梯 | ^
        青石镇第一小学 | 9.5 | 14 | 23.5
        """,
        """
        学校 | 黑板（10分） | 楼梯（15分） | 总分
        青石镇第一小学 | 9.5 | 14 | 23.5
        """,
    ],
    ids=["full marks", "title", "over the items", "in brackets"],
)
def test_numbers_under_items_are_scores(draw, text):
    read = draw(text)
    assert scores(read) == SCORES
    assert read.table("checks", "stated", "recomputed", "agrees") == [(23.5, 23.5, "yes")]
    assert read.tables["findings"].empty


def test_schools_across_have_scores_too(draw):
    read = draw("""
        考核内容 | 满分 | 青石镇第一小学 | 青石镇第二小学
        黑板 | 10 | 9.5 | 8
        楼梯 | 15 | 14 | 15
        总分 | 25 | 23.5 | 22
    """)
    assert read.numbers() == [
        ("C2", "S02", "score", 9.5), ("D2", "S03", "score", 8.0), ("C3", "S02", "score", 14.0),
        ("D3", "S03", "score", 15.0),
    ]  # fmt: skip
    assert set(read.table("checks", "cell", "agrees")) >= {("C4", "yes"), ("D4", "no")}


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("考评分", "score"), ("督导得分", "score"), ("核定分", "score"), ("专家评分", "score"),
        ("自查得分", "self_score"), ("学校自评分", "self_score"), ("满分值", "full_marks"),
    ],
)  # fmt: skip
def test_titles_of_marks_are_read_by_their_parts(draw, title, measure):
    read = draw(f"""
        学校：青石镇第一小学 | < | <
        考核内容 | {title} | 备注
        黑板 | 9.5 | .
        楼梯 | 14 | .
    """)
    assert read.table("measurements", "measure", "item_id") == [(measure, "cond.06"), (measure, "cond.02")]


def test_what_was_taken_off_is_no_score(draw):
    read = draw("""
        学校：青石镇第一小学 | < | <
        考核内容 | 扣除分 | 考评分
        黑板 | 0.5 | 9.5
    """)
    assert read.table("measurements", "cell", "measure") == [("C3", "score")]


def test_numbers_that_nothing_explains_are_flagged(draw):
    read = draw("""
        学校 | 消防设施 | 采光照明
        青石镇第一小学 | 9.5 | 14
        青石镇第二小学 | 8.5 | 13
        青石镇中心小学 | 8.5 | 13
    """)
    assert read.tables["measurements"].empty
    assert read.flags()["B1"] == "numbers_unused"
