"""The sample is what its script decided: written again it is the same, byte for byte."""

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = ("2016-05", "2016-10", "2016-11")


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([sys.executable, "-m", "tests.golden.sample", "--into", str(folder)], cwd=ROOT, check=True)
    return folder


def read_parts(path: Path) -> dict[str, bytes]:
    """A file's bytes, or those of a workbook's parts with their times: what packs them may differ between systems."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {f"{info.filename} {info.date_time}": archive.read(info) for info in archive.infolist()}


def read_rows(round_id: str, table: str) -> list[dict[str, str]]:
    with (ROOT / "tests/golden/expected" / round_id / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def headline(round_id: str) -> dict[str, float]:
    return {row["figure"]: float(row["value"]) for row in read_rows(round_id, "headline")}


@pytest.mark.parametrize("folder", ["data/raw", "tests/golden/expected"])
def test_writing_the_sample_again_gives_the_committed_files(again, folder):
    written = {path.relative_to(again) for path in (again / folder).rglob("*") if path.is_file()}
    assert written
    for path in sorted(written):
        assert read_parts(again / path) == read_parts(ROOT / path), path


def test_the_district_is_what_was_asked_for():
    with (ROOT / "data/raw/schools.csv").open(encoding="utf-8", newline="") as stream:
        schools = list(csv.DictReader(stream))
    kinds = [school["kind"] for school in schools]
    assert len(schools) == 24
    assert len({school["town"] for school in schools}) == 5
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "primary": 14, "junior": 3, "nine_year": 2, "teaching_point": 5,
    }  # fmt: skip
    assert [school["name"] for school in schools if "红旗小学" in school["aliases"]] == ["砚湖镇望湖小学"]


@pytest.mark.parametrize(("round_id", "workbooks"), [("2016-05", 6), ("2016-10", 10), ("2016-11", 3)])
def test_each_round_has_its_workbooks(round_id, workbooks):
    folder = ROOT / "data/raw" / round_id
    assert sum(path.suffix == ".xlsx" and path.name != "plan.xlsx" for path in folder.iterdir()) == workbooks
    assert "sample = true" in (folder / "round.toml").read_text(encoding="utf-8")


def test_october_holds_what_a_report_is_about():
    figures = headline("2016-10")
    assert (figures["due"], figures["visited"]) == (24, 22)
    assert (figures["item16_met"], figures["item16_judged"]) == (16, 22)
    assert (figures["stalls_f_short"], figures["schools_short"]) == (21, 5)
    assert (figures["overdue"], figures["blocked"], figures["reopened"]) == (12, 5, 2)
    assert (figures["fixed"], figures["new"], figures["relapsed"], figures["failing"]) == (36, 24, 2, 16)
    assert figures["comparable"] == figures["kept"] + figures["fixed"] + figures["new"] + figures["failing"]
    assert figures["in_dispute"] == 4
    assert 0.05 <= figures["cond_over_claims"] / figures["cond_self_met_seen"] <= 0.07


def test_a_verification_overrules_the_first_visit():
    place = ("L12", "cond.16")
    cells = [row for row in read_rows("2016-10", "findings") if (row["school_id"], row["item_id"]) == place]
    seen = {(row["aspect"], row["verdict"], row["note"]) for row in cells}
    assert ("inspected", "met", "女厕不足") in seen
    assert ("verified", "unmet", "") in seen
    decided = next(row for row in read_rows("2016-10", "conclusions") if (row["school_id"], row["item_id"]) == place)
    assert (decided["verdict"], decided["decided_by"]) == ("unmet", "verified")


def test_one_stated_total_of_october_is_wrong_and_the_sum_that_rests_on_it():
    wrong = [row for row in read_rows("2016-10", "checks") if row["agrees"] == "no"]
    assert [(row["file"], float(row["stated"]) - float(row["recomputed"])) for row in wrong] == [
        ("附件3-办学条件清点表.xlsx", 10.0), ("附件3-办学条件清点表.xlsx", 10.0),
    ]  # fmt: skip


def test_persons_are_in_a_refused_sheet_and_two_refused_columns():
    assert [(row["sheet"], row["column"], row["class"]) for row in read_rows("2016-10", "refused")] == [
        ("重点人员台账", "*", "whole_sheet"), ("扶贫资助", "C", "person_name"), ("扶贫资助", "D", "contact"),
    ]  # fmt: skip
