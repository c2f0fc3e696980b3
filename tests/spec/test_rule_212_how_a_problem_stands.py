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


def test_the_latest_stage_that_says_something_wins(draw):
    """整改进度 is what the school reports, 验收结果 a check, 是否销号 the closing; a blank says nothing."""
    read = draw("""
        学校 | 存在问题 | 整改进度 | 验收结果 | 是否销号
        青石镇中心小学 | 黑板反光 | 已整改 | 验收合格 | .
        青石镇第一小学 | 黑板反光 | 已整改 | 待验收 | 否
        青石镇第二小学 | 黑板反光 | 已整改 | 不合格 | .
        青石镇初级中学 | 黑板反光 | 整改中 | . | .
        白杨镇中心小学 | 黑板反光 | 已整改 | 反弹 | .
        白杨镇柳湾小学 | 黑板反光 | 已整改 | 未复查 | .
        白杨镇岭上教学点 | 黑板反光 | 已整改 | 合格 | 是
    """)
    assert [status for (status,) in read.table("problems", "status")] == [
        "closed_verified", "awaiting_check", "open", "in_progress", "reopened", "awaiting_check", "closed_verified",
    ]  # fmt: skip
    assert read.flags() == {}


def test_a_plain_yes_below_done_is_the_schools_claim(draw):
    read = draw("""
        学校 | 存在问题 | 是否完成 | 是否销号
        青石镇中心小学 | 黑板反光 | 是 | 否
        青石镇第一小学 | 黑板反光 | 否 | .
        青石镇第二小学 | 黑板反光 | 是 | 是
    """)
    assert [status for (status,) in read.table("problems", "status")] == ["claimed_done", "open", "closed_verified"]


def test_a_status_is_also_known_by_its_parts(draw):
    """已 and a verb of repair is a claim, 已 and a verb of beginning under way, 缺 and 经费 blocked; 未 takes back."""
    read = draw("""
        学校 | 存在问题 | 整改情况
        青石镇中心小学 | 黑板反光 | 已更换
        青石镇第一小学 | 黑板反光 | 已采购
        青石镇第二小学 | 黑板反光 | 缺经费
        青石镇初级中学 | 黑板反光 | 逾期未整改
        白杨镇中心小学 | 黑板反光 | 目前未完成整改
        白杨镇柳湾小学 | 黑板反光 | 已完成并销号
    """)
    assert read.table("problems", "status", "blocked_by") == [
        ("claimed_done", ""),
        ("in_progress", ""),
        ("blocked", "funds"),
        ("open", ""),
        ("open", ""),
        ("closed_verified", ""),
    ]


def test_a_done_that_is_only_a_share_is_under_way(draw):
    """一半, 部分, 基本, 未全部 and work that goes on; all of it, or the office's check to come, is a claim."""
    read = draw("""
        学校 | 存在问题 | 整改情况
        青石镇中心小学 | 黑板反光 | 整改完成一半
        青石镇第一小学 | 黑板反光 | 已整改（未全部完成）
        青石镇第二小学 | 黑板反光 | 已整改三分之二
        青石镇初级中学 | 黑板反光 | 完成80%
        白杨镇中心小学 | 黑板反光 | 已拆除旧灯，正在安装
        白杨镇柳湾小学 | 黑板反光 | 部分整改，待验收
        白杨镇岭上教学点 | 黑板反光 | 整改完成100%
        白杨镇岭上教学点 | 扶手松动 | 已整改，尚未验收
        白杨镇岭上教学点 | 门窗破损 | 基本整改到位，已销号
    """)
    assert [status for (status,) in read.table("problems", "status")] == [
        *["in_progress"] * 6, "claimed_done", "claimed_done", "closed_verified",
    ]  # fmt: skip
    assert read.flags() == {}


def test_a_done_that_is_taken_back_intended_or_unsure_is_told(draw):
    """Nobody can tell how far it has come, so no status is taken; what says that all is well takes nothing back."""
    read = draw("""
        学校 | 存在问题 | 整改情况
        青石镇中心小学 | 黑板反光 | 已整改但还差一点
        青石镇第一小学 | 黑板反光 | 已整改，标识未更换
        青石镇第二小学 | 黑板反光 | 已整改，缺2套
        青石镇初级中学 | 黑板反光 | 除图书室外均已整改
        白杨镇中心小学 | 黑板反光 | 月底前完成整改
        白杨镇柳湾小学 | 黑板反光 | 可能已整改
        白杨镇岭上教学点 | 黑板反光 | 已销号，但还差一点
        白杨镇岭上教学点 | 扶手松动 | 已整改，未发现问题
        白杨镇岭上教学点 | 门窗破损 | 已于10月20日前完成整改
        白杨镇岭上教学点 | 灯管不亮 | 已更换，确保安全使用
    """)
    assert [status for (status,) in read.table("problems", "status")] == [*[""] * 7, *["claimed_done"] * 3]
    assert read.flags() == {f"C{row}": "unknown_status" for row in range(2, 9)}


def read_statuses(draw, told):
    """The status of each of these words below 整改情况, and the words that were flagged."""
    lines = [f"青石镇中心小学 | 第{row}处破损 | {words}" for row, words in enumerate(told, 2)]
    read = draw("学校 | 存在问题 | 整改情况\n" + "\n".join(lines))
    flags = read.flags()
    assert set(flags.values()) <= {"unknown_status"}
    statuses = dict(zip(told, (status for (status,) in read.table("problems", "status")), strict=True))
    return statuses, [words for row, words in enumerate(told, 2) if f"C{row}" in flags]


def test_a_count_of_what_is_done_is_held_against_the_count_of_all(draw):
    """Three of five is a part, as is work that goes on beside it; a plan of the work is its beginning."""
    parts = [
        "已整改3/5", "3/5已整改", "整改完成1/2", "已整改（3/5）", "共5处，已整改3处", "已整改大门，围墙正在施工",
        "已拟定整改方案", "已制定整改方案", "已上报整改方案",
    ]  # fmt: skip
    assert read_statuses(draw, parts) == (dict.fromkeys(parts, "in_progress"), [])


def test_a_done_that_leaves_something_open_beside_it_is_told(draw):
    """另, 剩, 除外, a count that nothing explains, a phrase that begins with 未, 没 or 待; counts that cannot be."""
    doubtful = [
        "已整改2处，另1处未改", "已整改2处另1处未改", "已整改两处，一处未改", "已整改4处，剩1处", "已整改，1处除外",
        "已更换3盏，另2盏待换", "已整改3处，2处", "5处已整改3处", "已安装，未通电", "已整改，没装", "已整改，待换",
        "已整改0/5", "已整改7/5", "已整改，其中2处已销号", "共2处，已整改3处", "共5处，已销号3处",
        "已完成整改方案", "整改方案已完成",
    ]  # fmt: skip
    assert read_statuses(draw, doubtful) == (dict.fromkeys(doubtful, ""), doubtful)


def test_a_count_that_leaves_nothing_open_is_done(draw):
    """All of all, what was repaired and how much of it, days, paper, and that nothing else was found."""
    done = [
        "已整改", "已全部整改到位", "已整改5/5", "完成5/5", "已整改（10月12日完成）", "已于10/12完成整改",
        "已整改（2016/10/12）", "已整改/已上报", "已更换3盏", "已整改2处，另1处已整改", "已更换3盏，维修2处",
        "已更换灯管3盏、开关2个", "已整改，更换灯管3盏", "共3处，已全部整改", "发现问题5个，已整改5个",
        "已整改（附照片2张）", "已整改，用时一个月", "已整改，没有遗留问题", "已整改，未再发现类似问题",
        "已按整改方案完成",
        "整改措施已全部落实", "已维修接待室", "另1处已改正，已整改",
    ]  # fmt: skip
    assert read_statuses(draw, done) == (dict.fromkeys(done, "claimed_done"), [])
    closed = ["已整改并通过验收", "已整改5/5，已销号"]
    assert read_statuses(draw, closed) == ({closed[0]: "claimed_done", closed[1]: "closed_verified"}, [])


def test_a_day_beside_words_that_are_not_known_makes_nothing_done(draw):
    """Alone it would say so, as in the last two rows."""
    read = draw("""
        学校 | 存在问题 | 整改情况 | 整改完成时间 | 验收结果 | 验收日期
        青石镇中心小学 | 黑板反光 | 已整改但还差一点 | 2016-10-12 | . | .
        青石镇第一小学 | 黑板反光 | 已整改 | 2016-10-12 | 再看看 | 2016-10-14
        青石镇第二小学 | 黑板反光 | 差不多 | 2016-10-12 | 验收合格 | 2016-10-14
        青石镇初级中学 | 黑板反光 | . | 2016-10-12 | . | .
        白杨镇中心小学 | 黑板反光 | . | . | . | 2016-10-14
    """)
    assert read.table("problems", "status", "claimed_on", "verified_on") == [
        ("", "", ""),
        ("claimed_done", "2016-10-12", ""),
        ("closed_verified", "2016-10-12", "2016-10-14"),
        ("", "2016-10-12", ""),
        ("", "", "2016-10-14"),
    ]
    assert read.flags() == {"C2": "unknown_status", "E3": "unknown_status", "C4": "unknown_status"}
