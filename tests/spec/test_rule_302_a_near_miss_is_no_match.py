"""A name that is only near a school's, or fits several, belongs to no school: a flag tells what it may be."""


def test_a_slip_of_the_pen_is_told_with_the_name_near_it(draw):
    read = draw("""
        学校 | 黑板
        柳弯小学 | √
        青石镇中心小学 | √
    """)
    assert read.findings() == [("B2", "", "cond.06", "met"), ("B3", "S01", "cond.06", "met")]
    assert read.flags() == {"A2": "unknown_school"}
    assert "S06" in read.table("flags", "message")[0][0]


def test_a_name_that_fits_two_towns_is_given_to_neither(draw):
    read = draw("""
        学校 | 黑板
        中心小学 | √
    """)
    assert read.findings() == [("B2", "", "cond.06", "met")]
    assert read.flags() == {"A2": "ambiguous_school"}


def test_a_town_beside_the_name_that_is_not_its_own_is_told(draw):
    read = draw("""
        乡镇 | 学校 | 黑板
        白杨镇 | 青石镇第一小学 | √
        青石镇 | 第一小学 | √
    """)
    assert [school for _, school, _, _ in read.findings()] == ["", "S02"]
    assert read.flags() == {"B2": "town_disagrees"}
