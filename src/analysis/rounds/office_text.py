"""text.md of a round: the office's own paragraphs, which go into the written report and survive every rerun.

A line that begins with # names the section that the paragraphs under it go to; a blank line parts paragraphs. What
stands before the first heading goes under the opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.reading.privacy import mask_text
from analysis.rounds.handwritten import decode_text

TEXT_FILE = "text.md"
"""Its name in the round's folder."""


@dataclass(frozen=True)
class OfficeParagraph:
    """A paragraph as the office wrote it, persons masked.

    Attributes:
        heading: the heading it stands under, without marks; "" before the first.
        text: its words in one line, with slots such as {3-16}.
        line: number of its first line in the file.
    """

    heading: str
    text: str
    line: int


def read_office_text(folder: Path) -> tuple[OfficeParagraph, ...]:
    """The paragraphs of a round's text.md in their order; none where there is no such file."""
    path = folder / TEXT_FILE
    if not path.is_file():
        return ()
    found: list[OfficeParagraph] = []
    heading, lines, first = "", list[str](), 0
    for number, line in enumerate((*decode_text(path.read_bytes()).splitlines(), ""), start=1):
        written = line.strip()
        if written and not written.startswith("#"):
            first = first or number
            lines.append(written)
            continue
        if lines:
            found.append(OfficeParagraph(heading, mask_text("".join(lines)), first))
            lines, first = [], 0
        if written:
            heading = written.lstrip("#").strip()
    return tuple(found)
