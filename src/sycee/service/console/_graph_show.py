"""One node of the knowledge graph, with what leads away from it and what leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from sycee.brain import recommend
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.time import bank_day
from sycee.kit.words import VISIBLE, Locale, words
from sycee.service.console._graph_list import GraphNode, GraphVersion, told, version_of

_EDGES_MOST = 200

NodeCode = Annotated[str, Meta(min_length=1, max_length=100, pattern=VISIBLE, description="such as theme.gold")]


class WhichNode(Ask, frozen=True):
    """A node by its code."""

    code: NodeCode


class GraphEdge(Answer, frozen=True):
    """What a node has to do with another. `learned`: models learn from it; else it is only told."""

    relation: str
    title: str
    node: GraphNode
    learned: bool


class GraphShown(Answer, frozen=True):
    """A node and its edges both ways, two hundred each at most; `leaves` and `arrives` are how many there are.

    `about`, `risk` (0 to 5) and `offered` (today) are of products and articles alone.
    """

    graph: GraphVersion
    node: GraphNode
    about: str | None
    risk: int | None
    offered: bool | None
    leaving: list[GraphEdge]
    leaves: int
    arriving: list[GraphEdge]
    arrives: int


@CATALOG.read(
    "graph.show",
    title=words(zh="图谱中的一项", en="One node of the graph"),
    says=("图谱里的{code}", "{code} in the graph"),
    access="staff",
    right="models",
    refuses=(NotFound,),
)
async def show_node(ctx: Context, ask: WhichNode) -> GraphShown:
    """One node of the knowledge graph: what it is, what it has to do with, and what has to do with it."""
    shelf = ctx.port(recommend.Shelf)
    known = recommend.knowledge(shelf)
    node = known.node.get(ask.code)
    if node is None:
        raise NotFound(field="code")
    good = shelf.good(ask.code)
    leaving, arriving = known.leaving(ask.code), known.arriving(ask.code)
    return GraphShown(
        graph=version_of(known),
        node=told(node, ctx.locale),
        about=good.about.say(ctx.locale) if good else None,
        risk=good.risk if good else None,
        offered=good.offered(bank_day(ctx.now)) if good else None,
        leaving=_edges(leaving, [known.node[edge.tail] for edge in leaving], ctx.locale),
        leaves=len(leaving),
        arriving=_edges(arriving, [known.node[edge.head] for edge in arriving], ctx.locale),
        arrives=len(arriving),
    )


def _edges(edges: Sequence[recommend.Edge], ends: Sequence[recommend.Node], locale: Locale) -> list[GraphEdge]:
    return [
        GraphEdge(
            relation=edge.relation, title=edge.title.say(locale), node=told(end, locale), learned=edge.learned
        )
        for edge, end in list(zip(edges, ends, strict=True))[:_EDGES_MOST]
    ]  # fmt: skip
