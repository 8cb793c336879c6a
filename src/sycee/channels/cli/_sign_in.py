"""Signing in from the command line: the token lies in a file that only this user can read."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from sycee.channels.cli._call import call
from sycee.kit.capability import Catalog, Context, Runner, encode
from sycee.kit.words import Locale


class _Started(msgspec.Struct):
    token: str


async def sign_in(
    catalog: Catalog, runner: Runner, ctx: Context, phone: str, password: str, locale: Locale
) -> tuple[str | None, bytes]:
    """Start a session; returns its token, or None and the refusal."""
    ask = encode({"phone": phone, "password": password}).decode()
    done, said = await call(catalog, runner, ctx, "session.start", ask, locale)
    return (msgspec.json.decode(said, type=_Started).token, b"") if done else (None, said)


def keep_token(path: Path, token: str) -> None:
    """Keep the token for the next command."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)  # also where the file was there before
        file.write(token)


def token_kept(path: Path) -> str:
    """The kept token, or nothing."""
    return path.read_text("ascii").strip() if path.exists() else ""


def forget_token(path: Path) -> None:
    """Sign out of this machine."""
    path.unlink(missing_ok=True)
