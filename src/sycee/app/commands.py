"""What each command does."""

from __future__ import annotations

import argparse
import asyncio
import base64
import getpass
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sycee.app.clock import BankClock, going
from sycee.app.demo import console_of, lived_in, make_city, make_clerk, owner_for, welcome
from sycee.app.keeping import backup_told
from sycee.app.scaffold import new_verb
from sycee.app.serve import serve_bank, working
from sycee.app.settings import Settings, settings_from
from sycee.app.wiring import Bank, declare, open_bank
from sycee.channels import cli, mcp
from sycee.channels.cli import say
from sycee.channels.http import typescript
from sycee.city import town_from
from sycee.core import ledger
from sycee.guard import audit, staff
from sycee.insight import book
from sycee.kit.capability import Subject, encode
from sycee.kit.db import Unusable, migrate, running, status
from sycee.kit.ids import new_id


@asynccontextmanager
async def _running(settings: Settings, speed: float = 1) -> AsyncIterator[Bank]:
    """A bank that keeps its home's clock."""
    clock = BankClock(settings.clock, speed)
    async with going(clock), open_bank(settings, clock=clock, ledger_clock=clock.booking, pace=speed) as bank:
        yield bank


async def demo(given: argparse.Namespace) -> int:
    """A living bank on this machine."""
    async with _running(settings_from(demo=True), given.speed) as bank:
        cast = await make_city(bank, given.people, given.years, given.seed, say)
        clerks = await make_clerk(bank)
        town = town_from(bank.settings.town)
        bank = _with(bank, cast, clerks, *([town] if town else []))
        async with lived_in(bank):
            await serve_bank(bank, lambda: say(welcome(bank, cast, clerks)))
    return 0


def _with(bank: Bank, *ports: object) -> Bank:
    return replace(bank, ports={**bank.ports, **{type(port): port for port in ports}})


async def serve(given: argparse.Namespace) -> int:
    """Serve the app and the API."""
    async with _running(settings_from()) as bank:
        where = f"http://localhost:{bank.settings.port}\n{console_of(bank)}"
        await serve_bank(bank, lambda: say(where), works=not given.only)
    return 0


async def work(_: argparse.Namespace) -> int:
    """Jobs and facts, without serving."""
    async with _running(settings_from()) as bank, working(bank):
        await asyncio.Event().wait()
    return 0


async def migrate_database(_: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    settings = settings_from()
    if settings.database_url:
        done = await migrate(settings.database_url)
    else:
        async with running(settings.home) as server:
            done = await migrate(server.dsn())
    say("\n".join(f"applied {name}" for name in done) or "nothing to do: the database is up to date")
    return 0


async def doctor(_: argparse.Namespace) -> int:
    """What this bank runs on."""
    settings = settings_from()
    async with open_bank(settings) as bank:
        facts: dict[str, object] = {"home": str(settings.home), **bank.durability, **await bank.ready()}
        if settings.database_url:
            facts["database"] = "SYCEE_DATABASE_URL"
        else:
            found = await status(settings.home)
            facts |= {"server": f"{found.origin} {found.version}", "server pid": found.pid, "server user": found.user,
                      "data": str(found.folder), "log": str(found.log)}  # fmt: skip
            facts["backup"] = await backup_told(bank)
        facts["verbs"] = len(list(bank.catalog))
        facts["facts put aside"] = await bank.follower().unread()
        facts["simulated"] = (
            "SMS, push and mail (they lie in simulated phones), the rail to other banks, billers, document reader, "
            "identity register, face check"
        )
    wide = max(map(len, facts))
    say("\n".join(f"{name:<{wide}}  {value}" for name, value in facts.items()))
    return 0


async def ledger_verify(_: argparse.Namespace) -> int:
    """Prove the books."""
    async with open_bank(settings_from()) as bank:
        findings = await ledger.verify(bank.db)
    for finding in findings:
        say(f"{'✗' if finding.broken else '✓'} {finding.law}" + "".join(f"\n    {b}" for b in finding.broken))
    return int(any(finding.broken for finding in findings))


async def audit_verify(_: argparse.Namespace) -> int:
    """Prove the record."""
    async with open_bank(settings_from()) as bank:
        proof = await audit.verify(bank.db, bank.vault)
    mark = "✗" if proof.broken else "✓"
    say(f"{mark} {proof.records} records in {proof.links} links under {proof.seals} seals")
    for broken in proof.broken:
        say(f"    {broken.where}: {broken.why}")
    return int(bool(proof.broken))


async def staff_add(given: argparse.Namespace) -> int:
    """Take a member of staff on."""
    async with _running(settings_from()) as bank:
        joined = await bank.runner.as_bank(
            bank.context(), "staff.join", lambda ctx: staff.join_staff(ctx, given.login, given.name, given.rights)
        )
        say(
            f"工作台 console        {console_of(bank)}\n账号 login            {given.login}\n"
            f"密码 password         {joined.password}\n验证器 authenticator  {joined.address}\n"
            "以上只显示这一次，请当面交给本人。 This is shown once: hand it over in person."
        )
    return 0


async def staff_revoke(given: argparse.Namespace) -> int:
    """End a member's access."""
    async with _running(settings_from()) as bank:
        await bank.runner.as_bank(bank.context(), "staff.revoke", lambda ctx: staff.revoke_staff(ctx, given.login))
    say(f"{given.login}：已停用，正在进行的会话已结束 · revoked, and their sessions have ended")
    return 0


async def catalog(given: argparse.Namespace) -> int:
    """Every verb."""
    say(
        json.dumps(cli.catalog_json(declare()), ensure_ascii=False, indent=1)
        if given.json
        else cli.catalog_table(declare())
    )
    return 0


async def new(given: argparse.Namespace) -> int:
    """A new verb with its test."""
    start = Path.cwd()
    made = await asyncio.to_thread(new_verb, start, given.verb, given.effect, given.zh, given.en)
    file, test = (path.relative_to(start) if path.is_relative_to(start) else path for path in (made.file, made.test))
    say(
        f"{file}\n{test}\n\n{made.verb} 已可运行：改它的内容、标题和两种语言的话，再改测试。\n"
        f"{made.verb} works as it is: change what it does and its words in both languages, then its test.\n\n"
        f"  pytest {test}\n  sycee call {made.verb} --json '{{…}}'"
    )
    return 0


async def client(given: argparse.Namespace) -> int:
    """The TypeScript client."""
    text = typescript(declare().only(lambda verb: given.site in verb.channels))
    if given.file:
        await asyncio.to_thread(Path(given.file).write_text, text, "utf-8")
    else:
        say(text)
    return 0


async def call_verb(given: argparse.Namespace) -> int:
    """Call a verb."""
    settings = settings_from(demo=True)
    try:
        key = UUID(given.key) if given.key else None
    except ValueError:
        raise Unusable(zh="--key 应为 UUID。", en="--key is a UUID.") from None
    async with open_bank(settings) as bank:
        ctx = replace(await bank.who(bank.context(), cli.token_kept(settings.token)), key=key)
        done, said = await cli.call(bank.catalog, bank.runner, ctx, given.name, given.json, given.lang)
    say(json.dumps(json.loads(said), ensure_ascii=False, indent=1))
    return 0 if done else 1


async def assistant(given: argparse.Namespace) -> int:
    """Serve one assistant over stdin and stdout."""
    settings = settings_from()
    async with open_bank(settings) as bank:
        token = lambda: settings.assistant or cli.token_kept(settings.token)  # noqa: E731
        await mcp.serve_stdio(bank.assistants(), token, given.lang)
    return 0


async def sign_in(given: argparse.Namespace) -> int:
    """Sign in on this machine."""
    settings = settings_from()
    phone = given.phone or await asyncio.to_thread(input, "手机号 phone: ")
    password = given.password or await asyncio.to_thread(getpass.getpass, "密码 password: ")
    async with open_bank(settings) as bank:
        ctx = replace(bank.context(), channel="cli")
        token, refused = await cli.sign_in(bank.catalog, bank.runner, ctx, phone, password, "zh")
    if token is None:
        say(json.loads(refused)["say"])
        return 1
    cli.keep_token(settings.token, token)
    say("已登录 · signed in")
    return 0


async def sign_out(_: argparse.Namespace) -> int:
    """End this machine's session."""
    settings = settings_from()
    async with open_bank(settings) as bank:
        ctx = await bank.who(bank.context(), cli.token_kept(settings.token))
        if ctx.subject:
            await cli.call(bank.catalog, bank.runner, ctx, "session.end", "{}", "zh")
    cli.forget_token(settings.token)
    say("已退出 · signed out")
    return 0


async def bring(given: argparse.Namespace) -> int:
    """Read statement files in."""
    worst = 0
    async with open_bank(settings_from()) as bank:
        owner, name = await owner_for(bank, given.owner)
        for file in given.files:
            done, said = await _bring_one(bank, owner, file, given.password)
            worst = max(worst, 0 if done else 1)
            say(said if given.json else _told(json.loads(said), name))
    return worst


async def _bring_one(bank: Bank, owner: int, file: str, password: str) -> tuple[bool, str]:
    async def call(name: str, ask: dict[str, Any]) -> tuple[bool, Any]:
        ctx = replace(bank.context(), subject=Subject(owner, new_id(bank.clock())))
        done, said = await cli.call(bank.catalog, bank.runner, ctx, name, encode(ask).decode(), "zh")
        return done, json.loads(said)

    try:
        with await asyncio.to_thread(Path(file).open, "rb") as opened:
            done, said = await _sent(bank, call, opened, password)
    except OSError as no:
        done, said = False, {"code": "no_file", "say": no.strerror, "facts": {}, "field": "file"}
    return done, json.dumps({**said, "file": file}, ensure_ascii=False)


async def _sent(bank: Bank, call: cli.Call, opened: BinaryIO, password: str) -> tuple[bool, Any]:
    """A small file in one call; a large one in parts, read by a worker of this command where no other does."""
    name, size = Path(opened.name).name, os.fstat(opened.fileno()).st_size
    if size <= book.FILE_MAX:
        content = base64.b64encode(await asyncio.to_thread(opened.read)).decode()
        return await call("book.bring", {"name": name, "content": content, "password": password})
    working = asyncio.create_task(bank.worker(slow=True).work())
    try:
        return await cli.send_large(call, opened, name, size)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def _told(said: dict[str, object], name: str) -> str:
    if "code" in said:
        return f"✗ {said['file']}: {said['say']}"
    return (
        f"✓ {said['file']} ({said['format']}) → {name}: {said['rows_read']} 行，新增 {said['added']}，"
        f"已有 {said['already_there']}；收入 {said['income']}，支出 {said['expense']}"
        + "".join(f"\n    第 {s['line']} 行：{s['why']}" for s in said["skipped"])  # type: ignore[attr-defined]
    )


async def city(given: argparse.Namespace) -> int:
    """Make a city."""
    async with open_bank(settings_from(demo=True)) as bank:
        await make_city(bank, given.people, given.years, given.seed, say)
    return 0
