"""Writes files whole: several at once, all or none."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound

PATIENCE = 10.0  # seconds; what is done alone in a folder takes a hundredth of one


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Whoever else is alone in this folder waits until we are done: for a file that is read, added to and replaced.

    The folder itself is locked, and the system unlocks it when the process ends, however it ends: no lock is ever
    left behind. Where the system or the disk has no such locks, or another keeps its own too long, we go on without.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(ImportError, OSError):
            import fcntl  # not on Windows

            handle = os.open(folder, os.O_RDONLY)
            held.callback(os.close, handle)
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(0.02)
        yield


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write all files, each in one go; when one cannot be written, or Ctrl-C comes between, all are as they were.

    They are written beside their places first, then moved there. Raises ProblemsFound (``output-locked``).
    """
    parts: dict[Path, Path] = {}
    copies: dict[Path, Path] = {}  # of what was there
    replaced: list[Path] = []
    path = Path()
    try:
        for place, data in contents.items():
            path = Path(os.path.realpath(place)) if place.is_symlink() else place  # a link stays one
            path.parent.mkdir(parents=True, exist_ok=True)
            parts[path] = _beside(path, data)
        for path, part in parts.items():
            if path.exists():
                copies[path] = _beside(path, path.read_bytes())
            replaced.append(path)  # first: an interruption may come right after
            part.replace(path)
    except BaseException as error:
        for written in replaced:
            with contextlib.suppress(OSError):  # the others go back all the same
                if written in copies:
                    copies[written].replace(written)
                else:
                    written.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise ProblemsFound([problem("output-locked", Place(path.name), detail=error.strerror or "")]) from error
    finally:
        for left in (*parts.values(), *copies.values()):
            left.unlink(missing_ok=True)


def _beside(path: Path, data: bytes) -> Path:
    """A new hidden file with the data in the folder of ``path``."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
