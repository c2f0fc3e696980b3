"""What a name of a person looks like: surnames and what stands around a name, from persons.toml.

The list is the project's own, not an office's: no folder of standards can make the reader store persons.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("persons.toml")
"""Where the rules stand."""
_HAN = re.compile(r"^[一-鿿]{2,4}$")
_REMEMBERED = 50_000
_BETWEEN = re.compile(r"[\s·•]+")


@dataclass(frozen=True)
class NameRules:
    """The rules of persons.toml.

    Attributes:
        single: surnames of one letter.
        double: surnames of two letters.
        weak: surnames that a text is not searched for.
        words: beginnings of ordinary words.
        ends: last letters of ordinary words.
        lists: the other lists by their names.
    """

    single: frozenset[str]
    double: tuple[str, ...]
    weak: frozenset[str]
    words: frozenset[str]
    ends: frozenset[str]
    lists: dict[str, tuple[str, ...]]
    _met: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_name(self, text: str) -> bool:
        """Whether a text looks like a person's name: a surname and one or two letters, no ordinary word."""
        bare = _BETWEEN.sub("", text)
        if not _HAN.match(bare) or bare[:2] in self.words or bare[-1] in self.ends:
            return False
        if bare.startswith(self.double):
            return len(bare) > 2
        return len(bare) < 4 and bare[0] in self.single

    def are_names(self, text: str) -> bool:
        """Whether a cell holds a name, or several with 、 between them."""
        if text.isascii():
            return False
        found = self._met.get(text)
        if found is None:
            if len(self._met) > _REMEMBERED:
                self._met.clear()
            found = self._met[text] = self._are_names(text)
        return found

    def _are_names(self, text: str) -> bool:
        parts = [
            part for part in re.split(r"[、,，;；/\n]+|\s{2,}", re.sub(r"[(（][^)）]*[)）]", "", text).strip()) if part
        ]
        return bool(parts) and all(self.is_name(part) for part in parts)


@lru_cache(maxsize=1)
def name_rules() -> NameRules:
    """The rules, read once."""
    with FILE.open("rb") as opened:
        read = tomllib.load(opened)
    longest = {
        key: tuple(sorted(value, key=lambda w: (-len(w), w))) for key, value in read.items() if isinstance(value, list)
    }
    return NameRules(
        single=frozenset(read["single"].replace("\n", "")),
        double=longest["double"],
        weak=frozenset(read["weak"]),
        words=frozenset(longest["words"]),
        ends=frozenset(read["ends"]),
        lists=longest,
    )
