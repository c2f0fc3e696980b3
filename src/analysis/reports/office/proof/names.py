"""Schools in a sentence: those of the register, and what ends like a school's name and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_ENDS = re.compile(r"(?:小学|中学|学校|教学点|幼儿园|中心校|完小|初中|高中)")
_HAN = re.compile(r"[一-鿿]+$")
_WORDS = frozenset(
    "各所的有该本两些村镇乡县区级心制他个关检查点标到在对让与和及等是为向从由给办改述全多少数这那每其含于公民别分余类"
)
"""Signs before such an ending that make it a word for schools: 农村小学, 各中学, 受检学校."""
_LONGEST = 6
"""Signs of an unknown name before its ending that are shown."""
_LEAST_NEAR = 4


@dataclass(frozen=True)
class Name:
    """A school in a piece.

    Attributes:
        text: as it stands there.
        start: where it begins; end: behind its last sign.
        known: whether the register has it.
        school: its id; "" where it is not known.
        near: the registered name that differs from it in one sign; "" for none.
        vague: whether it may be a word for schools and no name.
    """

    text: str
    start: int
    end: int
    known: bool
    school: str = ""
    near: str = ""
    vague: bool = False


class Names:
    """The schools of a register.

    Args:
        schools: every name, short name and alias → the school's id.
    """

    def __init__(self, schools: Mapping[str, str]) -> None:
        self.schools = schools
        self.known = sorted(filter(None, schools), key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, self.known)) or r"(?!)")

    def find(self, text: str) -> tuple[Name, ...]:
        """The schools of a piece, in its order."""
        found = [
            Name(match[0], *match.span(), known=True, school=self.schools[match[0]])
            for match in self._pattern.finditer(text)
        ]
        taken = [(name.start, name.end) for name in found]
        for match in _ENDS.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found += self._take_unknown(text, match.start(), match.end())
        return tuple(sorted(found, key=lambda name: name.start))

    def mask(self, text: str) -> str:
        """A text with every school alike."""
        return self._pattern.sub("◇", text)

    def _take_unknown(self, text: str, start: int, end: int) -> Iterator[Name]:
        before = _HAN.search(text[:start])
        if before is None:
            return
        near = self._find_near(text, end)
        if near:
            yield Name(text[end - len(near) : end], end - len(near), end, known=False, near=near)
            return
        stem = before[0][-_LONGEST:]
        cut = max((place for place, sign in enumerate(stem) if sign in _SPLIT), default=-1) + 1
        vague = before[0][-1] in _WORDS or len(stem) - cut < 2
        yield Name(stem[cut:] + text[start:end], start - len(stem) + cut, end, known=False, vague=vague)

    def _find_near(self, text: str, end: int) -> str:
        """A name of as many signs that differs in one from what ends here."""
        return next(
            (name for name in self.known if len(name) >= _LEAST_NEAR
             and Levenshtein.distance(text[max(0, end - len(name)) : end], name, score_cutoff=1) == 1),
            "",
        )  # fmt: skip


_SPLIT = frozenset("除按的和与及在是有为所对从到向由等、了其中将请让给被把就外")
"""Signs that no name goes over."""
