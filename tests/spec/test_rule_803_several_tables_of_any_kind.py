"""Titles that come again after records begin another table, with its own caption, header, body and notes."""


def test_each_table_has_its_caption_and_notes(label):
    assert label("""
        Table A
        Kind | 2001 | 2002
        Oak | 1 | 2
        Elm | 3 | 4
        Source: Forest office
        .
        Table B
        Kind | 2001 | 2002
        Oak | 5 | 6
        Elm | 7 | 8
        Source: Forest office
    """) == [
        "title", "header", "body", "body", "note", "empty", "title", "header", "body", "body", "note",
    ]  # fmt: skip


def test_a_header_in_the_midst_of_a_body(label):
    assert label("""
        Sex of victim | Total | Men | Women
        Men | 9 | 6 | 3
        Women | 4 | 3 | 1
        Age of victim | Total | Men | Women
        Under 18 | 5 | 4 | 1
        18 and over | 8 | 5 | 3
    """) == ["header", "body", "body", "header", "body", "body"]


def test_labels_with_their_values_above_a_table_are_titles(label):
    assert label(
        """
        Operator | lab 2
        Temperature | 25
        .
        Time | Voltage | Current
        s | V | A
        0 | 1.2 | 3.4
        0.1 | 1.3 | 3.5
        0.2 | 1.3 | 3.6
    """,
        file="readings.csv",
    ) == ["title", "title", "empty", "header", "header", "body", "body", "body"]
