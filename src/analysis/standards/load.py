"""Load the rules of an office: the shipped files, each replaced whole by one of that name in a folder of its own.

Loading proves them (standards/prove.py): a rule that contradicts another never reaches a workbook.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import MissingError, UsageError
from analysis.standards.build import build_standards
from analysis.standards.limits import LIMITS_FILE, prove_limits
from analysis.standards.model import SECTIONS, Standards, Text
from analysis.standards.problems import Problems
from analysis.standards.prove import prove_standards
from analysis.standards.style import STYLE_FILE, build_style
from analysis.standards.wording import flatten_wording, prove_wordings

LANGUAGES = ("zh", "en")
"""The languages of the products; each has a wording file."""
WORD_FILES = ("verdicts", "statuses", "columns", "refused", "limits")
"""Files that only standards/words.py, and limits.py the last, look into."""
FILES = (
    "checklist.toml",
    "measures.toml",
    *(f"{name}.toml" for name in WORD_FILES),
    "decision.toml",
    STYLE_FILE,
    *(f"wording.{lang}.toml" for lang in LANGUAGES),
)
"""Every rule file by name."""
SHIPPED = Path(__file__).parent
"""Folder of the shipped rules."""


def load_standards(folder: Path | None = None, lang: str = "zh", *, frozen: bool = False) -> Standards:
    """Load and prove the rules.

    Args:
        folder: rules of an office; a file there replaces the shipped one of that name, whole.
        lang: zh or en, the language of every product and message.
        frozen: the folder holds the rules of a closed round; a text that the program has learned to say since then is
            the shipped one.

    Returns:
        The rules, ready to use; they can be pickled.

    Raises:
        UsageError: no such language.
        MissingError: no such folder.
        StandardsError: a file that is no TOML, or rules that contradict their form or each other; all are listed.
    """
    if lang not in LANGUAGES:
        raise UsageError("--lang", seen=lang, do=" | ".join(LANGUAGES))
    return _load(folder, lang, frozen, _hash_files(folder))


def _hash_files(folder: Path | None) -> tuple[tuple[str, str], ...]:
    """What tells whether any file has changed that the rules of a folder are made of.

    A rule file is known by its content. The logo may have any name and lie among files that are nothing of ours and
    that nobody can open: what is no rule file is known by its size and time.
    """
    places = [*SHIPPED.glob("*.toml"), *(folder.glob("*") if folder else ())]
    return tuple((str(path), _tell_apart(path)) for path in sorted(places) if path.is_file())


def _tell_apart(path: Path) -> str:
    if path.name in FILES:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


@lru_cache(maxsize=8)
def _load(folder: Path | None, lang: str, frozen: bool, _: tuple[tuple[str, str], ...]) -> Standards:
    """The rules of some files, proved once: the same files are the same rules, and nothing changes those."""
    said = _read_shipped(lang)
    problems = Problems(said)
    files = _find_files(problems, folder)
    content = {name: path.read_bytes() for name, path in files.items()}
    parsed = {name: _parse_file(problems, name, data) for name, data in content.items()}
    problems.stop()
    prove_limits(problems, parsed[LIMITS_FILE])
    wordings = {code: flatten_wording(parsed[f"wording.{code}.toml"]) for code in LANGUAGES}
    if frozen:
        wordings = {code: {**_read_shipped(code), **wording} for code, wording in wordings.items()}
    prove_wordings(problems, wordings, needed=frozenset(said))
    style = build_style(problems, parsed[STYLE_FILE], files[STYLE_FILE].parent)
    standards = build_standards(
        problems,
        parsed,
        style=style,
        words={name: parsed[f"{name}.toml"] for name in WORD_FILES},
        wording=wordings[lang],
        lang=lang,
        digest=_digest({**content, "logo": style.logo}, lang),
    )
    problems.stop()
    prove_standards(problems, standards)
    problems.stop()
    return replace(standards, sections=_title_sections(wordings))


def _title_sections(wordings: Mapping[str, Mapping[str, Any]]) -> dict[str, Text]:
    """The titles of sections in both languages: an office's text names one in either, whatever is printed."""
    return {
        name: Text(**{lang: str(wording.get(f"document.{name}", "")) for lang, wording in wordings.items()})
        for name in SECTIONS
    }


def _read_shipped(lang: str) -> dict[str, Any]:
    return flatten_wording(tomllib.loads((SHIPPED / f"wording.{lang}.toml").read_text(encoding="utf-8")))


def list_files(folder: Path | None) -> dict[str, Path]:
    """The rule files that a folder stands for, by name, and the pictures beside them; the shipped ones for None."""
    place = folder or SHIPPED
    files = {name: place / name if (place / name).is_file() else SHIPPED / name for name in FILES}
    logos = {path.name: path for path in files[STYLE_FILE].parent.glob("*.png")}
    return {**files, **logos}


def _find_files(problems: Problems, folder: Path | None) -> dict[str, Path]:
    if folder is None:
        return {name: SHIPPED / name for name in FILES}
    if not folder.is_dir():
        said = problems.wording
        raise MissingError(said["standards.no_folder"].format(folder=folder), do=said["standards.no_folder_do"])
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            problems.add((path.name, ""), "unknown_file", known=", ".join(FILES))
    return {name: path for name, path in list_files(folder).items() if name in FILES}


def _parse_file(problems: Problems, name: str, data: bytes) -> Mapping[str, Any]:
    try:
        # Notepad puts a byte order mark before the text, which tomllib refuses.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.add((name, ""), "not_utf8")
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add((name, ""), "not_toml", seen=error)
        return {}


def _digest(content: Mapping[str, bytes], lang: str) -> str:
    whole = hashlib.sha256(lang.encode("utf-8"))
    for name in sorted(content):
        whole.update(hashlib.sha256(name.encode("utf-8")).digest() + hashlib.sha256(content[name]).digest())
    return whole.hexdigest()
