"""Every verb is on every channel that it names, and says the same thing on each."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
import pytest
from matrix_rows import Cast, play, rows_of
from tests.world import World, sycee, uses_tool

from sycee.app.wiring import declare
from sycee.channels import cli, mcp
from sycee.channels.http import CUSTOMERS, STAFF, Site, openapi, typescript
from sycee.kit.capability import Capability
from sycee.kit.errors import Refusal
from sycee.kit.ids import new_id

EVERY = declare()
CATALOG = EVERY.only(lambda verb: bool(verb.channels))
VERBS = [verb.name for verb in CATALOG]
STEPS = [verb.name for verb in EVERY if not verb.channels]
"""The bank's own steps, such as paying a date of an order: they are on no channel."""
DOCUMENT = openapi(CATALOG)


@pytest.fixture(scope="module")
async def cast(world: World) -> Cast:
    return await play(world)


async def by_http(bank: World, verb: str, ask: dict[str, Any], token: str, key: UUID) -> tuple[bool, Any]:
    said = await bank.call(verb, ask, token=token, key=key)
    return said.status == 200, said.body


async def by_cli(bank: World, verb: str, ask: dict[str, Any], token: str, key: UUID) -> tuple[bool, Any]:
    ctx = replace(await bank.bank.who(bank.bank.context(), token), key=key)
    done, said = await cli.call(bank.bank.catalog, bank.bank.runner, ctx, verb, json.dumps(ask), "zh")
    return done, json.loads(said)


async def by_mcp(bank: World, verb: str, ask: dict[str, Any], token: str, key: UUID) -> tuple[bool, Any]:
    """As an assistant. What was done under the same key is told as done, with its answer."""
    keyed = {} if CATALOG[verb].effect == "read" else {"idempotency_key": str(key)}
    told = await uses_tool(bank, mcp.tool_name(verb), ask | keyed, token)
    return told.done, told.body["answer"] if told.body.get("state") == "done" else told.body


@pytest.fixture(scope="module")
async def everywhere(cast: Cast) -> str:
    """A session of the owner's that is good on every channel: the one of `sycee sign-in`."""
    return await cast.owner.signs_in_here()


BY = {"http": by_http, "cli": by_cli, "mcp": by_mcp, "staff": by_http}


def test_every_channel_that_a_verb_names_is_tried_here() -> None:
    named = {channel for verb in CATALOG for channel in verb.channels}

    assert named <= set(BY), "add the channel to BY in tests/shape/test_channels.py"


@pytest.mark.parametrize("verb", STEPS)
async def test_a_step_of_the_banks_own_is_reached_by_no_caller_outside(
    bank: World, cast: Cast, everywhere: str, verb: str
) -> None:
    key, token = new_id(bank.bank.clock()), cast.owner.token

    assert await by_http(bank, verb, {}, token, key) == (False, await _nothing_there(bank, token, key))
    assert (await by_cli(bank, verb, {}, everywhere, key))[1]["code"] == "not_found"
    for site in (bank.http, bank.console):
        assert f"/v1/{EVERY[verb].path}" not in (await site.get("/openapi.json")).json()["paths"]
        assert f'id="{verb}"' not in (await site.get("/reference")).text
    assert verb not in mcp.tool_verbs(EVERY)
    assert f"'{verb}'" not in typescript(EVERY)


async def _nothing_there(bank: World, token: str, key: UUID) -> Any:
    """What is answered where there has never been a verb."""
    return (
        await bank.http.post(
            "/v1/no/verb", json={}, headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(key)}
        )
    ).json()


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_answers_alike_on_every_channel(bank: World, cast: Cast, everywhere: str, verb: str) -> None:
    await bank.forgets_tries()
    row, key = rows_of(verb)[0], new_id(bank.bank.clock())
    ask, token = await row.asked(cast, row.by), await cast.token(row.by, verb)
    if "mcp" in CATALOG[verb].channels or verb == "password.change":  # which ends every session but its own
        token = everywhere

    first = {channel: await BY[channel](bank, verb, ask, token, key) for channel in CATALOG[verb].channels}

    if verb in ("session.stop_others", "password.change"):
        await cast.owner.signs_in()  # theirs was one of the others
    if CATALOG[verb].proof:
        kept = [told if told.get("state") == "waiting" else told["facts"] for _, told in first.values()]
        assert {told.get("code", told.get("state")) for _, told in first.values()} <= {"step_up_needed", "waiting"}
        assert len({one["proposal"] for one in kept}) == 1, "one key, one proposal, wherever it is asked for"
        return
    done, answer = next(iter(first.values()))
    assert done is True, answer
    if len(first) == 1:
        return  # the console's verbs are nowhere else
    if verb == "session.end":
        assert first["cli"][1]["code"] == "not_signed_in", "over on every channel at once"
    elif CATALOG[verb].secret:
        assert first["cli"][0] is True
        assert answer.keys() == first["cli"][1].keys()
    else:
        assert all(told == (done, answer) for told in first.values()), first


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_refuses_alike_on_every_channel(bank: World, cast: Cast, everywhere: str, verb: str) -> None:
    await bank.forgets_tries()
    key, wrong = new_id(bank.bank.clock()), {"no such field": 1}
    token = everywhere if rows_of(verb)[0].by == "owner" else cast.clerk.token

    said = [await BY[channel](bank, verb, wrong, token, key) for channel in CATALOG[verb].channels]

    assert {done for done, _ in said} == {False}
    assert all(body == said[0][1] for _, body in said)
    assert (said[0][1]["code"], said[0][1]["field"]) == ("bad_input", "no such field")


@pytest.mark.parametrize("verb", [verb.name for verb in CATALOG if "mcp" in verb.channels and verb.effect != "read"])
async def test_what_an_assistant_asks_for_waits_and_nothing_has_changed(bank: World, cast: Cast, verb: str) -> None:
    await bank.forgets_tries()
    await bank.brings_in(cast.owner.current, "500.00")  # whatever the tests before have swept away
    ask, before = await rows_of(verb)[0].asked(cast, "owner"), await cast.belongings()
    key, assistant = new_id(bank.bank.clock()), await cast.owner.helper()

    done, told = await by_mcp(bank, verb, ask, assistant, key)

    assert (done, told.get("state"), told.get("answer")) == (True, "waiting", None), told
    assert told["shown"], "it says what it waits for"
    assert await cast.belongings() == before
    waiting = (await cast.owner.call("proposal.list")).body["proposals"]
    (listed,) = [one for one in waiting if one["proposal"] == told["proposal"]]
    assert (listed["capability"], listed["shown"], listed["asked_by"]) == (verb, told["shown"], "帮手")
    assert (await by_mcp(bank, verb, ask, assistant, key))[1]["proposal"] == told["proposal"]
    assert (await cast.owner.call("proposal.drop", proposal=told["proposal"])).code == "ok"


def test_what_tells_a_secret_takes_a_proof_or_knows_no_customer_is_no_tool() -> None:
    tools = set(mcp.tool_verbs(CATALOG))

    assert tools
    for verb in CATALOG:
        if verb.secret or verb.proves or verb.access != "own":
            assert mcp.tool_name(verb.name) not in tools
    assert not tools & {"proposal_confirm", "proposal_challenge", "proposal_drop", "session_start", "assistant_allow"}


@pytest.mark.parametrize("verb", ["account.list", "transfer.own", "payee.check"])
async def test_the_command_itself_says_the_same(bank: World, cast: Cast, verb: str) -> None:
    row, key = rows_of(verb)[0], new_id(bank.bank.clock())
    ask, settings = await row.asked(cast, "owner"), bank.bank.settings
    cli.keep_token(settings.token, cast.owner.token)
    try:
        ran = await sycee(settings.home, "call", verb, "--json", json.dumps(ask), "--key", str(key))
    finally:
        cli.forget_token(settings.token)

    assert ran.status == 0, ran
    assert (True, ran.json) == await by_http(bank, verb, ask, cast.owner.token, key)


# ── What describes the verbs


@pytest.mark.parametrize("site", [CUSTOMERS, STAFF], ids=lambda site: site.channel)
async def test_the_routes_are_the_catalogs_and_the_documents(bank: World, site: Site) -> None:
    app, client = (bank.app, bank.http) if site is CUSTOMERS else (bank.desk, bank.console)
    served = {r.path for r in app.routes if getattr(r, "methods", None) == {"POST"}} - {"/csp"}  # type: ignore[attr-defined]
    part = CATALOG.only(lambda verb: site.channel in verb.channels)
    document = openapi(part, site)

    assert served == {f"/v1/{verb.path}" for verb in part} == set(document["paths"])
    assert (await client.get("/openapi.json")).json() == document


def _refs(value: Any) -> list[str]:
    if isinstance(value, dict):
        found = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return found + [ref for part in value.values() for ref in _refs(part)]
    return [ref for part in value for ref in _refs(part)] if isinstance(value, list) else []


def test_the_document_hangs_together() -> None:
    assert re.fullmatch(r"3\.1\.\d+", DOCUMENT["openapi"])
    assert {"title", "version"} <= set(DOCUMENT["info"])
    known = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    assert set(_refs(DOCUMENT)) <= known
    operations = [methods["post"] for methods in DOCUMENT["paths"].values()]
    assert all(set(methods) == {"post"} for methods in DOCUMENT["paths"].values())
    assert len({o["operationId"] for o in operations}) == len(operations)
    for operation in operations:
        assert set(operation) >= {
            "operationId",
            "summary",
            "description",
            "tags",
            "security",
            "requestBody",
            "responses",
        }
        for status, response in operation["responses"].items():
            assert re.fullmatch(r"[2-5]\d\d", status)
            assert response["description"]
            assert "schema" in response["content"]["application/json"]
        for requirement in operation["security"]:
            assert set(requirement) <= set(DOCUMENT["components"]["securitySchemes"])


@pytest.mark.parametrize("verb", VERBS)
def test_the_document_says_of_a_verb_what_the_catalog_says(verb: str) -> None:
    declared, operation = CATALOG[verb], DOCUMENT["paths"][f"/v1/{CATALOG[verb].path}"]["post"]

    assert (operation["operationId"], operation["x-effect"]) == (verb, declared.effect)
    assert operation["description"] == declared.help
    assert bool(operation["security"]) == (declared.access != "public")
    keyed = [p for p in operation["parameters"] if p["name"] == "Idempotency-Key"]
    assert bool(keyed) == declared.keyed
    own = {no.code for no in CATALOG.refusals(declared)}
    assert own <= set(operation["x-refusals"])
    for no in CATALOG.refusals(declared):
        assert f"`{no.code}`" in operation["responses"][str(no.http)]["description"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verbs_ask_says_how_much_of_everything_it_takes(verb: str) -> None:
    """Numbers have bounds that a column holds, texts and lists have a length."""
    for place, schema in _unbounded(CATALOG[verb]):
        pytest.fail(f"{verb}: {place} has no bound: {schema}; use RowId, Text or a Meta with one")


def _unbounded(verb: Capability) -> list[tuple[str, Any]]:
    components = DOCUMENT["components"]["schemas"]
    schema = DOCUMENT["paths"][f"/v1/{verb.path}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    properties = components[schema["$ref"].rpartition("/")[2]].get("properties", {})
    return [(name, kind) for name, part in properties.items() for kind in _kinds(part) if not _bounded(kind)]


def _kinds(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [kind for part in schema["anyOf"] for kind in _kinds(part)] if "anyOf" in schema else [schema]


def _bounded(schema: dict[str, Any]) -> bool:
    match schema.get("type"):
        case "integer":
            return "maximum" in schema and "minimum" in schema
        case "string":
            return bool({"maxLength", "format", "enum", "pattern"} & set(schema))
        case "array":
            return "maxItems" in schema and _bounded(schema["items"])
    return True


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_speaks_both_languages(verb: str) -> None:
    declared = CATALOG[verb]

    assert re.search(r"[\u4e00-\u9fff]", declared.title.zh)
    assert re.search(r"[A-Za-z]", declared.title.en)
    assert not re.search(r"[\u4e00-\u9fff]", declared.title.en)
    assert declared.help.endswith((".", "!"))
    languages = {"zh" if re.search(r"[\u4e00-\u9fff]", say) else "en" for say in declared.says}
    assert languages in (set(), {"zh", "en"}), f"{verb} is said in one language only"
    fields = {field.name for field in msgspec.structs.fields(declared.ask)}
    assert {name for say in declared.says for name in re.findall(r"{(\w+)}", say)} <= fields


@pytest.mark.parametrize("code", sorted(code for code in Refusal.codes() if not code.startswith("test_")))
def test_a_refusal_speaks_both_languages(code: str) -> None:
    no = Refusal.codes()[code]

    assert re.fullmatch(r"[a-z][a-z_]+", code)
    assert 400 <= no.http < 600
    assert re.search(r"[\u4e00-\u9fff]", no.say.zh)
    assert not re.search(r"[\u4e00-\u9fff]", no.say.en)
    assert set(re.findall(r"{(\w+)}", no.say.zh)) == set(re.findall(r"{(\w+)}", no.say.en))


def test_the_generated_client_has_every_verb() -> None:
    client = typescript(CATALOG)

    for verb in CATALOG:
        how = "act" if verb.keyed else "read"
        assert re.search(rf"= {how}<[^;]*>\('{re.escape(verb.name)}'", client), verb.name
        assert f"/** {' '.join(verb.help.split())} */" in client


async def test_the_reference_and_the_list_have_every_verb(bank: World) -> None:
    pages = [(await site.get("/reference")).text for site in (bank.http, bank.console)]
    page, listed = "".join(pages), cli.catalog_table(CATALOG)
    data = {verb["name"]: verb for verb in cli.catalog_json(CATALOG)}

    for verb in CATALOG:
        assert f'id="{verb.name}"' in page
        assert verb.name in listed
        told = data[verb.name]
        assert (told["effect"], told["channels"]) == (verb.effect, list(verb.channels))
        assert told["ask"]["type"] == told["answer"]["type"] == "object"
        assert {no["code"] for no in told["refuses"]} == {no.code for no in CATALOG.refusals(verb)}
    assert "<script" not in page
