"""Every paragraph of the report that the project starts from has its sentence, and the page in docs/ is current."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.golden.source_report import PAGE, tell_october, write_page

from analysis.narrative.story import Story

NUMERALS = "一二三四"


@pytest.fixture(scope="module")
def story(read_sample: Callable[[str], Path]) -> Story:
    return tell_october(read_sample("zh"))


def test_the_page_is_current(story: Story) -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(story)


@pytest.mark.shared
def test_every_numbered_paragraph_of_the_source_has_a_topic(shared: Path, story: Story) -> None:
    """The paragraphs are counted in the source itself: parts 一 to 四, numbered 1. 2. … within; 三 and 四 have none."""
    text = (shared / "reference/source_report.zh.md").read_text(encoding="utf-8")
    wanted, part = set(), ""
    for line in text.splitlines():
        if found := re.match(rf"([{NUMERALS}])、", line):
            part = found[1]
            wanted.add(part)
        elif (found := re.match(r"(\d+)\.", line)) and part:
            wanted.discard(part)
            wanted.add(f"{part}（{found[1]}）")
    answered = {topic.source.removeprefix("督查报告") for topic in story.standards.topics}
    assert len(wanted) == 11, "five, four, one and one"
    assert {one for one in wanted if not any(source.startswith(one) for source in answered)} == set()


def test_what_touches_persons_is_told_in_mechanisms_only(story: Story) -> None:
    """Petitions and staff: every item is one of the safety mechanisms, and no sentence counts a person."""
    quiet = [topic for topic in story.standards.topics if topic.mechanisms]
    assert {topic.area for topic in quiet} == {"safety"}
    page = write_page(story)
    rows = [line for line in page.splitlines() if any(f"：{story.standards.text(t.title)} |" in line for t in quiet)]
    assert len(rows) == len(quiet)
    assert not re.search(r"\d+(?:人|名)", "".join(rows))
    assert not any(name in "".join(rows) for name in story.names.values())
