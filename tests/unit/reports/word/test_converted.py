"""LibreOffice opens the document and lays its pages as they were meant."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.unit.reports.invented import make_page

from analysis.reports.office.word.report import write_report

UPRIGHT, TURNED = (595, 842), (842, 595)
"""A4 in points, whole ones."""


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_lays_upright_pages_then_turned_ones(soffice: str, pdftotext: str, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(write_report(make_page(), "report"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "report.docx")], check=True, capture_output=True)
    told = subprocess.run([pdftotext, "-bbox", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True)
    pages = told.stdout.decode("utf-8").split("<page ")[1:]
    sizes = [tuple(round(float(one)) for one in re.findall(r'(?:width|height)="([\d.]+)"', page)) for page in pages]
    first = sizes.index(TURNED)
    assert set(sizes[:first]) == {UPRIGHT}
    assert set(sizes[first:]) == {TURNED}
    for number, page in enumerate(pages[:first], start=1):
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', page)
        left, top = next((float(x), float(y)) for x, y, word in words if word == str(number) and float(y) > 740)
        assert (left > 595 / 2) == (number % 2 == 1), "odd pages have their number at the right"
        assert 842 - 35 / 25.4 * 72 < top < 842
