"""A table belongs to the town or caption right above it; of tables side by side each has its own totals."""


def test_each_table_has_the_town_above_it(draw):
    read = draw("""
        食堂检查结果 | < | <
        青石镇 | < | <
        学校 | 黑板 | 楼梯
        中心小学 | √ | √
        检查组组长签字： | . | .
        白杨镇 | < | <
        学校 | 黑板 | 楼梯
        中心小学 | × | √
    """)
    assert [school for _, school, _, _ in read.findings()] == ["S01", "S01", "S05", "S05"]


def test_schools_across_change_with_the_next_header(draw):
    read = draw("""
        底线要求核对表 | < | < | <
        表1 青石镇 | < | < | <
        条款 | 底线要求 | 中心小学 | 第一小学
        1 | 黑板 | 是 | 否
        表2 白杨镇 | < | < | <
        条款 | 底线要求 | 中心小学 | 柳湾小学
        1 | 黑板 | 否 | 是
    """)
    assert read.findings() == [
        ("C4", "S01", "cond.06", "met"), ("D4", "S02", "cond.06", "unmet"), ("C7", "S05", "cond.06", "unmet"),
        ("D7", "S06", "cond.06", "met"),
    ]  # fmt: skip


def test_a_total_of_one_table_is_no_row_of_the_next_one_beside_it(draw):
    read = draw("""
        学校 | 黑板 | . | 学校 | 在校生数
        青石镇中心小学 | √ | . | 白杨镇中心小学 | 100
        青石镇第一小学 | √ | . | 白杨镇柳湾小学 | 50
        青石镇第二小学 | √ | . | 合计 | 150
    """)
    assert read.numbers() == [("E2", "S05", "pupils", 100.0), ("E3", "S06", "pupils", 50.0)]
    assert list(read.verdicts()) == ["B2", "B3", "B4"]
    assert read.table("checks", "cell", "agrees") == [("E4", "yes")]
