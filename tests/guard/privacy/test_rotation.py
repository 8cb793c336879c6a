"""New keys: what was sealed before is sealed anew, batch by batch, and nothing is lost on the way."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.world import World

from sycee.guard.privacy import (
    SealedColumn,
    StillUnbound,
    SuiteName,
    Unreadable,
    Vault,
    _reseal,
    bind_all,
    new_key,
    open_vault,
    sealed_columns,
    sealed_with,
)
from sycee.kit.jobs import Worker

_TYPE = """
SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attname = $2
"""
PHONE = SealedColumn("party_person", "phone", "id")
NAME = SealedColumn("party_person", "name", "id")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault(tmp_path / "vault.json")


def an_old_value(vault: Vault, text: str) -> bytes:
    """As the bank sealed in its first days: for no row."""
    head, nonce = b"\x01\x00\x01", b"n" * 12
    return head + nonce + AESGCM(vault._held.keys[1].secret).encrypt(nonce, text.encode(), head)


def of_the_first_days(vault: Vault) -> Vault:
    """The key file as it was then."""
    kept = json.loads(vault.path.read_text())
    bare = {"sealing": {"1": kept["sealing"]["1"].rpartition(":")[2]}}
    vault.path.write_text(json.dumps({k: v for k, v in kept.items() if k != "bound"} | bare))
    return open_vault(vault.path)


def test_a_value_opens_in_its_own_row_and_column_alone(vault: Vault) -> None:
    sealed = vault.seal("13800000001", PHONE, 7)

    assert vault.unseal(sealed, PHONE, 7) == "13800000001"
    for column, row in ((PHONE, 8), (PHONE, None), (NAME, 7), (PHONE, "7\0")):
        with pytest.raises(Unreadable):
            vault.unseal(sealed, column, row)


@pytest.mark.parametrize("suite", ["aes-256-gcm", "sm4-gcm"])
def test_a_new_key_seals_and_the_old_one_still_opens(vault: Vault, suite: SuiteName) -> None:
    old, index = vault.seal("13800000001", PHONE, 7), vault.blind("13800000001")

    assert vault.new_key(suite) == 2
    new = vault.seal("13800000001", PHONE, 7)

    assert (old[1:3], new[1:3], new[:1]) == (
        b"\x00\x01",
        b"\x00\x02",
        {"aes-256-gcm": b"\x02", "sm4-gcm": b"\x03"}[suite],
    )
    assert vault.unseal(old, PHONE, 7) == vault.unseal(new, PHONE, 7) == "13800000001"
    assert vault.blind("13800000001") == index, "who is looked for is found as before"
    assert vault.numbers == {1: "aes-256-gcm", 2: suite}
    assert stat.S_IMODE(vault.path.stat().st_mode) == 0o600
    assert [path.name for path in vault.path.parent.iterdir() if path.is_file()] == ["vault.json"]


@pytest.mark.parametrize("suite", ["aes-256-gcm", "sm4-gcm"])
def test_one_changed_bit_of_either_suite_makes_it_unreadable(vault: Vault, suite: SuiteName) -> None:
    vault.new_key(suite)
    sealed = vault.seal("13800000001", PHONE, 7)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            vault.unseal(bytes(changed), PHONE, 7)
    for cut in (b"", sealed[:2], sealed[:3], sealed[:14], sealed[:20], sealed[:-1]):
        with pytest.raises(Unreadable):
            vault.unseal(cut, PHONE, 7)


def test_another_process_of_the_bank_goes_on_with_the_new_key_at_once(vault: Vault) -> None:
    other = open_vault(vault.path)
    vault.new_key("aes-256-gcm")

    assert other.unseal(vault.seal("x", PHONE, 1), PHONE, 1) == "x"
    assert other.seal("x", PHONE, 1)[1:3] == b"\x00\x02"


def test_a_key_file_that_is_gone_makes_no_new_keys_under_an_open_bank(vault: Vault) -> None:
    sealed = vault.seal("x", PHONE, 1)
    vault.path.unlink()

    assert vault.unseal(sealed, PHONE, 1) == "x"
    assert vault.seal("x", PHONE, 1)[1:3] == b"\x00\x01"
    with pytest.raises(FileNotFoundError):
        vault.new_key("aes-256-gcm")
    assert not vault.path.exists()


def test_values_of_the_first_days_are_read_until_they_are_refused(vault: Vault) -> None:
    first = of_the_first_days(vault)
    old = an_old_value(first, "13800000001")

    assert not first.only_bound
    assert first.unseal(old, PHONE, 7) == "13800000001"
    first.bind_all()
    with pytest.raises(Unreadable):
        first.unseal(old, PHONE, 7)
    with pytest.raises(Unreadable):
        open_vault(first.path).unseal(old, PHONE, 7)


async def test_a_row_swapped_in_the_database_does_not_open(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    owner = await asyncpg.connect(bank.bank.dsn)
    swap = "UPDATE party_person SET phone = (SELECT phone FROM party_person WHERE id = $2) WHERE id = $1"
    kept = await owner.fetchval("SELECT phone FROM party_person WHERE id = $1", mei.party)
    await owner.execute(swap, mei.party, wang.party)
    with bank.breaking():
        said = await mei.call("party.me")
    await owner.execute("UPDATE party_person SET phone = $2 WHERE id = $1", mei.party, kept)
    await owner.close()

    assert (said.status, said.code) == (500, "fault")
    assert wang.phone[-4:] not in str(said.body)
    assert (await mei.call("party.me")).code == "ok"


async def makes_a_key(bank: World, suite: SuiteName) -> Worker:
    await bank.forgets_jobs()
    await bank.bank.runner.as_bank(bank.bank.context(), "keys.rotate", lambda ctx: new_key(ctx, suite))
    return bank.bank.worker()


async def test_all_that_is_sealed_is_sealed_anew_and_reads_the_same(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_reseal, "_BATCH", 3)
    people = [await bank.customer("李梅") for _ in range(8)]
    clerk = await bank.member()
    await people[0].call("message.prefer", mail="mei@example.com")
    worker = await makes_a_key(bank, "sm4-gcm")
    for _ in range(5):
        await worker.once()
    after_five = sum(
        each.values for each in await sealed_with(bank.bank.db) if each.key == max(bank.bank.vault.numbers)
    )
    other = bank.bank.worker()  # the first one died: another goes on from there
    while await other.once():
        pass

    newest = max(bank.bank.vault.numbers)
    found = await sealed_with(bank.bank.db)
    assert 0 < after_five < sum(each.values for each in found)
    assert {each.key for each in found} == {newest}
    assert {each.column for each in found} <= sealed_columns().keys()
    for person in people:
        assert (await person.call("party.me")).body["phone"] == f"{person.phone[:3]}****{person.phone[-4:]}"
        assert (await person.signs_in()).token, "the blind index finds them as before"
    assert (await people[0].call("message.preferences")).body["mail"] == "m***@example.com"
    assert (await clerk.signs_in()).token
    await bind_all(bank.bank.db, bank.bank.vault)


async def test_of_every_sealed_column_it_is_known_what_tells_its_rows_apart(bank: World) -> None:
    types = {"bigint": int, "text": str, "uuid": UUID}
    async with bank.bank.db.writers.acquire() as connection:
        for name, column in sealed_columns().items():
            found = await connection.fetchval(_TYPE, column.table, column.row)
            assert types[found] is column.rows, f"declare rows={types[found].__name__} for {name}"


async def test_old_values_are_not_refused_while_there_are_any(bank: World) -> None:
    mei = await bank.customer("李梅")
    worker = await makes_a_key(bank, "aes-256-gcm")
    with pytest.raises(StillUnbound):
        await bind_all(bank.bank.db, bank.bank.vault)
    while await worker.once():
        pass
    await bind_all(bank.bank.db, bank.bank.vault)
    assert (await mei.call("party.me")).code == "ok"


async def test_a_new_key_is_on_record(bank: World) -> None:
    await makes_a_key(bank, "aes-256-gcm")
    async with bank.bank.db.writers.acquire() as connection:
        said: Any = await connection.fetchval(
            "SELECT said FROM journal_record WHERE verb = 'keys.rotate' ORDER BY batch DESC LIMIT 1"
        )
    newest = max(bank.bank.vault.numbers)
    assert json.loads(said)["facts"] == [{"fact": "privacy.key_made", "key": newest, "suite": "aes-256-gcm"}]
    worker = bank.bank.worker()
    while await worker.once():
        pass


async def test_every_value_of_the_bank_is_sealed_for_its_row(bank: World) -> None:
    await bank.customer("李梅")

    assert all(each.bound for each in await sealed_with(bank.bank.db))
    async with bank.bank.db.writers.acquire() as connection:
        row: Any = await connection.fetchrow("SELECT id, phone FROM party_person ORDER BY id LIMIT 1")
    with pytest.raises(Unreadable):
        bank.bank.vault.unseal(row["phone"], PHONE, row["id"] + 1)
