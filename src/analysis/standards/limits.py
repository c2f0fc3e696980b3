"""How much of a workbook is opened: limits.toml as numbers, each named in the message of what it refuses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from analysis.standards.model import Standards
from analysis.standards.problems import Problems

LIMITS_FILE = "limits.toml"
"""The rule file."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What limits.toml says; the comments there tell what each is for.

    Attributes:
        inflate_ratio: how many times larger a part may unpack than it is packed.
        inflate_from: parts that unpack to fewer bytes are not held to the ratio.
        entries: parts in a container.
        part_bytes: bytes of one unpacked part.
        text_chars: characters of the shared texts, or of a text file.
        file_bytes: bytes of the file.
        area: rows × columns of the used range of a sheet.
        cells: cells that hold something, in all sheets.
        merged_area: places under the merged cells of a sheet.
        seconds: time for one workbook.
        seconds_per_megabyte: more time for each megabyte of the file.
        memory_bytes: memory of the reading process.
    """

    inflate_ratio: int
    inflate_from: int
    entries: int
    part_bytes: int
    text_chars: int
    file_bytes: int
    area: int
    cells: int
    merged_area: int
    seconds: int
    seconds_per_megabyte: int
    memory_bytes: int

    def time_for(self, size: int) -> float:
        """Seconds that reading a file of this many bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / _MEGABYTE


@cache
def shipped_limits() -> Limits:
    """The limits as shipped, for what is opened before any standards are loaded."""
    return Limits(**tomllib.loads(Path(__file__).with_name(LIMITS_FILE).read_text(encoding="utf-8")))


def limits_of(standards: Standards) -> Limits:
    """The limits of these standards."""
    return Limits(**standards.words["limits"])


def prove_limits(problems: Problems, table: Mapping[str, Any]) -> None:
    """Add what limits.toml has wrong to `problems`: a key missing or unknown, a value that is no whole number."""
    known = [field.name for field in fields(Limits)]
    for key in sorted(set(table) - set(known)):
        problems.add((LIMITS_FILE, key), "unknown_key", key=key, known=", ".join(known))
    for key in known:
        value = table.get(key)
        if value is None:
            problems.add((LIMITS_FILE, key), "missing_key", key=key)
        elif not isinstance(value, int) or isinstance(value, bool) or value < 1:
            problems.add((LIMITS_FILE, key), "wrong_type", seen=value, kind=problems.wording["standards.kind_integer"])
