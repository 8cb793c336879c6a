"""What the city knows is the city's alone: no product code outside it can name that truth, nor the files it lies in."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
# Names of the truth on the city's face, and the fields and folders by which one would reach it.
TRUTH = {
    "Truth", "Mind", "Case", "Quarter", "CODES", "PURPOSES", "categories", "FRAUDS", "MISHAPS", "OFFERS", "CHANNELS",
}  # fmt: skip
REACHED = {"truth", "minds", "tastes"}


def test_nothing_outside_the_city_names_its_truth() -> None:
    found = []
    files = [f for f in SOURCES.rglob("*.py") if f.relative_to(SOURCES).parts[:2] != ("sycee", "city")]
    assert len(files) > 100
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[:2] == ["sycee", "city"]:
                names = {alias.name for alias in node.names}
                inside = (node.module or "").count(".") > 1
                found += [(file.name, name) for name in names if inside or name in TRUTH]
            if isinstance(node, ast.Attribute) and node.attr in REACHED:
                found.append((file.name, node.attr))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "truth/" in node.value:
                found.append((file.name, node.value))
    assert not found


def test_no_table_has_a_column_for_it() -> None:
    for migration in (SOURCES / "sycee" / "migrations").glob("*/up.sql"):
        words = set(migration.read_text("utf-8").lower().replace("(", " ").split())
        assert not words & {"truth", "is_fraud", "taste", "tastes", "churn_truth"}, migration


def test_the_city_stores_nothing_of_its_truth() -> None:
    """Of what sends a quarter to the database, no line reads it."""
    for name in ("_load.py", "_encode.py"):
        tree = ast.parse((SOURCES / "sycee" / "city" / name).read_text("utf-8"))
        reads = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not reads & {"truth", "purpose", "case", "minds", "events", "cases"}, name
