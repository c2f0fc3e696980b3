"""The results as a whole: declared, saved and loaded, the same every time, and the way back to the cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from analysis.errors import MissingError
from analysis.measures.explain import explain_number
from analysis.measures.frames import FRAMES, check_frame, make_frame
from analysis.measures.results import RoundResults, load_results, measure_round, record_results, save_results
from analysis.rounds.manifest import is_current, write_manifest
from analysis.rounds.round import Round
from analysis.tables import TABLES, make_table, read_table, write_table

Make = Callable[..., Round]
CONCLUSIONS = (
    ("S1", "cond.03", "unmet"), ("S2", "cond.03", "met"), ("S3", "cond.03", "not_inspected"),
    ("S2", "aid.04", "met", "computed", "agreed"),
)  # fmt: skip
FINDINGS = (("S1", "cond.03", "inspected", "unmet"), ("S2", "cond.03", "inspected", "met"),
            ("S1", "cond.03", "self_reported", "met"))  # fmt: skip
NUMBERS = (("S2", "registered", 7), ("S2", "eligible", 8))


def sample(make_round: Make) -> Round:
    flags = make_table(
        "flags", [{"file": "inspected.xlsx", "sheet": "甲", "cell": "C1", "severity": "note", "code": "x"}]
    )
    problem = {"problem_id": "P", "school_id": "S1", "item_id": "cond.03", "text": "电线裸露", "status": "open"}
    return make_round(CONCLUSIONS, FINDINGS, NUMBERS, [problem], flags=flags)


def test_every_frame_is_declared_also_when_empty(make_round: Make) -> None:
    assert {part.name for part in fields(RoundResults)} == set(FRAMES)
    for round_ in (sample(make_round), make_round(coverage=())):
        results = measure_round(round_)
        for name in FRAMES:
            check_frame(name, getattr(results, name))


def test_free_column_is_refused() -> None:
    with pytest.raises(KeyError, match="person"):
        make_frame("problems", [{"person": "x"}])


def test_saved_and_loaded_and_the_same_bytes(make_round: Make, tmp_path: Path) -> None:
    round_ = sample(make_round)
    for folder in ("one", "two"):
        save_results(tmp_path / folder, measure_round(round_))
    loaded, results = load_results(tmp_path / "one"), measure_round(round_)
    for name in FRAMES:
        assert getattr(loaded, name).equals(getattr(results, name))
        path = f"results/{name}.parquet"
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_recorded_flags_say_how_many_numbers_they_move(make_round: Make, tmp_path: Path) -> None:
    round_ = replace(sample(make_round), folder=tmp_path)
    for name in TABLES:
        write_table(tmp_path, name, round_.tables[name])
    write_manifest(tmp_path, {"files": {}}, TABLES)
    record_results(round_, measure_round(round_))
    # Items 3-3, 3-0 and 3-0a, and the over-claim of 3-31.
    assert read_table(tmp_path, "flags")["affects"].tolist() == [4]
    assert is_current(tmp_path, {"files": {}}, TABLES)


def test_unknown_number_is_a_key_error(make_round: Make) -> None:
    results = measure_round(sample(make_round))
    with pytest.raises(KeyError, match="9-9"):
        results.number("9-9")


@pytest.mark.parametrize("what", ["3-3", "cond.03", "第3条", "墙面与电线"])
def test_number_is_explained_down_to_its_cells(what: str, make_round: Make) -> None:
    round_ = sample(make_round)
    lines = explain_number(round_, measure_round(round_), what)
    assert lines[0] == "3-3  第3条 墙面与电线，达标学校数"
    assert lines[1] == "1 ÷ 2"
    assert lines[2:4] == ["达标1，部分达标0，未达标1", "未计入：未查1"]
    assert lines[5] == "  东小  墙面与电线  未达标  inspected.xlsx [甲] C1  “unmet”"
    assert lines[-1] == "  石桥点  墙面与电线  未查  没有格  “”"


def test_part_of_a_number_is_explained(make_round: Make) -> None:
    round_ = sample(make_round)
    assert explain_number(round_, measure_round(round_), "3-3@东镇")[0] == "3-3@东镇  第3条 墙面与电线，达标学校数"


@pytest.mark.parametrize("school", ["S1", "东镇小学", "东小"])
def test_conclusion_is_explained_with_all_evidence(school: str, make_round: Make) -> None:
    round_ = sample(make_round)
    lines = explain_number(round_, measure_round(round_), "cond.03", school)
    assert lines[0] == "东小 3-3 墙面与电线：未达标（依据：实地查看；一致）"
    assert lines[2] == "  实地查看  未达标  inspected.xlsx [甲] C1  “unmet”"
    assert lines[3] == "  自报  达标  self_reported.xlsx [甲] C3  “met”"
    assert lines[4].startswith("  问题：电线裸露")


def test_small_counts_of_persons_are_not_explained_away(make_round: Make) -> None:
    round_ = sample(make_round)
    results = measure_round(round_)
    text = "\n".join([*explain_number(round_, results, "2-44"), *explain_number(round_, results, "aid.04", "S2")])
    assert "7" not in text.replace("D7", "")
    assert "8" not in text
    assert "保密不列" in text


@pytest.mark.parametrize(
    ("what", "school", "near"),
    [
        pytest.param("3-33", "", "3-3", id="a code"),
        pytest.param("3-3@南镇", "", "3-3@东镇", id="a town"),
        pytest.param("墙面与电缆", "", "墙面与电线", id="a title"),
        pytest.param("cond.03", "东镇小学校园", "东", id="a school"),
    ],
)
def test_unknown_is_told_with_what_is_near(what: str, school: str, near: str, make_round: Make) -> None:
    round_ = sample(make_round)
    with pytest.raises(MissingError) as caught:
        explain_number(round_, measure_round(round_), what, school)
    assert caught.value.exit_code == 3
    assert near in caught.value.do
