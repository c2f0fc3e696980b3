"""Totals are recomputed from the body rows they cover; a disagreement is a flag naming both numbers."""


def test_down_the_columns(draw):
    read = draw("""
        学校 | 在校生数 | 黑板
        青石镇中心小学 | 500 | √
        青石镇第一小学 | 300 | ×
        小计 | 800 | 1
        白杨镇中心小学 | 320 | √
        小计 | 321 | 1
        合计 | 1120 | 2
    """)
    assert read.table("checks", "cell", "stated", "recomputed", "agrees") == [
        ("B4", 800.0, 800.0, "yes"),
        ("C4", 1.0, 1.0, "yes"),
        ("B6", 321.0, 320.0, "no"),
        ("C6", 1.0, 1.0, "yes"),
        ("B7", 1120.0, 1120.0, "yes"),
        ("C7", 2.0, 2.0, "yes"),
    ]
    assert read.flags() == {"B6": "check_disagrees"}


def test_across_the_rows(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏 | 达标项数
        青石镇中心小学 | √ | √ | × | 2
        青石镇第一小学 | √ | × | × | 3
    """)
    assert read.table("checks", "cell", "recomputed", "agrees") == [("E2", 2.0, "yes"), ("E3", 1.0, "no")]


def test_a_summary_is_checked_against_the_sheets_it_sums(draw):
    read = draw("""
        # 明细
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | √
        白杨镇中心小学 | √ | ×
        # 汇总
        底线要求 | 达标学校（所） | 未达标学校（所）
        黑板 | 2 | 0
        楼梯 | 2 | 1
    """)
    assert read.table("checks", "sheet", "cell", "recomputed", "agrees") == [
        ("汇总", "B2", 2.0, "yes"),
        ("汇总", "C2", 0.0, "yes"),
        ("汇总", "B3", 1.0, "no"),
        ("汇总", "C3", 1.0, "yes"),
    ]
    assert {sheet for (sheet,) in read.table("findings", "sheet")} == {"明细"}


def test_count_words_are_known_by_their_parts(draw):
    """符合学校数, 不合格数: a verdict and a word for counting; 符合率 is their share and no total."""
    read = draw("""
        学校 | 在校生数 | 黑板 | 楼梯
        青石镇中心小学 | 500 | 符合 | 符合
        青石镇第一小学 | 300 | 不符合 | 基本符合
        符合学校数 | . | 1 | 1
        基本符合（所） | . | 0 | 1
        不符合学校数 | . | 2 | 0
        符合率 | . | 50% | 50%
    """)
    assert read.table("checks", "cell", "recomputed", "agrees") == [
        ("C4", 1.0, "yes"),
        ("D4", 1.0, "yes"),
        ("C5", 0.0, "yes"),
        ("D5", 1.0, "yes"),
        ("C6", 1.0, "no"),
        ("D6", 0.0, "yes"),
    ]
    assert read.roles() == ["header", "body", "body", "subtotal", "subtotal", "subtotal", "statistic"]


def test_a_count_of_verdicts_adds_no_numbers(draw):
    """Items down, schools across: 达到项数 counts the items that are met, not the pupils above them."""
    read = draw("""
        督查项目 | 青石镇中心小学 | 白杨镇中心小学
        在校生数 | 500 | 320
        黑板 | √ | √
        楼梯 | √ | ×
        达到项数 | 2 | 2
    """)
    assert read.table("checks", "cell", "recomputed", "agrees") == [("B5", 2.0, "yes"), ("C5", 1.0, "no")]


def test_a_summary_of_counts_under_other_words(draw):
    read = draw("""
        # 明细
        学校 | 黑板 | 楼梯
        青石镇中心小学 | 符合 | 符合
        白杨镇中心小学 | 符合 | 不符合
        # 分项
        督查项目 | 符合（所） | 不符合（所）
        黑板 | 2 | 0
        楼梯 | 1 | 2
    """)
    assert read.table("checks", "sheet", "cell", "recomputed", "agrees") == [
        ("分项", "B2", 2.0, "yes"),
        ("分项", "C2", 0.0, "yes"),
        ("分项", "B3", 1.0, "yes"),
        ("分项", "C3", 1.0, "no"),
    ]
    assert {sheet for (sheet,) in read.table("findings", "sheet")} == {"明细"}


def test_shares_are_never_added_up(draw):
    read = draw("""
        学校 | 应发金额 | 实发金额 | 发放率
        青石镇中心小学 | 1000 | 900 | 0.9
        白杨镇中心小学 | 1000 | 700 | 0.7
        合计 | 2000 | 1600 | 0.8
    """)
    assert read.table("checks", "cell", "agrees") == [("B4", "yes"), ("C4", "yes")]
    assert read.flags() == {}


def test_a_total_of_0_over_blanks(draw):
    read = draw("""
        学校 | 在校生数 | 寄宿生数
        青石镇中心小学 | 500 | .
        青石镇第一小学 | 300 | .
        小计 | 800 | 0
        白杨镇中心小学 | 320 | 40
        合计 | 1120 | 40
    """)
    assert ("C4", 0.0, "yes") in read.table("checks", "cell", "recomputed", "agrees")


def test_a_running_total_below_the_last_page(draw):
    read = draw("""
        学校 | 在校生数
        青石镇中心小学 | 500
        本页合计 | 500
        学校 | 在校生数
        白杨镇中心小学 | 320
        本页合计 | 320
        累计 | 820
    """)
    assert read.table("checks", "cell", "recomputed") == [("B3", 500.0), ("B6", 320.0), ("B7", 820.0)]


def test_totals_that_come_first(draw):
    """合计 over all, 小计 over the rows below it: where the first has no row above it, all of them come first."""
    read = draw("""
        学校 | 在校生数
        合计 | 1120
        青石镇小计 | 800
        青石镇中心小学 | 500
        青石镇第一小学 | 300
        白杨镇小计 | 320
        白杨镇中心小学 | 320
    """)
    assert read.table("checks", "cell", "recomputed") == [("B2", 1120.0), ("B3", 800.0), ("B6", 320.0)]


def test_a_small_total_of_persons_is_not_told(draw):
    """Under ten persons the flag says where the total stands, not what it is."""
    read = draw("""
        学校 | 应资助人数 | 实际资助人数
        青石镇中心小学 | 2 | 12
        白杨镇中心小学 | 4 | 11
        合计 | 7 | 24
    """)
    messages = {row[0]: row[1] for row in read.table("flags", "cell", "message")}
    assert set(messages) == {"B4", "C4"}
    assert "7" not in messages["B4"]
    assert "[c]" in messages["B4"]
    assert "24" in messages["C4"]


def test_a_summary_of_several_rounds_names_the_sheet_of_each(draw):
    read = draw("""
        # 2016年4月
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | √
        白杨镇中心小学 | √ | ×
        # 2016年10月
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ | ×
        白杨镇中心小学 | √ | ×
        # 两次对比
        学校 | 2016年4月达标项数 | 2016年10月达标项数
        青石镇中心小学 | 2 | 1
        白杨镇中心小学 | 1 | 2
        合计 | 3 | 2
    """)
    assert read.table("checks", "cell", "recomputed", "agrees") == [
        ("B2", 2.0, "yes"),
        ("C2", 1.0, "yes"),
        ("B3", 1.0, "yes"),
        ("C3", 1.0, "no"),
        ("B4", 3.0, "yes"),
        ("C4", 2.0, "yes"),
    ]


def test_places_in_an_order_are_not_added_up(draw):
    read = draw("""
        二级指标 | 标准分 | 青石镇中心小学 | 青石镇第一小学 | 青石镇第二小学
        黑板 | 10 | 9 | 8 | 10
        楼梯 | 10 | 9.5 | 9 | 7
        总分 | . | 18.5 | 17 | 17
        名次 | . | 1 | 2 | 2
    """)
    assert read.table("checks", "cell", "agrees") == [("C4", "yes"), ("D4", "yes"), ("E4", "yes")]


def test_a_summary_of_an_inspection_does_not_count_the_revisit(draw):
    read = draw("""
        # 督查与复查
        乡镇 | 学校 | 黑板 | < | 楼梯 | <
        ^ | ^ | 督查结果 | 复查结果 | 督查结果 | 复查结果
        青石镇 | 中心小学 | 达标 | 未复查 | 不达标 | 达标
        ^ | 第一小学 | 不达标 | 达标 | 达标 | 未复查
        # 分乡镇
        分乡镇督查结果统计（督查） | < | < | <
        乡镇 | 督查学校数 | 达标项次 | 不达标项次
        青石镇 | 2 | 2 | 2
        合计 | 2 | 2 | 3
    """)
    assert read.table("checks", "cell", "recomputed", "agrees") == [
        ("B3", 2.0, "yes"), ("C3", 2.0, "yes"), ("D3", 2.0, "yes"), ("B4", 2.0, "yes"), ("C4", 2.0, "yes"),
        ("D4", 2.0, "no"),
    ]  # fmt: skip


def test_a_total_with_rows_on_both_sides_may_add_up_those_above_alone(draw):
    """Rows added later stand below the total; one that fits neither those above, nor below, nor all, is told."""
    read = draw("""
        学校 | 在校生数 | 课桌数 | 黑板
        青石镇中心小学 | 500 | 500 | √
        青石镇第一小学 | 300 | 310 | ×
        合计 | 800 | 1230 | 1
        白杨镇中心小学 | 320 | 320 | √
        白杨镇柳湾小学 | 100 | 99 | √
    """)
    assert read.table("checks", "cell", "stated", "recomputed", "agrees") == [
        ("B4", 800.0, 800.0, "yes"),
        ("C4", 1230.0, 1229.0, "no"),
        ("D4", 1.0, 1.0, "yes"),
    ]
    assert read.flags() == {"C4": "check_disagrees"}


def test_a_total_column_covers_its_group_of_schools(draw):
    read = draw("""
        项目类别 | 核查指标 | 青石镇 | < | < | 白杨镇 | < | < | 总计
        ^ | ^ | 中心小学 | 第一小学 | 小计 | 中心小学 | 柳湾小学 | 小计 | ^
        基本情况 | 班级数（个） | 4 | 9 | 13 | 7 | 2 | 9 | 22
        核查结论 | 黑板 | 合格 | 不合格 | . | 合格 | 合格 | . | .
    """)
    assert read.table("checks", "cell", "agrees") == [("E3", "yes"), ("H3", "yes"), ("I3", "yes")]
    assert [row[1] for row in read.findings()] == ["S01", "S02", "S05", "S06"]


def test_a_ranking_is_checked_against_the_score_sheets(draw):
    read = draw("""
        # 排名
        名次 | 学校名称 | 学校自评总分 | 督查总分
        1 | 青石镇中心小学 | 19 | 18
        2 | 青石镇第一小学 | 18 | 17
        # 中心小学
        被评学校：青石镇中心小学 | < | < | <
        评分项目 | 分值 | 学校自评分 | 督查得分
        黑板 | 10 | 9 | 9
        楼梯 | 10 | 10 | 9
    """)
    assert read.table("checks", "sheet", "cell", "agrees") == [("排名", "C2", "yes"), ("排名", "D2", "yes")]
