"""Published tables with labelled lines and headers, by their own scorers: how far general rules go.

The labels are for measuring only: rules must hold for tables never seen.
"""

import json
import re
import subprocess
import sys

import pytest

from analysis.rounds.labelling import label_files

BARS = {"saus": (0.93, 0.60), "cius": (0.94, 0.82)}
"""Data set → least macro F1 of the six classes, least share of files with every line right."""


def run_scorer(shared, scorer, folder, predictions):
    command = [sys.executable, str(shared / "tools" / scorer), str(folder), str(predictions)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.mark.slow
@pytest.mark.shared
def test_published_line_labels(shared, standards, tmp_path):
    folder, out = shared / "data" / "lines", tmp_path / "rows.jsonl"
    files = sorted(path for name in BARS for path in (folder / name).glob("*.csv"))
    assert label_files(files, standards, out) == ()
    said = run_scorer(shared, "score_lines.py", folder, out)
    found = {
        name: (float(f1), float(right))
        for name, f1, right in re.findall(r"(\w+): macro F1 ([\d.]+).*right ([\d.]+)", said)
    }
    assert found.keys() == BARS.keys()
    for name, (f1, right) in BARS.items():
        assert found[name][0] >= f1, said
        assert found[name][1] >= right, said


@pytest.mark.slow
@pytest.mark.shared
def test_headers_of_chinese_tables(shared, standards, tmp_path):
    folder, out = shared / "data" / "imtqa", tmp_path / "rows.jsonl"
    assert label_files(sorted((folder / "xlsx").glob("*.xlsx")), standards, out) == ()
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all("refused" not in line["rows"] for line in lines)
    said = run_scorer(shared, "score_headers.py", folder, out)
    right = {kind: (int(part), int(whole)) for kind, part, whole in re.findall(r"(\w+): (\d+)/(\d+)", said)}
    # Three hierarchical tables cannot be right: two are labelled with a header row less than their merged cells cover,
    # one with its row of model numbers left out.
    assert right["hierarchical"][0] >= right["hierarchical"][1] - 3, said
    assert right["vertical"][0] >= 0.99 * right["vertical"][1], said
