"""Places of the app: each has its own kinds, all have the same filters, and what was shown where is told apart."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from tests.world import Person, Row, World, asks, gets

from sycee.brain.recommend import Shelf, shelf_from
from sycee.brain.recommend._on_device import QUARTERS, of_version
from sycee.brain.recommend._place import CAMPAIGN, HOME, PLACES, where
from sycee.brain.recommend._rank import Known, choose, rests
from sycee.brain.recommend._shelf import KINDS
from sycee.kit.capability import CATALOG
from sycee.kit.errors import Fault
from sycee.kit.time import bank_day, day_starts

MATRIX = {
    "recommend.wealth": (Row(asks(lambda _: {"part": "deposit"}), gets("ok")),),
    "recommend.articles": (Row(asks(lambda _: {"part": "theme.gold"}), gets("ok")),),
}
PRODUCTS = {"deposit", "wealth", "cover"}


@pytest.fixture
def shelf(bank: World) -> Shelf:
    return bank.bank.ports[Shelf]


async def lying(person: Person, place: str, **ask: Any) -> dict[str, Any]:
    said = await person.call("recommend.for_me", place=place, **ask)
    assert said.status == 200, said
    return said.body


def codes(body: dict[str, Any]) -> list[str]:
    return [one["item"] for one in body["items"]]


async def test_each_place_has_its_own_kinds_with_a_reason_each_and_one_by_lot(bank: World) -> None:
    mei = await bank.customer("李梅")

    wealth, articles = await lying(mei, "wealth"), await lying(mei, "articles")

    assert {one["kind"] for one in wealth["items"]} == PRODUCTS, "of funds and metals none is of low risk"
    assert {one["kind"] for one in articles["items"]} == {"article"}
    for body in (wealth, articles):
        assert len(body["items"]) == 12 == len(set(codes(body)))
        assert [one["by_lot"] for one in body["items"]] == [False] * 11 + [True]
        assert all(one["why"] and one["risk"] <= body["risk_max"] for one in body["items"])
        assert {one["kind"] for one in body["others"]} <= {one["kind"] for one in body["items"]}
    assert (await mei.call("recommend.wealth")).body == wealth
    assert (await mei.call("recommend.articles")).body == articles
    assert (await mei.call("recommend.for_me")).body == await lying(mei, "home")


async def test_a_part_is_whole_in_the_banks_own_order_and_nothing_in_it_is_by_lot(bank: World, shelf: Shelf) -> None:
    mei = await bank.customer("李梅")

    wealth = await lying(mei, "wealth")
    covers = await lying(mei, "wealth", part="cover")
    gold = await lying(mei, "articles", part="theme.gold")

    assert [part["title"] for part in wealth["parts"]] == ["存款", "理财", "保险"], "no part with nothing in it"
    assert set(codes(covers)) == {good.code for good in shelf.written.items if good.kind == "cover"}
    assert set(codes(gold)) == {
        good.code for good in shelf.written.items if good.kind == "article" and "theme.gold" in shelf.themes(good.code)
    }
    for body in (covers, gold):
        assert not any(one["by_lot"] for one in body["items"])
        assert (body["on_device"], body["others"]) == (None, [])
        assert body["personal"] is True
    assert covers["parts"] == wealth["parts"]


@pytest.mark.parametrize(
    ("ask", "code", "field"),
    [
        ({"place": "casino"}, "bad_input", "place"),
        ({"place": "wealth", "part": "article"}, "no_such_part", "part"),
        ({"place": "articles", "part": "theme.casino"}, "no_such_part", "part"),
        ({"part": "deposit"}, "no_such_part", "part"),
    ],
)
async def test_a_place_or_part_that_is_not_there_is_refused_by_field(
    bank: World, ask: dict[str, str], code: str, field: str
) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("recommend.for_me", **ask)

    assert (said.code, said.body["field"]) == (code, field)


async def test_not_for_me_in_one_place_is_so_in_all(bank: World) -> None:
    mei = await bank.customer("李梅")
    home, wealth = await lying(mei, "home"), await lying(mei, "wealth")
    both = next(code for code in codes(home) if code in codes(wealth))

    assert (await mei.call("recommend.not_for_me", item=both)).status == 200

    assert both not in codes(await lying(mei, "home"))
    assert both not in codes(await lying(mei, "wealth"))
    kind = next(one["kind"] for one in wealth["items"] if one["item"] == both)
    assert both not in codes(await lying(mei, "wealth", part=kind)), "nor where one asks for its kind"


async def test_what_was_opened_or_seen_too_often_stands_behind_all_else_where_one_went_to_look(
    bank: World, shelf: Shelf
) -> None:
    now = bank.bank.clock()
    covers = where("wealth").part(shelf, "cover")
    best = [one.good.code for one in choose(shelf, Known(1), None, 0, now, where=covers)]
    known = Known(1, {best[0]: now - timedelta(hours=1)}, shown={best[1]: 5})

    laid = choose(shelf, known, None, 0, now, where=covers)

    assert {one.good.code for one in laid} == set(best)
    assert {one.good.code for one in laid[-2:]} == set(best[:2])
    assert next(one.why for one in laid if one.good.code == best[0]) == "again", "nothing is a reason for itself"
    assert not any(rests(one.good, known, now) for one in choose(shelf, known, None, 0, now))


async def test_what_is_seen_is_kept_by_its_place_and_counted_once_a_day_in_all(bank: World, shelf: Shelf) -> None:
    mei = await bank.customer("李梅")
    home, wealth = codes(await lying(mei, "home")), codes(await lying(mei, "wealth"))

    assert (await mei.call("recommend.seen", items=home)).body["kept"] == 4
    said = await mei.call("recommend.seen", items=wealth, place="wealth")

    assert said.body["kept"] == 12
    assert (await mei.call("recommend.seen", items=home, place="articles")).body["kept"] < 4
    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch("SELECT * FROM recommend_shown WHERE owner = $1", mei.party)
    of = {page: [row for row in rows if row["page"] == page] for page in ("home", "wealth")}
    assert {row["item"] for row in of["home"]} == set(home)
    assert {row["item"]: row["place"] for row in of["wealth"]} == {item: n for n, item in enumerate(wealth, 1)}
    assert sorted(row["propensity"] for row in of["home"])[0] == 1 / 20
    said = await mei.call("recommend.seen", items=home, place="casino")
    assert (said.code, said.body["field"]) == ("bad_input", "place")


async def test_without_personal_recommendations_a_place_shows_what_everybody_new_sees(bank: World) -> None:
    mei = await bank.customer("李梅")
    before = codes(await lying(mei, "articles"))[:11]
    for n in (1, 2, 3):
        await mei.call("recommend.open", item=f"article.gold.{n}")
    body = await lying(mei, "articles")
    assert codes(body)[:11] != before
    assert sum(".gold." in code for code in codes(body)) > 1, "one may find more of what one reads"

    await mei.call("recommend.personal", on=False)

    off = await lying(mei, "articles")
    assert (off["personal"], off["on_device"], off["others"]) == (False, None, [])
    assert "article.gold.1" not in codes(off)[:1]
    assert codes(off)[:11] == before


def test_home_lays_out_what_it_did_before_there_were_other_places(shelf: Shelf) -> None:
    assert (HOME.most, HOME.sought, HOME.parts) == (4, False, None)
    assert all(HOME.holds(shelf, good) == (good.kind != "campaign") for good in shelf.written.items)


def _campaigns(shelf: Shelf) -> list[Any]:
    return [good for good in shelf.written.items if good.kind == "campaign"]


def test_every_campaign_of_the_shelf_opens_what_the_bank_can_do_and_one_runs_on_any_day(shelf: Shelf) -> None:
    first, days = date(2026, 1, 1), range(4 * 365)

    assert len(_campaigns(shelf)) == 6
    assert all(good.opens in CATALOG and good.risk == 0 and shelf.themes(good.code) for good in _campaigns(shelf))
    none = [
        day
        for day in (first + timedelta(days=n) for n in days)
        if not any(good.offered(day) for good in _campaigns(shelf))
    ]
    assert none == []


def test_a_campaign_is_there_from_its_first_day_until_its_last_and_again_in_the_next_year(shelf: Shelf) -> None:
    month = shelf.good("campaign.bookkeeping")
    assert month is not None

    there = {day: month.offered(date.fromisoformat(day)) for day in (
        "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2026-09-30", "2027-03-01",
    )}  # fmt: skip

    assert list(there.values()) == [False, True, True, False, True, True]
    assert month.until(date(2026, 3, 5)) == date(2026, 4, 1)
    assert month.until(date(2026, 5, 5)) is None, "it does not run then"
    laid = lambda day: choose(shelf, Known(1), None, 0, day_starts(day), where=where("campaigns"))  # noqa: E731
    assert {one.good.code for one in laid(date(2026, 3, 31))} == {"campaign.bookkeeping"}
    assert {one.good.code for one in laid(date(2026, 4, 1))} == {"campaign.repeating"}


async def test_campaigns_lie_apart_and_one_stands_at_home_until_it_was_opened(bank: World, shelf: Shelf) -> None:
    mei = await bank.customer("李梅")
    today = bank_day(bank.bank.clock())
    running = {good.code for good in _campaigns(shelf) if good.offered(today)}

    page = await lying(mei, "campaigns")

    assert running == set(codes(page))
    assert {one["why"] for one in page["items"]} == {"这几周正在进行，您还没有去过"}
    assert all(one["until"] > today.isoformat() and one["opens"] in CATALOG for one in page["items"])
    home = await lying(mei, "home")
    assert home["campaign"]["item"] == codes(page)[0]
    for place in ("home", "wealth", "articles"):
        body = await lying(mei, place)
        assert not {one["kind"] for one in [*body["items"], *body["others"]]} & {"campaign"}
        assert place == "home" or body["campaign"] is None

    first = home["campaign"]["item"]
    assert (await mei.call("recommend.seen", items=[first], place="campaigns")).body["kept"] == 1
    told = (await mei.call("recommend.open", item=first)).body
    assert told["opens"] == home["campaign"]["opens"]
    after = (await lying(mei, "home"))["campaign"]
    assert after is None or after["item"] != first, "what was just opened need not be said again"
    assert codes(await lying(mei, "campaigns"))[-1] == first, "where one goes to look it is there still"
    async with bank.bank.db.writers.acquire() as connection:
        did = await connection.fetchval("SELECT item FROM recommend_deed WHERE owner = $1", mei.party)
    assert did == first, "going there is a deed like any"
    await mei.call("recommend.not_for_me", item=first)
    assert first not in codes(await lying(mei, "campaigns"))


def test_a_place_of_which_a_bank_has_nothing_is_empty(shelf: Shelf) -> None:
    written, now = shelf.written, day_starts(date(2026, 3, 5))
    articles = [good for good in written.items if good.kind == "article"]
    for items in (articles, []):
        other = Shelf(type(written)(written.version, written.entities, written.relations, {}, [], items), "x")
        laid = {place: len(choose(other, Known(1), None, 0, now, where=where(place))) for place in PLACES}
        few = {"home": 4, "articles": 12} if items else {}
        assert laid == {"home": 0, "wealth": 0, "articles": 0, "campaigns": 0} | few


def test_a_campaign_of_what_the_bank_cannot_do_is_not_shown(shelf: Shelf) -> None:
    now = day_starts(date(2026, 3, 5))
    written = shelf.written
    items = [replace(good, opens="casino.play") if good.opens else good for good in written.items]
    other = Shelf(type(written)(written.version, written.entities, written.relations, {}, [], items), "x")

    assert choose(shelf, Known(1), None, 0, now, where=CAMPAIGN)
    assert choose(other, Known(1), None, 0, now, where=CAMPAIGN) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('"kind": "campaign"', "needs active_from"),
        ('"kind": "article", "opens": "book.bring"', "opens nothing"),
        ('"kind": "article", "active_from": "2026-03-01", "active_to": "2026-03-01"', "before it begins"),
        ('"kind": "article", "again": [["2026-03-02", "2026-03-01"]]', "before it begins"),
    ],
)
def test_a_bad_campaign_is_named(tmp_path: Path, more: str, says: str) -> None:
    said = '"zh": "一", "en": "One", "about_zh": "", "about_en": ""'
    good = f'{{"code": "a.b", {said}, "risk": 0, "links": [], {more}}}'
    text = '{"version": "1", "entities": {}, "relations": {}, "functions": {}, "starters": [], "items": [%s]}'
    (tmp_path / "catalogue.json").write_text(text % good, "utf-8")

    with pytest.raises(Fault, match=f"a.b.*{says}"):
        shelf_from(tmp_path / "catalogue.json")


def test_a_version_from_before_there_were_campaigns_knows_nothing_of_their_hours() -> None:
    before = np.ones((len(KINDS) - 1, QUARTERS), np.float32)

    phone = of_version({"weights": np.ones(4, np.float32), "hours": before})

    assert phone.hours.tolist() == [*before.tolist(), [0, 0, 0, 0]]
