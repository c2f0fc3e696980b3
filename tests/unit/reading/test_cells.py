"""Cells exactly as found: values, merges, errors, formulas without a value, hidden parts, text files."""

import datetime as dt

import openpyxl
import pytest

from analysis.reading.cells import address, read_cells, show_value
from analysis.reading.preflight import sniff


def read(path):
    return read_cells(path, sniff(path))


def test_addresses():
    assert [address(0, 0), address(16, 5), address(0, 26), address(9, 701)] == ["A1", "F17", "AA1", "ZZ10"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(567.0, "567"), (0.95, "0.95"), ("√ ", "√ "), (True, "TRUE"), (dt.date(2016, 10, 11), "2016-10-11"),
     (dt.datetime(2016, 10, 11), "2016-10-11"), (dt.time(1, 3), "01:03:00")],
)  # fmt: skip
def test_values_are_shown_as_a_person_sees_them(value, text):
    assert show_value(value) == text


def test_addresses_stay_where_the_sheet_starts_late(tmp_path):
    book = openpyxl.Workbook()
    book.active["C5"] = "学校"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read(tmp_path / "a.xlsx")
    assert (len(sheet.rows), sheet.width, sheet.rows[4][2]) == (5, 3, "学校")


def test_what_the_fast_reader_loses_is_kept(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "学校"
    sheet["B2"] = "=1/0"
    sheet.merge_cells("A3:C3")
    sheet["A3"] = "合计"
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C1"] = "R"
    sheet["C1"].font = openpyxl.styles.Font(name="Wingdings 2")
    book.create_sheet("名单").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    first, second = read(tmp_path / "a.xlsx")
    assert first.spans == ((2, 0, 2, 2),)
    assert first.formulas == {(1, 1)}
    assert (first.hidden_rows, first.hidden_columns) == ({0}, {1})
    assert first.fonts == {(0, 2): "Wingdings 2"}
    assert second.hidden == "very_hidden"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_every_encoding(tmp_path, encoding):
    (tmp_path / "a.csv").write_text('学校,"黑\n板"\n\n青石小学,√\n', encoding=encoding)
    (sheet,) = read(tmp_path / "a.csv")
    assert sheet.rows == [["学校", "黑\n板"], ["", ""], ["青石小学", "√"]]


def test_tabs_separate_too(tmp_path):
    (tmp_path / "a.tsv").write_text("学校\t黑板\n青石小学\t√\n", encoding="utf-8")
    assert read(tmp_path / "a.tsv")[0].rows[1] == ["青石小学", "√"]
