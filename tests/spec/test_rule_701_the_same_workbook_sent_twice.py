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


SETTLED = """
[[correction]]
file = "督查表.xlsx"
sheet = "表"
cell = "B2"
was = "√"
becomes = "不合格"
reason = "电话核实"
by_role = "督导室"
on = 2016-10-18
school = "S01"
item = "cond.06"
aspect = "inspected"
"""


def test_a_correction_reaches_the_copy_that_says_the_same(district):
    district.send(FIRST).send(FIRST, file="督查表(1).xlsx").write("corrections.toml", SETTLED).read()
    assert district.conclusion("S01", "cond.06") == ("unmet", "correction", "agreed")
    assert district.told() == [("督查表(1).xlsx", "", "resent_same")]


def test_a_correction_leaves_a_copy_alone_that_says_something_else(district):
    district.send(FIRST.replace("青石镇中心小学 | √", "青石镇中心小学 | ×"), file="督查表(1).xlsx")
    district.send(FIRST).write("corrections.toml", SETTLED.replace('"不合格"', '"基本合格"')).read()
    assert district.conclusion("S01", "cond.06") == ("unreadable", "none", "in_dispute")
