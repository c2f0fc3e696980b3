"""Office documents of which one part is gone, empty, bare or another's: what a broken save or a mail leaves."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_ROOT = re.compile(rb"(?s)^(?:<\?xml[^>]*>\s*)?(<([\w:.-]+)[^>]*?)/?>")


def damage(path: Path, part: str, way: str) -> Path:
    """Damage a part of a package in place.

    Args:
        path: a .docx or .pptx.
        part: name of the part.
        way: gone, empty, bare (its root alone), or other (well-formed, of no known kind).
    """
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = _ROOT.match(parts[part])
    assert root is not None
    ways = {"gone": b"", "empty": b"", "bare": root[1] + b"></" + root[2] + b">", "other": b"<a/>"}
    changed = {name: ways[way] if name == part else content for name, content in parts.items()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in changed.items():
            if (name, way) != (part, "gone"):
                package.writestr(name, content)
    return path
