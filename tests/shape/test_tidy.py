"""Each rule of the house catches what it is for, and the house keeps them all."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOUND = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+) (?P<rule>\w+): (?P<message>.+); (?P<cure>.+)")

INNOCENT = {
    ".importlinter": "sycee.core.ledger sycee.core.payee sycee.core.bare sycee.kit.ids sycee.kit.db",
    "src/sycee/kit/ids.py": '"""Ids."""\n\n\ndef new() -> int:\n    """A new id."""\n    return 1\n',
    "src/sycee/core/ledger/__init__.py": (
        '"""Books."""\nfrom sycee.core.ledger._read import Gone, balance\n__all__ = ["Gone", "balance"]\n'
    ),
    "src/sycee/core/ledger/_read.py": (
        '_SUM = "SELECT sum(amount) FROM ledger_entry"\n\n\n'
        'class Gone(Exception):\n    code = "gone"\n    say = "That account is closed"\n\n\n'
        'def balance() -> int:\n    """Minor units on an account."""\n    return 7 // 2\n'
    ),
    "src/sycee/core/ledger/_verify.py": "def f(db):\n    return db.transaction(readonly=True)\n",
    "src/sycee/core/payee/__init__.py": '"""Payees."""\n__all__: list[str] = []\n',
    "src/sycee/core/payee/_check.py": (
        "from sycee.core.ledger import balance\n\n\n"
        "def check(amount: int) -> None:\n"
        "    try:\n        balance()\n"
        "    except Exception:\n        raise\n"
    ),
    "tests/core/ledger/test_read.py": "from sycee.core.ledger._read import balance\n",
    "src/sycee/migrations/0001_ledger/up.sql": (
        "-- a comment; with a semicolon and payee_row\n"
        "CREATE TABLE ledger_entry (amount bigint);\nCREATE TABLE payee_row (id bigint);\n"
        "CREATE FUNCTION ledger_sum() RETURNS bigint LANGUAGE sql AS $$\n"
        "  SELECT sum(amount) FROM ledger_entry; -- not payee_row\n$$;\n"
    ),
    "src/sycee/migrations/0001_ledger/why.md": "The ledger's table.\n",
    "web/client/src/call.ts": "export const call = (path: string) => fetch(path)\n",
    "web/customer/src/features/send/Send.tsx": "import { Money } from '@sycee/kit'\nimport './send.css'\n",
}

# rule, file, text, line that is found. Every file breaks this one rule and no other.
PLANTED = [
    ("imports", "src/sycee/core/payee/_a.py", "from sycee.core.ledger._read import balance\n", 1),
    ("imports", "src/sycee/core/payee/_b.py", "\nimport sycee.core.ledger._read\n", 2),
    ("imports", "src/sycee/core/payee/_c.py", "from ..ledger._read import balance\n", 1),
    ("imports", "src/sycee/core/payee/_d.py", "from sycee.kit.ids import _next\n", 1),
    ("imports", "tests/core/payee/test_x.py", "from sycee.core.ledger._read import balance\n", 1),
    ("faces", "src/sycee/core/bare/__init__.py", '"""No list."""\n', 1),
    ("files", "src/sycee/core/ledger/service.py", '"""A noun."""\n', 1),
    ("files", "src/sycee/core/_loose.py", '"""In no module."""\n', 1),
    ("names", "src/sycee/core/ledger/_utils.py", '"""Everything."""\n', 1),
    ("names", "web/customer/src/helpers/a.ts", "export {}\n", 1),
    ("listed", "src/sycee/core/ghost/_haunt.py", '"""Nobody gave it a place."""\n', 1),
    ("docs", "src/sycee/kit/db.py", '"""Rows."""\n\n\ndef read() -> int:\n    return 1\n', 4),
    ("file_length", "src/sycee/core/ledger/_long.py", "X = 1\n" * 401, 1),
    ("function_length", "tests/long_test.py", "def long() -> None:\n" + "    pass\n" * 60, 1),
    ("floats", "src/sycee/core/ledger/_f1.py", "X = float('1')\n", 1),
    ("floats", "src/sycee/core/ledger/_f2.py", "def fee(rate: float) -> int:\n    return 1\n", 1),
    ("floats", "src/sycee/core/ledger/_f3.py", "HALF = 7 / 2\n", 1),
    ("clock", "src/sycee/core/ledger/_t1.py", "from datetime import datetime\nX = datetime.now()\n", 2),
    ("clock", "src/sycee/core/ledger/_t2.py", "from time import time\n\nX = time()\n", 3),
    ("clock", "src/sycee/core/ledger/_t3.py", "import datetime\nX = datetime.date.today()\n", 2),
    ("commit", "src/sycee/core/ledger/_c1.py", "def f(db):\n    db.commit()\n", 2),
    ("commit", "src/sycee/core/ledger/_c2.py", "def f(db):\n    return db.transaction()\n", 2),
    ("commit", "src/sycee/core/ledger/_c3.py", "X = 'BEGIN'\n", 1),
    ("prints", "src/sycee/core/ledger/_p.py", "print('here')\n", 1),
    ("handlers", "src/sycee/core/ledger/_h1.py", "try:\n    pass\nexcept:\n    pass\n", 3),
    (
        "handlers",
        "src/sycee/core/ledger/_h2.py",
        "try:\n    pass\nexcept (KeyError, Exception):\n    X = 1\n",
        3,
    ),
    (
        "handlers",
        "src/sycee/core/ledger/_h3.py",
        "import contextlib\nX = contextlib.suppress(Exception)\n",
        2,
    ),
    ("stubs", "src/sycee/core/ledger/_s1.py", 'def f():\n    """F."""\n    raise NotImplementedError\n', 1),
    ("stubs", "src/sycee/core/ledger/_s2.py", "from unittest.mock import Mock\n", 1),
    ("todos", "src/sycee/core/ledger/_o.py", "X = 1  # TO" + "DO: more\n", 1),
    ("todos", "web/kit/src/a.ts", "\n// FIX" + "ME\n", 2),
    ("tables", "src/sycee/core/payee/_sql.py", "Q = 'SELECT amount FROM ledger_entry'\n", 1),
    ("tables", "src/sycee/core/payee/_copy.py", "T = 'ledger_entry'\n", 1),
    ("tables", "src/sycee/core/payee/q.sql", "SELECT 1;\nSELECT amount FROM ledger_entry;\n", 2),
    (
        "functions",
        "src/sycee/migrations/0002_payee/up.sql",
        "CREATE FUNCTION payee_sum() RETURNS bigint AS $$ SELECT amount FROM ledger_entry; $$;\n",
        1,
    ),
    ("prefixes", "src/sycee/migrations/0003_stray/up.sql", "CREATE TABLE stray (id bigint);\n", 1),
    ("sql_floats", "src/sycee/migrations/0004_rate/up.sql", "\nCREATE TABLE ledger_rate (r real);\n", 2),
    ("migrations", "src/sycee/migrations/0006_gap/up.sql", "SELECT 1;\n", 1),
    ("hosts", "docs/a.md", "fetch it from py" + "pi.org\n", 1),
    ("paths", "docs/b.md", "\nlook in /ho" + "me/mei/sycee\n", 2),
    ("features", "web/customer/src/features/pay/Pay.tsx", "import { Send } from '../send/Send'\n", 1),
    ("apps", "web/customer/src/app.tsx", "import { Desk } from '../../staff/src/Desk'\n", 1),
    ("apps", "web/kit/src/b.tsx", "import { Send } from '@sycee/customer'\n", 1),
    ("network", "web/customer/src/load.ts", "\nexport const load = () => fetch('/v1')\n", 2),
]


def tidy(root: Path) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools/tidy.py"), "--root", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not run.stderr.startswith("Traceback"), run.stderr
    return run.returncode, run.stdout


def build(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, int]]:
    files = INNOCENT | {path: text for _, path, text, _ in PLANTED}
    files |= {f"{Path(path).parent}/why.md": "Because.\n" for path in files if path.endswith("/up.sql")}
    status, said = tidy(build(tmp_path_factory.mktemp("planted"), files))
    assert status == 1
    lines = [FOUND.fullmatch(line) for line in said.splitlines()]
    assert all(lines), said
    return {(line["rule"], line["path"], int(line["line"])) for line in lines if line}


@pytest.mark.parametrize(("rule", "path", "text", "line"), PLANTED, ids=lambda each: str(each)[:24])
def test_a_planted_violation_is_found(
    rule: str, path: str, text: str, line: int, found: set[tuple[str, str, int]]
) -> None:
    at = path.removesuffix("/up.sql") if rule == "migrations" else path
    assert (rule, at, line) in found


def test_nothing_else_is_found(found: set[tuple[str, str, int]]) -> None:
    planted = {(path.removesuffix("/up.sql"), rule) for rule, path, _, _ in PLANTED}
    assert {(path.removesuffix("/up.sql"), rule) for rule, path, _ in found} == planted


def test_every_rule_has_a_planted_violation() -> None:
    rules = re.findall(r"^def (?!_)(\w+)\(house: House\) -> Iterator\[Found\]", _rules_text(), re.M)
    assert set(rules) - {"function_spread"} == {rule for rule, *_ in PLANTED}


def test_a_rule_that_is_written_is_run() -> None:
    run = (ROOT / "tools/house/__init__.py").read_text().partition("RULES: ")[2]
    rules = re.findall(r"^def (?!_)(\w+)\(house: House\) -> Iterator\[Found\]", _rules_text(), re.M)
    assert rules
    assert [rule for rule in rules if not re.search(rf"\b{rule}\b", run)] == []


def test_long_functions_together_are_found(tmp_path: Path) -> None:
    long = "".join(f"def f{n}() -> None:\n" + "    pass\n" * 39 for n in range(10))
    build(tmp_path, {f"src/sycee/app/_{n}.py": long for n in range(11)})
    status, said = tidy(tmp_path)
    assert status == 1
    assert "function_spread: of 110 functions the median has 40 lines" in said


def test_an_innocent_tree_is_clean(tmp_path: Path) -> None:
    assert tidy(build(tmp_path, INNOCENT)) == (0, "")


def test_this_house_is_clean() -> None:
    status, said = tidy(ROOT)
    assert status == 0, said


def _rules_text() -> str:
    return "".join(path.read_text() for path in sorted((ROOT / "tools/house").glob("_*.py")))
