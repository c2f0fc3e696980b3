"""The development cases beside the project, by their own scorer: the first six read without an error."""

import json
import subprocess
import sys
import tomllib

import pytest

from analysis.reading.workbook import context_of_month
from analysis.rounds.loose import read_loose


@pytest.fixture(scope="module")
def scores(shared, standards, tmp_path_factory):
    """Scores of every case, as score_cases.py gives them."""
    out = tmp_path_factory.mktemp("cases")
    cases = shared / "cases"
    for folder in sorted(path for path in cases.iterdir() if path.is_dir()):
        settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
        files = [folder / name for name in settings["files"]]
        read_loose(files, cases / "schools.csv", standards, round_id=settings["round_id"], out=out / folder.name)
    command = [sys.executable, str(shared / "tools/score_cases.py"), str(cases), str(out), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def figures(score: dict) -> dict[str, float | None]:
    return {name: score[name]["f1"] for name in ("findings", "measurements", "problems", "checks")}


@pytest.mark.shared
def test_the_clean_cases_are_read_without_an_error(scores):
    clean = [case for case in scores["cases"] if case["id"] < "07"]
    assert len(clean) == 6
    for case in clean:
        assert all(value in (None, 1.0) for value in figures(case).values()), case["id"]
        assert case["row_roles"]["accuracy"] == 1.0, case["id"]


@pytest.mark.shared
def test_the_messy_cases_stay_above_their_bars(scores):
    overall = scores["overall"]
    assert overall["findings"]["f1"] >= 0.97
    assert overall["measurements"]["f1"] >= 0.97
    assert overall["problems"]["f1"] >= 0.95
    assert overall["checks"]["f1"] >= 0.95
    assert overall["row_roles"]["accuracy"] >= 0.98
    assert overall["refused"]["recall"] == 1.0
    assert overall["silent_errors"]["count"] <= 0.003 * overall["silent_errors"]["judged"]


def test_the_month_of_a_round_gives_its_days():
    context = context_of_month("2016-02", "a.xlsx")
    assert (context.first_day.isoformat(), context.last_day.isoformat()) == ("2016-02-01", "2016-02-29")
