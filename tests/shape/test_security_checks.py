"""The checks of the security plan: each is proven by a test that is run, or says by what it is not."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from sycee.app.wiring import declare

ROOT = Path(__file__).parents[2]
PLAN: dict[str, list[dict[str, Any]]] = tomllib.loads((ROOT / "docs/security/checks.toml").read_text("utf-8"))
CHECKS, ABUSES = PLAN["check"], PLAN["abuse"]
GROUPS = {
    "AU": 20, "SE": 9, "AC": 14, "PA": 12, "FA": 11, "WB": 6, "CR": 4, "DP": 10, "AL": 3, "IN": 2, "CN": 7, "AX": 6,
}  # fmt: skip
TRIED = {*range(1, 9), *range(13, 23), 24, 25}
"""Abuse cases for which nothing else will do than a test that tries them."""
NAMED = sorted({test for row in CHECKS + ABUSES for test in row.get("tests", ())})
ANSWERS = ("tests", "document", "waits")


def name_of(row: dict[str, Any]) -> str:
    return str(row.get("id", row.get("number")))


def test_every_check_is_there_once() -> None:
    wanted = [f"{group}-{number:02}" for group, size in GROUPS.items() for number in range(1, size + 1)]

    assert len(wanted) == 104
    assert Counter(check["id"] for check in CHECKS) == Counter(wanted)
    assert [abuse["number"] for abuse in ABUSES] == list(range(1, 26))
    for row in CHECKS + ABUSES:
        assert sum(answer in row for answer in ANSWERS) == 1, name_of(row)
        assert row["text"], name_of(row)
    assert all(set(check["kind"].replace(",", "")) <= set("UABSRM") and check["source"] for check in CHECKS)


def test_what_has_to_be_tried_is_tried() -> None:
    assert {abuse["number"] for abuse in ABUSES if "tests" in abuse} >= TRIED


@cache
def collected() -> frozenset[str]:
    """Every test that pytest finds in the files that are named."""
    files = sorted({test.partition("::")[0] for test in NAMED})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:]
    return frozenset(line.partition("[")[0] for line in ran.stdout.splitlines() if "::" in line)


def test_every_test_that_is_named_is_there() -> None:
    assert sorted(set(NAMED) - collected()) == []


def test_no_test_that_is_named_is_skipped() -> None:
    for test in NAMED:
        path, _, name = test.partition("::")
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        function = next(
            node for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name
        )  # fmt: skip
        marks = [ast.unparse(mark) for mark in function.decorator_list]
        assert not [mark for mark in marks if re.search(r"mark\.(skip|xfail)", mark)], test
        module = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Assign)]
        assert not [line for line in module if re.search(r"pytestmark.*(skip|xfail)", line)], test
        body = ast.unparse(function)
        assert "pytest.skip(" not in body, test


def anchors(text: str) -> set[str]:
    """The places in a page that an address may name, as its readers make them of headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_document_that_is_named_is_there() -> None:
    for row in CHECKS + ABUSES:
        if "document" in row:
            path, _, place = row["document"].partition("#")
            assert place in anchors((ROOT / path).read_text("utf-8")), row["document"]


PLANNED = (ROOT / ".importlinter").read_text("utf-8")


def test_nothing_waits_for_what_is_built() -> None:
    for row in CHECKS + ABUSES:
        if "waits" not in row:
            continue
        waits = row["waits"]
        kind, what = waits["until"].split()
        assert re.fullmatch(r"[A-H]\d{1,2}", waits["row"]), name_of(row)
        assert waits["why"], name_of(row)
        if kind == "verb":
            assert not [verb.name for verb in declare() if verb.name.startswith(what)], name_of(row)
        else:
            assert f"({what})" in PLANNED, f"{name_of(row)}: {what} is nowhere in the order of the house"
            folder = ROOT / "src" / what.replace(".", "/")
            assert not folder.exists(), f"{name_of(row)}: {what} is built, so it waits no longer"


def test_what_falls_short_is_said_where_people_read_it() -> None:
    text = (ROOT / "docs/security/README.md").read_text("utf-8")
    short = {name_of(check) for check in CHECKS if "short" in check}
    listed = re.findall(r"^\| ([A-Z]{2}-\d\d) \| .*[\u4e00-\u9fff].* \| .*[a-z].* \|$", text, re.M)
    counts = Counter(next(answer for answer in ANSWERS if answer in check) for check in CHECKS)

    assert set(listed) == short
    for answer in ANSWERS:
        assert re.search(rf"\*\*{counts[answer]}\*\*", text), f"how many have {answer}: {counts[answer]}"
