"""What a reader's browser makes of a web edition: headless Chromium, as wide as a phone and as a desk.

At both widths axe-core judges the page by all its rules (WCAG 2.1 A and AA, and its best practices), nothing reaches
over the edge, nothing is asked of the network, and on a phone the contents open as a menu and close at a choice.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.verify.findings import Finding, file_arguments, merge, report
from tools.verify.programs import MissingToolError, find_program, run_program

NODE_MODULES: Final = Path(__file__).parents[2] / ".cache" / "node" / "node_modules"
SCRIPT: Final = Path(__file__).with_suffix(".mjs")
TOOL: Final = "chromium"
SECONDS: Final = 120


def check(files: Sequence[Path], pictures: Path | None = None) -> list[Finding]:
    """Open each page in the browser; leave a picture of it at each width in the folder ``pictures``."""
    for package in ("playwright-core", "axe-core"):
        if not (NODE_MODULES / package).is_dir():
            raise MissingToolError(package)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    node, browser = find_program("node"), find_program("chromium")
    findings: list[Finding] = []
    for file in files:
        command: list[str | Path] = [
            node,
            SCRIPT,
            NODE_MODULES,
            browser,
            file.resolve(),
            *([pictures] if pictures else []),
        ]
        try:
            run = run_program(command, SECONDS)
        except subprocess.TimeoutExpired:
            findings.append(Finding(file, TOOL, "timeout", f"no answer within {SECONDS} seconds"))
            continue
        if run.returncode:
            findings.append(Finding(file, TOOL, f"exit-{run.returncode}", run.stderr))
            continue
        findings += [
            Finding(file, TOOL, found["code"], found["message"], found["place"]) for found in json.loads(run.stdout)
        ]
    return merge(findings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check as a command."""
    parser = file_arguments(__doc__)
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each page at each width")
    options = parser.parse_args(arguments)
    return report(lambda files: check(files, options.pictures), options.files)


if __name__ == "__main__":
    sys.exit(main())
