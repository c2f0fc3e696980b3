"""What a person should look at is a flag at its cell: a school twice, totals only."""


def test_a_school_that_stands_twice_keeps_both_rows(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | √
        青石中心校 | ×
    """)
    assert read.findings() == [("B2", "S01", "cond.06", "met"), ("B3", "S01", "cond.06", "unmet")]
    assert read.flags() == {"A3": "duplicate_school"}


def test_a_workbook_of_totals_only_is_told_and_not_counted(draw):
    read = draw("""
        底线要求 | 达标学校（所） | 未达标学校（所）
        黑板 | 20 | 2
        楼梯 | 18 | 4
    """)
    assert read.findings() == []
    assert read.flags() == {"A1": "summary_only"}


def test_a_column_whose_numbers_no_title_explains_is_told_once(draw):
    """What is worked out from other columns, or is no count (达标率, 生均图书, 建校年份), is told by nobody."""
    read = draw("""
        序号 | 学校 | 电脑台数 | 课桌数 | 应受助人数 | 已受助学生数 | 达标率 | 生均图书 | 备注
        1 | 青石镇中心小学 | 30 | 500 | 40 | 38 | 98% | 12.5 | 3
        2 | 青石镇第一小学 | 20 | 300 | 31 | 30 | 97% | 11 | .
    """)
    assert read.table("measurements", "cell", "measure", "value") == [
        ("D2", "desks", 500.0),
        ("D3", "desks", 300.0),
        ("E2", "eligible", 40.0),
        ("E3", "eligible", 31.0),
        ("F2", "aided", 38.0),
        ("F3", "aided", 30.0),
    ]
    assert read.flags() == {"C1": "column_unused"}
    assert read.table("flags", "severity") == [("note",)]


def test_a_row_of_numbers_that_no_title_explains_is_told(draw):
    read = draw("""
        指标 | 青石镇中心小学 | 白杨镇柳湾小学
        课桌数 | 500 | 300
        电脑台数 | 30 | 20
    """)
    assert read.table("measurements", "cell", "measure") == [("B2", "desks"), ("C2", "desks")]
    assert read.flags() == {"A3": "column_unused"}


def test_numbers_without_any_title_are_told(draw):
    read = draw("""
        学校 | 黑板 | .
        青石镇中心小学 | √ | 7
        青石镇第一小学 | × | 9
    """)
    assert read.verdicts() == {"B2": "met", "B3": "unmet"}
    assert read.flags() == {"C1": "column_untitled"}
