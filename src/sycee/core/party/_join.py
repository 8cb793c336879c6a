"""Becoming a customer: a person with a phone and an identity document, and a way to sign in."""

from __future__ import annotations

from datetime import date

import asyncpg
import msgspec

from sycee.core.party._sealed import DOCUMENT, PHONE
from sycee.guard.identity import Chosen, Taken, enrol, phone_of
from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

# The number comes first: what is sealed is sealed for it.
_NUMBER = "SELECT nextval('party_person_id_seq')"
_JOIN = """
INSERT INTO party_person
    (id, name, phone, phone_index, document_kind, document, document_index, document_until, joined_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_ONE_PER_PHONE = "party_person_phone"


class AlreadyCustomer(Refusal):
    code = "already_customer"
    say = words(
        zh="这个证件已经是我行客户，请用原来的手机号登录",
        en="That document belongs to a customer already: please sign in with the phone number of that account",
    )


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    """What the bank must know of a person to open the door. `document_until`: the last day that it is good."""

    name: str
    phone: str
    document: str
    document_kind: str = "resident_id"
    document_until: date | None = None
    password: str | Chosen


async def join(ctx: Context, person: NewPerson) -> int:
    """Make a person a customer who can sign in; returns their number. For write verbs."""
    vault, phone, connection = ctx.port(Vault), phone_of(person.phone), write(ctx).connection
    number = int(await connection.fetchval(_NUMBER))
    try:
        await connection.execute(
            _JOIN, number, person.name, vault.seal(phone, PHONE, number), vault.blind(phone), person.document_kind,
            vault.seal(person.document, DOCUMENT, number), vault.blind(person.document), person.document_until,
            ctx.now,
        )  # fmt: skip
    except asyncpg.UniqueViolationError as twice:
        if twice.constraint_name == _ONE_PER_PHONE:
            raise Taken(field="phone") from None
        raise AlreadyCustomer(field="document") from None
    await enrol(ctx, number, phone, person.password)
    return number
