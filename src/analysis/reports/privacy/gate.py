"""The privacy gate: a product that shows a person stops the publication, and file, place and kind are told, no value.

It reads the finished products by rules of its own (shapes of numbers), by the contexts that tell a name, and by the
deny set of the round (denied.py). The shapes stand here and not in reading/privacy, which masks by its own: this is the
second net, and a hole in the first must not be one in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from analysis.errors import Place, PrivacyStop
from analysis.reading.masking import find_names
from analysis.reading.privacy import MASK
from analysis.reading.schools import SchoolRegister
from analysis.reports.privacy.denied import list_denied
from analysis.reports.privacy.packages import PACKAGES, list_authors
from analysis.reports.privacy.showing import read_product
from analysis.rounds.round import Round
from analysis.standards.model import Standards

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
SHAPES = {
    "id_number": re.compile(
        r"(?<![0-9A-Za-z.])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
    ),
    "contact": re.compile(
        r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z]|\.[0-9])"
        r"|(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){0,4}\.[A-Za-z]{2,12}(?![A-Za-z])"
    ),
    "plate": re.compile(rf"[{_PROVINCES}][A-HJ-NP-Z][·. ]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Za-z0-9])"),
}
"""Class of refused content → what it looks like: an identity number with a date of birth, a mobile number or an address
of mail, a number plate."""
_NUMBER = re.compile(r"(?<![0-9A-Za-z.])[0-9][0-9 -]{5,}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z.])[1-9][0-9]{15,18}(?![0-9A-Za-z])")
_DIGITS = re.compile(r"[0-9]+[Xx]?")
"""A denied text that is a number, and is found however it is grouped; any other is found as it stands."""
Tree = dict[str, "Tree"]
"""Texts by their letters: what begins alike shares a branch, "" ends a text."""
_MOST_PLACES = 10
"""Places that a message names."""
_TOLD = ("denied", "person_name", "bank", *SHAPES)


@dataclass(frozen=True)
class Hit:
    """A place of a product that shows a person.

    Attributes:
        file: the product.
        place: where in it.
        kind: a class of refused content, or denied for a text of the deny set.
    """

    file: str
    place: str
    kind: str


@dataclass(frozen=True)
class Gate:
    """What nothing may show.

    Attributes:
        standards: the language of what is told.
        denied: texts that were refused in the round's workbooks.
        known: names of schools and towns, which are no persons.
    """

    standards: Standards
    denied: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()

    def stop(self, products: Mapping[str, bytes]) -> None:
        """Let products pass, all of them or none.

        Args:
            products: file name → content.

        Raises:
            PrivacyStop: something shows a person; says which kind, how often and where, never what.
        """
        hits = sorted({hit for name, data in products.items() for hit in self.find(name, data)}, key=_order)
        if not hits:
            return
        say = self.standards.say
        kinds = Counter(hit.kind for hit in hits)
        told = say("narrative.mark.list").join(
            say("page.gate_kind", kind=say(f"refused_class.{kind}"), count=kinds[kind]) for kind in _TOLD if kinds[kind]
        )
        first = hits[0]
        others = [f"{hit.file} {hit.place}".strip() for hit in hits[1:_MOST_PLACES]]
        more = say("page.gate_places", places=say("narrative.mark.semicolon").join(others)) if others else ""
        what = say("page.gate", kinds=told, files=len({hit.file for hit in hits}))
        raise PrivacyStop(what, place=Place(first.file, cell=first.place), affects=more, do=say("page.gate_do"))

    def find(self, name: str, data: bytes) -> Iterator[Hit]:
        """The places of a product that show a person, its own name among them."""
        for kind in self._judge(name):
            yield Hit(self._hide(name), "", kind)
        if PurePosixPath(name).suffix.lower() in PACKAGES:
            yield from (Hit(self._hide(name), place, "person_name") for place in list_authors(data))
        for shown in read_product(name, data):
            for kind in self._judge(shown.text):
                yield Hit(self._hide(name), self._hide(shown.place), kind)

    def _judge(self, text: str) -> Iterator[str]:
        folded = unicodedata.normalize("NFKC", text)
        yield from (kind for kind, shape in SHAPES.items() if shape.search(folded))
        if any(_is_card(found[0]) for found in _CARD.finditer(folded)):
            yield "bank"
        if self._is_denied(folded):
            yield "denied"
        if any(not self._is_known(found) for found in find_names(folded)):
            yield "person_name"

    def _is_denied(self, text: str) -> bool:
        if self._words and self._words.search(text):
            return True
        return bool(self._numbers) and any(_bare(found[0]) in self._numbers for found in _NUMBER.finditer(text))

    def _is_known(self, name: str) -> bool:
        return name in self._own or any(name in known for known in self.known)

    def _hide(self, text: str) -> str:
        """A place without what may not be told."""
        hidden = self._words.sub(MASK, text) if self._words else text
        return _NUMBER.sub(lambda found: MASK if _bare(found[0]) in self._numbers else found[0], hidden)

    @cached_property
    def _own(self) -> str:
        """Our own wording, a word of which (申辩) may begin like a surname."""
        return "\n".join(self.standards.wording.values())

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        """Finds any of the denied texts that is no number."""
        texts = self._plain - self._numbers
        return re.compile(_any_of(texts)) if texts else None

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The denied numbers."""
        return frozenset(text for text in self._plain if _DIGITS.fullmatch(text))

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The denied texts with plain letters and digits, as the texts of products are read."""
        texts = (unicodedata.normalize("NFKC", text) for text in self.denied)
        return frozenset(text.upper() if _DIGITS.fullmatch(text) else text for text in texts)


def make_gate(round_: Round, raw: Path) -> Gate:
    """The gate of a round: what was refused in it and in the earlier rounds that it tells of.

    Args:
        round_: the round.
        raw: data/raw, where the workbooks of every round lie.
    """
    denied = (list_denied(one, one.find_raw(raw) / one.id) for one in (round_, *round_.earlier))
    return Gate(round_.standards, frozenset().union(*denied), list_known(round_.register))


def list_known(register: SchoolRegister) -> frozenset[str]:
    """Every name of a school or town, of any time."""
    names = ("name", "short_name", "aliases", "town")
    return frozenset(row[name] for row in register.every for name in names if row[name])


def _order(hit: Hit) -> tuple[str, str, str]:
    return hit.file, hit.place, hit.kind


def _is_card(digits: str) -> bool:
    """Whether digits are a card number by its check digit (Luhn, ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _bare(number: str) -> str:
    return re.sub(r"[ -]", "", number).upper()


def _any_of(texts: Iterable[str]) -> str:
    """A pattern that finds any of many texts in one pass: what begins alike is written once."""
    tree: Tree = {}
    for text in texts:
        branch = tree
        for mark in text:
            branch = branch.setdefault(mark, {})
        branch[""] = {}
    return _write(tree)


def _write(tree: Tree) -> str:
    """A tree of letters as a pattern; where a text ends, longer ones that begin with it need not be looked for."""
    if "" in tree:
        return ""
    parts = [re.escape(mark) + _write(tree[mark]) for mark in sorted(tree)]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
