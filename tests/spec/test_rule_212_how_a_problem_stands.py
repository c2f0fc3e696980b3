"""A status is told by its words, the weightiest one said; 已整改 is what the school reports, only 销号 is closed."""


def test_words_of_a_ledger(draw):
    read = draw("""
        序号 | 学校 | 存在问题 | 整改情况
        1 | 青石镇中心小学 | 黑板反光 | 未整改
        2 | 青石镇第一小学 | 黑板反光 | 整改中
        3 | 青石镇第二小学 | 黑板反光 | 已整改
        4 | 青石镇初级中学 | 黑板反光 | 整改到位，待验收
        5 | 白杨镇中心小学 | 黑板反光 | 复查合格，已销号
        6 | 白杨镇柳湾小学 | 黑板反光 | 待资金
        7 | 白杨镇岭上教学点 | 黑板反光 | 反弹，重新整改
        8 | 白杨镇岭上教学点 | 楼梯扶手松动 | 长期坚持
    """)
    assert read.table("problems", "row", "status", "blocked_by") == [
        (2, "open", ""),
        (3, "in_progress", ""),
        (4, "claimed_done", ""),
        (5, "awaiting_check", ""),
        (6, "closed_verified", ""),
        (7, "blocked", "funds"),
        (8, "reopened", ""),
        (9, "continuing", ""),
    ]


def test_a_column_of_closing_that_says_no_outweighs_it(draw):
    read = draw("""
        学校 | 存在问题 | 整改情况 | 是否销号
        青石镇中心小学 | 黑板反光 | 已整改 | 是
        青石镇第一小学 | 黑板反光 | 已销号 | 否
        青石镇第二小学 | 黑板反光 | 已整改 | 否
    """)
    assert [status for (status,) in read.table("problems", "status")] == [
        "closed_verified", "claimed_done", "claimed_done",
    ]  # fmt: skip
    assert read.flags() == {"C3": "closed_but_open"}


def test_an_unknown_word_is_told(draw):
    read = draw("""
        学校 | 存在问题 | 整改情况
        青石镇中心小学 | 黑板反光 | 差不多了吧
    """)
    assert read.table("problems", "status") == [("",)]
    assert read.flags() == {"C2": "unknown_status"}
