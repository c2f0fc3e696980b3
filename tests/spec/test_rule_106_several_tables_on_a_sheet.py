"""Tables stacked or side by side are read one by one."""


def test_side_by_side(draw):
    read = draw("""
        学校 | 黑板 | . | 学校 | 黑板
        青石镇中心小学 | √ | . | 白杨镇柳湾小学 | ×
        青石镇第一小学 | √ | . | . | .
    """)
    assert read.verdicts() == {"B2": "met", "B3": "met", "E2": "unmet"}


def test_stacked(draw):
    read = draw("""
        表一  安全工作 | <
        学校 | 应急疏散演练
        青石镇中心小学 | 是

        表二  办学条件 | <
        学校 | 在校生数
        青石镇中心小学 | 500
    """)
    assert read.findings() == [("B3", "S01", "safety.32", "met")]
    assert read.numbers() == [("B7", "S01", "pupils", 500.0)]
    assert read.roles() == ["title", "header", "body", "title", "header", "body"]


def test_a_numbered_line_straight_above_a_header_is_a_caption(draw):
    read = draw("""
        学校督查表 | < | <
        （一）安全工作 | < | <
        学校 | 消防 | 演练
        青石镇第一小学 | √ | ×
        （二）办学条件 | < | <
        学校 | 黑板 | 楼梯
        青石镇第一小学 | √ | ×
    """)
    assert read.roles() == ["title", "title", "header", "body", "title", "header", "body"]


def test_captions_over_tables_beside_each_other(draw):
    read = draw("""
        安全检查与床位清点 | < | < | < | < | <
        （一）安全检查 | < | . | （二）寄宿生床位清点 | < | <
        学校名称 | 应急疏散演练 | . | 学校名称 | 寄宿生数 | 床位数
        青石镇初级中学 | 好 | . | 白杨镇中心小学 | 149 | 149
    """)
    assert read.roles() == ["title", "title", "header", "body"]
    assert read.findings() == [("B4", "S04", "safety.32", "met")]


def test_an_empty_column_parts_nothing_that_begins_without_a_key(draw):
    read = draw("""
        学校 | . | 黑板 | 围墙围栏 | 开水供应 | 食品 | 存在问题
        青石镇中心小学 | . | √ | × | √ | √ | 围墙缺一段
        青石镇第一小学 | . | √ | √ | √ | √ | .
    """)
    assert [finding[:2] for finding in read.findings()] == [
        (f"{column}{row}", school) for column in "CDEF" for row, school in ((2, "S01"), (3, "S02"))
    ]


def test_an_empty_column_inside_one_of_two_tables_belongs_to_it(draw):
    read = draw("""
        学校 | . | 黑板 | 围墙围栏 | . | 学校 | 开水供应
        青石镇中心小学 | . | √ | × | . | 白杨镇柳湾小学 | √
        青石镇第一小学 | . | √ | √ | . | 白杨镇中心小学 | ×
    """)
    assert read.findings() == [
        ("C2", "S01", "cond.06", "met"), ("C3", "S02", "cond.06", "met"),
        ("D2", "S01", "cond.09", "unmet"), ("D3", "S02", "cond.09", "met"),
        ("G2", "S06", "cond.15", "met"), ("G3", "S05", "cond.15", "unmet"),
    ]  # fmt: skip
