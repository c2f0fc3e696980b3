"""A table about anything is title lines, header lines, a body and notes.

The body begins with the first line that holds numbers where the columns below hold numbers, and ends with the last one.
"""


def test_titles_header_body_and_notes(label):
    assert label("""
        Table 12. Libraries by region
        .
        [In thousands]
        Region | Libraries | Visits
        North | 120 | 3400
        South | 95 | 2810
        .
        Source: Office of Libraries, yearbook.
        A visit is counted at the door.
    """) == ["title", "empty", "title", "header", "body", "body", "empty", "note", "note"]


def test_lines_of_years_and_of_units_are_header(label):
    assert label("""
        Item | Unit | Output | .
        . | . | 2006 | 2007
        Unit indicator | . | (1,000) | (1,000)
        Wheat | tons | 512 | 498
        Rye | tons | 77 | 81
    """) == ["header", "header", "header", "body", "body"]


def test_a_line_of_one_cell_over_the_columns_is_header(label):
    assert label("""
        Table 3. Pupils
        . | . | Per school | .
        County | Schools | Mean | Most
        Ash | 4 | 120 | 300
        Elm | 7 | 98 | 210
    """) == ["title", "header", "header", "body", "body"]


def test_a_label_without_numbers_is_a_section(label):
    assert label("""
        Sex and age | 2006 | 2007
        Boys | . | .
        Under 10 | 41 | 43
        10 and over | 56 | 55
        Girls | . | .
        Under 10 | 40 | 44
        10 and over | 52 | 57
    """) == ["header", "section", "body", "body", "section", "body", "body"]


def test_a_label_that_goes_on_in_the_next_line_is_no_section(label):
    assert label("""
        Industry | Firms | Staff
        Mining | 12 | 340
        Professional, administrative, | . | .
        and support services | 31 | 505
        Retail | 88 | 912
    """) == ["header", "body", "body", "body", "body"]


def test_a_label_above_the_body_is_a_section_where_other_sections_follow(label):
    assert label("""
        Households by tenure
        .
        . | 2009 | 2010
        .
        Owned | . | .
        Outright | 10 | 11
        With a loan | 20 | 21
        Rented | . | .
        Private | 5 | 6
    """, file="tenure.csv") == [
        "title", "empty", "header", "empty", "section", "body", "body", "section", "body",
    ]  # fmt: skip


def test_a_label_alone_is_the_title_of_the_labels_where_they_have_none(label):
    assert label("""
        Table 5. Roads
        .
        . | 2009 | 2010
        County | . | .
        Ash | 10 | 11
        Elm | 20 | 21
    """) == ["title", "empty", "header", "header", "body", "body"]


def test_numbers_of_columns_under_the_titles_are_header(label):
    assert label("""
        Town | Wells | Pumps | Pipes
        1 | 2 | 3 | 4
        Ash | 7 | 9 | 31
        Elm | 6 | 2 | 17
    """) == ["header", "header", "body", "body"]
