"""Files that are not there yet: whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reportgen.workbook.new_file import write_new


def test_an_interruption_leaves_no_half_of_a_file(tmp_path, monkeypatch):
    class Interrupted(io.FileIO):
        def write(self, content: bytes) -> int:  # type: ignore[override]
            super().write(content[:2])
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", lambda path, mode: Interrupted(path, mode))
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "new.xlsx", b"content")
    assert not list(tmp_path.iterdir())
