"""A letter in Wingdings or Wingdings 2 is the sign that it shows: R is ☑, P is ✓, O is ✗ there."""


def test_letters_that_look_like_ticks(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏
        青石镇中心小学 | R {font Wingdings 2} | ü {font Wingdings} | O {font Wingdings 2}
        青石镇第一小学 | P {font Wingdings 2} | û {font Wingdings} | √
    """)
    assert read.verdicts() == {"B2": "met", "B3": "met", "C2": "met", "C3": "unmet", "D2": "unmet", "D3": "met"}
    assert read.flags() == {}


def test_where_the_font_was_lost_other_cells_of_the_column_prove_the_letters(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏 | 护栏
        青石镇中心小学 | R | O | P | ü
        青石镇第一小学 | √ | √ | O | ü
    """)
    assert [read.verdicts()[f"{column}2"] for column in "BCDE"] == ["met", "unmet", "met", "met"]
    assert read.verdicts()["D3"] == "unmet"
    assert read.flags() == {}


def test_a_letter_that_nothing_proves_is_shown_to_a_person(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙围栏 | 护栏
        青石镇中心小学 | O | O | O | P
        青石镇第一小学 | O | × | √ | R
        青石镇第二小学 | O | O | × | P
    """)
    assert [read.verdicts()[cell] for cell in ("B2", "B3", "B4")] == ["unreadable"] * 3
    assert [read.verdicts()[cell] for cell in ("C2", "C3", "D2", "D3")] == ["unreadable", "unmet", "unreadable", "met"]
    assert [read.verdicts()[cell] for cell in ("E2", "E3", "E4")] == ["unreadable"] * 3
    assert read.flags()["B2"] == "unknown_word"


def test_a_note_says_what_a_letter_is(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | O
        青石镇第一小学 | ×
        注：O表示达标，×表示不达标。 | <
    """)
    assert read.verdicts() == {"B2": "met", "B3": "unmet"}


def test_letters_in_tick_columns(draw):
    read = draw("""
        学校 | 黑板 | <
        ^ | 好 | 差
        青石镇中心小学 | ü {font Wingdings} | .
        青石镇第一小学 | . | P {font Wingdings 2}
    """)
    assert read.verdicts() == {"B3": "met", "C4": "unmet"}
    assert read.flags() == {}
