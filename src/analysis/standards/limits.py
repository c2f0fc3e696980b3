"""How much of a workbook is opened: limits.toml as numbers, each named in the message of what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
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

    inflate_ratio: int = 100
    inflate_from: int = 100_000
    entries: int = 1_000
    part_bytes: int = 200_000_000
    text_chars: int = 10_485_760
    file_bytes: int = 100_000_000
    area: int = 8_000_000
    cells: int = 2_000_000
    merged_area: int = 2_000_000
    seconds: int = 8
    seconds_per_megabyte: int = 1
    memory_bytes: int = 1_000_000_000

    def time_for(self, size: int) -> float:
        """Seconds that reading a file of this many bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / _MEGABYTE


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
