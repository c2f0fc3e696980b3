"""A text file is read in the encoding and with the separator that its bytes tell; its rows are its records."""

SHEET = """
    学校 | 黑板 | 楼梯
    青石镇中心小学 | √ | ×
"""
READ = [("B2", "S01", "cond.06", "met"), ("C2", "S01", "cond.02", "unmet")]


def test_commas_in_utf_8(draw):
    assert draw(SHEET, file="督查表.csv", encoding="utf-8-sig").findings() == READ


def test_commas_in_the_encoding_of_older_programs(draw):
    assert draw(SHEET, file="督查表.csv", encoding="gb18030").findings() == READ


def test_tabs_in_utf_16(draw):
    assert draw(SHEET, file="督查表.tsv", encoding="utf-16").findings() == READ
