"""Files written whole: all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import writing
from reportgen.problems import ProblemsFound
from reportgen.writing import alone_in, write_whole


def locked(contents: dict[Path, bytes]) -> str:
    """The file that could not be written."""
    with pytest.raises(ProblemsFound) as raised:
        write_whole(contents)
    (found,) = raised.value.problems
    assert found.code == "output-locked"
    assert found.given["detail"]
    return found.place.file


def test_files_are_written_with_their_folders(tmp_path):
    write_whole({tmp_path / "a" / "b" / "one": b"1", tmp_path / "two": b"2"})
    write_whole({tmp_path / "two": b"22"})
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == {
        "one": b"1",
        "two": b"22",
    }
    assert (tmp_path / "two").stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "kept").mkdir()
    for name in ("there", "new"):
        (tmp_path / name).symlink_to(tmp_path / "kept" / name)
    (tmp_path / "kept" / "there").write_bytes(b"old")
    write_whole({tmp_path / name: b"1" for name in ("there", "new")})
    assert all((tmp_path / name).is_symlink() for name in ("there", "new"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "kept").iterdir()} == {"there": b"1", "new": b"1"}


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path):
    (tmp_path / "build").write_text("a file")
    assert locked({tmp_path / "build" / "one": b"1"}) == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.parametrize("old", [b"old", None])
def test_when_one_place_is_locked_every_file_is_as_it_was(tmp_path, old):
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    second.mkdir()  # cannot be replaced by a file, like one that Word holds open
    if old:
        first.write_bytes(old)
    assert locked({first: b"new", second: b"new", third: b"new"}) == "second"
    assert {path.name for path in tmp_path.iterdir()} == ({"first", "second"} if old else {"second"})
    assert not old or first.read_bytes() == old


@pytest.mark.parametrize("files", [["first"], ["first", "second", "third"], []])
def test_an_interruption_between_two_files_leaves_all_as_they_were(tmp_path, monkeypatch, files):
    replace = Path.replace

    def interrupted(part: Path, place: Path) -> None:
        replace(part, place)
        if place.name == "second" and place.read_bytes() == b"new":
            raise KeyboardInterrupt

    for name in files:
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole({tmp_path / name: b"new" for name in ("first", "second", "third")})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(files, b"old")


def test_when_the_disk_is_full_nothing_is_left_behind(tmp_path, monkeypatch):
    (tmp_path / "first").write_bytes(b"old")
    written = []

    def full(part: Path, _: int) -> None:
        written.append(part)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "chmod", full)
    assert locked({tmp_path / "first": b"new", tmp_path / "second": b"new"}) == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["first"]
    assert (tmp_path / "first").read_bytes() == b"old"


def test_who_cannot_be_alone_goes_on_in_the_end_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "PATIENCE", 0.05)
    reached = []
    with alone_in(tmp_path), alone_in(tmp_path), alone_in(tmp_path / "missing"):
        reached.append("here")
    monkeypatch.setattr(writing, "PATIENCE", 60)
    with alone_in(tmp_path):
        reached.append("at once")
    assert reached == ["here", "at once"]
    assert not list(tmp_path.iterdir())
