"""A cell that a person corrected says so wherever a number leads to it: panel, annex, school's page and `explain`.

The May sample is read with one correction more than it has: 栎坪镇第二小学's cell of item 9 held × and is to hold √.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from analysis.measures.explain import explain_number
from analysis.measures.results import RoundResults, measure_round
from analysis.reports.pages.chapters import draw_annex
from analysis.reports.pages.page import open_page
from analysis.reports.pages.panels import draw_panels
from analysis.reports.publish.schools import draw_schools
from analysis.rounds.round import Round, load_round
from analysis.tables import check_table

ROOT = Path(__file__).resolve().parents[2]
ROUND = "2016-05"
TOLD = "更正：“{was}”改为“√”，补拍照片已核（督导室，2016-05-18）"


def load(root: Path, correction: str = "") -> tuple[Round, RoundResults]:
    shutil.copytree(ROOT / "data/raw" / ROUND, root / "data/raw" / ROUND)
    shutil.copy(ROOT / "data/raw/schools.csv", root / "data/raw/schools.csv")
    if correction:
        (root / "data/raw" / ROUND / "corrections.toml").write_text(correction, encoding="utf-8")
    round_ = load_round(ROUND, root=root)
    return round_, measure_round(round_)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, RoundResults, dict[str, str], RoundResults]:
    """The round with one correction, the cell it is about, and the results without it."""
    _, before = load(tmp_path_factory.mktemp("before"))
    cells = before.cells("3-9")
    cell = {str(key): str(value) for key, value in cells[cells["part"] == "unmet"].iloc[0].to_dict().items()}
    entry = "".join(
        f'{key} = "{value}"\n'
        for key, value in {
            "file": cell["file"], "sheet": cell["sheet"], "cell": cell["cell"], "was": cell["raw"], "becomes": "√",
            "reason": "补拍照片已核", "by_role": "督导室", "on": "2016-05-18",
        }.items()
    )  # fmt: skip
    round_, results = load(tmp_path_factory.mktemp("after"), f"[[correction]]\n{entry}")
    return round_, results, cell, before


Corrected = tuple[Round, RoundResults, dict[str, str], RoundResults]


def read(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def test_the_number_moves_by_one_and_the_text_stays_as_written(corrected: Corrected) -> None:
    round_, results, cell, before = corrected
    assert results.number("3-9")["numerator"] == before.number("3-9")["numerator"] + 1
    check_table("corrections", round_.tables["corrections"])
    cells = results.cells("3-9")
    own = cells[(cells["file"] == cell["file"]) & (cells["cell"] == cell["cell"])]
    assert list(zip(own["part"], own["raw"], own["decided_by"], strict=True)) == [("met", cell["raw"], "correction")]


def test_the_panel_shows_what_it_was_and_became_who_when_and_why(corrected: Corrected) -> None:
    round_, results, cell, _ = corrected
    panels = str(draw_panels(open_page(round_, results)))
    own = re.search(r'id="p-3-9".*?(?=popover id=|$)', panels, re.S)
    assert own
    assert read(own[0]).count(TOLD.format(was=cell["raw"])) == 1
    assert f"<mark>{html.escape(cell['raw'])}</mark>" in own[0]


def test_the_annex_names_the_cell_and_lists_the_correction_once(corrected: Corrected) -> None:
    round_, results, cell, before = corrected
    annex = read(str(draw_annex(open_page(round_, results)).html))
    assert f"含更正1格：{cell['cell']}" in annex
    assert annex.count("补拍照片已核") == 1
    assert "更正的格" not in read(str(draw_annex(open_page(round_, before)).html))


def test_only_its_own_schools_page_has_it(corrected: Corrected) -> None:
    round_, results, cell, _ = corrected
    pages = draw_schools(round_, results)
    told = {name for name, page in pages.items() if "补拍照片已核" in page.decode("utf-8")}
    assert told == {f"schools/{cell['school_id']}.html"}


@pytest.mark.parametrize("school", ["", "own"])
def test_explain_prints_it_below_the_cell(corrected: Corrected, school: str) -> None:
    round_, results, cell, _ = corrected
    lines = explain_number(round_, results, "cond.09", cell["school_id"] if school else "")
    place = next(place for place, line in enumerate(lines) if f" {cell['cell']} " in f"{line} ".replace('"', " "))
    assert lines[place + 1].strip() == TOLD.format(was=cell["raw"])
