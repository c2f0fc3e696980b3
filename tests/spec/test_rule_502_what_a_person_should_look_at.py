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
