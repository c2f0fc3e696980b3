"""What a conclusion rests on: the cells that decided it, the words beside them, and the day on which they were seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.rounds.conclusions import COMPUTED
from analysis.rounds.plan import find_day
from analysis.rounds.standing import Row, Setting
from analysis.tables import ASPECTS, to_rows

Tables = Mapping[str, pd.DataFrame]


def find_cell(conclusion: Row, tables: Tables, setting: Setting) -> Row:
    """Where a conclusion was decided: its first cell, or the first count that its rule used."""
    found = _list_deciding(conclusion, tables, setting)
    first: dict[Any, Any] = next(iter(to_rows(found.sort_values(["file", "sheet", "cell"]))), {})
    raw = first.get("raw", "")
    told = "" if pd.isna(raw) or conclusion["decided_by"] == COMPUTED else raw
    return {"raw": told, **{name: first.get(name, "") for name in ("file", "sheet", "cell", "note")}}


def find_seen_on(conclusion: Row, tables: Tables, setting: Setting) -> str:
    """The day (ISO) on which what a conclusion says was seen at the school.

    It is the day of the plan's visit of the team whose cells decided; of the last visit to the school for the item's
    area where that team is not known, as of a count; and the round's last day where the plan names no day.
    """
    found = _list_deciding(conclusion, tables, setting)
    teams: set[str] = set(found["team"]) if "team" in found else set()
    area = setting.standards.items[conclusion["item_id"]].area
    day = find_day(setting.visits.get((conclusion["school_id"], area), ()), teams)
    return day or setting.last_day.isoformat()


def describe_conclusion(conclusion: Row, cell: Mapping[str, Any], setting: Setting) -> str:
    """What was found, in the words beside the verdict, or else by the item's name and the verdict."""
    say, item = setting.standards.say, conclusion["item_id"]
    verdict = say(f"verdict.{conclusion['verdict']}")
    found = say("problem.found", item=setting.standards.name(item), verdict=verdict)
    return str(cell["note"] or found)


def _list_deciding(conclusion: Row, tables: Tables, setting: Setting) -> pd.DataFrame:
    """The findings that decided, or the counts that the item's rule used."""
    school, item, decided = conclusion["school_id"], conclusion["item_id"], conclusion["decided_by"]
    if decided == COMPUTED:
        rule, counts = setting.standards.items[item].rule, tables["measurements"]
        inputs = rule.inputs if rule else ()
        used: pd.DataFrame = counts[(counts["school_id"] == school) & counts["measure"].isin(inputs)]
        return used
    findings = tables["findings"]
    aspects = (decided,) if decided in ASPECTS else setting.standards.decision.order
    own = (findings["school_id"] == school) & (findings["item_id"] == item) & findings["aspect"].isin(aspects)
    deciding: pd.DataFrame = findings[own & (findings["verdict"] == conclusion["verdict"])]
    return deciding
