"""A title is read by its parts: who looked, what is asked beside an item's words, and which column holds problems."""


def test_a_word_left_over_beside_an_item_asks_something_else(draw):
    read = draw("""
        学校 | 黑板报 | 厕所卫生 | 课桌椅高度 | 党建工作领导小组 | 黑板情况
        青石镇中心小学 | √ | √ | √ | √ | √
    """)
    assert [row[2] for row in read.findings()] == ["", "", "", "", "cond.06"]


def test_a_form_tells_who_looked_by_parts_of_its_titles(draw):
    read = draw("""
        学校：青石镇中心小学
        序号 | 检查内容 | 学校自查情况 | 督查情况
        1 | 黑板完好 | √ | ×
    """)
    assert read.aspects() == {"C3": "self_reported", "D3": "inspected"}


def test_an_items_own_title_may_tell_that_the_school_answers(draw):
    read = draw("""
        学校 | 5、经学校自查，校园内是否存在D级危房？ | 6、教室黑板是否完好？
        青石镇中心小学 | 否 | 是
    """)
    assert read.aspects() == {"B2": "self_reported", "C2": "inspected"}
    assert read.verdicts() == {"B2": "met", "C2": "met"}


def test_a_title_made_of_words_for_problems_heads_them(draw):
    read = draw("""
        学校 | 主要隐患描述 | 整改截止日期
        青石镇中心小学 | 黑板反光 | 2016-11-30
    """)
    assert read.table("problems", "cell", "school_id", "deadline") == [("B2", "S01", "2016-11-30")]


def test_a_ledger_row_may_carry_a_verdict_too(draw):
    read = draw("""
        学校 | 检查要点 | 检查结果 | 存在问题 | 整改时限
        青石镇中心小学 | 黑板 | 不合格 | 黑板反光 | 2016-11-30
        青石镇第一小学 | 黑板 | 合格 | 无 | .
    """)
    assert read.findings() == [("C2", "S01", "cond.06", "unmet"), ("C3", "S02", "cond.06", "met")]
    assert read.table("problems", "cell") == [("D2",)]


def test_a_mark_with_a_question_mark_or_a_status_is_no_verdict(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √？ | 已整改
        青石镇第一小学 | √（部分教室） | √
    """)
    assert read.verdicts() == {"B2": "unreadable", "C2": "unreadable", "B3": "met", "C3": "met"}
    assert read.flags() == {"B2": "unreadable_word", "C2": "unknown_word", "B3": "reservation"}


def test_other_words_for_counting_are_no_other_measure(draw):
    """总数, 现有, 数量 around a known title, or 合计 and 实际值 below it, ask for the same number."""
    read = draw("""
        学校 | 在校学生总数 | 课桌数量 | 教学班数（个） | < | 多媒体教室（间） | <
        ^ | ^ | ^ | 班数 | 其中：66人及以上 | 实际值 | 是否达标
        青石镇中心小学 | 500 | 510 | 12 | 1 | 3 | 达标
    """)
    assert read.numbers() == [
        ("B3", "S01", "pupils", 500.0),
        ("C3", "S01", "desks", 510.0),
        ("D3", "S01", "classes", 12.0),
        ("E3", "S01", "classes_66plus", 1.0),
        ("F3", "S01", "multimedia_rooms", 3.0),
    ]
    assert read.findings() == [("G3", "S01", "cond.11", "met")]
