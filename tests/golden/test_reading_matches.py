"""Each sample workbook reads to exactly what was decided when it was written."""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from analysis.reading.schools import read_register
from analysis.reading.workbook import Context, read_workbook
from analysis.standards.load import load_standards

ROOT = Path(__file__).resolve().parents[2]
DAYS = {
    "2016-05": (date(2016, 5, 9), date(2016, 5, 16)),
    "2016-10": (date(2016, 10, 10), date(2016, 10, 17)),
    "2016-11": (date(2016, 11, 21), date(2016, 11, 24)),
}
WORKBOOKS = [
    (round_id, path.name)
    for round_id in DAYS
    for path in sorted((ROOT / "data/raw" / round_id).glob("*.xlsx"))
    if path.name != "plan.xlsx" and not path.name.startswith("~$")
]
BODY = {"body", "school", "finding", "measurement", "problem", "remark"}


@cache
def read(round_id: str, file: str):
    first, last = DAYS[round_id]
    context = Context(round_id=round_id, file=file, first_day=first, last_day=last)
    schools = read_register(ROOT / "data/raw/schools.csv")
    return read_workbook(ROOT / "data/raw" / round_id / file, load_standards(), schools, context)


def expect(round_id: str, file: str, table: str) -> list[dict[str, str]]:
    path = ROOT / "tests/golden/expected" / round_id / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["file"] == file]


def compare(found: list[tuple], wanted: list[tuple]) -> None:
    """Equal as bags; a difference names the first few on each side."""
    missing, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    assert {"missing": sorted(missing)[:5], "extra": sorted(extra)[:5]} == {"missing": [], "extra": []}


def pick(rows: list[dict], *columns: str) -> list[tuple]:
    return [tuple(str(row[column]) for column in columns) for row in rows]


def take_checks(rows: list[dict]) -> list[tuple]:
    numbers = [(round(float(row["stated"]), 6), round(float(row["recomputed"]), 6)) for row in rows]
    places = pick(rows, "sheet", "cell", "agrees")
    return [(*place, *pair) for place, pair in zip(places, numbers, strict=True)]


@pytest.mark.parametrize(("round_id", "file"), WORKBOOKS)
def test_findings_are_those_decided(round_id, file):
    columns = ("sheet", "cell", "school_id", "item_id", "aspect", "verdict")
    found = read(round_id, file)["findings"].to_dict("records")
    wanted = expect(round_id, file, "findings")
    compare(pick(found, *columns), pick(wanted, *columns))
    notes = {(row["sheet"], row["cell"]): row["note"] for row in found}
    assert [notes[row["sheet"], row["cell"]] for row in wanted if row["note"]] == [
        row["note"] for row in wanted if row["note"]
    ]


@pytest.mark.parametrize(("round_id", "file"), WORKBOOKS)
def test_measurements_are_those_decided(round_id, file):
    columns = ("sheet", "cell", "school_id", "measure", "aspect")
    found = read(round_id, file)["measurements"].to_dict("records")
    wanted = expect(round_id, file, "measurements")
    compare(
        [(*place, round(row["value"], 6)) for place, row in zip(pick(found, *columns), found, strict=True)],
        [(*place, round(float(row["value"]), 6)) for place, row in zip(pick(wanted, *columns), wanted, strict=True)],
    )


@pytest.mark.parametrize(("round_id", "file"), WORKBOOKS)
def test_problems_are_those_decided(round_id, file):
    columns = (
        "sheet", "row", "problem_id", "school_id", "item_id", "text", "found_on", "deadline", "claimed_on",
        "verified_on", "status",
    )  # fmt: skip
    found = read(round_id, file)["problems"].to_dict("records")
    compare(pick(found, *columns), pick(expect(round_id, file, "problems"), *columns))
    assert {row["blocked_by"] for row in found if row["status"] == "blocked"} <= {"funds"}


@pytest.mark.parametrize(("round_id", "file"), WORKBOOKS)
def test_stated_totals_and_refusals_are_those_decided(round_id, file):
    tables = read(round_id, file)
    compare(take_checks(tables["checks"].to_dict("records")), take_checks(expect(round_id, file, "checks")))
    columns = ("sheet", "column", "class")
    compare(pick(tables["refused"].to_dict("records"), *columns), pick(expect(round_id, file, "refused"), *columns))


@pytest.mark.parametrize(("round_id", "file"), WORKBOOKS)
def test_rows_are_taken_for_what_they_are(round_id, file):
    roles: dict[tuple[str, int], Counter[str]] = {}
    for row in read(round_id, file)["cells"].to_dict("records"):
        role = "body" if row["role"] in BODY else row["role"]
        roles.setdefault((row["sheet"], row["row"]), Counter())[role] += 1
    for row in expect(round_id, file, "rows"):
        place = (row["sheet"], int(row["row"]))
        if place in roles:
            assert roles[place].most_common(1)[0][0] == row["role"], place


def test_no_person_is_stored():
    for round_id, file in WORKBOOKS:
        text = " ".join(frame.to_csv() for frame in read(round_id, file).values())
        for person in ("闻人一川", "澹台小满", "公冶知秋", "990215196103040011", "12000001234", "12000007919"):
            assert person not in text, (round_id, file)
