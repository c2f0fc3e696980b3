"""Totals are recomputed from the body rows they cover; a disagreement is a flag naming both numbers."""


def test_down_the_columns(draw):
    read = draw("""
        学校 | 在校生数 | 黑板
        青石镇中心小学 | 500 | √
        青石镇第一小学 | 300 | ×
        小计 | 800 | 1
        白杨镇中心小学 | 320 | √
        小计 | 321 | 1
        合计 | 1120 | 2
    """)
    assert read.table("checks", "cell", "stated", "recomputed", "agrees") == [
        ("B4", 800.0, 800.0, "yes"),
        ("C4", 1.0, 1.0, "yes"),
        ("B6", 321.0, 320.0, "no"),
        ("C6", 1.0, 1.0, "yes"),
        ("B7", 1120.0, 1120.0, "yes"),
        ("C7", 2.0, 2.0, "yes"),
    ]
    assert read.flags() == {"B6": "check_disagrees"}


def test_across_the_rows(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏 | 达标项数
        青石镇中心小学 | √ | √ | × | 2
        青石镇第一小学 | √ | × | × | 3
    """)
    assert read.table("checks", "cell", "recomputed", "agrees") == [("E2", 2.0, "yes"), ("E3", 1.0, "no")]


def test_a_summary_is_checked_against_the_sheets_it_sums(draw):
    read = draw("""
        # 明细
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | √
        白杨镇中心小学 | √ | ×
        # 汇总
        底线要求 | 达标学校（所） | 未达标学校（所）
        黑板 | 2 | 0
        楼梯 | 2 | 1
    """)
    assert read.table("checks", "sheet", "cell", "recomputed", "agrees") == [
        ("汇总", "B2", 2.0, "yes"),
        ("汇总", "C2", 0.0, "yes"),
        ("汇总", "B3", 1.0, "no"),
        ("汇总", "C3", 1.0, "yes"),
    ]
    assert {sheet for (sheet,) in read.table("findings", "sheet")} == {"明细"}
