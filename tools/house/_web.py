"""The browser's side of the house."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from house._source import Found, House

_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]""")
_FEATURE = re.compile(r"features/([\w-]+)")
_APP = re.compile(r"(?:^|/)(customer|staff)(?:/|$)")
_NETWORK = re.compile(
    r"(?<![\w.])(?:(?:window|globalThis|self)\.)?fetch\("
    r"|\bnew (?:XMLHttpRequest|WebSocket|EventSource)\b|\bsendBeacon\(",
)


def _imported(house: House) -> Iterator[tuple[str, int, str]]:
    """File, line and target of every import, relative ones resolved against the file."""
    for path in house.ending(".ts", ".tsx", under="web/"):
        text = house.text(path)
        for match in _IMPORT.finditer(text):
            target = match[1]
            resolved = normpath(join(dirname(path), target)) if target.startswith(".") else target
            yield path, text.count("\n", 0, match.start()) + 1, resolved


def features(house: House) -> Iterator[Found]:
    """Features never import features."""
    cure = "move what both need to web/kit, or let the page put them together"
    for path, line, target in _imported(house):
        mine, theirs = _FEATURE.search(path), _FEATURE.search(target)
        if mine and theirs and mine[1] != theirs[1]:
            yield path, line, f"the feature {mine[1]} imports the feature {theirs[1]}", cure


def apps(house: House) -> Iterator[Found]:
    """The customer's app and the staff's never import each other."""
    for path, line, target in _imported(house):
        mine, theirs = path.split("/")[1], _APP.search(target)
        if (theirs and {mine, theirs[1]} == {"customer", "staff"}) or (mine in ("kit", "client") and theirs):
            yield path, line, f"{mine} imports from {theirs[1]}", "move what both need to web/kit"


def network(house: House) -> Iterator[Found]:
    """Only the client talks to the network; the worker passes on what a page asks for of the app's own files."""
    for path in house.ending(".ts", ".tsx", ".js", ".mjs", under="web/"):
        if path.startswith(("web/client/", "web/customer/worker/")):
            continue
        for line, text in enumerate(house.text(path).splitlines(), 1):
            if _NETWORK.search(text) and not text.lstrip().startswith(("//", "*", "/*")):
                yield path, line, "the network outside the client", "call the generated client in web/client"
