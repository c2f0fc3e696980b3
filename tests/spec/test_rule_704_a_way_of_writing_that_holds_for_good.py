"""A word or a name that a person has given a meaning for good is read so in every later workbook.

`ducha read` writes words.toml out of the answered review workbook; it may be written by hand, too.
"""

SHEET = """
    学校 | 黑板 | 楼梯
    青石中心国民小 | 马马虎虎 | √
    青石镇第一小学 | √ | 马马虎虎
"""
WORDS = """
[[word]]
written = "马马虎虎"
verdict = "partial"
reason = "各组商定"
by_role = "督导室"
on = 2016-10-18

[[school]]
written = "青石中心国民小"
school = "S01"
reason = "旧称"
by_role = "督导室"
on = 2016-10-18
"""


def test_before_it_is_told_and_not_counted(district):
    district.send(SHEET).read()
    assert district.conclusion("S02", "cond.02") == ("unreadable", "none", "none")
    assert sorted(code for _, _, code in district.told()) == ["unknown_school", "unknown_word", "unknown_word"]


def test_after_it_is_read_like_any_other(district):
    district.send(SHEET).write("words.toml", WORDS).read()
    assert district.conclusion("S02", "cond.02") == ("partial", "inspected", "agreed")
    assert district.conclusion("S01", "cond.06") == ("partial", "inspected", "agreed")
    assert district.told() == []
