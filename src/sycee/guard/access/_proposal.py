"""A proposal: an intent kept until a proof confirms it. The handler does not run again; this very intent commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from sycee.guard.device import keys_of
from sycee.guard.limit import DEED, Weight, enough
from sycee.kit.capability import Context, Deed
from sycee.kit.db import Connection
from sycee.kit.errors import Fault, NotFound, Refusal
from sycee.kit.journal import Fact
from sycee.kit.money import CNY
from sycee.kit.till import Intent, ShownLine, restore
from sycee.kit.words import Locale, words

LIVES = timedelta(minutes=10)
_BY_KIND = {"passkey": "passkey", "key": "ed25519", "totp": "totp"}
"""Factors that something in a customer's device proves, and of which kind that is."""

# A fresh one goes into the record in the same statement.
KEEP = """
WITH kept AS (
INSERT INTO access_proposal AS p (id, subject, key, capability, mark, plan, shown, why, digest, level, made_at,
                                  expires_at, deed, asked_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15)
ON CONFLICT (subject, key) WHERE state <> 'dropped' DO UPDATE SET state = p.state
RETURNING id, mark, shown, why, expires_at)
SELECT id, mark, shown, why, expires_at, CASE WHEN id = $1 THEN journal_append(
    0::smallint, ARRAY[$1], ARRAY[$2], ARRAY['proposal'], ARRAY[$5], ARRAY[sha256($9)], ARRAY[false], ARRAY[$14], $11
) END AS batch FROM kept
"""
# An expired one makes room for its key: the same ask is proposed anew.
MAKE_ROOM = """
UPDATE access_proposal SET state = 'dropped' WHERE subject = $1 AND key = $2 AND state = 'open' AND expires_at <= $3
"""
_ROW = """
SELECT id, subject, key, capability, mark, plan, shown, why, digest, level, state, made_at, expires_at, deed, asked_by
FROM access_proposal WHERE id = $1
"""


class ProposalMade(Fact, frozen=True):
    """Something waits for its customer's proof; `channel` is where it was asked for."""

    name = "proposal.made"
    subject: int
    proposal: UUID
    verb: str
    channel: str

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class ProposalEnded(Fact, frozen=True):
    """It was confirmed or dropped: nothing waits any more."""

    name = "proposal.ended"
    subject: int
    proposal: UUID

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class ProposalGone(Refusal):
    code = "proposal_gone"
    say = words(
        zh="这笔待确认的业务已完成、取消或过期",
        en="What you want to confirm was completed, dropped or has expired",
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as kept. `state` is open, approved or dropped; whether it is done is the journal's to say.

    It is a payment's intent, or the deed of a write: one of the two.
    """

    id: UUID
    subject: int
    key: UUID
    capability: str
    mark: bytes
    digest: bytes
    intent: Intent | None
    deed: Deed | None
    shown: tuple[tuple[str, str, str], ...]
    why: str
    level: int
    state: str
    expires_at: datetime
    asked_by: str

    def lines(self, locale: Locale) -> list[ShownLine]:
        """What was and is shown, in one language."""
        return _lines(self.shown, locale)

    @property
    def weight(self) -> Weight:
        """What the assurance table is asked by."""
        return weight_of(self.intent) if self.intent else DEED

    def open_at(self, now: datetime) -> bool:
        """Whether it may still be confirmed."""
        return self.state == "open" and now < self.expires_at


def weight_of(intent: Intent) -> Weight:
    """What the assurance table is asked by for a payment. What only lets a hold go weighs nothing."""
    plan = intent.plan
    return plan.risk, (plan.asset or CNY).code, plan.outflow


async def proposal(ctx: Context, connection: Connection, number: UUID, *, lock: bool = False) -> Proposal:
    """The caller's proposal; anybody else's is not found, exactly as one that never was."""
    row: Any = await connection.fetchrow(_ROW + (" FOR UPDATE" if lock else ""), number)
    if row is None or row["subject"] != ctx.me:
        raise NotFound(field="proposal")
    intent, deed = _kept(row)
    shown = intent.sealing.shown if intent else deed.shown if deed else ()
    return Proposal(
        row["id"], row["subject"], row["key"], row["capability"], row["mark"], row["digest"], intent, deed, shown,
        row["why"], row["level"], row["state"], row["expires_at"], row["asked_by"],
    )  # fmt: skip


def _kept(row: Any) -> tuple[Intent | None, Deed | None]:
    intent = None if row["deed"] else restore(row["plan"].encode(), row["mark"])
    deed = msgspec.json.decode(row["plan"], type=Deed) if row["deed"] else None
    digest = intent.digest if intent else deed.digest if deed else b""
    if digest != row["digest"]:
        raise Fault("a proposal is not what it was")
    return intent, deed


async def factors_of(connection: Connection, subject: int, weight: Weight) -> list[str]:
    """What a customer may confirm this with, the safest first: of what they have, what the assurance table takes."""
    return await enough(connection, weight, await _having(connection, subject))


async def too_weak(connection: Connection, subject: int, weight: Weight) -> set[str]:
    """What a customer has, and may not confirm this with."""
    having = await _having(connection, subject)
    return {*having} - {*await enough(connection, weight, having)}


async def _having(connection: Connection, subject: int) -> list[str]:
    kinds = await keys_of(connection, subject)
    return [*(factor for factor, kind in _BY_KIND.items() if kinds.get(kind)), "sms"]


def shown_lines(text: str, locale: Locale) -> list[ShownLine]:
    """The same in one language."""
    return _lines(msgspec.json.decode(text, type=list[tuple[str, str, str]]), locale)


def _lines(shown: Sequence[tuple[str, str, str]], locale: Locale) -> list[ShownLine]:
    return [ShownLine(label=zh if locale == "zh" else en, value=value) for zh, en, value in shown]
