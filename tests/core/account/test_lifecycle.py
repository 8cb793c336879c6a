"""An account's life: opened, named, upgraded, closed; and what is said before it is missed."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from tests.world import Cast, Newcomer, Person, Row, Said, World, asks, gets, yuan
from tests.world._matrix import NEVER
from tests.world._newcomer import encoded, picture

from sycee.core.account import is_number
from sycee.kit.ids import new_id
from sycee.kit.time import bank_day

FACE = encoded(picture(480, 640))


def document_of(person: Person) -> str:
    """The number that the tests' customers join with."""
    return f"33010619900101{int(person.phone[3:]):04d}"


async def makes_second_class(bank: World, account: int) -> None:
    """As if its holder had joined by themselves."""
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute("UPDATE account_account SET grade = 2 WHERE id = $1", account)
    await owner.execute("UPDATE ledger_account SET day_cap = 1000000 WHERE id = $1", account)
    await owner.close()


async def _closable(cast: Cast) -> dict[str, Any]:
    owner = await asyncpg.connect(cast.world.bank.dsn)
    number = await owner.fetchval(
        "SELECT id FROM account_account WHERE owner = $1 AND title = '空' AND closed_at IS NULL", cast.owner.party
    )
    await owner.close()
    if number is None:
        number = (await cast.owner.call("account.open", kind="savings", title="空")).body["id"]
    return {"account": number}


async def _upgradable(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    await makes_second_class(cast.world, cast.owner.savings)
    return {"account": cast.owner.savings, "document": document_of(cast.owner), "face": FACE}


MATRIX = {
    "account.open": (
        Row(asks(lambda _: {"kind": "current", "title": "备用"}), gets("ok"), tells="it is the caller's own"),
    ),
    "account.rename": (
        Row(asks(lambda c: {"account": c.owner.savings, "title": "旅行"}), gets("no_such_account"),
            never={"account": NEVER}),
    ),
    "account.close": (
        Row(_closable, gets("no_such_account", owner="step_up_needed"), never={"account": NEVER}),
    ),
    "account.upgrade": (Row(_upgradable, gets("no_such_account"), never={"account": NEVER}),),
    "party.missing": (Row(asks(lambda _: {}), gets("ok")),),
}  # fmt: skip


async def accounts_of(person: Person) -> dict[int, dict[str, Any]]:
    return {a["id"]: a for a in (await person.call("account.list")).body["accounts"]}


async def closes(person: Person, account: int) -> Said:
    """Ask to close, and confirm with the code."""
    asked = await person.call("account.close", account=account)
    return asked if asked.code != "step_up_needed" else await person.confirms(asked.body["facts"]["proposal"])


class Joined(Person):
    """Somebody who joined by themselves, and is signed in."""

    document = ""

    @classmethod
    async def at(cls, bank: World) -> Joined:
        who = Newcomer(bank)
        said = await who.joins()
        assert said.code == "ok", said
        accounts = await bank.call("account.list", {}, token=said.body["token"])
        account = accounts.body["accounts"][0]
        made = cls(bank, who.name, who.phone, "", 0, account["id"], 0, account["number"], who.address)
        made.token, made.document = said.body["token"], who.document
        return made


async def test_another_account_has_a_number_of_its_own_and_the_name_it_was_given(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")

    said = await mei.call("account.open", kind="savings", title="旅行")

    assert said.code == "ok", said
    kept = (await accounts_of(mei))[said.body["id"]]
    assert (kept["title"], kept["kind"], kept["grade"], kept["state"]) == ("旅行", "savings", 1, "open")
    assert kept["number"] == said.body["number"]
    assert is_number(kept["number"])
    assert kept["day_cap"] == yuan("200000.00")
    moved = await mei.call("transfer.own", source=mei.current, target=said.body["id"], amount=yuan("5.00"))
    assert moved.code == "ok"


async def test_the_same_call_opens_one_account(bank: World) -> None:
    mei, key = await bank.customer("李梅"), new_id(bank.bank.clock())

    said = [await mei.call("account.open", key=key, kind="current") for _ in range(2)]

    assert said[0] == said[1]
    assert len(await accounts_of(mei)) == 3


async def test_there_are_five_of_a_kind_and_no_more_however_many_are_asked_for_at_once(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await asyncio.gather(*(mei.call("account.open", kind="savings") for _ in range(12)))

    assert sorted(s.code for s in said) == ["ok"] * 4 + ["too_many_accounts"] * 8
    assert next(s for s in said if s.code != "ok").body["facts"] == {"most": 5}
    assert (await mei.call("account.open", kind="current")).code == "ok", "of another kind there may be"


@pytest.mark.parametrize(
    ("ask", "field"),
    [({"kind": "shop"}, "kind"), ({"kind": "bank"}, "kind"), ({}, "kind"),
     ({"kind": "current", "title": "x" * 21}, "title"), ({"kind": "current", "title": "a\u202eb"}, "title"),
     ({"kind": "current", "grade": 1}, "grade"), ({"kind": "current", "owner": 1}, "owner")],
    ids=str,
)  # fmt: skip
async def test_what_may_not_be_opened_is_named(bank: World, ask: dict[str, Any], field: str) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("account.open", **ask)

    assert (said.status, said.code, said.body["field"]) == (422, "bad_input", field)
    assert len(await accounts_of(mei)) == 2


async def test_an_account_is_called_what_its_holder_likes(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    assert (await mei.call("account.rename", account=mei.savings, title=" 旅行 ")).code == "ok"
    assert (await accounts_of(mei))[mei.savings]["title"] == "旅行"
    assert (await mei.call("account.rename", account=mei.savings, title="")).code == "ok"
    assert (await accounts_of(mei))[mei.savings]["title"] == "储蓄账户"
    assert (await wang.call("account.rename", account=mei.savings, title="我的")).code == "no_such_account"


async def test_an_empty_account_is_closed_with_a_proof_and_for_good(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海", cny="100")
    extra = (await mei.call("account.open", kind="savings", title="旧")).body
    asked = await mei.call("account.close", account=extra["id"])
    assert asked.code == "step_up_needed"
    shown = [line["value"] for line in asked.body["facts"]["shown"]]
    assert f"旧 {extra['number'][-4:]}" in shown
    assert (await accounts_of(mei))[extra["id"]]["state"] == "open", "nothing is done before the proof"

    said = await mei.confirms(asked.body["facts"]["proposal"])

    assert (said.code, said.body["capability"]) == ("ok", "account.close"), said
    assert (await accounts_of(mei))[extra["id"]]["state"] == "closed"
    again = await mei.call("account.close", account=extra["id"])
    assert again.code == "account_closed"
    money = {"source": mei.current, "target": extra["id"], "amount": yuan("1.00")}
    assert (await mei.call("transfer.own", **money)).code == "account_closed"
    assert (await wang.call("payee.check", to=extra["number"])).code == "payee_not_found"


async def test_an_account_with_money_or_the_last_one_is_not_closed(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")
    full = await mei.call("account.close", account=mei.current)
    assert (full.code, full.body["facts"]["balance"]) == ("account_not_empty", yuan("100.00"))

    assert (await closes(mei, mei.savings)).code == "ok"
    for account in (mei.current,):
        said = await mei.call("account.close", account=account)
        assert said.code == "last_account"


async def test_what_came_in_before_the_proof_keeps_the_account(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")
    asked = await mei.call("account.close", account=mei.savings)
    moved = await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("1.00"))
    assert moved.code == "ok"

    said = await mei.confirms(asked.body["facts"]["proposal"])

    assert (said.code, said.body["facts"]["refused"]) == ("overtaken", "account_not_empty"), said
    assert (await accounts_of(mei))[mei.savings]["state"] == "open"


async def test_a_payment_and_a_closing_at_once_leave_no_money_in_a_closed_account(bank: World) -> None:
    for _ in range(4):
        mei = await bank.customer("李梅", cny="100")
        asked = await mei.call("account.close", account=mei.savings)
        proposal = asked.body["facts"]["proposal"]
        await mei.call("proposal.challenge", proposal=proposal)
        code = await mei.code()
        money = {"source": mei.current, "target": mei.savings, "amount": yuan("1.00")}

        closed, paid = await asyncio.gather(
            mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code), mei.call("transfer.own", **money)
        )

        assert (closed.code, paid.code) in (("ok", "account_closed"), ("overtaken", "ok"))
        kept = (await accounts_of(mei))[mei.savings]
        assert (kept["state"], kept["balance"]["amount"]) in (("closed", "0.00"), ("open", "1.00"))


async def test_of_the_last_two_accounts_closed_at_once_one_stays(bank: World) -> None:
    mei = await bank.customer("李梅")
    proposals = []
    for account in (mei.current, mei.savings):
        asked = await mei.call("account.close", account=account)
        proposal = asked.body["facts"]["proposal"]
        await mei.call("proposal.challenge", proposal=proposal)
        proposals.append((proposal, await mei.code()))

    said = await asyncio.gather(
        *(mei.call("proposal.confirm", proposal=p, factor="sms", code=code) for p, code in proposals)
    )

    assert sorted(s.code for s in said) == ["ok", "overtaken"]
    assert next(s for s in said if s.code != "ok").body["facts"]["refused"] == "last_account"
    assert sorted(a["state"] for a in (await accounts_of(mei)).values()) == ["closed", "open"]


async def test_who_joined_alone_pays_others_ten_thousand_a_day(bank: World) -> None:
    who, wang = await Joined.at(bank), await bank.customer("王海")
    await bank.brings_in(who.current, "30000")
    payee = await bank.was_added_long_ago(await who.adds(wang))
    first = await who.confirms((await who.sends(payee, "9999.00")).body["facts"]["proposal"])
    assert first.code == "ok", first

    over = await who.confirms((await who.sends(payee, "2.00")).body["facts"]["proposal"])

    assert over.code == "day_limit", over
    assert await wang.balance() == "9999.00"


async def test_a_second_account_does_not_double_what_goes_out(bank: World) -> None:
    who, wang = await Joined.at(bank), await bank.customer("王海")
    await bank.brings_in(who.current, "500")
    second = (await who.call("account.open", kind="savings")).body
    assert second["grade"] == 2
    moved = await who.call("transfer.own", source=who.current, target=second["id"], amount=yuan("300.00"))
    assert moved.code == "ok", "between one's own accounts money goes freely"
    payee = await who.adds(wang)
    asked = await who.call("transfer.send", source=second["id"], payee=payee, amount=yuan("1.00"), memo="")

    said = asked if asked.code != "step_up_needed" else await who.confirms(asked.body["facts"]["proposal"])

    assert said.code == "day_limit"


async def test_document_and_face_lift_every_account(bank: World) -> None:
    who = await Joined.at(bank)
    second = (await who.call("account.open", kind="savings")).body["id"]
    assert {a["grade"] for a in (await accounts_of(who)).values()} == {2}

    said = await who.call("account.upgrade", account=who.current, document=who.document, face=FACE)

    assert (said.code, said.body) == (
        "ok", {"accounts": 2, "day_cap": yuan("200000.00"), "simulated": True},
    ), said  # fmt: skip
    kept = await accounts_of(who)
    assert {(a["grade"], a["day_cap"]["amount"]) for a in kept.values()} == {(1, "200000.00")}
    again = await who.call("account.upgrade", account=second, document=who.document, face=FACE)
    assert again.code == "already_upgraded"


async def test_another_number_or_a_face_that_is_none_lifts_nothing(bank: World) -> None:
    who, other = await Joined.at(bank), await Joined.at(bank)
    for ask, code, field in (
        ({"document": other.document, "face": FACE}, "document_mismatch", "document"),
        ({"document": who.document, "face": encoded(picture(200, 200))}, "face_mismatch", "face"),
        ({"document": who.document, "face": encoded(b"no picture")}, "bad_image", "face"),
    ):
        said = await who.call("account.upgrade", account=who.current, **ask)
        assert (said.code, said.body["field"]) == (code, field)
    said = await who.call("account.upgrade", account=other.current, document=who.document, face=FACE)
    assert said.code == "no_such_account"
    assert {a["grade"] for a in (await accounts_of(who)).values()} == {2}
    for _ in range(3):
        await who.call("account.upgrade", account=who.current, document=other.document, face=FACE)
    said = await who.call("account.upgrade", account=who.current, document=who.document, face=FACE)
    assert said.code == "too_many"
    with bank.hands.later(hours=24, seconds=1):
        fresh = await bank.call(
            "session.start", {"phone": who.phone, "password": "quiet-canal-7714"}, address=who.address
        )
        ask = {"account": who.current, "document": who.document, "face": FACE}
        assert (await bank.call("account.upgrade", ask, token=fresh.body["token"])).code == "ok"


async def test_no_face_is_kept(bank: World) -> None:
    who, canary = await Joined.at(bank), b"canary-face-9917"
    face = encoded(picture(480, 640, salt=canary))
    assert (await who.call("account.upgrade", account=who.current, document=who.document, face=face)).code == "ok"
    owner = await asyncpg.connect(bank.bank.dsn)
    tables = [r[0] for r in await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for table in tables:
        rows = [r[0] for r in await owner.fetch(f"SELECT t::text FROM {table} t")]
        for form in (canary.decode(), canary.hex(), who.document, who.document.encode().hex()):
            assert not any(form in row for row in rows), table
    await owner.close()


async def test_facts_tell_of_an_accounts_life(bank: World) -> None:
    who = await Joined.at(bank)
    second = (await who.call("account.open", kind="savings")).body["id"]
    await who.call("account.upgrade", account=who.current, document=who.document, face=FACE)
    await closes(who, second)
    owner = await asyncpg.connect(bank.bank.dsn)
    said = await owner.fetch("SELECT said FROM journal_record WHERE said LIKE '%\"account.%' OR said LIKE '%joined%'")
    subject = await owner.fetchval("SELECT owner FROM account_account WHERE id = $1", who.current)
    await owner.close()
    facts = [f for r in said for f in json.loads(r["said"]).get("facts", []) if f.get("subject") == subject]

    assert [f["fact"] for f in facts if f["fact"].startswith(("account.", "party."))] == [
        "party.joined", "account.opened", "account.opened", "account.upgraded", "account.closed",
    ]  # fmt: skip
    assert next(f for f in facts if f["fact"] == "account.closed") == {
        "fact": "account.closed", "subject": subject, "account": second,
    }  # fmt: skip


async def test_what_is_missing_is_said_before_it_is_needed(bank: World) -> None:
    who, wang = await Joined.at(bank), await bank.customer("王海")

    found = (await who.call("party.missing")).body["missing"]
    assert [(m["what"], m["verb"]) for m in found] == [
        ("upgrade", "account.upgrade"), ("money", "account.list"), ("payee", "payee.add"),
    ]  # fmt: skip
    assert "10,000" in found[0]["why"]

    await who.call("account.upgrade", account=who.current, document=who.document, face=FACE)
    await bank.brings_in(who.current, "5")
    await who.adds(wang)
    assert (await who.call("party.missing")).body == {"missing": []}


async def test_a_document_that_expires_soon_is_said(bank: World) -> None:
    who = await Joined.at(bank)
    owner = await asyncpg.connect(bank.bank.dsn)
    today = bank.hands().date()
    set_until = "UPDATE party_person SET document_until = $2 WHERE phone_index = $1"
    for days, said in ((30, True), (400, False)):
        until = today.fromordinal(today.toordinal() + days)
        await owner.execute(set_until, bank.bank.vault.blind(who.phone), until)
        found = (await who.call("party.missing")).body["missing"]
        assert ("document" in [m["what"] for m in found]) is said
    await owner.close()


async def test_two_upgrades_at_once_are_one_and_told_once(bank: World) -> None:
    await bank.forgets_tries()
    who = await Joined.at(bank)
    ask = {"account": who.current, "document": who.document, "face": FACE}

    said = await asyncio.gather(*(who.call("account.upgrade", **ask) for _ in range(4)))

    assert sorted(one.code for one in said) == ["already_upgraded"] * 3 + ["ok"]
    await bank.facts_arrive()
    told = (await who.call("message.list", kind="service")).body["messages"]
    assert len([one for one in told if one["title"] == "账户已升级"]) == 1


async def test_no_code_and_no_order_is_made_for_a_closed_account(bank: World) -> None:
    await bank.forgets_tries()
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海", cny="100")
    assert (await closes(mei, mei.savings)).code == "ok"
    paid_by = (await wang.call("paycode.make", source=wang.current)).body["code"]

    said = [
        await mei.call("collect.make", account=mei.savings),
        await mei.call("paycode.make", source=mei.savings),
        await mei.call("paycode.charge", account=mei.savings, code=paid_by, amount=yuan("1.00")),
        await mei.call(
            "order.make", source=mei.savings, payee=await mei.adds(wang), amount=yuan("1.00"), every="once",
            first_on=(bank_day(bank.bank.clock()) + timedelta(days=1)).isoformat(),
        ),
    ]  # fmt: skip

    assert [(one.code, one.body["field"]) for one in said] == [
        ("account_closed", "account"), ("account_closed", "source"), ("account_closed", "account"),
        ("account_closed", "source"),
    ]  # fmt: skip
    charged = await mei.call("paycode.charge", account=mei.current, code=paid_by, amount=yuan("1.00"))
    assert charged.code == "ok", "the slip has not used the code up"
