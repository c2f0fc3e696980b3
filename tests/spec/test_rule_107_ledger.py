"""A ledger: one problem a row, with its deadline and its status; a school merged over its problems holds for all."""

LEDGER = """
    问题整改台账（截至2016年10月24日） | < | < | < | < | <
    序号 | 学校 | 存在问题 | 整改期限 | 整改情况 | 是否销号
    1 | 青石镇中心小学 | 女厕蹲位不足 | 年底前 | 整改中 | 否
    2 | ^ | 灭火器过期 | 10月25日-11月10日 | 已整改 | 是
    3 | 白杨镇柳湾小学 | 围墙有裂缝 | 长期坚持 | 整改到位，待验收 | .
    4 | 白杨镇中心小学 | 无 | . | . | .
"""


def test_problems(draw):
    read = draw(LEDGER)
    assert read.table("problems", "row", "school_id", "item_id", "deadline", "status") == [
        (3, "S01", "cond.16", "2016-12-31", "in_progress"),
        (4, "S01", "safety.33", "2016-11-10", "closed_verified"),
        (5, "S06", "cond.09", "", "awaiting_check"),
    ]
    assert read.findings() == []


def test_a_problem_column_beside_verdicts_gives_problems_too(draw):
    read = draw("""
        学校 | 黑板 | 存在问题
        青石镇中心小学 | × | 三年级黑板反光
        青石镇第一小学 | √ | 无
    """)
    assert read.table("problems", "row", "school_id", "item_id", "text") == [(2, "S01", "cond.06", "三年级黑板反光")]


def test_an_unknown_status_and_deadline_are_flags(draw):
    read = draw("""
        学校 | 存在问题 | 整改期限 | 整改情况
        青石镇中心小学 | 黑板反光 | 看情况吧 | 在弄
    """)
    assert read.table("problems", "deadline", "status") == [("", "")]
    assert read.flags() == {"C2": "unknown_deadline", "D2": "unknown_status"}


def test_titles_of_a_ledger_are_known_by_their_parts(draw):
    read = draw("""
        学校 | 查找出的主要问题 | 隐患排查时间 | 预计完成日期 | 整改落实进度 | 整改验收日期
        青石镇中心小学 | 黑板反光 | 10.12 | 10月31日 | 已整改 | 11月2日
    """)
    assert read.table("problems", "text", "found_on", "deadline", "verified_on", "status") == [
        ("黑板反光", "2016-10-12", "2016-10-31", "2016-11-02", "claimed_done")
    ]


def test_nothing_found_is_no_problem(draw):
    read = draw("""
        学校 | 存在问题 | 整改时限
        青石镇中心小学 | 经排查未发现隐患 | .
        青石镇第一小学 | 未见明显异常。 | .
        青石镇第二小学 | 无隐患排查台账 | 10月31日
    """)
    assert read.table("problems", "row", "text") == [(4, "无隐患排查台账")]
