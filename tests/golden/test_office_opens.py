"""What an office opens in its own program: forms, review workbook and annex of the sample, opened by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analysis.measures.results import measure_round
from analysis.reports.office.annex.annex import write_annex
from analysis.reports.publish.forms import write_forms
from analysis.reports.review.checking import check_round
from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

ROUND = "2016-11"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, read_sample: Callable[[str], Path]) -> Workspace:
    """A copy of the sample rounds."""
    return Workspace(Path(shutil.copytree(read_sample("zh"), tmp_path_factory.mktemp("office") / "sample")))


@pytest.mark.slow
def test_libreoffice_opens_forms_the_review_workbook_and_the_annex(
    workspace: Workspace, standards: Standards, soffice: str, pdftotext: str
) -> None:
    made = [write_forms(workspace, ROUND, standards, by="team", as_of=date(2016, 11, 20)).paths[0]]
    round_ = read_round(workspace, ROUND, standards)
    made.append(check_round(workspace, round_).path)
    for name, content in write_annex(round_, measure_round(round_)).items():
        made.append(workspace.root / name)
        made[-1].write_bytes(content)
    out, profile = workspace.root / "pdf", workspace.root / "profile"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(out), *map(str, made)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    texts = []
    for path in made:
        pdf = out / f"{path.stem}.pdf"
        assert pdf.is_file(), done.stdout + done.stderr
        read = subprocess.run([pdftotext, str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
        texts.append(read.stdout)
    assert "栎坪" in texts[0]
    assert "待核对" in texts[1]
    assert all(name in texts[2] for name in ("分项统计", "问题台账", "出处", "明细"))
    assert not any(fault in text for text in texts for fault in ("#REF!", "#NAME?", "#VALUE!", "Err:"))
