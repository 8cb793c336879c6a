"""What a cell says, without what cannot be seen."""

import re
import unicodedata

TEXT_CHARS_MAX = 1_000

_EMPTY = re.compile(r"[-—–―]+|[/\\|]|n/?a|null|none", re.IGNORECASE)
# Spreadsheets keep long numbers as text with ="…" or a leading apostrophe.
_GUARDED = re.compile(r"""="([^"]*)"|['`‘]([0-9*]+)""")
_RULED = re.compile(r"^-{3,}\s*|\s*-{3,}$")


def clean(cell: str) -> str:
    """One line of visible text in NFC: no control, zero-width or direction characters; "" for "-" and "/"."""
    shown = cell if cell.isascii() and cell.isprintable() else _visible(cell)
    text = " ".join(shown.split())
    if guarded := _GUARDED.fullmatch(text):
        text = guarded[1] or guarded[2] or ""
    text = _RULED.sub("", text)
    return "" if _EMPTY.fullmatch(text) else text[:TEXT_CHARS_MAX]


def _visible(cell: str) -> str:
    kept = (
        char if _seen(char) else " " if char.isspace() else "" for char in unicodedata.normalize("NFC", cell)
    )
    return "".join(kept)


def _seen(char: str) -> bool:
    # Cc control, Cf zero-width and bidi, Cs lone surrogates, Co private, Cn unassigned, Zl Zp line breaks.
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
