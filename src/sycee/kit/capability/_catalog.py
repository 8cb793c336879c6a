"""The catalog: each verb of the bank, declared once with its types, words, effect, access and refusals."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from sycee.kit.errors import Fault, Refusal
from sycee.kit.ids import RowId
from sycee.kit.words import Words

Effect = Literal["read", "write", "money", "note"]
Access = Literal["public", "own", "staff"]
Shows = Callable[..., Awaitable[tuple[Any, ...]]]
"""What a customer is shown of a deed before they consent to it: the lines (`Shown`), from a Context and an ask."""
CHANNELS = ("http", "cli", "mcp")
"""Where a customer's verb is unless it says otherwise."""
H = TypeVar("H", bound=Callable[..., Awaitable[Any]])

BODY_MAX = 64 * 1024


@dataclass(frozen=True, slots=True)
class Capability:
    """One verb, as declared. Channels read it; only the runner calls its handler.

    `access`: "public" needs no session, "own" acts on the caller's own things, "staff" is for members of staff who have
    the `right`. `secret`: the answer carries a secret and is never stored. `proves`: the handler checks a proof and
    returns what it has sealed. `prepare`: slow work of a write (hashing, reading a file), done before its transaction
    begins; the handler finds its result in `ctx.prepared`. `body_max`: most bytes that an ask may have. `signs`: the
    answer begins a session ("in"), whose token a browser gets as a cookie, or ends it ("out"). `proof`: the level of
    assurance that a write needs; below it the ask becomes a proposal, shown as `shows` says. `on_behalf`: the plan is
    another customer's, who has agreed to it by a mandate, and so is its record; what the judge or the till says of them
    reaches the caller as `Declined` alone. A verb without channels is the bank's own step, under a derived key.
    """

    name: str
    effect: Effect
    title: Words
    help: str
    says: tuple[str, ...]
    access: Access
    ask: type[Any]
    answer: type[Any]
    handler: Callable[..., Awaitable[Any]]
    refuses: tuple[type[Refusal], ...]
    channels: tuple[str, ...]
    secret: bool
    proves: bool
    prepare: Callable[..., Awaitable[Any]] | None
    body_max: int
    signs: Literal["in", "out"] | None
    proof: int
    shows: Shows | None
    right: str
    on_behalf: bool

    @property
    def keyed(self) -> bool:
        """Whether a call has a key of its own, under which it is done once and answered again."""
        return self.effect in ("write", "money")

    @property
    def path(self) -> str:
        """Where HTTP serves it, below the version."""
        return self.name.replace(".", "/")


class Catalog:
    """Verbs by name. Declaring one twice, or without types, is a fault at import time."""

    def __init__(self) -> None:
        self._by_name: dict[str, Capability] = {}

    def __iter__(self) -> Iterator[Capability]:
        return iter(sorted(self._by_name.values(), key=lambda c: c.name))

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Capability:
        return self._by_name[name]

    def read(self, name: str, **declared: Any) -> Callable[[H], H]:
        """Declare a verb that only looks. Its handler gets no transaction."""
        return self._declare(name, "read", **declared)

    def write(self, name: str, **declared: Any) -> Callable[[H], H]:
        """Declare a verb that changes rows, in the runner's transaction."""
        return self._declare(name, "write", **declared)

    def note(self, name: str, **declared: Any) -> Callable[[H], H]:
        """Declare a verb that keeps what has ids of its own, so that a repeat adds nothing: no key, no record."""
        return self._declare(name, "note", **declared)

    def money(self, name: str, **declared: Any) -> Callable[[H], H]:
        """Declare a verb that moves money: its handler returns a plan, and the till commits it."""
        return self._declare(name, "money", **declared)

    def refusals(self, verb: Capability) -> tuple[type[Refusal], ...]:
        """Every no of a verb: its own, and for money the judge's and the till's to any plan of one's own."""
        if verb.effect == "write" and verb.proof:
            return tuple(dict.fromkeys((*verb.refuses, *self._steps_up())))
        if verb.effect != "money" or verb.on_behalf:
            return verb.refuses
        given = ("till",) if verb.proves else ("judge", "till")
        of_plans = (no for no in Refusal.codes().values() if no.given_by in given)
        return tuple(dict.fromkeys((*verb.refuses, *of_plans)))

    @staticmethod
    def _steps_up() -> Iterator[type[Refusal]]:
        return (no for no in Refusal.codes().values() if no.given_by == "judge")

    def only(self, keep: Callable[[Capability], bool]) -> Catalog:
        """A catalog of the verbs for which `keep` says yes."""
        part = Catalog()
        part._by_name = {n: c for n, c in self._by_name.items() if keep(c)}
        return part

    def _declare(
        self,
        name: str,
        effect: Effect,
        *,
        title: Words,
        says: tuple[str, ...] = (),
        access: Access = "own",
        refuses: tuple[type[Refusal], ...] = (),
        channels: tuple[str, ...] | None = None,
        secret: bool = False,
        proves: bool = False,
        prepare: Callable[..., Awaitable[Any]] | None = None,
        body_max: int = BODY_MAX,
        signs: Literal["in", "out"] | None = None,
        proof: int = 0,
        shows: Shows | None = None,
        right: str = "",
        on_behalf: bool = False,
    ) -> Callable[[H], H]:
        def declare(handler: H) -> H:
            if name in self._by_name:
                raise Fault(f"{name} is declared twice")
            ask, answer = _types(handler)
            if not handler.__doc__:
                raise Fault(f"{name} has no docstring, which is its help on every channel")
            hidden = effect == "note" or (effect == "write" and shows is None and _names_an_id(ask))
            not_for_assistants = (secret, proves, on_behalf, body_max > BODY_MAX, hidden)
            on = _channels(access, *not_for_assistants) if channels is None else channels
            self._by_name[name] = Capability(
                name, effect, title, inspect.cleandoc(handler.__doc__), says, access, ask, answer, handler,
                refuses, on, secret, proves, prepare, body_max, signs, proof, shows, right, on_behalf,
            )  # fmt: skip
            return handler

        return declare


def _channels(access: Access, *not_for_assistants: bool) -> tuple[str, ...]:
    """Staff have a console of their own. What tells a secret, takes a proof, takes from another, brings a file or has
    no words (`shows`) for the ids in it is not proposed."""
    if access == "staff":
        return ("staff",)
    if access == "public" or any(not_for_assistants):
        return tuple(channel for channel in CHANNELS if channel != "mcp")
    return CHANNELS


def _names_an_id(ask: type[Any]) -> bool:
    """Whether something in an ask is told by its id, which no person can read."""
    kinds = (kind for hint in get_type_hints(ask, include_extras=True).values() for kind in (hint, *get_args(hint)))
    return any(kind in (RowId, UUID) for kind in kinds)


def _types(handler: Callable[..., Any]) -> tuple[type[Any], type[Any]]:
    hints = get_type_hints(handler)
    answer = hints.pop("return")
    ask = list(hints.values())[1]
    while get_origin(answer):  # a money verb returns Plan[Receipt]: what the caller gets is the Receipt
        answer = get_args(answer)[0]
    return ask, answer


CATALOG = Catalog()
"""The bank's verbs: each file that declares one adds it here on import, and app/wiring imports every file."""
