"""One statement for all callers of a loop turn: the same look-up asked by fifty requests costs one round trip."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

from sycee.kit.db._cut import CUT

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Gather(Generic[K, V]):
    """Answers `await gather(key)` for many callers at once.

    `fetch` gets the distinct keys asked in one turn of the loop and returns what it found by key. One call is under
    way at a time; what is asked meanwhile goes with the next. A caller that is cancelled does not cancel the others.
    """

    def __init__(self, fetch: Callable[[Sequence[K]], Awaitable[dict[K, V]]]) -> None:
        self._fetch = fetch
        self._asked: dict[K, list[asyncio.Future[V | None]]] = {}
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, key: K) -> V | None:
        """What was found under the key, or None."""
        # A future for each caller, which costs less than shielding one for all of them.
        waiting: asyncio.Future[V | None] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(key, []).append(waiting)
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await waiting

    async def _run(self) -> None:
        try:
            while self._asked:
                await asyncio.sleep(0)  # let the other callers of this turn ask too
                asked, self._asked = self._asked, {}
                await self._answer(asked)
        finally:
            self._running = None

    async def _answer(self, asked: dict[K, list[asyncio.Future[V | None]]]) -> None:
        try:
            found = await self._fetch(list(asked))
        except Exception as failed:
            # One key that cannot be asked must not fail those that came in the same turn; but a database that is gone
            # would be waited for once for each of them.
            if len(asked) > 1 and not isinstance(failed, CUT):
                for key, waiting in asked.items():
                    await self._answer({key: waiting})
                return
            for future in (f for waiting in asked.values() for f in waiting if not f.done()):
                future.set_exception(failed)
                future.exception()  # seen: the caller may have left
            return
        for key, waiting in asked.items():
            value = found.get(key)
            for future in waiting:
                if not future.done():
                    future.set_result(value)
