"""The knowledge graph, kind by kind: what is in it, how much touches each, and what nothing touches."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.brain import recommend
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import VISIBLE, Locale, Words, words

SearchText = Annotated[str, Meta(max_length=60, pattern=VISIBLE, description="part of a code or a title")]

_KINDS: dict[recommend.NodeKind, Words] = {
    "fund": words(zh="基金", en="Fund"),
    "wealth": words(zh="理财", en="Wealth product"),
    "deposit": words(zh="存款", en="Deposit"),
    "cover": words(zh="保险", en="Cover"),
    "metal": words(zh="贵金属", en="Precious metal"),
    "article": words(zh="文章", en="Article"),
    "campaign": words(zh="活动", en="Campaign"),
    "function": words(zh="功能", en="Function"),
    "theme": words(zh="主题", en="Theme"),
    "industry": words(zh="行业", en="Industry"),
    "manager": words(zh="基金经理", en="Manager"),
    "holding": words(zh="持仓", en="Holding"),
    "risk": words(zh="风险等级", en="Risk"),
    "outlet": words(zh="网点", en="Outlet"),
    "segment": words(zh="客群", en="Segment"),
    "label": words(zh="标签", en="Label"),
    "other": words(zh="其他", en="Other"),
}


class WhichNodes(Ask, frozen=True):
    """Of one kind, with this text in code or title (either language), or only those that nothing touches."""

    kind: recommend.NodeKind | None = None
    text: SearchText | None = None
    orphans: bool = False
    cursor: Cursor | None = None
    limit: Limit = 50


class GraphVersion(Answer, frozen=True):
    """Which graph: the version that its shelf names, and the first of its SHA-256. `learned`: edges learned from."""

    version: str
    digest: str
    nodes: int
    edges: int
    learned: int


class GraphKind(Answer, frozen=True):
    """How many nodes are of a kind, and how many of them nothing touches."""

    kind: recommend.NodeKind
    title: str
    nodes: int
    orphans: int


class GraphNode(Answer, frozen=True):
    """One node: a product, an article, a function of the bank or what they have to do with. `edges` touch it."""

    code: str
    kind: recommend.NodeKind
    kind_title: str
    title: str
    edges: int
    orphan: bool


class GraphNodes(Answer, frozen=True):
    """A page of nodes, by kind and then by how much touches them; `found` in all; `next` is None on the last one.

    `kinds` are of the whole graph; a kind of which the bank has nothing is told with none.
    """

    graph: GraphVersion
    kinds: list[GraphKind]
    found: int
    nodes: list[GraphNode]
    next: str | None


@CATALOG.read(
    "graph.list",
    title=words(zh="知识图谱", en="Knowledge graph"),
    says=("知识图谱里有什么", "what is in the knowledge graph"),
    access="staff",
    right="models",
    refuses=(BadCursor,),
)
async def list_graph(ctx: Context, ask: WhichNodes) -> GraphNodes:
    """What recommendation knows: products, articles and functions, and what each has to do with. Nobody is in it."""
    known = recommend.knowledge(ctx.port(recommend.Shelf))
    found = known.found(ask.kind, ask.text or "", orphans=ask.orphans)
    start = _start(ask.cursor, known.digest, len(found))
    end = start + ask.limit
    return GraphNodes(
        graph=version_of(known),
        kinds=[_kind(known, kind, ctx.locale) for kind in recommend.KINDS],
        found=len(found),
        nodes=[told(node, ctx.locale) for node in found[start:end]],
        next=mark(known.digest, end) if end < len(found) else None,
    )


def version_of(known: recommend.Knowledge) -> GraphVersion:
    """Which graph it is, and how large."""
    learned = sum(edge.learned for edge in known.edges)
    return GraphVersion(
        version=known.version, digest=known.digest, nodes=len(known.nodes), edges=len(known.edges), learned=learned
    )


def told(node: recommend.Node, locale: Locale) -> GraphNode:
    """A node as it is written in a list."""
    return GraphNode(
        code=node.code, kind=node.kind, kind_title=_KINDS[node.kind].say(locale), title=node.title.say(locale),
        edges=node.edges, orphan=node.orphan,
    )  # fmt: skip


def _kind(known: recommend.Knowledge, kind: recommend.NodeKind, locale: Locale) -> GraphKind:
    mine = [node for node in known.nodes if node.kind == kind]
    return GraphKind(
        kind=kind, title=_KINDS[kind].say(locale), nodes=len(mine), orphans=sum(node.orphan for node in mine)
    )


def _start(cursor: str | None, digest: str, found: int) -> int:
    """Where a page begins; a mark of another graph is not good in this one."""
    if cursor is None:
        return 0
    of, start = unmark(cursor, tuple[str, int])
    if of != digest or not 0 <= start <= found:
        raise BadCursor(field="cursor")
    return int(start)
