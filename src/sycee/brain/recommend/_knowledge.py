"""The knowledge graph as people read it: what has to do with what, and what has to do with nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, get_args

from sycee.brain.recommend._functions import START
from sycee.brain.recommend._shelf import Shelf
from sycee.kit.words import Words, words

NodeKind = Literal[
    "fund", "wealth", "deposit", "cover", "metal", "article", "campaign", "function", "theme", "industry", "manager",
    "holding", "risk", "outlet", "segment", "label", "other",
]  # fmt: skip
KINDS: tuple[NodeKind, ...] = get_args(NodeKind)

_NEWCOMERS = "segment.newcomers"
# Nothing is learned from these: the filters read risk, and who is new is known by their deeds alone.
_RISK = words(zh="风险等级", en="risk")
_BEGINS = words(zh="从这里看起", en="begins with")
_NEW = words(zh="刚来的客户", en="Newcomers")
_RISKS = (
    words(zh="不涉及投资", en="Nothing is invested"),
    words(zh="R1 低风险", en="R1, low risk"),
    words(zh="R2 中低风险", en="R2, rather low risk"),
    words(zh="R3 中风险", en="R3, medium risk"),
    words(zh="R4 中高风险", en="R4, rather high risk"),
    words(zh="R5 高风险", en="R5, high risk"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph. `edges`: how many touch it; `orphan`: none does, so that learning sees it by itself."""

    code: str
    kind: NodeKind
    title: Words
    edges: int

    @property
    def orphan(self) -> bool:
        """Nothing leads to it or away from it."""
        return self.edges == 0


@dataclass(frozen=True, slots=True)
class Edge:
    """From `head` to `tail`, both by code. `learned`: it is one of the triples that the models learn from."""

    head: str
    relation: str
    title: Words
    tail: str
    learned: bool


@dataclass(frozen=True)
class Knowledge:
    """Everything at once, in order of kind, then of how much touches it, then of code."""

    version: str
    digest: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def node(self) -> dict[str, Node]:
        """Each node by its code."""
        return {node.code: node for node in self.nodes}

    def leaving(self, code: str) -> list[Edge]:
        """What leads away from a node, in the order in which the shelf has it."""
        return [edge for edge in self.edges if edge.head == code]

    def arriving(self, code: str) -> list[Edge]:
        """What leads to a node."""
        return [edge for edge in self.edges if edge.tail == code]

    def found(self, kind: NodeKind | None, text: str, *, orphans: bool) -> list[Node]:
        """Nodes of a kind, with this text in their code or in what they are called in either language."""
        wanted = text.strip().casefold()
        return [
            node
            for node in self.nodes
            if (kind is None or node.kind == kind)
            and (node.orphan or not orphans)
            and wanted in f"{node.code}\n{node.title.zh}\n{node.title.en}".casefold()
        ]


@lru_cache(maxsize=4)
def knowledge(shelf: Shelf) -> Knowledge:
    """The graph of a shelf. Beside the triples that are learned from it has what the shelf says of risk and of what
    newcomers begin with, as edges that nothing is learned from. Nobody's deeds are in it."""
    edges = [*_written(shelf), *_risks(shelf), *_begun(shelf)]
    names = {edge.tail: _RISKS[int(edge.tail[-1])] for edge in edges if edge.title is _RISK}
    names |= {edge.head: _NEW for edge in edges if edge.title is _BEGINS}
    names |= {code: shelf.called(number) for code, number in shelf.number.items()}
    touched = Counter(end for edge in edges for end in (edge.head, edge.tail))
    goods = {good.code: good.kind for good in shelf.written.items}
    functions = set(shelf.codes) - goods.keys()
    nodes = [
        Node(code, goods.get(code) or ("function" if code in functions else _kind(code)), title, touched[code])
        for code, title in names.items()
    ]
    nodes.sort(key=lambda node: (KINDS.index(node.kind), -node.edges, node.code))
    return Knowledge(shelf.written.version, shelf.digest, tuple(nodes), tuple(edges))


def _kind(code: str) -> NodeKind:
    """An entity's kind is how its code begins: `industry.chips`; what begins otherwise is `other`."""
    return next((kind for kind in KINDS[KINDS.index("theme") :] if code.startswith(f"{kind}.")), "other")


def _written(shelf: Shelf) -> Iterable[Edge]:
    code = list(shelf.number)
    for head, relation, tail in shelf.links:
        named = shelf.written.relations[relation]
        yield Edge(code[head], relation, words(zh=named.zh, en=named.en), code[tail], learned=True)


def _risks(shelf: Shelf) -> Iterable[Edge]:
    for good in shelf.written.items:
        level = f"risk.{good.risk}"
        if level not in {entity for _, entity in good.links}:
            yield Edge(good.code, "risk", _RISK, level, learned=False)


def _begun(shelf: Shelf) -> Iterable[Edge]:
    for code in (*shelf.written.starters, *START):
        if code in shelf.number:
            yield Edge(_NEWCOMERS, "begins", _BEGINS, code, learned=False)
