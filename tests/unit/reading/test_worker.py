"""The reading worker: what kills, holds or fills it costs one workbook, and the next is read."""

import io
import os
import signal
from dataclasses import replace

import openpyxl
import pytest

from analysis.errors import RefusedWorkbook
from analysis.reading import serving
from analysis.reading.schools import COLUMNS, SchoolRegister, empty_register
from analysis.reading.workbook import Context, read_workbook
from analysis.reading.worker import Worker, read_frames

CONTEXT = Context("2016-10", "a.xlsx")
pytestmark = pytest.mark.process


@pytest.fixture
def book(tmp_path):
    sheet = openpyxl.Workbook()
    sheet.active.append(["学校", "黑板"])
    sheet.active.append(["青石小学", "√"])
    sheet.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def limited(standards, **limits):
    return replace(standards, words={**standards.words, "limits": {**standards.words["limits"], **limits}})


def test_a_worker_reads_what_reading_here_reads(book, standards):
    here = read_workbook(book, standards, empty_register(), CONTEXT)
    with Worker(standards, empty_register()) as worker:
        there = read_frames(worker, book, CONTEXT)
    assert list(here) == list(there)
    for name, frame in here.items():
        assert frame.equals(there[name]), name
        assert list(frame.dtypes) == list(there[name].dtypes)


def test_one_process_reads_many_workbooks(book, standards):
    with Worker(standards, empty_register()) as worker:
        worker.read(book, CONTEXT)
        first = worker.pid
        worker.read(book, CONTEXT)
        assert worker.pid == first > 0
    assert worker.pid == 0


def test_the_next_worker_takes_over_the_process_and_reads_by_its_own_rules(book, standards):
    known = SchoolRegister(({**dict.fromkeys(COLUMNS, ""), "school_id": "S1", "name": "青石小学"},))
    with Worker(standards, empty_register()) as worker:
        strange = worker.read(book, CONTEXT)["findings"]
        first = worker.pid
    with Worker(limited(standards, seconds=50), known) as worker:
        found = worker.read(book, CONTEXT)["findings"]
        assert worker.pid == first
    assert (strange["school_id"].to_pylist(), found["school_id"].to_pylist()) == ([""], ["S1"])


def test_a_process_that_is_gone_or_of_other_surroundings_is_not_taken_over(book, standards, monkeypatch):
    with Worker(standards, empty_register()) as worker:
        worker.read(book, CONTEXT)
        first = worker.pid
    os.kill(first, signal.SIGKILL)
    with Worker(standards, empty_register()) as worker:
        worker.read(book, CONTEXT)
        second = worker.pid
    monkeypatch.setenv("DUCHA_TEST", "another")
    with Worker(standards, empty_register()) as worker:
        worker.read(book, CONTEXT)
        assert len({first, second, worker.pid}) == 3


def test_a_refusal_comes_back_as_it_was_raised(tmp_path, standards):
    (tmp_path / "空.xlsx").write_bytes(b"")
    with Worker(standards, empty_register()) as worker, pytest.raises(RefusedWorkbook) as raised:
        worker.read(tmp_path / "空.xlsx", replace(CONTEXT, file="空.xlsx"))
    assert str(raised.value) == "空.xlsx: 文件是空的。请让报送单位重新发送。"


def test_a_worker_that_died_between_two_workbooks_is_replaced(book, standards):
    with Worker(standards, empty_register()) as worker:
        worker.read(book, CONTEXT)
        gone = worker.pid
        os.kill(gone, signal.SIGTERM)
        assert worker.read(book, CONTEXT)["cells"].num_rows == 4
        assert worker.pid != gone


@pytest.mark.parametrize(
    ("code", "limits", "words"),
    [
        ("os.abort()", {}, "读取程序中断了"),
        ("\n        while True: pass", {"seconds": 1}, "超过了时限"),
        ("held = [bytearray(10**7) for _ in range(10**4)]", {"memory_bytes": 200_000_000}, "内存超过了上限"),
        ("raise KeyError('张三')", {}, "是我们的问题"),
    ],
    ids=["abort", "hang", "memory", "fault"],
)
def test_a_workbook_that_breaks_its_reader_is_refused_and_the_next_is_read(book, standards, trap, code, limits, words):
    trap(code)
    bad = book.with_name("trap.xlsx")
    bad.write_bytes(book.read_bytes())
    with Worker(limited(standards, **limits), empty_register()) as worker:
        with pytest.raises(RefusedWorkbook, match=words) as raised:
            worker.read(bad, replace(CONTEXT, file="trap.xlsx"))
        assert "张三" not in str(raised.value)
        assert worker.read(book, CONTEXT)["cells"].num_rows == 4


def test_a_fault_names_the_place_in_our_code_and_never_its_text():
    with pytest.raises(EOFError) as raised:
        serving.receive(io.BytesIO())
    assert serving._describe(raised.value).startswith("EOFError reading/serving.py:")


def test_what_stands_in_the_working_folder_is_not_imported(book, standards, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Worker(standards, empty_register()) as worker:
        assert worker.read(book, CONTEXT)["cells"].num_rows == 4
