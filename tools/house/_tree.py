"""What no tracked file may say: where this machine keeps things, and where packages come from."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from house._source import Found, House

_HOSTS = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|npmmirror\.com|jsdelivr\.net|unpkg\.com"
    r"|(?:deb|security|ftp[\w.]*)\.debian\.org|crates\.io|proxy\.golang\.org|docker\.io|ghcr\.io"
    r"|(?:mirrors?|pypi|npm)\.[\w-]+\.\w+)\b",
)
_PATHS = re.compile(r"(?<![\w.:/~$}-])/(?:home/\w+/|root/|Users/\w+/|work/(?:main|shared)|tmp/brief|opt/\w*pypi)")
_DATA = {".csv", ".tsv", ".xls", ".xlsx", ".pdf", ".png", ".jpg", ".svg", ".woff2"}


def hosts(house: House) -> Iterator[Found]:
    """No registry is named: the ordinary clients know where theirs are."""
    cure = "leave the host out; a version is enough"
    yield from _said(house, _HOSTS, "a registry's host", cure)


def paths(house: House) -> Iterator[Found]:
    """No path that exists on one machine only; a test may make up somebody's home."""
    cure = "start from the repository's root, the user's folders or a setting"
    for path, line, message, cured in _said(house, _PATHS, "a machine's own path", cure):
        if not path.startswith("tests/") or "/home/" not in message:
            yield path, line, message, cured


def _said(house: House, said: re.Pattern[str], what: str, cure: str) -> Iterator[Found]:
    for path in house.files:
        if PurePosixPath(path).suffix in _DATA:
            continue
        text = house.text(path)
        for match in said.finditer(text):
            yield path, text.count("\n", 0, match.start()) + 1, f"{what}, {match[0]}", cure
