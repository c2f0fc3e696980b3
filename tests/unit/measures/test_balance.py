"""差异系数: weighted by enrolment, primary and junior schools apart, never for a few schools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan, sqrt
from pathlib import Path

import pytest

from analysis.errors import StandardsError
from analysis.measures.balance import measure_spread
from analysis.measures.results import RoundResults, measure_round
from analysis.reading.schools import COLUMNS, SchoolRegister
from analysis.rounds.round import Round
from analysis.standards.load import SHIPPED, load_standards

Make = Callable[..., Round]
PUPILS, BOOKS = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
"""The worked example of the ministry's notes."""


def measure(make_round: Make, schools: Sequence[tuple[str, float | None, float | None]], **more: str) -> RoundResults:
    """A round of invented schools: kind, pupils, books."""
    names = [f"B{place}" for place in range(1, len(schools) + 1)]
    numbers = [
        (name, measure, value)
        for name, (_, pupils, books) in zip(names, schools, strict=True)
        for measure, value in (("pupils", pupils), ("books", books))
        if value is not None
    ]
    round_ = make_round(measurements=numbers, coverage=[(name, "cond", True, True, "") for name in names], **more)
    rows = [
        {
            **dict.fromkeys(COLUMNS, ""),
            "school_id": name,
            "name": name,
            "short_name": name,
            "town": "东镇",
            "kind": kind,
        }
        for name, (kind, *_) in zip(names, schools, strict=True)
    ]
    object.__setattr__(round_, "register", SchoolRegister(tuple(rows)))
    return measure_round(round_)


def primary(pupils: Sequence[float] = PUPILS, books: Sequence[float] = BOOKS) -> list[tuple[str, float, float]]:
    return [("primary", p, b) for p, b in zip(pupils, books, strict=True)]


def line(results: RoundResults, stage: str = "primary") -> dict[str, object]:
    found = results.balance[results.balance["stage"] == stage]
    return found.iloc[0].to_dict()


def test_the_worked_example() -> None:
    found = measure_spread(PUPILS, BOOKS)
    assert (round(found.average, 3), round(found.spread, 3), round(found.cv, 3)) == (6.334, 3.264, 0.515)


def test_it_is_weighted_by_enrolment() -> None:
    each = [books / pupils for books, pupils in zip(BOOKS, PUPILS, strict=True)]
    mean = sum(each) / 5
    squares = sum((one - mean) ** 2 for one in each)
    unweighted = [sqrt(squares / size) / mean for size in (5, 4)]
    # DOMAIN: the two unweighted ways give 0.489 and 0.546, and are wrong.
    assert [round(one, 3) for one in unweighted] == [0.489, 0.546]
    assert round(measure_spread(PUPILS, BOOKS).cv, 3) not in (0.489, 0.546)


def test_schools_that_have_the_same_for_each_pupil_do_not_differ() -> None:
    assert measure_spread((10, 20, 70), (30, 60, 210)).cv == 0


def test_a_round_prints_it_with_its_cells_and_limits(make_round: Make) -> None:
    results = measure(make_round, primary())
    row, number = line(results), results.number("8-27a")
    assert (row["schools"], row["limit"], row["basic_limit"], row["within"]) == (5, 0.50, 0.65, "no")
    assert round(number["mean"], 3) == 0.515
    assert number["mean"] == pytest.approx(number["numerator"] / number["denominator"])
    assert isnan(number["percent"])
    cells = results.cells("8-27a").groupby("part")["raw"].agg(list).to_dict()
    assert cells == {"counted": [str(one) for one in BOOKS], "rest": [str(one) for one in PUPILS]}


def test_primary_and_junior_schools_apart_and_nine_year_schools_in_neither(make_round: Make) -> None:
    junior = [("junior", 100, 500), ("junior", 100, 500), ("junior", 200, 1000)]
    results = measure(make_round, [*primary(), *junior, ("nine_year", 900, 1)])
    assert line(results)["cv"] == pytest.approx(measure_spread(PUPILS, BOOKS).cv)
    assert line(results, "junior")["cv"] == 0
    assert (line(results)["left_out"], line(results, "junior")["left_out"]) == (1, 1)
    assert line(results, "junior")["limit"] == 0.45
    assert results.number("8-27b")["not_applicable"] == 1


def test_small_teaching_points_are_left_out(make_round: Make) -> None:
    results = measure(make_round, [*primary(), ("teaching_point", 49, 0), ("teaching_point", 50, 300)])
    row = line(results)
    assert (row["schools"], row["left_out"]) == (6, 1)
    assert row["cv"] == pytest.approx(measure_spread((*PUPILS, 50), (*BOOKS, 300)).cv)


def test_never_for_fewer_than_three_schools(make_round: Make) -> None:
    results = measure(make_round, primary(PUPILS[:2], BOOKS[:2]))
    assert isnan(line(results)["cv"])
    assert "8-27a" not in set(results.numbers["code"])


def test_what_is_missing_or_disputed_is_counted_beside_it(make_round: Make) -> None:
    schools = [*primary(), ("primary", 80, None), ("primary", None, 80), ("primary", 0, 80)]
    row = line(measure(make_round, schools))
    assert (row["schools"], row["blank"], row["disputed"]) == (5, 3, 0)


def test_only_a_full_round_has_all_schools(make_round: Make) -> None:
    assert measure(make_round, primary(), kind="revisit").balance.empty


def test_a_school_of_few_pupils_is_left_out_and_its_number_not_shown(make_round: Make) -> None:
    results = measure(make_round, [*primary(), ("primary", 7, 20)])
    # With the others' pupils known, the average of all would give the seven back.
    assert line(results)["cv"] == pytest.approx(measure_spread(PUPILS, BOOKS).cv)
    assert results.number("8-27a")["not_applicable"] == 1
    shown = results.cells("8-27a")
    assert "7" not in set(shown["raw"])


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        pytest.param("measures.toml", 'balance = "8-27"', 'balance = "8-3"', "差异系数的编号应是8-25至8-39", id="code"),
        pytest.param("measures.toml", 'balance = "8-27"', 'balance = "8-25"', "measure books balance", id="code twice"),
        pytest.param("measures.toml", 'id = "boarders"\n', 'id = "boarders"\nbalance = "8-39"\n',
                     "数人的、只列全区合计的，不能算差异系数", id="people"),
        pytest.param("decision.toml", "junior = 0.45\n", "junior = 0\n", "都要大于0", id="a limit of nothing"),
        pytest.param("decision.toml", "junior = 0.45\n", "", "[balance] 的各项要写全", id="a limit missing"),
    ],
)  # fmt: skip
def test_rules_are_proved_when_they_are_loaded(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    text = (SHIPPED / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StandardsError) as refused:
        load_standards(tmp_path)
    assert told in str(refused.value)


def test_an_older_decision_file_has_the_shipped_limits(tmp_path: Path) -> None:
    head, _, rest = (SHIPPED / "decision.toml").read_text(encoding="utf-8").partition("[balance]")
    (tmp_path / "decision.toml").write_text(head + rest[rest.index("[text]") :], encoding="utf-8")
    assert load_standards(tmp_path).decision.balance == load_standards().decision.balance
