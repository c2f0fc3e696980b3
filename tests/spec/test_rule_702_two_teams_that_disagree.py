"""Two workbooks that say two things of one school and item are in dispute; a verification decides."""

TEAM = """
    学校 | 黑板
    青石镇中心小学 | √
    青石镇第一小学 | √
"""


def test_neither_is_taken(district):
    district.send(TEAM, file="一组.xlsx")
    district.send(
        """
        学校 | 楼梯 | 黑板
        青石镇中心小学 | √ | ×
        白杨镇中心小学 | √ | √
        """,
        file="二组.xlsx",
    )
    district.read()
    assert district.conclusion("S01", "cond.06") == ("unreadable", "none", "in_dispute")
    assert district.told() == [("一组.xlsx", "B2", "in_dispute")]


def test_a_verification_decides(district):
    district.send(TEAM, file="一组.xlsx")
    district.send(
        """
        核实追踪情况表 | <
        学校 | 黑板
        青石镇中心小学 | ×
        """,
        file="核实.xlsx",
    )
    district.read()
    assert district.conclusion("S01", "cond.06") == ("unmet", "verified", "agreed")
    assert district.told() == []
