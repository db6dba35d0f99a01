"""Work on a file of somebody's in a process of its own: ``python -m reportgen.workbook.limited``.

Whatever the file holds, the work ends after MAX_SECONDS and within MAX_MEMORY. A file that would need more takes
that process along, and not the tool.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from reportgen.office_file import MEGABYTE
from reportgen.problems import EngineFailed, ProblemsFound
from reportgen.workbook.guard import MAX_MEMORY, MAX_SECONDS, refuse_heavy
from reportgen.workbook.raw import Packed, RawWorkbook, packed, unpacked
from reportgen.workbook.texts import form

P = ParamSpec("P")
T = TypeVar("T")

_prepared: list[subprocess.Popen[bytes]] = []
_READER = "reportgen.workbook.reader"
_NO_ANSWER = 2  # the exit code of a process that ran out of memory
_LIBRARIES = 20 * MEGABYTE
"""What the code of Python and its libraries takes; the limit of the system is one of data."""


def prepare() -> None:
    """Start the process of the next reading, so that its imports overlap with those of this one."""
    _prepared.append(_started(_READER))


def read_limited(path: Path, wanted: Iterable[str] = ()) -> RawWorkbook:
    """Read the cells of the sheets whose title has one of the forms ``wanted`` (see :func:`form`), else of all.

    Of the other sheets only the title is read.
    Raises ProblemsFound when the file cannot be read as a workbook, or not within the limits.
    """
    process = _prepared.pop() if _prepared else _started(_READER)
    return unpacked(path.name, _answer(process, path, _read, path, {*wanted}))


def in_limits(path: Path, task: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What a function of a module gives for work on the file ``path``. All that goes to it and back is pickled.

    Raises the ProblemsFound of the task, and ProblemsFound when it does not end within the limits.
    """
    return _answer(_started(), path, task, *given, **named)


def _answer(process: subprocess.Popen[bytes], path: Path, task: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    with process:
        try:
            answer, said = process.communicate(pickle.dumps((task, given, named)), MAX_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            refuse_heavy(path)
    if process.returncode == 1:
        raise EngineFailed(said.decode(errors="replace").strip())
    if process.returncode:  # _NO_ANSWER, or the system stopped it
        refuse_heavy(path)
    problems, result = pickle.loads(answer)  # noqa: S301 - written by our own child process
    if problems:
        raise ProblemsFound(problems)
    done: T = result
    return done


def _started(*modules: str) -> subprocess.Popen[bytes]:
    """A process that imports these modules and waits for its task."""
    command = [sys.executable, "-P", "-m", "reportgen.workbook.limited", *modules]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603


def _read(path: Path, wanted: set[str]) -> Packed:
    from reportgen.workbook.reader import read_workbook  # imported here: openpyxl is for the other process alone

    return packed(read_workbook(path, lambda title: not wanted or form(title) in wanted))


def main() -> None:
    """Do the task that standard input names, and write its problems and its result to standard output, pickled."""
    gc.disable()  # all of it is needed to the end
    for module in sys.argv[1:]:
        import_module(module)
    limit_process()
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    request = sys.stdin.buffer.read()
    if not request:
        return  # there was nothing to do after all
    try:
        task, given, named = pickle.loads(request)  # noqa: S301 - written by our own parent process
        done: tuple[Any, Any]
        try:
            done = (), task(*given, **named)
        except ProblemsFound as found:
            done = found.problems, ()
        pickle.dump(done, out, pickle.HIGHEST_PROTOCOL)
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
