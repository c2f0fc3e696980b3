"""What a round comes to: every printed number, list and table, in one frozen object that all products load."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

import pandas as pd

from analysis.measures.agreement import (
    compare_reports,
    count_agreement,
    list_over_claims,
    list_reports,
    number_agreement,
    number_reports_seen,
)
from analysis.measures.balance import list_balance
from analysis.measures.changes import count_change_items, count_changes, list_changes, number_changes, number_reworded
from analysis.measures.computed import ITEM, list_computed, number_computed
from analysis.measures.corrected import Correction, index_corrections, list_corrections
from analysis.measures.counting import GROUPS, Row
from analysis.measures.deadlines import number_deadlines
from analysis.measures.details import list_details
from analysis.measures.evidence import list_evidence
from analysis.measures.figures import number_figures
from analysis.measures.follow_up import back_test_lists, list_follow_up, number_follow_up
from analysis.measures.frames import FRAMES, make_frame, read_frame, write_frame
from analysis.measures.funnel import list_funnel, list_funnel_limits, number_funnel
from analysis.measures.ledger import list_ledger
from analysis.measures.listing import (
    count_areas,
    count_passed_over,
    count_towns,
    draw_map,
    list_coverage,
    list_exceptions,
    mark_apart,
    order_towns,
)
from analysis.measures.moves import list_moves
from analysis.measures.pace import count_ages, count_burn_up, list_durations, number_pace
from analysis.measures.pairing import list_not_compared, pair_rounds
from analysis.measures.quality import count_refused, count_roles, fill_affects, group_flags, list_workbooks, touch_flags
from analysis.measures.rates import (
    TOWN_POINTS,
    count_population,
    list_area_schools,
    name_points,
    rate_areas,
    rate_items,
    rate_schools,
)
from analysis.measures.rectification import count_problems, list_problems, number_problems
from analysis.measures.remarks import list_practices, list_remarks
from analysis.measures.schools import count_school_items, list_school_items
from analysis.measures.standing import list_item_standing
from analysis.measures.teams import describe_teams, list_team_pairs, number_teams
from analysis.measures.toilets import count_states, list_toilets, number_toilets
from analysis.measures.trend import list_trend
from analysis.measures.visits import number_coverage, number_reports
from analysis.measures.wordings import list_wordings
from analysis.rounds.folder import hold_round, swap_folder
from analysis.rounds.manifest import hash_code, is_current, read_manifest, write_manifest
from analysis.rounds.replies import PENDING
from analysis.rounds.round import Round
from analysis.tables import KINDS, TABLES, write_table

RESULTS = "results"
"""Folder of the results, beside the tables."""
FIRST_PARTS = ("unmet", "partial", "counted")
"""Parts of a number whose cells are listed before the others."""


@dataclass(frozen=True)
class RoundResults:
    """The results of one round: a frame for each name of `frames.FRAMES`, whose columns are documented there.

    Attributes:
        numbers: every printed number with its code, counts left out and interval.
        number_cells: the cells behind each number.
        exceptions: conclusions that are partial or unmet, with the deciding cell.
        toilets: item 16 school by school: required, actual, short.
        toilet_counts: the schools of item 16 by what is said of their stalls.
        changes: school × item pairs comparable with the last full round.
        change_counts: those pairs in four counts, in all and by area.
        change_items: the same by item.
        not_compared: the pairs that cannot be compared, each with the reason.
        wordings: items reworded since the last full round.
        school_moves: schools renamed, moved or merged since each earlier round.
        problems: the state of every problem as of the round's date.
        problem_states: the problems of earlier rounds by area and state, with the overdue ones.
        ledger: the problems as the office's own ledger lists them.
        burn_up: problems found, closed and reported done, day by day.
        ages: what is not closed, by age.
        durations: days until a closure, or until the round's date.
        follow_up: schools and items to visit again, with the reasons.
        back_test: how earlier lists of that kind did.
        agreement: what schools reported against what was seen.
        over_claims: reported met, seen not met.
        area_schools: the visited schools in each area: counts, and whether everything that applies is met.
        coverage: the schools due and visited.
        coverage_by_town: the same by town, teaching points apart.
        coverage_by_area: schools due for an area and seen for it, and whether anything of it arrived.
        map: every school × item, for the annex.
        workbooks: what was read and what was not.
        flag_groups: what a person should look at, put together.
        refused_counts: what was refused about persons.
        cells_by_role: where every non-empty cell ended.
        funnel: visited schools beside the mean of their kind.
        funnel_limits: the limits they are held against, as curves.
        trend: the full rounds on the same pairs.
        remarks: what stands beside the results in words, of this and the earlier rounds.
        practices: what was noted as done well.
        corrections: the cells that a person corrected, in this and the earlier rounds.
        dates: the round's days, and the day that deadlines are held against.
        team_pairs: what two teams said of the same school and item.
        team_agreement: those pairs in four counts, with agreement, kappa and PABAK.
        computed: items worked out from counts beside what was seen.
        balance: how evenly the schools have a resource for each pupil (差异系数).
        school_items: each school's conclusions over rounds, with their cells.
        school_counts: each school's conclusions of this round in counts, by area.
        item_standing: the items by schools that meet them and do not, teaching points apart (分项统计).
        details: every conclusion of this round and the earlier ones, a row each.
    """

    numbers: pd.DataFrame
    number_cells: pd.DataFrame
    exceptions: pd.DataFrame
    toilets: pd.DataFrame
    toilet_counts: pd.DataFrame
    changes: pd.DataFrame
    change_counts: pd.DataFrame
    problems: pd.DataFrame
    problem_states: pd.DataFrame
    agreement: pd.DataFrame
    over_claims: pd.DataFrame
    area_schools: pd.DataFrame
    coverage: pd.DataFrame
    coverage_by_town: pd.DataFrame
    coverage_by_area: pd.DataFrame
    map: pd.DataFrame
    workbooks: pd.DataFrame
    flag_groups: pd.DataFrame
    refused_counts: pd.DataFrame
    cells_by_role: pd.DataFrame
    ledger: pd.DataFrame = field(default_factory=partial(make_frame, "ledger"))
    burn_up: pd.DataFrame = field(default_factory=partial(make_frame, "burn_up"))
    ages: pd.DataFrame = field(default_factory=partial(make_frame, "ages"))
    durations: pd.DataFrame = field(default_factory=partial(make_frame, "durations"))
    follow_up: pd.DataFrame = field(default_factory=partial(make_frame, "follow_up"))
    back_test: pd.DataFrame = field(default_factory=partial(make_frame, "back_test"))
    funnel: pd.DataFrame = field(default_factory=partial(make_frame, "funnel"))
    funnel_limits: pd.DataFrame = field(default_factory=partial(make_frame, "funnel_limits"))
    trend: pd.DataFrame = field(default_factory=partial(make_frame, "trend"))
    remarks: pd.DataFrame = field(default_factory=partial(make_frame, "remarks"))
    practices: pd.DataFrame = field(default_factory=partial(make_frame, "practices"))
    corrections: pd.DataFrame = field(default_factory=partial(make_frame, "corrections"))
    dates: pd.DataFrame = field(default_factory=partial(make_frame, "dates"))
    team_pairs: pd.DataFrame = field(default_factory=partial(make_frame, "team_pairs"))
    team_agreement: pd.DataFrame = field(default_factory=partial(make_frame, "team_agreement"))
    computed: pd.DataFrame = field(default_factory=partial(make_frame, "computed"))
    balance: pd.DataFrame = field(default_factory=partial(make_frame, "balance"))
    change_items: pd.DataFrame = field(default_factory=partial(make_frame, "change_items"))
    not_compared: pd.DataFrame = field(default_factory=partial(make_frame, "not_compared"))
    wordings: pd.DataFrame = field(default_factory=partial(make_frame, "wordings"))
    school_moves: pd.DataFrame = field(default_factory=partial(make_frame, "school_moves"))
    school_items: pd.DataFrame = field(default_factory=partial(make_frame, "school_items"))
    school_counts: pd.DataFrame = field(default_factory=partial(make_frame, "school_counts"))
    item_standing: pd.DataFrame = field(default_factory=partial(make_frame, "item_standing"))
    details: pd.DataFrame = field(default_factory=partial(make_frame, "details"))

    @property
    def as_of(self) -> date | None:
        """The day that deadlines are held against; None where nobody said."""
        return date.fromisoformat(self.dates["as_of"].iloc[0]) if len(self.dates) else None

    @cached_property
    def pending(self) -> frozenset[tuple[str, str]]:
        """(school_id, item_id) of findings whose reply (申辩) is not decided: they count, and are marked everywhere."""
        table = self.problems[(self.problems["reply"] == PENDING) & (self.problems["state"] != "closed_verified")]
        return frozenset(zip(table["school_id"], table["item_id"], strict=True))

    @cached_property
    def passed_over(self) -> dict[str, int]:
        """Item → schools that were visited and not inspected on it."""
        return count_passed_over(self.map, self.coverage)

    def number(self, code: str, *, group_by: str = "", group: str = "") -> pd.Series:
        """The row of one number; KeyError where there is no such code or group."""
        place = self._places.get((code, group_by, group))
        if place is None:
            raise KeyError(f"{code}@{group}" if group else code)
        return self.numbers.iloc[place]

    @cached_property
    def _places(self) -> dict[tuple[str, str, str], int]:
        """Code, group_by and group of a number → its row."""
        keys = zip(*(self.numbers[name] for name in ("code", "group_by", "group")), strict=True)
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def corrected(self) -> dict[tuple[str, str, str, str], Correction]:
        """Round, file, sheet and cell → the correction of that cell."""
        return index_corrections(self.corrections)

    def cells(self, code: str, *, group_by: str = "", group: str = "") -> pd.DataFrame:
        """The cells behind one number, not-met ones first."""
        return _take(self.number_cells, self._cell_places.get((code, group_by, group), []))

    @cached_property
    def _cell_places(self) -> dict[tuple[str, str, str], list[int]]:
        """Code, group_by and group of a number → the rows of its cells."""
        places: dict[tuple[str, str, str], list[int]] = {}
        columns = (self.number_cells[name].tolist() for name in ("code", "group_by", "group"))
        for place, key in enumerate(zip(*columns, strict=True)):
            places.setdefault(key, []).append(place)
        return places

    def of_school(self, name: str, school: str) -> pd.DataFrame:
        """The rows of a frame that are a school's; KeyError where no such frame has schools."""
        frame: pd.DataFrame = getattr(self, name)
        if name not in self._school_places:
            places = self._school_places[name] = {}
            for place, own in enumerate(frame["school_id"].tolist()):
                places.setdefault(own, []).append(place)
        return _take(frame, self._school_places[name].get(school, []))

    @cached_property
    def _school_places(self) -> dict[str, dict[str, list[int]]]:
        """Frame → school → its rows, of the frames that were asked for."""
        return {}


def _take(frame: pd.DataFrame, places: Sequence[int]) -> pd.DataFrame:
    """Some rows of a frame; those that stand together are not copied."""
    if not places or places[-1] - places[0] + 1 > len(places):
        return frame.iloc[list(places)]
    return frame.iloc[places[0] : places[-1] + 1]


@dataclass(frozen=True)
class _Numbered:
    """Rows of `numbers` and `number_cells` as they come."""

    numbers: list[Row]
    cells: list[Row]

    def add(self, parts: tuple[list[Row], list[Row]]) -> None:
        """Take numbers and their cells to those before."""
        self.numbers.extend(parts[0])
        self.cells.extend(parts[1])


@dataclass(frozen=True)
class _Lists:
    """What the numbers are counted from."""

    evidence: list[Row]
    coverage: pd.DataFrame
    problems: pd.DataFrame
    durations: pd.DataFrame
    follow_up: pd.DataFrame
    back_test: pd.DataFrame
    exceptions: pd.DataFrame
    area_schools: list[Row]
    funnel: pd.DataFrame
    toilets: pd.DataFrame
    changes: pd.DataFrame
    not_compared: pd.DataFrame
    reports: list[Row]
    pairs: list[Row]
    over_claims: pd.DataFrame
    team_pairs: pd.DataFrame
    team_agreement: pd.DataFrame
    computed: pd.DataFrame


def measure_round(round_: Round) -> RoundResults:
    """Work out everything that is printed about a round.

    The same round gives the same results, to the bit; nothing is read from files and the clock is not looked at.

    Args:
        round_: a round with its tables, and the earlier rounds for changes and problems.
    """
    areas, tables, lists = round_.areas, round_.tables, _list(round_)
    towns = order_towns(round_.register)
    numbers, number_cells = _sort(_number(round_, lists), towns, round_.id)
    codes = touch_flags(tables["flags"], number_cells, tables["findings"], round_.standards, round_id=round_.id)
    school_items, remarks = list_school_items(round_, lists.evidence), list_remarks(round_)
    return RoundResults(
        numbers=numbers, number_cells=number_cells, exceptions=lists.exceptions, toilets=lists.toilets,
        toilet_counts=count_states(round_, lists.toilets),
        changes=lists.changes, change_counts=count_changes(lists.changes, areas), problems=lists.problems,
        change_items=count_change_items(lists.changes, round_.standards),
        not_compared=lists.not_compared, school_moves=list_moves(round_),
        wordings=list_wordings(round_, lists.changes, lists.not_compared),
        problem_states=count_problems(lists.problems, areas), agreement=count_agreement(lists.pairs, areas),
        over_claims=lists.over_claims, area_schools=make_frame("area_schools", lists.area_schools),
        coverage=lists.coverage, coverage_by_town=count_towns(lists.coverage, towns), map=draw_map(lists.evidence),
        coverage_by_area=count_areas(tables["coverage"], numbers, areas),
        workbooks=list_workbooks(tables["workbooks"]), flag_groups=group_flags(tables["flags"], codes),
        refused_counts=count_refused(tables["refused"]), cells_by_role=count_roles(tables["cells"]),
        ledger=list_ledger(round_, lists.exceptions),
        burn_up=count_burn_up(lists.problems, round_.as_of), ages=count_ages(lists.problems, round_.as_of),
        durations=lists.durations, follow_up=lists.follow_up, back_test=lists.back_test,
        remarks=remarks, practices=list_practices(remarks, round_.id), corrections=list_corrections(round_),
        funnel=lists.funnel, funnel_limits=list_funnel_limits(lists.funnel), trend=list_trend(round_),
        dates=_list_dates(round_), team_pairs=lists.team_pairs, team_agreement=lists.team_agreement,
        computed=lists.computed,
        balance=list_balance(round_, lists.coverage)[0], school_items=school_items,
        school_counts=count_school_items(school_items, areas, round_id=round_.id),
        item_standing=list_item_standing(numbers), details=list_details(round_, school_items, lists.problems),
    )  # fmt: skip


def _list_dates(round_: Round) -> pd.DataFrame:
    days = {name: getattr(round_, name).isoformat() for name in ("first_day", "last_day", "as_of")}
    return make_frame("dates", [{"round_id": round_.id, **days}])


def _list(round_: Round) -> _Lists:
    evidence, problems = list_evidence(round_), list_problems(round_)
    twice = pair_rounds(round_)
    changes = list_changes(round_, twice)
    exceptions = list_exceptions(evidence, problems)
    problems = mark_apart(problems, exceptions)
    reports, team_pairs = list_reports(round_, evidence), list_team_pairs(round_)
    pairs = compare_reports(reports)
    # Only a full round asks everything, so only there can a school be said to meet an area.
    full = round_.kind == "full"
    listed = list_area_schools(evidence, round_.tables["coverage"], round_.standards) if full else []
    schools = [row for row in listed if row["area"] in round_.areas]
    return _Lists(
        evidence=evidence, coverage=list_coverage(round_), problems=problems,
        durations=list_durations(problems, round_.as_of), follow_up=list_follow_up(round_, problems),
        back_test=back_test_lists(round_), exceptions=exceptions,
        area_schools=schools, funnel=list_funnel(make_frame("area_schools", schools)),
        toilets=list_toilets(round_, exceptions), changes=changes,
        not_compared=list_not_compared(round_, changes, twice), reports=reports, pairs=pairs,
        over_claims=list_over_claims(pairs), team_pairs=team_pairs, team_agreement=describe_teams(round_, team_pairs),
        computed=list_computed(round_, evidence),
    )  # fmt: skip


def _number(round_: Round, lists: _Lists) -> _Numbered:
    """Every number with its cells, in the order of the report."""
    standards, areas = round_.standards, round_.areas
    due = lists.coverage[lists.coverage["due"]]
    made = _Numbered([], [])
    made.add(number_coverage(round_, lists.coverage))
    made.add(number_reports(round_, due["school_id"], standards))
    made.add(rate_areas(lists.evidence, standards, areas))
    made.add(rate_schools(lists.area_schools, lists.evidence, standards))
    made.add(number_deadlines(lists.exceptions, standards, areas, as_of=round_.as_of))
    made.add(rate_items(lists.evidence, standards, areas, kind=round_.kind, population=count_population(round_)))
    made.add(number_toilets(round_, lists.toilets))
    made.add(number_agreement(lists.pairs, standards, areas))
    made.add(number_reports_seen(lists.reports, standards, areas))
    made.add(number_figures(round_, due))
    made.add(number_problems(lists.problems, standards))
    made.add(number_pace(lists.problems, lists.durations, round_.as_of, standards))
    made.add(number_follow_up(round_, lists.follow_up, lists.problems, lists.back_test))
    made.add(number_changes(round_, lists.changes, lists.evidence))
    made.add(number_reworded(round_, lists.not_compared, lists.evidence))
    made.add(number_funnel(lists.funnel, lists.evidence, standards))
    made.add(number_teams(lists.team_pairs, lists.team_agreement, standards))
    made.add(number_computed(round_, lists.computed, lists.evidence))
    made.add(list_balance(round_, lists.coverage)[1:])
    return made


def _sort(made: _Numbered, towns: Mapping[str, int], round_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """By chapter, as made within it, then the whole, towns and kinds; cells likewise, in the order of `FIRST_PARTS`."""
    order = {part: place for place, part in enumerate(FIRST_PARTS)}
    codes = {code: place for place, code in enumerate(_unique(row["code"] for row in made.numbers))}
    groups = {
        "town": towns, "kind": {kind: place for place, kind in enumerate(KINDS)},
        TOWN_POINTS: {name_points(town): place for town, place in towns.items()},
    }  # fmt: skip
    order_of = {group_by: place for place, group_by in enumerate((*GROUPS, ITEM, TOWN_POINTS))}

    def place(row: Row) -> tuple[int, ...]:
        group_by, group = row.get("group_by", ""), row.get("group", "")
        within = groups.get(group_by, {})
        return codes.get(row["code"], len(codes)), order_of[group_by], within.get(group, len(within))

    numbers = sorted(made.numbers, key=lambda row: (row.get("chapter", 0), place(row)))
    cells = sorted(made.cells, key=lambda row: (place(row), order.get(row["part"], len(order))))
    return make_frame("numbers", numbers), make_frame("number_cells", ({"round_id": round_id, **row} for row in cells))


def _unique(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def load_results(round_: Round) -> RoundResults:
    """The results of a round as they lie beside its tables, worked out and written anew where anything changed.

    Every product and every notebook takes them from here, so that all print the same digits. With them goes, into the
    flags table, how many printed numbers each flag moves. Where another run has read the round by other rules since,
    its tables are left alone and nothing is written.

    Args:
        round_: a round as `read_round` gives it.

    Raises:
        Locked: another run holds the round.
    """
    folder, basis = round_.folder / RESULTS, _describe_basis(round_)
    with hold_round(round_.folder.parent, round_.folder.name, round_.standards):
        if is_current(folder, basis, FRAMES):
            return RoundResults(**{name: read_frame(folder, name) for name in FRAMES})
        results = measure_round(round_)
        if round_.inputs and read_manifest(round_.folder).get("inputs") == round_.inputs:
            _write_results(round_, results, basis)
    return results


def _describe_basis(round_: Round) -> dict[str, Any]:
    """What results depend on: the tables of this round and of the earlier ones, the day, the arithmetic."""
    inputs = {one.id: one.inputs for one in (*round_.earlier, round_)}
    return {"rounds": inputs, "as_of": round_.as_of.isoformat(), "code": hash_code(("measures",))}


def _write_results(round_: Round, results: RoundResults, basis: Mapping[str, Any]) -> None:
    """In a copy of the folder that then takes its place: a run that stops here leaves the tables as they were."""
    flags, folder = round_.tables["flags"], round_.folder
    codes = touch_flags(flags, results.number_cells, round_.tables["findings"], round_.standards, round_id=round_.id)
    with swap_folder(folder) as fresh:
        shutil.copytree(folder, fresh, dirs_exist_ok=True)
        write_table(fresh, "flags", fill_affects(flags, codes))
        write_manifest(fresh, round_.inputs, TABLES)
        for name in FRAMES:
            write_frame(fresh / RESULTS, name, getattr(results, name))
        write_manifest(fresh / RESULTS, basis, FRAMES)
