"""A deadline is read with the round's dates: its year, this month, the year's end; a range gives its last day."""

LEDGER = """
    序号 | 学校 | 存在问题 | 发现日期 | 整改期限
    1 | 青石镇中心小学 | 黑板反光 | 10.12 | 10月25日-11月10日
    2 | 青石镇第一小学 | 黑板反光 | 2016.10.12 | 年底前
    3 | 青石镇第二小学 | 黑板反光 | 10月11日 | 本月底
    4 | 青石镇初级中学 | 黑板反光 | 二〇一六年十月十二日 | 下月15日
    5 | 白杨镇柳湾小学 | 黑板反光 | 42655 | 11月中旬
    6 | 白杨镇中心小学 | 黑板反光 | 20161012 | 10月底
    7 | 白杨镇中心小学 | 楼梯扶手松动 | 2016/10/12 | 长期坚持
"""


def test_what_words_come_to(draw):
    assert draw(LEDGER).table("problems", "row", "found_on", "deadline") == [
        (2, "2016-10-12", "2016-11-10"),
        (3, "2016-10-12", "2016-12-31"),
        (4, "2016-10-11", "2016-10-31"),
        (5, "2016-10-12", "2016-11-15"),
        (6, "2016-10-12", "2016-11-20"),
        (7, "2016-10-12", "2016-10-31"),
        (8, "2016-10-12", ""),
    ]


def test_words_that_come_to_no_date_are_told(draw):
    read = draw("""
        学校 | 存在问题 | 整改期限
        青石镇中心小学 | 黑板反光 | 看情况再定
    """)
    assert read.table("problems", "deadline") == [("",)]
    assert read.flags() == {"C2": "unknown_deadline"}


def test_dates_of_a_workbook_that_counts_from_1904_are_the_same_days(draw):
    read = draw("""
        学校 | 存在问题 | 整改期限
        青石镇中心小学 | 黑板反光 | date:2016-11-30
    """, epoch=1904)  # fmt: skip
    assert read.table("problems", "deadline") == [("2016-11-30",)]


def test_a_month_alone_is_its_last_day(draw):
    read = draw("""
        学校 | 存在问题 | 整改截止日期
        青石镇中心小学 | 黑板反光 | '2016.11
        青石镇第一小学 | 黑板反光 | 11月下旬前
        青石镇第二小学 | 黑板反光 | 2016年第四季度
        青石镇初级中学 | 黑板反光 | 10月31日17:00前
        白杨镇中心小学 | 黑板反光 | 下学期开学前
    """)
    assert [day for (day,) in read.table("problems", "deadline")] == [
        "2016-11-30", "2016-11-30", "2016-12-31", "2016-10-31", "",
    ]  # fmt: skip
    assert read.flags() == {}


def test_a_number_that_may_be_two_days_is_told(draw):
    """10.3 may be the 3rd, or the 30th that lost its nought."""
    read = draw("""
        学校 | 存在问题 | 整改期限
        青石镇中心小学 | 黑板反光 | 10.3
        青石镇第一小学 | 黑板反光 | 10.28
    """)
    assert [day for (day,) in read.table("problems", "deadline")] == ["", "2016-10-28"]
    assert read.flags() == {"C2": "unknown_deadline"}


def test_a_time_of_day_beside_a_date_says_nothing(draw):
    read = draw("""
        学校 | 存在问题 | 整改期限
        青石镇中心小学 | 黑板反光 | 2016/10/31 0:00
        青石镇第一小学 | 黑板反光 | 10月28日 下午5时
    """)
    assert [day for (day,) in read.table("problems", "deadline")] == ["2016-10-31", "2016-10-28"]


def test_a_day_that_does_not_exist_is_told_in_every_column_of_dates(draw):
    """Words in a column of dates (未完成) say that there is none."""
    read = draw("""
        学校 | 存在问题 | 发现日期 | 整改期限 | 完成时间
        青石镇中心小学 | 黑板反光 | 2016-10-32 | 2016-11-31 | 2016年2月30日
        青石镇第一小学 | 黑板反光 | 2016-10-12 | 2016-11-30 | 未完成
    """)
    assert read.table("problems", "found_on", "deadline", "claimed_on") == [
        ("", "", ""),
        ("2016-10-12", "2016-11-30", ""),
    ]
    assert read.flags() == {"C2": "unreadable_date", "D2": "unknown_deadline", "E2": "unreadable_date"}


def test_a_day_of_something_done_is_no_deadline_and_no_vague_word(draw):
    """What tells how it stands instead of when (整改中, 否) says that there is no day yet."""
    read = draw("""
        学校 | 存在问题 | 整改完成时间 | 验收日期
        青石镇中心小学 | 黑板反光 | 上周 | .
        青石镇第一小学 | 黑板反光 | 月底前 | .
        青石镇第二小学 | 黑板反光 | 10月14日前完成 | 年内
        青石镇初级中学 | 黑板反光 | 10月14日 | 10月15日
        白杨镇中心小学 | 黑板反光 | 整改中 | 未核查
        白杨镇柳湾小学 | 黑板反光 | / | 否
    """)
    assert read.table("problems", "claimed_on", "verified_on") == [
        ("", ""), ("", ""), ("", ""), ("2016-10-14", "2016-10-15"), ("", ""), ("", ""),
    ]  # fmt: skip
    assert read.flags() == {
        "C2": "unreadable_date", "C3": "deadline_for_day", "C4": "deadline_for_day", "D4": "deadline_for_day",
    }  # fmt: skip
