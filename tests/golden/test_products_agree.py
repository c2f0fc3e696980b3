"""All products say the same digits: each is read back with plain libraries and compared by code with the results.

Every number that a product prints is that of `RoundResults.numbers`, so any two products that share one agree on it;
that they share many is asserted too, so that none of this can pass for want of numbers.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from tests.golden.measured import measure
from tests.golden.products import (
    PRINTED,
    Read,
    count_details,
    name_code,
    read_annex,
    read_chart_tables,
    read_ledger,
    read_notice,
    read_official,
    read_page,
    read_problems,
    read_slides,
    read_text,
    read_word,
)
from tests.unit.reports.executed import make_notebook

from analysis.measures.results import RoundResults
from analysis.narrative.document import KINDS, write_document
from analysis.reports.office.annex.annex import ANNEX_FILE, write_annex
from analysis.reports.office.ledger import write_ledger
from analysis.reports.office.notices.products import write_notices
from analysis.reports.office.slides.deck import draw_slides
from analysis.reports.pages.export import export_page
from analysis.reports.pages.page import open_page
from analysis.reports.pictures.charts import draw_charts
from analysis.reports.publish.products import DOCUMENTS, TEXTS
from analysis.reports.publish.rounds import Wanted, write_documents

ROOT = Path(__file__).resolve().parents[2]
LEAST = {
    "2016-10": {
        "page": 140, "word report": 80, "word circular": 30, "text report": 80, "text circular": 30, "slides": 35,
        "annex": 700, "official tables": 130, "chart tables": 140,
    },
    "2016-11": {
        "page": 50, "word report": 30, "word circular": 10, "text report": 30, "text circular": 10, "slides": 20,
        "annex": 120, "official tables": 15, "chart tables": 20,
    },
}  # fmt: skip
"""At least so many different codes of a round are read from a product."""
ROW = {
    "subject": "item", "unmet": 5, "partial": 2, "blank": 1, "unreadable": 0, "disputed": 0, "self_only": 0,
    "numerator": 15.0, "denominator": 22.0, "percent": 68.0, "mean": float("nan"), "suppressed": False, "bound": "",
}  # fmt: skip
"""15 of 22 schools meet an item, for the tests of the comparison itself."""
Problems = tuple[dict[str, tuple[object, ...]], dict[str, tuple[object, ...]], dict[str, Counter[str]]]
LEDGER_DAYS = ("problem_id", "inspection_date", "deadline", "extended_to", "verify_date")
CHECKS = r"达标\d+项次（(\d+)/(\d+)），部分达标(\d+)项次，未达标(\d+)项次"
NUMBER = re.compile(r"(-?[\d,]+(?:\.\d+)?)(?:/([\d,]+(?:\.\d+)?))?")


@cache
def read_products(root: Path, round_id: str) -> tuple[RoundResults, dict[str, list[Read]], Any, Problems]:
    """The results of a round, what its products say by code, and what annex and ledger tell of problems and schools."""
    round_, results = measure(root, round_id)
    standards = round_.standards
    page = open_page(round_, results)
    annex = openpyxl.load_workbook(io.BytesIO(write_annex(round_, results)[ANNEX_FILE["zh"]]))
    said = {
        "page": read_page(export_page(make_notebook(page)).encode("utf-8"), standards),
        "slides": read_slides(draw_slides(round_, results), standards),
        "chart tables": read_chart_tables(draw_charts(page, ["csv"]), standards),
        "annex": read_annex(annex, standards),
        "official tables": read_official(annex, standards),
    }
    for kind in KINDS:
        made = write_documents(round_, results, Wanted(kind))
        said[f"word {kind}"] = read_word(made[DOCUMENTS["zh", kind]], results, standards)
        said[f"text {kind}"] = read_text(made[TEXTS[standards.lang, kind]], write_document(page.story, kind), standards)
    titles = {name: standards.say(f"form.column.{name}") for name in LEDGER_DAYS}
    (ledger,) = write_ledger(round_, results).values()
    problems = read_problems(annex, standards), read_ledger(ledger, titles), count_details(annex, round_id)
    return results, {product: list(reads) for product, reads in said.items()}, standards, problems


@cache
def read_notices(root: Path, round_id: str) -> dict[str, bytes]:
    """The notices and receipts of a round."""
    return write_notices(*measure(root, round_id))


def by_name(results: RoundResults, standards: Any) -> dict[str, Mapping[Any, Any]]:
    # A chart counts a blank and a text that nobody understood as one.
    rows = results.numbers.assign(unknown=results.numbers[["blank", "unreadable"]].sum(axis=1)).to_dict("records")
    return {name_code(row["code"], row["group_by"], row["group"], standards): row for row in rows}


WRITTEN = ("word", "text")
"""Products in sentences: `未达标7/22` and `没有定论6` lead to the cells of the rate as well, so they bear its code."""
UNDECIDED = ("blank", "unreadable", "disputed", "self_only")


def agrees(read: Read, row: Mapping[Any, Any], *, written: bool = False) -> bool:
    """Whether what was read is what the results hold; a sentence may tell other counts of the row."""
    if read.field != PRINTED:  # a workbook holds 16 digits
        return bool(read.value == pytest.approx(row[read.field], rel=1e-14))
    match = NUMBER.match(str(read.value))
    if row["suppressed"] or row["bound"] or not match:
        return agrees_as_sign(str(read.value), row)
    part, whole = (float(text.replace(",", "")) if text else None for text in match.groups())
    if not isnan(row["mean"]) and whole is None:
        digits = len(match[1].partition(".")[2])
        return round(row["mean"], digits) == part
    parts = [row["numerator"]]
    if written and row["subject"] in ("area", "item"):
        parts += [row["unmet"], row["partial"], row["unmet"] + row["partial"], sum(row[name] for name in UNDECIDED)]
    # A panel shows the parts of a coefficient in four figures.
    return any(part == pytest.approx(one, rel=1e-3 if not isnan(row["mean"]) else 0) for one in parts) and (
        whole is None or whole == pytest.approx(row["denominator"], rel=1e-3 if not isnan(row["mean"]) else 0)
    )


def agrees_as_sign(text: str, row: Mapping[Any, Any]) -> bool:
    if row["suppressed"]:
        return text == "[c]"
    if row["bound"]:
        sign = "≥95%" if row["bound"] == "least" else "≤5%"
        return text.startswith(sign) and f"{row['denominator']:.0f}" in text
    return bool(row["denominator"] == 0) and text.startswith("不涉及")


def tell_wrong(product: str, reads: Iterable[Read], known: Mapping[str, Mapping[Any, Any]]) -> list[str]:
    written = product.startswith(WRITTEN)
    found = (read for read in reads if read.code in known)
    return [f"{product}: {read}" for read in found if not agrees(read, known[read.code], written=written)]


@pytest.mark.parametrize("round_id", LEAST)
def test_every_number_of_every_product_is_that_of_the_results(workspace: Path, round_id: str) -> None:
    results, said, standards, _ = read_products(workspace, round_id)
    known = by_name(results, standards)
    assert [wrong for product, reads in said.items() for wrong in tell_wrong(product, reads, known)] == []


@pytest.mark.parametrize("round_id", LEAST)
def test_every_product_tells_many_numbers_and_none_of_its_own(workspace: Path, round_id: str) -> None:
    results, said, standards, _ = read_products(workspace, round_id)
    known = by_name(results, standards)
    told = {product: {read.code for read in reads} & set(known) for product, reads in said.items()}
    assert set(told) == set(LEAST[round_id])
    few = {product: len(codes) for product, codes in told.items() if len(codes) < LEAST[round_id][product]}
    assert few == {}
    assert told["annex"] == set(known)
    unknown = {read.code for product in said for read in said[product]} - set(known)
    # A bar of one school has a name of its own; a table of nothing says 无 where its first code would stand.
    assert {code for code in unknown if "@" not in code} <= {"无"}


@pytest.mark.parametrize("round_id", LEAST)
def test_products_that_share_a_number_say_the_same(workspace: Path, round_id: str) -> None:
    _, said, _, _ = read_products(workspace, round_id)
    values: dict[tuple[str, str], dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for product, reads in said.items():
        for read in reads if not product.startswith(WRITTEN) else ():
            match = NUMBER.match(str(read.value))
            if read.field == PRINTED and match and match[2] and "." not in match[0]:
                values[read.code, "k/N"][product].add(match[0])
            elif read.field != PRINTED:
                values[read.code, read.field][product].add(read.value)
    shared = {key: found for key, found in values.items() if len(found) > 1}
    assert len(shared) >= 50
    assert {key: dict(found) for key, found in shared.items() if len(set.union(*found.values())) > 1} == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("round_id", LEAST)
def test_word_and_text_are_the_same_numbers_in_the_same_order(workspace: Path, round_id: str, kind: str) -> None:
    _, said, _, _ = read_products(workspace, round_id)
    text = said[f"text {kind}"]
    assert said[f"word {kind}"][: len(text)] == text  # after its text the document has its annexes


@pytest.mark.parametrize(("round_id", "least"), [("2016-10", 80), ("2016-11", 25)])
def test_annex_and_ledger_tell_the_same_days_of_a_problem(workspace: Path, round_id: str, least: int) -> None:
    *_, (annex, ledger, _) = read_products(workspace, round_id)
    shared = [number for number in annex if number in ledger]
    assert len(shared) >= least
    for number in shared:
        found, deadline, extended, verified = annex[number]
        first, until, later, checked = ledger[number]
        assert found == first, number
        # The annex tells what holds on the round's day, the ledger what is known and the deadline as first set.
        assert deadline == (later if extended else until), number
        assert verified in (None, checked), number


@pytest.mark.parametrize(("round_id", "least"), [("2016-10", 40)])
def test_notices_and_receipts_tell_the_problems_and_days_of_the_ledger(
    workspace: Path, round_id: str, least: int
) -> None:
    results, _, standards, (_, ledger, _) = read_products(workspace, round_id)
    products = read_notices(workspace, round_id)
    titles = {name: standards.say(f"form.column.{name}") for name in ("problem_id", "deadline")}
    untils: dict[str, str] = {}
    answered: dict[str, str] = {}
    for name, content in products.items():
        if name.startswith("整改回执/"):
            answered |= {number: str(day or "")[:10] for number, (day,) in read_ledger(content, titles).items()}
        elif name.startswith("整改通知单/"):
            _, *rows = docx.Document(io.BytesIO(content)).tables[0].rows
            untils |= {row.cells[1].text: row.cells[5].text for row in rows}
    noticed = {number: until[:10].replace("长期坚持", "") for number, until in untils.items()}
    assert len(noticed) >= least
    assert noticed == answered
    going = results.ledger[results.ledger["status"] != "closed_verified"]
    assert set(noticed) == set(going["problem_id"]), "none is left out, and none is told of that was closed"
    for number, day in noticed.items():
        _, until, later, _ = ledger[number]
        assert day == str(later or until or "")[:10], number


def test_a_notice_counts_its_school_as_the_annex_lists_it(workspace: Path) -> None:
    """By its words, and by the codes that its numbers bear without showing them."""
    results, *_, (_, _, details) = read_products(workspace, "2016-10")
    told, marked = {}, {}
    for name, content in read_notices(workspace, "2016-10").items():
        if name.startswith("整改通知单/"):
            _, to, opening, *_ = (paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
            told[to.removesuffix("：")] = opening
            marked[to.removesuffix("：")] = read_notice(content, Path(name).stem.partition(" ")[0])
    seen = {school: text for school, text in told.items() if "计入的检查" in text}
    assert len(seen) >= 20
    open_ = results.ledger[results.ledger["status"] != "closed_verified"]
    for school, text in seen.items():
        counts, own = details[school], marked[school]
        met, judged, partial, unmet = map(int, re.findall(CHECKS, text)[0])
        assert (met, partial, unmet) == tuple(counts[state] for state in ("达标", "部分达标", "未达标")), school
        assert judged == met + partial + unmet, school
        assert own["0-0"] == f"{met}/{judged}", school
        left = dict(re.findall(r"[；、，](不涉及|未查|空白|认不出|有出入|仅自报)(\d+)项次", text))
        assert left == {state: str(counts[state]) for state in left}, school
        assert set(left) == {state for state in counts if state not in ("达标", "部分达标", "未达标")}, school
    ids = dict(zip(results.coverage["name"], results.coverage["school_id"], strict=True))
    for school, own in marked.items():
        problems = open_[open_["school_id"] == ids[school]]
        assert own["5-0"] == str(len(problems))
        assert own.get("5-0a", "0") == str(int(problems["old"].sum()))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (Read("3-16", PRINTED, "15/22所"), True),
        (Read("3-16", PRINTED, "15"), True),
        (Read("3-16", PRINTED, "15/23"), False),
        (Read("3-16", PRINTED, "16/22"), False),
        (Read("3-16", PRINTED, "不涉及"), False),
        (Read("3-16", "percent", 68), True),
        (Read("3-16", "percent", 69), False),
    ],
)
def test_a_wrong_digit_is_found(read: Read, right: bool) -> None:
    assert agrees(read, ROW) is right


def test_a_sentence_may_tell_other_counts_of_the_row() -> None:
    told = [agrees(Read("3-16", PRINTED, f"{part}/22"), ROW, written=True) for part in (15, 7, 5, 2, 1, 6)]
    assert told == [True, True, True, True, True, False]
    assert not agrees(Read("3-16", PRINTED, "7/22"), ROW)
