"""Its place puts ``tests/`` on the path, for the builders that tests of several rooms share."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import tempfile
from collections.abc import Callable, Container
from pathlib import Path
from typing import TypeVar

import pytest

import nutrition
from reportgen.build import Order, build
from reportgen.workbook import limited
from reportgen.workbook.raw import RawWorkbook
from reportgen.workbook.reader import read_workbook
from reportgen.workbook.texts import form

T = TypeVar("T")


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks are read and edited in this process: one of its own for each costs minutes. See test_limited.py."""

    def read(path: Path, wanted: Container[str] = ()) -> RawWorkbook:
        return read_workbook(path, lambda title: not wanted or form(title) in wanted)

    monkeypatch.setattr(limited, "read_limited", read)
    monkeypatch.setattr(limited, "in_limits", lambda path, task, *given, **named: task(*given, **named))  # noqa: ARG005
    monkeypatch.setattr(limited, "prepare", lambda: None)


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[], T]], T]:
    """``once("name", make)`` is what ``make`` gives: made by the first test that asks, in whichever process it runs."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    known: dict[str, T] = {}

    def shared(name: str, make: Callable[[], T]) -> T:
        if name not in known:
            path = folder / f"{name}.pickle"
            with (folder / f"{name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not path.exists():
                    path.write_bytes(pickle.dumps(make()))
            known[name] = pickle.loads(path.read_bytes())  # noqa: S301
        return known[name]

    return shared


@pytest.fixture(scope="session")
def sample_file(once) -> Callable[[str, str], bytes]:
    """The file of the sample in a language and a format, as it is built: by the workers, from a workbook."""
    return lambda language, kind: once("sample", _built)[language, kind]


def _built() -> dict[tuple[str, str], bytes]:
    with tempfile.TemporaryDirectory() as folder:
        outcome = build(Order(nutrition.written(Path(folder)), Path(folder) / "build"))
        return {(file.language, file.path.suffix[1:]): file.path.read_bytes() for file in outcome.files}


@pytest.fixture(scope="session")
def folder_of(once) -> Callable[[str, Callable[[Path], object], Path], Path]:
    """``folder_of("name", make, here)``: ``here`` with the files that ``make`` once wrote into a folder of its own."""

    def filled(name: str, make: Callable[[Path], object], here: Path) -> Path:
        for file, data in once(name, lambda: _files_of(make)).items():
            (here / file).write_bytes(data)
        return here

    return filled


def _files_of(make: Callable[[Path], object]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def pytest_collection_finish() -> None:
    """What the tests were collected with stays to the end: the collector of garbage need not look through it again."""
    gc.freeze()
