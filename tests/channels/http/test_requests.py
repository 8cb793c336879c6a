"""What comes in over HTTP: only JSON, only so much of it, only by POST, and from a browser only its own page."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tests.world import Person, World

from sycee.kit.ids import new_id

COOKIE = "__Host-sycee"


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="900")


async def posts(bank: World, path: str, content: Any = b"{}", **headers: str) -> httpx.Response:
    given = {"Content-Type": "application/json", "Idempotency-Key": str(new_id(bank.bank.clock()))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return await bank.http.post(f"/v1/{path}", content=content, headers=given)


def code_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def signed_in(bank: World, person: Person) -> httpx.Response:
    ask = json.dumps({"phone": person.phone, "password": person.password})
    return await posts(bank, "session/start", ask, X_Sycee="app")


async def test_a_browsers_token_is_in_a_cookie_that_no_script_reads(bank: World, mei: Person) -> None:
    response = await signed_in(bank, mei)

    name, _, rest = response.headers["set-cookie"].partition("=")
    token, _, flags = rest.partition(";")
    told = {flag.strip().lower().split("=")[0]: flag for flag in flags.split(";")}
    assert name == COOKIE
    assert {"secure", "httponly", "expires"} <= set(told)
    assert told["path"].strip().lower() == "path=/"
    assert told["samesite"].strip().lower() == "samesite=strict"
    assert "domain" not in told
    assert len(token) >= 43
    assert token not in response.text
    assert response.json()["token"] == ""


async def test_a_cookie_is_worth_nothing_without_the_apps_own_header(bank: World, mei: Person) -> None:
    token = (await signed_in(bank, mei)).headers["set-cookie"].partition("=")[2].partition(";")[0]
    cookie = f"{COOKIE}={token}"

    assert (await posts(bank, "party/me", Cookie=cookie, X_Sycee="app")).status_code == 200
    for other in ({}, {"X_Sycee": "yes"}, {"X_Sycee": ""}, {"Origin": "https://elsewhere.example"}):
        response = await posts(bank, "party/me", Cookie=cookie, **other)
        assert code_of(response) == (415, "wrong_type"), other
        assert response.json()["field"] == "X-Sycee"
    assert (await posts(bank, "transfer/own", b"{}", Cookie=cookie)).status_code == 415
    assert code_of(await posts(bank, "party/me", Cookie=f"sycee={token}", X_Sycee="app")) == (401, "not_signed_in")


async def test_signing_out_leaves_nothing_in_the_browser(bank: World, mei: Person) -> None:
    cookie = (await signed_in(bank, mei)).headers["set-cookie"].partition(";")[0]
    response = await posts(bank, "session/end", Cookie=cookie, X_Sycee="app")

    assert response.status_code == 200
    assert response.headers["set-cookie"].startswith(f'{COOKIE}="";')
    assert "max-age=0" in response.headers["set-cookie"].lower()
    assert response.headers["clear-site-data"] == '"cache", "storage"'
    assert code_of(await posts(bank, "party/me", Cookie=cookie, X_Sycee="app")) == (401, "not_signed_in")


async def test_a_token_in_the_address_or_the_body_is_nobody(bank: World, mei: Person) -> None:
    for path in (f"party/me?token={mei.token}", f"party/me?access_token={mei.token}"):
        assert code_of(await posts(bank, path)) == (401, "not_signed_in")
    body = json.dumps({"token": mei.token})
    assert (await posts(bank, "party/me", body)).status_code == 401
    for scheme in ("Basic", "bearer", "Token"):
        assert (await posts(bank, "party/me", Authorization=f"{scheme} {mei.token}")).status_code == 401


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/jsonp",
     "text/json", "application/xml", "application/json-patch+json", "text/plain; application/json"],
)  # fmt: skip
async def test_only_json_is_read(bank: World, mei: Person, kind: str) -> None:
    response = await posts(bank, "party/me", Content_Type=kind, Authorization=f"Bearer {mei.token}")

    assert code_of(response) == (415, "wrong_type")
    assert response.json()["field"] == "Content-Type"


async def test_json_in_any_spelling_of_its_type_is_read(bank: World, mei: Person) -> None:
    for kind in ("application/json", "application/json; charset=utf-8", "Application/JSON"):
        assert (
            await posts(bank, "party/me", Content_Type=kind, Authorization=f"Bearer {mei.token}")
        ).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"\xff", b"{}{}", b"[" * 30_000, b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
     b'{"fee":0}', b"NaN", b"\x00" * 100, b"\xef\xbb\xbf{}"],
    ids=lambda body: repr(body[:10]),
)  # fmt: skip
async def test_what_is_no_ask_is_bad_input(bank: World, mei: Person, body: bytes) -> None:
    response = await posts(bank, "party/me", body, Authorization=f"Bearer {mei.token}")

    assert code_of(response) == (422, "bad_input")


async def pieces(total: int, size: int = 16_000) -> AsyncIterator[bytes]:
    while total > 0:
        yield b" " * min(size, total)
        total -= size


@pytest.mark.parametrize(
    ("path", "most"), [("party/me", 64 * 1024), ("book/bring", 10 * 1024 * 1024 * 4 // 3 + 16_384)]
)
async def test_a_body_over_the_limit_is_refused_however_it_comes(
    bank: World, mei: Person, path: str, most: int
) -> None:
    for content in (b" " * (most + 1), pieces(most + 1, 256_000)):
        response = await posts(bank, path, content, Authorization=f"Bearer {mei.token}")
        assert code_of(response) == (413, "too_large")
        assert response.json()["facts"] == {"bytes_max": most}
    assert code_of(await posts(bank, path, pieces(most, 256_000), Authorization=f"Bearer {mei.token}")) == (
        422,
        "bad_input",
    )


async def test_a_body_that_lies_about_its_length_is_counted_as_it_comes(bank: World, mei: Person) -> None:
    response = await posts(bank, "party/me", pieces(100_000), Authorization=f"Bearer {mei.token}", Content_Length="2")

    assert code_of(response) == (413, "too_large")


async def test_following_a_link_changes_nothing(bank: World, mei: Person) -> None:
    headers = {"Authorization": f"Bearer {mei.token}", "Content-Type": "application/json"}
    for verb in bank.bank.catalog:
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            response = await bank.http.request(method, f"/v1/{verb.path}", headers=headers)
            assert (response.status_code, response.json()["code"]) == (404, "not_found"), (method, verb.name)
        assert (await bank.http.head(f"/v1/{verb.path}", headers=headers)).status_code == 404
        assert (await bank.http.request("TRACE", f"/v1/{verb.path}", headers=headers)).status_code == 405
    assert (await mei.call("party.me")).code == "ok", "still signed in"


@pytest.mark.parametrize(
    "path", ["nothing", "transfer", "transfer/send/", "transfer.send", "../v1/party/me/x", "%00", ""]
)
async def test_what_is_no_verb_is_not_found(bank: World, mei: Person, path: str) -> None:
    response = await posts(bank, path, Authorization=f"Bearer {mei.token}")

    assert code_of(response) == (404, "not_found")


async def test_every_answer_carries_what_keeps_a_browser_safe(bank: World, mei: Person) -> None:
    answers = [
        await posts(bank, "party/me", Authorization=f"Bearer {mei.token}"),
        await posts(bank, "party/me"),
        await posts(bank, "party/me", b"{"),
        await posts(bank, "nothing"),
        await bank.http.get("/reference"),
        await bank.http.get("/healthz"),
        await bank.http.get("/nowhere.js"),
    ]
    for response in answers:
        headers = response.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src" not in policy.replace("default-src", ""), "scripts come from here alone"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
    for response in answers[:4]:
        assert response.headers["cache-control"] == "no-store"


async def test_a_refusal_speaks_the_callers_language(bank: World, mei: Person) -> None:
    said = {
        lang: (await posts(bank, "party/me", Accept_Language=lang)).json()["say"]
        for lang in ("zh", "en", "en-GB,en;q=0.9", "zh-CN,en;q=0.5", "fr", "")
    }

    assert said["en"] == said["en-GB,en;q=0.9"] == "Please sign in first"
    assert said["zh"] == said["zh-CN,en;q=0.5"] == said["fr"] == said[""] == "请先登录"


async def test_who_must_wait_is_told_how_long(bank: World) -> None:
    ask = json.dumps({"phone": "19955550000", "password": "x"})
    answers = [await posts(bank, "session/start", ask) for _ in range(11)]

    assert code_of(answers[-1]) == (429, "too_many")
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/..", "/../../etc/passwd", "/%00.js", "/assets/../index.html", "/assets/%2e%2e/x.py",
                                  "/assets//etc/passwd", "/.env", "/con.js"])  # fmt: skip
async def test_no_file_beside_the_app_is_served(bank: World, path: str) -> None:
    response = await bank.http.get(path)

    assert response.status_code in {404, 503} or "<!doctype html" in response.text.lower()
    assert "root:" not in response.text


async def test_health_tells_of_the_process_and_of_nobody(bank: World, mei: Person) -> None:
    alive, ready, metrics = [await bank.http.get(f"/{path}") for path in ("healthz", "readyz", "metrics")]

    assert alive.json() == {"alive": True}
    assert (ready.status_code, ready.json()) == (200, {"database": True, "till": True})
    assert 'sycee_calls_total{said="ok",verb="party.me"}' in metrics.text
    assert not any(secret in metrics.text for secret in (mei.phone, mei.name, mei.number, mei.token))


async def test_a_caller_who_leaves_amid_a_body_is_no_fault(bank: World, capsys: pytest.CaptureFixture[str]) -> None:
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": b"{", "more_body": True}]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"localhost")]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/v1/party/me", "raw_path": b"/v1/party/me", "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 4711), "server": ("localhost", 8000),
    }  # fmt: skip
    await bank.app(scope, receive, send)

    assert '"fault"' not in capsys.readouterr().err
    assert not sent or sent[0]["status"] < 500


async def test_a_session_that_ends_while_its_body_is_held_back_does_nothing_more(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.channels.http._app._SLOW_S", -1)
    wang = await bank.customer("王海", cny="100")
    thief = wang.token
    ask = {"source": wang.current, "target": wang.savings, "amount": {"amount": "1.00", "asset": "CNY"}}

    async def held() -> AsyncIterator[bytes]:
        body = json.dumps(ask).encode()
        yield body[:10]
        await wang.signs_in()
        assert (await wang.call("session.stop_others")).code == "ok"
        yield body[10:]

    assert code_of(await posts(bank, "transfer/own", held(), Authorization=f"Bearer {thief}")) == (401, "not_signed_in")
    assert await wang.balance() == "100.00"
    slow = await posts(bank, "transfer/own", json.dumps(ask).encode(), Authorization=f"Bearer {wang.token}")
    assert slow.status_code == 200, "a body that only is slow is heard"


INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\son\w+\s*=|javascript:|\sstyle\s*=", re.I)


async def test_no_page_has_a_script_or_a_style_in_itself(bank: World) -> None:
    pages = [await site.get(path) for site in (bank.http, bank.console) for path in ("/", "/reference", "/nowhere.js")]
    for page in pages:
        assert page.headers["content-type"].startswith("text/html")
        assert not INLINE.search(page.text), "the content policy has no nonce, since nothing needs one"
        assert not re.search(r"""(src|href)=["']?(https?:)?//""", page.text), "nothing comes from elsewhere"
    for bad in ("<script>", "<script type=module>x", "<p onclick=x>", "<p style='x'>", "<style>"):
        assert INLINE.search(bad)


async def test_a_page_may_ask_a_browser_for_little_and_no_text_becomes_code(bank: World) -> None:
    for site in (bank.http, bank.console):
        headers = (await site.get("/")).headers
        policy = dict(rule.partition(" ")[::2] for rule in headers["content-security-policy"].split("; "))
        asks = dict(rule.split("=") for rule in headers["permissions-policy"].split(", "))

        assert policy["default-src"] == "'self'"
        assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"]) == ("'none'",) * 3
        assert (policy["require-trusted-types-for"], policy["trusted-types"]) == ("'script'", "sycee")
        assert policy["report-uri"] == "/csp"
        assert "unsafe" not in headers["content-security-policy"]
        assert (asks["camera"], asks["microphone"], asks["geolocation"], asks["payment"]) == (
            "(self)",
            "()",
            "()",
            "()",
        )
        assert set(asks.values()) == {"()", "(self)"}
        assert "max-age=31536000" in headers["strict-transport-security"]
        assert "includeSubDomains" in headers["strict-transport-security"]


async def test_what_the_policy_stops_is_counted_by_its_rule_and_nothing_of_it_is_kept(
    bank: World, capsys: pytest.CaptureFixture[str]
) -> None:
    def report(rule: str) -> str:
        told = {"document-uri": "http://localhost/transfer/to/canary-7", "effective-directive": rule,
                "blocked-uri": "https://elsewhere.example/x.js", "script-sample": "canary-8"}  # fmt: skip
        return json.dumps({"csp-report": told})

    said = [
        await bank.http.post("/csp", content=body, headers={"Content-Type": "application/csp-report"})
        for body in (report("script-src-elem"), report("canary-9"), "{", "[]", " " * 9000)
    ]
    metrics = (await bank.http.get("/metrics")).text

    assert [answer.status_code for answer in said] == [204, 204, 400, 400, 413]
    assert 'sycee_page_stopped_total{rule="script-src-elem"}' in metrics
    assert 'sycee_page_stopped_total{rule="other"}' in metrics
    assert "canary-" not in metrics + capsys.readouterr().err
