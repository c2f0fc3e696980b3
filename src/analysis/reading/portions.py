"""How much of a work a status says is done, and what it leaves open: 3/5, 共5处 beside 已整改3处, 另1处未改."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.reading.numbers import parse_number
from analysis.standards.words import Words

_FRACTION = re.compile(r"(?<![\d./-])(\d+(?:\.\d+)?)[/⁄](\d+(?:\.\d+)?)(?![\d/.-])")
"""3/5, ½; not a day with its year."""
_NUMBER = r"(?<!第)(\d+(?:\.\d+)?|(?<![统唯])[一二两三四五六七八九十百几数]+)[余多]?"
PARTLY, DOUBT = "partly", "doubt"
"""What a phrase does to a done that is said beside it: only a part of it is, or nobody can tell."""


def drop_whole(folded: str, words: Words) -> str:
    """The text without the fractions that are all of it: 已整改5/5."""
    for found in reversed(list(_find_fractions(folded, words))):
        if float(found[1]) == float(found[2]) > 0:
            folded = folded[: found.start()] + folded[found.end() :]
    return folded


def find_share(folded: str, words: Words) -> str:
    """The words that say how much of it is done, "" where none do or all of it is."""
    for whole in _list(words, "whole"):
        folded = folded.replace(whole, "")
    shares = [word for word in _list(words, "some") if word in folded]
    shares += [found[0] for found in _find_fractions(folded, words) if 0 < float(found[1]) < float(found[2])]
    return max(shares, key=len, default="")


def is_reserved(folded: str, words: Words) -> bool:
    """Whether a phrase that says no done leaves something open beside one: 未通电, 待换, 剩1处, 另2盏待换."""
    if folded.startswith(_list(words, "fine")):
        return False
    if folded.startswith(_list(words, "reserved")):
        return True
    if any(word in folded for word in _list(words, "rest")):
        return _leaves_rest(folded, words)
    known = _is_repair(folded, words) or folded.startswith(_list(words, "attached")) or is_total(folded, words)
    return bool(_list_counts(folded, words)) and not known


def leaves_some(folded: str, words: Words) -> bool:
    """Whether a phrase that says done leaves something open itself: 2处已整改另1处不动, 5处已整改3处, 已整改0/5."""
    fractions = _find_fractions(folded, words)
    if any(not 0 < float(found[1]) <= float(found[2]) for found in fractions):
        return True
    if _leaves_rest(folded, words):
        return True
    starts = [folded.index(word) for word in (*_list(words, "done"), *_list(words, "repaired")) if word in folded]
    verb = min(starts, default=0)
    before, after = _list_counts(folded[:verb], words), _list_counts(folded[verb:], words)
    return any(unit == other and number != done for number, unit in before for done, other in after)


def _leaves_rest(folded: str, words: Words) -> bool:
    """Whether it speaks of a rest (另, 剩, 除外) of which it does not say that it is done: 另1处已整改 does."""
    rests = [folded.split(word, 1)[1] for word in _list(words, "rest") if word in folded]
    told = (_is_repair(rest, words) and any(lead in rest for lead in _list(words, "done")) for rest in rests)
    return not all(told)


def _is_repair(folded: str, words: Words) -> bool:
    """Whether a phrase tells what was repaired, and nothing that was not: 更换灯管3盏."""
    return any(verb in folded for verb in _list(words, "repaired")) and not is_open_ended(folded, words)


def is_open_ended(folded: str, words: Words) -> bool:
    """Whether a phrase holds a word of what is not done, or not yet."""
    return any(word in folded for word in (*_list(words, "open"), *_list(words, "rest")))


def is_total(folded: str, words: Words) -> bool:
    """Whether the count of a phrase is of all there was to do: 共5处, 发现问题3个, 5处隐患."""
    told = folded.startswith(_list(words, "total")) or folded.endswith(_list(words, "total_end"))
    return told and not any(word in folded for word in _list(words, "rest"))


def compare_counts(totals: Sequence[str], done: Sequence[str], words: Words) -> str:
    """What the count of all says of a done beside it: 共5处，已整改3处 is a part; without a count it is all of it.

    Args:
        totals: phrases that count all there was to do.
        done: phrases that say done.
        words: the indexes of the standards.

    Returns:
        `PARTLY`, `DOUBT` where the counts are of different things or cannot be, "" where they agree.
    """
    whole = [count for phrase in totals for count in _list_counts(phrase, words)]
    counts = [count for phrase in done for count in _list_counts(phrase, words)]
    if not whole or not counts:
        return ""
    if len({unit for _, unit in (*whole, *counts)}) > 1 or len(whole) > 1:
        return DOUBT
    reached, due = sum(number for number, _ in counts), whole[0][0]
    return "" if reached == due > 0 else PARTLY if 0 < reached < due else DOUBT


def _find_fractions(folded: str, words: Words) -> Iterator[re.Match[str]]:
    """Every k/N of a text but a day in the year: 于10/12, 10/12前."""
    for found in _FRACTION.finditer(folded):
        before, after = folded[: found.start()], folded[found.end() :]
        if not (before.endswith(_list(words, "day_leads")) or after.startswith(_list(words, "day_ends"))):
            yield found


def _list_counts(folded: str, words: Words) -> list[tuple[float, str]]:
    """Every number of things in a text, with its measure word: (3.0, 处); 几处 is 0, as nobody knows how many."""
    units = "|".join(map(re.escape, _list(words, "counted")))
    spans = "|".join(map(re.escape, _list(words, "spans")))
    if not units:
        return []
    found = re.findall(f"{_NUMBER}({units})" + (f"(?!{spans})" if spans else ""), folded)
    numbers = ((parse_number(number, words), unit) for number, unit in found)
    return [(number.value if number else 0.0, unit) for number, unit in numbers]


def _list(words: Words, name: str) -> tuple[str, ...]:
    return words.lists.get(f"statuses.parts.{name}", ())
