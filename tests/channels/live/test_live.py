"""The live socket: who may listen, what is heard, and how it ends."""

from __future__ import annotations

import asyncpg
import pytest
from live_pages import Server
from tests.world import Person, World
from websockets.exceptions import ConnectionClosed


async def pays(payer: Person, other: Person, amount: str = "1.00") -> None:
    """Money goes to somebody, with a proof."""
    known = {p["name"]: p["id"] for p in (await payer.call("payee.list")).body["payees"]}
    payee = known.get(other.name) or await payer.adds(other)
    said = await payer.sends(payee, amount)
    if said.code == "step_up_needed":
        said = await payer.confirms(said.body["facts"]["proposal"])
    assert said.code == "ok", said


# ── Who may listen


async def test_only_a_page_of_this_very_server_may_listen(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    elsewhere = [
        "", "null", "https://evil.example", f"https://localhost:{live.port}", f"http://localhost:{live.port + 1}",
        "http://localhost", f"http://localhost:{live.port}.evil.example", f"http://localhost:{live.port}/",
        f"http://staff.localhost:{live.port}", f"http://127.0.0.1:{live.port}",
    ]  # fmt: skip

    for origin in elsewhere:
        assert await live.refuses(mei.token, origin=origin) == 403, origin
    assert not live.hub.sockets
    await live.page(mei.token)


async def test_a_name_that_is_not_the_banks_is_refused_though_origin_and_host_agree(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    for name in ("evil.example", "staff.localhost", "localhost.evil.example"):
        host = f"{name}:{live.port}"
        assert await live.refuses(mei.token, origin=f"http://{host}", Host=host) == 403, name


async def test_without_a_living_session_nobody_listens(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    gone = mei.token
    await mei.call("session.end")
    await mei.signs_in()

    for token in ("", "x", gone, "A" * 43):
        assert await live.refuses(token) == 403
    assert await live.refuses("", Authorization=f"Bearer {mei.token}") == 403, "only the app's own cookie counts"
    with bank.hands.later(minutes=10, seconds=1):
        assert await live.refuses(mei.token) == 403


async def test_a_session_has_five_sockets_and_another_session_its_own(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    pages = [await live.page(mei.token) for _ in range(5)]

    assert await live.refuses(mei.token) == 429
    first = mei.token
    await live.page((await mei.signs_in()).token)
    await pages[0].line.close()
    await live.has(5)
    await live.page(first)


async def test_a_page_only_listens(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    for message in ("hello", b"\x00", '{"facts":["transfer.sent"]}'):
        page = await live.page(mei.token)
        await page.line.send(message)
        assert await page.ends() == 1003


# ── What is heard


async def test_whoever_is_paid_hears_of_it_and_a_stranger_does_not(bank: World, live: Server) -> None:
    mei, wang, lu = await bank.customer("李梅", cny="100"), await bank.customer("王海"), await bank.customer("陆远")
    at_wang, at_lu = await live.page(wang.token), await live.page(lu.token)

    await pays(mei, wang)
    await at_wang.hears_of("transfer.sent")

    # The stranger's first hint is the one about themselves.
    await pays(mei, lu)
    assert await at_lu.hears() == {"transfer.sent"}
    assert await wang.balance() == await lu.balance() == "1.00"


async def test_a_hint_names_what_happened_and_nobody(bank: World, live: Server) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    at_wang = await live.page(wang.token)

    await pays(mei, wang, "73.19")

    assert await at_wang.line.recv() == '{"facts":["transfer.sent"]}'


async def test_every_process_hears_of_what_another_has_done(bank: World, live: Server, another: Server) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    pages = [await live.page(wang.token), await another.page(wang.token)]

    await pays(mei, wang)

    for page in pages:
        await page.hears_of("transfer.sent")


async def test_sockets_outlive_a_database_that_goes_and_hear_what_was_told_meanwhile(bank: World, live: Server) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    at_wang = await live.page(wang.token)
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.fetch("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%journal_chain'")
    await owner.close()
    with bank.breaking():
        while (await mei.call("payee.list")).code != "ok":
            pass

    await pays(mei, wang)

    await at_wang.hears_of("transfer.sent")


async def test_nobody_asks_the_journal_while_nobody_listens(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    assert not live.hub._tasks
    page = await live.page(mei.token)
    assert live.hub._tasks

    await page.line.close()
    await live.has(0)
    assert not live.hub._tasks


# ── How it ends


async def test_signing_out_anywhere_ends_the_sockets_of_that_session_and_no_other(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    first = mei.token
    second = (await mei.signs_in()).token
    pages, other = [await live.page(first), await live.page(first)], await live.page(second)

    await bank.call("session.end", {}, token=first)

    assert [await page.ends() for page in pages] == [4401, 4401]
    assert await other.hears() == {"session.ended"}
    assert await live.refuses(first) == 403


async def test_a_stolen_cookies_socket_ends_with_the_session_in_every_process(
    bank: World, live: Server, another: Server
) -> None:
    mei = await bank.customer("李梅")
    own, stolen = await live.page(mei.token), await another.page(mei.token)

    await mei.call("session.end")

    assert (await own.ends(), await stolen.ends()) == (4401, 4401)


async def test_an_idle_session_ends_its_sockets_and_listening_does_not_keep_it(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    page = await live.page(mei.token)

    for minutes in (4, 8, 9):
        with bank.hands.later(minutes=minutes):
            await live.hub.check()
            again = await live.page(mei.token)
            await again.line.close()
            await bank.http.post("/v1/party/me", json={}, headers=unasked(mei))
    assert len(live.hub.sockets) >= 1

    with bank.hands.later(minutes=10, seconds=1):
        await live.hub.check()
        assert await page.ends() == 4401
        assert (await mei.call("party.me")).code == "not_signed_in"


def unasked(person: Person) -> dict[str, str]:
    """Headers of an app that reads again by itself."""
    return {"Authorization": f"Bearer {person.token}", "X-Sycee-Unasked": "1"}


async def test_what_a_person_does_keeps_the_session_and_its_sockets(bank: World, live: Server) -> None:
    mei = await bank.customer("李梅")
    page = await live.page(mei.token)
    for minutes in (9, 18):
        with bank.hands.later(minutes=minutes):
            assert (await mei.call("party.me")).code == "ok"
            await live.hub.check()
    with bank.hands.later(minutes=27):
        await live.hub.check()
        wang = await bank.customer("王海", cny="5")
        await pays(wang, mei)
        await page.hears_of("transfer.sent")


async def test_a_session_that_ends_during_the_handshake_opens_no_socket(
    bank: World, live: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei = await bank.customer("李梅")
    begin = live.hub._begin

    async def slowly() -> None:
        await begin()
        await mei.call("session.end")

    monkeypatch.setattr(live.hub, "_begin", slowly)

    assert await live.refuses(mei.token) == 403
    assert not live.hub.sockets


async def test_after_a_cut_a_page_opens_anew(bank: World, live: Server) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    page = await live.page(wang.token)
    page.line.transport.abort()
    with pytest.raises(ConnectionClosed):
        await page.line.recv()

    again = await live.page(wang.token)
    await pays(mei, wang)

    await again.hears_of("transfer.sent")
