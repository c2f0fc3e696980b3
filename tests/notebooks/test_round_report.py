"""The round report runs by plain Papermill, from another folder too, and by `ducha report`, with the same page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from tests.commands import ducha

from analysis.reports.pages.export import export_page
from analysis.reports.publish.products import list_beside
from analysis.standards.model import Standards

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOK = PROJECT / "notebooks" / "round_report.ipynb"
pytestmark = pytest.mark.slow


def papermill(out: Path, *parameters: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "papermill", str(NOTEBOOK), str(out), *parameters], cwd=cwd, capture_output=True,
        text=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    done = papermill(folder / "out.ipynb", "-p", "round_id", "2016-10", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "out.ipynb"


def test_plain_papermill_from_another_folder_makes_the_page(executed: Path) -> None:
    page = export_page(nbformat.read(executed, as_version=4))
    assert "<h1>2016年10月常规重点工作督查结果</h1>" in page
    assert 'id="s-3-16"' in page


def test_ducha_report_makes_the_same_page(executed: Path, tmp_path: Path, read_sample: Callable[[str], Path]) -> None:
    shutil.copytree(read_sample("zh"), tmp_path, dirs_exist_ok=True)
    edited, *rest = list_beside("zh", "report")
    (tmp_path / "outputs" / "2016-10").mkdir(parents=True)
    (tmp_path / "outputs" / "2016-10" / edited).write_bytes(b"by hand")
    done = ducha("report", "2016-10", "--no-charts", "--root", str(tmp_path), "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    published = Path(done.stdout.strip())
    assert published == tmp_path / "outputs" / "2016-10" / "report.html"
    assert published.read_text(encoding="utf-8") == export_page(
        nbformat.read(executed, as_version=4), beside=[edited.replace(".", "（草稿2）."), *rest]
    )
    index = (tmp_path / "outputs" / "index.html").read_text(encoding="utf-8")
    assert f'href="2016-10/{edited.replace(".", "（草稿2）.")}"' in index
    assert '<a href="2016-10/report.html">' in index


def test_a_misspelt_parameter_is_told_by_plain_papermill(tmp_path: Path) -> None:
    done = papermill(tmp_path / "out.ipynb", "-p", "roundid", "2016-10", cwd=tmp_path)
    assert done.returncode != 0
    assert "没有参数roundid。 是不是round_id？" in done.stderr


def test_the_kernel_is_this_python_whatever_kernels_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standards: Standards
) -> None:
    from analysis.reports.pages.run import run_notebook

    foreign = tmp_path / "jupyter" / "kernels" / "python3"
    foreign.mkdir(parents=True)
    (foreign / "kernel.json").write_text(
        '{"argv": ["/nowhere/python"], "display_name": "x", "language": "python"}', encoding="utf-8"
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import sys\nprint(sys.executable)")])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "x", "language": "python"}
    nbformat.write(notebook, tmp_path / "which.ipynb")
    executed = run_notebook(tmp_path / "which.ipynb", {}, standards, folder=tmp_path, failed=tmp_path / "failed")
    assert executed.cells[-1].outputs[0].text.strip() == sys.executable
