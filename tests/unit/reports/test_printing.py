"""The page as PDF: a browser that is there or not, stops, or takes too long; what the PDF tells of the machine."""

from __future__ import annotations

import os
import platform
import re
import socket
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from tests.unit.reports.executed import make_notebook
from tests.unit.reports.invented import make_page
from tests.unit.reports.test_closing import REGISTER, write_round

from analysis.cli import cli
from analysis.errors import MissingError, PrintFailed, UsageError
from analysis.reports.pages.export import export_page
from analysis.reports.pages.printing import find_browser, print_page
from analysis.reports.privacy.pictures import read_pdf
from analysis.reports.publish.rounds import Wanted, report_rounds
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

DAY = date(2016, 10, 18)


def make_browser(folder: Path, *lines: str) -> Path:
    """A program that is called like a browser and does what the lines say."""
    path = folder / "chromium"
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that nobody else uses."""
    folder = tmp_path / "t"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_machine_without_a_browser_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standards: Standards
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    with pytest.raises(MissingError, match="浏览器") as caught:
        find_browser(standards)
    assert "请安装 Chromium、Chrome 或 Edge" in str(caught.value)
    (tmp_path / "data" / "raw" / "2016-10").mkdir(parents=True)
    asked = ["report", "2016-10", "--pdf", "--lang", "en", "--root", str(tmp_path)]
    done = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert isinstance(done.exception, MissingError)
    assert "Install Chromium, Chrome or Edge" in str(done.exception)
    assert not (tmp_path / "outputs").exists()


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("Windows", "Microsoft/Edge/Application/msedge.exe"),
        ("Darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    ],
)
def test_a_browser_is_found_where_an_installer_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standards: Standards, system: str, place: str
) -> None:
    for name in ("ProgramFiles", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(platform, "system", lambda: system)
    browser = tmp_path / place
    browser.parent.mkdir(parents=True)
    browser.touch()
    assert find_browser(standards) == browser


def test_one_school_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw" / "2016-10").mkdir(parents=True)
    asked = ["report", "2016-10", "--school", "S001", "--pdf", "--root", str(tmp_path)]
    done = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert isinstance(done.exception, UsageError)
    assert "--pdf" in str(done.exception)


@pytest.mark.parametrize(
    "lines",
    [
        ("exit 3",),
        ('for word; do case "$word" in --print-to-pdf=*) printf "%%PDF-1.4 half" > "${word#*=}";; esac; done',),
        ("true",),
    ],
    ids=["stops", "half a file", "no file"],
)
def test_a_browser_that_fails_is_told_and_leaves_nothing(
    tmp_path: Path, temp: Path, standards: Standards, lines: tuple[str, ...]
) -> None:
    with pytest.raises(PrintFailed, match="chromium没有印出 PDF") as caught:
        print_page(make_browser(tmp_path, *lines), "<p>3-16</p>", standards, day=DAY)
    assert f"退出码{3 if 'exit 3' in lines else 0}" in str(caught.value)
    assert list(temp.iterdir()) == []


def test_a_browser_that_never_ends_is_ended_with_its_children(tmp_path: Path, temp: Path, standards: Standards) -> None:
    told = tmp_path / "child"
    browser = make_browser(tmp_path, "sleep 600 &", f'echo $! > "{told}"', "wait")
    with pytest.raises(PrintFailed, match="3秒没有印完"):
        print_page(browser, "<p>3-16</p>", standards, day=DAY, seconds=3)
    child = int(told.read_text(encoding="utf-8"))
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
    assert list(temp.iterdir()) == []


@pytest.mark.slow
def test_a_failing_browser_holds_no_other_product_back(tmp_path: Path, standards: Standards) -> None:
    write_round(tmp_path, "2020-03", date(2020, 3, 6))
    (tmp_path / "data" / "raw" / "schools.csv").write_text(REGISTER, encoding="utf-8")
    browser = make_browser(tmp_path, "exit 3")
    done = report_rounds(
        Workspace(tmp_path), standards, "2020-03", wanted=Wanted(browser=browser, charts=False), quiet=True
    )
    assert isinstance(done.failures["2020-03"], PrintFailed)
    assert done.path == tmp_path / "outputs" / "2020-03" / "report.html"
    assert {"report.html", "督查报告.docx", "附表.xlsx"} <= {path.name for path in done.path.parent.iterdir()}
    assert not (done.path.parent / "report.pdf").exists()


@pytest.mark.slow
@pytest.mark.browser
def test_the_page_is_printed_small_and_tells_nothing_of_the_machine(
    temp: Path, standards: Standards, chromium: str, pdftotext: str
) -> None:
    page = export_page(make_notebook(make_page()), beside=("附表.xlsx",))
    printed = print_page(Path(chromium), page, standards, day=DAY)
    assert list(temp.iterdir()) == [], "neither the profile nor the copy of the page is left"
    assert len(re.findall(rb"/Type /Page\b", printed)) > 3
    assert len(printed) < 2_000_000
    assert b"/Subtype /Image" not in printed, "a hatch is lines, no picture of the sheet"
    told = dict(read_pdf(printed))
    assert told["Creator"] == "ducha"
    assert set(told) == {"Title", "Creator", "Producer"}
    assert set(re.findall(rb"D:\d{14}", printed)) == {b"D:20161018000000"}
    path = temp / "page.pdf"
    path.write_bytes(printed)
    text = subprocess.run([pdftotext, str(path), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "3-16" in text
    assert "附表.xlsx" not in text, "what lies beside a page does not lie beside a sheet"
    own = (socket.gethostname(), os.environ.get("USER", ""), str(temp), "file:")
    assert not [word for word in own if len(word) > 3 and word.encode() in printed]
