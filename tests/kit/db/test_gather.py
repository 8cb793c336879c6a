"""Many callers, one statement: what befalls it befalls each of them once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from sycee.kit.db import Gather


class Asked:
    """A look-up that counts how often it is asked, and fails where it is told to."""

    def __init__(self, fails: type[Exception]) -> None:
        self.fails, self.times = fails, 0

    async def __call__(self, keys: Sequence[int]) -> dict[int, int]:
        self.times += 1
        if 0 in keys:
            raise self.fails
        return {key: key for key in keys}


async def said(asked: Asked) -> list[object]:
    gather = Gather(asked)
    return list(await asyncio.gather(*(gather(key) for key in range(50)), return_exceptions=True))


async def test_a_key_that_cannot_be_asked_fails_alone() -> None:
    first, *others = await said(Asked(fails=asyncpg.DataError))

    assert isinstance(first, asyncpg.DataError)
    assert others == list(range(1, 50))


@pytest.mark.parametrize("gone", [TimeoutError, asyncpg.ConnectionDoesNotExistError])
async def test_a_database_that_is_gone_is_waited_for_once_by_all_and_not_once_by_each(gone: type[Exception]) -> None:
    asked = Asked(fails=gone)

    assert {type(each) for each in await said(asked)} == {gone}
    assert asked.times == 1
