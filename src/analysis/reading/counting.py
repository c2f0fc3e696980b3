"""Titles and labels that count: 达标学校数 the schools that meet, 符合率 their share, 检查学校数 all of them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reading.phrases import read_parts
from analysis.standards.words import Words, fold_title, remembered

_LISTED = ("partial", "unmet", "not_applicable", "not_inspected", "met", "schools")


@dataclass(frozen=True)
class Count:
    """What a title or label counts.

    Attributes:
        what: a verdict, or `schools` for all that were looked at.
        rate: whether it is a share of what was judged, not a number of schools or items.
        bare: whether the title is nothing but the verdict (达标), so that it may be no count at all.
    """

    what: str
    rate: bool = False
    bare: bool = False


@remembered
def read_count(title: str, words: Words) -> Count | None:
    """What a title or a row label counts; None where it counts nothing.

    Args:
        title: the text as written.
        words: the indexes of the standards.
    """
    forms = fold_title(title)
    if words.has("count_words.rate", forms[-1]):
        return Count("met", rate=True)
    listed = next(
        (
            Count(name, bare=form in words.verdict)
            for form in reversed(forms)
            for name in _LISTED
            if words.has(f"count_words.{name}", form)
        ),
        None,
    )
    if listed and not listed.bare:
        return listed
    return next((found for form in reversed(forms) if (found := _by_parts(form, words))), listed)


def is_rate(title: str, words: Words) -> bool:
    """Whether a title ends as shares and ratios do: 发放率, 占比."""
    return fold_title(title)[-1].endswith(words.lists.get("count_parts.rate", ()))


def _by_parts(form: str, words: Words) -> Count | None:
    lead = next((lead for lead in words.lists.get("count_parts.before", ()) if form.startswith(lead)), "")
    for bare in dict.fromkeys((form, form[len(lead) :])):
        for name, rate in (("count_parts.count", False), ("count_parts.rate", True)):
            for end in sorted(words.lists.get(name, ()), key=lambda end: (-len(end), end)):
                verdict = _counted(bare[: -len(end)], words) if bare.endswith(end) else ""
                if verdict:
                    return Count(verdict, rate=rate)
    return None


def _counted(core: str, words: Words) -> str:
    """The verdict that is counted; a word of shortage (缺, 不足) before 数 is a number of things, not of schools."""
    if len(core) < 2 or core.endswith(words.lists.get("count_parts.things", ())):
        return ""
    verdict = words.verdict.get(core) or words.grade.get(core) or read_parts(core, words)
    return "" if verdict in ("blank", "unreadable") else verdict
