"""What a cell says, without what cannot be seen."""

import re
import unicodedata

from sycee.kit.words import normal

TEXT_CHARS_MAX = 1_000

_EMPTY = re.compile(r"[-—–―]+|[/\\|]|n/?a|null|none", re.IGNORECASE)
_EMPTY_BEGINS = "-—–―/\\|nN"
_GUARDS = "='`‘"
# Spreadsheets keep long numbers as text with ="…" or a leading apostrophe.
_GUARDED = re.compile(r"""="([^"]*)"|['`‘]([0-9*]+)""")


def clean(cell: str) -> str:
    """One line of visible text in NFC: no control, zero-width or direction characters; "" for "-" and "/"."""
    text = cell.strip()
    if not text:
        return ""
    if not text.isprintable():
        text = " ".join(_visible(text).split())
    elif "  " in text:
        text = " ".join(text.split())
    if not text.isascii():
        text = normal(text)
    if text[:1] in _GUARDS and (guarded := _GUARDED.fullmatch(text)):
        text = guarded[1] or guarded[2] or ""
    if "---" in text:
        text = _unruled(text)
    return "" if text[:1] in _EMPTY_BEGINS and _EMPTY.fullmatch(text) else text[:TEXT_CHARS_MAX]


def narrow(cell: str) -> str:
    """Digits and signs of East Asian width as the plain ones."""
    return cell if cell.isascii() else unicodedata.normalize("NFKC", cell)


def _unruled(text: str) -> str:
    """Forms draw a line in a cell that holds nothing, and sometimes write after it."""
    text = text.lstrip("-").lstrip() if text.startswith("---") else text
    return text.rstrip("-").rstrip() if text.endswith("---") else text


def _visible(cell: str) -> str:
    # Not printable: control, zero-width and direction marks, unassigned, every space but the plain one.
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in cell)
