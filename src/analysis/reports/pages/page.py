"""What every component of a page needs, and the pieces that a notebook cell shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from analysis.measures.corrected import tell_correction
from analysis.measures.results import RoundResults
from analysis.narrative.change import compared
from analysis.narrative.passages import list_words, name_nouns, write_day
from analysis.narrative.story import Story, tell_story
from analysis.reading.masking import mask_title
from analysis.reading.privacy import MASK
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.style import notebook_style
from analysis.rounds.office_text import OfficeParagraph
from analysis.rounds.round import Round
from analysis.standards.model import Area, Standards

_NAMED = re.compile(r"(《|\[)([^》\]]*)(》|\])")
LANG_TAGS = {"zh": "zh-CN", "en": "en"}
"""Language of a run → language tag of the page."""
ANALYSIS = 8
"""Chapter of the numbers of the analyst's appendix, which is left out where the round has none of them."""
METADATA = "ducha"
"""Key of a block's output metadata, by which the export finds its place."""


@dataclass(frozen=True)
class Page:
    """A round's results on their way to a page; frozen, so that no cell of a notebook changes what the next one shows.

    Attributes:
        round_id: folder name of the round.
        story: results, rules and dates, as sentences need them.
        panels: codes of the numbers that open a panel; the others link to their row in the annex.
        names: school id → name.
        towns: school id → town.
        sample: whether the round is invented; every sheet says so.
        office_text: the office's own paragraphs of the written report.
        erratum: whether the page has the erratum's table, which the signs of revised numbers lead to.
        known: other names of schools, which no file's or sheet's name is masked for.
    """

    round_id: str
    story: Story
    panels: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False
    known: frozenset[str] = frozenset()
    office_text: tuple[OfficeParagraph, ...] = ()
    erratum: bool = True

    @property
    def standards(self) -> Standards:
        """Rules and wording, in the page's language."""
        return self.story.standards

    @property
    def results(self) -> RoundResults:
        """Everything that may be shown."""
        return self.story.results

    def say(self, key: str, **fields: object) -> str:
        """A text of the wording file's [page] section; what is inspected (所, schools) is known to every text."""
        nouns = name_nouns(self.standards)
        noun = nouns["counter"] if self.standards.lang == "zh" else nouns["entities"]
        return self.standards.say(f"page.{key}", **{**nouns, "noun": noun, **fields})

    def word(self, key: str) -> str:
        """A word of any other section, such as verdict.met."""
        return self.standards.wording[key]

    def school(self, school_id: str) -> str:
        """A school's name; its id where nobody knows it; words where a cell names no school."""
        return self.names.get(school_id, school_id) if school_id else self.say("no_school")

    def replied(self, school_id: str, item_id: str) -> bool:
        """Whether a finding has a reply of its school that is not decided."""
        return (school_id, item_id) in self.results.pending

    def reply_mark(self, school_id: str, item_id: str) -> Piece:
        """`申辩中` behind such a finding, else nothing."""
        word = f" {self.word('reply.pending')}"
        return tag("span", word, class_="hot") if self.replied(school_id, item_id) else None

    @property
    def judged(self) -> bool:
        """Whether anything was seen or verified: a round just planned has a page too."""
        numbers = self.results.numbers
        return bool(((numbers["subject"] == "area") & (numbers["denominator"] > 0)).any())

    def town(self, school_id: str) -> str:
        """A school's town, or ""."""
        return self.towns.get(school_id, "")

    def file(self, name: str) -> str:
        """A file name in its marks: 《全面改薄.xlsx》."""
        if not name:
            return ""
        return f"{self.word('mark.open_file')}{self.title(name)}{self.word('mark.close_file')}"

    def title(self, name: str) -> str:
        """The name of a file or sheet without names of persons; those of the register's schools and towns stay."""
        return mask_title(name, MASK, (*self.names.values(), *self.towns.values(), *self.known))

    def message(self, text: str) -> str:
        """The message of a flag, the files and sheets that it names as `title` has them."""
        return _NAMED.sub(lambda found: f"{found[1]}{self.title(found[2])}{found[3]}", text)

    def cell(self, file: str, sheet: str, address: str) -> str:
        """A cell as a person finds it: 《台账.xlsx》 [核实追踪] I8; the sheet where its workbook has more than one."""
        return " ".join(part for part in (self.file(file), self.sheet(file, sheet), address) if part)

    def sheet(self, file: str, sheet: str) -> str:
        """The sheet's name in brackets, or "" where the workbook has no other sheet to take for it."""
        return "" if file in self._single or not sheet else f"[{self.title(sheet)}]"

    @cached_property
    def _single(self) -> frozenset[str]:
        """Workbooks that have one sheet."""
        books = self.results.workbooks
        return frozenset(books.loc[books["sheets"] == 1, "file"])

    def correction(self, round_id: str, file: str, sheet: str, cell: str) -> Markup | None:
        """What a person made of a cell and why, below its text; nothing for one that stands as it was written."""
        row = self.results.corrected.get((round_id or self.round_id, file, sheet, cell))
        return tag("span", tell_correction(row, self.standards), class_="fix") if row else None

    def day(self, written: str) -> str:
        """An ISO day as a sentence has it: 10月18日; anything else as written."""
        try:
            when = date.fromisoformat(written)
        except ValueError:
            return written
        return write_day(self.standards, when, base=self.story.as_of)

    def listed(self, words: list[str]) -> str:
        """Words as a list: 甲、乙, or A and B."""
        return list_words(self.standards, words)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that the round covers, in the standard's order."""
        codes = set(self.results.numbers["code"])
        return tuple(area for area in self.standards.areas if area.total_code in codes)

    @property
    def chapters(self) -> Mapping[str, int]:
        """Chapters after the areas and their numbers; one that the round has nothing for is left out."""
        names = [
            name
            for name, there in (
                ("problems", bool(len(self.results.problems))), ("change", compared(self.story)), ("quality", True),
                ("analysis", bool((self.results.numbers["chapter"] == ANALYSIS).any())),
            )
            if there
        ]  # fmt: skip
        last = max((area.number for area in self.standards.areas), default=0)
        return {name: last + place for place, name in enumerate(names, start=1)}


def open_page(round_: Round, results: RoundResults) -> Page:
    """Prepare a page of a round: its story, names of schools, and which numbers open a panel."""
    frame = round_.register.frame
    names = dict(zip(frame["school_id"], frame["name"], strict=True))
    story = tell_story(round_, results)
    known = frozenset(name for column in ("short_name", "aliases") for name in frame[column] if name)
    towns = dict(zip(frame["school_id"], frame["town"], strict=True))
    return Page(
        round_.id,
        story,
        panels=panel_codes(results),
        names=names | story.names,
        towns=towns,
        sample=round_.sample,
        known=known,
        office_text=round_.office_text,
    )


def panel_codes(results: RoundResults) -> frozenset[str]:
    """Codes of the whole round's numbers that have cells to show."""
    cells = results.number_cells
    return frozenset(cells.loc[(cells["group_by"] == "") & (cells["file"] != ""), "code"])


@dataclass(frozen=True)
class Block:
    """A piece of the page as a cell's output: Jupyter draws it, the export puts it in its place.

    Attributes:
        html: the markup.
        slot: where it goes: head (the page's header), main, or panels (after everything).
        contents: entries for the table of contents: (id, title, starts a group).
        facts: what the export needs to know of the page, from its first block (`front.page_facts`): lang, title, mark,
            the house style.
    """

    html: Markup
    slot: str = "main"
    contents: tuple[tuple[str, str, bool], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Jupyter's protocol: the markup, and the metadata that the export reads."""
        style = notebook_style(self.facts["tokens"]) if self.slot == "head" else ""
        html = f"{style}{tag('div', self.html, class_='ducha')}"
        metadata = {"slot": self.slot, "contents": [list(entry) for entry in self.contents], "facts": dict(self.facts)}
        return {"text/html": html, "text/plain": f"<{self.slot}>"}, {METADATA: metadata}


def heading(title: Piece, name: str, *, css: str | None = None, level: int = 2) -> Markup:
    """A heading that links and the table of contents can point to."""
    return tag(f"h{level}", title, id=name, class_=css)


def paragraph(*pieces: Piece, css: str | None = None) -> Markup:
    """A paragraph; nothing where there is nothing to say."""
    content = join(*pieces)
    return tag("p", content, class_=css) if content else Markup("")
