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
