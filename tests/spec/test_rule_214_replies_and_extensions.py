"""A deadline put off (延期至) and a school's reply (申辩) are read in a ledger, or on a sheet of their own."""

REPLIES = ("cell", "school_id", "item_id", "received_on", "grounds", "decision", "by_role", "decided_on")


def test_a_ledger_with_an_extension_and_a_reply(draw):
    read = draw("""
        台账号 | 学校 | 问题 | 期限 | 延期至 | 延期理由 | 申辩日期 | 申辩理由 | 申辩决定 | 申辩决定部门 | 申辩决定日期
        A-1 | 青石镇中心小学 | 女厕蹲位不足 | 11月30日 | 2017-03-31 | 待资金 | . | . | . | . | .
        A-2 | 青石镇第一小学 | 黑板反光 | 11月30日 | . | . | 10月20日 | 窗帘未拉 | 申辩不成立 | 督导室 | 10月25日
        A-3 | 白杨镇中心小学 | 灭火器过期 | 11月30日 | . | . | 10月21日 | 已换新 | . | . | .
    """)
    assert read.table("extensions", "cell", "problem_id", "school_id", "item_id", "extended_to", "reason") == [
        ("E2", "A-1", "S01", "cond.16", "2017-03-31", "待资金")
    ]
    assert read.table("replies", "problem_id", *REPLIES) == [
        ("A-2", "H3", "S02", "cond.06", "2016-10-20", "窗帘未拉", "rejected", "督导室", "2016-10-25"),
        ("A-3", "H4", "S05", "safety.33", "2016-10-21", "已换新", "", "", ""),
    ]
    assert read.table("problems", "problem_id", "deadline") == [
        ("A-1", "2016-11-30"), ("A-2", "2016-11-30"), ("A-3", "2016-11-30"),
    ]  # fmt: skip
    assert read.flags() == {}


def test_time_that_is_asked_for_is_not_granted_and_no_objection_is_no_reply(draw):
    read = draw("""
        问题编号 | 学校 | 存在问题 | 整改期限 | 申请延期至 | 延期理由 | 有无异议 | 申辩理由
        A-1 | 青石镇中心小学 | 女厕蹲位不足 | 2016-11-30 | 2017-03-31 | 待资金 | 无异议 | .
        A-2 | 青石镇第一小学 | 黑板反光 | 2016-11-30 | . | . | 有异议 | 窗帘未拉
        A-3 | 白杨镇中心小学 | 灭火器过期 | 2016-11-30 | . | . | 有异议 | .
    """)
    assert read.table("extensions", "cell", "problem_id", "extended_to", "asked_to", "reason") == [
        ("E2", "A-1", "", "2017-03-31", "待资金")
    ]
    assert read.table("replies", "cell", "problem_id", "grounds", "decision") == [
        ("H3", "A-2", "窗帘未拉", ""), ("G4", "A-3", "", ""),
    ]  # fmt: skip
    assert read.flags() == {}


def test_words_that_do_not_say_whether_the_school_objects_make_no_reply(draw):
    """A decision beside them shows that there was one; a blank with grounds beside it is one as well."""
    read = draw("""
        问题编号 | 学校 | 存在问题 | 有无异议 | 申辩理由 | 申辩决定
        A-1 | 青石镇中心小学 | 女厕蹲位不足 | 不清楚 | . | .
        A-2 | 青石镇第一小学 | 黑板反光 | 也许 | 窗帘未拉 | .
        A-3 | 白杨镇中心小学 | 灭火器过期 | 有异议（见附件） | . | .
        A-4 | 白杨镇柳湾小学 | 黑板反光 | 无意见 | . | .
        A-5 | 白杨镇岭上教学点 | 黑板反光 | / | 已换新 | .
        A-6 | 青石镇第二小学 | 黑板反光 | 再议 | 已换新 | 申辩不成立
        A-7 | 青石镇初级中学 | 黑板反光 | / | . | .
    """)
    assert read.table("replies", "problem_id", "grounds", "decision") == [
        ("A-3", "", ""), ("A-5", "已换新", ""), ("A-6", "已换新", "rejected"),
    ]  # fmt: skip
    assert read.flags() == {"D2": "unknown_objection", "D3": "unknown_objection"}


def test_a_sheet_of_replies_holds_no_finding(draw):
    read = draw("""
        学校申辩情况表 | < | < | < | < | < | <
        学校 | 对应条款 | 督查结果 | 申辩日期 | 申辩理由 | 申辩决定 | 申辩决定部门 | 申辩决定日期
        青石镇中心小学 | 第6条 | 未达标 | 2016-10-20 | 黑板已于8月更换 | 申辩成立 | 督导室 | 2016-10-25
    """)
    assert read.table("replies", *REPLIES) == [
        ("E3", "S01", "cond.06", "2016-10-20", "黑板已于8月更换", "upheld", "督导室", "2016-10-25")
    ]
    assert read.findings() == [], "what it quotes is no second finding"
    assert read.flags() == {}


def test_an_unknown_decision_is_none_and_a_day_that_does_not_exist_is_told(draw):
    read = draw("""
        学校 | 对应条款 | 申辩日期 | 申辩理由 | 申辩决定 | 申辩决定部门 | 申辩决定日期
        青石镇中心小学 | 第6条 | 2016-10-20 | 黑板已更换 | 再看看 | 督导室 | 2016-11-31
    """)
    assert read.table("replies", "decision", "decided_on") == [("", "")]
    assert read.flags() == {"E2": "unknown_decision", "G2": "unreadable_date"}


def test_a_name_is_taken_out_of_the_grounds_and_of_who_decided(draw):
    read = draw("""
        学校 | 对应条款 | 申辩日期 | 申辩理由 | 申辩决定 | 申辩决定部门 | 申辩决定日期
        青石镇中心小学 | 第6条 | 2016-10-20 | 联系人：欧阳明月，黑板已更换 | 申辩不成立 | 欧阳明月 | 2016-10-25
    """)
    assert read.table("replies", "grounds", "by_role") == [("联系人：〔…〕，黑板已更换", "")]
    assert read.flags() == {"F2": "reply_role_is_name"}
    assert not any("欧阳明月" in str(cell) for cell in read.table("cells", "raw"))
