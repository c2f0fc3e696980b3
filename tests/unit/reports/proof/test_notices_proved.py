"""A notice is proved against what its school would be told today, and its numbers by the school's own codes."""

from __future__ import annotations

import pytest
from tests.unit.reports.notices.sending import FILES, make_workspace
from tests.unit.reports.proof.edited import EditedWord

from analysis.measures.results import load_results
from analysis.reports.office.notices.products import write_notices
from analysis.reports.office.proof.findings import compare_document
from analysis.reports.office.proof.telling import make_current
from analysis.reports.office.proof.word import read_word
from analysis.rounds.round import Round, read_round
from analysis.standards.model import Standards

ONE, ALL = f"整改通知单/{FILES['S1']}.docx", "整改通知单（合并打印）.docx"


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> Round:
    return read_round(make_workspace(tmp_path_factory.mktemp("proved") / "made"), "2020-03", standards)


@pytest.mark.parametrize("codes", [False, True])
@pytest.mark.parametrize("name", [ONE, ALL])
def test_nothing_is_found_in_a_notice_that_nobody_edited(name: str, codes: bool, round_: Round) -> None:
    reading = read_word(write_notices(round_, load_results(round_), codes=codes)[name])
    assert compare_document(reading, make_current(round_, reading, slides=False)) == ()


@pytest.mark.parametrize(
    ("old", "new", "now", "code"),
    [
        ("1/2", "2/2", "1/2", "0-0@S1"),
        ("问题2个", "问题三个", "2", "5-0@S1"),
        ("2020-03-21", "2020-03-31", "2020-03-21", ""),
        ("缺口8米", "缺口9米", "8", ""),
    ],
)
def test_an_edit_of_a_notice_is_found(old: str, new: str, now: str, code: str, round_: Round) -> None:
    content = write_notices(round_, load_results(round_))[ONE]
    reading = read_word(EditedWord(content).replace(old, new).save())
    (found,) = compare_document(reading, make_current(round_, reading, slides=False))
    assert (found.now, found.nearest.code if found.nearest else "") == (now, code)
