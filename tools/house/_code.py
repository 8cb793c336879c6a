"""What product code does not do, whatever floor it is on."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from house._source import Found, House, Source

_CLOCKS = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns",
}  # fmt: skip
_CLOCK_KEEPERS = ("sycee.kit.time", "sycee.app")
_COMMITTERS = (
    "sycee.kit.capability",
    "sycee.kit.db",
    "sycee.kit.jobs",
    "sycee.kit.journal",
    "sycee.kit.till",
)
_ENDS = ("commit", "rollback", "transaction")
_TRANSACTION = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|START TRANSACTION)\b")
_PASSED_ON = {"critical", "debug", "error", "exception", "info", "set_exception", "warning"}
_OPEN_END = re.compile(r"\b(TODO|FIXME|XXX)\b")


def _calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call and the dotted text of what is called."""
    for node in source.nodes:
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""


def _money(source: Source) -> bool:
    return source.floor == "core" or source.unit in ("sycee.kit.money", "sycee.kit.till")


def floats(house: House) -> Iterator[Found]:
    """Money is an integer: no float, and no division that makes one."""
    cure = "count minor units as int, divide with // or Money.split, read text with Money.parse"
    for source in filter(_money, house.product):
        for node in source.nodes:
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
                yield source.path, node.lineno, "a true division in money code", cure
        for line in sorted(_float_lines(source)):
            yield source.path, line, "a float in money code", cure


def _float_lines(source: Source) -> set[int]:
    """Lines that call float() or annotate with it; naming it to refuse it is fine."""
    spots: list[ast.AST | None] = [node.func for node, called in _calls(source) if called == "float"]
    for node in source.nodes:
        spots += [getattr(node, "annotation", None), getattr(node, "returns", None)]
    names = (name for spot in spots if spot for name in ast.walk(spot))
    return {name.lineno for name in names if isinstance(name, ast.Name) and name.id == "float"}


def clock(house: House) -> Iterator[Found]:
    """Time is an argument."""
    for source in house.product:
        if source.unit in _CLOCK_KEEPERS:
            continue
        renamed = {name for _, name in source.imports if name in ("time.time", "time.time_ns")}
        for node, called in _calls(source):
            if called in _CLOCKS or f"time.{called}" in renamed:
                yield source.path, node.lineno, f"{called}() reads the clock", "take ctx.now as an argument"


def commit(house: House) -> Iterator[Found]:
    """Only the runner and the till commit."""
    cure = "return rows or a plan and let the runner or the till commit it"
    for source in house.product:
        if source.unit in _COMMITTERS:
            continue
        for node, called in _calls(source):
            # A read-only transaction is a look at one moment; it commits nothing.
            looks = any(word.arg == "readonly" for word in node.keywords)
            if "." in called and called.rpartition(".")[2] in _ENDS and not looks:
                yield source.path, node.lineno, f"{called}() opens or ends a transaction", cure
        for line, text in source.strings:
            if _TRANSACTION.match(text):
                yield source.path, line, f"{text.split()[0]} in SQL", cure


def prints(house: House) -> Iterator[Found]:
    """Only the command line writes to the terminal."""
    for source in house.product:
        if source.unit == "sycee.channels.cli":
            continue
        for node, called in _calls(source):
            if called == "print":
                yield source.path, node.lineno, "print in product code", "log it with structlog, or answer it"


def handlers(house: House) -> Iterator[Found]:
    """A broad handler passes on what it caught."""
    cure = "catch what you can mend, or log it and raise it again"
    for source in house.product:
        for node, called in _calls(source):
            if called.endswith("suppress") and any(map(_broad, node.args)):
                yield source.path, node.lineno, "every error suppressed", cure
        for handler in source.nodes:
            if isinstance(handler, ast.ExceptHandler) and _broad(handler.type) and not _passes_on(handler):
                yield source.path, handler.lineno, "every error swallowed", cure


def _broad(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    return any(isinstance(n, ast.Name) and n.id in ("Exception", "BaseException") for n in ast.walk(caught))


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Raises, logs, or hands the error to whoever waits for it."""
    for node in (inner for statement in handler.body for inner in ast.walk(statement)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Raise) or (isinstance(called, ast.Attribute) and called.attr in _PASSED_ON):
            return True
    return False


def stubs(house: House) -> Iterator[Found]:
    """What is shipped is finished."""
    for source in house.product:
        for node in source.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _unwritten(node):
                yield source.path, node.lineno, f"{node.name} is a stub", "write it, or leave the name out"
        for line, name in source.imports:
            if name.startswith(("unittest", "pytest", "hypothesis")):
                yield source.path, line, f"{name} in product code", "keep tests and their tools in tests/"


def _unwritten(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Nothing but a refusal to work; a protocol's method with `...` is a type, and fine."""
    last = function.body[-1]
    alone = len(function.body) == 1 + bool(ast.get_docstring(function))
    return alone and isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last)


def todos(house: House) -> Iterator[Found]:
    """What is left to do is an issue, not a comment."""
    cure = "do it, or say why not in words that stay true"
    for source in house.python:
        for line, comment in _comments(source):
            if _OPEN_END.search(comment):
                yield source.path, line, "an open end in a comment", cure
    for path in house.ending(".ts", ".tsx", ".css", ".sql", ".sh", ".html", "Makefile"):
        for line, text in enumerate(house.text(path).splitlines(), 1):
            if _OPEN_END.search(text):
                yield path, line, "an open end in a comment", cure


def _comments(source: Source) -> list[tuple[int, str]]:
    reader = io.StringIO(source.text).readline
    try:
        tokens = list(tokenize.generate_tokens(reader))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]
