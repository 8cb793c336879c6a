"""A forgotten password: phone, document and a stronger proof set another one, and go round nothing besides."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
from tests.world import Cast, Newcomer, Passkey, Person, Row, Said, World, gets, yuan
from tests.world._newcomer import PASSWORD, document, encoded, picture

NEW = "another-quiet-canal-9"
_FACE, _SMALL = encoded(picture()), encoded(picture(100, 100))


async def joined(bank: World) -> tuple[Newcomer, Person]:
    """Somebody who joined with a document of their own, signed in."""
    who = Newcomer(bank)
    said = await who.joins()
    assert said.status == 200, said
    account = (await bank.call("account.list", {}, token=said.body["token"])).body["accounts"][0]
    async with bank.bank.db.writers.acquire() as connection:
        party = await connection.fetchval("SELECT owner FROM account_account WHERE id = $1", account["id"])
    person = Person(bank, who.name, who.phone, PASSWORD, party, account["id"], 0, account["number"], who.address)
    person.token = said.body["token"]
    return who, person


async def forgets(who: Newcomer) -> tuple[dict[str, Any], str]:
    asked = await who.call("password.forgot", phone=who.phone)
    assert asked.status == 200, asked
    return asked.body, await who.code()


async def resets(who: Newcomer, code: str, **other: Any) -> Said:
    ask = {"phone": who.phone, "code": code, "document": who.document, "password": NEW, "face": _FACE} | other
    return await who.call("password.reset", **ask)


async def enters(who: Newcomer, password: str) -> str:
    return (await who.call("session.start", phone=who.phone, password=password)).code


async def _phone(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"phone": cast.owner.phone}


async def _recovering(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    who, _ = await joined(cast.world)
    _, code = await forgets(who)
    return {"phone": who.phone, "code": code, "document": who.document, "password": NEW, "face": _FACE}


_THEIR_OWN = "whoever calls it brings a phone, papers and a face of their own: a session adds and takes nothing"
_ALL = gets("ok", anonymous="ok")
MATRIX = {
    "password.forgot": (Row(_phone, _ALL, tells=_THEIR_OWN),),
    "password.reset": (Row(_recovering, _ALL, tells=_THEIR_OWN),),
}


async def test_a_face_and_the_document_set_another_password_and_every_session_ends(bank: World) -> None:
    who, person = await joined(bank)
    assistant = await person.lets_in()
    _, code = await forgets(who)

    said = await resets(who, code)

    assert said.code == "ok", said
    assert (await enters(who, PASSWORD), await enters(who, NEW)) == ("wrong_credentials", "ok")
    assert (await person.call("party.me")).code == "not_signed_in"
    assert (await bank.call("party.me", {}, token=assistant)).code == "not_signed_in"
    assert (await resets(who, code)).code == "code_expired", "a code is good once"


async def test_a_passkey_does_as_a_face_does_and_another_customers_does_not(bank: World) -> None:
    who, person = await joined(bank)
    other, mine = await bank.customer("王海"), Passkey()
    theirs = Passkey()
    await person.adds_passkey(mine)
    await other.adds_passkey(theirs)
    wrong, code = await forgets(who)
    by_them = {"ceremony": wrong["ceremony"], "assertion": theirs.signs(wrong["challenge"]), "face": None}
    assert (await resets(who, code, **by_them)).code == "not_recognised"
    again = {"ceremony": wrong["ceremony"], "assertion": mine.signs(wrong["challenge"]), "face": None}
    assert (await resets(who, code, **again)).code == "challenge_gone", "a challenge is good once"

    asked, code = await forgets(who)
    said = await resets(who, code, ceremony=asked["ceremony"], assertion=mine.signs(asked["challenge"]), face=None)

    assert said.code == "ok", said
    assert await enters(who, NEW) == "ok"


async def test_whatever_does_not_fit_is_refused_alike_and_five_tries_are_the_most(bank: World) -> None:
    who, _ = await joined(bank)
    _, code = await forgets(who)
    wrong = [
        await resets(who, code, document=document(7, "19850505")),
        await resets(who, code, face=_SMALL),
        await resets(who, code, ceremony=str(uuid4()), assertion=Passkey().signs("AAAA"), face=None),
        await resets(who, code, document=document(8, "19850505"), face=_SMALL),
    ]

    assert [said.code for said in wrong] == ["not_recognised", "not_recognised", "challenge_gone", "not_recognised"]
    assert wrong[0].body == wrong[1].body == wrong[3].body
    assert (await resets(who, code, document=document(9, "19850505"))).code == "not_recognised"
    assert (await resets(who, code)).code == "too_many"
    assert await enters(who, PASSWORD) == "ok"
    with bank.hands.later(minutes=24 * 60 + 1):
        _, code = await forgets(who)
        assert (await resets(who, code)).code == "ok"


async def test_a_strangers_phone_is_answered_as_a_customers_is_and_told_that_it_is_none(bank: World) -> None:
    who, stranger = (await joined(bank))[0], Newcomer(bank)

    known = await who.call("password.forgot", phone=who.phone)
    unknown = await stranger.call("password.forgot", phone=stranger.phone)

    assert (known.status, known.body.keys()) == (unknown.status, unknown.body.keys())
    (text,) = await stranger.texts()
    assert "不是我行客户" in text
    guess = [(await resets(one, "000000")).body for one in (who, stranger)]
    assert guess[0] == guess[1]


async def test_what_only_the_caller_can_know_is_said_before_a_code_is_looked_at(bank: World) -> None:
    who, _ = await joined(bank)
    _, code = await forgets(who)
    wrong = {
        "bad_phone": {"phone": "123"},
        "bad_document": {"document": "110101199001010000"},
        "weak_password": {"password": "12345678"},
        "bad_input": {"face": None},
        "bad_image": {"face": encoded(b"no picture")},
    }

    for expected, other in wrong.items():
        assert (await resets(who, code, **other)).code == expected
    assert (await resets(who, f"{(int(code) + 1) % 10**6:06}")).code == "wrong_code"
    assert (await resets(who, code)).code == "ok"


async def test_many_at_once_set_one_password_once(bank: World) -> None:
    who, _ = await joined(bank)
    _, code = await forgets(who)

    said = await asyncio.gather(*(resets(who, code, password=f"{NEW}{n}") for n in range(4)))

    codes = sorted(one.code for one in said)
    assert codes.count("ok") == 1, codes
    assert set(codes) <= {"ok", "code_expired", "not_recognised"}


async def test_it_goes_round_no_second_factor_and_pays_little_for_three_days(bank: World) -> None:
    who, person = await joined(bank)
    passkey, wang = Passkey(), await bank.customer("王海")
    await bank.brings_in(person.current, "90000")
    key = await person.adds_passkey(passkey)
    _, code = await forgets(who)
    assert (await resets(who, code)).code == "ok"
    person.password = NEW
    await person.signs_in()

    assert (await person.call("device.revoke_key", device=key, password=NEW)).code == "just_recovered"
    assert (await person.call("device.remove_totp", password=NEW)).code == "just_recovered"
    begun = (await person.call("device.begin_passkey")).body
    adding = await person.call(
        "device.add_passkey", ceremony=begun["ceremony"], name="贼", made=Passkey().makes(begun["challenge"])
    )
    assert adding.body["facts"]["factors"] == ["passkey"]
    assert (await person.confirms(adding.body["facts"]["proposal"])).code == "proof_too_weak"
    own = await person.call("account.open", kind="savings")
    assert own.code == "ok", own
    payee = await bank.was_added_long_ago(await person.adds(wang))
    over = await person.sends(payee, "2000.01")
    assert (over.code, over.body["facts"]["limit"], over.body["facts"]["why"]) == (
        "over_limit", yuan("2000.00"), "recovered",
    )  # fmt: skip
    with bank.hands.later(minutes=3 * 24 * 60 + 1):
        await person.signs_in()
        assert (await person.call("device.revoke_key", device=key, password=NEW)).code == "ok"


async def test_who_recovers_opens_what_wrong_tries_have_closed(bank: World) -> None:
    who, person = await joined(bank)
    assert await enters(who, "a guess") == "wrong_credentials"
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE limit_quota SET used = 100 WHERE scope LIKE 'ever sign-in:%'")
        await connection.execute(
            "INSERT INTO limit_quota (scope, since, used) VALUES ('ever code:' || $1::text, now(), 100)",
            str(person.party),
        )
    assert await enters(who, PASSWORD) == "password_closed"
    _, code = await forgets(who)

    assert (await resets(who, code)).code == "ok"

    person.password = NEW
    await person.signs_in()
    opened = (await person.call("account.open", kind="current")).body
    asked = await person.call("account.close", account=opened["id"])
    assert (await person.confirms(asked.body["facts"]["proposal"])).code == "ok"


async def test_a_passkey_that_was_copied_recovers_nothing(bank: World) -> None:
    who, person = await joined(bank)
    passkey = Passkey()
    await person.adds_passkey(passkey)
    copy = deepcopy(passkey)
    for signs, expected in ((passkey, "ok"), (copy, "not_recognised")):
        asked, code = await forgets(who)
        said = await resets(
            who, code, ceremony=asked["ceremony"], assertion=signs.signs(asked["challenge"]), face=None,
        )  # fmt: skip
        assert said.code == expected, said


async def test_an_answer_that_was_lost_is_not_a_second_recovery(bank: World) -> None:
    who, _ = await joined(bank)
    _, code = await forgets(who)
    key = bank.new_key()
    ask = {"phone": who.phone, "code": code, "document": who.document, "password": NEW, "face": _FACE}

    said = [(await who.call("password.reset", key=key, **ask)).code for _ in range(2)]

    assert said == ["ok", "code_expired"]
    assert await enters(who, NEW) == "ok", "who asks in vain has their password all the same"


async def test_staff_close_a_password_and_the_customer_sets_another(bank: World) -> None:
    who, person = await joined(bank)
    lin = await bank.member("reset")
    said = await lin.call("customer.reset", customer=person.party, reason="fraud", note="客户来电说密码泄露")
    assert said.code == "ok", said
    assert await enters(who, PASSWORD) == "wrong_credentials"
    _, code = await forgets(who)

    assert (await resets(who, code)).code == "ok"

    assert await enters(who, NEW) == "ok"


async def test_the_customer_is_told_by_text_whatever_they_chose(bank: World) -> None:
    who, person = await joined(bank)
    assert (await person.call("message.prefer", mail="shen@example.cn")).code == "ok"
    await person.adds_totp()
    _, code = await forgets(who)
    assert (await resets(who, code)).code == "ok"
    await bank.facts_arrive()
    worker = bank.bank.worker()
    while await worker.once():
        pass

    texts = await who.texts()
    async with bank.bank.db.writers.acquire() as connection:
        mails = await connection.fetchval(
            "SELECT count(*) FROM message_simulated WHERE owner = $1 AND way = 'mail'", person.party
        )

    assert mails == 2, "who has stolen the phone's number has not the mailbox"
    assert any("绑定了身份验证器" in text for text in texts)
    assert any("通过找回重设了登录密码" in text for text in texts)


@pytest.mark.parametrize("asks", [5])
async def test_codes_are_sent_to_a_phone_some_times_and_no_more(bank: World, asks: int) -> None:
    who = Newcomer(bank)

    said = [(await who.call("password.forgot", phone=who.phone)).code for _ in range(asks + 1)]

    assert said == [*["ok"] * asks, "too_many"]
