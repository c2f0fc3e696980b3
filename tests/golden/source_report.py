"""Write docs/source-report.md: every paragraph of the office's own report and the sentence that answers it.

Run as `python -m tests.golden.source_report`; a test holds the page to what the October sample gives.
"""

from __future__ import annotations

from pathlib import Path

from analysis.measures.results import load_results
from analysis.narrative.clauses import write_clauses
from analysis.narrative.passages import plain
from analysis.narrative.story import Story, tell_story
from analysis.narrative.upward import write_ordered
from analysis.rounds.round import load_round
from analysis.standards.model import Topic

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "source-report.md"
PROOF = "`tests/golden/test_source_report.py`, `tests/unit/narrative/test_document.py`"
LEAD = f"""# 源报告逐段对照

一份学区办公室的督查报告是本项目的起点。它有四个部分，除人数以外没有一个数。下表逐段写明本项目用哪些条目、哪些数来回答，
以及2016年10月示例轮由此生成的句子。信访部分只列机制和事项，只列全区合计；源报告里的人数一律不复现。

证明：{PROOF}。本页由 `python -m tests.golden.source_report` 写成。

| 源报告 | 我们的部分 | 条目 | 其他数 | 生成的句子 |
|---|---|---|---|---|
"""


def write_page(story: Story) -> str:
    """The page for a round."""
    return LEAD + "".join(_row(story, topic) for topic in story.standards.topics)


def _row(story: Story, topic: Topic) -> str:
    sentence = plain(write_ordered(story, write_clauses(story, topic))).replace("|", "\\|")
    area = story.standards.text(story.standards.area(topic.area).title)
    items, codes = "、".join(topic.items) or "—", "、".join(topic.codes) or "—"
    return f"| {topic.source} | {area}：{story.standards.text(topic.title)} | {items} | {codes} | {sentence} |\n"


def tell_october(root: Path) -> Story:
    """The October sample round of a workspace."""
    round_ = load_round("2016-10", root=root)
    return tell_story(round_, load_results(round_))


if __name__ == "__main__":
    PAGE.write_text(write_page(tell_october(ROOT)), encoding="utf-8")
