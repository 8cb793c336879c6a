"""Every page can be read and used by everyone: on a phone and on a desk, by day, by night and in large type."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from tests.world import Person, World, base64

from conftest import DESK, PHONE, lacking

_ROOT = Path(__file__).parents[2]
_AXE = _ROOT / "web/node_modules/axe-core/axe.min.js"
_APP = _ROOT / "web/customer/src/app.tsx"
_STATEMENT = "账号：6222****4321\n共1笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
_ROW = "2026-01-03,09:30:00,消费,,25.50,8074.50,老街面馆,A2\n"
_PARTS = 6

# The whole of a page is looked at once; what another look can change is colour and size.
_WHOLE = {"resultTypes": ["violations"], "selectors": False}
_LOOK = _WHOLE | {"runOnly": ["color-contrast", "target-size"]}
_LOOKS = [("light", "standard"), ("dark", "standard"), ("light", "elder")]
_RUN = """async ([looks, first, then]) => {
    const wrong = []
    for (const [theme, edition] of looks) {
        Object.assign(document.documentElement.dataset, { theme, edition })
        await new Promise(requestAnimationFrame)
        await Promise.allSettled(document.getAnimations().map(one => one.finished))
        const { violations } = await axe.run(document, theme + edition === 'lightstandard' ? first : then)
        for (const { id, impact, nodes } of violations)
            if (['serious', 'critical'].includes(impact))
                wrong.push(...nodes.map(node => `${theme} ${edition}: ${id}: ${node.html.slice(0, 200)}`))
    }
    return wrong
}"""
_THERE = """() => document.querySelector('h1') && !document.querySelector('[role=status][aria-label=载入中]')"""

OPEN = ("/sign-in", "/sign-in/settings", "/forgot", "/join", "/phone", "/verify")
"""Routes for those who are not signed in."""


def routes() -> list[str]:
    """Every address that the app has, as its table of contents writes them."""
    text = _APP.read_text("utf-8")
    return ["/sign-in", "/", *re.findall(r"'(/[^']*)': \(\) => import", text)]


@pytest.fixture(scope="module")
def axe() -> str:
    if not _AXE.is_file():
        lacking("axe-core is not here (make brings the web's packages)")
    return _AXE.read_text("utf-8")


@pytest.fixture(scope="module")
async def someone(world: World) -> tuple[Person, dict[str, str]]:
    """A customer with something on every page, and what stands in the places of the app's addresses."""
    mei, wang = await world.customer("李梅", cny="3000"), await world.customer("王海洋", cny="50")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "12.50", memo="谢谢")
    sent = await mei.confirms(asked.body["facts"]["proposal"])
    brought = await mei.call("book.bring", name="one.csv", content=base64(_STATEMENT + _ROW))
    entry = (await mei.call("book.entries")).body["entries"][0]["id"]
    await mei.lets_in("小助手")
    waits = (await mei.sends(payee, "500")).body["facts"]["proposal"]
    code = await wang.call("collect.make", account=wang.current)
    bill = await _bill_paid(mei)
    await _card_billed(world, mei)
    await world.facts_arrive()
    return mei, {
        "/bills/:biller": f"/bills/hz-power?like={bill}", "/bills/paid/:transfer": f"/bills/paid/{bill}",
        "/card/statements/:day": "/card/statements/2026-01-05",
        "/outside/:id": f"/outside/{brought.body['accounts'][0]}",
        "/accounts/:id": str(mei.savings), "entry/:id": entry, ":payee": str(payee), ":proposal": waits,
        ":transfer": sent.body["answer"]["transfer"], ":code": code.body["code"],
        "/phone": f"/phone?number={mei.phone}",
    }  # fmt: skip


async def _card_billed(world: World, person: Person) -> None:
    """A card on which something was bought and billed on a day long ago."""
    asked = await person.call("card.apply")
    assert (await person.confirms(asked.body["facts"]["proposal"])).status == 200
    said = await person.call("card.try_out", shop="noodles", amount={"amount": "88.00", "asset": "CNY"})
    assert said.status == 200, said
    async with world.bank.db.writers.acquire() as connection:
        await connection.execute(
            "INSERT INTO card_statement (account_id, day, owner, opening, spent, came, balance, minimum, due_on, "
            "entries, last_seq, made_at) SELECT account_id, '2026-01-05', owner, 0, 8800, 0, 8800, 1000, '2026-01-25', "
            "1, 1, now() FROM card_card WHERE owner = $1", person.party,
        )  # fmt: skip


async def _bill_paid(person: Person) -> str:
    """A bill of a household, paid with a proof; returns its transfer."""
    # A number of their own: what another has paid for a number is not owed any more.
    whose = {"biller": "hz-power", "customer": f"33010{person.phone[-7:]}7"}
    owed = (await person.call("bill.find", **whose)).body["bills"][0]
    bill = whose | {"bill": owed["bill"], "amount": owed["amount"]}
    said = await person.call("bill.pay", source=person.current, **bill)
    if said.code == "step_up_needed":
        said = (await person.confirms(said.body["facts"]["proposal"])).body["answer"]
        return str(said["transfer"])
    return str(said.body["transfer"])


def _address(route: str, places: dict[str, str]) -> str:
    """A route with somebody's own things in its places; a route whose places nobody has filled fails here."""
    if route in places:
        return places[route]
    for place, value in places.items():
        if ":" in place:
            route = route.replace(place, place.rpartition(":")[0] + value)
    assert "/:" not in route, f"{route}: say in `someone` what stands there"
    return route


@pytest.mark.parametrize("part", range(_PARTS))
async def test_no_page_keeps_anyone_out(
    bank: World, visitor: Any, axe: str, someone: tuple[Person, dict[str, str]], part: int
) -> None:
    mei, places = someone
    mine = routes()[part::_PARTS]
    at_mei = await visitor()
    await at_mei.page.add_init_script(axe)
    found: dict[str, list[str]] = {}
    for route in [route for route in mine if route in OPEN]:
        await at_mei.goes(_address(route, places))
        await _look(at_mei.page, route, found)
    await at_mei.is_in(mei.phone, mei.password)
    for route in [route for route in mine if route not in OPEN]:
        await at_mei.goes(_address(route, places))
        await _look(at_mei.page, route, found)

    assert not found, "\n".join(f"{where}\n  " + "\n  ".join(what) for where, what in found.items())


async def test_the_sheets_keep_nobody_out(
    bank: World, visitor: Any, axe: str, someone: tuple[Person, dict[str, str]]
) -> None:
    mei, places = someone
    at_mei = await visitor()
    await at_mei.page.add_init_script(axe)
    await at_mei.is_in(mei.phone, mei.password)
    found: dict[str, list[str]] = {}
    await at_mei.fills_transfer(int(places[":payee"]), "20")
    await _look(at_mei.page, "the sheet that confirms", found)
    await at_mei.goes("/favourites")
    await at_mei.page.get_by_role("button", name="编辑").click()
    await _look(at_mei.page, "favourites being chosen", found)

    assert not found, "\n".join(f"{where}\n  " + "\n  ".join(what) for where, what in found.items())


async def _look(page: Page, where: str, found: dict[str, list[str]]) -> None:
    """Look at what is shown, whole at first, then at what another size or light can change."""
    await page.wait_for_function(_THERE)
    for size, first in ((DESK, _WHOLE), (PHONE, _LOOK)):
        await page.set_viewport_size(size)
        if wrong := await page.evaluate(_RUN, [_LOOKS, first, _LOOK]):
            found[f"{where} at {size['width']}"] = wrong
