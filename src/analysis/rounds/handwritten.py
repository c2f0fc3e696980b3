"""TOML files that people write by hand, with what Notepad and a Chinese keyboard put into them.

tomllib refuses a byte order mark, GBK, and full-width ＝ “ ” 【 】; these are what such files hold. They are read as
meant, but only where the file does not parse as it stands, so that a correct file is never rewritten.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from analysis.errors import CorrectionsError, Place
from analysis.standards.model import Standards
from analysis.tables import write_whole

_PAIR = re.compile(r"""^(\s*[\w.-]+)\s*[=＝]\s*["“”＂](.*)["“”＂]\s*((?:#|＃).*)?$""")
_BARE = re.compile(r"^(\s*[\w.-]+)\s*＝\s*(.*)$")
_HEADER = re.compile(r"^\s*[\[［【]([\[［【]?)\s*([\w.-]+)\s*[\]］】]{1,2}\s*$")


def read_toml(path: Path, standards: Standards) -> dict[str, Any]:
    """Read a TOML file as it was meant.

    Args:
        path: the file; UTF-8 with or without a byte order mark, else GB 18030.
        standards: for the language of the message.

    Raises:
        CorrectionsError: it is no TOML even so; names the file and the parser's line.
    """
    text = decode_text(path.read_bytes())
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        pass
    try:
        return tomllib.loads("\n".join(_repair_line(line) for line in text.splitlines()))
    except tomllib.TOMLDecodeError as error:
        raise CorrectionsError(
            standards.say("error.not_toml"),
            place=Place(path.name),
            seen=str(error),
            do=standards.say("error.not_toml_do"),
        ) from None


def decode_text(data: bytes) -> str:
    """Decode UTF-8 (with or without a mark) or GB 18030; what is neither keeps a replacement character."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _repair_line(line: str) -> str:
    if header := _HEADER.match(line):
        return f"[[{header[2]}]]" if header[1] else f"[{header[2]}]"
    if pair := _PAIR.match(line):
        content = pair[2].replace("\\", "\\\\").replace('"', '\\"')
        return f'{pair[1]} = "{content}"'
    if bare := _BARE.match(line):
        return f"{bare[1]} = {bare[2]}"
    return line


def append_text(path: Path, text: str, *, heading: str) -> None:
    """Add lines to a file that people write too: what stands there stays, byte for byte; whole or not at all.

    Args:
        path: the file; begun with the heading as a comment where there is none.
        text: what to add; nothing is done for none.
        heading: what the file is.
    """
    if not text:
        return
    before = path.read_bytes() if path.is_file() else f"# {heading}\n".encode()
    own = "gb18030" if _is_gbk(before) else "utf-8"
    gap = b"" if before.endswith(b"\n") else b"\n"
    write_whole(path, before + gap + text.encode(own))


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False
