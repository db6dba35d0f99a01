"""What every verifier returns, and how every verifier ends as a command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tools.verify.programs import MissingToolError

CLEAN: Final = 0
FOUND: Final = 1
NOT_CHECKED: Final = 2
"""Exit codes; 2 is also what argparse ends with when the arguments are wrong."""

LONGEST_MESSAGE: Final = 300


@dataclass(frozen=True)
class Finding:
    """One thing that one tool holds against one file.

    `code` is the tool's own name of the rule, `place` where it was broken first,
    `count` how often it was broken in this file.
    """

    file: Path
    tool: str
    code: str
    message: str
    place: str = ""
    count: int = 1

    def __str__(self) -> str:
        """Write the finding in one line, whatever line ends its texts hold."""
        message = _one_line(self.message)
        if len(message) > LONGEST_MESSAGE:
            message = message[: LONGEST_MESSAGE - 1] + "…"
        times = f" ({self.count} times)" if self.count > 1 else ""
        place = f" at {_one_line(self.place)}" if self.place else ""
        return f"{self.file}: {self.tool} {self.code}: {message}{times}{place}"


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Join findings that differ in their place only: the first place, the sum of the counts."""
    merged: dict[tuple[Path, str, str, str], Finding] = {}
    for finding in findings:
        key = (finding.file, finding.tool, finding.code, finding.message)
        first = merged.get(key)
        merged[key] = replace(first, count=first.count + finding.count) if first else finding
    return list(merged.values())


def file_arguments(description: str | None) -> argparse.ArgumentParser:
    """Build the parser that all verifiers start from: one file or more."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=_existing_file, metavar="FILE")
    return parser


def report(check: Callable[[Sequence[Path]], list[Finding]], files: Sequence[Path]) -> int:
    """Run a check, print each finding in one line and return the exit code."""
    try:
        findings = check(files)
    except MissingToolError as missing:
        print(missing, file=sys.stderr)
        return NOT_CHECKED
    for finding in findings:
        print(finding)
    return FOUND if findings else CLEAN


def _existing_file(argument: str) -> Path:
    path = Path(argument)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"no such file: {argument}")
    return path


def _one_line(text: str) -> str:
    return " ".join(text.split())
