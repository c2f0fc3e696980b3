"""The slides of the three sample rounds: charts, texts and notes agree with the tables, counted another way."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from tests.golden.measured import measure
from tests.unit.reports.slide_reading import ReadSlide, list_faults, list_overflows, read_deck

from analysis.measures.results import RoundResults
from analysis.reports.office.slides.deck import draw_slides
from analysis.rounds.round import Round

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = {"2016-05": 6, "2016-10": 8, "2016-11": 7}
"""Slides of each round: May has nothing before it, November asked for no self-check."""


@cache
def make(root: Path, round_id: str) -> tuple[Round, RoundResults, bytes]:
    round_, results = measure(root, round_id)
    return round_, results, draw_slides(round_, results)


@pytest.fixture(scope="module")
def october(workspace: Path) -> list[ReadSlide]:
    return read_deck(make(workspace, "2016-10")[2])


@pytest.mark.parametrize("round_id", ROUNDS)
def test_slides_stand_in_every_round(workspace: Path, round_id: str) -> None:
    round_, results, deck = make(workspace, round_id)
    assert list_faults(deck) == []
    assert list_overflows(deck) == []
    assert len(read_deck(deck)) == ROUNDS[round_id]
    assert draw_slides(round_, results) == deck


@pytest.mark.parametrize("round_id", ROUNDS)
def test_numbers_with_a_code_are_those_of_the_results(workspace: Path, round_id: str) -> None:
    _, results, deck = make(workspace, round_id)
    whole = results.numbers[results.numbers["group_by"] == ""]
    shares = {row.code: (row.numerator, row.denominator) for row in whole.itertuples()}
    found = 0
    for slide in read_deck(deck):
        for code, part, of in re.findall(r"〔(\d+-\d+[a-d]?)〕 (\d+)/(\d+) ", slide.notes):
            assert (int(part), int(of)) == shares[code], code
            found += 1
    assert found >= 20


@pytest.mark.parametrize("round_id", ROUNDS)
def test_every_number_of_a_slide_is_in_its_notes(workspace: Path, round_id: str) -> None:
    for slide in read_deck(make(workspace, round_id)[2]):
        shown = "\n".join(
            shape.text for shape in slide.shapes if shape.name not in ("round", "draft", "page", "foot", "more")
        )
        missing = {
            one for one in re.findall(r"\d+(?:/\d+)?", shown) if not re.search(rf"(?<!\d){one}(?!\d)", slide.notes)
        }
        assert missing == set(), slide.title


def test_areas_are_the_conclusions_counted(workspace: Path, october: list[ReadSlide]) -> None:
    # The annex map lists every conclusion, those of items without a count too; the chart has the others.
    round_, results, _ = make(workspace, "2016-10")
    known = round_.standards.items
    counted = results.map[[known[item].counted for item in results.map["item_id"]]].groupby(["area", "state"]).size()
    for code, area in (("1-0", "safety"), ("2-0", "aid"), ("3-0", "cond"), ("4-0", "other")):
        row = october[1].rows[code]
        assert [row["达标"], row["部分达标"], row["未达标"]] == [
            counted[area][state] for state in ("met", "partial", "unmet")
        ]


def test_items_are_the_schools_that_do_not_meet_them(workspace: Path, october: list[ReadSlide]) -> None:
    round_, results, _ = make(workspace, "2016-10")
    found = results.exceptions[results.exceptions["area"] == "cond"]
    counted = found.groupby("item_id")["verdict"].value_counts()
    expected = {round_.standards.code(item): dict(own.droplevel(0)) for item, own in counted.groupby(level=0)}
    told = {
        code: {name: row[word] for name, word in (("unmet", "未达标"), ("partial", "部分达标")) if row[word]}
        for code, row in october[2].rows.items()
    }
    assert told == expected


def test_coverage_stalls_and_problems_are_their_tables(workspace: Path, october: list[ReadSlide]) -> None:
    _, results, _ = make(workspace, "2016-10")
    towns = {row.town: (row.visited, row.due - row.visited) for row in results.coverage_by_town.itertuples()}
    drawn = {code.partition("@")[2]: (row["实地查看"], row["未查"]) for code, row in october[0].rows.items()}
    assert drawn == towns
    short = results.toilets[results.toilets["state"] == "short"]
    assert sum(row["缺"] for row in october[3].rows.values()) == short["required_f"].sum() - short["stalls_f"].sum()
    old = results.problems[results.problems["old"]]
    total = october[6].rows["5-1"]
    assert total["全部"] == len(old)
    assert total["已核实销号"] == (old["state"] == "closed_verified").sum()
    assert sum(value for name, value in total.items() if "逾期" in name) == old["overdue"].sum()


def test_change_is_the_pairs_counted(workspace: Path, october: list[ReadSlide]) -> None:
    _, results, _ = make(workspace, "2016-10")
    counted = results.changes["change"].value_counts()
    total = october[5].rows["6-1"]
    assert (-total["新出现"], total["改好"]) == (counted["new"], counted["fixed"])


def test_notes_name_the_cells(october: list[ReadSlide]) -> None:
    assert re.search(r"〔3-16〕 《[^》]+》 .*[A-Z]+\d+:[A-Z]+\d+", october[3].notes)


@pytest.mark.slow
def test_libreoffice_turns_every_slide_into_a_page(workspace: Path, soffice: str, pdftotext: str) -> None:
    path = workspace / "督查情况.pptx"
    path.write_bytes(make(workspace, "2016-10")[2])
    profile = workspace / "profile"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(workspace), str(path)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    pdf = path.with_suffix(".pdf")
    read = subprocess.run([pdftotext, str(pdf), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    pages = read.split("\f")[:-1]
    assert len(pages) == 8
    assert "栎坪镇初级中学" in pages[3]
    assert "应有26，缺6" in re.sub(r"\s+", "", pages[3])
