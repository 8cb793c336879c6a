"""What the rules read: the repository's files, and for Python the parsed tree and what it imports."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Found = tuple[str, int, str, str]
PRODUCT = "src/sycee/"
# These two are one module each: app wires everything together, the city is one face.
WHOLE_FLOORS = ("app", "city")


@dataclass(frozen=True)
class Source:
    """One Python file, parsed once; a file that does not parse is left to ruff."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        try:
            return ast.parse(self.text)
        except SyntaxError:
            return ast.Module(body=[], type_ignores=[])

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def dotted(self) -> str:
        """The name it is imported by: `sycee.core.ledger._post`, and the package itself for a face."""
        inner = self.path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__")
        return inner.replace("/", ".")

    @property
    def floor(self) -> str:
        """`core` for src/sycee/core/ledger/_post.py, nothing outside the product."""
        parts = self.dotted.split(".")
        return parts[1] if self.path.startswith(PRODUCT) and len(parts) > 1 else ""

    @property
    def unit(self) -> str:
        """The module this file is inside of: `sycee.core.ledger`."""
        return unit_of(self.dotted)

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and full dotted name of everything imported, relative imports resolved."""
        return [pair for node in self.nodes for pair in self._imported(node)]

    def _imported(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            base = f"{self._above(node.level)}.{node.module or ''}".strip(".")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)

    def _above(self, level: int) -> str:
        parts = self.dotted.split(".")
        drop = level - 1 if self.path.endswith("__init__.py") else level
        return ".".join(parts[: len(parts) - drop]) if level else ""

    @cached_property
    def strings(self) -> list[tuple[int, str]]:
        """Line and text of every string that is not a docstring, the pieces of f-strings included."""
        skip = {id(node.value) for node in self.nodes if isinstance(node, ast.Expr)}
        texts = (node for node in self.nodes if isinstance(node, ast.Constant) and id(node) not in skip)
        return [(node.lineno, node.value) for node in texts if isinstance(node.value, str)]


@dataclass(frozen=True)
class House:
    """The repository as the rules see it: files that git tracks or would track."""

    root: Path

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Paths relative to the root; every file below it where there is no git."""
        asked = ["git", "-C", str(self.root), "ls-files", "-z", "-co", "--exclude-standard"]
        if (self.root / ".git").exists():
            listed = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split("\0")
        else:
            listed = [path.relative_to(self.root).as_posix() for path in self.root.rglob("*")]
        return tuple(sorted({path for path in listed if path and (self.root / path).is_file()}))

    def ending(self, *ends: str, under: str = "") -> Iterator[str]:
        """Files below a folder with one of these endings."""
        return (path for path in self.files if path.startswith(under) and path.endswith(ends))

    def text(self, path: str) -> str:
        """A file's text, empty where it is no UTF-8 text."""
        try:
            return (self.root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return ""

    @cached_property
    def python(self) -> tuple[Source, ...]:
        return tuple(Source(path, self.text(path)) for path in self.ending(".py"))

    @cached_property
    def product(self) -> tuple[Source, ...]:
        return tuple(source for source in self.python if source.path.startswith(PRODUCT))

    @cached_property
    def by_name(self) -> dict[str, Source]:
        return {source.dotted: source for source in self.product}

    @cached_property
    def order(self) -> dict[str, str]:
        """Every module with a place in the order of imports: `ledger` → `sycee.core.ledger`."""
        listed = re.findall(r"sycee\.\w+\.\w+", self.text(".importlinter"))
        return {unit.rpartition(".")[2]: unit for unit in listed}


Rule = Callable[[House], Iterator[Found]]


def unit_of(dotted: str) -> str:
    """`sycee.core.ledger` for anything inside it; the floor where a floor is one module."""
    parts = dotted.split(".")
    return ".".join(parts[: 2 if len(parts) > 1 and parts[1] in WHOLE_FLOORS else 3])
