"""Reading workbooks in a process of its own, so that no workbook, whatever it holds, aborts or hangs the run.

A worker is started once and reads one workbook after another. It may grow by so much memory (it holds itself to that,
and is watched from here) and take so much time (kept from here, where a hung reader cannot lose it). One that dies,
hangs or grows is ended, its workbook refused, and another goes on. It is replaced now and then, so that what a library
leaks does not add up. A worker that is done leaves its process to the next one: a run reads the round, its ledgers and
its answers by workers of their own, and a process takes most of a second to start.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from base64 import b64decode
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self, cast

import psutil
import pyarrow as pa
from pyarrow import ipc

from analysis.errors import Place, RefusedWorkbook
from analysis.reading.context import Context
from analysis.reading.schools import SchoolRegister
from analysis.reading.serving import receive, send
from analysis.standards.limits import limits_of
from analysis.standards.model import Standards
from analysis.tables import WORKBOOK_TABLES, empty_arrow, frame_of

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading.cells import Sheet

Tables = dict[str, pa.Table]
"""Table name → what one workbook gave."""
_STARTING = 60.0
"""Seconds of its own that a process may take to be ready."""
_WATCH = 0.05
"""Seconds between two looks at a process that has not answered."""
_PIPE = 1 << 20
"""Bytes that a pipe holds, where the system lets one say."""
_PATIENCE = 4
"""How many times its own time a process may take by the wall's clock: it may have to share the processors."""
_RECYCLED_AFTER = 500
"""Workbooks after which a process is replaced."""
_SERVE = """
import sys
class Without:
    def find_spec(self, name, *_):
        if name == "pandas":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Without())
from analysis.reading.serving import main
main()
"""
"""What the process runs: it needs no pandas, and pyarrow would import it only to see that a list is none of its own,
which takes as long as all the rest of the start."""
_SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


class _Gone(Exception):
    """The process is of no more use for a workbook: it died, or went over a cap."""

    def __init__(self, code: str, seen: str) -> None:
        self.code, self.seen = code, seen
        super().__init__(code)


class Worker:
    """One reading process, started when it is first needed and started again when it is gone.

    Args:
        standards: the rules; their limits cap memory and time.
        register: the schools.

    Attributes:
        peak: the most bytes that any of its processes was seen to use.
    """

    def __init__(self, standards: Standards, register: SchoolRegister) -> None:
        self._standards, self._register, self._limits = standards, register, limits_of(standards)
        self._process: _Process | None = None
        self.peak = 0

    def __enter__(self) -> Self:
        """Start the process, so that it gets ready while the caller does other things."""
        self._start()
        import_module("pandas")  # its frames are made of the answers; importing takes as long as the process's start
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the process to the next worker, or end it where it is of no more use."""
        process = self._process
        if process and process.lives and process.is_idle and not self._is_worn():
            self._process = None
            _spare(process)
        self.close()

    @property
    def pid(self) -> int:
        """Number of the process; 0 where none runs."""
        return self._process.pid if self._process else 0

    def read(self, path: Path, context: Context) -> Tables:
        """Read one workbook.

        Args:
            path: the file.
            context: round, file name and dates.

        Returns:
            One Arrow table for each of `tables.WORKBOOK_TABLES`.

        Raises:
            RefusedWorkbook: what `read_workbook` refuses; a reader that died, hung or grew over its cap; our own fault.
        """
        return self._answer(path, context, "tables")[1]

    def tell_roles(self, path: Path, context: Context) -> list[tuple[str, list[str]]]:
        """Tell what each row of a workbook is: for each sheet its name and one of `tables.ROW_ROLES` a row.

        Raises:
            RefusedWorkbook: as `read`.
        """
        return [(sheet, roles) for sheet, roles in self._answer(path, context, "roles")[0]["roles"]]

    def find_schools(self, path: Path, context: Context) -> list[dict[str, str]]:
        """The schools that a workbook names: school_id, name, town and kind of each.

        Raises:
            RefusedWorkbook: as `read`.
        """
        return [dict(school) for school in self._answer(path, context, "schools")[0]["schools"]]

    def read_sheets(self, path: Path, context: Context) -> tuple[Sheet, ...]:
        """The sheets of a workbook as found, for who marks a copy of it.

        Raises:
            RefusedWorkbook: as `read`.
        """
        sheets: tuple[Sheet, ...] = pickle.loads(b64decode(self._answer(path, context, "sheets")[0]["sheets"]))
        return sheets

    def _answer(self, path: Path, context: Context, task: str) -> tuple[dict[str, Any], Tables]:
        said, tables = self._ask(path, context, task, again=True)
        if said["state"] == "refused":
            raise RefusedWorkbook(said["what"], place=Place(context.file), seen=said["seen"], do=said["do"])
        if said["state"] != "read":
            raise self._refuse(context, said["state"], said.get("seen", ""))
        return said, tables

    def _ask(self, path: Path, context: Context, task: str, *, again: bool) -> tuple[dict[str, Any], Tables]:
        process = self._process if self._process and self._process.lives and not self._is_worn() else self._start()
        try:
            answer = process.ask((str(path.absolute()), context, task), self._limits.time_for(path.stat().st_size))
            self.peak = max(self.peak, process.peak, process.memory())
        except _Gone as gone:
            self.close()
            if again and gone.code == "died":  # it may have been ended from outside: only a second time is the file's
                return self._ask(path, context, task, again=False)
            raise self._refuse(context, gone.code, gone.seen) from None
        return answer

    def _is_worn(self) -> bool:
        """Whether the process has read so much, or holds so much, that the next workbook is better read by another."""
        held = self._process.memory() if self._process else 0
        return bool(self._process and self._process.done >= _RECYCLED_AFTER) or held > self._limits.memory_bytes // 2

    def close(self) -> None:
        """End the process; the next workbook gets another."""
        if self._process:
            self._process.end()
        self._process = None

    def _start(self) -> _Process:
        self.close()
        process = _take_spare() or _Process()
        process.begin((self._standards, self._register, self._limits.memory_bytes), self._limits.memory_bytes)
        self._process = process
        return process

    def _refuse(self, context: Context, code: str, seen: str) -> RefusedWorkbook:
        say = self._standards.say
        what = say(f"error.reader_{code}")
        return RefusedWorkbook(what, place=Place(context.file), seen=seen, do=say(f"error.reader_{code}_do"))


class _Process:
    """A running child, and a thread that takes its answers, so that waiting for one can be given up."""

    def __init__(self) -> None:
        self.surroundings = _describe_surroundings()
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.surroundings,
            pipesize=_PIPE,
        )  # fmt: skip
        self._most, self._watched = 0, psutil.Process(self._child.pid)
        self._answers: queue.Queue[list[bytes] | None] = queue.Queue()
        self._awaited, self.peak, self.done = 0, 0, 0
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(self, first: Any, memory: int) -> None:
        """Say what the workbooks to come are read by, and how much it may grow; it gets ready in its own time."""
        self._most, self.peak = memory, 0
        self._awaited += 1
        threading.Thread(target=self._send, args=(first,), daemon=True).start()  # no pipe holds all the rules

    @property
    def is_idle(self) -> bool:
        """Whether it has answered all that it was asked."""
        return self._awaited == self._answers.qsize()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._child.pid

    @property
    def lives(self) -> bool:
        """Whether it still runs."""
        return self._child.poll() is None

    def ask(self, request: Any, seconds: float) -> tuple[dict[str, Any], Tables]:
        """Send a request and wait for its answer.

        Raises:
            _Gone: the process died, or is over a cap of time or memory.
        """
        while self._awaited:  # that it is ready
            self._next(_STARTING)
        self._awaited += 1
        self._send(request)
        first, *packed = self._next(seconds)
        self.done += 1
        said = json.loads(first)
        names = said.get("tables", ())
        read = {name: ipc.open_stream(data).read_all() for name, data in zip(names, packed, strict=True)}
        return said, {name: read[name] if name in read else empty_arrow(name) for name in WORKBOOK_TABLES}

    def busy(self) -> float:
        """Seconds of processor time used so far; 0 where the process is gone."""
        try:
            times = self._watched.cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)

    def memory(self) -> int:
        """Bytes in use; 0 where the process is gone."""
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        """End it, whatever it does."""
        self._child.kill()
        for stream in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                cast("IO[bytes]", stream).close()
        self._child.wait()

    def _send(self, message: Any) -> None:
        with suppress(OSError):  # a dead child is told by its answers
            send(cast("IO[bytes]", self._child.stdin), pickle.dumps(message))

    def _next(self, seconds: float) -> list[bytes]:
        """The next answer, message by message.

        Time is the child's own, so that a busy machine refuses nothing; waiting has an end too.
        """
        began, waited = self.busy(), time.monotonic() + _PATIENCE * seconds
        while True:
            try:
                answer = self._answers.get(timeout=_WATCH)
            except queue.Empty:
                self.peak = max(self.peak, self.memory())
                if self.peak > self._most:
                    raise _Gone("memory", f"memory_bytes > {self._most}") from None
                if self.busy() - began > seconds or time.monotonic() > waited:
                    raise _Gone("time", f"seconds > {seconds:.0f}") from None
                continue
            if answer is None:
                raise _Gone("died", str(self._child.wait()))
            self._awaited -= 1
            return answer

    def _listen(self) -> None:
        stdout = cast("IO[bytes]", self._child.stdout)
        try:
            while True:
                said = receive(stdout)
                tables = json.loads(said).get("tables", ())
                self._answers.put([said, *(receive(stdout) for _ in tables)])
        except (OSError, EOFError, ValueError):
            self._answers.put(None)


_SPARE: list[_Process] = []
"""At most one process without a worker."""


def _describe_surroundings() -> dict[str, str]:
    roots = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(roots), **_SINGLE}


def _spare(process: _Process) -> None:
    _end_spare()
    _SPARE.append(process)


def _take_spare() -> _Process | None:
    """The spare process, if it lives and was started in the same surroundings."""
    if not _SPARE:
        return None
    process = _SPARE.pop()
    if process.lives and process.surroundings == _describe_surroundings():
        return process
    process.end()
    return None


@atexit.register
def _end_spare() -> None:
    while _SPARE:
        _SPARE.pop().end()


def read_frames(worker: Worker, path: Path, context: Context) -> dict[str, pd.DataFrame]:
    """Read one workbook by a worker into declared frames; raises what `Worker.read` raises."""
    return {name: frame_of(name, table) for name, table in worker.read(path, context).items()}
