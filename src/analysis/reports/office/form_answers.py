"""The sheets of a blank form that are answered: one for each area's items, one for the counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.reports.office.asked import Asked
from analysis.reports.office.form_book import KEY_LOOK, MIDDLE, FormBook, Looks
from analysis.reports.office.spelling import ANSWERS
from analysis.standards.rules import COUNTS, RULES

_SHUT_LOOK: Mapping[str, object] = {"fill": "not_applicable"}
_SCHOOL_ROOM, _NARROW, _WIDE = 100.0, 8.5, 13.0


def draw_area(book: FormBook, area_id: str, asked: Sequence[Asked]) -> None:
    """The items of an area: one a row; the team's schools, or the aspects, across."""
    area = book.standards.area(area_id)
    across = _list_schools(book, asked)
    paths, widths = _value_columns(book, across)
    titles = [(book.speller.role("seq"),), (book.speller.role("item_text"),), (book.speller.requirement(),)]
    title = book.say("title", round=book.paper.settings.name, area=book.standards.text(area.title))
    page = book.start(book.standards.text(area.short), title, [8.5, 17.0, 36.0, *widths])
    repeat = page.head([*titles, *paths])
    for item_id, schools in asked:
        item = book.standards.items[item_id]
        row = page.cells(
            [_write_code(book, item_id), book.speller.item(item_id), book.standards.text(item.requirement),
             *[None] * len(paths)],
            {1: KEY_LOOK, 3: {"size": 9}, **_value_looks(book, across, schools, first=4)},
        )  # fmt: skip
        cells = [page.sheet.cell(row, column) for column in _open_columns(book, across, schools, first=4)]
        words = [book.speller.answer(verdict) for verdict in ANSWERS]
        page.offer(cells, words, title=book.say("bad_answer"), message=book.say("bad_answer_do"))
    book.finish(page, repeat, landscape=book.by_team, freeze=f"C{repeat.stop}")


def _write_code(book: FormBook, item_id: str) -> str:
    """The number code of an item, marked where counts are asked for it."""
    rule, code = book.standards.items[item_id].rule, book.standards.code(item_id)
    counted = rule is not None and RULES[rule.name].reads == COUNTS
    return book.say("counted_mark", code=code) if counted else code


def _list_schools(book: FormBook, asked: Iterable[Asked]) -> tuple[str, ...]:
    """The schools that any of these is asked of, in the order of the plan."""
    wanted = frozenset().union(*(schools for _, schools in asked))
    return tuple(school for school in book.form.schools if school in wanted)


def _value_columns(
    book: FormBook, across: Sequence[str], *, counts: bool = False
) -> tuple[list[tuple[str, ...]], list[float]]:
    """Titles and widths of the columns to be filled in."""
    if book.by_team:
        width = min(_WIDE, max(_NARROW, _SCHOOL_ROOM / len(across)))
        result = book.speller.result(book.aspect)
        return [(result, book.speller.school(one)) for one in across], [width] * len(across)
    aspects = [book.aspect] if counts or book.aspect == "verified" else ["self_reported", book.aspect]
    titles = [(book.speller.result(aspect),) for aspect in aspects]
    return [*titles, (book.speller.role("explanation"),)], [*[12.0] * len(titles), 24.0]


def _value_looks(book: FormBook, across: Sequence[str], schools: frozenset[str], *, first: int) -> Looks:
    """The look of the cells to be filled in; what is not asked is shut."""
    if not book.by_team:
        return dict.fromkeys(range(first, first + 2), MIDDLE)
    return {column: MIDDLE if school in schools else _SHUT_LOOK for column, school in enumerate(across, start=first)}


def _open_columns(
    book: FormBook, across: Sequence[str], schools: frozenset[str], *, first: int, counts: bool = False
) -> list[int]:
    """The columns that a row is answered in."""
    if not book.by_team:
        return list(range(first, first + len(_value_columns(book, across, counts=counts)[0]) - 1))
    return [column for column, school in enumerate(across, start=first) if school in schools]


def draw_counts(book: FormBook) -> None:
    """What is counted, by area; only what a rule or a printed total needs."""
    across = _list_schools(book, (one for asked in book.form.measures.values() for one in asked))
    paths, widths = _value_columns(book, across, counts=True)
    titles = [(book.speller.role(role),) for role in ("seq", "item_text", "unit_of_measure")]
    title = book.say("title_counts", round=book.paper.settings.name)
    page = book.start(book.say("sheet_counts"), title, [6.0, 24.0, 10.0, *widths])
    repeat, number = page.head([*titles, *paths]), 0
    for area_id, asked in book.form.measures.items():
        area = book.standards.area(area_id)
        page.line(book.standards.text(area.title), bold=True, fill="band")
        for measure_id, schools in asked:
            number += 1
            unit = book.standards.measures[measure_id].unit
            row = page.cells(
                [number, book.speller.measure(measure_id), unit, *[None] * len(paths)],
                {1: KEY_LOOK, 3: MIDDLE, **_value_looks(book, across, schools, first=4)},
            )
            cells = [page.sheet.cell(row, c) for c in _open_columns(book, across, schools, first=4, counts=True)]
            page.expect_number(cells, title=book.say("bad_number"), message=book.say("bad_number_do"))
    book.finish(page, repeat, landscape=book.by_team, freeze=f"C{repeat.stop}")
