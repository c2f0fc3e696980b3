"""A row of labels with their values stands around a table; it is never its header."""

import pytest

TABLE = """
    学校检查记录 | . | . | .
    {line}
    序号 | 检查内容 | 检查结果 | 备注
    1 | 消防设施 | 达标 | .
    2 | 疏散演练 | 不达标 | .
"""


@pytest.mark.parametrize(
    "line",
    [
        "被检单位：青石镇第一小学 | . | 检查时间：2016年10月12日 | .",
        "学校名称 | 青石镇第一小学 | 督查日期 | 10月14日",
        "受评学校：| 青石镇第一小学 | 评定时间：| 2016年10月14日",
        "学校：青石镇第一小学 | 第二组 | （盖章） | 2016.10",
    ],
)
def test_a_line_of_labels_above_a_table_is_a_title(draw, line):
    read = draw(TABLE.format(line=line.replace("第二组", "评定组：第二组")))
    assert read.roles() == ["title", "title", "header", "body", "body"]
    assert read.findings() == [("C4", "S02", "safety.33", "met"), ("C5", "S02", "safety.32", "unmet")]


def test_an_office_and_a_month_above_a_table_are_a_title(draw):
    read = draw("""
        底线要求达标情况统计表 | . | .
        单位：某县教育局 | . | 2016年10月
        学校 | 第1条 | 第2条
        青石镇第一小学 | 1 | 0
    """)
    assert read.roles() == ["title", "title", "header", "body"]
    assert [item for _, _, item, _ in read.findings()] == ["cond.01", "cond.02"]


def test_the_same_line_at_the_foot_is_a_signature(draw):
    read = draw("""
        学校 | 黑板 | 旗台旗杆 | 楼梯
        青石镇第一小学 | √ | √ | ×
        填表单位：督导室 | . | 填表时间：2016年10月18日 | .
    """)
    assert read.roles() == ["header", "body", "signature"]


def test_a_school_and_its_answers_are_a_table_of_two_columns(draw):
    read = draw("""
        学校 | 青石镇第一小学
        黑板 | √
        楼梯 | ×
    """)
    assert read.findings() == [("B2", "S02", "cond.06", "met"), ("B3", "S02", "cond.02", "unmet")]


def test_forms_under_one_another_each_name_their_school(draw):
    read = draw("""
        学校安全检查表 | < | <
        学校：青石镇第一小学 | < | <
        序号 | 检查内容 | 检查结果
        1 | 消防设施 | √
        学校：青石镇第二小学 | < | <
        序号 | 检查内容 | 检查结果
        1 | 消防设施 | ×
    """)
    assert read.findings() == [("C4", "S02", "safety.33", "met"), ("C7", "S03", "safety.33", "unmet")]


def test_tables_under_one_another_each_have_their_own_aspect(draw):
    read = draw("""
        一、学校自查情况 | < | <
        学校 | 黑板 | 楼梯
        青石镇第一小学 | √ | √
        二、实地核查情况 | < | <
        学校 | 黑板 | 楼梯
        青石镇第一小学 | √ | ×
    """)
    assert read.aspects() == {"B3": "self_reported", "C3": "self_reported", "B6": "verified", "C6": "verified"}


def test_a_row_of_known_titles_is_no_body(draw):
    read = draw("""
        第二组 | 一校 | 二校 | 三校
        学校 | 黑板 | 楼梯 | 围墙
        青石镇第一小学 | √ | √ | ×
    """)
    assert read.verdicts() == {"B3": "met", "C3": "met", "D3": "unmet"}
