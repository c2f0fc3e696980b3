"""A line is a subtotal where its label says total, or its place and its numbers do; a mean at the foot is a statistic.

The numbers say so where they are the sums of the lines directly under it, or directly above it.
"""


def test_a_label_that_says_total(label):
    assert label("""
        Kind | Shops | Staff
        Total | 30 | 81
        Bakers | 18 | 44
        Butchers | 12 | 36
        Grocers, total | 9 | 27
    """) == ["header", "subtotal", "body", "body", "subtotal"]


def test_the_name_of_a_whole_is_a_total_only_where_its_parts_follow(label):
    assert label("""
        Country | Cars | Bicycles
        United States | 300 | 100
        Maine | 100 | 40
        Ohio | 200 | 60
    """) == ["header", "subtotal", "body", "body"]
    assert label("""
        Country | Cars | Bicycles
        Norway | 32 | 61
        Peru | 18 | 7
        United States | 300 | 100
    """) == ["header", "body", "body", "body"]


def test_a_line_after_an_empty_one_that_sums_up_its_block(label):
    assert label("""
        Vehicle | 2006 | 2007
        Cars | 50 | 57
        Private | 40 | 45
        Hired | 10 | 12
        .
        Buses | 30 | 33
        Private | 21 | 22
        Public | 9 | 11
    """) == ["header", "body", "body", "body", "empty", "subtotal", "body", "body"]


def test_all_lines_of_a_total_are_computed_where_each_record_has_several(label):
    assert label("""
        Area | Figure | Thefts | Fires
        TOTAL | Number | 90 | 30
        . | Rate | 4.5 | 1.5
        North | Number | 60 | 10
        . | Rate | 6.0 | 1.0
        South | Number | 30 | 20
        . | Rate | 3.0 | 2.0
    """) == ["header", "subtotal", "subtotal", "body", "body", "body", "body"]


def test_a_mean_at_the_foot_is_a_statistic(label):
    assert label("""
        Town | Wells | Pumps
        Ash | 4 | 2
        Elm | 6 | 4
        Average | 5 | 3
    """) == ["header", "body", "body", "statistic"]


def test_numbers_without_a_label_that_sum_up_the_lines_above(label):
    assert label("""
        Item | Plan | Spent
        Paint | 10 | 12
        Wood | 31 | 29
        . | 41 | 41
    """) == ["header", "body", "body", "subtotal"]


def test_the_parts_of_a_total_that_are_sums_themselves(label):
    assert label("""
        Area | Farms | Barns
        Total | 70 | 100
        North | 30 | 40
        Ash | 10 | 15
        Elm | 20 | 25
        South | 40 | 60
        Fir | 25 | 25
        Yew | 15 | 35
    """) == ["header", "subtotal", "subtotal", "body", "body", "subtotal", "body", "body"]


def test_a_total_that_is_estimated_is_no_sum_of_lines(label):
    assert label("""
        Area | Reporting | Robbery | Arson
        Ash | counted | 3 | 9
        Elm | counted | 5 | 2
        Estimated total | . | 11 | 12
    """) == ["header", "body", "body", "body"]


def test_a_total_of_one_part(label):
    assert label("""
        Desk | January | February
        Gas east | 10 | 25
        Gas west | 30 | 10
        Total gas | 40 | 35
        Power | 5 | 6
        Total power | 5 | 6
    """) == ["header", "body", "body", "subtotal", "body", "subtotal"]
