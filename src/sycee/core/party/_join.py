"""Becoming a customer: a person with a phone and an identity document, and a way to sign in."""

from __future__ import annotations

import asyncpg
import msgspec

from sycee.guard.identity import enrol, phone_of
from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_JOIN = """
INSERT INTO party_person (name, phone, phone_index, document_kind, document, document_index, joined_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
"""


class AlreadyCustomer(Refusal):
    code = "already_customer"
    say = words(zh="这个手机号或证件已经是我行客户", en="That phone or document belongs to a customer already")


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    """What the bank must know of a person to open the door."""

    name: str
    phone: str
    document: str
    document_kind: str = "resident_id"
    password: str


async def join(ctx: Context, person: NewPerson) -> int:
    """Make a person a customer who can sign in; returns their number. For write verbs."""
    vault, phone = ctx.port(Vault), phone_of(person.phone)
    try:
        number = await write(ctx).connection.fetchval(
            _JOIN, person.name, vault.seal(phone), vault.blind(phone), person.document_kind,
            vault.seal(person.document), vault.blind(person.document), ctx.now,
        )  # fmt: skip
    except asyncpg.UniqueViolationError:
        raise AlreadyCustomer(field="phone") from None
    await enrol(ctx, number, phone, person.password)
    return int(number)
