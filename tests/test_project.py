"""The project's own files: nothing private in them, locks that hold, a Makefile and a README that tell the truth."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
DECLARED = {
    "run": PYPROJECT["project"]["dependencies"],
    "dev": GROUPS["dev"],
    "verify": GROUPS["verify"],
}

PRIVATE = {
    "a path of one machine": r"(?<![\w.$}*-])/(?:root|home|work|Users)/\w|[A-Z]:\\Users",
    "the host of a package registry": r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com|net)\b",
    "an option that names a registry": r"--(?:(?:extra-)?index-url|find-links|registry)[\s=]+\w|\"resolved\":\s*\"http",
    "a mail address": r"[\w.+-]{2,}@(?!(?:[\w-]+\.)?example\.)[\w-]+\.[a-z]{2,}\b",
    "a telephone number": r"\+\d{2,3}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}",
}
LICENCES_OF_OTHERS = "templates/fonts/"
LONGEST_MODULE = 250
TABLES = {"src/reportgen/problem_kinds.py"}  # one long table of texts


def project_files() -> list[Path]:
    """What git tracks, and what it would track next."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout  # noqa: S603
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def texts_of(path: Path) -> Iterator[str]:
    """A text file whole; of a workbook or another zip file, each part; of anything else, nothing."""
    content = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(path) as parts:
            yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    elif b"\0" not in content:
        yield content.decode("utf-8", "replace")


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything that a lock file pins."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def make(*arguments: str) -> str:
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    run = subprocess.run(["make", *arguments], cwd=ROOT, env=quiet, capture_output=True, check=True, text=True)  # noqa: S603, S607
    return run.stdout


@pytest.mark.parametrize(
    ("what", "parts"),
    [
        ("a path of one machine", ("see /ho", "me/someone/report.xlsx")),
        ("the host of a package registry", ("https://files.python", "hosted.org/x")),
        ("an option that names a registry", ("pip install --index", "-url https://host x")),
        ("a mail address", ("Write to some.one", "@ministry.ml today")),
        ("a telephone number", ("+22", "3 20 22 33 44")),
    ],
)
def test_private_things_would_be_found(what: str, parts: tuple[str, str]) -> None:
    assert re.search(PRIVATE[what], "".join(parts))


@pytest.mark.parametrize("what", PRIVATE)
def test_nothing_private_is_in_the_project(what: str) -> None:
    pattern = re.compile(PRIVATE[what])
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files()
        if not path.is_relative_to(ROOT / LICENCES_OF_OTHERS)
        for text in texts_of(path)
        for match in pattern.finditer(text)
    }
    assert not found


def test_workbooks_and_documents_name_no_person() -> None:
    """The properties of an office file hold who made it and who saved it last: a team at most."""
    office = [path for path in project_files() if path.suffix in {".xlsx", ".docx"}]
    for path in office:
        with zipfile.ZipFile(path) as parts:
            core = parts.read("docProps/core.xml").decode("utf-8")
        authors = re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core)
        assert set(authors) <= {"", "reportgen"} or all("luster" in name for name in authors), path.name


@pytest.mark.parametrize("lock", DECLARED)
def test_lock_covers_what_is_declared(lock: str) -> None:
    pinned = {canonicalize_name(name): version for name, version in pins(lock).items()}
    for requirement in map(Requirement, DECLARED[lock]):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement


@pytest.mark.parametrize("lock", DECLARED)
def test_lock_pins_everything_by_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(pins(lock))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_each_lock_holds_the_one_before_it() -> None:
    assert pins("run").items() <= pins("dev").items() <= pins("verify").items()


def test_the_program_imports_only_what_the_run_lock_installs() -> None:
    """Tests run with the dev lock, which holds more: a missing dependency would be seen by users first."""
    imported = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add((node.module or "").partition(".")[0])
    packages = packages_distributions()
    installed = {canonicalize_name(name) for name in pins("run")}
    foreign = imported - sys.stdlib_module_names - {"reportgen"}
    assert not {name for name in foreign if not {canonicalize_name(each) for each in packages[name]} & installed}


def test_help_lists_every_target_and_every_variable_of_report() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    listed = make("help")
    assert targets == set(re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE))
    assert targets == set(re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE))
    assert set(re.findall(r"([A-Z]+)=", listed)) >= {"QUARTER", "WORKBOOK", "OUTPUT", "FORMAT", "LANGUAGE", "DRAFT"}
    assert listed == make()


def test_report_passes_its_variables_on() -> None:
    told = make("--dry-run", "report", "QUARTER=2025-Q3", "WORKBOOK=my team's, own.xlsx", "LANGUAGE=fr,en", "DRAFT=1")
    assert "--quarter '2025-Q3'" in told
    assert r"--workbook 'my team'\''s, own.xlsx'" in told
    assert "--lang 'fr,en'" in told
    assert "--draft" in told


def test_the_command_takes_no_file_of_the_folder_for_a_module() -> None:
    """Python has option -P for that; without it, ``-m`` looks into the current folder first."""
    for name in ("Makefile", "tools/setup"):
        started = re.findall(r"\S+ -m reportgen", (ROOT / name).read_text("utf-8"))
        assert {*started} == {"-P -m reportgen"}


@pytest.mark.parametrize("no", ["", "0", "no", "non", "NON", "false", "False", "faux"])
def test_no_draft_is_made_when_the_answer_is_no(no: str) -> None:
    assert "--draft" not in make("--dry-run", "report", f"DRAFT={no}")


def test_report_takes_no_language_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr_FR:fr")
    assert "--lang" not in make("--dry-run", "report")


@pytest.mark.parametrize("level", ["run", "dev", "verify"])
def test_setup_refuses_an_old_python_in_both_languages(tmp_path: Path, level: str) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)
    fresh = tmp_path / "fresh"
    (fresh / "tools").mkdir(parents=True)
    (fresh / "tools" / "setup").symlink_to(ROOT / "tools" / "setup")
    command = ["bash", str(fresh / "tools" / "setup"), level]
    run = subprocess.run(command, env={**os.environ, "PYTHON": str(old)}, capture_output=True, text=True)  # noqa: S603
    assert run.returncode == 1
    assert "Python 3.11 or newer is needed" in run.stderr
    assert "Il faut Python 3.11 ou plus récent" in run.stderr
    assert "Python 3.9.2" in run.stderr


def test_ci_runs_tests_checks_and_verifiers_in_this_order() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"^make (\w+)$", script, re.MULTILINE) == ["test", "check", "verify"]


def test_readme_says_what_each_dependency_is_for() -> None:
    rows = re.findall(r"^\|\s*`?([\w.-]+)`?\s*\|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    explained = {canonicalize_name(name) for name in rows}
    declared = {canonicalize_name(Requirement(each).name) for group in DECLARED.values() for each in group}
    assert declared <= explained


@pytest.mark.parametrize("folder", ["src", "tools"])
def test_modules_have_one_job(folder: str) -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): sum(1 for line in path.read_text("utf-8").splitlines() if line.strip())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE and name not in TABLES}
