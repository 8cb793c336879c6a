"""Devices and sign-ins: where I am signed in, and how I end it from elsewhere."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.world import Cast, Person, Row, World, asks, gets

from sycee.guard.identity import SignedIn
from sycee.guard.identity._device import coarse
from sycee.kit.ids import new_id

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1"
)


async def _another_session(cast: Cast) -> dict[str, Any]:
    """A session of the owner's besides the one that they call in."""
    kept = cast.owner.token
    fresh = (await cast.owner.signs_in()).token
    cast.owner.token = kept
    said = await cast.world.call("session.list", {}, token=fresh)
    return {"session": said.body["sessions"][0]["session"]}


MATRIX = {
    "session.list": (Row(asks(lambda _: {}), gets("ok")),),
    "session.stop": (Row(_another_session, gets("not_found"), never={"session": str(uuid4())}),),
    "session.stop_others": (Row(asks(lambda _: {}), gets("ok"), tells="how many other sessions are one's own"),),
}


class Browser:
    """A browser with a jar of its own: it keeps the cookies that it is given."""

    def __init__(self, bank: World, agent: str = WINDOWS, address: str = "203.0.113.7") -> None:
        self.bank, self.agent, self.address = bank, agent, address
        self.jar: dict[str, str] = {}
        self.last: httpx.Response | None = None

    async def call(self, verb: str, **ask: Any) -> tuple[str, Any]:
        headers = {
            "Content-Type": "application/json", "X-Sycee": "app", "User-Agent": self.agent,
            "Idempotency-Key": str(new_id(self.bank.bank.clock())),
        }  # fmt: skip
        if self.jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        extensions = {"address": self.address}
        path = f"/v1/{verb.replace('.', '/')}"
        said = await self.bank.http.post(path, content=json.dumps(ask), headers=headers, extensions=extensions)
        self.bank.http.cookies.clear()
        for given in said.headers.get_list("set-cookie"):
            name, _, rest = given.partition("=")
            self.jar[name] = rest.partition(";")[0]
        self.last = said
        return str(said.json().get("code", "ok")), said.json()

    async def signs_in(self, person: Person) -> Browser:
        code, said = await self.call("session.start", phone=person.phone, password=person.password)
        assert code == "ok", said
        return self

    async def sessions(self) -> list[dict[str, Any]]:
        code, said = await self.call("session.list")
        assert code == "ok", said
        return list(said["sessions"])


async def told(bank: World, person: Person) -> list[SignedIn]:
    """What the journal says of this person's sign-ins, oldest first."""
    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch("SELECT said FROM journal_record WHERE verb = 'session.start' ORDER BY batch")
    facts = [fact for r in rows for fact in json.loads(r["said"]).get("facts", [])]
    return [
        SignedIn(**{k: v for k, v in fact.items() if k != "fact"}) for fact in facts if fact["subject"] == person.party
    ]


async def test_one_sees_where_one_is_signed_in(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    desk = await Browser(bank).signs_in(mei)
    phone = await Browser(bank, IPHONE, "2001:db8:7:1::9").signs_in(mei)

    seen = await desk.sessions()

    assert [(s["here"], s["agent"], s["channel"], s["place"]) for s in seen] == [
        (True, "Chrome · Windows", "http", "203.0.113.*"), (False, "iPhone · Safari", "http", "2001:db8:7::/48"),
    ]  # fmt: skip
    assert [s["here"] for s in await phone.sessions()] == [True, False]
    assert len({s["session"] for s in seen}) == 2


async def test_a_device_keeps_a_name_of_its_own_that_no_script_reads(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    desk = await Browser(bank).signs_in(mei)
    assert desk.last
    given = next(c for c in desk.last.headers.get_list("set-cookie") if c.startswith("__Host-sycee-device="))
    first = desk.jar["__Host-sycee-device"]
    flags = given.lower()

    assert all(flag in flags for flag in ("secure", "httponly", "samesite=strict", "path=/", "max-age=34560000"))
    assert "domain" not in flags
    assert len(first) == 43
    assert first not in desk.last.text

    await desk.call("session.end")
    assert desk.jar["__Host-sycee-device"] == first, "signing out does not forget that one was here"
    await desk.signs_in(mei)
    assert desk.jar["__Host-sycee-device"] == first


async def test_a_name_that_the_bank_did_not_give_is_none(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    for forged in ("", "x", "A" * 42, "A" * 44, "A" * 42 + "!"):
        desk = Browser(bank)
        desk.jar["__Host-sycee-device"] = forged
        await desk.signs_in(mei)
        assert desk.jar["__Host-sycee-device"] != forged
        assert len(desk.jar["__Host-sycee-device"]) == 43


async def test_only_a_devices_hash_is_kept_and_no_header(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    desk = await Browser(bank, WINDOWS + " canary-agent-8841").signs_in(mei)
    async with bank.bank.db.writers.acquire() as connection:
        kept = [
            r["kept"]
            for table in ("identity_session", "identity_device", "journal_record")
            for r in await connection.fetch(f"SELECT t::text AS kept FROM {table} t")
        ]

    for secret in (desk.jar["__Host-sycee-device"], "canary-agent-8841", "Mozilla", "203.0.113.7"):
        assert not any(secret in row for row in kept), secret


async def test_a_new_device_is_told_of_and_a_known_one_is_not(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    desk = await Browser(bank).signs_in(mei)
    await desk.signs_in(mei)
    phone = await Browser(bank, IPHONE).signs_in(mei)
    await phone.signs_in(mei)
    await mei.signs_in()

    assert [(s.agent, s.new_device) for s in await told(bank, mei)] == [
        ("Chrome · Windows", False), ("Chrome · Windows", False), ("iPhone · Safari", True),
        ("iPhone · Safari", False), ("Python", True),
    ]  # fmt: skip


async def test_one_browser_of_two_people_is_new_to_each(bank: World) -> None:
    mei, wang = await bank.customer("李梅", signed_in=False), await bank.customer("王海", signed_in=False)
    await Browser(bank, IPHONE).signs_in(wang)
    shared = await Browser(bank).signs_in(mei)
    await shared.signs_in(wang)

    assert [s.new_device for s in await told(bank, mei)] == [False]
    assert [s.new_device for s in await told(bank, wang)] == [False, True]


async def test_a_device_signs_another_out_at_once_and_that_one_is_told_why(bank: World) -> None:
    mei = await bank.customer("李梅", cny="900", signed_in=False)
    first, second = await Browser(bank).signs_in(mei), await Browser(bank, IPHONE).signs_in(mei)
    theirs = next(s["session"] for s in await second.sessions() if not s["here"])

    assert await second.call("session.stop", session=theirs) == ("ok", {"stopped": 1})

    code, said = await first.call("account.list")
    assert (code, said["facts"]) == ("not_signed_in", {"why": "stopped"})
    assert "另一台设备" in said["say"]
    assert [s["here"] for s in await second.sessions()] == [True]
    code, said = await second.call("session.stop", session=theirs)
    assert code == "not_found", "it is over"
    await first.signs_in(mei)
    assert (await first.call("account.list"))[0] == "ok"


async def test_amid_a_step_up_the_session_that_was_stopped_confirms_nothing(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "10.00")
    proposal = asked.body["facts"]["proposal"]
    await mei.call("proposal.challenge", proposal=proposal)
    code = await mei.code()
    phone = await Browser(bank, IPHONE).signs_in(mei)
    assert (await phone.call("session.stop_others"))[1] == {"stopped": 1}

    said = await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code)

    assert (said.code, said.body["facts"]) == ("not_signed_in", {"why": "stopped"})
    assert await wang.balance() == "0.00"


async def test_all_others_are_signed_out_and_this_one_stays(bank: World) -> None:
    mei, wang = await bank.customer("李梅", signed_in=False), await bank.customer("王海")
    first, second, here = [await Browser(bank).signs_in(mei) for _ in range(3)]

    assert (await here.call("session.stop_others"))[1] == {"stopped": 2}

    assert [(await b.call("party.me"))[0] for b in (first, second, here)] == ["not_signed_in", "not_signed_in", "ok"]
    assert (await wang.call("party.me")).code == "ok", "nobody else's"
    assert (await here.call("session.stop_others"))[1] == {"stopped": 0}


async def test_anothers_session_is_no_session(bank: World) -> None:
    mei, wang = await bank.customer("李梅", signed_in=False), await bank.customer("王海", signed_in=False)
    hers, his = await Browser(bank).signs_in(mei), await Browser(bank).signs_in(wang)
    session = (await hers.sessions())[0]["session"]

    code, said = await his.call("session.stop", session=session)
    assert (code, said) == await his.call("session.stop", session=str(uuid4()))
    assert code == "not_found"
    assert (await hers.call("party.me"))[0] == "ok"


async def test_one_that_ends_itself_is_not_told_of_another_device(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    desk = await Browser(bank).signs_in(mei)
    here = (await desk.sessions())[0]["session"]
    await desk.call("session.stop", session=here)

    code, said = await desk.call("party.me")
    assert (code, said["facts"]) == ("not_signed_in", {})


async def test_a_stopped_cookie_does_not_keep_one_from_signing_in(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    first, second = await Browser(bank).signs_in(mei), await Browser(bank).signs_in(mei)
    await second.call("session.stop_others")

    assert (await first.call("party.me"))[0] == "not_signed_in"
    assert (await first.call("session.start", phone=mei.phone, password=mei.password))[0] == "ok"
    assert (await first.call("party.me"))[0] == "ok"


async def test_sessions_that_ran_out_are_not_listed(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    await Browser(bank).signs_in(mei)
    with bank.hands.later(minutes=11):
        desk = await Browser(bank).signs_in(mei)
        assert [s["here"] for s in await desk.sessions()] == [True]


async def test_who_hears_that_a_session_ended(bank: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    first, second = await Browser(bank).signs_in(mei), await Browser(bank).signs_in(mei)
    gone = next(s["session"] for s in await second.sessions() if not s["here"])
    await second.call("session.stop", session=gone)
    async with bank.bank.db.writers.acquire() as connection:
        said = await connection.fetchval(
            "SELECT said FROM journal_record WHERE verb = 'session.stop' AND subject = $1", mei.party
        )
    assert json.loads(said)["facts"] == [{"fact": "session.ended", "subject": mei.party, "session": gone}]
    assert (await first.call("party.me"))[0] == "not_signed_in"


@pytest.mark.parametrize(
    ("source", "kept"),
    [("203.0.113.9", "203.0.113.*"), ("::ffff:203.0.113.9", "203.0.113.*"), ("2001:db8:1:2::3", "2001:db8:1::/48"),
     ("cli", ""), ("", ""), ("testclient", ""), ("999.1.1.1", "")],
)  # fmt: skip
def test_an_address_is_kept_without_its_last_part(source: str, kept: str) -> None:
    assert coarse(source) == kept


async def test_nobody_hides_an_assistant_behind_a_hundred_sign_ins(bank: World) -> None:
    mei = await bank.customer("李梅")
    await mei.lets_in("小助手")
    begun = mei.token
    with bank.hands.later(minutes=2):
        for _ in range(100):
            await mei.signs_in()
        listed = (await bank.call("session.list", {}, token=begun)).body["sessions"]

    assert listed[0]["here"]
    assert "小助手" in [one["agent"] for one in listed]
    seen = [one["seen_at"] for one in listed[1:]]
    assert seen == sorted(seen, reverse=True)
