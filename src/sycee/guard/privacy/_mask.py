"""Masks: how much of a thing another person may see."""

from __future__ import annotations


def mask_phone(phone: str) -> str:
    """138****1234."""
    return f"{phone[:3]}****{phone[-4:]}"


def mask_name(name: str) -> str:
    """周*澜, 王*, M** L**: first character of each word, and the last of a longer Chinese name."""
    words = name.split(" ")
    if len(words) > 1:
        return " ".join(word[:1] + "*" * (len(word) - 1) for word in words)
    return name[:1] + "*" * (len(name) - 1) if len(name) < 3 else name[0] + "*" * (len(name) - 2) + name[-1]


def mask_document(number: str) -> str:
    """3****************X: first and last character."""
    return f"{number[:1]}{'*' * max(len(number) - 2, 1)}{number[-1:]}"


def tail(number: str) -> str:
    """The last four digits, which tell a holder's own accounts apart."""
    return number[-4:]


def mask_number(number: str) -> str:
    """6217 **** **** 3307."""
    return f"{number[:4]} **** **** {tail(number)}"
