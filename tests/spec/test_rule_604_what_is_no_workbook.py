"""What a file is, its bytes tell and not its name; one that is no workbook is refused, and the rest is read."""

import pytest

from analysis.errors import RefusedWorkbook
from analysis.reading.workbook import Context, read_workbook

FILES = [
    ("自查表.xlsx, empty", b"", "file_empty_file"),
    ("自查表.xls, a web page", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "file_html"),
    ("自查表.xlsx, a picture", b"\x89PNG\r\n\x1a\n" + bytes(64), "file_not_a_table"),
    ("自查表.xlsx, cut off", b"PK\x03\x04" + bytes(64), "file_damaged"),
]


@pytest.mark.parametrize(("file", "content", "message"), FILES)
def test_each_has_its_own_message(tmp_path, standards, schools, file, content, message):
    path = tmp_path / file.partition(",")[0]
    path.write_bytes(content)
    with pytest.raises(RefusedWorkbook) as refused:
        read_workbook(path, standards, schools, Context("2016-10", path.name))
    assert refused.value.what == standards.say(f"error.{message}")
