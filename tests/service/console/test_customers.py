"""Customers at the console: found by what they say in full, shown masked, whole for a reason and on record."""

from __future__ import annotations

from typing import Any

import asyncpg
import msgspec
import pytest
from tests.world import Cast, Member, Person, Row, World, asks, clerks_get, yuan

from sycee.guard.identity import inbox


async def _reveals(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"customer": cast.owner.party, "field": "phone", "reason": "complaint", "note": "客户来电核对转账"}


async def _resets(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    somebody = await cast.world.customer("孟怀瑾", signed_in=False)
    return {"customer": somebody.party, "reason": "customer_asked", "note": "客户来电说手机丢了"}


_WHOSE = asks(lambda c: {"customer": c.owner.party})
MATRIX = {
    "customer.find": (Row(asks(lambda c: {"text": c.owner.phone}), clerks_get()),),
    "customer.show": (Row(_WHOSE, clerks_get()),),
    "customer.accounts": (Row(_WHOSE, clerks_get()),),
    "customer.entries": (Row(_WHOSE, clerks_get()),),
    "customer.reveal": (Row(_reveals, clerks_get()),),
    "customer.reset": (Row(_resets, clerks_get()),),
}
NOTE = "客户来电要求核对手机号"


@pytest.fixture(scope="module")
async def lin(world: World) -> Member:
    return await world.member("customers", "entries", "reveal")


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("司徒望舒", cny="73194.27")


async def facts_of(bank: World, member: Member) -> list[dict[str, Any]]:
    """The facts in a member's records, oldest first; `verb` and `refused` are the record's."""
    owner = await asyncpg.connect(bank.bank.dsn)
    rows = await owner.fetch(
        "SELECT verb, refused, said FROM journal_record WHERE subject = $1 ORDER BY booked_at, batch",
        -1 - member.number,
    )
    await owner.close()
    told = [(r["verb"], r["refused"], msgspec.json.decode(r["said"])) for r in rows]
    return [{"verb": v, "refused": no, **(s.get("facts") or [{}])[0], "code": s.get("code")} for v, no, s in told]


@pytest.mark.parametrize("by", ["phone", "account", "number", "name"])
async def test_a_customer_is_found_by_what_they_say_in_full(bank: World, lin: Member, mei: Person, by: str) -> None:
    text = {"phone": f"+86 {mei.phone}", "account": mei.number, "number": str(mei.party), "name": mei.name}[by]

    said = (await lin.call("customer.find", text=text)).body

    assert (said["by"], said["more"]) == (by, False)
    assert mei.party in [c["customer"] for c in said["customers"]]


@pytest.mark.parametrize(
    "text", ["司徒", "司徒望", "%", "司徒望_", "1370000", "0", "99999999", "13799999999", "x" * 60]
)
async def test_no_part_of_anything_finds_anybody(bank: World, lin: Member, mei: Person, text: str) -> None:
    said = await lin.call("customer.find", text=text)

    assert (said.status, said.body["customers"]) == (200, [])


async def test_a_customer_is_shown_masked_and_their_sums_as_ranges(bank: World, lin: Member, mei: Person) -> None:
    said = await lin.call("customer.show", customer=mei.party)
    shown, text = said.body["customer"], str(said.body)

    assert (shown["name"], shown["phone"]) == ("司**舒", f"137****{mei.phone[-4:]}")
    assert set(shown["document"][1:-1]) == {"*"}
    assert next((a["range"], a["tail"]) for a in said.body["accounts"]) == ("5 万至 20 万", mei.number[-4:])
    assert not [secret for secret in (mei.name, mei.phone, mei.number, "73194", "33010619900101") if secret in text]


async def test_many_of_one_name_are_twenty_and_the_word_that_there_are_more(bank: World, lin: Member) -> None:
    for _ in range(21):
        await bank.customer("重名甲", signed_in=False)

    said = (await lin.call("customer.find", text="重名甲")).body

    assert (len(said["customers"]), said["more"]) == (20, True)


async def test_a_reveal_tells_the_value_once_and_records_who_what_and_why(
    bank: World, mei: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    lin, key = await bank.member("reveal"), bank.new_key()
    ask = {"customer": mei.party, "reason": "customer_asked", "note": NOTE, "case": "K-2026-118"}
    said = {field: (await lin.call("customer.reveal", field=field, **ask)).body for field in ("phone", "name")}
    document = (await lin.call("customer.reveal", key=key, field="document", **ask)).body["value"]
    told = [fact for fact in await facts_of(bank, lin) if fact["verb"] == "customer.reveal"]
    owner = await asyncpg.connect(bank.bank.dsn)
    journal = await owner.fetchval("SELECT string_agg(said, ' ') FROM journal_record WHERE subject = $1",
                                   -1 - lin.number)  # fmt: skip
    await owner.close()
    captured = capfd.readouterr()

    assert (said["phone"], said["name"]) == ({"value": mei.phone}, {"value": mei.name})
    assert document.startswith("33010619900101")
    assert told[0] == {
        "verb": "customer.reveal", "refused": False, "fact": "staff.revealed", "member": lin.number,
        "customer": mei.party, "field": "phone", "reason": "customer_asked", "note": NOTE, "case": "K-2026-118",
        "code": None,
    }  # fmt: skip
    assert [fact["field"] for fact in told] == ["phone", "name", "document"]
    for value in (mei.phone, mei.name, document):
        assert value not in journal + captured.out + captured.err
    assert (await lin.call("customer.reveal", key=key, field="document", **ask)).body["value"] == document
    assert len(await facts_of(bank, lin)) == len(told) + 1, "asked again under its key it is seen, and recorded, again"


@pytest.mark.parametrize(
    ("ask", "field"),
    [({"note": "短"}, "note"), ({"note": "        "}, "note"), ({"reason": "curious"}, "reason"),
     ({"field": "password"}, "field"), ({"case": "有 空格"}, "case")],
)  # fmt: skip
async def test_without_a_real_reason_nothing_is_revealed(
    bank: World, lin: Member, mei: Person, ask: dict[str, str], field: str
) -> None:
    whole = {"customer": mei.party, "field": "phone", "reason": "fraud", "note": NOTE} | ask
    said = await lin.call("customer.reveal", **whole)

    assert (said.code, said.body["field"]) == ("bad_input", field)


async def test_the_data_itself_cannot_be_written_into_the_reason(bank: World, lin: Member, mei: Person) -> None:
    ask = {"customer": mei.party, "field": "phone", "reason": "fraud", "note": NOTE}
    parts = f"{mei.phone[:3]}-{mei.phone[3:7]} {mei.phone[7:]}"

    for other in (
        {"note": f"客户手机是 {mei.phone} 吗"},
        {"note": f"客户手机是 {parts} 吗"},
        {"case": f"K-{mei.phone}-2"},
    ):
        said = await lin.call("customer.reveal", **(ask | other))
        assert (said.code, said.body["field"]) == ("bad_input", next(iter(other)))
    assert mei.phone not in str(await facts_of(bank, lin))
    assert parts not in str(await facts_of(bank, lin))


async def test_reveals_and_look_ups_have_a_pace(bank: World, mei: Person) -> None:
    lin = await bank.member("customers", "reveal")
    ask = {"customer": mei.party, "field": "phone", "reason": "complaint", "note": NOTE}
    reveals = [(await lin.call("customer.reveal", **ask)).code for _ in range(21)]
    looks = [(await lin.call("customer.show", customer=mei.party)).code for _ in range(121)]

    assert (reveals, looks) == (["ok"] * 20 + ["too_many"], ["ok"] * 120 + ["too_many"])


async def test_whatever_is_looked_at_or_tried_is_on_record(bank: World, mei: Person) -> None:
    lin = await bank.member("customers")
    await lin.call("customer.find", text=mei.phone)
    await lin.call("customer.show", customer=mei.party)
    await lin.call("customer.show", customer=999_999_999)
    await lin.call("customer.entries", customer=mei.party)

    told = await facts_of(bank, lin)

    assert [(t["verb"], t["refused"], t["code"]) for t in told] == [
        ("customer.find", False, None), ("customer.show", False, None), ("customer.show", True, "not_found"),
        ("customer.entries", True, "not_allowed"),
    ]  # fmt: skip
    looked = [(t["what"], t["customer"], t["found"]) for t in told[:2]]
    assert looked == [("find", mei.party, 1), ("customer", mei.party, 1)]
    assert mei.phone not in str(told)


async def test_entries_show_the_amount_and_neither_the_others_name_nor_the_memo(bank: World, lin: Member) -> None:
    payer, shop = await bank.customer("陆远舟", cny="500"), await bank.customer("顾念慈")
    asked = await payer.sends(await payer.adds(shop), "12.34", memo="canary memo")
    assert (await payer.confirms(asked.body["facts"]["proposal"])).status == 200

    said = await lin.call("customer.entries", customer=payer.party, direction="out")
    [entry] = said.body["entries"]

    assert (entry["amount"], entry["counterparty"]) == ({"amount": "-12.34", "asset": "CNY"}, "顾*慈")
    assert not [secret for secret in ("canary", "顾念慈", payer.number) if secret in str(said.body)]


async def test_entries_are_found_by_size_day_and_account_a_page_at_a_time(bank: World, lin: Member) -> None:
    saver = await bank.customer("何以宁", cny="500")
    for amount in ("1.00", "2.00", "3.00"):
        await saver.call("transfer.own", source=saver.current, target=saver.savings, amount=yuan(amount))

    async def amounts(**filters: Any) -> list[str]:
        said = await lin.call("customer.entries", customer=saver.party, **filters)
        return [e["amount"]["amount"] for e in said.body["entries"]]

    assert await amounts(account=saver.savings) == ["3.00", "2.00", "1.00"]
    assert await amounts(account=saver.savings, least=yuan("2.00"), most=yuan("2.50")) == ["2.00"]
    assert await amounts(until="2020-01-01") == []
    first = (await lin.call("customer.entries", customer=saver.party, account=saver.savings, limit=2)).body
    assert await amounts(account=saver.savings, limit=2, cursor=first["next"]) == ["1.00"]
    other = await bank.customer("陆远")
    assert (await lin.call("customer.entries", customer=saver.party, account=other.current)).code == "not_found"


async def test_accounts_have_sums_for_who_may_see_entries(bank: World, lin: Member, mei: Person) -> None:
    said = await lin.call("customer.accounts", customer=mei.party)
    current = said.body["accounts"][0]

    assert (current["balance"], current["state"]) == ({"amount": "73194.27", "asset": "CNY"}, "open")
    assert current["number"] == f"{mei.number[:4]} **** **** {mei.number[-4:]}"


async def test_staff_start_a_reset_for_a_reason_and_learn_and_set_no_secret(bank: World) -> None:
    lin, mei = await bank.member("reset"), await bank.customer("司徒望月")
    ask = {"customer": mei.party, "reason": "customer_asked", "case": "K-2026-119"}
    for note in ("短", " " * 12):
        refused = await lin.call("customer.reset", note=note, **ask)
        assert (refused.code, refused.body["field"]) == ("bad_input", "note")
    assert (await lin.call("customer.reset", note=NOTE, password="a-secret-of-staffs-77", **ask)).code == "bad_input"
    assert (await mei.call("party.me")).code == "ok", "nothing was done yet"

    said = await lin.call("customer.reset", note=NOTE, **ask)

    assert (said.code, said.body) == ("ok", {})
    assert (await mei.call("party.me")).code == "not_signed_in"
    for password in (mei.password, ""):
        again = await bank.call("session.start", {"phone": mei.phone, "password": password})
        assert again.code == "wrong_credentials", "the old one lets nobody in, and no other was set"
    told = [fact for fact in await facts_of(bank, lin) if fact["verb"] == "customer.reset" and not fact["refused"]]
    assert [(t["fact"], t["customer"], t["reason"], t["note"], t["case"]) for t in told] == [
        ("staff.reset", mei.party, "customer_asked", NOTE, "K-2026-119")
    ]
    await bank.facts_arrive()
    worker = bank.bank.worker()
    while await worker.once():
        pass
    texts = [text for _, text in await inbox(bank.bank.context(), mei.phone)]
    assert any("忘记密码" in text and "员工" in text for text in texts), texts


async def test_a_reset_of_nobodys_number_and_more_than_twenty_in_an_hour_are_refused(bank: World) -> None:
    lin = await bank.member("reset")
    ask = {"customer": 999_999_999, "reason": "fraud", "note": NOTE}

    said = [(await lin.call("customer.reset", **ask)).code for _ in range(21)]

    assert said == [*["not_found"] * 20, "too_many"]
