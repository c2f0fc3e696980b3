"""The reading worker's own side: one workbook at a time, asked for and answered over pipes.

Started by `worker`. A message is its length in eight bytes, then its bytes. The first holds what workbooks are read by
(standards, register, bytes of memory), and another such one changes it; each other one a path, a context and the task:
tables, or only the roles of rows, the schools that it names, its sheets as found. The answer is a line of JSON, then
one message for each table that has rows, an Arrow stream. What a library prints goes to nowhere: pipes carry messages.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import struct
import traceback
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import ipc

from analysis.errors import RefusedWorkbook
from analysis.reading.context import Context
from analysis.reading.drafting import find_schools
from analysis.reading.roles import read_roles
from analysis.reading.schools import SchoolRegister
from analysis.reading.workbook import open_workbook, read_tables
from analysis.standards.model import Standards
from analysis.standards.words import words_of

_LENGTH = struct.Struct(">Q")
_COLLECTED_AFTER = 100
"""Workbooks after which what hangs in circles is let go; nearly all goes without."""
_LARGE = 100_000
"""Rows of a table after which that is done at once."""
_BUFFER = 1 << 20
"""Bytes of an answer that are written at once; most have less."""
_HERE = Path(__file__).parents[1]


def send(stream: IO[bytes], *messages: Any) -> None:
    """Write messages, all of them before the other side is woken."""
    for data in messages:
        stream.write(_LENGTH.pack(len(data)))
        stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message.

    Raises:
        EOFError: the other side is gone.
    """
    head = stream.read(_LENGTH.size)
    data = stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if not data:
        raise EOFError
    return data


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    gc.disable()  # it would walk through millions of cells again and again; what hangs in circles goes now and then
    for number, request in enumerate(map(pickle.loads, _requests(requests))):
        if isinstance(request[0], Standards):
            standards, register = _begin(*request)
            send(answers, json.dumps({"state": "ready"}).encode("ascii"))
            continue
        path, context, task = request
        try:
            tables, said = _do(task, Path(path), standards, register, context)
        except RefusedWorkbook as error:
            said = {"state": "refused", "what": error.what, "seen": error.seen, "do": error.do}
            tables = {}
        except MemoryError:
            said, tables = {"state": "memory"}, {}
        except (KeyboardInterrupt, SystemExit):
            return
        except BaseException as error:  # whatever went wrong is told as our fault; the round goes on
            said, tables = {"state": "fault", "seen": _describe(error)}, {}
        else:
            tables = {name: table for name, table in tables.items() if table.num_rows}
            said |= {"state": "read", "tables": list(tables)}
        send(answers, json.dumps(said).encode("ascii"), *map(_pack, tables.values()))
        large = any(table.num_rows > _LARGE for table in tables.values())
        del tables
        if large or number % _COLLECTED_AFTER == 0:
            gc.collect()


def _begin(standards: Standards, register: SchoolRegister, memory: int) -> tuple[Standards, SchoolRegister]:
    words_of(standards)
    gc.collect()
    gc.freeze()
    cap_memory(memory)
    return standards, register


def _do(
    task: str, path: Path, standards: Standards, register: SchoolRegister, context: Context
) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    """Read a workbook into tables, or tell of it only what is asked."""
    if task == "roles":
        return {}, {"roles": read_roles(path, standards, register, context)}
    if task == "schools":
        return {}, {"schools": find_schools(path, standards, context)}
    if task == "sheets":
        sheets = pickle.dumps(open_workbook(path, standards, context))
        return {}, {"sheets": b64encode(sheets).decode("ascii")}
    return read_tables(path, standards, register, context), {}


def _requests(stream: IO[bytes]) -> Iterator[bytes]:
    while True:
        try:
            yield receive(stream)
        except EOFError:
            return


def _pack(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _describe(error: BaseException) -> str:
    """Kind of the error and the place in our code, never its text: that may hold what a cell says."""
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [f" {file.relative_to(_HERE).as_posix()}:{line}" for file, line in places if file.is_relative_to(_HERE)]
    return f"{type(error).__name__}{ours[-1] if ours else ''}"


def cap_memory(growth: int) -> None:
    """Let this process grow by so many bytes and no further, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # Windows: the parent watches instead
        return
    statm = Path("/proc/self/statm")
    used = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize() if statm.exists() else 0
    for limit, value in ((resource.RLIMIT_AS, used + growth), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        try:
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
        except (ValueError, OSError):
            continue  # macOS refuses some limits; the parent watches the memory too


def main() -> None:
    """Take over the pipes, and keep everything else off them."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", _BUFFER)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    serve(requests, answers)
