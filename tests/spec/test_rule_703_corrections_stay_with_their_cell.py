"""A correction says what a cell should hold, and stays with its school and item when the workbook changes.

When the cell says something else by now, the correction is set aside and the cell is not counted.
"""

SHEET = """
    学校 | 黑板 | 楼梯
    青石镇中心小学 | √ | ×
    青石镇第一小学 | 待核 | √
"""
CORRECTION = """
[[correction]]
file = "督查表.xlsx"
sheet = "表"
cell = "B3"
was = "待核"
becomes = "不合格"
reason = "电话核实"
by_role = "督导室"
on = 2016-10-18
school = "S02"
item = "cond.06"
aspect = "inspected"
"""


def test_it_is_read_like_any_other_cell(district):
    district.send(SHEET).write("corrections.toml", CORRECTION).read()
    assert district.conclusion("S02", "cond.06") == ("unmet", "correction", "agreed")
    assert district.told() == []


def test_a_row_put_in_above_moves_it(district):
    district.send("""
        学校 | 黑板 | 楼梯
        白杨镇中心小学 | √ | √
        青石镇中心小学 | √ | ×
        青石镇第一小学 | 待核 | √
    """)
    district.write("corrections.toml", CORRECTION).read()
    assert district.conclusion("S02", "cond.06") == ("unmet", "correction", "agreed")
    assert district.told() == [("督查表.xlsx", "B4", "correction_moved")]


def test_a_cell_that_says_something_else_by_now_is_held_back(district):
    district.send("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | ×
        青石镇第一小学 | √ | √
    """)
    district.write("corrections.toml", CORRECTION).read()
    assert district.conclusion("S02", "cond.06") == ("unreadable", "none", "none")
    assert district.told() == [("督查表.xlsx", "B3", "correction_unfit")]


def test_a_cell_that_was_mended_as_the_correction_says_needs_it_no_longer(district):
    district.send("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | ×
        青石镇第一小学 | × | √
    """)
    district.write("corrections.toml", CORRECTION).read()
    assert district.conclusion("S02", "cond.06") == ("unmet", "inspected", "agreed")
    assert district.told() == [("督查表.xlsx", "B3", "correction_mended")]
