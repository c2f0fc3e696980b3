"""Items down, schools across: the title of a column is its school."""


def test_the_column_is_the_school(draw):
    read = draw("""
        序号 | 底线要求 | 青石镇中心小学 | 白杨镇柳湾小学
        1 | 黑板 | √ | ×
        2 | 围墙围栏 | √ | √
    """)
    assert read.findings() == [
        ("C2", "S01", "cond.06", "met"),
        ("D2", "S06", "cond.06", "unmet"),
        ("C3", "S01", "cond.09", "met"),
        ("D3", "S06", "cond.09", "met"),
    ]


def test_a_town_merged_over_schools_tells_them_apart(draw):
    read = draw("""
        指标 | 单位 | 青石镇 | 白杨镇
        ^ | ^ | 中心小学 | 中心小学
        在校生数 | 人 | 500 | 320
        多媒体教室 | 间 | 6 | 4
    """)
    assert read.numbers() == [
        ("C3", "S01", "pupils", 500.0),
        ("D3", "S05", "pupils", 320.0),
        ("C4", "S01", "multimedia_rooms", 6.0),
        ("D4", "S05", "multimedia_rooms", 4.0),
    ]


def test_items_in_two_columns_under_one_head(draw):
    read = draw("""
        乡镇 | < | 合计 | 青石镇 | < | 青石镇小计
        学校名称 | < | ^ | 青石镇中心小学 | 青石镇第一小学 | ^
        在校学生数 | 合计 | 420 | 240 | 180 | 420
        ^ | 男 | 220 | 130 | 90 | 220
        ^ | 女 | 200 | 110 | 90 | 200
        底线要求 | 黑板 | . | √ | × | 1
        ^ | 围墙围栏 | . | √ | √ | 2
    """)
    assert read.numbers() == [
        ("D3", "S01", "pupils", 240), ("E3", "S02", "pupils", 180),
        ("D4", "S01", "boys", 130), ("E4", "S02", "boys", 90),
        ("D5", "S01", "girls", 110), ("E5", "S02", "girls", 90),
    ]  # fmt: skip
    assert read.findings() == [
        ("D6", "S01", "cond.06", "met"), ("E6", "S02", "cond.06", "unmet"),
        ("D7", "S01", "cond.09", "met"), ("E7", "S02", "cond.09", "met"),
    ]  # fmt: skip
