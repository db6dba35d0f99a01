"""``python -m reportgen`` is the command ``reportgen``."""

from __future__ import annotations

import sys
from typing import NoReturn

from reportgen.workbook.limited import prepare

_READING = {"build", "check", "quarter", "trace", "translations"}


def main() -> NoReturn:
    """Run the command line; the process that will read the workbook starts first, so that their imports overlap."""
    if _READING & {*sys.argv[1:2]}:
        prepare()
    from reportgen.cli import main as run

    run()


if __name__ == "__main__":
    main()
