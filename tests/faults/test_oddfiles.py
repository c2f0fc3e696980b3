"""Seven hundred broken, strange and hostile files of other projects: each ends in tables or in a documented refusal."""

from collections import Counter

import pytest

from analysis.errors import RefusedWorkbook
from analysis.reading.context import context_of_month
from analysis.reading.schools import empty_register
from analysis.reading.worker import Worker

BROKEN = ("reader_died", "reader_time", "reader_memory", "reader_fault")
"""Refusals that mean that the reader, not the file, was the end of it."""


@pytest.mark.slow
@pytest.mark.shared
def test_every_odd_file_ends_well(shared, standards):
    files = sorted(path for path in (shared / "data/oddfiles").rglob("*") if path.is_file())
    reasons = {standards.say(key): key for key in standards.wording if key.startswith(("error.file_", "error.reader_"))}
    ends = Counter()
    with Worker(standards, empty_register()) as worker:
        for path in files:
            try:
                worker.read(path, context_of_month("2016-10", path.name))
                ends["tables"] += 1
            except RefusedWorkbook as error:
                ends[reasons[error.what]] += 1
    assert sum(ends.values()) == len(files) > 700
    assert not [key for key in ends if key.removeprefix("error.") in BROKEN]
    assert ends["tables"] > 650
    assert worker.peak < 1e9
