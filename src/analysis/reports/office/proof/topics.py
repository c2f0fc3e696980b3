"""What each number of a sentence is of: the codes, items, areas, towns and schools named around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.reports.office.proof.blocks import narrow
from analysis.reports.office.proof.names import Names
from analysis.reports.office.proof.numerals import SIGNS, read_numeral
from analysis.reports.office.proof.tokens import CODE, SHARES, Token
from analysis.standards.model import Standards

CODES, ITEMS, AREAS, GROUPS, SCHOOLS = SORTS = ("code", "item", "area", "group", "school")
"""Sorts of what is named."""
_ENDED = {sort: {sort, CODES} for sort in SORTS} | {AREAS: {AREAS, ITEMS, CODES}}
"""What a new name of a sort ends beside the last one: another area has other items, a code was of what went before."""
_LEAST = {"zh": 4, "en": 8}
"""An item's title of fewer signs is a word of its own as well: 楼梯."""
_ITEM = re.compile(
    rf"第\s*(?P<zh>[\d{SIGNS}]+(?:\s*[、,至和及\-—]\s*第?\s*[\d{SIGNS}]+)*)\s*条"
    r"|\b[Ii]tems?\s+(?P<en>\d+(?:\s*(?:,|and|or|to|, and)\s*\d+)*)"
)
_NUMBER = re.compile(rf"\d+|[{SIGNS}]+")
_WHOLE = re.compile(r"全[县区市州旗]|总计|合计|总共|全部|\b(?:overall|altogether|in total|in all)\b", re.IGNORECASE)
"""Words with which a sentence goes back from a town or a school to all of them."""
_FILE = re.compile(r"《[^》]*》|\S+\.(?:xlsx?|csv|et|ods|docx?|wps|md)\b")
"""Names of files, which name areas and schools of their own."""
_CLAUSE = re.compile(r"[,;。;]")
_LIST = re.compile(r"[,;。;:(]")
"""Where a number's clause ends or a list begins of what it counts."""
_PART = re.compile(r"其中|包括|\bof (?:which|them)\b|\bincluding\b", re.IGNORECASE)
"""Words for a part, after whose clause a sentence goes on with the whole."""


@dataclass(frozen=True)
class Mention:
    """Something named in a sentence: its sort, its key, where it stands; the sort "" takes towns and schools back."""

    sort: str
    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Scope:
    """What a number is of, as far as its sentence says: sorts and keys."""

    keys: frozenset[tuple[str, str]] = frozenset()

    def __getitem__(self, sort: str) -> frozenset[str]:
        return frozenset(key for one, key in self.keys if one == sort)

    @property
    def empty(self) -> bool:
        """Whether the sentence names nothing."""
        return not self.keys

    def without(self, sort: str) -> Scope:
        """This without what it names of a sort."""
        return Scope(frozenset(one for one in self.keys if one[0] != sort))

    def within(self, area: str) -> Scope:
        """This, of an area where it names none."""
        return self if self[AREAS] or not area else Scope(self.keys | {(AREAS, area)})


class Topics:
    """What can be named in a round.

    Args:
        standards: items and areas with their titles.
        codes: every number code as it is printed: 3-16, 3-0@松岫镇.
        groups: words for towns and kinds → their key in the results.
        names: the schools.
    """

    def __init__(self, standards: Standards, codes: Iterable[str], groups: Mapping[str, str], names: Names) -> None:
        self.standards, self.codes, self.groups, self.names = standards, frozenset(codes), groups, names
        least = _LEAST[standards.lang]
        titles = ((narrow(standards.name(one)), one) for one in standards.items)
        self.items = {title: one for title, one in titles if len(title) >= least}
        self.areas: dict[str, str] = {}
        for area in standards.areas:
            title = narrow(standards.text(area.title))
            self.areas |= {title: area.id, title.partition("(")[0].strip(): area.id}
            self.areas[narrow(standards.text(area.short))] = area.id
        words = sorted((*self.items, *self.areas, *groups), key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def find(self, text: str, *, area: str = "") -> tuple[Mention, ...]:
        """What a text names, in its order.

        Args:
            text: signs of full width made half.
            area: of which it is, where it does not say.
        """
        found, rest = [], _FILE.sub(lambda match: chr(0) * len(match[0]), text)
        for match in CODE.finditer(text):
            if match[0] in self.codes:
                found.append(Mention(CODES, match[0], *match.span()))
                rest = _blank(rest, *match.span())
        for name in self.names.find(rest):
            if name.known:
                found.append(Mention(SCHOOLS, name.school, name.start, name.end))
                rest = _blank(rest, name.start, name.end)
        for match in self._pattern.finditer(rest):
            word = match[0]
            sort, key = next((sort, known[word]) for sort, known in (
                (AREAS, self.areas), (ITEMS, self.items), (GROUPS, self.groups)) if word in known)  # fmt: skip
            found.append(Mention(sort, key, *match.span()))
        found += [Mention("", "", *match.span()) for match in _WHOLE.finditer(rest)]
        areas = sorted((one for one in found if one.sort == AREAS), key=lambda one: one.start)
        for match in _ITEM.finditer(rest):
            near = next((one.key for one in reversed(areas) if one.start < match.start()), area)
            found += [Mention(ITEMS, key, *match.span()) for key in self._list_items(match["zh"] or match["en"], near)]
        return tuple(sorted(found, key=lambda one: (one.start, one.key)))

    def _list_items(self, written: str, area: str) -> Sequence[str]:
        """Items of these numbers, of an area where it has them."""
        spans = (read_numeral(number) for number in _NUMBER.findall(written))
        numbers = {span[0] for span in spans if span}
        items = [item for item in self.standards.items.values() if item.number in numbers]
        return [item.id for item in items if item.area == area] or [item.id for item in items]

    def list_scopes(self, text: str, tokens: Sequence[Token], *, area: str = "", listed: bool = False) -> list[Scope]:
        """What each number of a text is of.

        A number is of what was named last before it, together with what was named in one run with that, and of what
        its own clause names behind it; in a row of a table of all that the row names.

        Args:
            text: a sentence, or a row.
            tokens: its numbers, in its order.
            area: of which it is, where it does not say.
            listed: whether it is a row.
        """
        mentions = self.find(text, area=area)
        if listed:
            return [_gather(mentions)] * len(tokens)
        return [_put_together(_list_before(text, mentions, tokens, place), _list_behind(text, mentions, tokens, place))
                for place in range(len(tokens))]  # fmt: skip


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{chr(0) * (end - start)}{text[end:]}"


def _gather(mentions: Iterable[Mention]) -> Scope:
    return Scope(frozenset((one.sort, one.key) for one in mentions if one.sort))


def _put_together(before: Sequence[Mention], behind: Sequence[Mention]) -> Scope:
    """A code behind a number is its own; one before it is then another's."""
    coded = any(one.sort == CODES for one in behind)
    return _gather([*(one for one in before if not (coded and one.sort == CODES)), *behind])


def _list_before(text: str, mentions: Sequence[Mention], tokens: Sequence[Token], place: int) -> list[Mention]:
    """What holds where a number begins: of each sort the last run that no number has ended."""
    holding: dict[str, list[Mention]] = {}
    used: set[str] = set()
    token = tokens[place]
    events: list[Mention | Token] = sorted((*mentions, *tokens[:place]), key=lambda one: one.start)
    for one in events:
        if one.start >= token.start:
            break
        if isinstance(one, Token):
            used = set(SORTS)
        elif not one.sort:
            holding |= {GROUPS: [], SCHOOLS: []}
        elif not _is_over(text, one, token):
            holding |= {sort: [] for sort in (_ENDED[one.sort] if one.sort in used else ())}
            used -= {one.sort}
            holding.setdefault(one.sort, []).append(one)
    if CODES in used and token.kind not in SHARES:
        holding[CODES] = []
    return [one for found in holding.values() for one in found]


def _is_over(text: str, mention: Mention, token: Token) -> bool:
    """Whether it named a part in a clause that ends before the number."""
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, mention.start)), default=0)
    return bool(_PART.search(text, start, mention.start)) and bool(_CLAUSE.search(text, mention.end, token.start))


def _list_behind(text: str, mentions: Sequence[Mention], tokens: Sequence[Token], place: int) -> list[Mention]:
    """What the rest of a number's clause names, up to the next number."""
    token = tokens[place]
    end = tokens[place + 1].start if place + 1 < len(tokens) else len(text)
    stop = _LIST.search(text, token.end, end)
    end = stop.start() if stop else end
    return [one for one in mentions if token.end <= one.start < end and one.sort]
