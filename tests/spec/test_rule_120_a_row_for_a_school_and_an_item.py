"""A long table has a row for each school and item: one column names the item, another holds the result."""


def test_items_are_named_by_a_column(draw):
    read = draw("""
        乡镇 | 学校名称 | 检查项目 | 自查结果 | 督查结果 | 存在问题
        青石镇 | 青石镇第一小学 | 黑板 | 达标 | 达标 | 无
        青石镇 | 青石镇第一小学 | 楼梯 | 达标 | 不达标 | 扶手松动
        青石镇 | 青石镇第二小学 | 黑板 | 达标 | 达标 | 无
    """)
    assert read.findings() == [
        ("D2", "S02", "cond.06", "met"), ("E2", "S02", "cond.06", "met"), ("D3", "S02", "cond.02", "met"),
        ("E3", "S02", "cond.02", "unmet"), ("D4", "S03", "cond.06", "met"), ("E4", "S03", "cond.06", "met"),
    ]  # fmt: skip
    assert read.table("problems", "cell", "school_id", "item_id") == [("F3", "S02", "cond.02")]


def test_items_are_named_by_their_numbers(draw):
    read = draw("""
        学校 | 条款 | 检查结果
        青石镇第一小学 | 第1条 | 达标
        青石镇第一小学 | 第16条 | 不达标
        青石镇第二小学 | 16 | 达标
    """)
    assert read.findings() == [
        ("C2", "S02", "cond.01", "met"), ("C3", "S02", "cond.16", "unmet"), ("C4", "S03", "cond.16", "met"),
    ]  # fmt: skip


def test_a_school_named_once_goes_on_and_a_yes_to_whether_it_is_met_is_met(draw):
    read = draw("""
        学校 | 底线要求 | 是否达标
        青石镇第一小学 | 是否存在D级危房 | 是
        . | 16.厕位 | 否
        青石镇第二小学 | 校舍无D级危房 | 是
    """)
    assert read.findings() == [
        ("C2", "S02", "cond.01", "met"), ("C3", "S02", "cond.16", "unmet"), ("C4", "S03", "cond.01", "met"),
    ]  # fmt: skip


def test_what_is_asked_of_schools_stands_under_the_header_and_is_no_school(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 男女厕位比
        栏次 | 1 | 2 | 3
        标准要求 | 达标 | 达标 | 1:3
        青石镇第一小学 | √ | × | 1:2
    """)
    assert read.roles() == ["header", "header", "header", "body"]
    assert read.findings() == [("B4", "S02", "cond.06", "met"), ("C4", "S02", "cond.02", "unmet")]
    assert read.numbers() == [("D4", "S02", "stall_ratio", 2.0)]
