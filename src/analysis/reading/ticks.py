"""One-hot tick columns: 好 | 中 | 差 under one title; the tick says which. A cross is no tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.reading.columns import Subject
from analysis.reading.counting import read_count
from analysis.reading.terms import Terms
from analysis.reading.values import Answer
from analysis.standards.words import Words, fold, fold_title


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
    """Find runs of two or more grade titles with the same titles above."""
    groups: list[TickGroup] = []
    run: list[tuple[int, str]] = []
    for column in (*sorted(paths), -1):
        verdict = _grade(paths[column], terms.words) if column >= 0 and column not in refused else ""
        same = run and column >= 0 and column == run[-1][0] + 1 and paths[column][:-1] == paths[run[-1][0]][:-1]
        known = {listed for _, listed in run}
        if verdict and same and verdict not in known:
            run.append((column, verdict))
            continue
        if len(run) > 1:
            groups.append(_group(run, subjects))
        run = [(column, verdict)] if verdict else []
    return tuple(groups)


def _grade(path: Sequence[str], words: Words) -> str:
    count = read_count(path[-1], words) if path else None
    if not path or (count and not count.bare):
        return ""
    return next((words.grade[form] for form in fold_title(path[-1]) if form in words.grade), "")


def _group(run: Sequence[tuple[int, str]], subjects: Mapping[int, Subject]) -> TickGroup:
    return TickGroup(tuple(c for c, _ in run), tuple(v for _, v in run), subjects[run[0][0]])


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
