"""The record: whatever is edited, removed, added, moved or cut off afterwards is found; and so is a forged seal."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from tests.world import World

from sycee.guard import audit
from sycee.guard.audit._seal import Minute
from sycee.guard.privacy import Vault, open_vault
from sycee.kit.capability import Context, Writing
from sycee.kit.db import Database, connect, migrate
from sycee.kit.ids import new_id
from sycee.kit.journal import Record, append
from sycee.kit.time import system_clock

TABLES = ("journal_record", "journal_link", "journal_chain", "audit_seal")


@dataclass
class Scratch:
    """A database of its own with a record in it: two slots, several batches, two seals."""

    db: Database
    vault: Vault
    owner: Any

    async def proof(self) -> audit.Proof:
        return await audit.verify(self.db, self.vault)

    async def restore(self) -> None:
        for table in TABLES:
            await self.owner.execute(f"TRUNCATE {table}; INSERT INTO {table} SELECT * FROM kept_{table}")


@pytest.fixture(scope="module")
async def written(world: World, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scratch]:
    dsn = await _database(world.bank.dsn, "audit_scratch")
    vault = open_vault(tmp_path_factory.mktemp("audit") / "vault.json")
    owner = await asyncpg.connect(dsn)
    async with connect(dsn, size=2) as db:
        scratch = Scratch(db, vault, owner)
        for sealed in (1, 2):
            await _write(db, batches=3 + sealed)
            await _seal(world, scratch)
        for table in TABLES:
            await owner.execute(f"CREATE TABLE kept_{table} AS TABLE {table}")
        yield scratch
    await owner.close()


async def _database(dsn: str, name: str) -> str:
    owner = await asyncpg.connect(dsn)
    await owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await owner.execute(f"CREATE DATABASE {name}")
    await owner.close()
    made = urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))
    await migrate(made)
    return made


async def _write(db: Database, batches: int) -> None:
    now = system_clock()
    async with db.writers.acquire() as connection:
        for n in range(batches):
            records = [_record(now, n, p) for p in range(3)]
            await append(connection, n % 2, records, now)


def _record(now: Any, batch: int, place: int) -> Record:
    mark = sha256(f"{batch} {place}".encode()).digest()
    said = json.dumps({"answer": {"n": place}, "facts": []})
    return Record(new_id(now), 7, "test.wrote", mark[:16], mark, place == 2, said)


async def _seal(world: World, scratch: Scratch) -> None:
    async with scratch.db.writers.acquire() as connection, connection.transaction():
        ports = dict.fromkeys(world.bank.ports, scratch.vault)
        ctx = Context(db=scratch.db, now=system_clock(), ports=ports)
        await audit.seal_heads(replace(ctx, writing=Writing(connection)), Minute())


@pytest.fixture
async def scratch(written: Scratch) -> AsyncIterator[Scratch]:
    yield written
    await written.restore()
    assert not (await written.proof()).broken


async def test_a_record_that_nobody_touched_is_whole(scratch: Scratch) -> None:
    proof = await scratch.proof()

    assert (proof.records, proof.links, proof.seals, proof.broken) == (27, 9, 2, ())


ONE = "(SELECT key FROM journal_record WHERE slot = 0 AND batch = 2 AND pos = 2)"
TWO = "(SELECT key FROM journal_record WHERE slot = 0 AND batch = 2 AND pos = 1)"
TAMPERINGS = {
    "another answer": f"UPDATE journal_record SET said = replace(said, '1', '2') WHERE key = {ONE}",
    "another subject": f"UPDATE journal_record SET subject = 8 WHERE key = {ONE}",
    "another verb": f"UPDATE journal_record SET verb = 'test.read' WHERE key = {ONE}",
    "another mark": f"UPDATE journal_record SET mark = sha256(mark) WHERE key = {ONE}",
    "another digest": f"UPDATE journal_record SET digest = sha256(digest) WHERE key = {ONE}",
    "another key": f"UPDATE journal_record SET key = gen_random_uuid() WHERE key = {ONE}",
    "refused after all": f"UPDATE journal_record SET refused = NOT refused WHERE key = {ONE}",
    "a second earlier": f"UPDATE journal_record SET booked_at = booked_at - interval '1 second' WHERE key = {ONE}",
    "a microsecond later": f"UPDATE journal_record SET booked_at = booked_at + interval '1 us' WHERE key = {ONE}",
    "one removed": f"DELETE FROM journal_record WHERE key = {ONE}",
    "a batch removed": "DELETE FROM journal_record WHERE slot = 0 AND batch = 2",
    "a batch removed with its link": """
        DELETE FROM journal_record WHERE slot = 0 AND batch = 2; DELETE FROM journal_link WHERE slot = 0 AND batch = 2
    """,
    "one put into another batch": f"UPDATE journal_record SET batch = 3, pos = 9 WHERE key = {ONE}",
    "two in another order": f"""
        UPDATE journal_record SET pos = 9 WHERE key = {ONE}; UPDATE journal_record SET pos = 2 WHERE key = {TWO};
        UPDATE journal_record SET pos = 1 WHERE pos = 9
    """,
    "one added to a batch": """
        INSERT INTO journal_record SELECT gen_random_uuid(), slot, batch, 9, subject, verb, mark, digest, refused,
        booked_at, said FROM journal_record WHERE slot = 0 AND batch = 2 AND pos = 1
    """,
    "one added after the end": """
        INSERT INTO journal_record SELECT gen_random_uuid(), slot, 99, 1, subject, verb, mark, digest, refused,
        booked_at, said FROM journal_record WHERE slot = 0 AND batch = 2 AND pos = 1
    """,
    "one put into another slot": f"UPDATE journal_record SET slot = 5 WHERE key = {ONE}",
    "two batches in each other's place": """
        UPDATE journal_record SET batch = 99 WHERE slot = 0 AND batch = 2;
        UPDATE journal_record SET batch = 2 WHERE slot = 0 AND batch = 3;
        UPDATE journal_record SET batch = 3 WHERE slot = 0 AND batch = 99
    """,
    "a link changed": "UPDATE journal_link SET head = sha256(head) WHERE slot = 0 AND batch = 2",
    "a link's size changed": "UPDATE journal_link SET size = 4 WHERE slot = 0 AND batch = 2",
    "a head changed": "UPDATE journal_chain SET head = sha256(head) WHERE slot = 0",
    "a head set back": "UPDATE journal_chain SET batch = batch - 1 WHERE slot = 0",
    "a chain forgotten": "DELETE FROM journal_chain WHERE slot = 0",
    "the end cut off": """
        DELETE FROM journal_record WHERE slot = 0 AND batch = 5; DELETE FROM journal_link WHERE slot = 0 AND batch = 5;
        UPDATE journal_chain SET batch = 4, head = (SELECT head FROM journal_link WHERE slot = 0 AND batch = 4)
        WHERE slot = 0
    """,
    "a whole slot cut off": """
        DELETE FROM journal_record WHERE slot = 1; DELETE FROM journal_link WHERE slot = 1;
        DELETE FROM journal_chain WHERE slot = 1
    """,
    "everything cut off": "DELETE FROM journal_record; DELETE FROM journal_link; DELETE FROM journal_chain",
    "a seal's heads changed": "UPDATE audit_seal SET heads = replace(heads, '0', '1') WHERE id = 1",
    "a seal's signature changed": "UPDATE audit_seal SET signature = sha256(signature) WHERE id = 2",
    "a seal removed": "DELETE FROM audit_seal WHERE id = 1",
    "a seal by nobody": """
        INSERT INTO audit_seal SELECT 3, made_at, heads, sha256(head || convert_to(heads, 'UTF8')), signature, key_id
        FROM audit_seal WHERE id = 2
    """,
}


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS)
async def test_tampering_is_found(scratch: Scratch, tampering: str) -> None:
    await scratch.owner.execute(tampering)

    broken = (await scratch.proof()).broken

    assert broken
    assert all(b.where and b.why for b in broken)


_REWRITE = """
UPDATE journal_record SET said = replace(said, '"n": 1', '"n": 9') WHERE slot = 0 AND batch = 1;
DO $$
DECLARE v_link record; v_head bytea := '\\x';
BEGIN
    FOR v_link IN SELECT * FROM journal_link WHERE slot = 0 ORDER BY batch LOOP
        v_head := journal_reckoned(0::smallint, v_link.batch, v_head);
        UPDATE journal_link SET head = v_head WHERE slot = 0 AND batch = v_link.batch;
    END LOOP;
    UPDATE journal_chain SET head = v_head WHERE slot = 0;
END $$
"""


async def test_a_chain_that_was_reckoned_anew_contradicts_its_seals(scratch: Scratch) -> None:
    await scratch.owner.execute(_REWRITE)

    broken = (await scratch.proof()).broken

    assert broken
    assert all(b.where.startswith("seal") for b in broken), "the chain itself is sound again"


async def test_a_seal_of_another_key_is_not_the_banks(scratch: Scratch, tmp_path: Path) -> None:
    other = open_vault(tmp_path / "vault.json")
    head = await scratch.owner.fetchval("SELECT head FROM audit_seal WHERE id = 2")
    await scratch.owner.execute("UPDATE audit_seal SET signature = $1 WHERE id = 2", other.sign(head))

    assert [b.where for b in (await scratch.proof()).broken] == ["seal 2"]


async def test_nothing_new_is_sealed_twice(scratch: Scratch, world: World) -> None:
    await _seal(world, scratch)
    assert (await scratch.proof()).seals == 2

    await _write(scratch.db, batches=1)
    await _seal(world, scratch)
    assert (await scratch.proof()).seals == 3
