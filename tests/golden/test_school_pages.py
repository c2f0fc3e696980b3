"""Each school's page of the sample rounds: nothing of another school, its own counts, every problem that is open.

What another school is called and what is written of it is taken from the tables; the pages are read as text.
"""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from tests.golden.measured import measure

from analysis.errors import MissingError
from analysis.measures.results import RoundResults
from analysis.reports.publish.schools import draw_schools, name_page
from analysis.rounds.round import Round
from analysis.tables import JUDGED

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = ("2016-05", "2016-10", "2016-11")
MOST = 300 * 1024
FONT = re.compile(r"base64,[A-Za-z0-9+/=]+")


@cache
def draw(root: Path, round_id: str) -> tuple[Round, RoundResults, dict[str, str]]:
    round_, results = measure(root, round_id)
    return round_, results, {name: page.decode("utf-8") for name, page in draw_schools(round_, results).items()}


def read(page: str) -> str:
    """What a page shows, with its attributes, and without style, script and fonts."""
    return html.unescape(re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>", "", page))


def names_of(frame: pd.DataFrame) -> set[str]:
    """Every name in some rows of the register."""
    return {
        name
        for column in ("name", "short_name", "aliases")
        for written in frame[column]
        for name in written.split(";")
        if len(name) > 2
    }


@pytest.mark.parametrize("round_id", ROUNDS)
def test_every_school_that_is_due_has_a_small_page(workspace: Path, round_id: str) -> None:
    _, results, pages = draw(workspace, round_id)
    assert set(pages) == {f"schools/{school}.html" for school in results.coverage["school_id"]}
    assert max(len(page.encode("utf-8")) for page in pages.values()) <= MOST


@pytest.mark.parametrize("round_id", ROUNDS)
def test_no_page_names_another_school(workspace: Path, round_id: str) -> None:
    round_, results, pages = draw(workspace, round_id)
    frame = round_.register.frame
    found = []
    for school in results.coverage["school_id"]:
        own = names_of(frame[frame["school_id"] == school])
        others = {
            name for name in names_of(frame[frame["school_id"] != school]) if not any(name in mine for mine in own)
        }
        assert len(others) >= len(frame) - 1
        text = read(pages[name_page(school, "zh")])
        assert any(mine in text for mine in own)
        found += [(school, name) for name in others if name in text and not any(name in mine for mine in own)]
    assert found == []


@pytest.mark.parametrize("round_id", ROUNDS)
def test_no_page_holds_what_is_written_of_another_school_alone(workspace: Path, round_id: str) -> None:
    round_, results, pages = draw(workspace, round_id)
    said = [
        (row["school_id"], row[column])
        for one in (*round_.earlier, round_)
        for table, column in (("remarks", "text"), ("remarks", "raw"), ("problems", "text"), ("findings", "raw"))
        for row in one.tables[table].dropna(subset=[column]).to_dict("records")
        if row["school_id"] and len(row[column]) > 3
    ]
    owners: dict[str, set[str]] = {}
    for school, text in said:
        owners.setdefault(text, set()).add(school)
    # A text that several schools share tells of none of them.
    distinct = {text: next(iter(who)) for text, who in owners.items() if len(who) == 1}
    assert len(distinct) > 30
    found = []
    for school in results.coverage["school_id"]:
        page = read(pages[name_page(school, "zh")])
        own = [text for text, owner in distinct.items() if owner == school]
        found += [
            (school, text)
            for text, owner in distinct.items()
            if owner != school and text in page and not any(text in mine for mine in own)
        ]
    rules = read(pages[name_page(results.coverage["school_id"].iloc[0], "zh")]).split('id="method"')[1]
    assert [pair for pair in found if pair[1] not in rules] == []


@pytest.mark.parametrize("round_id", ROUNDS)
def test_the_counts_are_those_of_the_conclusions(workspace: Path, round_id: str) -> None:
    round_, results, _ = draw(workspace, round_id)
    conclusions = round_.tables["conclusions"]
    settled = conclusions[
        (conclusions["entity"] == "school") & ~conclusions["standing"].isin(("in_dispute", "self_only"))
    ]
    items = round_.standards.items
    settled = settled[[items[item].counted for item in settled["item_id"]]]
    settled = settled.assign(area=[items[item].area for item in settled["item_id"]])
    assert len(results.school_counts) > 0
    for row in results.school_counts.to_dict("records"):
        own = settled[(settled["school_id"] == row["school_id"]) & (settled["area"] == row["area"])]
        assert {name: row[name] for name in JUDGED} == {name: int((own["verdict"] == name).sum()) for name in JUDGED}


def test_a_page_has_every_open_problem_with_requirement_and_deadline(workspace: Path) -> None:
    _, results, pages = draw(workspace, "2016-10")
    still = results.problems[results.problems["state"] != "closed_verified"]
    assert len(still) > 20
    for school, own in still.groupby("school_id"):
        part = read(pages[name_page(str(school), "zh")]).split('id="todo"')[1].split('id="counts"')[0]
        assert f"还要办的{len(own)}件，其中逾期{int(own['overdue'].sum())}件" in part
        assert [line for line in own["requirement"] if line not in part] == []
        assert part.count("已逾期") == int(own["overdue"].sum())


def test_a_page_shows_the_cells_of_both_rounds(workspace: Path) -> None:
    page = read(draw(workspace, "2016-10")[2]["schools/L03.html"])
    row = page.split("第16条 厕位与男女比例")[-1].split("<tr>")[0]
    assert "×（缺6）" in row
    assert "《全面改薄（一组）.xlsx》 [全面改薄] R7" in row
    assert "16/22" in row


@pytest.mark.slow
def test_the_notebook_makes_the_same_page(workspace: Path) -> None:
    from click.testing import CliRunner

    from analysis.cli.commands import cli

    expected = draw(workspace, "2016-10")[2]["schools/L07.html"]
    done = CliRunner().invoke(cli, ["report", "2016-10", "--school", "青埠镇中心小学", "--root", str(workspace)])
    assert done.exit_code == 0, done.output
    written = workspace / "outputs" / "2016-10" / "schools" / "L07.html"
    assert done.stdout.strip() == str(written)
    # The fonts alone differ: those of a round's pages are cut to the characters of all of them.
    assert FONT.sub("", written.read_text(encoding="utf-8")) == FONT.sub("", expected)


def test_an_unknown_school_is_told_with_those_alike(workspace: Path) -> None:
    from click.testing import CliRunner

    from analysis.cli.commands import cli

    done = CliRunner().invoke(cli, ["report", "2016-10", "--school", "沙河小学", "--root", str(workspace)])
    assert isinstance(done.exception, MissingError)
    assert "沙溪小学" in str(done.exception)
    assert not (workspace / "outputs" / "failed").exists()


def test_a_file_is_named_from_the_id_alone() -> None:
    assert name_page("S014", "zh") == "schools/S014.html"
    assert name_page("S014", "en") == "schools/S014.en.html"
    assert name_page("../x", "zh") == "schools/_2e_2e_2fx.html"
    long = name_page("校" * 80, "zh")
    assert len(long.encode("utf-8")) < 100
    assert long != name_page("校" * 81, "zh")
