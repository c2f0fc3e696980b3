"""round.toml and where rounds lie: what is taken, and what a mistake is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import CorrectionsError, MissingError
from analysis.rounds.settings import Settings, read_settings
from analysis.rounds.workspace import Workspace, find_workspace
from analysis.standards.model import Standards


def rewrite(workspace: Workspace, text: str) -> None:
    (workspace.raw / "2020-03" / "round.toml").write_text(text, encoding="utf-8")


BASE = "first_day = 2020-03-02\nlast_day = 2020-03-06\n"


def test_defaults(workspace: Workspace, standards: Standards) -> None:
    assert read_settings(workspace, "2020-03", standards) == Settings(
        id="2020-03", name="三月督查", kind="full", first_day=date(2020, 3, 2), last_day=date(2020, 3, 6),
        as_of=date(2020, 3, 6), areas=("safety", "aid", "cond", "other"), sample=False, pins=(),
    )  # fmt: skip


def test_areas_keep_the_order_of_the_standard(workspace: Workspace, standards: Standards) -> None:
    rewrite(workspace, BASE + 'as_of = "2020-03-10"\nareas = ["cond", "safety"]\nsample = true\n')
    settings = read_settings(workspace, "2020-03", standards)
    assert (settings.areas, settings.as_of, settings.sample) == (("safety", "cond"), date(2020, 3, 10), True)
    assert settings.name == "2020-03"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("frist_day = 2020-03-01", "first_day", id="a key that is near a known one"),
        pytest.param('kind = "fulll"', "full", id="a kind that is near a known one"),
        pytest.param('areas = ["conds"]', "cond", id="an area that is near a known one"),
        pytest.param('id = "2020-04"', "2020-04", id="another id than the folder's"),
        pytest.param('as_of = "tomorrow"', "tomorrow", id="a date that is none"),
    ],
)
def test_mistake_is_named(line: str, told: str, workspace: Workspace, standards: Standards) -> None:
    rewrite(workspace, BASE + line + "\n")
    with pytest.raises(CorrectionsError) as caught:
        read_settings(workspace, "2020-03", standards)
    assert told in str(caught.value)
    assert "2020-03/round.toml" in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_date_on_which_nothing_had_been_looked_at(workspace: Workspace, standards: Standards) -> None:
    rewrite(workspace, "first_day = 2020-03-02\nlast_day = 2020-03-06\nas_of = 2020-03-01\n")
    with pytest.raises(CorrectionsError) as caught:
        read_settings(workspace, "2020-03", standards)
    assert caught.value.what == "as_of（2020-03-01）早于 first_day（2020-03-02）：那一天这一轮还没有查。"
    rewrite(workspace, "first_day = 2020-03-02\nlast_day = 2020-03-06\nas_of = 2020-03-02\n")
    assert read_settings(workspace, "2020-03", standards).as_of == date(2020, 3, 2)


def test_last_day_before_the_first(workspace: Workspace, standards: Standards) -> None:
    rewrite(workspace, "first_day = 2020-03-02\nlast_day = 2020-03-01\n")
    with pytest.raises(CorrectionsError) as caught:
        read_settings(workspace, "2020-03", standards)
    assert caught.value.what == "last_day（2020-03-01）早于 first_day（2020-03-02）。"
    assert caught.value.do


def test_a_day_that_is_missing_or_none(workspace: Workspace, standards: Standards) -> None:
    for text, told in (("last_day = 2020-03-01\n", "缺少“first_day”"), ('first_day = "soon"\n', "soon")):
        rewrite(workspace, text)
        with pytest.raises(CorrectionsError, match=told) as caught:
            read_settings(workspace, "2020-03", standards)
        assert "2016-10-12" in caught.value.do


def test_missing_round_lists_the_known_ones(workspace: Workspace, standards: Standards) -> None:
    with pytest.raises(MissingError) as caught:
        read_settings(workspace, "2020-04", standards)
    assert caught.value.exit_code == 3
    assert "2020-04" in str(caught.value)
    assert "2020-03" in caught.value.seen


def test_workspace_is_found_from_below(workspace: Workspace, standards: Standards) -> None:
    assert find_workspace(workspace.raw / "2020-03", standards=standards).root == workspace.root.resolve()
    assert workspace.rounds() == ("2020-03",)


def test_no_workspace_is_told(tmp_path: Path, standards: Standards) -> None:
    with pytest.raises(MissingError) as caught:
        find_workspace(tmp_path, standards=standards)
    assert "--root" in caught.value.do
    with pytest.raises(MissingError):
        find_workspace(tmp_path, tmp_path / "nowhere", standards=standards)


def test_missing_register_is_told(workspace: Workspace, standards: Standards) -> None:
    (workspace.raw / "schools.csv").unlink()
    with pytest.raises(MissingError, match=r"schools\.csv"):
        workspace.register_path(standards)


def test_control_characters_reach_no_product(workspace: Workspace, standards: Standards) -> None:
    rewrite(workspace, BASE + 'name = "三月\\u000b督查\\u0001"\noffice = "教育局\\u0001"\nnumber = "1\\u00012"\n')
    settings = read_settings(workspace, "2020-03", standards)
    assert (settings.name, settings.office, settings.number) == ("三月 督查", "教育局", "12")
