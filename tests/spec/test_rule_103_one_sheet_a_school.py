"""One sheet a school: the school stands in the head line, or in the sheet name."""


def test_the_head_line_names_the_school(draw):
    read = draw("""
        督查记录表 | < | <
        学校（盖章）：青石镇初级中学      督查日期：2016年10月13日 | < | <
        检查内容 | 自查情况 | 督查情况
        应急处置预案 | 落实 | 未落实
    """)
    assert read.table("findings", "cell", "school_id", "item_id", "aspect", "verdict") == [
        ("B4", "S04", "safety.15", "self_reported", "met"),
        ("C4", "S04", "safety.15", "inspected", "unmet"),
    ]


def test_the_sheet_name_counts_where_the_sheet_gives_none(draw):
    read = draw("""
        # 白杨镇柳湾小学
        检查内容 | 督查情况
        门卫值守 | 达标
        黑板 | 达标
    """)
    assert {school for _, school, _, _ in read.findings()} == {"S06"}


def test_a_form_that_nobody_filled_in_is_set_aside(draw):
    read = draw("""
        督查记录表 | <
        学校（盖章）：          日期：    年  月  日 | <
        检查内容 | 督查情况
        门卫值守 | .
        黑板 | .
    """)
    assert read.findings() == []
    assert read.roles() == ["blank_form"] * 5
