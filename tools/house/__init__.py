"""The rules of the house that no linter knows: where code may reach, and what it may not do there.

A rule is one function under twenty lines. It yields what it found as (path, line, message, cure); its name is
the rule's name. A new rule is a new function, its name in `RULES`, and a planted violation in tests/shape.
"""

from collections.abc import Iterator

from house._code import clock, commit, floats, handlers, prints, stubs, todos
from house._length import file_length, function_length, function_spread, spread
from house._shape import docs, faces, files, imports, listed, names
from house._source import House, Rule
from house._sql import functions, migrations, prefixes, sql_floats, tables
from house._tree import hosts, paths
from house._web import apps, features, network

__all__ = ["RULES", "House", "Rule", "findings", "spread"]

RULES: tuple[Rule, ...] = (
    imports, faces, files, names, listed, docs,
    file_length, function_length, function_spread,
    floats, clock, commit, prints, handlers, stubs, todos,
    tables, functions, prefixes, sql_floats, migrations,
    hosts, paths, features, apps, network,
)  # fmt: skip


def findings(house: House) -> Iterator[tuple[str, int, str]]:
    """Everything that breaks a rule, as (path, line, "rule: message; cure")."""
    for rule in RULES:
        for path, line, message, cure in rule(house):
            yield path, line, f"{rule.__name__}: {message}; {cure}"
