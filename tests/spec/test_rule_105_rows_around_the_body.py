"""Titles, notes, signatures, sections, subtotals and statistics are not body rows."""


def test_what_stands_around_a_table(draw):
    read = draw("""
        附件2 | . | .
        学校督查情况汇总表 | < | <
        单位（盖章）：督导室        填报日期：2016.10.18 | < | <
        学校 | 在校生数 | 黑板
        青石镇 | < | <
        中心小学 | 500 | √
        第一小学 | 300 | ×
        小计 | 800 | 1
        白杨镇 | < | <
        中心小学 | 320 | √
        合计 | 1120 | 2
        平均 | 373.3 | .
        达标率 | . | 67%
        注：达标打“√”，不达标打“×”。 | < | <
        填表人：        审核人： | < | <
    """)
    assert read.roles() == [
        "title", "title", "title", "header", "section", "body", "body", "subtotal", "section", "body", "subtotal",
        "statistic", "statistic", "note", "signature",
    ]  # fmt: skip
    assert [school for _, school, _, _ in read.findings()] == ["S01", "S02", "S05"]


def test_a_header_repeated_at_a_page_break_goes_on_with_the_table(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | √
        第1页 共2页 | .
        学校督查表（续表） | .
        学校 | 黑板
        青石镇第一小学 | √
    """)
    assert read.roles() == ["header", "body", "note", "title", "header", "body"]
    assert [school for _, school, _, _ in read.findings()] == ["S01", "S02"]


def test_rows_with_nothing_but_a_serial_number_are_a_blank_form(draw):
    read = draw("""
        序号 | 学校 | 黑板
        1 | 青石镇中心小学 | √
        2 | . | .
        3 | . | .
    """)
    assert read.roles() == ["header", "body", "blank_form", "blank_form"]
    assert list(read.verdicts()) == ["C2"]


def test_who_inspects_above_a_table_is_a_title(draw):
    read = draw("""
        检查人员：第四督查组          检查时间：2016年10月12—14日 | < | <
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | √
        检查人员：第四督查组 | < | <
    """)
    assert read.roles() == ["title", "header", "body", "signature"]
