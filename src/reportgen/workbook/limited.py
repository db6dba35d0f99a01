"""The reading of a workbook in a process of its own: ``python -m reportgen.workbook.limited``.

Whatever the file holds, the reading ends after MAX_SECONDS and within MAX_MEMORY. A file that would need more takes
that process along, and not the tool.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.office_file import MEGABYTE
from reportgen.problems import EngineFailed, ProblemsFound
from reportgen.workbook.guard import MAX_MEMORY, MAX_SECONDS, refuse_heavy
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, RawWorkbook, reference
from reportgen.workbook.texts import form

_prepared: list[subprocess.Popen[bytes]] = []
_NO_ANSWER = 2  # the exit code of a reading that ran out of memory
_PLAIN = RawCell("", "")[2:]
_LIBRARIES = 20 * MEGABYTE
"""What the code of Python and its libraries takes; the limit of the system is one of data."""


def prepare() -> None:
    """Start the process of the next reading, so that its imports overlap with those of this one."""
    _prepared.append(_started())


def read_limited(path: Path, wanted: Iterable[str] = ()) -> RawWorkbook:
    """Read the cells of the sheets whose title has one of the forms ``wanted`` (see :func:`form`), else of all.

    Of the other sheets only the title is read.
    Raises ProblemsFound when the file cannot be read as a workbook, or not within the limits.
    """
    with _prepared.pop() if _prepared else _started() as process:
        try:
            answer, said = process.communicate(pickle.dumps((path, {*wanted})), MAX_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            refuse_heavy(path)
    if process.returncode == 1:
        raise EngineFailed(said.decode(errors="replace").strip())
    if process.returncode:  # _NO_ANSWER, or the system stopped it
        refuse_heavy(path)
    problems, packed = pickle.loads(answer)  # noqa: S301 - written by our own child process
    if problems:
        raise ProblemsFound(problems)
    return _unpacked(path.name, packed)


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "reportgen.workbook.limited"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603


def _packed(raw: RawWorkbook) -> list[Any]:
    """Plain values and tuples, which are handed over ten times as fast as objects; most cells are but their value."""
    return [
        (
            *(sheet.title, sheet.visible, sheet.hidden_columns, sheet.merged),
            [
                (
                    *(row.number, row.hidden),
                    {key: cell.value if cell[2:] == _PLAIN else tuple(cell) for key, cell in row.cells.items()},
                )
                for row in sheet.rows
            ],
        )
        for sheet in raw.sheets
    ]


def _unpacked(file: str, packed: Sequence[Any]) -> RawWorkbook:
    return RawWorkbook(
        file,
        tuple(
            RawSheet(title, tuple(_row(*row) for row in rows), visible, hidden_columns, merged)
            for title, visible, hidden_columns, merged, rows in packed
        ),
    )


def _row(number: int, hidden: bool, packed: Mapping[int, Any]) -> RawRow:
    cells = {
        column: RawCell(*cell) if isinstance(cell, tuple) else RawCell(cell, reference(column, number))
        for column, cell in packed.items()
    }
    return RawRow(number, cells, hidden)


def main() -> None:
    """Read the file that standard input names, and write its problems and its cells to standard output, pickled."""
    from reportgen.workbook.reader import read_workbook  # imported here: openpyxl is for this process alone

    gc.disable()  # all of it is needed to the end
    limit_process()
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    request = sys.stdin.buffer.read()
    if not request:
        return  # there was nothing to read after all
    path, wanted = pickle.loads(request)  # noqa: S301 - written by our own parent process
    try:
        try:
            raw = read_workbook(path, lambda title: not wanted or form(title) in wanted)
            pickle.dump(((), _packed(raw)), out, pickle.HIGHEST_PROTOCOL)
        except ProblemsFound as found:
            pickle.dump((found.problems, ()), out, pickle.HIGHEST_PROTOCOL)
        out.flush()
    except MemoryError:
        os._exit(_NO_ANSWER)
    os._exit(0)  # without taking everything apart, which takes as long as pickling it


def limit_process() -> None:
    """Limit the memory of this process, and its time should its parent die."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for kind, most in ((resource.RLIMIT_DATA, MAX_MEMORY - _LIBRARIES), (resource.RLIMIT_CPU, MAX_SECONDS)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
