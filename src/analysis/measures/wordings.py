"""Which items were asked in two rounds in one wording, and what was lost where they were not.

A round's findings bear the edition of each item, and a closed round keeps the text that it was read by. So an item
counts as reworded where the editions differ, and also where they are the same and the texts are not, be it by a comma.
Only a declared `continues`, which carries its reason, lets a reworded item be compared.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.rounds.round import Round
from analysis.standards.model import Item

SAME = "same"
"""State of an item that both rounds asked in one wording."""
COMPARED = (SAME, "continued")
"""States of an item whose pairs are compared: one wording; or another one that it is declared to continue."""
REWORDED = ("edition", "text")
"""States of an item whose pairs are not: another edition without `continues`; one edition with two texts."""


def compare_wordings(previous: Round, round_: Round) -> dict[str, str]:
    """Item of both rounds → same, continued, edition or text.

    Args:
        previous: the earlier round, with the rules that it was read by.
        round_: the later round.
    """
    old, new = list_editions(previous), list_editions(round_)
    return {
        item.id: _compare(previous.standards.items[item.id], item, old[item.id], new[item.id])
        for item in round_.standards.items.values()
        if item.id in previous.standards.items
    }


def _compare(then: Item, now: Item, old: set[str], new: set[str]) -> str:
    if old == new:
        return SAME if _text(then) == _text(now) else "text"
    return "continued" if old == {now.continues} else "edition"


def _text(item: Item) -> str:
    """The requirement as the office words it; a translation that changes is no rewording."""
    return item.requirement.zh or item.requirement.en


def list_editions(round_: Round) -> dict[str, set[str]]:
    """Item → the editions that the round asked it in: of its findings, else of its rules."""
    findings = round_.tables["findings"]
    asked: dict[str, set[str]] = {}
    for item, edition in zip(findings["item_id"], findings["item_edition"], strict=True):
        if item:
            asked.setdefault(item, set()).add(edition)
    return {item.id: asked.get(item.id, {item.edition}) for item in round_.standards.items.values()}


def list_wordings(
    round_: Round, changes: pd.DataFrame, not_compared: pd.DataFrame, previous: Round | None = None
) -> pd.DataFrame:
    """The `wordings` frame: the items that were reworded between the two rounds, in the standard's order.

    Args:
        round_: the later round.
        changes: its `changes` frame with the same earlier round.
        not_compared: its `not_compared` frame.
        previous: the earlier round; the last full one where left out.
    """
    previous = previous or round_.previous
    if previous is None:
        return make_frame("wordings")
    old, new = list_editions(previous), list_editions(round_)
    lost = not_compared[not_compared["reason"].isin(REASON_OF.values())]
    rows: list[Row] = []
    for item, state in compare_wordings(previous, round_).items():
        table = changes if state == "continued" else lost
        pairs = 0 if state == SAME else int((table["item_id"] == item).sum())
        if pairs:
            rows.append({
                "area": round_.standards.items[item].area, "item_id": item, "state": state, "pairs": pairs,
                "before": " ".join(sorted(old[item])), "after": " ".join(sorted(new[item])),
            })  # fmt: skip
    return make_frame("wordings", rows)


REASON_OF: Mapping[str, str] = {"edition": "wording", "text": "text"}
"""State of a reworded item → why its pairs are not compared, one of `pairing.REASONS`."""
