"""The bank's keys: `sycee keys` says what they have sealed, makes new ones, and ends what the first left open."""

from __future__ import annotations

import argparse

from sycee.app.settings import settings_from
from sycee.app.wiring import open_bank
from sycee.channels.cli import say
from sycee.guard import certificate, privacy


async def keys(given: argparse.Namespace) -> int:
    """Tell of the keys, make a new one, or refuse from now on what an older way has sealed."""
    async with open_bank(settings_from()) as bank:
        if given.what == "rotate":
            number = await bank.runner.as_bank(
                bank.context(), "keys.rotate", lambda ctx: privacy.new_key(ctx, given.suite)
            )
            say(
                f"✓ 新密钥 {number}（{given.suite}）已启用；运行中的银行会分批重新加密旧数据\n"
                f"✓ key {number} ({given.suite}) seals from now on; a running bank seals the rest anew, by and by\n"
                f"! 请立刻另存一份新的密钥文件，旧的那份打不开以后的数据\n"
                f"! Keep a new copy of the key file now: the old one does not open what comes\n    {bank.vault.path}"
            )
        elif given.what == "sign":
            name = await bank.runner.as_bank(bank.context(), "keys.sign", certificate.new_signing_key)
            say(
                f"✓ 新签名密钥 {name} 已启用；以前的签名仍可核验\n"
                f"✓ {name} signs from now on; what was signed before is still proven\n"
                f"! 请另存密钥文件，并公布新的指纹 Keep a copy of the key file, and publish the new fingerprint\n"
                f"    {certificate.fingerprint(bank.vault.signing_keys[name])}"
            )
        elif given.what == "bind":
            await privacy.bind_all(bank.db, bank.vault)
            say("✓ 今后只读取绑定到所在行的数据 · only values that are sealed for their row are read from now on")
        else:
            say("\n".join(_told(bank.vault, await privacy.sealed_with(bank.db))))
    return 0


def _told(vault: privacy.Vault, sealed: list[privacy.Sealed]) -> list[str]:
    newest = max(vault.numbers)
    lines = [f"{'→' if number == newest else ' '} {number}  {suite}" for number, suite in vault.numbers.items()]
    for each in sealed:
        bound = "" if each.bound else "  未绑定行 not bound to its row"
        lines.append(f"  {each.column:<28} {each.key:>3}  {each.values}{bound}")
    if not vault.only_bound:
        lines.append("  未绑定的旧数据仍可读 unbound values are still read: rotate, then `sycee keys bind`")
    return lines
