"""A table is exactly what is declared, or it is not written."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from analysis.tables import TABLES, check_table, join_tables, make_table, read_table, to_rows, write_table, write_whole

FINDING = {"file": "a.xlsx", "sheet": "Sheet1", "cell": "C3", "raw": "√", "school_id": "S001", "item_id": "cond.16",
           "aspect": "inspected", "verdict": "met"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_table_is_written_and_read_back_the_same(name: str, tmp_path: Path) -> None:
    write_table(tmp_path, name, make_table(name))
    found = read_table(tmp_path, name)
    check_table(name, found)
    assert list(found.columns) == list(TABLES[name].columns)
    assert len(found) == 0


def test_a_row_keeps_what_it_says_and_the_rest_is_empty(tmp_path: Path) -> None:
    write_table(tmp_path, "findings", make_table("findings", [FINDING]))
    row = read_table(tmp_path, "findings").iloc[0]
    assert (row["cell"], row["raw"], row["verdict"], row["note"], row["team"]) == ("C3", "√", "met", "", "")


def test_raw_may_be_missing_because_a_refused_place_stores_nothing(tmp_path: Path) -> None:
    cell = {"file": "a.xlsx", "sheet": "名单", "cell": "B2", "row": 2, "col": 2, "raw": None, "role": "refused"}
    write_table(tmp_path, "cells", make_table("cells", [cell]))
    assert read_table(tmp_path, "cells")["raw"].isna().tolist() == [True]


def test_rows_are_values_of_plain_python() -> None:
    cell = {"file": "a.xlsx", "cell": "B2", "row": 2, "col": 2, "raw": None, "role": "refused"}
    row, seat = to_rows(make_table("cells", [cell]))[0], to_rows(make_table("coverage", [{"due": True}]))[0]
    assert {name: row[name] for name in ("file", "cell", "row", "sheet")} == {
        "file": "a.xlsx", "cell": "B2", "row": 2, "sheet": "",
    }  # fmt: skip
    assert [type(row[name]) for name in ("file", "row", "raw")] == [str, int, float]
    assert row["raw"] != row["raw"], "what is missing is NaN, as in the frame"
    assert (seat["due"], seat["visited"]) == (True, False)
    assert to_rows(make_table("cells")) == []


def test_a_column_about_a_person_cannot_be_added() -> None:
    with pytest.raises(KeyError, match="重点人员"):
        make_table("findings", [FINDING | {"重点人员": "x"}])
    with pytest.raises(ValueError, match="columns are"):
        check_table("findings", make_table("findings", [FINDING]).assign(重点人员=""))


def test_a_word_outside_the_vocabulary_is_told_by_row_and_never_by_value() -> None:
    frame = make_table("findings", [FINDING, FINDING | {"verdict": "某某甲"}])
    with pytest.raises(ValueError, match=r"findings\.verdict.*row 1") as told:
        check_table("findings", frame)
    assert "某某甲" not in str(told.value)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    frame = make_table("findings", [FINDING, FINDING | {"cell": "C4"}])
    first = write_table(tmp_path / "one", "findings", frame).read_bytes()
    assert write_table(tmp_path / "two", "findings", frame).read_bytes() == first


def test_a_table_that_fails_its_check_leaves_the_old_one_whole(tmp_path: Path) -> None:
    before = write_table(tmp_path, "findings", make_table("findings", [FINDING])).read_bytes()
    with pytest.raises(ValueError, match="vocabulary"):
        write_table(tmp_path, "findings", make_table("findings", [FINDING | {"verdict": "?"}]))
    assert [path.name for path in tmp_path.iterdir()] == ["findings.parquet"]
    assert (tmp_path / "findings.parquet").read_bytes() == before


def test_joining_keeps_every_row_and_numbers_them_anew() -> None:
    one, two = make_table("findings", [FINDING]), make_table("findings", [FINDING | {"cell": "C9"}])
    joined = join_tables("findings", [make_table("findings"), one, two])
    assert joined["cell"].tolist() == ["C3", "C9"]
    assert joined.index.tolist() == [0, 1]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "f", b"old")
    with pytest.raises(TypeError):
        write_whole(tmp_path / "f", cast("bytes", "text"))
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
    assert (tmp_path / "f").read_bytes() == b"old"
