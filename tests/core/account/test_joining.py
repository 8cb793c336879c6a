"""Joining: a phone, a document, a password, and one is a customer; or nothing has happened at all."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest
from tests.world import Cast, Newcomer, Row, World, gets
from tests.world._newcomer import PASSWORD, document, encoded, picture

from sycee.core.party import SimulatedReader, resident_id
from sycee.kit.ids import new_id
from sycee.kit.time import bank_day


async def _phone(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"phone": cast.owner.phone}


async def _proof(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    who = Newcomer(cast.world)
    return {"phone": who.phone, "code": await who.asks_code()}


async def _picture(cast: Cast) -> dict[str, Any]:
    return await _proof(cast) | {"image": encoded(picture())}


async def _joining(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    who = Newcomer(cast.world)
    return who.ask(await who.asks_code())


_THEIR_OWN = "whoever calls it brings a phone and papers of their own: a session adds nothing and takes nothing away"
_ALL = gets("ok", anonymous="ok")

MATRIX = {
    "join.code": (Row(_phone, _ALL, tells="the same to all, for a customer's phone and for a stranger's"),),
    "join.prove": (Row(_proof, _ALL, tells=_THEIR_OWN),),
    "join.document": (Row(_picture, _ALL, tells=_THEIR_OWN),),
    "join.finish": (Row(_joining, _ALL, tells=_THEIR_OWN),),
}


async def test_one_joins_and_is_signed_in_with_a_first_account(bank: World) -> None:
    who = Newcomer(bank)
    code = await who.asks_code()
    assert (await who.call("join.prove", phone=who.phone, code=code)).code == "ok"

    said = await who.finishes(code)

    assert said.status == 200, said
    token = said.body["token"]
    me = await bank.call("party.me", {}, token=token)
    assert me.body["name"] == who.name
    accounts = (await bank.call("account.list", {}, token=token)).body["accounts"]
    assert [(a["kind"], a["balance"]["amount"], a["state"]) for a in accounts] == [("current", "0.00", "open")]
    again = await bank.call("session.start", {"phone": who.phone, "password": PASSWORD}, address=who.address)
    assert again.code == "ok"


async def test_a_browser_that_joins_gets_its_session_in_a_cookie(bank: World) -> None:
    who = Newcomer(bank)
    ask = who.ask(await who.asks_code())
    headers = {"Content-Type": "application/json", "X-Sycee": "app", "Idempotency-Key": str(new_id(bank.bank.clock()))}

    said = await bank.http.post("/v1/join/finish", content=json.dumps(ask), headers=headers)
    bank.http.cookies.clear()

    names = [cookie.partition("=")[0] for cookie in said.headers.get_list("set-cookie")]
    assert names == ["__Host-sycee", "__Host-sycee-device"]
    assert said.json()["token"] == ""


async def test_the_answer_to_a_customers_phone_and_to_a_strangers_is_the_same(bank: World) -> None:
    mei, who = await bank.customer("李梅", signed_in=False), Newcomer(bank)
    with_theirs = await who.call("join.code", phone=mei.phone)
    with_own = await who.call("join.code", phone=who.phone)

    assert with_theirs.status == with_own.status == 200
    assert with_theirs.body.keys() == with_own.body.keys()
    assert with_theirs.body["sent_to"] == f"{mei.phone[:3]}****{mei.phone[-4:]}"
    assert "已经是我行客户" in (await mei.texts())[0]
    assert "用于开户" in (await who.texts())[0]


async def test_a_wrong_code_reads_the_same_for_a_customers_phone_and_for_a_strangers(bank: World) -> None:
    mei, who = await bank.customer("李梅", signed_in=False), Newcomer(bank)
    for phone in (mei.phone, who.phone):
        assert (await who.call("join.code", phone=phone)).code == "ok"
    right = {mei.phone: await mei.code(), who.phone: await who.code()}
    said = []
    for phone in (mei.phone, who.phone):
        wrong = f"{(int(right[phone]) + 1) % 10**6:06}"
        said.append([await who.call("join.prove", phone=phone, code=wrong) for _ in range(6)])

    assert said[0] == said[1]
    assert [s.code for s in said[0]] == ["wrong_code"] * 5 + ["code_expired"]
    assert [s.body["facts"]["tries_left"] for s in said[0][:5]] == [4, 3, 2, 1, 0]


async def test_a_customer_who_proves_the_phone_is_told_that_they_are_one(bank: World) -> None:
    mei, who = await bank.customer("李梅", signed_in=False), Newcomer(bank)
    await who.call("join.code", phone=mei.phone)
    code = await mei.code()

    for said in (
        await who.call("join.prove", phone=mei.phone, code=code),
        await who.call("join.document", phone=mei.phone, code=code, image=encoded(picture())),
        await who.finishes(code, phone=mei.phone),
    ):
        assert (said.status, said.code, said.body["field"]) == (409, "phone_taken", "phone")
    assert await who.is_nobody()


async def test_the_same_document_joins_once(bank: World) -> None:
    first, second = Newcomer(bank), Newcomer(bank)
    second.document = first.document
    assert (await first.joins()).code == "ok"

    said = await second.joins()

    assert (said.code, said.body["field"]) == ("already_customer", "document")
    assert (await bank.call("session.start", {"phone": second.phone, "password": PASSWORD})).code == "wrong_credentials"
    second.document = document(977, "19580202")
    assert (await second.finishes(await second.code())).code == "ok", "the code was not used up by a no"


async def test_of_many_who_finish_with_one_phone_at_once_one_becomes_a_customer(bank: World) -> None:
    who = Newcomer(bank)
    code = await who.asks_code()
    papers = [document(n, "19770303") for n in range(3)]

    said = await asyncio.gather(*(who.finishes(code, document=number) for number in papers))

    codes = sorted(s.code for s in said)
    assert codes.count("ok") == 1, said
    assert set(codes) <= {"ok", "phone_taken"}
    owner = await asyncpg.connect(bank.bank.dsn)
    party, logins = bank.bank.vault.blind(who.phone), "SELECT count(*) FROM identity_login WHERE handle = $1"
    assert await owner.fetchval("SELECT count(*) FROM party_person WHERE phone_index = $1", party) == 1
    assert await owner.fetchval(logins, party) == 1
    await owner.close()
    token = next(s.body["token"] for s in said if s.code == "ok")
    assert len((await bank.call("account.list", {}, token=token)).body["accounts"]) == 1


async def test_of_two_phones_with_one_document_at_once_one_becomes_a_customer(bank: World) -> None:
    first, second = Newcomer(bank), Newcomer(bank)
    second.document = first.document
    codes = [await first.asks_code(), await second.asks_code()]

    said = await asyncio.gather(first.finishes(codes[0]), second.finishes(codes[1]))

    assert sorted(s.code for s in said) == ["already_customer", "ok"]


async def test_of_fifty_guesses_at_once_five_are_looked_at(bank: World) -> None:
    who = Newcomer(bank)
    right = int(await who.asks_code())
    guesses = [f"{(right + n) % 10**6:06}" for n in range(1, 51)]

    said = await asyncio.gather(*(who.call("join.prove", phone=who.phone, code=guess) for guess in guesses))

    assert sorted(s.code for s in said) == ["code_expired"] * 45 + ["wrong_code"] * 5
    assert (await who.call("join.prove", phone=who.phone, code=f"{right:06}")).code == "code_expired", "it is dead"


async def test_a_code_is_good_once(bank: World) -> None:
    who, other = Newcomer(bank), Newcomer(bank)
    code = await who.asks_code()
    assert (await who.finishes(code)).code == "ok"

    assert (await who.call("join.prove", phone=who.phone, code=code)).code == "phone_taken"
    assert (await other.finishes(code)).code == "code_expired", "and for one phone"
    assert await other.is_nobody()


async def test_a_code_lasts_three_minutes_and_ten_once_it_was_proven(bank: World) -> None:
    idle, busy = Newcomer(bank), Newcomer(bank)
    unproven, code = await idle.asks_code(), await busy.asks_code()
    assert (await busy.call("join.prove", phone=busy.phone, code=code)).code == "ok"

    with bank.hands.later(minutes=3, seconds=1):
        assert (await idle.finishes(unproven)).code == "code_expired"
        assert (await busy.call("join.prove", phone=busy.phone, code=code)).code == "ok"
    with bank.hands.later(minutes=10, seconds=1):
        assert (await busy.finishes(code)).code == "code_expired"
    with bank.hands.later(minutes=9):
        assert (await busy.finishes(code)).code == "ok"


async def test_the_last_code_counts_and_the_one_before_is_dead(bank: World) -> None:
    who = Newcomer(bank)
    first, second = await who.asks_code(), await who.asks_code()

    if first != second:
        assert (await who.call("join.prove", phone=who.phone, code=first)).code == "wrong_code"
    assert (await who.call("join.prove", phone=who.phone, code=second)).code == "ok"


async def test_a_lost_answer_is_asked_for_again_under_its_key(bank: World) -> None:
    who, key = Newcomer(bank), new_id(bank.bank.clock())
    code = await who.asks_code()
    first = await who.finishes(code, key=key)

    again = await who.finishes(code, key=key)

    assert (first.code, again.code) == ("ok", "ok")
    assert again.body["token"] != first.body["token"]
    assert (await bank.call("account.list", {}, token=again.body["token"])).body["accounts"][0]["kind"] == "current"
    for other in ({"key": new_id(bank.bank.clock())}, {"key": key, "password": "another-canal-7714"}):
        assert (await who.finishes(code, **other)).code == "phone_taken", "another's call, or another password"


async def test_codes_to_one_phone_and_from_one_source_are_counted(bank: World) -> None:
    who = Newcomer(bank)
    said = [await who.call("join.code", phone=who.phone) for _ in range(6)]
    assert [s.code for s in said] == ["ok"] * 5 + ["too_many"]
    assert len(await who.texts()) == 5

    flood = Newcomer(bank)
    said = await asyncio.gather(*(flood.call("join.code", phone=f"1385550{n:04}") for n in range(50)))
    assert [s.code for s in said].count("ok") == 40
    assert {s.code for s in said} == {"ok", "too_many"}
    with bank.hands.later(minutes=30, seconds=1):
        assert (await who.call("join.code", phone=who.phone)).code == "ok"


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"phone": "12345"}, "bad_phone", "phone"), ({"agree": False}, "not_agreed", "agree"),
        ({"document": "110101199001010000"}, "bad_document", "document"),
        ({"document": ""}, "bad_document", "document"),
        ({"document": document(1, "20200101")}, "too_young", "document"),
        ({"valid_until": "2020-01-01"}, "document_expired", "document"),
        ({"password": "short"}, "weak_password", "password"), ({"password": "x" * 129}, "weak_password", "password"),
        ({"password": "woaini520"}, "weak_password", "password"),
        ({"name": "查无此人"}, "identity_mismatch", "name"), ({"name": "x"}, "bad_input", "name"),
        ({"name": "沈\u200b宁"}, "bad_input", "name"), ({"code": "12345"}, "bad_input", "code"),
        ({"party": 1}, "bad_input", "party"), ({"agree": "true"}, "bad_input", "agree"),
    ],
    ids=str,
)  # fmt: skip
async def test_a_no_names_its_field_and_leaves_nothing(
    bank: World, other: dict[str, Any], code: str, field: str
) -> None:
    who = Newcomer(bank)
    sent = await who.asks_code()

    said = await who.call("join.finish", **(who.ask(sent) | other))

    assert (said.code, said.body["field"]) == (code, field), said
    assert await who.is_nobody()
    if "phone" not in other:
        assert (await who.finishes(sent)).code == "ok", "what was wrong can be mended"


async def test_a_password_has_nothing_of_its_owners_in_it(bank: World) -> None:
    who = Newcomer(bank)
    sent = await who.asks_code()
    for password in (who.phone, f"my{who.phone}!", f"{who.name}123456"):
        said = await who.finishes(sent, password=password)
        assert (said.code, said.body["facts"]) == ("weak_password", {"why": "yours"}), password
    assert "手机号" in said.body["say"]


async def test_sixteen_is_old_enough_on_the_birthday_itself(bank: World) -> None:
    today = bank_day(bank.bank.clock())
    for days, code in ((0, "ok"), (1, "too_young")):
        who = Newcomer(bank)
        born = date(today.year - 16, today.month, today.day) + timedelta(days=days)
        said = await who.joins(document=document(500 + days, f"{born:%Y%m%d}"))
        assert said.code == code, born


async def test_a_picture_becomes_a_name_and_a_number_that_say_they_are_simulated(bank: World) -> None:
    who = Newcomer(bank)
    code = await who.asks_code()
    ask = {"phone": who.phone, "code": code, "image": encoded(picture())}

    first, second = [await who.call("join.document", **ask) for _ in range(2)]

    assert first.body == second.body
    assert first.body["simulated"] is True
    assert resident_id(first.body["number"], bank_day(bank.bank.clock())) == first.body["number"]
    other = await who.call("join.document", **(ask | {"image": encoded(picture(salt=b"another"))}))
    assert other.body["number"] != first.body["number"]
    joined = await who.finishes(code, name=first.body["name"], document=first.body["number"])
    assert joined.code == "ok"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad_image"), (b"GIF89a" + b"\0" * 40, "bad_image"), (b"%PDF-1.7", "bad_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bad_image"), (picture()[:18], "bad_image"),
        (picture(15, 400), "bad_image"), (picture(60_000, 60_000), "bad_image"), (b"\xff\xd8\xff", "bad_image"),
        (b"\xff\xd8\xff\xe0\x00\x02" * 3, "bad_image"), (picture(salt=b"x" * 2 * 1024 * 1024), "bad_input"),
        (b"RIFF\0\0\0\0WEBPVP8X", "bad_image"),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
async def test_what_is_no_picture_is_refused(bank: World, content: bytes, code: str) -> None:
    who = Newcomer(bank)
    sent = await who.asks_code()

    said = await who.call("join.document", phone=who.phone, code=sent, image=encoded(content))

    assert (said.code, said.body["field"]) == (code, "image")


async def test_a_document_is_read_for_those_alone_who_have_the_phone(bank: World) -> None:
    who = Newcomer(bank)
    right = await who.asks_code()
    wrong = f"{(int(right) + 1) % 10**6:06}"

    said = await who.call("join.document", phone=who.phone, code=wrong, image=encoded(picture()))

    assert said.code == "wrong_code"


async def test_nothing_that_identifies_a_person_lies_open_or_is_logged(
    bank: World, capfd: pytest.CaptureFixture[str]
) -> None:
    who = Newcomer(bank)
    face = picture(salt=b"canary-picture-5521")
    code = await who.asks_code()
    await who.call("join.document", phone=who.phone, code=code, image=encoded(face))
    assert (await who.finishes(code, document="11010119900101000X")).code in ("bad_document", "ok")
    assert (await who.finishes(code)).code == "ok"
    owner = await asyncpg.connect(bank.bank.dsn)
    tables = [r[0] for r in await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    rows = {t: [r[0] for r in await owner.fetch(f"SELECT t::text FROM {t} t")] for t in tables}
    await owner.close()
    said = "".join(capfd.readouterr())

    for secret in (who.phone, who.document, PASSWORD, "canary-picture-5521", code):
        assert secret not in said, "logged"
    for table, kept in rows.items():
        for secret in (who.phone, who.document, PASSWORD, "canary-picture-5521"):
            for form in (secret, secret.encode().hex(), encoded(secret.encode())):
                assert not any(form in row for row in kept), f"{table} has {secret}"
    assert not any(who.name in row for row in rows["journal_record"])


async def test_strangers_noes_leave_no_record(bank: World) -> None:
    who = Newcomer(bank)
    code = await who.asks_code()
    owner = await asyncpg.connect(bank.bank.dsn)
    before = await owner.fetchval("SELECT count(*) FROM journal_record")
    for other in ({"agree": False}, {"document": "1"}, {"password": "short"}, {"name": "查无此人"}):
        await who.finishes(code, **other)
    assert await owner.fetchval("SELECT count(*) FROM journal_record") == before
    await owner.close()


async def test_simulators_say_that_they_are(bank: World) -> None:
    assert SimulatedReader().simulated
    reading = await SimulatedReader().read(b"anything", date(2026, 11, 21))
    assert reading.number == resident_id(reading.number, date(2026, 11, 21))
    assert reading.until
    assert reading.until > date(2026, 11, 21)


async def test_one_phone_does_not_ask_the_register_for_everybody(bank: World) -> None:
    await bank.forgets_tries()
    customer, thief = Newcomer(bank), Newcomer(bank)
    assert (await customer.joins()).code == "ok"
    code = await thief.asks_code()
    papers = [("查无此人", document(n, "19800101")) for n in range(9)] + [(customer.name, customer.document)] * 2

    said = [(await thief.finishes(code, name=name, document=number)).code for name, number in papers]

    assert said == ["identity_mismatch"] * 9 + ["already_customer", "too_many"]
    assert await thief.is_nobody()
    assert (await Newcomer(bank).joins()).code == "ok", "nobody else waits for it"
