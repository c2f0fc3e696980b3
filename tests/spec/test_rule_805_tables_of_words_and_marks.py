"""Serial numbers and ticks tell a body too: a line that counts on from the one above it is a record."""


def test_serial_numbers_beside_words(label):
    assert label("""
        序号 | 品名 | 产地 | < | 评语
        ^ | ^ | 省 | 县 | ^
        1 | 毛尖 | 豫 | 信阳 | 上
        2 | 龙井 | 浙 | 杭县 | 上
        3 | 瓜片 | 皖 | 六安 | 中
    """) == ["header", "header", "body", "body", "body"]


def test_ticks_under_titles_that_leave_a_column_open(label):
    assert label("""
        品名 | 等级 | . | .
        . | 上 | 中 | 下
        北山 | . | . | .
        毛尖 | √ | . | .
        龙井 | . | √ | .
        合计 | 1 | 1 | 0
    """) == ["header", "header", "section", "body", "body", "subtotal"]


def test_a_header_again_after_a_page_break(label):
    assert label("""
        茶叶评级表 | . | .
        序号 | 品名 | 等级
        1 | 毛尖 | 上
        2 | 龙井 | 中
        第 1 页 共 2 页 | . | .
        .
        茶叶评级表 | . | .
        序号 | 品名 | 等级
        3 | 瓜片 | 中
        4 | 银针 | 下
    """) == ["title", "header", "body", "body", "note", "empty", "title", "header", "body", "body"]


def test_labels_with_a_colon_above_a_table_are_a_title(label):
    assert label("""
        填报单位：茶叶协会 | . | . | 日期：二○一六年
        品名 | 产量 | 单价 | 销量
        毛尖 | 12 | 300 | 9
        龙井 | 30 | 410 | 28
        合格率 | 95% | . | 96%
    """) == ["title", "header", "body", "body", "statistic"]
