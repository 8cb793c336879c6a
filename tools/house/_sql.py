"""SQL stands beside the code that means it, and names only its own module's tables."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from house._source import PRODUCT, Found, House

_MIGRATIONS = "src/sycee/migrations/"
_TABLE = re.compile(r"\bCREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)", re.I)
_ROUTINE = re.compile(r"\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE|VIEW)\s+(\w+)", re.I)
_VERB = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|JOIN|INTO|COPY|TRUNCATE|TABLE)\b")
_PIECE = re.compile(r"(\$\w*\$).*?\1|'(?:[^']|'')*'|--[^\n]*|;|[^;$'-]+|.", re.S)
_COMMENT = re.compile(r"--[^\n]*")
_FLOAT = re.compile(r"\b(double\s+precision|real|float[48]?)\b", re.I)
_NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+")
# Names in kit that are not their module's: rows are singular, and who is asking belongs to the connection.
_PREFIXES = {"job": "sycee.kit.jobs", "kit": "sycee.kit.db", "migration": "sycee.kit.db"}
# The till's commit is the only place where one transaction crosses modules (DESIGN: the house): it locks
# accounts, holds, allowances and keys and decides over all of them at once.
_CROSSING = "till_commit"
_OWN_CURE = "ask its owner's face, or call a named function that the owner defines"


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of each statement, function bodies whole, comments blanked out."""
    bare = _PIECE.sub(lambda piece: " " * len(piece[0]) if piece[0].startswith("--") else piece[0], text)
    ends = [piece.end() for piece in _PIECE.finditer(bare) if piece[0] == ";"]
    for start, end in pairwise([0, *ends, len(bare)]):
        statement = bare[start:end]
        first = start + len(statement) - len(statement.lstrip())
        if statement.strip(" ;\n"):
            yield bare.count("\n", 0, first) + 1, _COMMENT.sub("", statement.strip())


def owner_of(house: House, name: str) -> str:
    """The module whose name the table or function carries in front: `ledger_entry` → `sycee.core.ledger`."""
    owners = house.order | _PREFIXES
    carried = [prefix for prefix in owners if name == prefix or name.startswith(f"{prefix}_")]
    return owners[max(carried, key=len)] if carried else ""


def tables_of(house: House) -> dict[str, tuple[str, str, int]]:
    """Every table: its owner, and where it is created."""
    found = {}
    for path in house.ending("/up.sql", under=_MIGRATIONS):
        for line, statement in statements(house.text(path)):
            for match in _TABLE.finditer(statement):
                found[match[1]] = owner_of(house, match[1]), path, line
    return found


def _named(text: str, tables: dict[str, tuple[str, str, int]]) -> set[str]:
    """Tables that a piece of SQL names, or that a string is the bare name of."""
    words = set(re.findall(r"\w+", text)) & tables.keys()
    return words if _VERB.search(text) else words & {text.strip()}


def tables(house: House) -> Iterator[Found]:
    """No module's SQL names another module's table."""
    known = tables_of(house)
    for path, unit, line, text in _product_sql(house):
        for table in sorted(_named(text, known)):
            owner = known[table][0]
            if owner and owner != unit:
                yield path, line, f"{table} belongs to {owner}", _OWN_CURE


def _product_sql(house: House) -> Iterator[tuple[str, str, int, str]]:
    """Path, module, line and text of the strings in Python and of the .sql files beside them."""
    for source in house.product:
        for line, text in source.strings:
            yield source.path, source.unit, line, text
    for path in house.ending(".sql", under=PRODUCT):
        if not path.startswith(_MIGRATIONS):
            unit = ".".join(PurePosixPath(path).parts[1:4])
            yield from ((path, unit, line, text) for line, text in statements(house.text(path)))


def functions(house: House) -> Iterator[Found]:
    """A database function works on the tables of the module whose name it carries."""
    known = tables_of(house)
    for path in house.ending("/up.sql", under=_MIGRATIONS):
        for line, statement in statements(house.text(path)):
            routine = _ROUTINE.match(statement)
            if not routine or routine[1] == _CROSSING:
                continue
            owner = owner_of(house, routine[1])
            if not owner:
                cure = "put the name of the module that calls it in front"
                yield path, line, f"{routine[1]} belongs to no module", cure
            for table in sorted(_named(statement, known)):
                if owner and known[table][0] not in ("", owner):
                    yield path, line, f"{routine[1]} names {table}", _OWN_CURE


def prefixes(house: House) -> Iterator[Found]:
    """A table carries the name of the module that owns it."""
    for table, (owner, path, line) in tables_of(house).items():
        if not owner:
            cure = "put the owning module's name in front"
            yield path, line, f"the table {table} belongs to no module", cure


def sql_floats(house: House) -> Iterator[Found]:
    """Core's tables hold integers: a float column loses cents."""
    for path in house.ending("/up.sql", under=_MIGRATIONS):
        for line, statement in statements(house.text(path)):
            made = _TABLE.match(statement) or _ROUTINE.match(statement)
            if made and ".core." in owner_of(house, made[1]) and _FLOAT.search(statement):
                yield path, line, f"a float in {made[1]}", "count minor units in bigint"


def migrations(house: House) -> Iterator[Found]:
    """Migrations are numbered without a gap, and each says why."""
    folders = sorted({path.removeprefix(_MIGRATIONS).split("/")[0] for path in _inside(house)})
    for number, folder in enumerate(folders, 1):
        path, match = f"{_MIGRATIONS}{folder}", _NUMBERED.fullmatch(folder)
        if not match or int(match[1]) != number:
            yield path, 1, f"{folder} is not number {number:04}", f"name it {number:04}_what_it_brings"
        for name in ("up.sql", "why.md"):
            if f"{path}/{name}" not in house.files or not house.text(f"{path}/{name}").strip():
                yield path, 1, f"{name} is missing or empty", "write up.sql, and in why.md what it is for"


def _inside(house: House) -> Iterator[str]:
    return (path for path in house.files if path.startswith(_MIGRATIONS) and not path.endswith(".py"))
