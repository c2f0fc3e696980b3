"""One-hot tick columns: the ticked column is the verdict; two ticks are unreadable, none is blank."""


def test_ticks(draw):
    read = draw("""
        学校 | 围墙围栏 | < | <
        ^ | 合格 | 基本合格 | 不合格
        青石镇中心小学 | √ | . | .
        青石镇第一小学 | . | √ | .
        白杨镇柳湾小学 | √ | . | √
        白杨镇中心小学 | . | × | .
    """)
    assert read.findings() == [
        ("B3", "S01", "cond.09", "met"),
        ("C4", "S02", "cond.09", "partial"),
        ("B5", "S06", "cond.09", "unreadable"),
        ("B6", "S05", "cond.09", "blank"),
    ]
    assert read.flags() == {"B5": "two_ticks"}


def test_any_word_for_a_verdict_may_head_a_tick_column_beside_a_grade(draw):
    read = draw("""
        学校 | 围墙围栏 | < | < | 备注
        ^ | 健全 | 需完善 | 不合格 | ^
        青石镇中心小学 | √ | . | . | .
        青石镇第一小学 | . | √ | . | .
        白杨镇柳湾小学 | . | . | √ | .
    """)
    assert read.findings() == [
        ("B3", "S01", "cond.09", "met"),
        ("C4", "S02", "cond.09", "partial"),
        ("D5", "S06", "cond.09", "unmet"),
    ]
    assert read.flags() == {}


def test_words_for_a_state_without_a_grade_may_be_what_is_counted(draw):
    read = draw("""
        学校 | 课桌 | <
        ^ | 完整 | 破损
        青石镇中心小学 | 200 | 3
        青石镇第一小学 | 150 | 0
    """)
    assert read.findings() == []
