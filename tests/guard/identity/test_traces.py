"""What signing in leaves behind: nothing from which a password could be found, and no rows by strangers."""

from __future__ import annotations

from hashlib import sha256

import asyncpg
from tests.world import World

from sycee.kit.capability import encode


async def test_a_sign_in_leaves_no_hash_of_the_password(bank: World) -> None:
    mei = await bank.customer("李梅")
    ask = encode({"phone": mei.phone, "password": mei.password}, canonical=True)
    guess = sha256(b"session.start\0" + ask).digest()[:16]

    owner = await asyncpg.connect(bank.bank.dsn)
    found = await owner.fetchval(
        "SELECT count(*) FROM journal_record WHERE mark = $1 AND verb = 'session.start'", guess
    )
    signed_in = await owner.fetchval("SELECT count(*) FROM journal_record WHERE verb = 'session.start'")
    await owner.close()

    assert found == 0
    assert signed_in > 0


async def test_strangers_do_not_write_the_record(bank: World) -> None:
    owner = await asyncpg.connect(bank.bank.dsn)
    before = await owner.fetchval("SELECT count(*) FROM journal_record")
    for phone in ("x", "19900000001", "19900000002"):
        said = await bank.call("session.start", {"phone": phone, "password": "not theirs"}, address="10.9.9.9")
        assert said.status in (401, 422)
    after = await owner.fetchval("SELECT count(*) FROM journal_record")
    await owner.close()

    assert after == before


async def test_right_sign_ins_do_not_use_up_their_sources_tries(bank: World) -> None:
    mei = await bank.customer("李梅")
    for _ in range(65):
        said = await bank.call("session.start", {"phone": mei.phone, "password": mei.password}, address="10.8.8.8")
        assert said.status == 200, said
