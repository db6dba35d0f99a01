"""Programs of the machine that the verifiers run, each with a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class MissingToolError(Exception):
    """A program or library that a verifier needs is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing: make verify installs it")


def find_program(name: str) -> str:
    """Find a program of the machine."""
    path = shutil.which(name)
    if path is None:
        raise MissingToolError(name)
    return path


def run_program(
    command: Sequence[str | Path],
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; past the time limit, end it and all that it started.

    Raises subprocess.TimeoutExpired then. The exit code is the caller's to judge.
    """
    with subprocess.Popen(  # noqa: S603 - the verifiers' own programs
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    ) as process:
        try:
            out, errors = process.communicate(timeout=seconds)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)
