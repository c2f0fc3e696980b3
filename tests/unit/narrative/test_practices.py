"""主要做法: what inspectors wrote under 亮点 or 做法 stands in the circular by school and in the report in counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.measures.results import measure_round
from analysis.narrative.document import write_document, write_text
from analysis.narrative.story import tell_story
from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

REGISTER = """school_id,name,town,kind,boarding,open
S1,东镇小学,东镇,primary,no,yes
S2,石桥小学,东镇,primary,no,yes
S3,西镇小学,西镇,primary,no,yes
"""
BUILDINGS = [
    ["全面改薄督查表"],
    ["学校", "墙面与电线", "采光照明", "主要亮点"],
    ["东镇小学", "达标", "不达标", "每月检查线路并公示。"],
    ["石桥小学", "达标", "达标", "灯具由专人维护"],
    ["西镇小学", "不达标", "达标", None],
]
PETITIONS = [
    ["安全稳定及信访督查表"],
    ["学校", "信访工作领导小组", "矛盾纠纷排查处置机制", "主要亮点"],
    ["东镇小学", "达标", "达标", "化解一起多年积案"],
]


@pytest.fixture
def texts(tmp_path: Path, standards: Standards) -> dict[str, str]:
    """The text of each kind of a round with three schools and two sheets that tell what was done well."""
    folder = tmp_path / "data/raw/2020-03"
    folder.mkdir(parents=True)
    (folder / "round.toml").write_text(
        'name = "督查"\nkind = "full"\nfirst_day = 2020-03-20\nlast_day = 2020-03-20\n', encoding="utf-8"
    )
    (folder.parent / "schools.csv").write_text(REGISTER, encoding="utf-8")
    for name, rows in (("改薄", BUILDINGS), ("信访", PETITIONS)):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(folder / f"{name}.xlsx")
    round_ = read_round(Workspace(tmp_path), "2020-03", standards)
    story = tell_story(round_, measure_round(round_))
    return {kind: write_text(story, write_document(story, kind)) for kind in ("report", "circular")}


def test_the_circular_names_the_school_with_what_it_did_well(texts: dict[str, str]) -> None:
    assert "主要做法与成效" in texts["circular"]
    assert "东镇小学：每月检查线路并公示；石桥小学：灯具由专人维护。" in texts["circular"]


def test_the_report_counts_the_schools_and_names_none(texts: dict[str, str]) -> None:
    line = next(line for line in texts["report"].splitlines() if "主要做法与成效" in line)
    assert line.endswith("实地查看中记有做法的2/3所：每月检查线路并公示；灯具由专人维护。")
    assert "小学" not in line


def test_what_was_written_beside_petitions_stays_out(texts: dict[str, str]) -> None:
    assert "积案" not in "".join(texts.values())
