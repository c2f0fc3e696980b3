"""What a round's blank forms ask: who is asked about which items, counts and open problems.

The plan says who goes where for which areas, the standard what is looked at there, the register what applies, and the
rounds before what is still open. A revisit asks again only about what was not met, is in dispute or has an open
problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from analysis.errors import MissingError
from analysis.measures.counting import Row
from analysis.measures.rectification import list_problems
from analysis.reading.schools import SchoolRegister
from analysis.reading.worker import Worker
from analysis.rounds.plan import PLAN_FILE, Visit, read_plan
from analysis.rounds.round import Round, read_round
from analysis.rounds.settings import Settings, read_settings
from analysis.rounds.vocabulary import read_ways
from analysis.rounds.workspace import Workspace
from analysis.standards.applies import item_applies
from analysis.standards.model import Item, Standards
from analysis.standards.rules import COUNTS, RULES
from analysis.standards.words import words_of
from analysis.tables import to_rows

TEAM, SCHOOL = "team", "school"
"""What one workbook is made for."""
REVISIT = "revisit"
"""The kind of round that verifies what was found before."""
UNCERTAIN = "uncertain"
"""`Item.certainty` of an item whose text is not confirmed: nobody can say what to look at."""
Asked = tuple[str, frozenset[str]]
"""An item or measure, and the schools that are asked about it."""


@dataclass(frozen=True)
class Form:
    """One workbook to be made.

    Attributes:
        number: its place among the workbooks made together, from 1; part of its form and problem numbers.
        team: the team's label; "" where it is for one school.
        schools: school_ids in the order of the plan.
        items: area → the items asked, in the standard's order.
        measures: area → the counts asked, in the standard's order.
        problems: rows of the `problems` frame still open at its schools.
    """

    number: int
    team: str
    schools: tuple[str, ...]
    items: Mapping[str, tuple[Asked, ...]]
    measures: Mapping[str, tuple[Asked, ...]]
    problems: tuple[Row, ...]


@dataclass(frozen=True)
class Paper:
    """All that the forms of a round are made from.

    Attributes:
        settings: the round.
        register: the schools.
        forms: the workbooks.
        day: the day that the open problems are told for.
        unplanned: open problems at schools that are not in the plan.
        uncertain: items left out because their text is not confirmed, in the standard's order.
        last: the round before, whose open problems are told; None for the first.
    """

    settings: Settings
    register: SchoolRegister
    forms: tuple[Form, ...]
    day: date
    unplanned: int
    uncertain: tuple[str, ...]
    last: Round | None


def ask_round(
    workspace: Workspace, round_id: str, standards: Standards, *, by: str = TEAM, as_of: date | None = None
) -> Paper:
    """Work out what each form of a round asks.

    Args:
        workspace: where the round and those before it lie.
        round_id: a round directory with round.toml and plan.xlsx; it need not hold a workbook yet.
        standards: what is looked at.
        by: `TEAM` or `SCHOOL`.
        as_of: the day that open problems are told for; the round's first day where not given.

    Raises:
        MissingError: there is no such round, no plan, or nobody in the plan.
        CorrectionsError: round.toml, plan or register cannot be taken.
    """
    settings = read_settings(workspace, round_id, standards)
    dated = read_ways(workspace.register_path(standards), standards)[1]
    register = dated.on(settings.first_day, settings.last_day)
    visits = _read_visits(workspace, settings, register, standards)
    last = _read_last(workspace, settings, standards)
    day = as_of or (max(settings.first_day, last.as_of) if last else settings.first_day)
    problems = _list_open(last, day) if last else []
    again = _ask_again(last, problems) if settings.kind == REVISIT and last else None
    attributes = {row["school_id"]: {str(k): str(v) for k, v in row.items()} for row in to_rows(register.frame)}
    ground = _Ground(settings, standards, attributes, again)
    groups = _group(visits, by, standards)
    shared = _share_problems(problems, [own for _, own in groups])
    forms = tuple(
        _make_form(number, team, own, shared[number - 1], ground) for number, (team, own) in enumerate(groups, start=1)
    )
    planned = {visit.school_id for visit in visits}
    return Paper(
        settings, register, forms, day, sum(row["school_id"] not in planned for row in problems),
        tuple(i.id for i in standards.items.values() if i.certainty == UNCERTAIN and i.area in settings.areas), last,
    )  # fmt: skip


def _read_visits(
    workspace: Workspace, settings: Settings, register: SchoolRegister, standards: Standards
) -> list[Visit]:
    """The visits that are due, each with its areas."""
    words = words_of(standards)
    path = workspace.raw / settings.id / PLAN_FILE
    with Worker(standards, register) as worker:
        plan = read_plan(
            path, standards, lambda written, town: register.resolve(written, words, town=town).school_id, worker,
            days=(settings.first_day, settings.last_day),
        )  # fmt: skip
    due = [visit for visit in plan.visits if visit.due] if plan else []
    if not due:
        raise MissingError(standards.say("form.no_plan", file=path), do=standards.say("form.no_plan_do"))
    return [
        replace(visit, areas=tuple(a for a in settings.areas if a in visit.areas) or settings.areas) for visit in due
    ]


def _group(visits: Iterable[Visit], by: str, standards: Standards) -> list[tuple[str, list[Visit]]]:
    """Visits by team or by school, in the order of the plan."""
    groups: dict[str, list[Visit]] = {}
    for visit in visits:
        team = visit.team or standards.say("form.no_team")
        groups.setdefault(team if by == TEAM else visit.school_id, []).append(visit)
    return [(key if by == TEAM else "", own) for key, own in groups.items()]


def _read_last(workspace: Workspace, settings: Settings, standards: Standards) -> Round | None:
    """The last round before this one, with those before it; samples only beside samples."""
    others = (read_settings(workspace, name, standards) for name in workspace.rounds() if name != settings.id)
    earlier = [one for one in others if one.first_day < settings.first_day and one.sample == settings.sample]
    if not earlier:
        return None
    return read_round(workspace, max(earlier, key=lambda one: (one.first_day, one.id)).id, standards)


def _list_open(last: Round, day: date) -> list[Row]:
    """The problems that are not closed on a day."""
    rows = to_rows(list_problems(replace(last, as_of=day)))
    return [row for row in rows if row["state"] != "closed_verified" and row["school_id"]]


def _share_problems(problems: Iterable[Row], groups: Sequence[Sequence[Visit]]) -> list[list[Row]]:
    """Each problem to one form only: the first that visits its school for its area, else the first that visits it."""
    shared: list[list[Row]] = [[] for _ in groups]
    for row in problems:
        going = [n for n, own in enumerate(groups) if any(visit.school_id == row["school_id"] for visit in own)]
        fitting = [
            n for n in going
            if any(v.school_id == row["school_id"] and row["area"] in v.areas for v in groups[n])
        ]  # fmt: skip
        if going:
            shared[(fitting or going)[0]].append(row)
    return shared


def _ask_again(last: Round, problems: Sequence[Row]) -> frozenset[tuple[str, str]]:
    """(school, item) to be looked at again: not met or in dispute in the last full round, or with an open problem."""
    full = last if last.kind == "full" else last.previous
    pairs = {(str(row["school_id"]), str(row["item_id"])) for row in problems if row["item_id"]}
    for row in to_rows(full.tables["conclusions"]) if full else []:
        if row["verdict"] in ("partial", "unmet") or row["standing"] == "in_dispute":
            pairs.add((row["school_id"], row["item_id"]))
    return frozenset(pairs)


@dataclass(frozen=True)
class _Ground:
    settings: Settings
    standards: Standards
    attributes: Mapping[str, Mapping[str, str]]
    again: Set[tuple[str, str]] | None

    def asks(self, school: str, item: Item) -> bool:
        """Whether an item is looked at in a school."""
        wanted = self.again is None or (school, item.id) in self.again
        return wanted and item_applies(item.applies_to, self.attributes[school])


def _make_form(number: int, team: str, visits: Sequence[Visit], problems: Sequence[Row], ground: _Ground) -> Form:
    schools = tuple(dict.fromkeys(visit.school_id for visit in visits))
    areas: dict[str, list[str]] = {area: [] for area in ground.settings.areas}
    for visit in visits:
        for area in visit.areas:
            areas[area] += [visit.school_id] if visit.school_id not in areas[area] else []
    items = {area: _ask_items(area, own, ground) for area, own in areas.items()}
    measures = {area: _ask_measures(area, own, ground) for area, own in areas.items()}
    return Form(
        number, team, schools, {area: asked for area, asked in items.items() if asked},
        {area: asked for area, asked in _once(measures).items() if asked},
        tuple(problems),
    )  # fmt: skip


def _ask_items(area: str, schools: Sequence[str], ground: _Ground) -> tuple[Asked, ...]:
    """The items of an area that are judged on site, and where."""
    asked = [
        (item.id, frozenset(school for school in schools if ground.asks(school, item)))
        for item in (ground.standards.items[item_id] for item_id in ground.standards.area(area).items)
        if item.level == "school" and item.counted and not (item.rule and RULES[item.rule.name].reads != COUNTS)
    ]
    return tuple((item_id, own) for item_id, own in asked if own)


def _ask_measures(area: str, schools: Sequence[str], ground: _Ground) -> tuple[Asked, ...]:
    """The counts that the rules of an area's items or its printed totals need, and where."""
    needed: dict[str, set[str]] = {}
    for item in (ground.standards.items[item_id] for item_id in ground.standards.area(area).items):
        for measure in item.rule.inputs if item.rule else ():
            needed.setdefault(measure, set()).update(school for school in schools if ground.asks(school, item))
    for figure in ground.standards.figures:
        if figure.area == area and ground.again is None:
            for measure in filter(None, (figure.numerator, figure.denominator)):
                needed.setdefault(measure, set()).update(schools)
    return tuple((name, frozenset(needed[name])) for name in ground.standards.measures if needed.get(name))


def _once(measures: Mapping[str, tuple[Asked, ...]]) -> dict[str, tuple[Asked, ...]]:
    """Each count under the first area that needs it, for all the schools that any area needs it of."""
    where: dict[str, set[str]] = {}
    for asked in measures.values():
        for name, schools in asked:
            where.setdefault(name, set()).update(schools)
    found: dict[str, tuple[Asked, ...]] = {}
    for area, asked in measures.items():
        found[area] = tuple((name, frozenset(where.pop(name))) for name, _ in asked if name in where)
    return found
