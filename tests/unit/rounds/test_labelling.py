"""`ducha rows`: a line of JSON for each sheet; a file that cannot be read costs only itself."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from analysis import cli
from analysis.errors import MissingError
from analysis.rounds.labelling import label_files


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("Table 1\n\nTown,Wells\nAsh,4\nElm,6\nTotal,10\n", encoding="utf-8")
    return path


def test_the_rows_of_a_text_file_are_its_records(table, standards, tmp_path):
    assert label_files([table], standards, tmp_path / "out" / "rows.jsonl") == ()
    (line,) = (tmp_path / "out" / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "file": "表.csv",
        "sheet": "",
        "rows": ["title", "empty", "header", "body", "body", "subtotal"],
    }


def test_a_sheet_of_inspections_has_the_roles_that_the_reader_gives_it(standards, tmp_path):
    book = openpyxl.Workbook()
    for row in (["学校督查表"], ["学校", "黑板"], ["青石小学", "√"], ["填表人：", "审核人："]):
        book.active.append(row)
    book.create_sheet("其他").append(["说明"])
    book.save(tmp_path / "督查.xlsx")
    label_files([tmp_path / "督查.xlsx"], standards, tmp_path / "rows.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["sheet"] for line in lines] == ["Sheet", "其他"]
    assert lines[0]["rows"] == ["title", "header", "body", "signature"]


def test_a_refused_file_costs_only_itself(table, tmp_path):
    (tmp_path / "空.xlsx").write_bytes(b"")
    done = CliRunner().invoke(
        cli.cli, ["rows", str(tmp_path / "空.xlsx"), str(table), "--out", str(tmp_path / "rows.jsonl")],
        standalone_mode=False,
    )  # fmt: skip
    assert done.return_value == 4
    assert "空.xlsx: 文件是空的。" in done.stderr
    assert len((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_file_that_is_not_there_is_told_before_anything_is_read(standards, tmp_path):
    with pytest.raises(MissingError):
        label_files([tmp_path / "没有.csv"], standards, tmp_path / "rows.jsonl")
    assert not (tmp_path / "rows.jsonl").exists()
