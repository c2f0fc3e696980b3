"""A sheet of another month than the round is read like the others, and a person is told to take it out."""


def test_a_sheet_of_an_earlier_round_is_told(draw):
    read = draw("""
        # 2016年5月
        5月份督查情况汇总表 | <
        学校 | 黑板
        青石镇中心小学 | ×
        # 2016年10月
        10月份督查情况汇总表 | <
        学校 | 黑板
        青石镇中心小学 | √
    """)
    assert read.table("findings", "sheet", "verdict") == [("2016年5月", "unmet"), ("2016年10月", "met")]
    assert read.table("flags", "sheet", "code") == [("2016年5月", "other_month")]


def test_a_month_that_stands_alone_says_nothing_of_a_round(draw):
    read = draw("""
        问题整改台账（截至9月30日） | < | <
        学校 | 存在问题 | 整改情况
        青石镇中心小学 | 黑板反光 | 整改中
    """)
    assert read.flags() == {}
