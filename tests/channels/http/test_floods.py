"""Floods end at the door: by subject, by device, by source, and by bodies that never come."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
from tests.world import Person, World
from tests.world._wire import Wire

from sycee.channels.http import http_app
from sycee.channels.http._pace import Arrivals, Bucket, Pace, place_of
from sycee.kit.errors import TooMany
from sycee.kit.ids import new_id


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@asynccontextmanager
async def bank_at(bank: World, pace: Pace) -> AsyncIterator[httpx.AsyncClient]:
    """The bank's application at another pace."""
    app = http_app(replace(bank.bank.http(), pace=pace))
    async with httpx.AsyncClient(transport=Wire(app), base_url="http://localhost:8000") as client:
        yield client


async def calls(
    client: httpx.AsyncClient, bank: World, *, address: str = "203.0.113.9", **headers: str
) -> httpx.Response:
    given = {"Content-Type": "application/json", "Idempotency-Key": str(new_id(bank.bank.clock()))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/v1/party/me", content=b"{}", headers=given, extensions={"address": address})


def codes(answers: list[httpx.Response]) -> list[str]:
    return [str(said.json().get("code", "ok")) for said in answers]


def slow(by: str, hand: Hand) -> Bucket:
    return Bucket(by, 1, 3, hand)


def test_a_bucket_gives_its_store_at_once_and_then_as_fast_as_it_fills() -> None:
    hand = Hand()
    bucket = Bucket("test", 2, 3, hand)
    for _ in range(3):
        bucket.take("mei")
    with pytest.raises(TooMany) as no:
        bucket.take("mei")
    bucket.take("wang")
    hand.at += 0.5
    bucket.take("mei")
    with pytest.raises(TooMany):
        bucket.take("mei")
    hand.at += 1000
    for _ in range(3):
        bucket.take("mei")
    with pytest.raises(TooMany):
        bucket.take("mei")

    assert no.value.facts == {"wait_s": 1}


def test_a_bucket_remembers_so_many_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sycee.channels.http._pace._REMEMBERED", 100)
    bucket = Bucket("test", 1, 1, Hand())
    for n in range(1000):
        bucket.take(f"{n}")

    assert len(bucket._left) == 100


@pytest.mark.parametrize(
    ("source", "place"),
    [("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("127.0.0.1", ""), ("::1", ""),
     ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("unix", "unix"), ("", "")],
)  # fmt: skip
def test_a_household_is_one_source_and_this_machine_is_none(source: str, place: str) -> None:
    assert place_of(source) == place


async def test_one_customer_is_slowed_whatever_device_and_source_they_use(bank: World) -> None:
    mei, wang, hand = await bank.customer("李梅"), await bank.customer("王海"), Hand()
    async with bank_at(bank, Pace(subject=slow("subject", hand))) as client:
        said = [
            await calls(client, bank, address=f"203.0.113.{n}", Authorization=f"Bearer {mei.token}") for n in range(5)
        ]
        other = await calls(client, bank, Authorization=f"Bearer {wang.token}")
        hand.at += 1
        later = await calls(client, bank, Authorization=f"Bearer {mei.token}")

    assert codes(said) == ["ok"] * 3 + ["too_many"] * 2
    assert (said[-1].status_code, said[-1].headers["retry-after"], said[-1].headers["cache-control"]) == (
        429, "1", "no-store",
    )  # fmt: skip
    assert codes([other, later]) == ["ok", "ok"]


async def test_one_device_is_slowed_whoever_is_signed_in_on_it(bank: World) -> None:
    people, hand = [await bank.customer("李梅") for _ in range(4)], Hand()
    cookie = f"__Host-sycee-device={'d' * 43}"
    async with bank_at(bank, Pace(device=slow("device", hand))) as client:
        said = [
            await calls(client, bank, address=f"203.0.113.{n}", Authorization=f"Bearer {who.token}", Cookie=cookie,
                        X_Sycee="app")
            for n, who in enumerate(people)
        ]  # fmt: skip

    assert codes(said) == ["ok"] * 3 + ["too_many"]


async def test_one_source_is_slowed_whatever_it_asks_for(bank: World) -> None:
    hand = Hand()
    async with bank_at(bank, Pace(source=slow("source", hand))) as client:
        asked = [
            await calls(client, bank),
            await client.get("/reference", extensions={"address": "203.0.113.9"}),
            await client.get("/no/such/page", extensions={"address": "203.0.113.9"}),
            await calls(client, bank, X_Forwarded_For="198.51.100.1"),
            await client.get("/", extensions={"address": "203.0.113.9"}, headers={"Accept-Language": "en"}),
        ]
        other = await calls(client, bank, address="203.0.113.10")
        here = [await calls(client, bank, address="127.0.0.1") for _ in range(5)]

    assert [said.status_code == 429 for said in asked] == [False, False, False, True, True]
    assert asked[-1].json()["say"].startswith("Too many tries")
    assert asked[-1].headers["x-content-type-options"] == "nosniff"
    assert codes([other, *here]) == ["not_signed_in"] * 6


async def test_who_is_slowed_has_done_nothing_and_may_send_the_same_again(bank: World) -> None:
    mei, hand = await bank.customer("李梅", cny="900"), Hand()
    key = str(bank.new_key())
    money = {"source": mei.current, "target": mei.savings, "amount": {"amount": "1.00", "asset": "CNY"}}
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {mei.token}", "Idempotency-Key": key}
    async with bank_at(bank, Pace(subject=Bucket("subject", 1, 1, hand))) as client:
        await calls(client, bank, Authorization=f"Bearer {mei.token}")
        refused = await client.post("/v1/transfer/own", content=json.dumps(money), headers=headers)
        assert await mei.balance() == "900.00"
        hand.at += 1
        done = await client.post("/v1/transfer/own", content=json.dumps(money), headers=headers)

    assert (refused.status_code, done.status_code) == (429, 200)
    assert await mei.balance() == "899.00"


async def body_under_way(
    bank: World, app: Any, mei: Person, address: str, path: str = "/v1/party/me"
) -> tuple[Any, Any]:
    """A request whose body does not come until it is let; what it was answered, and the door."""
    let, sent = asyncio.Event(), []

    async def receive() -> dict[str, Any]:
        await let.wait()
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"localhost"),
               (b"authorization", f"Bearer {mei.token}".encode()),
               (b"idempotency-key", str(bank.new_key()).encode())]  # fmt: skip
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
        "client": (address, 4711), "server": ("localhost", 8000),
    }  # fmt: skip
    task = asyncio.create_task(app(scope, receive, send))
    for _ in range(200):
        await asyncio.sleep(0)

    async def ends() -> int:
        let.set()
        await task
        return int(sent[0]["status"])

    return sent, ends


async def test_bodies_that_do_not_come_are_so_many_at_once_from_one_source(bank: World) -> None:
    mei = await bank.customer("李梅")
    arrivals = Arrivals(each=2)
    app = http_app(replace(bank.bank.http(), pace=Pace(arrivals=arrivals)))
    held = [await body_under_way(bank, app, mei, "203.0.113.9") for _ in range(4)]
    await asyncio.wait_for(_until(lambda: sum(bool(sent) for sent, _ in held) == 2), 10)
    other = await body_under_way(bank, app, mei, "203.0.113.10")

    assert [await ends() for _, ends in held] == [200, 200, 429, 429]
    assert await other[1]() == 200
    assert not arrivals._here, "what has arrived is not counted"


async def test_large_bodies_are_fewer(bank: World) -> None:
    mei = await bank.customer("李梅")
    app = http_app(replace(bank.bank.http(), pace=Pace(arrivals=Arrivals(each_large=3, all_large=2))))
    held = [await body_under_way(bank, app, mei, f"203.0.113.{n}", "/v1/book/bring") for n in range(3)]
    await asyncio.wait_for(_until(lambda: sum(bool(sent) for sent, _ in held) == 1), 10)
    small = await body_under_way(bank, app, mei, "203.0.113.1")

    assert sorted([await ends() for _, ends in held]) == [422, 422, 429]
    assert await small[1]() == 200


async def _until(true: Any) -> None:
    while not true():  # noqa: ASYNC110 nobody tells when a task has come so far
        await asyncio.sleep(0)


async def test_what_is_slowed_is_counted_by_kind_and_names_nobody(bank: World) -> None:
    mei, hand = await bank.customer("李梅"), Hand()
    async with bank_at(bank, Pace(subject=Bucket("subject", 1, 1, hand))) as client:
        for _ in range(2):
            await calls(client, bank, Authorization=f"Bearer {mei.token}")
        metrics = (await client.get("/metrics")).text

    assert 'sycee_slowed_total{by="subject"}' in metrics
    assert not any(each in metrics for each in (mei.phone, f"customer {mei.party}", "203.0.113"))
