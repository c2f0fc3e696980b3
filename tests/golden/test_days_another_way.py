"""When each problem of the sample rounds was found and closed, worked out another way, and what follows from the days.

A ledger writes its days. What no ledger has was found on the day on which the plan sends a team there for that area,
and was closed on such a day of a later round that saw it in order. Plain openpyxl as in test_headlines_another_way.py;
the first tests fix the days and the numbers as literals, the last ask the product for the same.

5-11 median days until a closure, the open ones censored · 5-12 to 5-16 what is open, by days since it was found
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from tests.golden.test_headlines_another_way import LEDGERS, conclude_round, list_unwritten
from tests.golden.workbooks_by_eye import names_of_schools, open_sheet

MAY, OCTOBER, NOVEMBER = "2016-05", "2016-10", "2016-11"
AS_OF = {MAY: date(2016, 5, 17), OCTOBER: date(2016, 10, 18), NOVEMBER: date(2016, 11, 25)}
SHEETS = {**LEDGERS, NOVEMBER: ("整改台账（截至11月25日）.xlsx", "A4:J43")}
AREA_WORDS = {"safety": "安全稳定及信访", "aid": "扶贫攻坚", "cond": "全面改薄", "other": "其他方面"}
"""The areas as the plans write them."""


@dataclass(frozen=True)
class Days:
    """When a problem was found and when it was closed; nothing while it is open."""

    found: date
    closed: date | None


def read_visit(round_id: str, key: tuple[str, str]) -> date:
    """The one day on which the plan sends a team to a school for the area of an item."""
    school, item = key
    days = [
        row[3].date()
        for row in open_sheet(round_id, "plan.xlsx", "计划").iter_rows(min_row=2, values_only=True)
        if names_of_schools()[row[0]] == school and AREA_WORDS[item.split(".")[0]] in row[4] and not row[5]
    ]
    (day,) = days
    return day


def read_ledgers(round_id: str) -> dict[str, Days]:
    """Number of a problem → its days in the newest ledger that has it, up to a round."""
    found: dict[str, Days] = {}
    for known, (file, cells) in SHEETS.items():
        for row in open_sheet(known, file, "整改台账")[cells] if known <= round_id else ():
            day, verified = (row[place].value for place in (2, 8))
            closed = verified.date() if row[9].value == "已销号" and isinstance(verified, datetime) else None
            assert (row[9].value == "已销号") == (closed is not None)
            found[str(row[0].value)] = Days(day.date(), closed)
    return found


@cache
def list_days(round_id: str) -> dict[str, Days]:
    """Every problem found up to a round and its days: by its number, or by round, school and item where it has none."""
    days = read_ledgers(round_id)
    for first in (MAY, OCTOBER):
        for key in list_unwritten(first) if first <= round_id else ():
            later = [one for one in (OCTOBER, NOVEMBER) if first < one <= round_id]
            seen = [read_visit(one, key) for one in later if conclude_round(one)[key].verdict == "met"]
            days[f"{first} {' '.join(key)}"] = Days(read_visit(first, key), min(seen, default=None))
    return days


def count_ages(round_id: str) -> list[int]:
    """What is open by age: to 7, 30, 60 and 90 days, and older."""
    ages = [(AS_OF[round_id] - one.found).days for one in list_days(round_id).values() if one.closed is None]
    up_to = [0, *(sum(age <= limit for age in ages) for limit in (7, 30, 60, 90)), len(ages)]
    return [after - before for before, after in pairwise(up_to)]


def find_median(round_id: str) -> int | None:
    """The days until half are closed: each open one hands its share on to those that lasted longer (Efron 1967)."""
    lasted = sorted(
        (((one.closed or AS_OF[round_id]) - one.found).days, one.closed is None) for one in list_days(round_id).values()
    )
    shares, gone = [1 / len(lasted)] * len(lasted), 0.0
    for place, (days, is_open) in enumerate(lasted):
        rest = len(lasted) - place - 1
        if is_open and rest:
            shares[place + 1 :] = [share + shares[place] / rest for share in shares[place + 1 :]]
        elif not is_open:
            gone += shares[place]
            if gone >= 0.5 - 1e-9:
                return days
    return None


def test_what_no_ledger_has_was_found_on_these_days() -> None:
    days = {name: (one.found.isoformat(), one.closed) for name, one in list_days(NOVEMBER).items() if " " in name}
    closed = {name: day.isoformat() for name, (_, day) in days.items() if day}
    assert {name: found for name, (found, _) in days.items()} == {
        "2016-05 L14 safety.06": "2016-05-12", "2016-05 L19 cond.06": "2016-05-11",
        "2016-05 L21 other.04": "2016-05-12", "2016-05 L23 cond.15": "2016-05-13",
        "2016-10 L02 cond.03": "2016-10-10", "2016-10 L07 aid.11": "2016-10-10",
        "2016-10 L10 safety.15": "2016-10-11", "2016-10 L11 other.04": "2016-10-12",
        "2016-10 L15 cond.07": "2016-10-14", "2016-10 L18 safety.05": "2016-10-10",
        "2016-10 L21 aid.04": "2016-10-12",
    }  # fmt: skip
    assert closed == {
        "2016-05 L14 safety.06": "2016-10-13", "2016-05 L21 other.04": "2016-10-12",
        "2016-05 L23 cond.15": "2016-10-13",
    }  # fmt: skip


def test_these_follow_from_the_days() -> None:
    assert {round_id: count_ages(round_id) for round_id in AS_OF} == {
        MAY: [42, 14, 0, 0, 0], OCTOBER: [20, 5, 0, 0, 23], NOVEMBER: [0, 0, 13, 0, 16],
    }  # fmt: skip
    assert {round_id: find_median(round_id) for round_id in AS_OF} == {MAY: None, OCTOBER: 126, NOVEMBER: 124}


@pytest.mark.parametrize("round_id", AS_OF)
def test_the_product_says_the_same(workspace: Path, round_id: str) -> None:
    # Imported here and nowhere above: the auditor's own count must stand without the product.
    from tests.golden.measured import measure

    _, results = measure(workspace, round_id)
    told = {}
    for row in results.problems.to_dict("records"):
        written = row["problem_id"] in read_ledgers(round_id)
        name = row["problem_id"] if written else f"{row['round_id']} {row['school_id']} {row['item_id']}"
        told[name] = (row["found_on"], row["verified_on"] if row["state"] == "closed_verified" else "")
    expected = {
        name: (one.found.isoformat(), one.closed.isoformat() if one.closed else "")
        for name, one in list_days(round_id).items()
    }
    assert told == expected
    assert [results.number(f"5-{code}")["numerator"] for code in range(12, 17)] == count_ages(round_id)
    median = results.numbers.set_index("code")["numerator"].get("5-11")
    assert median == find_median(round_id)


@pytest.mark.parametrize("round_id", AS_OF)
def test_its_burn_up_says_the_same(workspace: Path, round_id: str) -> None:
    from tests.golden.measured import measure

    days, told = list_days(round_id).values(), measure(workspace, round_id)[1].burn_up
    for row in told.to_dict("records"):
        day = date.fromisoformat(row["day"])
        opened, closed = (
            sum(one.found <= day for one in days),
            sum(bool(one.closed and one.closed <= day) for one in days),
        )
        assert (row["opened"], row["closed"]) == (opened, closed), row["day"]
    changed = {one.found.isoformat() for one in days} | {one.closed.isoformat() for one in days if one.closed}
    assert changed <= set(told["day"])
