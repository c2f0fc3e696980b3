"""What was counted: pupils, furniture, stalls, beds, aid, petition matters. Tables and plain arithmetic, no chance."""

from __future__ import annotations

from math import ceil

from .district import MAY, NOVEMBER, OCTOBER, SCHOOLS, School

_CHANGED = {
    (MAY, "L02"): {"stalls_f": 9}, (MAY, "L15"): {"stalls_f": 4}, (MAY, "L01"): {"desks": -6, "max_class": 66},
    (MAY, "L07"): {"chairs": -9}, (MAY, "L17"): {"desks": -12}, (OCTOBER, "L17"): {"desks": -12},
    (OCTOBER, "L03"): {"chairs": -8},
    (OCTOBER, "L22"): {"desks": -3}, (MAY, "L16"): {"multimedia_rooms": 0}, (MAY, "L24"): {"multimedia_rooms": 0},
    (MAY, "L23"): {"d_grade_area_m2": 120}, (MAY, "L09"): {"stalls_f": 12}, (NOVEMBER, "L12"): {"stalls_f": 12},
}  # fmt: skip
"""What differs from the rule: numbers in place, or for desks and chairs what is missing. L22's desks contradict its
inspectors, who wrote 达标: a clash that must be flagged and change nothing."""
_BED_GAPS = {"L13": (-20, 4)}
_NO_SHOWERS = ("L18",)


def facilities(round_id: str, school: School) -> dict[str, int]:
    """The facilities count of a school; boarding counts only where there are boarders."""
    counts, changed = dict(school.counts), _CHANGED.get((round_id, school.id), {})
    place = SCHOOLS.index(school)
    counts |= {key: changed[key] for key in ("stalls_f", "max_class") if key in changed}
    pupils = counts["boys"] + counts["girls"]
    spare = (place * 3) % 8
    counts |= {
        "pupils": pupils, "desks": pupils + changed.get("desks", spare),
        "chairs": pupils + changed.get("chairs", spare // 2),
        "multimedia_rooms": changed.get("multimedia_rooms", 1 if counts["classes"] < 3 else counts["classes"]),
        "d_grade_area_m2": changed.get("d_grade_area_m2", 0),
    }  # fmt: skip
    if school.boarding:
        short, platform = _BED_GAPS.get(school.id, (place % 4, 0))
        counts |= {"beds_single": counts["boarders"] + short, "platform_beds": platform}
        counts["shower_heads"] = 0 if school.id in _NO_SHOWERS else max(2, counts["boarders"] // 20)
    return counts


def stalls_required(counts: dict[str, int]) -> tuple[int, int]:
    """Squat places needed for boys and girls: one for 40, one for 13 (GB50099-2011, 6.2.8)."""
    return ceil(counts["boys"] / 40), ceil(counts["girls"] / 13)


def aid(round_id: str, school: School) -> dict[str, int]:
    """Aid at a school: pupils due and reached, money in yuan, visits; short only where the inspectors say so."""
    place = SCHOOLS.index(school)
    eligible = (school.counts["boys"] + school.counts["girls"]) * (9 + place * 5 % 8) // 100 + 1
    missing = {(MAY, "L08"): (4, 0), (MAY, "L17"): (0, 7), (OCTOBER, "L03"): (0, 12), (OCTOBER, "L21"): (3, 0)}
    unregistered, unpaid = missing.get((round_id, school.id), (0, 0))
    rate = 625 if school.kind in ("junior", "nine_year") else 500
    households = 4 + place * 7 % 19
    unsolved = 5 if (round_id, school.id) == (OCTOBER, "L07") else 0
    return {
        "eligible": eligible, "registered": eligible - unregistered, "aided": eligible - unpaid // 2,
        "aided_on_time_full": eligible - unpaid, "amount_due": eligible * rate,
        "amount_paid": (eligible - unpaid) * rate,
        "households_visited": households, "problems_solved": households + place % 3 - unsolved,
    }  # fmt: skip


def petitions(school: School) -> dict[str, int]:
    """Petition matters of a school in October: logged, accepted within 15 days, due, closed on time."""
    place = SCHOOLS.index(school)
    logged = (2, 1, 4, 0, 1, 0, 3, 3, 1, 0, 0, 2, 4, 1, 0, 0, 5, 2, 1, 0, 2, 3, 1, 0)[place]
    late = 1 if place in (2, 16) else 0
    due = max(logged - place % 2, 0)
    return {
        "matters_logged": logged, "accepted_within_15d": logged - late, "matters_due": due,
        "closed_on_time": max(due - (1 if place in (6, 12, 16) else 0), 0),
    }  # fmt: skip


def prove_counts() -> None:
    """The counts carry the verdicts: girls' places are short exactly where the table of failures says so.

    Raises:
        ValueError: a count contradicts a decision.
    """
    short = {
        MAY: {"L02": 3, "L03": 6, "L08": 5, "L12": 3, "L15": 2, "L17": 4, "L22": 3},
        OCTOBER: {"L03": 6, "L08": 5, "L12": 3, "L17": 4, "L22": 3},
    }
    for round_id, wanted in short.items():
        for school in SCHOOLS:
            counts = facilities(round_id, school)
            boys, girls = stalls_required(counts)
            gap = max(girls - counts["stalls_f"], 0)
            if gap != wanted.get(school.id, 0) or boys > counts["stalls_m"]:
                raise ValueError(f"{round_id} {school.id}: {gap} places short")
