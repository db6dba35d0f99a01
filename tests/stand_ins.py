"""Stand in for the workers of the pipeline: they tell what they were asked for, and print nothing."""

from __future__ import annotations

import io
import pickle
import subprocess

from reportgen import build
from reportgen.job import Job, Made
from reportgen.problem_kinds import problem
from reportgen.problems import Place


class _Pipe(io.BytesIO):
    """Remembers what was written when it is closed."""

    sent = b""

    def close(self) -> None:
        self.sent = self.sent if self.closed else self.getvalue()
        super().close()


class StandIn:
    """A worker without a process. ``failing`` is the language whose edition fails, and how: ``fr:failure``."""

    def __init__(self, failing: str = "") -> None:
        self._language, _, self._how = failing.partition(":")
        self.stdin: _Pipe | None = _Pipe()
        self._pipe = self.stdin
        self.killed = False

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        assert timeout is None or timeout > 60
        if not self._pipe.sent:
            return b"", b""
        job: Job = pickle.loads(self._pipe.sent)  # noqa: S301
        if job.language == self._language and self._how == "dies":
            return b"", b"a library crashed\n"
        answer = pickle.dumps(self._made(job))
        return (answer[:-5] if job.language == self._language and self._how == "breaks off" else answer), b""

    def _made(self, job: Job) -> Made:
        if job.language == self._language and self._how == "problem":
            found = problem("photo-unreadable", Place("a.xlsx", "A", "A1"), name="x.png")
            return Made({}, 0, {}, problems=(found,))
        if job.language == self._language and self._how == "failure":
            return Made({}, 0, {}, failure="no glyph for x")
        told = f"{job.language} {job.quarter} draft={job.draft} {job.workbook_folder.name} {len(job.template_folders)}"
        return Made({kind: f"{told} {kind}".encode() for kind in job.formats}, 7, dict.fromkeys(job.formats, 0.5))

    def kill(self) -> None:
        self.killed = True


def stand_ins(monkeypatch, failing: str = "") -> list[StandIn]:
    """Have the pipeline start these; the ones that it started."""
    started: list[StandIn] = []

    def start() -> StandIn:
        started.append(StandIn(failing))
        return started[-1]

    monkeypatch.setattr(build, "_started", start)
    return started


def processes(monkeypatch, *command: str) -> list[subprocess.Popen[bytes]]:
    """Have the pipeline start processes of this command; the ones that it started."""
    pipe, started = subprocess.PIPE, []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe))  # noqa: S603
        return started[-1]

    monkeypatch.setattr(build, "_started", start)
    return started
