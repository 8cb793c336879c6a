"""The command itself, as a process beside the open bank: what it prints, and how it ends."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import asyncpg
import pytest
from tests.world import Person, Ran, World, sycee

STATEMENT = (
    "账号：6222****0001\n共2笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    "2026-01-02,08:00:00,工资,1000.00,,1000.00,海风科技,A1\n2026-01-03,09:30:00,消费,,20.00,980.00,书店,A2\n"
)


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="900", signed_in=False)


@pytest.fixture
def home(bank: World) -> Path:
    return bank.bank.settings.home


async def runs(home: Path, *commands: tuple[str, ...], **environment: str) -> list[Ran]:
    """Run these commands side by side."""
    return list(await asyncio.gather(*(sycee(home, *words, **environment) for words in commands)))


async def test_the_doctor_tells_what_the_bank_runs_on(home: Path) -> None:
    [ran] = await runs(home, ("doctor",))

    assert (ran.status, ran.err) == (0, "")
    facts = dict(line.split(None, 1) for line in ran.out.splitlines())
    assert facts["home"] == str(home)
    assert facts["fsync"].startswith("on")
    assert facts["full_page_writes"] == "on"
    assert facts["database"] == facts["till"] == "True"
    assert "simulated" in facts


async def test_both_proofs_hold_beside_the_open_bank(home: Path) -> None:
    books, record = await runs(home, ("ledger", "verify"), ("audit", "verify"))

    assert (books.status, record.status, books.err, record.err) == (0, 0, "", "")
    assert "✗" not in books.out + record.out
    assert books.out.count("✓") >= 6
    assert " records in " in record.out


async def test_the_catalog_is_a_list(home: Path) -> None:
    listed, table = await runs(home, ("catalog", "--json"), ("catalog",))

    verbs = listed.json
    assert (listed.status, table.status) == (0, 0)
    assert isinstance(verbs, list)
    assert {"transfer.send", "book.bring", "proposal.confirm"} <= {verb["name"] for verb in verbs}
    assert all(verb["name"] in table.out for verb in verbs)


async def test_bringing_files_prints_an_object_for_each(home: Path, tmp_path: Path) -> None:
    good, bad, none = tmp_path / "good.csv", tmp_path / "bad.csv", tmp_path / "none.csv"
    good.write_text(STATEMENT, "utf-8")
    bad.write_bytes(b"\x00\x01")

    first = await sycee(home, "bring", "--json", str(good), str(bad), str(none), str(good))

    told = [json.loads(line) for line in first.out.splitlines()]
    assert first.status == 1, "one of them could not be read"
    assert [t["file"] for t in told] == [str(good), str(bad), str(none), str(good)]
    assert {"format", "account", "rows_read", "skipped", "income", "expense", "added", "already_there"} <= set(told[0])
    assert (told[0]["rows_read"], told[0]["added"], told[0]["already_there"]) == (2, 2, 0)
    assert (told[0]["income"], told[0]["expense"]) == ({"CNY": "1000.00"}, {"CNY": "20.00"})
    assert [t.get("code") for t in told] == [None, "unreadable_file", "no_file", None]
    assert (told[3]["added"], told[3]["already_there"]) == (0, 2)


async def test_what_is_brought_for_a_customer_is_in_their_book(
    bank: World, mei: Person, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "hers.csv"
    file.write_text(STATEMENT, "utf-8")
    await mei.signs_in()

    ran, nobody, no_phone = await runs(
        home, ("bring", "--as", mei.phone, str(file)), ("bring", "--as", "13999999999", str(file)),
        ("bring", "--as", "x", str(file)),
    )  # fmt: skip

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("✓")
    assert [e["source"] for e in (await mei.call("book.entries")).body["entries"]].count("outside") == 2
    for refused in (nobody, no_phone):
        assert (refused.status, refused.out) == (1, "")
        assert len(refused.err.strip().splitlines()) <= 2
        assert "Traceback" not in refused.err


async def test_one_may_sign_in_call_and_sign_out_at_a_terminal(bank: World, mei: Person, home: Path) -> None:
    before = await sycee(home, "call", "party.me")
    wrong = await sycee(home, "sign-in", "--phone", mei.phone, "--password", "not hers")
    signed = await sycee(home, "sign-in", "--phone", mei.phone, "--password", mei.password)
    kept = bank.bank.settings.token
    mode, token = kept.stat().st_mode & 0o777, kept.read_text("ascii")
    me, moved = await runs(
        home, ("call", "party.me", "--lang", "en"),
        ("call", "transfer.own", "--json", json.dumps({"source": mei.current, "target": mei.savings,
                                                       "amount": {"amount": "5.00", "asset": "CNY"}})),
    )  # fmt: skip
    out = await sycee(home, "sign-out")

    assert (before.status, before.json["code"]) == (1, "not_signed_in")
    assert wrong.status == 1
    assert "密码不正确" in wrong.out
    assert (signed.status, mode) == (0, 0o600)
    assert token not in signed.out + signed.err
    assert (me.status, me.json["name"]) == (0, "李梅")
    assert (moved.status, moved.json["amount"]) == (0, {"amount": "5.00", "asset": "CNY"})
    assert out.status == 0
    assert not kept.exists()
    assert (await bank.call("party.me", {}, token=token)).code == "not_signed_in"
    await mei.signs_in()
    assert await mei.balance(mei.savings) == "5.00"


async def test_what_cannot_be_done_is_said_in_a_sentence(home: Path) -> None:
    no_verb, no_json, no_key, no_port = await asyncio.gather(
        sycee(home, "call", "transfer.nothing"),
        sycee(home, "call", "party.me", "--json", "{"),
        sycee(home, "call", "party.me", "--key", "x"),
        sycee(home, "serve", SYCEE_PORT="many"),
    )

    assert (no_verb.status, no_verb.json["code"], no_verb.json["field"]) == (1, "not_found", "name")
    assert (no_json.status, no_json.json["code"]) == (1, "not_signed_in")
    for ran in (no_key, no_port):
        assert (ran.status, ran.out) == (1, "")
        assert "Traceback" not in ran.err
    assert "UUID" in no_key.err
    assert "SYCEE_PORT" in no_port.err


@pytest.fixture
async def elsewhere(bank: World) -> dict[str, str]:
    """A database of its own, named by its address: what `sycee` needs in its environment to work there."""
    dsn = await bank.database("elsewhere")
    return {"SYCEE_DATABASE_URL": dsn}


async def test_a_database_that_is_named_is_used_and_what_was_tampered_with_there_is_found(
    elsewhere: dict[str, str], tmp_path: Path
) -> None:
    home, file = tmp_path / "home", tmp_path / "a.csv"
    file.write_text(STATEMENT, "utf-8")
    made, again = [await sycee(home, "migrate", **elsewhere) for _ in range(2)]
    brought = await sycee(home, "bring", "--json", str(file), **elsewhere)
    whole = await sycee(home, "audit", "verify", **elsewhere)
    owner = await asyncpg.connect(elsewhere["SYCEE_DATABASE_URL"])
    await owner.execute("UPDATE journal_record SET said = said || ' '")
    await owner.execute("INSERT INTO ledger_account (owner, asset, credits) VALUES (1, 1, 100)")
    await owner.close()
    record, books = await runs(home, ("audit", "verify"), ("ledger", "verify"), **elsewhere)

    assert (made.status, made.out.count("applied ")) == (0, len(made.out.splitlines()))
    assert again.out.startswith("nothing to do")
    assert brought.json["added"] == 2
    assert (whole.status, record.status, books.status) == (0, 1, 1)
    assert "slot 0" in record.out
    assert books.out.count("✗") == 2
