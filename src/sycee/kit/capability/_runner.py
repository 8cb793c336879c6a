"""The one path of a call: access, replay, handler; and for writes the only commit there is."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from sycee.kit.capability._catalog import CATALOG, Capability
from sycee.kit.capability._codec import builtins, decode, encode
from sycee.kit.capability._context import Context, Writing
from sycee.kit.capability._deed import Agreed, Deed, deed_of
from sycee.kit.db import CUT, Away, Database, Gather, snapshot
from sycee.kit.errors import BadInput, NotAllowed, Refusal
from sycee.kit.ids import derived_id, new_id
from sycee.kit.journal import Known, Record, append, facts_of, known_keys
from sycee.kit.words import words

T = TypeVar("T")

NOBODY = -1
"""Subject of a record whose caller had no session."""

BANK = 0
"""Subject of a record of the bank's own doing."""

WAIT_S = 10
"""How long a write waits for a connection before it is told that the bank is busy."""

SLOT_OF_WRITES = 0
"""Chain slot of plain writes; slots of the till begin at 1."""

_ONE_PER_KEY = "journal_record_pkey"


class KeyMissing(Refusal):
    code, http = "key_missing", 422
    say = words(zh="缺少请求编号", en="This call needs an idempotency key: a UUID of version 4 or 7")


class KeyReused(Refusal):
    code, http = "key_reused", 422
    say = words(zh="这个请求编号已用于另一笔业务", en="That idempotency key was used for something else")


class Reason(msgspec.Struct, frozen=True):
    """Which refusal it was, and its sentence in the caller's language."""

    refused: str
    why: str


class Overtaken(Refusal):
    """What was confirmed could be done when it was asked for, and can no longer."""

    code, tells = "overtaken", Reason
    say = words(zh="情况有变，没有办理：{why}", en="Things have changed, so this was not done: {why}")


class Declined(Refusal):
    """All that one who charges another is told: why not is between the payer and the bank."""

    code = "payer_declined"
    say = words(
        zh="对方这次付不了款，请让对方换一种方式，没有扣款",
        en="The payer cannot pay this now; ask for another way. Nothing was debited",
    )


class MoneyPath(Protocol):
    """What the runner needs of the till."""

    async def submit(self, ctx: Context, verb: str, mark: bytes, plan: Any) -> bytes: ...
    async def commit(self, ctx: Context, sealed: Any) -> bytes: ...
    async def consent(self, ctx: Context, deed: Deed, mark: bytes, proof: int) -> None: ...
    def replay(self, known: Known) -> bytes: ...


Heard = Callable[[Context, Capability, str], None]
"""Told of every call when it is over: who called what, and how it was answered ("ok", a refusal's code, "fault")."""


def _unheard(_ctx: Context, _verb: Capability, _said: str) -> None:
    """Where nobody listens."""


class Runner:
    """Runs any capability for any channel. Bytes of JSON in, bytes of JSON out; a no comes as a Refusal.

    `heard` is told of every call and must neither wait nor fail.
    """

    def __init__(self, db: Database, till: MoneyPath, heard: Heard = _unheard) -> None:
        self._db = db
        self._till = till
        self._heard = heard
        self._known: Gather[UUID, Known] = db.gathered(known_keys)

    async def run(self, ctx: Context, verb: Capability, raw: bytes) -> bytes:
        """Answer one call of `verb` with the ask in `raw`."""
        said = "fault"
        try:
            answer = await self._answer(ctx, verb, raw)
            said = "ok"
        except Refusal as no:
            said = no.code
            raise
        finally:
            self._heard(ctx, verb, said)
        return answer

    async def _answer(self, ctx: Context, verb: Capability, raw: bytes) -> bytes:
        try:
            await self._admitted(ctx, verb)
            return await self._run(ctx, verb, decode(verb.ask, raw))
        except CUT as cut:  # a wait that took too long among them: whether anything was done is not known
            raise Away from cut

    async def _run(self, ctx: Context, verb: Capability, ask: Any) -> bytes:
        if verb.effect == "read":
            async with snapshot(ctx) as seen:
                ctx = replace(ctx, snapshot=seen)
                return encode(await (self._look(ctx, verb, ask) if ctx.staff else verb.handler(ctx, ask)))
        if verb.effect == "note":
            return encode(await verb.handler(ctx, ask))
        self._keyed(ctx, verb)
        mark = self._mark(ctx, verb, ask)
        if (known := await self._known(ctx.key)) is not None:  # type: ignore[arg-type]
            return self._replay(ctx, known, mark, on_behalf=verb.on_behalf)
        if verb.effect == "write":
            if verb.proof or ctx.proposes:
                await self._till.consent(ctx, await deed_of(ctx, verb, ask), mark, verb.proof)
            return await self._write(ctx, verb, ask, mark)
        if verb.proves:
            return await self._proven(ctx, await self._prove(ctx, verb, ask, mark))
        plan = await verb.handler(ctx, ask)
        try:
            return await self._till.submit(ctx, verb.name, mark, plan)
        except Refusal as no:
            raise _for_caller(no, on_behalf=verb.on_behalf) from None

    async def _look(self, ctx: Context, verb: Capability, ask: Any) -> Any:
        """What a member of staff looks at is recorded before it is shown, with the facts that the verb tells of it:
        no look-up can forget to. What they asked with and what they saw is not kept."""
        answer, refused = await self._transact(ctx, verb, ask, os.urandom(16), new_id(ctx.now))
        if refused is not None:
            raise refused
        return answer

    async def _proven(self, ctx: Context, sealed: Any) -> bytes:
        """Bring what a proof has let through to its end, under the key with which it was asked for."""
        if isinstance(sealed, Agreed):
            name, verb = sealed.deed.verb, CATALOG[sealed.deed.verb]
            ctx = replace(ctx, key=sealed.deed.key, agreed=sealed.proposal)
            try:
                answer = await self._write(ctx, verb, decode(verb.ask, bytes(sealed.deed.ask)), sealed.mark)
            except Refusal as no:
                raise Overtaken(refused=no.code, why=no.sentence(ctx.locale)) from no
        else:
            name, answer = sealed.intent.verb, await self._till.commit(ctx, sealed)
        return encode({"capability": name, "answer": msgspec.Raw(answer)})

    async def as_bank(self, ctx: Context, name: str, work: Callable[[Context], Awaitable[T]]) -> T:
        """Do work that writes as the bank itself, in one transaction with its record under `name`."""
        async with self._db.writers.acquire() as connection, connection.transaction():
            writing = Writing(connection)
            done = await work(replace(ctx, subject=None, channel="bank", writing=writing))
            said = encode({"answer": {}, "facts": facts_of(writing.facts)}).decode()
            digest = sha256(name.encode()).digest()
            record = Record(new_id(ctx.now), BANK, name, digest[:16], digest, False, said)
            await append(connection, SLOT_OF_WRITES, [record], ctx.now)
        return done

    def _replay(self, ctx: Context, known: Known, mark: bytes, *, on_behalf: bool = False) -> bytes:
        if (known.subject != _who(ctx) and not on_behalf) or known.mark != mark:
            raise KeyReused
        try:
            return self._till.replay(known)
        except Refusal as no:
            raise _for_caller(no, on_behalf=on_behalf) from None

    async def _write(self, ctx: Context, verb: Capability, ask: Any, mark: bytes) -> bytes:
        # A secret answer is not stored, so it cannot be given again: the same call is done again instead.
        key = new_id(ctx.now) if verb.secret or ctx.key is None else ctx.key
        try:
            answer, refused = await self._transact(ctx, verb, ask, mark, key)
        except asyncpg.UniqueViolationError as clash:
            if clash.constraint_name != _ONE_PER_KEY or ctx.key is None:
                raise
            # The same key was under way elsewhere and has committed meanwhile: its answer is the answer.
            known = await self._known(ctx.key)
            if known is None:
                raise
            return self._replay(ctx, known, mark)
        if refused is not None:
            raise refused
        return encode(answer)

    async def _prove(self, ctx: Context, verb: Capability, ask: Any, mark: bytes) -> Any:
        # The proof has an effect of its own (a code is used up): it commits before the till does. Its record has a key
        # that follows from the caller's: sent again until the till has answered, it proves the same thing or nothing.
        proven = derived_id("proof", str(ctx.key))
        known = await self._known(proven)
        if known is not None and (known.subject != ctx.me or known.mark != mark):
            raise KeyReused
        try:
            key = new_id(ctx.now) if known else proven
            sealed, refused = await self._transact(ctx, verb, ask, mark, key)
        except asyncpg.UniqueViolationError as clash:
            if known or clash.constraint_name != _ONE_PER_KEY:
                raise
            return await self._prove(ctx, verb, ask, mark)
        if refused is not None:
            raise refused
        return sealed

    async def _transact(
        self, ctx: Context, verb: Capability, ask: Any, mark: bytes, key: UUID
    ) -> tuple[Any, Refusal | None]:
        """Handler and record in one transaction. A refusal rolls back to a savepoint; its record still commits."""
        answer: Any = None
        ctx, refused = await self._prepared(ctx, verb, ask)
        if refused is not None and _who(ctx) == NOBODY:
            return None, refused  # strangers do not write our record: what they try is counted and logged
        async with self._db.writers.acquire(timeout=WAIT_S) as connection, connection.transaction():
            writing = Writing(connection)
            if refused is None:
                try:
                    async with connection.transaction():
                        answer = await verb.handler(replace(ctx, writing=writing), ask)
                except Refusal as no:
                    refused = no
            if refused is not None:
                key = new_id(ctx.now)  # nothing was done, so the caller's key stays free
            record = self._record(ctx, verb, mark, key, answer, refused, writing)
            await append(connection, SLOT_OF_WRITES, [record], ctx.now)
        return answer, refused

    @staticmethod
    async def _prepared(ctx: Context, verb: Capability, ask: Any) -> tuple[Context, Refusal | None]:
        """The Context after the verb's slow work, which holds no connection while others wait for one."""
        if verb.prepare is None:
            return ctx, None
        try:
            return replace(ctx, prepared=await verb.prepare(ctx, ask)), None
        except Refusal as no:
            return ctx, no

    def _record(
        self, ctx: Context, verb: Capability, mark: bytes, key: UUID, answer: Any, refused: Refusal | None,
        writing: Writing,
    ) -> Record:  # fmt: skip
        said: dict[str, Any]
        if refused is not None:
            said = {"code": refused.code, "field": refused.field}
        else:
            secret = verb.secret or verb.proves or verb.effect == "read"
            said = {"answer": {} if secret else builtins(answer), "facts": facts_of(writing.facts)}
        digest = sha256(mark + key.bytes).digest()
        return Record(key, _who(ctx), verb.name, mark, digest, refused is not None, encode(said).decode())

    async def _admitted(self, ctx: Context, verb: Capability) -> None:
        """Refuses who has no session of the kind that the verb is for, and, on record, staff without its right."""
        if verb.access == "own":
            ctx.me  # noqa: B018 refuses who has none
        if verb.access == "staff" and verb.right and verb.right not in ctx.clerk.rights:
            no = NotAllowed()
            async with self._db.writers.acquire(timeout=WAIT_S) as connection, connection.transaction():
                record = self._record(ctx, verb, os.urandom(16), new_id(ctx.now), None, no, Writing(connection))
                await append(connection, SLOT_OF_WRITES, [record], ctx.now)
            raise no
        if verb.access == "staff":
            ctx.clerk  # noqa: B018 refuses who has none

    @staticmethod
    def _mark(ctx: Context, verb: Capability, ask: Any) -> bytes:
        """What tells a replay from a reused key. A secret's own verb is never replayed, and its ask leaves no trace."""
        if verb.secret:
            return os.urandom(16)
        # Where the record will be another's, the mark also says who asked: to nobody else it is a replay.
        who = str(_who(ctx)).encode() if verb.on_behalf else b""
        return sha256(verb.name.encode() + b"\0" + who + encode(ask, canonical=True)).digest()[:16]

    @staticmethod
    def _keyed(ctx: Context, verb: Capability) -> None:
        if ctx.key is None:
            raise KeyMissing(field="Idempotency-Key")
        # The bank's own steps may have keys that follow from what they are a step of (`derived_id`); callers' never do.
        if ctx.key.version not in ((4, 7) if verb.channels else (4, 5, 7)):
            raise BadInput(field="Idempotency-Key", reason="not a UUID of version 4 or 7")


def _for_caller(no: Refusal, *, on_behalf: bool) -> Refusal:
    """A refusal of the judge or the till speaks of the payer's account: to anybody but the payer it is `Declined`."""
    return Declined() if on_behalf and no.given_by != "verb" else no


def _who(ctx: Context) -> int:
    """Whose record it is: a customer's number, below NOBODY a member of staff's, or nobody's."""
    if ctx.staff is not None:
        return NOBODY - ctx.staff.member
    return NOBODY if ctx.party is None else ctx.party
