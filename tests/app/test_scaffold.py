"""The scaffold: what it makes works, is in the house's shape, and is made over nothing that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sycee.app.scaffold import EFFECTS, FLOORS, modules_of, new_verb
from sycee.kit.db import Unusable

ROOT = Path(__file__).parents[2]
MADE = {
    "core.transfer.round_up": ("money", "src/sycee/core/transfer/_round_up.py", "tests/core/transfer/test_round_up.py"),
    "core.payee.how_many": ("read", "src/sycee/core/payee/_how_many.py", "tests/core/payee/test_how_many.py"),
    "insight.book.note_number": (
        "write", "src/sycee/insight/book/_note_number.py", "tests/insight/book/test_note_number.py",
    ),
}  # fmt: skip
FILES = [file for _, *files in MADE.values() for file in files]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the checkout."""
    place = tmp_path_factory.mktemp("checkout")
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in ("src", "tests", "tools"):
        shutil.copytree(ROOT / folder, place / folder, ignore=left_out)
    for file in ("pyproject.toml", ".importlinter"):
        shutil.copy(ROOT / file, place / file)
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", place / ".mypy_cache")
    yield place
    shutil.rmtree(place, ignore_errors=True)


def runs(copy: Path, *words: str) -> str:
    """Run a module of Python's in the copy, on the copy's own source; returns what it said, unless it failed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SYCEE_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=copy, env={**env, "PYTHONPATH": f"{copy / 'src'}:{copy}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def made(copy: Path) -> Path:
    """The copy, with a verb of each effect in it."""
    for verb, (effect, *files) in MADE.items():
        said = runs(copy, "sycee.app.main", "new", verb, *(["--effect", effect] if effect == "write" else []))
        assert said.splitlines()[:2] == files
    return copy


def test_what_it_makes_has_the_shape_of_the_house(made: Path) -> None:
    runs(made, "ruff", "check", *FILES)
    runs(made, "ruff", "format", "--check", *FILES)
    runs(made, "mypy", "--no-error-summary", *(file for file in FILES if file.startswith("src/")))
    script = Path(sys.executable).with_name("lint-imports")
    env = {**os.environ, "PYTHONPATH": str(made / "src")}
    assert subprocess.run([script, "--no-logo"], cwd=made, env=env, capture_output=True, check=False).returncode == 0
    tidy = subprocess.run([sys.executable, "tools/tidy.py"], cwd=made, capture_output=True, text=True, check=False)
    assert not [line for line in tidy.stdout.splitlines() if any(file in line for file in FILES)]


def test_what_it_makes_passes_its_own_test_and_the_matrix(made: Path) -> None:
    tests = [file for file in FILES if file.startswith("tests/")]
    shapes = ("tests/shape/test_matrix.py", "tests/shape/test_channels.py")
    chosen = " or ".join(verb.rpartition(".")[2] for verb in MADE)

    said = runs(made, "pytest", "-q", "-p", "no:cacheprovider", *tests, *shapes, "-k", chosen)

    assert " passed" in said


def test_nothing_is_made_twice(made: Path) -> None:
    before = (made / FILES[0]).read_text("utf-8")

    with pytest.raises(Unusable, match="is there already"):
        new_verb(made, "core.transfer.round_up")
    with pytest.raises(Unusable, match="is there already"):
        new_verb(made, "core.payee.round_up")

    assert (made / FILES[0]).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("target", "effect", "why"),
    [
        ("core.transfer.sweep", None, "is there already"),
        ("core.transfer.send", None, "is there already"),
        ("core.transfers.pay", None, "there are: account, .*ledger"),
        ("cellar.transfer.pay", None, "there are: guard, core"),
        ("kit.money.pay", None, "no floor"),
        ("core.transfer", None, "floor.module.name"),
        ("core.transfer.a.b", None, "floor.module.name"),
        ("core.transfer.Pay", None, "cannot be a verb's name"),
        ("core.transfer.class", None, "cannot be a verb's name"),
        ("core.transfer.list", None, "cannot be a verb's name"),
        ("core.transfer.../../pay", None, "floor.module.name"),
        ("core.transfer." + "a" * 25, None, "cannot be a verb's name"),
        ("core.payee.pay", "money", "begun in core.transfer"),
        ("guard.identity.note", "write", "each their own"),
        ("guard.privacy.note", "read", "no table"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(target: str, effect: str | None, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        new_verb(ROOT, target, effect)


@pytest.mark.parametrize(("zh", "en"), [("Pay", "Pay"), ("付款", "付款"), ('付"款', "Pay"), ("付款", "a {b}")])
def test_words_are_in_both_languages(zh: str, en: str) -> None:
    with pytest.raises(Unusable, match="--zh takes Chinese"):
        new_verb(ROOT, "core.transfer.unheard_of", zh=zh, en=en)
    assert not (ROOT / "src/sycee/core/transfer/_unheard_of.py").exists()


def test_it_works_in_a_checkout_alone(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no checkout"):
        new_verb(tmp_path, "core.transfer.pay")


def test_it_knows_every_floor_with_verbs() -> None:
    assert all(modules_of(ROOT, floor) for floor in FLOORS)
    assert set(EFFECTS) == {path.name.partition(".")[0] for path in (ROOT / "tools/new").iterdir()}
