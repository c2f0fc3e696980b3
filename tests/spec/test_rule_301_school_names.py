"""Names resolve by all their parts: numeral, town and level must agree; a near miss is a flag with names near it."""

import pytest

from analysis.standards.words import words_of


@pytest.mark.parametrize(
    ("written", "school"),
    [
        ("青石镇中心小学", "S01"), ("青石中心校", "S01"), ("青石中心国小", "S01"), ("某某区青石镇中心小学", "S01"),
        ("青石一小", "S02"), ("青 石 镇 第 一 小 学", "S02"), ("▲青石二小", "S03"), ("柳湾完小", "S06"),
        ("柳湾小学（白杨镇）", "S06"), ("岭上村小", "S07"), ("青石镇中学", "S04"),
        ("青石镇第三小学", ""), ("柳弯小学", ""), ("白杨镇第一小学", ""), ("中心小学", ""), ("柳湾小学（民办）", ""),
        ("柳湾初中", ""),
    ],
)  # fmt: skip
def test_names(standards, schools, written, school):
    assert schools.resolve(written, words_of(standards)).school_id == school


def test_a_town_told_beside_it_must_agree(standards, schools):
    words = words_of(standards)
    assert schools.resolve("中心小学", words, town="白杨镇").school_id == "S05"
    assert schools.resolve("青石镇中心小学", words, town="白杨镇").code == "town_disagrees"


def test_an_unresolved_school_keeps_its_results_and_is_flagged(draw):
    read = draw("""
        学校 | 黑板
        青石镇第三小学 | √
    """)
    assert read.findings() == [("B2", "", "cond.06", "met")]
    (message,) = [message for (message,) in read.table("flags", "message")]
    assert "青石镇第三小学" in message
    assert "青石镇第一小学（S02）" in message


def test_a_town_on_a_line_across_the_table_holds_for_the_rows_under_it(draw):
    read = draw("""
        学校 | 黑板
        青石镇 | <
        中心小学 | √
        白杨镇 | <
        中心小学 | ×
    """)
    assert [school for _, school, _, _ in read.findings()] == ["S01", "S05"]


def test_a_number_before_a_name_and_a_remark_behind_it_are_left_out_and_a_kind_alone_is_no_name(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        7.青石镇第一小学（已停办） | √ | √
        白杨镇柳湾小学（原下湾小学） | √ | √
        初级中学 | √ | √
        小学 | √ | √
    """)
    assert [school for cell, school, _, _ in read.findings() if cell[0] == "B"] == ["S02", "S06", "", ""]


def test_signs_and_footnotes_beside_a_name(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学※ | √
        ◇青石镇第一小学 | √
        青石镇第二小学① | √
    """)
    assert [row[1] for row in read.findings()] == ["S01", "S02", "S03"]
