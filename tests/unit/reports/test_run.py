"""Parameters are proved before a notebook runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from analysis.errors import MissingError, NotebookFailed, UsageError
from analysis.reports.pages.run import (
    assigned_names,
    declared_parameters,
    find_notebook,
    forget_run,
    keep_errors,
    read_notebook,
    run_notebook,
    run_page,
)
from analysis.reports.pages.show import check_parameters
from analysis.reports.publish.notebooks import take_values
from analysis.standards.model import Standards

NOTEBOOK = Path(__file__).resolve().parents[3] / "notebooks" / "round_report.ipynb"
DECLARED = ("round_id", "lang", "root", "standards", "as_of", "kind")


def test_declared_parameters_are_those_of_the_tagged_cell() -> None:
    assert declared_parameters(nbformat.read(NOTEBOOK, as_version=4)) == DECLARED


def test_assigned_names_of_a_cell() -> None:
    assert assigned_names("a = b = 1\nc: int = 2\nd.x = 3\nprint(e)") == ("a", "b", "c")
    assert assigned_names("%matplotlib inline") == ()


def test_a_misspelt_parameter_is_refused_before_a_kernel_starts(tmp_path: Path, standards_en: Standards) -> None:
    with pytest.raises(UsageError, match="roundid") as caught:
        run_notebook(NOTEBOOK, {"roundid": "2016-10"}, standards_en, folder=tmp_path, failed=tmp_path / "failed")
    assert "Did you mean round_id?" in str(caught.value)
    assert not (tmp_path / "failed").exists()


def test_a_missing_notebook_is_told(tmp_path: Path, standards_en: Standards) -> None:
    with pytest.raises(MissingError):
        run_notebook(tmp_path / "none.ipynb", {}, standards_en, folder=tmp_path, failed=tmp_path)


def test_a_notebook_is_named_as_it_was_meant(tmp_path: Path, standards_en: Standards) -> None:
    with pytest.raises(MissingError, match=r"explor\.ipynb") as caught:
        find_notebook(tmp_path, "explor.ipynb", standards_en)
    shipped = "check_workbook, compare_rounds, explore, round_report, school_report"
    assert f"Did you mean explore? Known: {shipped}" in str(caught.value)
    (tmp_path / "notebooks").mkdir()
    own = tmp_path / "notebooks" / "exploring.ipynb"
    own.write_text("{}", encoding="utf-8")
    assert find_notebook(tmp_path, "exploring.ipynb", standards_en) == own
    with pytest.raises(MissingError, match="Did you mean exploring"):
        find_notebook(tmp_path, "explorin.ipynb", standards_en)


def test_a_name_that_papermill_injected_is_checked() -> None:
    cells = ["", 'round_id = "latest"\nlang = "zh"', '# Parameters\nroundid = "2016-10"\n']
    with pytest.raises(UsageError, match="roundid"):
        check_parameters({"In": cells})
    check_parameters({"In": [*cells[:2], '# Parameters\nround_id = "2016-10"\n']})


def test_nothing_is_refused_where_nothing_is_injected() -> None:
    check_parameters({"In": ["", 'round_id = "latest"', "mine = 3"], "mine": 3})


def test_a_published_notebook_tells_nothing_of_the_machine() -> None:
    made = nbformat.v4.new_code_cell(
        '# Parameters\nround_id = "2016-10"\nroot = "/home/somebody/work"\nstandards = "/home/somebody/own"\n',
        metadata={"tags": ["injected-parameters"], "papermill": {"duration": 1.5}, "execution": {"busy": "now"}},
    )
    notebook = nbformat.v4.new_notebook(cells=[made], metadata={"papermill": {"parameters": {"root": "/home/x"}}})
    values = {"round_id": "2016-10", "root": "/home/somebody/work", "standards": "/home/somebody/own"}
    told = forget_run(notebook, values)
    assert told.cells[0].source == '# Parameters\nround_id = "2016-10"\nroot = ""\nstandards = "own"\n'
    assert "somebody" not in nbformat.writes(told)
    assert told.metadata == {}
    assert told.cells[0].metadata == {"tags": ["injected-parameters"]}
    assert notebook.metadata, "the notebook given stays as it was"


def test_a_chinese_parameter_can_be_read_in_the_output_notebook() -> None:
    made = nbformat.v4.new_code_cell(
        '# Parameters\ntown = "\\u677e\\u5cab\\u9547"\nround_id = "2016-10"\n',
        metadata={"tags": ["injected-parameters"]},
    )
    told = forget_run(nbformat.v4.new_notebook(cells=[made]), {"town": "松岫镇", "round_id": "2016-10"})
    assert told.cells[0].source == '# Parameters\ntown = "松岫镇"\nround_id = "2016-10"\n'


def test_plain_papermill_has_what_it_escapes_printed(capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["", 'town = ""\nroot = ""\nitem = ""', '# Parameters\ntown = "\\u677e"\nroot = "/校"\nitem = "16"\n']
    check_parameters({"In": cells, "town": "松岫镇", "root": "/校", "item": "16"})
    assert capsys.readouterr().out == "参数：town = 松岫镇\n"


def test_a_typed_word_takes_the_type_that_the_notebook_declares(standards: Standards) -> None:
    cell = nbformat.v4.new_code_cell('town = ""\nmost = 5\nopen = True', metadata={"tags": ["parameters"]})
    notebook = nbformat.v4.new_notebook(cells=[cell])
    given = {"town": "12", "most": "3", "open": "False"}
    assert take_values(given, notebook, standards) == {"town": "12", "most": 3, "open": False}
    with pytest.raises(UsageError, match="参数most不能是“三”，应像5。"):
        take_values({"most": "三"}, notebook, standards)


def test_of_a_stopped_notebook_its_errors_stay_and_are_masked() -> None:
    words = "ValueError: 联系人：甄士隐 13800138000"
    error = nbformat.v4.new_output("error", ename="ValueError", evalue=words, traceback=["cell 3", words])
    shown = [
        nbformat.v4.new_output("stream", text="阮知秋"),
        nbformat.v4.new_output("display_data", data={"text/html": "<table><td>阮知秋</td></table>"}),
        nbformat.v4.new_output("execute_result", data={"text/plain": "阮知秋"}),
    ]
    cells = [nbformat.v4.new_markdown_cell("# mine"), nbformat.v4.new_code_cell("x", outputs=[*shown, error])]
    told = keep_errors(nbformat.v4.new_notebook(cells=cells))
    (left,) = told.cells[1].outputs
    assert (left.output_type, left.ename, left.traceback[0]) == ("error", "ValueError", "cell 3")
    assert not any(secret in nbformat.writes(told) for secret in ("阮知秋", "甄士隐", "13800138000"))
    assert told.cells[0].source == "# mine"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"show_front(page)", "{\"名\": 1}".encode("gbk"), b"{}", b"[]", b'{"nbformat": 4, "cells": 3}',
        b'{"nbformat": 9}',
        b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": '
        b'[{"cell_type": "code", "metadata": {"tags": ["parameters"]}}]}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_notebook_is_told(content: bytes, tmp_path: Path, standards: Standards) -> None:
    (tmp_path / "round_report.ipynb").write_bytes(content)
    with pytest.raises(NotebookFailed) as caught:
        read_notebook(tmp_path / "round_report.ipynb", standards)
    assert caught.value.what == "round_report.ipynb不是笔记本：文件坏了，或不是由 JupyterLab 保存的。"
    assert caught.value.do == "请恢复原来的文件；删去它就用自带的那一本。"


def test_a_notebook_without_a_head_makes_no_page_and_its_copy_stays(
    tmp_path: Path, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "round_report.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("rates(page)")]), path)
    monkeypatch.setattr(papermill, "execute_notebook", lambda notebook, out, **_: nbformat.write(notebook, out))
    with pytest.raises(NotebookFailed) as caught:
        run_page(path, {}, standards, folder=tmp_path, failed=tmp_path / "failed")
    assert caught.value.what == "round_report.ipynb没有页头，做不成网页。"
    assert "show_front" in caught.value.do
    assert "rates(page)" in (tmp_path / "failed" / "round_report.ipynb").read_text(encoding="utf-8")


def test_a_notebook_that_the_system_ended_is_told(
    tmp_path: Path, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr(papermill, "execute_notebook", die)
    with pytest.raises(NotebookFailed, match="被系统结束"):
        run_notebook(NOTEBOOK, {}, standards, folder=tmp_path, failed=tmp_path)


def test_a_computed_or_annotated_parameter_takes_what_was_typed(standards: Standards) -> None:
    cells = [
        new_code_cell(source, metadata={"tags": ["parameters"]}) for source in ("most: int = 3\nday = today()", "if")
    ]
    values = take_values({"most": "5", "day": "2016-10-18"}, new_notebook(cells=cells), standards)
    assert values == {"most": 5, "day": "2016-10-18"}
