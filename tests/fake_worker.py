"""Stands in for ``reportgen.worker`` in tests of the pipeline: it tells what it was asked for, and prints nothing.

As a program it takes one argument: the language that fails, and how.
"""

from __future__ import annotations

import pickle
import subprocess
import sys

from reportgen.job import Job, Made
from reportgen.problem_kinds import problem
from reportgen.problems import Place


def stand_ins(monkeypatch, *command: str) -> list[subprocess.Popen[bytes]]:
    """Have the pipeline start this command, or this program, in place of its workers; the ones that it started."""
    from reportgen import build

    pipe, started = subprocess.PIPE, []
    command = command or (sys.executable, __file__)

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe))  # noqa: S603
        return started[-1]

    monkeypatch.setattr(build, "_started", start)
    return started


def main() -> None:
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301
    failing, _, how = sys.argv[1].partition(":") if len(sys.argv) > 1 else ("", "", "")
    told = f"{job.language} {job.quarter} draft={job.draft} {job.workbook_folder.name} {len(job.template_folders)}"
    made = Made({kind: f"{told} {kind}".encode() for kind in job.formats}, 7, dict.fromkeys(job.formats, 0.5))
    if job.language == failing:
        if how == "dies":
            sys.exit("a library crashed")
        if how == "breaks off":
            sys.stdout.buffer.write(pickle.dumps(made)[:-5])
            return
        if how == "problem":
            made = Made({}, 0, {}, problems=(problem("photo-unreadable", Place("a.xlsx", "A", "A1"), name="x.png"),))
        if how == "failure":
            made = Made({}, 0, {}, failure="no glyph for x")
    pickle.dump(made, sys.stdout.buffer)


if __name__ == "__main__":
    main()
