"""A workbook that is sent twice counts once; where the two disagree, neither cell is taken until it is settled."""

FIRST = """
    学校 | 黑板 | 楼梯
    青石镇中心小学 | √ | ×
    青石镇第一小学 | √ | √
"""
AGAIN = """
    学校 | 黑板 | 楼梯
    青石镇中心小学 | √ | ×
    青石镇第一小学 | × | √
"""


def test_the_same_content_counts_once(district):
    district.send(FIRST).send(FIRST, file="督查表(1).xlsx").read()
    assert district.conclusion("S02", "cond.06") == ("met", "inspected", "agreed")
    assert district.told() == [("督查表(1).xlsx", "", "resent_same")]


def test_a_cell_that_differs_is_in_dispute(district):
    district.send(FIRST).send(AGAIN, file="督查表(1).xlsx").read()
    assert district.conclusion("S02", "cond.06") == ("unreadable", "none", "in_dispute")
    assert district.conclusion("S02", "cond.02") == ("met", "inspected", "agreed")
    assert district.told() == [("督查表(1).xlsx", "", "resent_changed"), ("督查表(1).xlsx", "B3", "in_dispute")]
