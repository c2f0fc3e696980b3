"""What follows from the decisions: conclusions, coverage, headline numbers. None of it reads a workbook."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .conditions import left_blank
from .counts import aid, facilities, petitions, stalls_required
from .decisions import (
    COND,
    FAILURES,
    NAMES,
    NO_SELF_REPORT,
    OTHER,
    RESENT,
    SAFETY,
    SHOWN_ONLY,
    VERIFIED,
    Failure,
    first_sight,
    numbered_failures,
    revisit,
    second_sight,
    self_report,
)  # fmt: skip
from .district import BY_ID, DOUBLE, MAY, NOT_VISITED, NOVEMBER, OCTOBER, School, due_schools, team_of, visited
from .rounds import AREAS, SETTINGS, areas_due

JUDGED = ("met", "partial", "unmet")
"""Verdicts that enter a rate."""


def inspected(round_id: str, school: School, item: str) -> list[str]:
    """Every verdict that an inspection sheet holds for a school and item, the copy sent later included."""
    if school.id in NOT_VISITED[round_id]:
        both = round_id == OCTOBER and item in COND
        return ["not_inspected"] if both else []
    own = "blank" if left_blank(round_id, school.id, item) else first_sight(round_id, school.id, item)[0]
    seen = [own]
    if item in COND and school.id in DOUBLE[round_id]:
        seen.append(second_sight(round_id, school.id, item)[0])
    if round_id == OCTOBER and item in COND and team_of(OCTOBER, school.id) == "二组":
        seen.append(RESENT.get((school.id, item), own))
    return seen


def self_reported(round_id: str, school: School, item: str) -> str:
    """What the school said of itself in a sheet that came, or ""."""
    if item in COND and school.id not in NO_SELF_REPORT[round_id]:
        return self_report(round_id, school.id, item)
    in_own_sheet = round_id == OCTOBER and item in (*SAFETY, *OTHER) and team_of(OCTOBER, school.id) == "一组"
    return self_report(round_id, school.id, item) if in_own_sheet else ""


def computed(round_id: str, school: School, item: str) -> str:
    """What the counts say by themselves, for the items that need them here; "" where they say nothing."""
    if school.id in NOT_VISITED[round_id]:
        return ""
    counts = facilities(round_id, school)
    rules = {
        "cond.05": counts["desks"] >= counts["pupils"] <= counts["chairs"], "cond.11": counts["multimedia_rooms"] > 0,
        "cond.20": counts["max_class"] <= 65,
    }  # fmt: skip
    return ("met" if rules[item] else "unmet") if item in rules else ""


def conclude(round_id: str, school: School, item: str) -> dict[str, str]:
    """One conclusion by the decision rule: verified, else inspected, else computed; a school's own word is none."""
    later = VERIFIED[round_id].get((school.id, item), "")
    seen = inspected(round_id, school, item)
    judged = sorted({verdict for verdict in seen if verdict in JUDGED})
    if later:
        return _say(later, "verified", "agreed")
    if len(judged) > 1:
        return _say("unreadable", "none", "in_dispute")
    if judged:
        return _say(judged[0], "inspected", "agreed")
    if counted := computed(round_id, school, item):
        return _say(counted, "computed", "agreed")
    return _leave_open(round_id, school, item, seen)


def _leave_open(round_id: str, school: School, item: str, seen: list[str]) -> dict[str, str]:
    if "not_applicable" in seen:
        return _say("not_applicable", "inspected", "agreed")
    if "unreadable" in seen:
        return _say("unreadable", "none", "none")
    if left_blank(round_id, school.id, item):
        return _say("not_applicable", "none", "none")
    if seen:
        # A team's cell stands as it is, empty or 未查, whatever the school says of itself.
        return _say(seen[0], "none", "none")
    own_word = self_reported(round_id, school, item) in (*JUDGED, "not_applicable")
    return _say("not_inspected", "none", "self_only" if own_word else "none")


def _say(verdict: str, decided_by: str, standing: str) -> dict[str, str]:
    return {"verdict": verdict, "decided_by": decided_by, "standing": standing}


def conclusions(round_id: str) -> list[dict[str, Any]]:
    """Conclusions of a round for what some sheet asks of a school; a revisit has what was revisited."""
    if round_id == NOVEMBER:
        return [
            {"round_id": round_id, "school_id": school.id, "item_id": item, "verdict": verdict,
             "decided_by": "verified", "standing": "agreed"}
            for school in visited(round_id) for item in NAMES if (verdict := revisit(school.id, item)) in JUDGED
        ]  # fmt: skip
    return [
        {"round_id": round_id, "school_id": school.id, "item_id": item, **conclude(round_id, school, item)}
        for school in due_schools(round_id) for item in NAMES
        if inspected(round_id, school, item) or self_reported(round_id, school, item)
    ]  # fmt: skip


def coverage(round_id: str) -> list[dict[str, Any]]:
    """School by area: due, visited, teams, why not."""
    return [
        {"round_id": round_id, "school_id": school.id, "area": area, "due": True,
         "visited": school.id not in NOT_VISITED[round_id], "team": team_of(round_id, school.id),
         "second_team": DOUBLE[round_id].get(school.id, "") if area == "cond" else "",
         "reason": NOT_VISITED[round_id].get(school.id, "")}
        for school in due_schools(round_id) for area in areas_due(round_id, school.id)
    ]  # fmt: skip


def headline(round_id: str) -> list[dict[str, Any]]:
    """A handful of numbers that the report must come to."""
    rows = conclusions(round_id)
    figures: dict[str, float] = {"due": len(due_schools(round_id)), "visited": len(visited(round_id))}
    settled = [row for row in rows if row["verdict"] in JUDGED and row["item_id"] not in SHOWN_ONLY]
    for area in AREAS:
        own = [row for row in settled if row["item_id"].startswith(area)]
        for verdict in JUDGED:
            figures[f"{area}_{verdict}"] = sum(row["verdict"] == verdict for row in own)
        figures[f"{area}_judged"] = len(own)
    figures["in_dispute"] = sum(row["standing"] == "in_dispute" for row in rows)
    toilets = [row for row in settled if row["item_id"] == "cond.16"]
    figures |= {"item16_met": sum(row["verdict"] == "met" for row in toilets), "item16_judged": len(toilets)}
    figures |= _stalls(round_id) | _ledger(round_id)
    if round_id == OCTOBER:
        figures |= _changes() | _agreement(settled) | _sums()
    return [{"figure": key, "value": float(value)} for key, value in figures.items()]


def _stalls(round_id: str) -> dict[str, float]:
    if round_id == NOVEMBER:
        return {}
    pairs = [facilities(round_id, school) for school in visited(round_id)]
    short = [max(stalls_required(one)[1] - one["stalls_f"], 0) for one in pairs]
    return {"stalls_f_short": sum(short), "schools_short": sum(size > 0 for size in short)}


def _ledger(round_id: str) -> dict[str, float]:
    """The problems as they stand at the round's as-of day: the ledger's, and what was found and no ledger has."""
    as_of, order = SETTINGS[round_id][4], (MAY, OCTOBER, NOVEMBER)
    counted = ("problems", "overdue", "closed_verified", "claimed_done", "awaiting_check", "blocked", "reopened")
    figures = dict.fromkeys((*counted, *(f"earlier_{key}" for key in counted)), 0.0)
    for _, one in numbered_failures():
        known = [key for key in order if key in one.ledger and key <= round_id]
        if not known:
            continue
        state = one.ledger[known[-1]]
        holds = {"problems", state["status"]}
        if state["status"] != "closed_verified" and "" < state["deadline"] < as_of:
            holds.add("overdue")
        for key in holds & set(counted):
            figures[key] += 1
            figures[f"earlier_{key}"] += one.first_round < round_id
    for one in (one for one in FAILURES if not one.text and one.first_round <= round_id):
        for key in _stand(one, round_id, as_of):
            figures[key] += 1
            figures[f"earlier_{key}"] += one.first_round < round_id
    return figures


DAYS = {"safety.05": 30, "safety.06": 30, "safety.15": 30, "aid.04": 30, "aid.11": 30, "other.04": 30, "cond.03": 15,
        "cond.06": 60, "cond.07": 60, "cond.15": 60}  # fmt: skip
"""The standard's days to rectify for what no ledger has; they run from the last day of the round that found it."""


def _stand(one: Failure, round_id: str, as_of: str) -> set[str]:
    """How something stands that was found and written in no ledger: closed once a later full round saw it in order."""
    if one.first_round == MAY and round_id > MAY and one.found.get(OCTOBER) == "met":
        return {"problems", "closed_verified"}
    last_day = date.fromisoformat(SETTINGS[one.first_round][3])
    late = (last_day + timedelta(days=DAYS[one.item])).isoformat() < as_of
    return {"problems", "overdue"} if late else {"problems"}


def _changes() -> dict[str, float]:
    before, after = ({(row["school_id"], row["item_id"]): row for row in conclusions(key)} for key in (MAY, OCTOBER))
    counts = dict.fromkeys(("comparable", "kept", "fixed", "new", "failing", "relapsed"), 0.0)
    closed = {(one.school, one.item) for _, one in numbered_failures()
              if one.ledger.get(MAY, {}).get("status") == "closed_verified"}  # fmt: skip
    for key in sorted(set(before) & set(after)):
        pair = before[key], after[key]
        if key[1] in SHOWN_ONLY or any(row["verdict"] not in JUDGED for row in pair):
            continue
        was, now = (row["verdict"] == "met" for row in pair)
        kind = {(True, True): "kept", (False, True): "fixed", (True, False): "new", (False, False): "failing"}[was, now]
        counts[kind] += 1
        counts["comparable"] += 1
        counts["relapsed"] += kind == "new" and key in closed
    return counts


def _agreement(settled: list[dict[str, Any]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for area in ("safety", "cond", "other"):
        seen = [
            row for row in settled if row["item_id"].startswith(area) and row["decided_by"] in ("inspected", "verified")
        ]
        rosy = [row for row in seen if self_reported(OCTOBER, BY_ID[row["school_id"]], row["item_id"]) == "met"]
        figures[f"{area}_self_met_seen"] = len(rosy)
        figures[f"{area}_over_claims"] = sum(row["verdict"] != "met" for row in rosy)
    return figures


def _sums() -> dict[str, float]:
    schools = visited(OCTOBER)
    figures: dict[str, float] = {
        key: sum(aid(OCTOBER, one)[key] for one in schools) for key in aid(OCTOBER, schools[0])
    }
    return figures | {key: sum(petitions(one)[key] for one in schools) for key in petitions(schools[0])}
