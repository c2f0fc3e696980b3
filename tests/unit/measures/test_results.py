"""The results as a whole: declared, saved and loaded, the same every time, and the way back to the cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from analysis.errors import MissingError
from analysis.measures.explain import explain_number
from analysis.measures.frames import FRAMES, check_frame, make_frame, write_frame
from analysis.measures.results import RoundResults, load_results, measure_round
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


def lay_down(round_: Round, folder: Path) -> Round:
    """The round with its tables and their manifest in a folder, as reading it leaves them."""
    inputs = {"files": {"book.xlsx": folder.name}}
    for name in TABLES:
        write_table(folder, name, round_.tables[name])
    write_manifest(folder, inputs, TABLES)
    return replace(round_, folder=folder, inputs=inputs)


def test_results_lie_beside_the_tables_and_are_the_same_bytes(make_round: Make, tmp_path: Path) -> None:
    results = measure_round(sample(make_round))
    for folder in ("one", "two"):
        round_ = lay_down(sample(make_round), tmp_path / folder)
        for loaded in (load_results(round_), load_results(round_)):  # made, then read
            assert all(getattr(loaded, name).equals(getattr(results, name)) for name in FRAMES)
    for name in FRAMES:
        path = f"results/{name}.parquet"
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_flags_of_recorded_results_say_how_many_numbers_they_move(make_round: Make, tmp_path: Path) -> None:
    round_ = lay_down(sample(make_round), tmp_path)
    load_results(round_)
    # Items 3-3, 3-0 and 3-0a, what is due and what waits (3-0b, 3-0c), the over-claim of 3-31, and 3-31a.
    assert read_table(tmp_path, "flags")["affects"].tolist() == [7]
    assert is_current(tmp_path, round_.inputs, TABLES)


def test_what_is_current_is_read_and_not_worked_out_again(
    make_round: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = lay_down(sample(make_round), tmp_path)
    load_results(round_)
    monkeypatch.setattr("analysis.measures.results.measure_round", lambda _: pytest.fail("worked out again"))
    assert load_results(round_).number("3-3")["denominator"] == 2


@pytest.mark.parametrize("change", ["day", "earlier", "hand"])
def test_results_follow_what_they_rest_on(change: str, make_round: Make, tmp_path: Path) -> None:
    round_ = lay_down(sample(make_round), tmp_path / "now")
    load_results(round_)
    if change == "day":
        round_ = replace(round_, as_of=date(2031, 5, 6))
        assert load_results(round_).as_of == date(2031, 5, 6)
    elif change == "earlier":
        before = make_round([("S2", "cond.03", "unmet")], round_id="2019-01", day=date(2019, 1, 7))
        round_ = replace(round_, earlier=(lay_down(before, tmp_path / "before"),))
        assert load_results(round_).changes["change"].tolist() == ["fixed"]
    else:
        exceptions = tmp_path / "now/results/exceptions.parquet"
        whole = exceptions.read_bytes()
        write_frame(exceptions.parent, "exceptions", make_frame("exceptions"))
        assert len(load_results(round_).exceptions) == 1
        assert exceptions.read_bytes() == whole


def test_tables_that_another_run_has_read_anew_are_left_alone(make_round: Make, tmp_path: Path) -> None:
    round_ = lay_down(sample(make_round), tmp_path)
    write_manifest(tmp_path, {"files": {"book.xlsx": "sent again"}}, TABLES)
    assert load_results(round_).number("3-3")["denominator"] == 2
    assert not (tmp_path / "results").exists()
    assert read_table(tmp_path, "flags")["affects"].tolist() == [0]


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
    results = measure_round(round_)
    lines = explain_number(round_, results, "3-3@东镇")
    assert lines[0] == "3-3@东镇  第3条 墙面与电线，达标学校数"
    assert explain_number(round_, results, "3-3", "东镇") == lines, "a town may be written like a school"
    assert explain_number(round_, results, "第3条 东镇") == lines


@pytest.mark.parametrize("school", ["S1", "东镇小学", "东小"])
def test_conclusion_is_explained_with_all_evidence(school: str, make_round: Make) -> None:
    round_ = sample(make_round)
    lines = explain_number(round_, measure_round(round_), "cond.03", school)
    assert lines[0] == "东小 3-3 墙面与电线：未达标（依据：实地查看；一致）"
    assert lines[2] == "  实地查看  未达标  inspected.xlsx [甲] C1  “unmet”"
    assert lines[3] == "  自报  达标  self_reported.xlsx [甲] C3  “met”"
    assert lines[4].startswith("  问题：电线裸露")


def test_that_nothing_was_found_is_said_once(make_round: Make) -> None:
    round_ = sample(make_round)
    lines = explain_number(round_, measure_round(round_), "第16条", "东小")
    assert lines[0] == "东小 3-16 厕位与男女比例：未查（依据：无依据）"


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
