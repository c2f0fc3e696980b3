"""A header that says itself again to the right heads two tables; a section named after a school gives its rows."""


def test_a_form_goes_on_to_the_right(draw):
    read = draw("""
        学校：青石镇第一小学 | < | < | <
        检查项目 | 结果 | 检查项目 | 结果
        黑板 | √ | 楼梯 | ×
        围墙 | √ | 采光照明 | √
    """)
    assert sorted(read.findings()) == [
        ("B3", "S02", "cond.06", "met"), ("B4", "S02", "cond.09", "met"), ("D3", "S02", "cond.02", "unmet"),
        ("D4", "S02", "cond.04", "met"),
    ]  # fmt: skip


def test_a_section_names_the_school_of_its_rows(draw):
    read = draw("""
        检查内容 | 检查结果 | 备注
        青石镇第一小学 | < | <
        黑板 | √ | .
        青石镇第二小学 | < | <
        黑板 | × | .
    """)
    assert read.findings() == [("B3", "S02", "cond.06", "met"), ("B5", "S03", "cond.06", "unmet")]


def test_codes_explained_in_a_row_at_the_foot(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇第一小学 | 1 | 2
        青石镇第二小学 | 3 | 1
        1=达标 | 2=基本达标 | 3=不达标
    """)
    assert read.verdicts() == {"B2": "met", "C2": "partial", "B3": "unmet", "C3": "met"}
    assert read.roles() == ["header", "body", "body", "note"]


def test_cards_under_each_other_ask_for_the_same_above_their_tables(draw):
    """Labels and values above a later card stand where they stood above the first one; each card has its school."""
    read = draw("""
        学校常规工作督查卡 | < | < | <
        单位名称 | 青石镇第一小学 | 学生总数 | 466
        督查项目 | 督查结果 | 主要问题 | .
        黑板 | 合格 | . | .
        学校常规工作督查卡 | < | < | <
        单位名称 | 青石镇第二小学 | 学生总数 | 520
        督查项目 | 督查结果 | 主要问题 | .
        黑板 | 不合格 | 黑板破损 | .
        学校常规工作督查卡 | < | < | <
        单位名称 | 青石镇中心小学 | 学生总数 | .
        督查项目 | 督查结果 | 主要问题 | .
        黑板 | 合格 | . | .
    """)
    assert sorted(read.findings()) == [
        ("B12", "S01", "cond.06", "met"), ("B4", "S02", "cond.06", "met"), ("B8", "S03", "cond.06", "unmet"),
    ]  # fmt: skip
    assert read.numbers() == [("D2", "S02", "pupils", 466.0), ("D6", "S03", "pupils", 520.0)]
