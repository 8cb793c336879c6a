"""Hostile values in every field of every verb: a clear no that names the field, or an answer; never a fault."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

import msgspec
import pytest
from matrix_rows import Cast, play, rows_of
from tests.world import CANARIES, World

from sycee.app.wiring import declare

CATALOG = declare().only(lambda verb: bool(verb.channels))
FIELDS = [(verb.name, field.encode_name) for verb in CATALOG for field in msgspec.structs.fields(verb.ask)]


def cursor(value: Any) -> str:
    """A page mark that this bank did not make."""
    return urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")


DAY = "2026-01-01T00:00:00Z"
HOSTILE: list[Any] = [
    None, True, False, 0, -1, 2**31, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**40, 1.5, 1e308, -0.0,
    "", " ", "0", "-1", "x", "\x00", "\n", "a\u202eb", "a\u200bb", "\ufeff", "长" * 60, "a" * 10_000,
    "'; DROP TABLE x; --", "%s{0}{name}", "=1+1", "١٢٣", "１２３", "1e400", "NaN", "Infinity", "-0.00",
    "0.001", "9" * 30,
    "null", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "+10000-01-01", "2026-01-01T00:00:00Z",
    str(UUID(int=0)), str(UUID(int=2**128 - 1)), "own:1", "own:999999999999999999", "out:1", "own:0", "own:-1",
    "own:999999999999999999:999999999999999999", "out:1:1", "own:1:1\n",
    [], [None], ["x"], ["own:1"] * 51, [["own:1"]], [{}], {}, {"": ""}, {"amount": "1.00"},
    {"amount": "1.00", "asset": "CNY", "x": 1}, {"amount": "-1.00", "asset": "CNY"}, {"amount": "0", "asset": "CNY"},
    {"amount": "1.00", "asset": "USD"}, {"amount": "1", "asset": "POINT"},
    {"amount": "9999999999999.99", "asset": "CNY"},
    {"amount": None, "asset": None}, {"amount": {"amount": "1"}, "asset": "CNY"},
    cursor([None, None]), cursor([]), cursor([[DAY, 1, 1], None]),
    cursor([["x", 1, 1], None]), cursor([[DAY, 2**70, 1], None]), cursor([[DAY, -(2**63), 2**63 - 1], [DAY, 1, 1]]),
    cursor([["0001-01-01T00:00:00Z", 1, 1], None]),
    cursor([["9999-12-31T23:59:59.999999Z", 1, 1], ["9999-12-31T23:59:59.999999Z", 1, 1]]),
    cursor([["2026-01-01T00:00:00", 1, 1], ["2026-01-01T00:00:00", 1, 1]]), cursor({"a": 1}),
    "AAAA", "=", "é", "-" * 400,
]  # fmt: skip


@pytest.fixture(scope="module")
async def cast(world: World) -> Cast:
    return await play(world)


@pytest.mark.parametrize(("verb", "field"), FIELDS)
async def test_a_hostile_value_is_refused_or_answered(bank: World, cast: Cast, verb: str, field: str) -> None:
    await bank.forgets_tries()
    row = rows_of(verb)[0]
    ask, token = await row.asked(cast, row.by), await cast.token(row.by, verb)
    for n, value in enumerate(HOSTILE):
        if n % 10 == 0:
            await bank.forgets_tries()
        said = await bank.call(verb, ask | {field: value}, token=token, address=f"10.3.{n // 50}.{n % 50}")
        assert said.status < 500, (value, said)
        assert said.code == "ok" or said.body["say"], (value, said)
        if said.code == "bad_input":
            assert said.body["field"].split("[")[0].split(".")[0] == field, (value, said)
    # Where a file needs no password, one that is given is nobody's.
    CANARIES.forget(*(value for value in HOSTILE if isinstance(value, str)))
    if verb == "password.change":
        await bank.remembers(cast.owner)  # some of these may be passwords


@pytest.mark.parametrize("verb", [verb.name for verb in CATALOG])
async def test_a_field_that_a_verb_does_not_have_is_refused_and_named(bank: World, cast: Cast, verb: str) -> None:
    await bank.forgets_tries()
    row = rows_of(verb)[0]
    ask, token = await row.asked(cast, row.by), cast.owner.token if row.by == "owner" else cast.clerk.token
    for hidden in ("status", "fee", "owner", "party", "approved", "level", "subject", "_", "__class__", "key"):
        said = await bank.call(verb, ask | {hidden: "approved"}, token=token)
        assert (said.status, said.code, said.body["field"]) == (422, "bad_input", hidden)
