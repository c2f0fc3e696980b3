"""docs/method.md and the report number the method alike, and every function that it names is there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.unit.reports.executed import make_notebook
from tests.unit.reports.invented import make_page

from analysis.measures import numbering
from analysis.measures.funnel import CHAPTER as FUNNEL
from analysis.narrative.method import METHODS, list_methods, name_method
from analysis.reports.pages.export import export_page
from analysis.standards.model import Standards

PAGE = (Path(__file__).resolve().parents[3] / "docs/method.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\d+) (.+)$", PAGE, re.M))


def test_headings_are_those_that_the_report_cites(standards: Standards) -> None:
    assert [f"{number} {title}" for number, title in SECTIONS.items()] == [
        name_method(standards, name) for name in METHODS
    ]  # fmt: skip


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([a-z_.]+\.[a-z_]+)`", PAGE)) - {"rounds.computed"}))
def test_every_function_named_is_there(named: str) -> None:
    module, _, function = named.rpartition(".")
    room = "" if module.startswith("rounds.") else "measures."
    assert callable(getattr(import_module(f"analysis.{room}{module}"), function))


CODED = re.findall(r"(?<![\d.])(\d-\d+[a-d]?)(?![\d%])", " ".join(re.findall(r"Codes?[^.`]*", PAGE)))


def test_every_code_named_is_one_that_is_printed(standards: Standards) -> None:
    """Of `numbering`, of an item or area, or an area's number with a suffix (3-16d)."""
    fixed = {value for value in vars(numbering).values() if isinstance(value, str) and re.fullmatch(r"\d-\d+", value)}
    fixed |= set(numbering.AGE_CODES.values())
    items = {standards.code(item) for item in standards.items}
    areas = {code for area in standards.areas for code in (area.total_code, area.agreement_code)}
    funnel = {f"{FUNNEL}-{area.number}" for area in standards.areas}
    balance = {measure.balance for measure in standards.measures.values() if measure.balance}
    known = fixed | items | areas | funnel | balance
    assert len(CODED) > 25
    assert {code.rstrip("abcd") for code in CODED} <= known
    # And the other way round: no number that is printed goes without its section.
    named = {code.rstrip("abcd") for code in CODED} | set(_fill_ranges(CODED))
    assert fixed <= named


def _fill_ranges(codes: list[str]) -> Iterator[str]:
    """The codes between the first and the last of a range: 5-1 to 5-7."""
    for first, last in re.findall(r"(\d-\d+) to (\d-\d+)", PAGE):
        chapter, low = first.split("-")
        yield from (f"{chapter}-{number}" for number in range(int(low), int(last.split("-")[1]) + 1))


def test_every_section_has_its_source_or_its_rule() -> None:
    """A formula without where it comes from is nobody's; a count without its module cannot be looked up."""
    parts = re.split(r"^## .+$", PAGE, flags=re.M)[1:]
    assert len(parts) == len(METHODS)
    for name, text in zip(METHODS, parts, strict=True):
        assert "`" in text or name in ("symbols", "not_done"), name


def test_the_page_lists_every_heading(standards: Standards) -> None:
    page = html.unescape(re.sub("<[^>]+>", "", export_page(make_notebook(make_page("zh")))))
    assert list_methods(standards) in page
    assert standards.say("mark.legend") in page
    for name in METHODS:
        assert f"§{name_method(standards, name)}" in page
