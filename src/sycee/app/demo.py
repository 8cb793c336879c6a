"""The demo: a city in an empty bank, and a few of its people whom one may play."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sycee.app.wiring import Bank
from sycee.city import Cast, Player, cast_from, keep_cast, load_city, plan_city
from sycee.core import party
from sycee.guard import identity
from sycee.kit.capability import Context, Writing
from sycee.kit.db import Unusable
from sycee.kit.time import bank_day

_OWNER = party.NewPerson(
    name="本机用户",
    phone="13900000000",
    document="000000000000000000",
    document_kind="local",
    password="local-statements-7",
)


async def make_city(bank: Bank, people: int, years: int, seed: int, say: Callable[[str], None]) -> Cast:
    """Load the city unless the bank has people already; returns whom one may play."""
    if await party.how_many(bank.db):
        return cast_from(bank.settings.cast)
    say(f"正在建一座 {people} 人、{years} 年的城市 · making a city of {people} people and {years} years …")
    plan = plan_city(people, years, seed, bank_day(bank.clock()))
    await load_city(bank.dsn, bank.vault, plan)
    cast = Cast(tuple(Player(m.name, m.phone, m.password, m.story.zh, m.story.en) for m in plan.cast))
    async with bank.db.writers.acquire() as connection, connection.transaction():
        ctx = bank.writing(connection)
        for member in plan.cast:
            await identity.enrol(ctx, member.party, member.phone, member.password)
    keep_cast(bank.settings.cast, cast)
    return cast


async def owner_for(bank: Bank, phone: str | None) -> tuple[int, str]:
    """The customer with this phone, or this machine's own one, made on first use."""
    ctx = bank.context()
    wanted = identity.phone_of(phone) if phone else _OWNER.phone
    found = await party.by_phone(ctx, wanted)
    if found is not None:
        return found, phone or _OWNER.name
    if phone:
        raise Unusable(zh=f"没有手机号为 {phone} 的客户。", en=f"There is no customer with the phone {phone}.")
    return await _made(bank, ctx), _OWNER.name


async def _made(bank: Bank, ctx: Context) -> int:
    async with bank.db.writers.acquire() as connection, connection.transaction():
        return await party.join(replace(ctx, writing=Writing(connection)), _OWNER)


def welcome(bank: Bank, cast: Cast) -> str:
    """What the demo says once its page answers."""
    address = f"http://localhost:{bank.settings.port}"
    people = "\n".join(f"  {p.name}  {p.phone}  {p.password}   {p.zh}" for p in cast.players[:6])
    return (
        f"\n  Sycee  {address}\n  接口文档 reference  {address}/reference\n  模拟手机 simulated phone  {address}/phone\n\n"
        f"  可以用这些演示客户登录 · sign in as one of these simulated people:\n{people}\n"
    )
