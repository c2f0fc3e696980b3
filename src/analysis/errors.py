"""What can go wrong, as a person is told it: what, where, what was seen, what it affects, what to do.

Every failure that a user can cause is a `DuchaError`; the command line prints its text and leaves with its exit code,
and no traceback. Anything else that escapes is our fault (exit code 1). What was seen is masked before it gets here: a
message never holds a person's name or number.
"""

from __future__ import annotations

from dataclasses import dataclass

EXIT_DONE = 0
"""Done; flags may have been raised."""
EXIT_OUR_FAULT = 1
"""A bug: the traceback is shown and asked for."""


@dataclass(frozen=True)
class Place:
    """Where something is: a file, and within it a sheet and a cell or row.

    Attributes:
        file: path within the round, or the base name of a loose file.
        sheet: sheet name; empty for a text file.
        cell: an address such as F17, a range such as F4:F17, or a row such as 第17行; may be empty.
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """`全面改薄.xlsx [全面改薄] F17`, leaving out what is not known."""
        sheet = f" [{self.sheet}]" if self.sheet else ""
        cell = f" {self.cell}" if self.cell else ""
        return f"{self.file}{sheet}{cell}"


class DuchaError(Exception):
    """A failure that is told, not traced.

    Args:
        what: what is wrong, a whole sentence.
        place: where it is, if it is in a file.
        seen: what was found there, already masked.
        affects: what the reader loses by it.
        do: what to do now.
    """

    exit_code = EXIT_OUR_FAULT

    def __init__(
        self, what: str, *, place: Place | None = None, seen: str = "", affects: str = "", do: str = ""
    ) -> None:
        self.what, self.place, self.seen, self.affects, self.do = what, place, seen, affects, do
        super().__init__(what)

    def __str__(self) -> str:
        """The parts in their fixed order, on one line."""
        head = f"{self.place}: {self.what}" if self.place else self.what
        seen = f"({self.seen})" if self.seen else ""
        return " ".join(part for part in (head, seen, self.affects, self.do) if part)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a reading worker."""
        return (_rebuild, (type(self), self.what, self.place, self.seen, self.affects, self.do))


def _rebuild(kind: type[DuchaError], what: str, place: Place | None, seen: str, affects: str, do: str) -> DuchaError:
    return kind(what, place=place, seen=seen, affects=affects, do=do)


class UsageError(DuchaError):
    """An argument or parameter that makes no sense."""

    exit_code = 2


class MissingError(DuchaError):
    """A round, workspace or file that is not there."""

    exit_code = 3


class RefusedWorkbook(DuchaError):
    """A workbook that cannot be read: encrypted, damaged, too large, no table. The rest of the round goes on."""

    exit_code = 4


class StandardsError(DuchaError):
    """A rule file that contradicts itself or its form."""

    exit_code = 5


class CorrectionsError(DuchaError):
    """A corrections.toml, round.toml, register or plan that cannot be taken."""

    exit_code = 5


class PrivacyStop(DuchaError):
    """A person was about to be written; nothing was."""

    exit_code = 6


class NotebookFailed(DuchaError):
    """A notebook stopped; its executed copy lies in outputs/failed/."""

    exit_code = 7


class PrintFailed(DuchaError):
    """The browser made no PDF of the page; every other product is in place."""

    exit_code = 9


class Locked(DuchaError):
    """Another run holds the round, or a product is open in another program."""

    exit_code = 8
