"""How long things may get before they are two things."""

import ast
from collections.abc import Iterator
from statistics import quantiles

from house._source import Found, House, Source

_FILE_LINES_MAX = 400
_FUNCTION_LINES_MAX = 60
_RULE_LINES_MAX = 20
_P90_LINES_MAX = 36


def file_length(house: House) -> Iterator[Found]:
    """A file fits in one reading."""
    for path in house.ending(".py", ".ts", ".tsx", ".css"):
        text = house.text(path)
        lines = text.count("\n")
        if lines > _FILE_LINES_MAX and "generated" not in text[:300].lower():
            cure = "split it by verb, or move what is pure into _rules.py"
            yield path, 1, f"{lines} lines, more than {_FILE_LINES_MAX}", cure


def function_length(house: House) -> Iterator[Found]:
    """A function fits on a screen; a rule of this house in twenty lines."""
    for source in house.python:
        most = _RULE_LINES_MAX if source.path.startswith("tools/house/") else _FUNCTION_LINES_MAX
        for name, line, length in functions_of(source):
            if length > most:
                cure = "give its steps names and let it read as their list"
                yield source.path, line, f"{name} has {length} lines, more than {most}", cure


def function_spread(house: House) -> Iterator[Found]:
    """Nine functions in ten stay short."""
    median, p90, count = spread(house)
    if count > 100 and p90 > _P90_LINES_MAX:
        message = f"of {count} functions the median has {median} lines and the ninetieth percentile {p90}"
        yield "src/sycee", 1, message, f"bring the longest below {_P90_LINES_MAX}"


def spread(house: House) -> tuple[int, int, int]:
    """Median and ninetieth percentile of the product's function lengths in lines, and how many there are."""
    lengths = [length for source in house.product for _, _, length in functions_of(source)]
    if len(lengths) < 2:
        return 0, 0, len(lengths)
    tenths = quantiles(lengths, n=10)
    return round(tenths[4]), round(tenths[8]), len(lengths)


def functions_of(source: Source) -> Iterator[tuple[str, int, int]]:
    """Name, first line and length in lines of every function, decorators left out."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1
