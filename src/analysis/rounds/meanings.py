"""What an answer means and what it does: a verdict, a school, an item, a number … → texts of cells, or a rule for good.

A verdict becomes a word that says itself whether the item is met (达标), so that it is read alike in every column; a
school becomes its code, which is read alike beside every town.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from analysis.reading.dates import parse_day
from analysis.reading.items import find_item
from analysis.reading.numbers import parse_number
from analysis.reading.polarity import polarity_of
from analysis.reading.privacy import mask_text
from analysis.reading.ticks import is_tick
from analysis.rounds.anchors import Anchors
from analysis.rounds.answers import SCOPES, Answer, Spot
from analysis.rounds.conclusions import Address
from analysis.rounds.corrections import Correction, Settled, state_verdict
from analysis.rounds.round import Round
from analysis.rounds.vocabulary import Entry
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of

VERDICT, SCHOOL, HEADER, STATUS, NUMBER, DATE, TEXT, CELL, FILE, SEEN = (
    "verdict", "school", "header", "status", "number", "date", "text", "cell", "file", "seen",
)  # fmt: skip
"""Kinds of question."""
OFFERED = ("met", "partial", "unmet", "not_applicable", "not_inspected")
"""Verdicts that a person may settle a cell on."""
_MOST_GRADES = 7
_MOST_LABELS = 6
STANDS = "@stands"
"""Value of an answer that changes nothing: the flag was looked at."""
LASTING = {VERDICT: "word", SCHOOL: "school", HEADER: "header", STATUS: "status"}
"""Kinds of question whose answer may hold for good → the table of words.toml."""


@dataclass(frozen=True)
class Meaning:
    """An answer, understood.

    Attributes:
        value: verdict, school_id, item_id, status, a text, the number of the adopted cell, a file, or `STANDS`.
        scope: one of `answers.SCOPES`.
    """

    value: str
    scope: str


def find_meaning(answer: Answer, round_: Round) -> Meaning | str:
    """What an answered row means; a sentence where it cannot be told."""
    say = round_.standards.say
    written = answer.said["answer"]
    value = answer.choices.get(fold(written)) or _read_free(answer.kind, written, round_)
    if not value:
        offered = answer.labels[:_MOST_LABELS]
        return say(
            "review.fault.unknown_answer", known=say("mark.list").join(offered) or say(f"review.ask.{answer.kind}")
        )
    alone = len(answer.spots) == 1 or answer.kind in (CELL, FILE)
    scope = "listed" if answer.kind in (CELL, FILE) else answer.said["scope"] or ("listed" if alone else "")
    if not scope:
        return say("review.fault.no_scope")
    if scope not in SCOPES or (scope == "always" and (answer.kind not in LASTING or value == STANDS)):
        return say("review.fault.bad_scope", seen=answer.said["scope"])
    return Meaning(value, scope)


def _read_free(kind: str, written: str, round_: Round) -> str:
    """The value of an answer that was typed and not chosen, "" where it is none."""
    words, folded = words_of(round_.standards), fold(written)
    if kind == VERDICT:
        verdict = words.verdict.get(folded, "")
        return verdict if verdict in OFFERED else ""
    if kind == SCHOOL:
        return round_.register.resolve(written, words).school_id
    if kind == HEADER:
        return written if written in round_.standards.items else find_item(written, words)
    if kind == STATUS:
        return words.status.get(folded, "")
    if kind == NUMBER:
        return written if parse_number(written, words) is not None else ""
    if kind == DATE:
        return written if parse_day(written, words, today=round_.last_day).iso else ""
    return mask_text(written) if kind == TEXT else ""


def find_effects(
    answer: Answer, meaning: Meaning, round_: Round, anchors: Anchors
) -> Sequence[Correction | Settled | Entry] | str:
    """What an answer writes down; a sentence where a cell is no longer what was asked about."""
    if meaning.scope == "always":
        means = meaning.value
        return (Entry(LASTING[answer.kind], answer.spots[0].was, means),)
    spots = _take_scope(answer.spots, meaning.scope)
    if answer.kind in (CELL, FILE) and meaning.value != STANDS:
        spots = answer.spots
    lines: list[Correction | Settled | Entry] = []
    for number, spot in enumerate(spots):
        place = anchors.home((spot.file, spot.sheet, spot.cell))
        found = _find_line(answer, meaning, (number, spot, place), round_, anchors)
        if isinstance(found, str):
            return found
        lines.extend(found)
    return lines


def _take_scope(spots: Sequence[Spot], scope: str) -> Sequence[Spot]:
    first = spots[0]
    if scope == "cell":
        return spots[:1]
    if scope == "sheet":
        return [spot for spot in spots if (spot.file, spot.sheet) == (first.file, first.sheet)]
    return spots


def _find_line(
    answer: Answer, meaning: Meaning, at: tuple[int, Spot, Address], round_: Round, anchors: Anchors
) -> Sequence[Correction | Settled] | str:
    number, spot, place = at
    verdict = "" if place in anchors.corrected else anchors.verdicts.get(place, "")
    if meaning.value == STANDS or (answer.kind == VERDICT and verdict == meaning.value):
        return (_let_stand(answer, spot),)
    raw = anchors.raw.get(place, "")
    if not _still_holds(answer.kind, spot.was, raw):
        return round_.standards.say("review.fault.changed_cell", cell=spot.cell, was=spot.was, seen=raw)
    becomes = _find_text(answer, meaning, number, raw, round_, anchors)
    if becomes is None:
        return () if answer.kind in (CELL, FILE) else round_.standards.say("review.fault.no_title")
    if fold(becomes) == fold(raw):
        return ()
    own = Correction(
        file=place[0], sheet=place[1], cell=place[2], was=raw, becomes=becomes, reason="", by_role="", on="",
        school=spot.school, item=spot.item, aspect=spot.aspect,
    )  # fmt: skip
    return own, *(_clear_ticks(own, round_, anchors) if answer.code == "two_ticks" else ())


def _clear_ticks(own: Correction, round_: Round, anchors: Anchors) -> Iterator[Correction]:
    """The other ticks of a row that was ticked twice: the answer stands in the first cell alone."""
    words = words_of(round_.standards)
    row, column = coordinate_to_tuple(own.cell)
    for right in range(column + 1, column + _MOST_GRADES):
        place = (own.file, own.sheet, f"{get_column_letter(right)}{row}")
        raw = anchors.raw.get(place, "")
        if place in anchors.verdicts or (raw and not (is_tick(raw, words) or words.answer.get(fold(raw)) == "deny")):
            return
        if raw and is_tick(raw, words):
            yield replace(own, cell=place[2], was=raw, becomes="", school="", item="", aspect="")


def _let_stand(answer: Answer, spot: Spot) -> Settled:
    return Settled(
        file=spot.file, sheet=spot.sheet, cell=spot.cell, code=answer.code, was=spot.was,
        answer=answer.said["answer"], reason="", by_role="", on="",
    )  # fmt: skip


def _still_holds(kind: str, was: str, raw: str) -> bool:
    if kind in (SCHOOL, HEADER):
        return fold(was) in fold(raw)
    return not was or fold(was) == fold(raw)


def _find_text(answer: Answer, meaning: Meaning, number: int, raw: str, round_: Round, anchors: Anchors) -> str | None:
    """The text that a cell should hold; None where it needs none, or where none would be read as meant."""
    standards, spot = round_.standards, answer.spots[number]
    if answer.kind == VERDICT:
        return state_verdict(meaning.value, standards)
    if answer.kind == SCHOOL:
        return raw.replace(spot.was, meaning.value) if spot.was in raw else meaning.value
    if answer.kind == HEADER:
        title = _find_title(spot.was, meaning.value, standards)
        return raw.replace(spot.was, title) if title and spot.was in raw else title
    if answer.kind == STATUS:
        return next(iter(standards.words["statuses"].get("status", {}).get(meaning.value, ())), None)
    if answer.kind in (CELL, FILE):
        adopted = _find_adopted(answer, meaning.value, number)
        if adopted is None:
            return None
        return adopted.says or anchors.raw.get((adopted.file, adopted.sheet, adopted.cell), "")
    return meaning.value


def _find_adopted(answer: Answer, value: str, number: int) -> Spot | None:
    """The cell that a cell has to follow; None for the adopted one itself, and where both say the same."""
    own = answer.spots[number]
    if answer.kind == CELL:
        adopted = answer.spots[int(value)]
    else:
        found = [spot for spot in answer.spots if spot.file == value and spot.pair == own.pair]
        adopted = found[0] if found else own
    return None if adopted == own or (own.says and own.says == adopted.says) else adopted


def _find_title(heading: str, item_id: str, standards: Standards) -> str | None:
    """A title of the item whose answers are turned the same way as those of the heading as it is written."""
    words, item = words_of(standards), standards.items[item_id]
    polarity = polarity_of(heading, words, item.polarity)
    return next(
        (
            title
            for title in item.titles
            if find_item(title, words) == item_id and polarity_of(title, words, item.polarity) == polarity
        ),
        None,
    )
