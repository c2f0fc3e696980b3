"""The invented district: 24 schools in 5 towns, what they have, and who went where."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
REGISTER = (
    "school_id", "name", "short_name", "aliases", "town", "kind", "boarding", "open", "meals", "multi_storey", "arid",
    "valid_from", "valid_to", "successor",
)  # fmt: skip
"""Columns of data/raw/schools.csv."""
MAY, OCTOBER, NOVEMBER = "2016-05", "2016-10", "2016-11"
"""The three rounds."""
OFFICE = "云岫区教育局"
"""The invented office."""


@dataclass(frozen=True)
class School:
    """A school and what is counted in it, as of October."""

    id: str
    name: str
    aliases: str
    short: str
    town: str
    kind: str
    boarding: bool
    meals: bool
    multi_storey: bool
    arid: bool
    counts: dict[str, int]

    def named(self, round_id: str) -> str:
        """Its official name in that round: one school was renamed in the summer."""
        return RENAMED.get(self.id, self.name) if round_id == MAY else self.name


RENAMED = {"L14": "砚湖镇红旗小学"}
"""Names that held in May and no longer in October."""
_FLAGS = ("boarding", "meals", "multi_storey", "arid")
_COUNTS = ("boys", "girls", "boarders", "classes", "max_class", "stalls_m", "stalls_f", "urinals")


def _read_schools() -> tuple[School, ...]:
    with (_HERE / "district.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(
        School(
            row["id"], row["name"], row["aliases"], row["short"], row["town"], row["kind"],
            boarding=row["boarding"] == "yes", meals=row["meals"] == "yes", arid=row["arid"] == "yes",
            multi_storey=row["multi_storey"] == "yes", counts={key: int(row[key]) for key in _COUNTS},
        )
        for row in rows
    )  # fmt: skip


SCHOOLS = _read_schools()
"""The 24 schools in the register's order."""
BY_ID = {school.id: school for school in SCHOOLS}
"""School by id."""
TOWNS = tuple(dict.fromkeys(school.town for school in SCHOOLS))
"""The five towns."""

NOT_VISITED = {
    MAY: {"L06": "山体滑坡，道路中断"},
    OCTOBER: {"L19": "承办成人考试，改期", "L24": "道路中断"},
    NOVEMBER: {"L20": "降雪封路"},
}
"""Schools that were due and not visited, with the reason in the plan."""
REVISITED = (
    "L03", "L04", "L05", "L06", "L07", "L09", "L12", "L13", "L14", "L16", "L17", "L18", "L20", "L22", "L23",
)  # fmt: skip
"""Schools that the revisit of November is about."""
_TEAMS = {
    MAY: {"一组": "L01-L06 L21-L24", "二组": "L07-L16", "三组": "L17-L20"},
    OCTOBER: {"一组": "L01-L06", "二组": "L07-L16", "三组": "L17-L24"},
    NOVEMBER: {"一组": "L03-L07 L09 L17-L18", "二组": "L12-L16 L20-L23"},
}
DOUBLE = {MAY: {}, OCTOBER: {"L07": "一组", "L12": "三组", "L21": "一组"}, NOVEMBER: {}}
"""Schools whose conditions a second team looked at too."""
_DAYS = {
    MAY: ("2016-05-09", "2016-05-10", "2016-05-11", "2016-05-12", "2016-05-13"),
    OCTOBER: ("2016-10-10", "2016-10-11", "2016-10-12", "2016-10-13", "2016-10-14"),
    NOVEMBER: ("2016-11-21", "2016-11-22", "2016-11-23", "2016-11-24"),
}


def _expand(text: str) -> tuple[str, ...]:
    ids = [school.id for school in SCHOOLS]
    listed: list[str] = []
    for part in text.split():
        first, _, last = part.partition("-")
        listed += ids[ids.index(first) : ids.index(last or first) + 1]
    return tuple(listed)


def due_schools(round_id: str) -> tuple[School, ...]:
    """The schools that a round is to visit."""
    return tuple(school for school in SCHOOLS if round_id != NOVEMBER or school.id in REVISITED)


def visited(round_id: str) -> tuple[School, ...]:
    """The schools that it did visit."""
    return tuple(school for school in due_schools(round_id) if school.id not in NOT_VISITED[round_id])


def team_of(round_id: str, school_id: str) -> str:
    """The team that a school falls to."""
    return next(team for team, text in _TEAMS[round_id].items() if school_id in _expand(text))


def schools_of(round_id: str, team: str, *, double: bool = False) -> tuple[School, ...]:
    """The schools of a team, those it visits as the second one last if asked for."""
    own = [school for school in due_schools(round_id) if team_of(round_id, school.id) == team]
    second = [BY_ID[key] for key, other in DOUBLE[round_id].items() if other == team] if double else []
    return tuple(own + second)


def visit_day(round_id: str, school_id: str) -> str:
    """The day (ISO) on which its team is at a school: two or three schools a day, in order."""
    group = schools_of(round_id, team_of(round_id, school_id))
    place = [school.id for school in group].index(school_id)
    days = _DAYS[round_id]
    return days[place * len(days) // len(group)]


def double_day(round_id: str) -> str:
    """The day of the second teams: the last one."""
    return _DAYS[round_id][-1]


def register_rows() -> list[dict[str, str]]:
    """The rows of schools.csv."""
    return [
        {
            "school_id": school.id, "name": school.name, "short_name": school.short, "aliases": school.aliases,
            "town": school.town, "kind": school.kind, "open": "yes",
            **{flag: "yes" if getattr(school, flag) else "no" for flag in _FLAGS},
        }
        for school in SCHOOLS
    ]  # fmt: skip
