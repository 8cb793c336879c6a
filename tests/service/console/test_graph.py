"""The console's knowledge graph: nodes by kind, edges both ways, what nothing touches, and which graph it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.world import Member, Row, World, asks, clerks_get

from sycee.brain.recommend import KINDS, Shelf, knowledge, shelf_from
from sycee.kit.errors import Fault

MATRIX = {
    "graph.list": (Row(asks(lambda _: {}), clerks_get()),),
    "graph.show": (Row(asks(lambda _: {"code": "theme.gold"}), clerks_get()),),
}


@pytest.fixture(scope="module")
async def lin(world: World) -> Member:
    return await world.member("models")


async def _all(lin: Member, **ask: Any) -> list[dict[str, Any]]:
    """Every page of a list."""
    nodes, cursor = [], None
    while True:
        said = await lin.call("graph.list", limit=100, cursor=cursor, **ask)
        assert said.status == 200, said
        nodes += said.body["nodes"]
        assert len(nodes) <= said.body["found"]
        if (cursor := said.body["next"]) is None:
            return nodes


async def test_the_graph_has_every_product_article_and_function_and_says_which_graph_it_is(
    bank: World, lin: Member
) -> None:
    shelf: Shelf = bank.bank.ports[Shelf]

    nodes = await _all(lin)
    first = (await lin.call("graph.list", limit=1)).body

    codes = [node["code"] for node in nodes]
    assert len(set(codes)) == len(codes) == first["found"] == first["graph"]["nodes"]
    assert {good.code for good in shelf.written.items} | shelf.written.entities.keys() <= set(codes)
    assert {verb.name for verb in bank.bank.catalog} <= set(codes), "all that the bank can do is a function"
    assert (first["graph"]["version"], first["graph"]["digest"]) == (shelf.written.version, shelf.digest)
    assert first["graph"]["learned"] == len(shelf.links) < first["graph"]["edges"]
    assert [kind["kind"] for kind in first["kinds"]] == list(KINDS)
    assert sum(kind["nodes"] for kind in first["kinds"]) == len(nodes)
    outlets = next(kind for kind in first["kinds"] if kind["kind"] == "outlet")
    assert outlets == {"kind": "outlet", "title": "网点", "nodes": 0, "orphans": 0}, "told, though there is none"


async def test_nodes_are_found_by_kind_and_by_words_of_either_language(lin: Member) -> None:
    assert {node["kind"] for node in await _all(lin, kind="manager")} == {"manager"}
    for text in ("半导体", "SEMICONDUCTORS", " industry.chips "):
        assert "industry.chips" in [node["code"] for node in await _all(lin, text=text)], text
    assert await _all(lin, text="没有这样的东西") == []
    assert (await lin.call("graph.list", kind="customer")).body["field"] == "kind"


async def test_a_node_is_shown_with_its_edges_in_both_directions(lin: Member) -> None:
    fund = (await lin.call("graph.show", code="fund.chips.3")).body
    chips = (await lin.call("graph.show", code="industry.chips")).body

    ways = {(edge["relation"], edge["node"]["code"], edge["learned"]) for edge in fund["leaving"]}
    assert ways == {
        ("manager", "manager.1", True),
        ("industry", "industry.chips", True),
        ("theme", "theme.tech", True),
        ("risk", "risk.3", False),
    }
    assert (fund["arriving"], fund["risk"], fund["offered"]) == ([], 3, True)
    assert fund["about"]
    assert "fund.chips.3" in [edge["node"]["code"] for edge in chips["arriving"]]
    assert (chips["leaves"], chips["arrives"]) == (0, chips["node"]["edges"])
    assert (chips["about"], chips["risk"], chips["offered"]) == (None, None, None)
    assert (await lin.call("graph.show", code="no.such")).code == "not_found"


async def test_who_is_new_leads_to_what_they_are_shown_first(bank: World, lin: Member) -> None:
    said = (await lin.call("graph.show", code="segment.newcomers")).body

    begun = [edge["node"]["code"] for edge in said["leaving"]]
    assert begun[: len(bank.bank.ports[Shelf].written.starters)] == bank.bank.ports[Shelf].written.starters
    assert not any(edge["learned"] for edge in said["leaving"])


async def test_what_nothing_touches_is_named(bank: World, lin: Member) -> None:
    alone = await _all(lin, orphans=True)

    assert {node["edges"] for node in alone} == {0}
    assert "graph.list" in [node["code"] for node in alone], "a function that the shelf says nothing of"
    counted = (await lin.call("graph.list")).body["kinds"]
    assert sum(kind["orphans"] for kind in counted) == len(alone)
    shown = (await lin.call("graph.show", code="graph.list")).body
    assert (shown["node"]["orphan"], shown["leaving"], shown["arriving"]) == (True, [], [])


async def test_a_page_of_another_graph_is_no_page_of_this_one(bank: World, lin: Member) -> None:
    cursor = (await lin.call("graph.list", limit=5)).body["next"]
    shelf: Shelf = bank.bank.ports[Shelf]

    bank.bank.ports[Shelf] = replace(shelf, digest="another")
    try:
        said = await lin.call("graph.list", limit=5, cursor=cursor)
    finally:
        bank.bank.ports[Shelf] = shelf

    assert (said.code, said.body["field"]) == ("bad_cursor", "cursor")


def test_a_bank_brings_kinds_of_its_own_and_what_touches_nothing_is_an_orphan(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(_written(2))

    known = knowledge(shelf_from(path))

    kinds = {node.code: node.kind for node in known.nodes}
    assert (kinds["holding.seven"], kinds["outlet.west"], kinds["tag.own"]) == ("holding", "outlet", "other")
    assert {node.code for node in known.nodes if node.orphan and node.kind != "function"} == {"outlet.west", "tag.own"}
    assert [edge.head for edge in known.arriving("risk.2")] == ["f.1"]


def test_an_empty_shelf_has_its_functions_alone(bank: World) -> None:
    written = bank.bank.ports[Shelf].written
    empty = Shelf(type(written)("none", {}, {}, {}, [], []), "x")

    assert {node.kind for node in knowledge(empty).nodes} == {"function", "segment"}


def test_a_risk_that_there_is_not_is_named_when_the_bank_starts(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(_written(9))

    with pytest.raises(Fault, match=r"risk|items"):
        shelf_from(path)


def _written(risk: int) -> bytes:
    """A small catalogue of a bank's own: one fund that holds one share, an outlet and a tag that nothing touches."""
    named = {"zh": "甲", "en": "A"}
    fund = {"code": "f.1", "kind": "fund", **named, "about_zh": "", "about_en": "", "risk": risk}
    return msgspec.json.encode(
        {
            "version": "own",
            "entities": {"holding.seven": named, "outlet.west": named, "tag.own": named},
            "relations": {"holds": named},
            "functions": {},
            "starters": [],
            "items": [fund | {"links": [["holds", "holding.seven"]]}],
        }
    )
