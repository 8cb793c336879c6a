"""The table of contents of the whole bank: which modules there are, and what is plugged into what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from uuid import UUID

import asyncpg
from starlette.routing import BaseRoute

from sycee import brain, city, core, guard, insight, service
from sycee.app.clock import clock_beside, pace_beside
from sycee.app.settings import Settings
from sycee.brain import algorithm, feature, recommend
from sycee.channels import live, mcp
from sycee.channels.http import STAFF, Http
from sycee.city import Cast, Clerks, cast_from, clerks_from
from sycee.core import bill, card, clearing, ledger, party
from sycee.guard import access, audit, certificate, device, identity, privacy, staff
from sycee.insight import book
from sycee.kit.capability import CATALOG, Catalog, Context, Runner, Writing
from sycee.kit.db import CUT, Away, Connection, Database, assert_durable, connect, migrate, running
from sycee.kit.errors import NotSignedIn, Refusal
from sycee.kit.jobs import Worker
from sycee.kit.journal import Follower
from sycee.kit.till import Till
from sycee.kit.time import Clock, system_clock
from sycee.service import message

FLOORS = (guard, core, brain, insight, service, city)
"""Every floor that has verbs, jobs or readers of facts."""


def declare() -> Catalog:
    """Import every file of every floor: a verb is declared by being there. Returns the catalog of them all."""
    for floor in FLOORS:
        for found in walk_packages(floor.__path__, f"{floor.__name__}."):
            import_module(found.name)
    return CATALOG


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank that is open: everything that a channel or a process needs of it."""

    settings: Settings
    dsn: str
    db: Database
    vault: privacy.Vault
    catalog: Catalog
    till: Till
    runner: Runner
    clock: Clock
    durability: dict[str, str]
    ports: dict[type, Any] = field(repr=False)
    pace: float = 1

    def context(self) -> Context:
        """A fresh Context: now, nobody, through no channel yet."""
        return Context(db=self.db, now=self.clock(), pace=self.pace, ports=self.ports)

    def writing(self, connection: Connection, key: UUID | None = None) -> Context:
        """A Context of the bank itself that writes on a connection: for readers of facts and for jobs."""
        return replace(self.context(), key=key, channel="bank", writing=Writing(connection))

    def follower(self) -> Follower:
        """Who brings facts to their readers."""
        return Follower(self.db, self.writing, self.clock)

    def worker(self, *, slow: bool = False) -> Worker:
        """Who does the jobs; the slow ones are another's."""
        return Worker(self.db, self.writing, self.clock, slow=slow)

    def http(self) -> Http:
        """What the HTTP channel is given."""
        more = (self.live(live.Hub(self.db, self.context)), *mcp.McpHttp(self.assistants()).routes)
        hosts, keys = self.settings.hosts, lambda: certificate.published(self.vault)
        return Http(
            self.catalog, self.runner, self.context, self.who, self.out, self.ready, hosts, more, keys=keys
        )  # fmt: skip

    def console(self) -> Http:
        """What the HTTP channel is given for the site of the bank's staff."""
        hosts = frozenset({f"staff.localhost:{self.settings.staff_port}"})
        return Http(self.catalog, self.runner, self.context, self.clerk, self.no_clerk, self.ready, hosts, site=STAFF)

    async def clerk(self, ctx: Context, token: str, *, by_itself: bool = False) -> Context:  # noqa: ARG002
        """The Context with the member of staff of a session's token; with any other token, nobody's."""
        try:
            return replace(ctx, staff=await staff.staff_of(ctx, token)) if token else ctx
        except CUT as cut:
            raise Away from cut

    async def no_clerk(self, _ctx: Context, _token: str) -> Refusal:
        """What to say to a caller of the console who is nobody there."""
        return NotSignedIn()

    def live(self, hub: live.Hub) -> BaseRoute:
        """The socket by which a customer's pages hear of what is new."""
        return live.live_route(live.Live(self.settings.hosts, self.context, self.who), hub)

    def assistants(self) -> mcp.McpBank:
        """What the channel of assistants is given."""
        return mcp.McpBank(self.catalog, self.runner, self.context, self.who, self.settings.hosts)

    async def who(self, ctx: Context, token: str, *, by_itself: bool = False) -> Context:
        """The Context with the subject of a session's token; without one, or with a dead one, nobody's.

        What an app asks by itself, without its person, does not keep the session from idling.
        """
        try:
            return replace(ctx, subject=await identity.session(ctx, token, by_itself=by_itself)) if token else ctx
        except CUT as cut:
            raise Away from cut

    async def out(self, ctx: Context, token: str) -> Refusal:
        """What to say to a caller whose token is nobody's."""
        try:
            return await identity.out(ctx, token)
        except CUT as cut:
            raise Away from cut

    async def ready(self) -> dict[str, bool]:
        """What must work for the bank to serve."""
        try:
            async with self.db.gatherers.acquire() as connection:
                return {"database": await connection.fetchval("SELECT 1", timeout=2) == 1, "till": self.till.alive}
        except (*CUT, asyncpg.PostgresError, TimeoutError):
            return {"database": False, "till": self.till.alive}


@asynccontextmanager
async def open_bank(
    settings: Settings, *, clock: Clock | None = None, ledger_clock: Clock | None = None, pace: float = 1
) -> AsyncIterator[Bank]:
    """Open the bank: its database (embedded, or the one that is named), migrations, keys, till.

    Where no clock is given it goes by that of its home, and `pace` is how many times as fast as the machine's it goes.
    """
    if clock is None:
        clock, pace = clock_beside(settings.clock), pace_beside(settings.clock)
        ledger_clock = None if clock is system_clock else clock
    async with AsyncExitStack() as stack:
        dsn = settings.database_url or (await stack.enter_async_context(running(settings.home))).dsn()
        durability = await _checked(dsn)
        await migrate(dsn)
        vault = privacy.open_vault(settings.vault)
        db = await stack.enter_async_context(connect(dsn))
        await privacy.bind(db, vault)
        till = Till(db, access.AccessJudge(), ledger.LedgerBook(), ledger_clock)
        await till.open()
        stack.push_async_callback(till.close)
        ports: dict[type, Any] = {
            privacy.Vault: vault,
            audit.Signer: vault,
            certificate.BankKeys: vault,
            device.Site: device.site_of(settings.hosts, settings.port),
            identity.SmsGateway: identity.SimulatedPhones(vault),
            clearing.Rail: clearing.SimulatedRail(db),
            bill.Billers: bill.SimulatedBillers(db),
            card.CardNetwork: card.SimulatedNetwork(),
            party.DocumentReader: party.SimulatedReader(),
            party.IdentityRegister: party.SimulatedRegister(),
            party.FaceCheck: party.SimulatedFaces(),
            algorithm.Models: algorithm.Models(settings.models),
            feature.EventFiles: feature.EventFiles(settings.events),
            feature.Events: (events := feature.Events(db)),
            recommend.Shelf: recommend.shelf_from(settings.home / "catalogue.json"),
            message.Push: message.SimulatedPush(),
            message.Mail: message.SimulatedMail(),
            book.Shelf: book.Shelf(),
            Cast: cast_from(settings.cast),
            Clerks: clerks_from(settings.clerks),
        }
        ports[feature.Calls] = calls = feature.Calls(events, clock)
        ports[Runner] = runner = Runner(db, till, calls.heard)
        await stack.enter_async_context(_listening(calls))
        ports[Catalog] = catalog = _catalog(settings)
        yield Bank(settings, dsn, db, vault, catalog, till, runner, clock, durability, ports, pace)


@asynccontextmanager
async def _listening(calls: feature.Calls) -> AsyncIterator[None]:
    """Calls become events as long as this is open, and those that wait at its end as well, if the database is there."""
    listens = asyncio.create_task(calls.listen())
    try:
        yield
    finally:
        listens.cancel()
        await asyncio.gather(listens, return_exceptions=True)
        with suppress(*CUT, TimeoutError, asyncpg.PostgresError):
            await calls.flush()


def _catalog(settings: Settings) -> Catalog:
    # The simulated city's own verbs exist in the demo alone: they tell its people's passwords and show their phones.
    keep: Callable[[Any], bool] = lambda verb: settings.demo or not verb.name.startswith("city.")  # noqa: E731
    return declare().only(keep)


async def _checked(dsn: str) -> dict[str, str]:
    connection = await asyncpg.connect(dsn)
    try:
        return {name: str(value) for name, value in (await assert_durable(connection)).items()}
    finally:
        await connection.close()
