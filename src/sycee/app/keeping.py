"""Keeping the bank: `sycee backup`, `sycee restore`, and what the doctor says of them."""

from __future__ import annotations

import argparse
import asyncio
import os
from datetime import datetime
from pathlib import Path

from sycee.app.settings import Settings, settings_from
from sycee.app.wiring import Bank, open_bank
from sycee.channels.cli import say
from sycee.core import ledger
from sycee.guard import audit
from sycee.kit.db import EVERY_S, Unusable, archiving, back_up, bring_back
from sycee.kit.time import BANK_ZONE


async def backup(given: argparse.Namespace) -> int:
    """Copy the bank while it works, and keep its log."""
    settings = _embedded(settings_from())
    made = await back_up(settings.home, Path(given.folder))
    log = made.base.parent / "log"
    say(
        f"✓ {made.base}（{made.size_bytes >> 20} MB，已重读校验 read again and whole）\n"
        f"  可恢复到此间任意时刻 can be brought back to any instant\n"
        f"    {_told(made.since)} … {_told(made.until)}\n"
        f"  以后的日志最多每 {EVERY_S} 秒存入 from now on the log goes, at least every {EVERY_S} s, to\n"
        f"    {log}\n"
        f"! 密钥不在备份里，请另外加密保存 The keys are not in it: keep a copy elsewhere, encrypted\n"
        f"    {settings.vault}\n"
        f"  没有它就无法恢复 Without them nothing can be brought back."
    )
    return 0


async def restore(given: argparse.Namespace) -> int:
    """Bring a bank back, and prove its books and its record."""
    settings = _embedded(settings_from())
    at = _instant(given.at) if given.at else None
    keys = await asyncio.to_thread(_keys, settings, given.keys)
    back = await bring_back(Path(given.folder), settings.home, at)
    await asyncio.to_thread(_lay_down, settings, keys)
    last = _told(back.last_at) if back.last_at else "?"
    say(f"✓ {back.base} → {settings.home}\n  最后一笔提交于 the last thing that it has was committed at {last}")
    async with open_bank(settings) as bank:
        status = await _proven(bank)
    say(
        "恢复的银行还没有备份，请给它一个新的文件夹 It is not backed up yet: give it a folder of its own with "
        "`sycee backup DIR`."
    )
    return status


async def backup_told(bank: Bank) -> str:
    """A line for the doctor: where the log goes and how it is with it."""
    async with bank.db.writers.acquire() as connection:
        kept = await archiving(bank.settings.home, connection)
    if kept is None:
        return "never: `sycee backup DIR`"
    last = _told(kept.last_at) if kept.last_at else "nothing yet"
    return f"{kept.folder}, log until {last}" + (", FAILING: is that disk full or away?" if kept.failing else "")


async def _proven(bank: Bank) -> int:
    findings = await ledger.verify(bank.db)
    for finding in findings:
        say(f"{'✗' if finding.broken else '✓'} {finding.law}" + "".join(f"\n    {b}" for b in finding.broken))
    proof = await audit.verify(bank.db, bank.vault)
    say(f"{'✗' if proof.broken else '✓'} {proof.records} records in {proof.links} links under {proof.seals} seals")
    return int(bool(proof.broken) or any(finding.broken for finding in findings))


def _embedded(settings: Settings) -> Settings:
    if settings.database_url:
        raise Unusable(
            zh="SYCEE_DATABASE_URL 指向的是您自己的 PostgreSQL：请用它的工具备份（pg_basebackup 加 archive_command，或 "
            f"pgBackRest），并另外保存 {settings.vault}",
            en="SYCEE_DATABASE_URL names a PostgreSQL of yours: back it up with its own tools (pg_basebackup with "
            f"archive_command, or pgBackRest), and keep {settings.vault} elsewhere",
        )
    return settings


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Unusable(
            zh=f"“{written}”不是时刻；例如 2026-10-05T12:00:00+08:00",
            en=f"“{written}” is no instant; one is 2026-10-05T12:00:00+08:00",
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=BANK_ZONE)


def _keys(settings: Settings, file: str | None) -> bytes | None:
    """The bank's keys, read before anything is done; None where they lie in their place."""
    if settings.vault.exists():
        return None
    try:
        if file is not None:
            return Path(file).read_bytes()
    except OSError as no:
        raise Unusable(zh=f"读不到密钥 {file}：{no.strerror}", en=f"No keys in {file}: {no.strerror}") from None
    raise Unusable(
        zh="备份里没有密钥；请用 --keys 给出原来银行的 keys/vault.json",
        en="A backup holds no keys; give your copy of that bank's keys/vault.json with --keys",
    )


def _lay_down(settings: Settings, keys: bytes | None) -> None:
    if keys is None:
        return
    settings.vault.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(settings.vault, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(keys)
        file.flush()
        os.fsync(file.fileno())


def _told(at: datetime) -> str:
    return at.astimezone(BANK_ZONE).isoformat(timespec="milliseconds")
