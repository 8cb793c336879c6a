"""Faces and insides: who may import what, what files are called, what a face says about itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from house._source import PRODUCT, WHOLE_FLOORS, Found, House, Source, unit_of

_VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "stuff"}
_Defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_INSIDE = re.compile(r"_[a-z0-9_]+\.py|__init__\.py|__main__\.py")


def imports(house: House) -> Iterator[Found]:
    """Outside code imports only a module's face."""
    for source in house.python:
        for line, name in source.imports:
            owner = _private_to(name, house)
            if owner and not _at_home(source, owner):
                yield (
                    source.path, line, f"{name} is inside {owner}",
                    f"import it from {owner}, adding it to that face's __all__ if others may have it",
                )  # fmt: skip


def _private_to(name: str, house: House) -> str:
    """The package that keeps this name to itself, or nothing."""
    parts = name.split(".")
    if parts[0] != "sycee":
        return ""
    for index, part in enumerate(parts):
        if part.startswith("_") and not part.endswith("__"):
            return ".".join(parts[:index])
    unit = unit_of(name)
    return unit if name in house.by_name and name != unit and parts[1] != "app" else ""


def _at_home(source: Source, owner: str) -> bool:
    """Inside the owner, or among the tests of that very module."""
    if f"{source.dotted}.".startswith(f"{owner}."):
        return True
    parts, unit = PurePosixPath(source.path).parts, unit_of(owner).split(".")
    if parts[0] != "tests" or len(parts) < 3 or parts[1] != unit[1]:
        return False
    return len(unit) < 3 or parts[2] == unit[2] or parts[2].startswith(f"test_{unit[2]}")


def faces(house: House) -> Iterator[Found]:
    """A module's face opens with a sentence and lists what others may have."""
    for source in house.product:
        if source.dotted != source.unit or source.unit.count(".") < 2:
            continue
        if not ast.get_docstring(source.tree):
            yield source.path, 1, "a face without a docstring", "say in one sentence what the module is for"
        if "__all__" not in source.text and source.path.endswith("__init__.py"):
            yield source.path, 1, "a face without __all__", "list in __all__ what others may import"


def files(house: House) -> Iterator[Found]:
    """Inside a floor are modules; inside a module, its face and _verb.py files."""
    for source in house.product:
        floor, _, inner = source.path.removeprefix(PRODUCT).partition("/")
        name = PurePosixPath(inner).name
        if floor == "app" or not inner or (_INSIDE.fullmatch(name) and ("/" in inner or name[1] == "_")):
            continue
        if "/" not in inner and (floor == "kit" or (floor in WHOLE_FLOORS and name[0] == "_")):
            continue
        cure = "name it _verb.py inside a module and show what others need in __init__.py"
        yield source.path, 1, f"{name} is neither a face nor the inside of a module", cure


def names(house: House) -> Iterator[Found]:
    """A file named after nothing collects everything."""
    for path in house.ending(".py", ".ts", ".tsx", ".css", ".sql", ".sh"):
        stems = {part.strip("_").split(".")[0].lower() for part in PurePosixPath(path).parts}
        for vague in sorted(stems & _VAGUE):
            yield path, 1, f"{vague} says nothing", "name it after what it does, or put it where it is used"


def listed(house: House) -> Iterator[Found]:
    """A module has its place in the order that import-linter checks."""
    for unit in sorted({source.unit for source in house.product}):
        if unit.count(".") == 2 and "._" not in unit and unit not in house.order.values():
            path = next(source.path for source in house.product if source.unit == unit)
            yield path, 1, f"{unit} has no place among its siblings", "give it one in .importlinter"


def docs(house: House) -> Iterator[Found]:
    """What a face offers says what it does; a refusal does so in the words that people read."""
    for face in house.product:
        for name in _offered(face):
            found = _definition(house, face, name)
            if found and not ast.get_docstring(found[1]) and not _says(found[1]):
                source, node = found
                cure = "say what it does, its units and its errors"
                yield source.path, node.lineno, f"{name} is public and has no docstring", cure


def _says(node: _Defined) -> bool:
    names = (target for part in node.body if isinstance(part, ast.Assign) for target in part.targets)
    return isinstance(node, ast.ClassDef) and "say" in map(ast.unparse, names)


def _offered(face: Source) -> list[str]:
    """What `__all__` lists; in a module of one file without it, every public definition."""
    for node in face.tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets):
            return [str(each.value) for each in ast.walk(node) if isinstance(each, ast.Constant)]
    if face.dotted != face.unit or face.path.endswith("__init__.py"):
        return []
    return [node.name for node in face.tree.body if isinstance(node, _Defined) and node.name[0] != "_"]


def _definition(house: House, source: Source, name: str) -> tuple[Source, _Defined] | None:
    """Where a name is defined, followed through the files that pass it on."""
    for node in source.tree.body:
        if isinstance(node, _Defined) and node.name == name:
            return source, node
        if isinstance(node, ast.ImportFrom):
            real = {alias.asname or alias.name: alias.name for alias in node.names}.get(name)
            origin = house.by_name.get(node.module or "")
            if real and origin:
                return _definition(house, origin, real)
    return None
