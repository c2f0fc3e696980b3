"""What a workbook is read for: its round and its name in the tables."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import UsageError
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

_MONTH = re.compile(r"^(\d{4})-(\d{2})(?:\D.*)?$")


@dataclass(frozen=True)
class Context:
    """Round and name of the workbook being read.

    Attributes:
        round_id: the round.
        file: what stands in the file column of every table.
        first_day: first day of the round, None if unknown.
        last_day: last day of the round; dates without a year and 本月 count from it.
        pins: the `[[pin]]` tables of round.toml.
        texts: (sheet, cell) → the text that a correction puts there, read by the same rules as any other.
    """

    round_id: str
    file: str
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    pins: tuple[Mapping[str, Any], ...] = ()
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)


def context_of_month(round_id: str, file: str, standards: Standards | None = None) -> Context:
    """The context of a loose file: a round named YYYY-MM lasts that month.

    Args:
        round_id: the round, beginning with a year and a month.
        file: name of the file in the tables.
        standards: for the language of the message; the shipped ones if not given.

    Raises:
        UsageError: the id does not begin with a year and a month.
    """
    match = _MONTH.match(round_id)
    if not match or not 1 <= int(match[2]) <= 12:
        say = (standards or load_standards()).say
        raise UsageError(say("error.round_month", seen=round_id), do=say("error.round_month_do"))
    year, month = int(match[1]), int(match[2])
    return Context(round_id, file, dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
