"""The page as PDF, printed by a browser that is installed here: Chromium, Chrome or Edge, without a window or network.

The browser gets a profile of its own in a temporary folder, which goes with it. What it writes of itself into the PDF
(its name with that of the system, the hour) is replaced by ours and the round's day, at the same length, as every other
offset in the file counts bytes.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import psutil

from analysis.errors import MissingError, PrintFailed
from analysis.standards.model import Standards

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
            "microsoft-edge-stable", "msedge")  # fmt: skip
"""What a browser that prints without a window may be called on the PATH, in the order in which they are tried."""
SECONDS = 240.0
"""Time for one page, many times what a large round took (11 s on two cores)."""
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe",
            "Chromium/Application/chrome.exe")  # fmt: skip
_WINDOWS_ROOTS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
_OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name is looked up, whatever the browser has in mind
)  # fmt: skip
_CREATOR = re.compile(rb"/Creator \((?:[^()\\]|\\.)*\)")
_HOUR = re.compile(rb"\(D:\d{14}[+-]\d\d'\d\d'\)")


def find_browser(standards: Standards) -> Path:
    """Find a browser that prints a page as PDF.

    Raises:
        MissingError: there is none; says what to do.
    """
    on_path = (Path(found) for name in COMMANDS if (found := shutil.which(name)))
    for path in (*on_path, *_usual_places()):
        if path.is_file():
            return path
    say = standards.say
    raise MissingError(say("page.print.no_browser"), do=say("page.print.no_browser_do"))


def _usual_places() -> Iterator[Path]:
    """Where an installer puts a browser that is not on the PATH."""
    system = platform.system()
    if system == "Windows":
        roots = [Path(os.environ[name]) for name in _WINDOWS_ROOTS if os.environ.get(name)]
        yield from (root / path for path in _WINDOWS for root in roots)
    elif system == "Darwin":
        roots = [Path("/Applications"), Path.home() / "Applications"]
        yield from (root / f"{name}.app/Contents/MacOS/{name}" for name in _MAC for root in roots)


def print_page(browser: Path, page: str, standards: Standards, *, day: date, seconds: float = SECONDS) -> bytes:
    """Print a finished page.

    Args:
        browser: as `find_browser` found it.
        page: the page, all of it in one file.
        standards: the language of what is told.
        day: stands in the PDF for the hour of printing.
        seconds: after these the browser is ended.

    Raises:
        PrintFailed: the browser stopped, took too long or wrote no whole PDF.
    """
    with tempfile.TemporaryDirectory(prefix="ducha-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, printed = folder / "page.html", folder / "page.pdf"
        source.write_text(page, encoding="utf-8")
        own = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # root may have no sandbox
        files = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={printed}", source.as_uri()]
        code = _run([str(browser), *_OPTIONS, *own, *files], seconds)
        content = printed.read_bytes() if printed.is_file() else b""
    if code == 0 and content.startswith(b"%PDF") and b"%%EOF" in content[-1024:]:
        return _set_properties(content, day)
    say, shown = standards.say, browser.name
    if code is None:
        what = say("page.print.late", browser=shown, seconds=round(seconds))
    else:
        what = say("page.print.failed", browser=shown, code=code)
    raise PrintFailed(what, do=say("page.print.failed_do"))


def _run(command: Sequence[str], seconds: float) -> int | None:
    """Run a program to its end; its exit code, or None where it was ended with its children for taking too long."""
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:  # a file of that name that is no program, or may not be run
        return error.errno or 1
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if child.poll() is None:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with suppress(psutil.Error):
        family = psutil.Process(child.pid).children(recursive=True)
        child.kill()
        for each in family:
            with suppress(psutil.Error):
                each.kill()
        psutil.wait_procs(family, timeout=5)
    child.wait()


def _set_properties(content: bytes, day: date) -> bytes:
    """Ours for the browser's name, the day for the hour; what is shorter is filled up with spaces behind it."""
    found = _CREATOR.search(content)
    if found and len(found[0]) >= len(b"/Creator (ducha)"):
        ours = b"/Creator (ducha)".ljust(len(found[0]))
        content = content[: found.start()] + ours + content[found.end() :]
    return _HOUR.sub(f"(D:{day:%Y%m%d}000000+00'00')".encode("ascii"), content)
