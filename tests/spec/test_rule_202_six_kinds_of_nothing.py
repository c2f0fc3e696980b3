"""/ and — are not applicable only where the note says so; blank, 不涉及, 未查 and unreadable stay apart."""


def test_without_a_note_a_slash_is_blank(draw):
    read = draw("""
        学校 | 淋浴设施 | 寄宿床位 | 楼梯 | 黑板 | 围墙围栏
        青石镇中心小学 | / | 不涉及 | 未检查 | . | 见附件
    """)
    assert read.verdicts() == {
        "B2": "blank", "C2": "not_applicable", "D2": "not_inspected", "E2": "blank", "F2": "unreadable",
    }  # fmt: skip


def test_with_a_note_a_slash_is_not_applicable(draw):
    read = draw("""
        学校 | 淋浴设施 | 寄宿床位
        青石镇中心小学 | / | —
        注：不涉及的项目打“/”。 | < | <
    """)
    assert read.verdicts() == {"B2": "not_applicable", "C2": "blank"}


def test_a_word_merged_over_items_holds_for_each(draw):
    read = draw("""
        学校 | 黑板 | 围墙围栏 | 楼梯
        青石镇中心小学 | 道路中断，未到校 | < | <
    """)
    assert read.findings() == [
        ("B2", "S01", "cond.06", "not_inspected"),
        ("B2", "S01", "cond.09", "not_inspected"),
        ("B2", "S01", "cond.02", "not_inspected"),
    ]
