"""Every verb of both sites, asked what its document lets in and what it does not: each answer is one that it names.

What is asked follows from the seed (`make test SEED=…` prints it). Half of what fits the document has parts of a valid
ask in it, by which it comes further than the first look.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matrix_rows import Cast, play, rows_of
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from tests.world import World

from sycee.app.wiring import declare
from sycee.channels.http import CUSTOMERS, STAFF, openapi
from sycee.kit.ids import new_id

EXAMPLES = 8
"""How many asks of each verb: about a minute for all of them."""

EVERY = declare()
SITES = {"http": CUSTOMERS, "staff": STAFF}
VERBS = [(channel, verb.name) for channel in SITES for verb in EVERY if channel in verb.channels]
DOCUMENTS = {
    channel: schemathesis.openapi.from_dict(openapi(EVERY.only(lambda verb, on=channel: on in verb.channels), site))
    for channel, site in SITES.items()
}
ALWAYS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FITS, FITS_NOT = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
ENDS_SESSIONS = {"session.end", "session.stop", "session.stop_others", "password.change", "staff.end"}

load_all_checks()


@pytest.fixture(scope="module")
async def cast(world: World) -> Cast:
    return await play(world)


@pytest.mark.parametrize(("channel", "verb"), VERBS)
@pytest.mark.parametrize("mode", [FITS, FITS_NOT])
@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
async def test_every_answer_is_one_that_the_document_names(
    world: World, cast: Cast, channel: str, verb: str, mode: GenerationMode, data: st.DataObject
) -> None:
    await world.forgets_tries()
    operation = DOCUMENTS[channel][f"/v1/{EVERY[verb].path}"]["POST"]
    case: Case = data.draw(operation.as_strategy(mode))
    row = rows_of(verb)[0]
    if mode is FITS and isinstance(case.body, dict) and data.draw(st.booleans()):
        valid = await row.asked(cast, row.by)
        case.body |= {name: valid[name] for name in valid if data.draw(st.booleans())}
    caller = row.by if data.draw(st.integers(0, 3)) else "anonymous"
    if caller == "owner" and verb in ENDS_SESSIONS:
        await world.remembers(cast.owner)
        await cast.owner.signs_in()
    token = await cast.token(caller, verb)

    headers = {name: str(value).encode(errors="replace") for name, value in (case.headers or {}).items()}
    if mode is FITS and data.draw(st.booleans()):
        headers["Idempotency-Key"] = str(new_id(world.bank.clock())).encode()
    headers |= {"Content-Type": b"application/json"} | ({"Authorization": f"Bearer {token}".encode()} if token else {})
    site = world.console if channel == "staff" else world.http
    response = await site.post(f"/v1/{EVERY[verb].path}", content=_written(case.body), headers=headers)

    if verb == "payee.remove":  # a drawn number may be the cast's own payee
        cast.payee, cast.their_payee = await cast.owner.adds(cast.kin), await cast.stranger.adds(cast.kin)
    response.elapsed = timedelta()  # no clock is asserted here, and not every client sets it
    case.validate_response(response, checks=[*ALWAYS, *([negative_data_rejection] if mode is FITS_NOT else [])])


def _written(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return b"" if body is NOT_SET else json.dumps(body).encode()


async def test_the_books_are_right_after_all_of_it(bank: World, cast: Cast) -> None:
    assert (await cast.owner.signs_in()).token
