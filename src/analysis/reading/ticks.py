"""One-hot tick columns: 好 | 中 | 差 under one title; the tick says which. A cross is no tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.reading.columns import Subject
from analysis.reading.counting import read_count
from analysis.reading.terms import Terms
from analysis.reading.values import Answer
from analysis.standards.words import Words, fold, fold_title
from analysis.tables import JUDGED

_TICKED = (*JUDGED, "not_applicable", "not_inspected")
"""What a tick can mean."""


@dataclass(frozen=True)
class TickGroup:
    """Adjacent columns of grades under one title.

    Attributes:
        columns: the columns in order.
        verdicts: what a tick in each means.
        subject: what the title above them says.
    """

    columns: tuple[int, ...]
    verdicts: tuple[str, ...]
    subject: Subject


def find_ticks(
    paths: Mapping[int, tuple[str, ...]], subjects: Mapping[int, Subject], terms: Terms, refused: Mapping[int, str]
) -> tuple[TickGroup, ...]:
    """Find runs of two or more grade titles with the same titles above.

    Any word for a verdict may stand among them (合格 | 需完善 | 不合格), but one of them must be a known grade:
    完好 and 破损 alone may be what is counted.
    """
    groups: list[TickGroup] = []
    run: list[tuple[int, str]] = []
    for column in (*sorted(paths), -1):
        free = column >= 0 and column not in refused and not subjects[column].role
        verdict = _grade(paths[column], terms.words) if free else ""
        same = run and column >= 0 and column == run[-1][0] + 1 and paths[column][:-1] == paths[run[-1][0]][:-1]
        known = {listed for _, listed in run}
        if verdict and same and verdict not in known:
            run.append((column, verdict))
            continue
        graded = [one for one, _ in run if terms.is_grade(paths[one][-1])]
        if len(run) > 1 and graded:
            groups.append(_group(run, subjects[graded[0]]))
        run = [(column, verdict)] if verdict else []
    return tuple(groups)


def _grade(path: Sequence[str], words: Words) -> str:
    count = read_count(path[-1], words) if path else None
    if not path or (count and not count.bare):
        return ""
    said = (words.grade.get(form) or words.verdict.get(form, "") for form in fold_title(path[-1]))
    return next((verdict for verdict in said if verdict in _TICKED), "")


def _group(run: Sequence[tuple[int, str]], subject: Subject) -> TickGroup:
    """A group with the subject of a graded column: only a grade is known to say nothing of the item."""
    return TickGroup(tuple(c for c, _ in run), tuple(v for _, v in run), subject)


def read_ticks(texts: Sequence[str], group: TickGroup, words: Words) -> tuple[int, Answer]:
    """Which column of the group answers: its position and the answer; 0 for none or several.

    A verdict written out in one of the cells (不涉及) answers too, unless a tick says otherwise.

    Args:
        texts: the cells of the group in one row.
        group: the group.
        words: the indexes of the standards.
    """
    ticked = [number for number, text in enumerate(texts) if is_tick(text, words)]
    strange = [
        number
        for number, text in enumerate(texts)
        if text and not is_tick(text, words) and not _is_no_tick(text, words)
    ]
    if strange:
        said = words.verdict.get(fold(texts[strange[0]]), "") if len(strange) == 1 else ""
        if said and not any(group.verdicts[number] != said for number in ticked):
            return strange[0], Answer(said)
        return strange[0], Answer("unreadable", flag="two_answers" if said else "unknown_word")
    if len(ticked) > 1:
        return 0, Answer("unreadable", flag="two_ticks")
    return (ticked[0], Answer(group.verdicts[ticked[0]])) if ticked else (0, Answer("blank"))


def is_tick(text: str, words: Words) -> bool:
    """Whether a cell of a tick column is ticked."""
    folded = fold(text)
    return words.answer.get(folded) == "affirm" or folded in ("1", "★", "▲", "o", "○")


def _is_no_tick(text: str, words: Words) -> bool:
    folded = fold(text)
    return words.answer.get(folded) == "deny" or folded in words.untick or folded in words.dash or not folded.strip("_")
