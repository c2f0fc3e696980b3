"""Full marks less what was taken off is the mark, and no mark is above its full marks; a mismatch is told."""


def test_what_was_taken_off_and_what_is_left(draw):
    """What is told is not repaired; a row that does not say what was taken off says nothing."""
    read = draw("""
        学校：青石镇第一小学 | < | < | <
        考核内容 | 满分 | 扣分 | 得分
        黑板 | 10 | 1 | 9
        楼梯 | 15 | 2 | 14
        图书 | 10 | . | 8
        围墙 | 10 | -3 | 7
    """)
    assert read.flags() == {"D4": "marks_disagree"}
    marks = [(cell, value) for cell, measure, value in read.table("measurements", "cell", "measure", "value")
             if measure == "score"]  # fmt: skip
    assert marks == [("D3", 9.0), ("D4", 14.0), ("D5", 8.0), ("D6", 7.0)]


def test_a_mark_above_the_full_marks_of_its_column(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 总得分
        标准分 | 10 | 15 | 25
        青石镇第一小学 | 9.5 | 15 | 24.5
        青石镇第二小学 | 11 | 14 | 25
    """)
    assert read.flags() == {"B4": "mark_above_full"}


def test_a_mark_above_the_full_marks_of_its_row(draw):
    read = draw("""
        考核内容 | 满分 | 青石镇第一小学 | 青石镇第二小学
        黑板 | 10 | 9.5 | 10.5
        楼梯 | 15 | 14 | 15
    """)
    assert read.flags() == {"D2": "mark_above_full"}


def test_the_schools_own_mark_and_the_inspectors(draw):
    """With two marks in a row nobody can tell which of them the marks taken off belong to."""
    read = draw("""
        学校：青石镇第一小学 | < | < | < | <
        考核内容 | 满分 | 自评得分 | 扣分 | 督评得分
        黑板 | 10 | 10 | 1 | 9
        楼梯 | 15 | 16 | 2 | 13
    """)
    assert read.flags() == {"C4": "mark_above_full"}
