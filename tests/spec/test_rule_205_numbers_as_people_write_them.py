"""Numbers in full width, with units, in Chinese, in 万元, with 约: in the base unit; a range is no number."""


def test_numbers(draw):
    read = draw("""
        学校 | 在校学生数 | 应资助人数 | 应发金额（元）
        青石镇中心小学 | １５２ | 约30人 | 1.2万元
        青石镇第一小学 | 835人 | 三十 | 叁仟元
        白杨镇柳湾小学 | 二百一十二 | '30-40 | '15,000
    """)
    assert read.table("measurements", "cell", "measure", "value", "approximate") == [
        ("B2", "pupils", 152.0, False),
        ("B3", "pupils", 835.0, False),
        ("B4", "pupils", 212.0, False),
        ("C2", "eligible", 30.0, True),
        ("C3", "eligible", 30.0, False),
        ("D2", "amount_due", 12000.0, False),
        ("D3", "amount_due", 3000.0, False),
        ("D4", "amount_due", 15000.0, False),
    ]
    assert read.flags() == {"C4": "number_unreadable"}


def test_the_unit_of_the_header_holds_where_the_cell_names_none(draw):
    read = draw("""
        学校 | 金额（万元） | <
        ^ | 应发 | 实发
        青石镇中心小学 | 6 | 5.95
    """)
    assert read.numbers() == [("B3", "S01", "amount_due", 60000.0), ("C3", "S01", "amount_paid", 59500.0)]


def test_what_no_count_can_be_is_flagged_and_not_used(draw):
    read = draw("""
        学校 | 课桌数 | 在校学生数 | 应发金额（元）
        青石镇中心小学 | -5 | 80 | 1200.5
        青石镇第一小学 | 3.5 | 90 | -30
    """)
    assert read.numbers() == [
        ("C2", "S01", "pupils", 80.0),
        ("C3", "S02", "pupils", 90.0),
        ("D2", "S01", "amount_due", 1200.5),
    ]
    assert read.flags() == dict.fromkeys(("B2", "B3", "D3"), "number_impossible")


def test_more_ways_to_write_numbers(draw):
    read = draw("""
        学校 | 图书册数 | 应发金额（元） | 在校生数
        青石镇中心小学 | 1.5万册 | ￥3,000.00 | 不足100
        青石镇第一小学 | 8，240册 | 12万余元 | 逾300人
    """)
    assert read.numbers() == [
        ("B2", "S01", "books", 15000.0), ("B3", "S02", "books", 8240.0), ("C2", "S01", "amount_due", 3000.0),
        ("C3", "S02", "amount_due", 120000.0), ("D2", "S01", "pupils", 100.0), ("D3", "S02", "pupils", 300.0),
    ]  # fmt: skip
    near = read.tables["measurements"]
    assert sorted(near[near.approximate].cell) == ["C3", "D2", "D3"]


def test_a_title_of_persons_above_what_is_counted(draw):
    read = draw("""
        学校 | 贫困学生资助 | < | 食堂座位
        ^ | 人数（人） | < | ^
        ^ | 符合条件 | 已资助 | ^
        青石镇中心小学 | 21 | 20 | 240
        青石镇第一小学 | 30 | 30 | 180
        青石镇第二小学 | 28 | 27 | 160
    """)
    assert [row[2] for row in read.numbers()] == ["eligible"] * 3 + ["aided"] * 3
