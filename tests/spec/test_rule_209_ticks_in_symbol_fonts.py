"""A letter in Wingdings or Wingdings 2 is the sign that it shows: R is ☑, P is ✓, O is ✗ there."""


def test_letters_that_look_like_ticks(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏
        青石镇中心小学 | R {font Wingdings 2} | ü {font Wingdings} | O {font Wingdings 2}
        青石镇第一小学 | P {font Wingdings 2} | û {font Wingdings} | √
    """)
    assert read.verdicts() == {"B2": "met", "B3": "met", "C2": "met", "C3": "unmet", "D2": "unmet", "D3": "met"}
    assert read.flags() == {}


def test_where_the_font_was_lost_the_letters_still_are_what_they_were(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏
        青石镇中心小学 | R | O | P
        青石镇第一小学 | √ | × | √
    """)
    assert [read.verdicts()[cell] for cell in ("B2", "C2", "D2")] == ["met", "unmet", "met"]


def test_letters_in_tick_columns(draw):
    read = draw("""
        学校 | 黑板 | <
        ^ | 好 | 差
        青石镇中心小学 | ü {font Wingdings} | .
        青石镇第一小学 | . | P {font Wingdings 2}
    """)
    assert read.verdicts() == {"B3": "met", "C4": "unmet"}
    assert read.flags() == {}
