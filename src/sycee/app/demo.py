"""The demo: a city in an empty bank, and a few of its people whom one may play."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from sycee.app.cities import progress_of
from sycee.app.wiring import Bank
from sycee.city import (
    Browsing,
    Cast,
    Clerk,
    Clerks,
    Folk,
    Living,
    Player,
    Town,
    cast_from,
    clerks_from,
    keep_cast,
    keep_clerks,
    keep_town,
    load_city,
    plan_city,
    written_beside,
)
from sycee.core import party
from sycee.guard import identity, staff
from sycee.kit.capability import Context
from sycee.kit.db import Unusable
from sycee.kit.time import bank_day

_OWNER_NAME, _OWNER_PHONE = "本机用户", "13900000000"
_CLERK_LOGIN, _CLERK_NAME = "demo", "演示员工"


async def make_city(bank: Bank, people: int, years: int, seed: int, say: Callable[[str], None]) -> Cast:
    """Load the city unless the bank has people already; returns whom one may play."""
    if await party.how_many(bank.db):
        return cast_from(bank.settings.cast)
    say(f"正在建一座 {people} 人、{years} 年的城市 · making a city of {people} people and {years} years …")
    plan = plan_city(people, years, seed, bank_day(bank.clock()) - timedelta(days=1))
    loaded = await load_city(bank.dsn, bank.vault, plan, progress_of(people))
    keep_town(bank.settings.town, plan, loaded.first)
    say(f"{loaded.people} 人 people · {loaded.accounts} 个账户 accounts · {loaded.entries} 笔明细 entries")
    cast = Cast(tuple(Player(m.name, m.phone, m.password, m.story.zh, m.story.en) for m in plan.cast))

    async def let_in(ctx: Context) -> None:
        for member in plan.cast:
            await identity.enrol(ctx, member.party, member.phone, member.password)

    await bank.runner.as_bank(bank.context(), "city.enrol", let_in)
    keep_cast(bank.settings.cast, cast)
    return cast


@asynccontextmanager
async def lived_in(bank: Bank) -> AsyncIterator[None]:
    """The city's people go on living, and look in on their bank, as long as this is open.

    In a home whose city is not known nobody does."""
    town = bank.ports.get(Town)
    if town is None:
        yield
        return
    folk = Folk(bank.runner, bank.context, town)
    lives = (
        asyncio.create_task(Living(folk, written_beside(town.city), bank.clock, bank.settings.lived).live()),
        asyncio.create_task(Browsing(folk, bank.clock).browse()),
    )
    try:
        yield
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)


async def make_clerk(bank: Bank) -> Clerks:
    """The demo's one member of staff, with every right, made on first use."""
    kept = clerks_from(bank.settings.clerks)
    if kept.clerks:
        return kept
    try:
        joined = await bank.runner.as_bank(
            bank.context(), "staff.join",
            lambda writing: staff.join_staff(writing, _CLERK_LOGIN, _CLERK_NAME, list(staff.RIGHTS), once=False),
        )  # fmt: skip
    except staff.LoginTaken:  # an operator has made one of that name: theirs is not ours to show
        return kept
    made = Clerks((Clerk(_CLERK_LOGIN, _CLERK_NAME, joined.password, joined.secret),))
    keep_clerks(bank.settings.clerks, made)
    return made


async def owner_for(bank: Bank, phone: str | None) -> tuple[int, str]:
    """The customer with this phone, or this machine's own one, made on first use. Nobody knows that one's password."""
    ctx = bank.context()
    wanted = identity.phone_of(phone) if phone else _OWNER_PHONE
    found = await party.by_phone(ctx, wanted)
    if found is not None:
        return found, phone or _OWNER_NAME
    if phone:
        raise Unusable(zh=f"没有手机号为 {phone} 的客户。", en=f"There is no customer with the phone {phone}.")
    owner = party.NewPerson(
        name=_OWNER_NAME, phone=wanted, document=wanted, document_kind="local", password=secrets.token_urlsafe(24)
    )
    return await bank.runner.as_bank(ctx, "party.join", lambda writing: party.join(writing, owner)), _OWNER_NAME


def welcome(bank: Bank, cast: Cast, clerks: Clerks) -> str:
    """What the demo says once its page answers."""
    address = f"http://localhost:{bank.settings.port}"
    people = "\n".join(f"  {p.name}  {p.phone}  {p.password}   {p.zh}" for p in cast.players[:6])
    members = "\n".join(
        f"  {c.name}  {c.login}  {c.password}   动态码见登录页（模拟） · its page shows the simulated code"
        for c in clerks.clerks
    )
    return (
        f"\n  Sycee  {address}\n  接口文档 reference  {address}/reference\n"
        f"  模拟手机 simulated phone  {address}/phone\n\n"
        f"  可以用这些演示客户登录 · sign in as one of these simulated people:\n{people}\n\n"
        f"  员工工作台 staff console  {console_of(bank)}\n{members}\n"
    )


def console_of(bank: Bank) -> str:
    """The console's address."""
    return f"http://staff.localhost:{bank.settings.staff_port}"
