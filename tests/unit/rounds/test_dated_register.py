"""A school that is renamed, moves, merges or pauses: each round sees the register of its own days."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.measures.results import RoundResults, measure_round
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

HEAD = "school_id,name,town,kind,valid_from,valid_to,successor\n"
BEFORE = """S1,青石镇中心小学,青石镇,primary,,,
S2,石桥小学,青石镇,primary,,,
S3,白杨镇中心小学,白杨镇,primary,,,
S4,白杨镇河口教学点,白杨镇,teaching_point,,,
S5,柳湾小学,白杨镇,primary,,,
"""
"""The register in May."""
AFTER = """S1,青石镇中心小学,青石镇,primary,,2016-08,
S1,青石镇实验小学,青石镇,primary,2016-09,,
S2,石桥小学,青石镇,primary,,2016-08,
S2,石桥小学,白杨镇,primary,2016-09,,
S3,白杨镇中心小学,白杨镇,primary,,,
S4,白杨镇河口教学点,白杨镇,teaching_point,,2016-08,S3
S5,柳湾小学,白杨镇,primary,,2016-08,
S5,柳湾小学,白杨镇,primary,2017-02,,
S6,岭上小学,岭上镇,primary,2016-09,,
"""
"""The register in October: S1 renamed, S2 moved, S4 merged into S3, S5 closed for a term, S6 in a town of its own."""
MAY = "学校,黑板,楼梯\n青石镇中心小学,√,×\n石桥小学,√,√\n白杨镇中心小学,√,√\n河口教学点,×,√\n柳湾小学,√,√\n"
OCTOBER = "学校,黑板,楼梯\n青石镇中心小学,√,√\n石桥小学,√,×\n白杨镇中心小学,√,√\n岭上小学,√,√\n"
DAYS = {"2016-05": ("2016-05-09", "2016-05-13", MAY), "2016-10": ("2016-10-10", "2016-10-14", OCTOBER)}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    raw = tmp_path / "data" / "raw"
    for round_id, (first, last, text) in DAYS.items():
        (raw / round_id).mkdir(parents=True)
        (raw / round_id / "round.toml").write_text(
            f'id = "{round_id}"\nname = "督查"\nkind = "full"\nareas = ["cond"]\nfirst_day = {first}\n'
            f"last_day = {last}\n",
            encoding="utf-8",
        )
        (raw / round_id / "检查表.csv").write_text(text, encoding="utf-8")
    return Workspace(tmp_path)


def read(workspace: Workspace, round_id: str, rows: str, standards: Standards) -> Round:
    (workspace.raw / "schools.csv").write_text(HEAD + rows, encoding="utf-8")
    return read_round(workspace, round_id, standards)


def towns(results: RoundResults) -> list[tuple[str, int, int]]:
    """(town, due, visited)."""
    return list(results.coverage_by_town[["town", "due", "visited"]].itertuples(index=False, name=None))


def test_towns_and_names_are_those_of_each_round(workspace: Workspace, standards: Standards) -> None:
    october = read(workspace, "2016-10", AFTER, standards)
    (may,) = october.earlier
    assert towns(measure_round(may)) == [("青石镇", 2, 2), ("白杨镇", 3, 3)]
    assert towns(measure_round(october)) == [("青石镇", 1, 1), ("白杨镇", 2, 2), ("岭上镇", 1, 1)]
    coverage = measure_round(october).coverage
    assert dict(zip(coverage["school_id"], coverage["name"], strict=True)) == {
        "S1": "青石镇实验小学", "S2": "石桥小学", "S3": "白杨镇中心小学", "S6": "岭上小学",
    }, "neither what was merged nor what is closed for a term is due"  # fmt: skip


def test_a_name_after_its_end_is_read_and_noted(workspace: Workspace, standards: Standards) -> None:
    october = read(workspace, "2016-10", AFTER, standards)
    flags = october.tables["flags"]
    flags = flags[flags["file"] == "检查表.csv"]
    assert flags[["cell", "severity", "code"]].to_numpy().tolist() == [["A2", "note", "name_ended"]]
    assert "青石镇实验小学" in flags["message"].iloc[0]
    assert not october.earlier[0].tables["flags"]["code"].isin(["name_ended", "name_not_begun"]).any()


def test_change_goes_by_school_whatever_its_name_and_town(workspace: Workspace, standards: Standards) -> None:
    changes = measure_round(read(workspace, "2016-10", AFTER, standards)).changes
    assert changes[["school_id", "item_id", "change"]].to_numpy().tolist() == [
        ["S1", "cond.02", "fixed"], ["S2", "cond.02", "new"], ["S3", "cond.02", "kept"],
        ["S1", "cond.06", "kept"], ["S2", "cond.06", "kept"], ["S3", "cond.06", "kept"],
    ]  # fmt: skip


def test_an_open_round_keeps_names_and_towns_when_later_rows_are_added(
    workspace: Workspace, standards: Standards
) -> None:
    before = measure_round(read(workspace, "2016-05", BEFORE, standards))
    after = measure_round(read(workspace, "2016-05", AFTER, standards))
    for name in ("coverage", "coverage_by_town", "numbers", "exceptions", "map", "number_cells"):
        assert getattr(after, name).equals(getattr(before, name)), name
    # Overwritten in place, the same round would tell another town.
    moved = BEFORE.replace("S2,石桥小学,青石镇", "S2,石桥小学,白杨镇")
    assert towns(measure_round(read(workspace, "2016-05", moved, standards))) != towns(before)
