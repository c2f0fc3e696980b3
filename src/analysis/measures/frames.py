"""The declared frames of `RoundResults`: columns and types, making, checking, saving and loading them.

They are not tables of the pipe (those are in tables.py) but what is printed: every product loads them and none counts
again. Text is never missing (unknown is ""), a count is an integer, a value may be NaN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.tables import (
    COUNT,
    FLAG,
    JUDGED,
    TEXT,
    VALUE,
    check_columns,
    make_rows,
    read_columns,
    write_columns,
)

LEFT_OUT = ("not_applicable", "not_inspected", "blank", "unreadable", "disputed", "self_only")
"""Why a school × item enters no rate; each is counted in a column of that name, and in one only."""
PARTS = (*JUDGED, *LEFT_OUT, "counted", "rest", "outside")
"""What a cell is in its number."""
CHANGES = ("kept", "fixed", "new", "failing")
"""The four cells of two rounds: met-met, not met-met, met-not met, not met-not met. Never netted."""
AGES = ("to_7", "to_30", "to_60", "to_90", "over_90")
"""Age bands of a problem in days since it was found: 0–7, 8–30, 31–60, 61–90, over 90."""
STATES = ("closed_verified", "claimed", "in_progress", "open", "blocked", "continuing")
"""Printed states of a problem: claimed = claimed_done + awaiting_check, open = open + reopened + no status."""

_CELL = {"file": TEXT, "sheet": TEXT, "cell": TEXT, "raw": TEXT}
_LEFT_OUT = dict.fromkeys(LEFT_OUT, COUNT)
_VERDICTS = {"met": COUNT, "partial": COUNT, "unmet": COUNT}

FRAMES: dict[str, dict[str, str]] = {
    "numbers": {
        "code": TEXT, "group_by": TEXT, "group": TEXT, "subject": TEXT, "chapter": COUNT, "area": TEXT, "item_id": TEXT,
        "unit": TEXT, "title": TEXT, "numerator": VALUE, "denominator": VALUE, "percent": VALUE,
        "mean": VALUE,
        **_VERDICTS, **_LEFT_OUT, "low": VALUE, "high": VALUE, "suppressed": FLAG, "bound": TEXT,
    },
    "number_cells": {
        "code": TEXT, "group_by": TEXT, "group": TEXT, "part": TEXT, "school_id": TEXT, "item_id": TEXT,
        "verdict": TEXT, "aspect": TEXT, "decided_by": TEXT, "round_id": TEXT, **_CELL,
    },
    "exceptions": {
        "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT, "verdict": TEXT, "note": TEXT,
        "decided_by": TEXT, "blocked_by": TEXT, "deadline": TEXT, **_CELL,
    },
    "toilets": {
        "school_id": TEXT, "town": TEXT, "boys": VALUE, "girls": VALUE, "stalls_m": VALUE, "stalls_f": VALUE,
        "required_m": VALUE, "required_f": VALUE, "short_m": VALUE, "short_f": VALUE, "adequate": TEXT,
        "ratio_strict": TEXT, "ratio_per_head": TEXT, "computed_verdict": TEXT, "verdict": TEXT, "state": TEXT,
        "blocked_by": TEXT, "deadline": TEXT, "file": TEXT, "sheet": TEXT, "cell": TEXT,
    },
    "toilet_counts": {"short": COUNT, "enough": COUNT, "met": COUNT, "unknown": COUNT, "short_m": COUNT},
    "changes": {
        "school_id": TEXT, "area": TEXT, "item_id": TEXT, "before": TEXT, "after": TEXT, "change": TEXT,
        "relapsed": FLAG, "before_school": TEXT,
    },
    "change_counts": {
        "area": TEXT, "comparable": COUNT, "kept": COUNT, "fixed": COUNT, "new": COUNT, "relapsed": COUNT,
        "failing": COUNT, "schools": COUNT, "p_value": VALUE,
    },
    "change_items": {
        "area": TEXT, "item_id": TEXT, "comparable": COUNT, "kept": COUNT, "fixed": COUNT, "new": COUNT,
        "relapsed": COUNT, "failing": COUNT, "schools": COUNT, "p_value": VALUE,
    },
    "not_compared": {
        "school_id": TEXT, "area": TEXT, "item_id": TEXT, "before": TEXT, "after": TEXT, "reason": TEXT,
        "before_school": TEXT,
    },
    "wordings": {
        "area": TEXT, "item_id": TEXT, "state": TEXT, "pairs": COUNT, "before": TEXT, "after": TEXT,
    },
    "school_moves": {
        "round_id": TEXT, "school_id": TEXT, "name": TEXT, "change": TEXT, "before": TEXT, "after": TEXT, "since": TEXT,
    },
    "problems": {
        "problem_id": TEXT, "round_id": TEXT, "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT,
        "text": TEXT, "found_on": TEXT, "deadline": TEXT, "claimed_on": TEXT, "verified_on": TEXT, "status": TEXT,
        "state": TEXT, "old": FLAG, "overdue": FLAG, "blocked_by": TEXT, "said_in": TEXT,
        "requirement": TEXT, "first_deadline": TEXT, "extended_to": TEXT, "extension_reason": TEXT, "origin": TEXT,
        "reply": TEXT, "relapsed": FLAG, "apart": FLAG, **_CELL,
    },
    "ledger": {
        "problem_id": TEXT, "school_id": TEXT, "town": TEXT, "item_id": TEXT, "text": TEXT, "found_on": TEXT,
        "requirement": TEXT, "deadline": TEXT, "extended_to": TEXT, "extension_reason": TEXT, "claimed_on": TEXT,
        "verified_on": TEXT, "status": TEXT, "blocked_by": TEXT, "relapsed_from": TEXT, "reply": TEXT, "grounds": TEXT,
        "received_on": TEXT, "decided_on": TEXT, "by_role": TEXT, "round_id": TEXT, "file": TEXT, "sheet": TEXT,
        "cell": TEXT, "old": FLAG, "relapsed": FLAG,
    },
    "burn_up": {"day": TEXT, "opened": COUNT, "closed": COUNT, "claimed": COUNT},
    "ages": {"band": TEXT, "code": TEXT, "count": COUNT, "overdue": COUNT, "claimed": COUNT, "blocked": COUNT},
    "durations": {"problem_id": TEXT, "days": COUNT, "closed": FLAG},
    "follow_up": {
        "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT, "reasons": TEXT, "text": TEXT,
        "deadline": TEXT, "blocked_by": TEXT, "problems": COUNT, "problem_ids": TEXT, "file": TEXT, "sheet": TEXT,
        "cell": TEXT,
    },
    "back_test": {"round_id": TEXT, "next_round_id": TEXT, "places": COUNT, "judged": COUNT, "hits": COUNT},
    "problem_states": {
        "area": TEXT, "all": COUNT, **dict.fromkeys(STATES, COUNT), "overdue": COUNT, "no_deadline": COUNT,
        **{f"overdue_{state}": COUNT for state in STATES},
    },
    "agreement": {"area": TEXT, "self": TEXT, "seen": TEXT, "count": COUNT},
    "over_claims": {
        "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT, "verdict": TEXT, "self_file": TEXT,
        "self_sheet": TEXT, "self_cell": TEXT, "self_raw": TEXT, **_CELL,
    },
    "team_pairs": {
        "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT, "first_team": TEXT, "second_team": TEXT,
        "first": TEXT, "second": TEXT, "agree": FLAG, **{f"first_{name}": TEXT for name in _CELL},
        **{f"second_{name}": TEXT for name in _CELL},
    },
    "team_agreement": {
        "teams": COUNT, "schools": COUNT, "pairs": COUNT, "why": TEXT, "both": COUNT, "first_only": COUNT,
        "second_only": COUNT, "neither": COUNT, "agreement": VALUE, "kappa": VALUE, "pabak": VALUE,
    },
    "computed": {
        "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT, "computed": TEXT, "seen": TEXT, "clash": FLAG,
        "short": VALUE, **_CELL,
    },
    "balance": {
        "code": TEXT, "measure": TEXT, "stage": TEXT, "schools": COUNT, "left_out": COUNT, "blank": COUNT,
        "disputed": COUNT, "average": VALUE, "spread": VALUE, "cv": VALUE, "limit": VALUE, "basic_limit": VALUE,
        "within": TEXT,
    },
    "area_schools": {
        "area": TEXT, "school_id": TEXT, "town": TEXT, "kind": TEXT, **_VERDICTS, **_LEFT_OUT, "state": TEXT,
    },
    "coverage": {
        "school_id": TEXT, "name": TEXT, "town": TEXT, "kind": TEXT, "due": FLAG, "visited": FLAG, "reason": TEXT,
    },
    "coverage_by_area": {"area": TEXT, "due": COUNT, "visited": COUNT, "received": FLAG},
    "funnel": {
        "area": TEXT, "kind": TEXT, "school_id": TEXT, "town": TEXT, "met": COUNT, "judged": COUNT, "share": VALUE,
        "mean": VALUE, "phi": VALUE, "low_alert": VALUE, "high_alert": VALUE, "low_alarm": VALUE, "high_alarm": VALUE,
        "state": TEXT, "alarm": FLAG,
    },
    "funnel_limits": {
        "area": TEXT, "kind": TEXT, "judged": COUNT, "mean": VALUE, "phi": VALUE, "low_alert": VALUE,
        "high_alert": VALUE, "low_alarm": VALUE, "high_alarm": VALUE,
    },
    "trend": {
        "area": TEXT, "round_id": TEXT, "met": COUNT, "judged": COUNT, "chart": TEXT, "centre": VALUE, "low": VALUE,
        "high": VALUE, "signal": FLAG, "rules": TEXT,
    },
    "corrections": {
        "round_id": TEXT, "school_id": TEXT, "file": TEXT, "sheet": TEXT, "cell": TEXT, "was": TEXT, "becomes": TEXT,
        "reason": TEXT, "by_role": TEXT, "on": TEXT,
    },
    "remarks": {
        "round_id": TEXT, "school_id": TEXT, "town": TEXT, "area": TEXT, "item_id": TEXT, "kind": TEXT, "text": TEXT,
        "file": TEXT, "sheet": TEXT, "cell": TEXT,
    },
    "practices": {
        "school_id": TEXT, "area": TEXT, "item_id": TEXT, "text": TEXT, "file": TEXT, "sheet": TEXT, "cell": TEXT,
    },
    "coverage_by_town": {"town": TEXT, "due": COUNT, "visited": COUNT, "points_due": COUNT, "points_visited": COUNT},
    "school_items": {
        "round_id": TEXT, "school_id": TEXT, "area": TEXT, "item_id": TEXT, "state": TEXT, "decided_by": TEXT,
        "note": TEXT, "counted": FLAG, "first": FLAG, **_CELL,
    },
    "school_counts": {"school_id": TEXT, "area": TEXT, **_VERDICTS, **_LEFT_OUT},
    "item_standing": {
        "area": TEXT, "item_id": TEXT, "code": TEXT, "judged": COUNT, "met": COUNT, "not_met": COUNT,
        "points_judged": COUNT, "points_met": COUNT, "points_not_met": COUNT,
    },
    "details": {
        "round_id": TEXT, "town": TEXT, "school_id": TEXT, "name": TEXT, "kind": TEXT, "area": TEXT, "item_id": TEXT,
        "state": TEXT, "decided_by": TEXT, "note": TEXT, "counted": FLAG, **_CELL, "deadline": TEXT, "status": TEXT,
    },
    "map": {"school_id": TEXT, "area": TEXT, "item_id": TEXT, "state": TEXT},
    "workbooks": {"file": TEXT, "state": TEXT, "reason": TEXT, "sheets": COUNT, "cells": COUNT},
    "flag_groups": {
        "severity": TEXT, "code": TEXT, "message": TEXT, "count": COUNT, "affects": COUNT, "codes": TEXT, **_CELL,
    },
    "refused_counts": {"class": TEXT, "sheets": COUNT, "columns": COUNT},
    "cells_by_role": {"role": TEXT, "count": COUNT},
    "dates": {"round_id": TEXT, "first_day": TEXT, "last_day": TEXT, "as_of": TEXT},
}  # fmt: skip
"""Frame → column → type.

- numbers: a printed number. code 3-16 (item 16 of area 3), 3-0 (the area's checks), and the codes of
  `numbering`; a part of it has the same code with group_by town, kind or item (3-16@松岫镇), or town_point for the
  teaching points of a town (3-0a@松岫镇/teaching_point). denominator NaN = a
  plain count, 0 = 不涉及 (0/0). percent = whole percent, NaN where too few to print one. met … self_only count the
  verdicts and why the rest is left out. low, high = Wilson interval. suppressed = a small count of persons:
  numerator and denominator are NaN. bound = most or least: nobody or everybody of a group of persons, told as at most
  5 % or at least 95 % of the denominator; the numerator is NaN. subject = coverage, area, deadline, item, toilet,
  agreement, report, figure, problem, change, teams, computed or balance. mean = numerator ÷ denominator where that is
  no share but so much for each (problems solved a household), else NaN; such a number has no percent and is not
  written k/N. unit = school, check, problem, pair, matter, stall, or a measure's unit (人, 元 …).
- number_cells: a cell behind a number; what a number counts (school, school × item, problem) may rest on several.
  part = one of PARTS: a verdict or a LEFT_OUT name where the number counts verdicts; else counted (in the numerator)
  or rest (in the denominator only); outside = looked through and in neither, listed where nothing is in the
  denominator. verdict and aspect = what this cell says. decided_by = what decided its
  conclusion, where the number counts verdicts. round_id = the round that it lies in. file "" = no cell (未查).
- exceptions: a conclusion that is partial or unmet, with its deciding cell. note = the words beside the
  verdict, or the open problem's text. blocked_by and deadline come from the open problem of that school and
  item.
- toilets: item 16 in numbers. adequate, ratio_strict, ratio_per_head = yes, no or "" (not applicable, unknown).
  NaN = unknown. The cell is that of the female stalls. state = short (of girls' stalls), enough (and yet not met), met,
  unknown (not met, and the counts are missing), or "" where nobody judged.
- toilet_counts: one row, schools: the states of `toilets` and of the judged schools without any count, so that every
  judged school is in one of them; short_m = short of boys' stalls, whatever else.
- changes: a school × item that can be compared with the last full round. change = one of CHANGES. before_school = the
  school that was judged then: another one where this one took its place.
- change_counts: first row the total (area ""), then one row an area. schools = schools with at least one pair.
  p_value = exact McNemar of fixed against new.
- change_items: the same, a row an item that has a pair, in the standard's order.
- not_compared: a counted school × item with a conclusion in one of the two rounds that is no pair of `changes`. before
  and after = the state as in `map`, "" = no conclusion. reason = one of pairing.REASONS.
- wordings: an item that was reworded since the last full round and judged in both. state = continued (compared all the
  same, by a declared `continues`), edition (another edition) or text (one edition, two texts); pairs = those compared,
  or lost; before and after = the editions.
- school_moves: a school that was concluded on in an earlier round (round_id) and has since been renamed, moved to
  another town or merged into school_id, now called name. before and after = names, or towns where change = moved;
  since = the first day on which that holds, "" where the register does not say.
- problems: a problem's state as of the round's date, over this and earlier rounds. round_id = the round that
  first had it, said_in = the round that its cell lies in. state = one of STATES. deadline = what holds now: extended_to
  where it was extended, else first_deadline. origin = ledger, conclusion (no ledger has it) or both. reply = how the
  school's reply (申辩) to the finding stands, one of tables.REPLIES. relapsed = closed after a check, and here again.
  text = what was found, in our words where a conclusion says it; raw = what stands in the cell.
  old = found before this round began (the problems of codes 5-…); apart = found in this round, and told by no row of
  `exceptions`.
- ledger: a problem that goes on, or that this round tells of, whatever its date; those whose reply was upheld are left
  out. deadline = as first set; relapsed = closed after a check, and here again; relapsed_from = the number that it had
  then, "" where it came back under its own; reply = how the school's reply stands, grounds … by_role = what it says and
  who decided. The cell is where it was last seen, in the round round_id.
- burn_up: all problems found, closed after a check, and reported done but unchecked, up to each day on which one of
  these changed, and on the round's date.
- ages: the problems that are not closed by the days since they were found. band = one of AGES, or "" where no day is
  known; overdue, claimed and blocked are counts within it.
- durations: a problem whose finding (and, if closed, closure) is dated: days until then, or until the round's date.
- follow_up: a school and item (or a problem without one) with something not closed. reasons = those of
  `follow_up.REASONS` that hold, joined by a space; problems = how many of its problems are not closed. The text,
  deadline and cell are those of the most pressing one.
- back_test: a round's list held against the next round: its first places, those of them that were judged, and those
  found not met.
- problem_states: first row the total (area ""), then one row an area; of the old problems. overdue_… = overdue
  in a state.
- agreement: self and seen are met, partial, unmet or blank (self only: blank, unreadable and the rest
  together).
- over_claims: reported met, seen not met.
- team_pairs: a counted school × item that two teams (T1 … Tn) judged on site, once for each two teams; agree = both say
  met, or neither does.
- team_agreement: one row: those pairs in four counts (partial is not met), and agreement, kappa and PABAK; these are
  NaN where `why` says that they may not be told: few_teams, no_pairs or few_pairs.
- computed: a school × item that its counts decide: computed and seen are verdicts, seen "" where no inspector judged;
  clash = only one of them is met; short = how much is lacking by the counts, NaN where the rule asks for no number. The
  cell is the inspector's.
- balance: a resource for each pupil over the schools of a stage: average X, spread S, cv = S ÷ X, NaN for too few
  schools. left_out = nine-year schools and teaching points with few pupils; limit = 优质均衡, basic_limit = 基本均衡
  (not confirmed); within = yes or no: cv is at most the limit.
- area_schools: a visited school in an area (full rounds only). state = full (every item that applies judged and
  met), short (something not met), undecided (nothing not met, but something left out that applies) or nothing (no item
  applies).
- coverage: a school that is due, or was visited without being due. reason = why it was not visited.
- coverage_by_area: of the schools seen for anything, those due for an area and those seen for it. received = anything
  of the area arrived, also numbers that no visit brought.
- funnel: a visited school beside the mean of its kind in an area: shares between 0 and 1. phi = how much wider the
  schools spread than chance (1 = not wider); the limits are widened by its root. state = below, inside or above the
  95 % limits; alarm = outside the 99.8 % limits.
- funnel_limits: the same limits at every number of judged checks that a kind's schools have, and one to each side.
- trend: a full round in an area, on the pairs that every full round judged. chart = what so many rounds allow
  (trend.choose_chart); centre = median (run) or mean (xmr), low and high = natural process limits (xmr), else NaN;
  signal = whether the point breaks a rule, rules = which (side, trend, outside, near), joined by a space.
- corrections: cells of this and the earlier rounds that a person corrected: what they held and hold, why, who by role
  and when. school_id = the one school that the cell speaks of, or "". was and becomes are empty where they are a small
  number of persons.
- remarks: what stands beside the results in words, persons and few persons masked, a row a cell of this or an earlier
  round; nothing of items that are told in mechanisms only. kind = remark, explanation, good_practice, advice or
  deduct_reason. school_id, area and item_id are "" where it names none.
- practices: those of this round that tell what was done well at a school.
- coverage_by_town: the schools due and visited, and the teaching points among them; towns in the register's order, as
  everywhere.
- school_items: every conclusion of this round and the earlier ones, a row a cell that it rests on (file "" = none), by
  the school that answers for it now. state as in `map`; counted = the item enters rates; first marks one row a
  conclusion.
- school_counts: a school's counted conclusions of this round in an area, by state.
- item_standing: an item with a rate, in schools judged: not_met = partial + unmet. points_… the same of teaching
  points, 0 where none was judged.
- details: a conclusion of this round or an earlier one, by the school that answers for it now, with the first cell that
  it rests on. deadline and status = of the problem that it belongs to, where it is partial or unmet; status is one of
  STATES.
- map: every school × school-level item with a conclusion, items without a count too. state = a
  verdict, or disputed or self_only.
- flag_groups: flags of one code and message put together. codes = the numbers they touch, joined by a space;
  affects = how many those are. The cell is the first one's.
- refused_counts: what was refused about persons, by class.
- dates: one row: the round, its days, and the day that deadlines are held against.
"""


def make_frame(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Make a declared frame from rows; a column that a row leaves out is empty.

    Raises:
        KeyError: a row has a column that is not declared.
    """
    return make_rows(name, FRAMES[name], rows)


def check_frame(name: str, frame: pd.DataFrame) -> None:
    """Prove that a frame has the declared columns and types; ValueError says which differs."""
    check_columns(name, FRAMES[name], frame)


def write_frame(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    """Check a frame and write it as Parquet whole or not at all; the same frame gives the same bytes."""
    check_frame(name, frame)
    return write_columns(folder / f"{name}.parquet", FRAMES[name], frame)


def read_frame(folder: Path, name: str) -> pd.DataFrame:
    """Read a frame as it was written; FileNotFoundError where it is missing."""
    return read_columns(folder / f"{name}.parquet", FRAMES[name])
