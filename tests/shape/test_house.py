"""The house stands as it is drawn: its order has no exceptions, and a fresh machine can build it."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = [
    ("kit.db", "core.ledger"),
    ("guard.access", "core.account"),
    ("core.transfer", "insight.book"),
    ("core.transfer", "channels.http"),
    ("insight.book", "engine.slot"),
    ("channels.http", "channels.cli"),
    ("channels.mcp", "app.wiring"),
    ("core.ledger", "core.transfer"),
    ("core.card", "core.loan"),
    ("guard.audit", "guard.access"),
    ("service.seat", "service.order"),
    ("kit.money", "kit.till"),
]
ALLOWED = [
    ("app.wiring", "core.ledger"),
    ("city.people", "core.transfer"),
    ("channels.cli", "kit.capability"),
    ("core.transfer", "core.ledger"),
    ("core.card", "core.transfer"),
    ("guard.access", "guard.audit"),
    ("kit.till", "kit.money"),
]


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a small house with every one of these imports in it."""
    root = tmp_path_factory.mktemp("house")
    for importer, imported in FORBIDDEN + ALLOWED:
        for name in (importer, imported):
            module = root / "sycee" / name.replace(".", "/") / "__init__.py"
            module.parent.mkdir(parents=True, exist_ok=True)
            module.touch()
            (module.parents[1] / "__init__.py").touch()
        line = f"import sycee.{imported}\n"
        file = root / "sycee" / importer.replace(".", "/") / "__init__.py"
        file.write_text(file.read_text() + line)
    (root / "sycee/__init__.py").touch()
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    command += ["--config", str(ROOT / ".importlinter")]
    told = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"}
    run = subprocess.run(command, cwd=root, env=told, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize(("importer", "imported"), FORBIDDEN)
def test_an_import_against_the_order_is_refused(importer: str, imported: str, complaints: str) -> None:
    assert f"sycee.{importer} -> sycee.{imported}" in complaints


@pytest.mark.parametrize(("importer", "imported"), ALLOWED)
def test_an_import_along_the_order_is_fine(importer: str, imported: str, complaints: str) -> None:
    assert f"sycee.{importer} is not allowed to import sycee.{imported}" not in complaints


def test_the_order_has_no_exceptions() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    keys = {key for section in contracts.sections() for key in contracts[section]}
    assert not {key for key in keys if "ignore" in key} - {"exhaustive_ignores"}
    assert contracts["importlinter:contract:floors"]["exhaustive_ignores"].split() == ["migrations"]


def test_every_dependency_is_pinned_as_a_plain_version() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert lines == sorted(lines, key=str.upper)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted += project["build-system"]["requires"]
    pinned = {_plain(line) for line in lines}
    assert {_plain(each) for each in wanted} - pinned == set()


def _plain(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def test_what_lands_has_passed_make_test() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text()


@pytest.mark.parametrize(
    "script", ["tools/venv", "tools/debian", "tools/browser", "tools/postgres", "tools/stage", ".ci/run"]
)
def test_a_script_parses_and_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    check = subprocess.run(["/bin/bash", "-n", str(ROOT / script)], check=False)
    assert check.returncode == 0


def test_it_is_free_to_use() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text()[:200]


def test_no_two_test_files_have_one_name() -> None:
    """Together they would not be collected at all."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name, size in names.items() if size > 1] == []
