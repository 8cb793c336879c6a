"""What is over is removed some time after, in small batches, and what is evidence stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tests.world import World

from sycee.app.wiring import declare
from sycee.kit.jobs import jobs_declared

declare()

JOBS = {
    "access.purge": "sycee.guard.access._purge",
    "book.purge": "sycee.insight.book._purge",
    "feature.purge": "sycee.brain.feature._purge",
    "device.purge": "sycee.guard.device._purge",
    "identity.purge": "sycee.guard.identity._purge",
    "jobs.purge": "sycee.kit.jobs._purge",
    "limit.purge": "sycee.guard.limit._purge",
    "limit.purge_cautions": "sycee.guard.limit._purge",
    "message.purge_simulated": "sycee.service.message._purge_simulated",
    "paper.purge": "sycee.insight.paper._purge",
    "remind.purge": "sycee.insight.remind._purge",
    "staff.purge": "sycee.guard.staff._purge",
}
OLD, NOW = "'2020-01-01'", "now()"
# Per job: what puts an old row in (or, with `now()`, one that must stay), and how it is found again by its mark.
OVER: dict[str, tuple[tuple[str, str], ...]] = {
    "identity.purge": (
        ("INSERT INTO identity_session (token, id, subject, channel, made_at, seen_at, ends_at) "
         "VALUES (sha256($1::uuid::text::bytea), $1, -7, 'http', {at}, {at}, {at}::timestamptz + '12 h')",
         "SELECT count(*) FROM identity_session WHERE id = $1"),
        ("INSERT INTO identity_code (id, subject, bound, code, sent_at, until) VALUES ($1, -7, '', '', {at}, {at})",
         "SELECT count(*) FROM identity_code WHERE id = $1"),
        ("INSERT INTO identity_simulated_sms (id, handle, text, sent_at) VALUES ($1, '', '', {at})",
         "SELECT count(*) FROM identity_simulated_sms WHERE id = $1"),
        ("INSERT INTO identity_device (subject, device, agent, first_seen, last_seen) "
         "VALUES (-7, $1::uuid::text::bytea, '', {at}, {at})",
         "SELECT count(*) FROM identity_device WHERE device = $1::uuid::text::bytea"),
    ),
    "paper.purge": (
        ("INSERT INTO paper_issued (code, owner, kind, since, until, holder, accounts, totals, entries, digest, "
         "made_at) VALUES (sha256($1::uuid::text::bytea), -7, 'account', {at}, {at}, '', '{{}}', '[]', 0, sha256(''), "
         "{at})",
         "SELECT count(*) FROM paper_issued WHERE code = sha256($1::uuid::text::bytea)"),
    ),
    "staff.purge": (
        ("INSERT INTO staff_session (token, id, member, made_at, seen_at, ends_at) "
         "SELECT $1::uuid::text::bytea, $1, min(id), {at}, {at}, {at}::timestamptz + '12 h' FROM staff_member",
         "SELECT count(*) FROM staff_session WHERE id = $1"),
    ),
    "limit.purge": (
        ("INSERT INTO limit_quota (scope, since, used) VALUES ($1::uuid::text, {at}, 1)",
         "SELECT count(*) FROM limit_quota WHERE scope = $1::uuid::text"),
    ),
    "limit.purge_cautions": (
        ("INSERT INTO limit_caution (id, subject, why, begun_at, until) VALUES ($1, -7, $1::uuid::text, {at}, {at})",
         "SELECT count(*) FROM limit_caution WHERE id = $1"),
    ),
    "book.purge": (
        ("WITH one AS (INSERT INTO book_upload (id, owner, name, size, made_at) VALUES ($1, -7, 'x', 1, {at})) "
         "INSERT INTO book_upload_part (upload, part, owner, content) VALUES ($1, 0, -7, '')",
         "SELECT count(*) FROM book_upload_part WHERE upload = $1"),
    ),
    "device.purge": (
        ("INSERT INTO device_challenge (id, purpose, bound, challenge, until) "
         "VALUES ($1, 'x', '', sha256($1::uuid::text::bytea), {at})",
         "SELECT count(*) FROM device_challenge WHERE id = $1"),
    ),
    "access.purge": (
        ("INSERT INTO access_proposal (id, subject, key, capability, mark, plan, shown, why, digest, level, made_at, "
         "expires_at) VALUES ($1, -7, $1, 'x', '', '', '', '', '', 2, {at}, {at})",
         "SELECT count(*) FROM access_proposal WHERE id = $1"),
    ),
    "jobs.purge": (
        ("INSERT INTO job_due (id, name, ask, run_at, state, ended_at) VALUES ($1, 'x', '', {at}, 'done', {at})",
         "SELECT count(*) FROM job_due WHERE id = $1"),
    ),
    "message.purge_simulated": (
        ("INSERT INTO message_simulated (id, owner, way, title, text, sent_at) VALUES ($1, -7, 'push', '', '', {at})",
         "SELECT count(*) FROM message_simulated WHERE id = $1"),
    ),
    "feature.purge": (
        ("WITH written AS (INSERT INTO feature_archive (day, events, bytes, digest, made_at) "
         "VALUES ('2020-01-02', 0, 0, sha256(''), now()) ON CONFLICT DO NOTHING) "
         "INSERT INTO feature_event (owner, message, kind, name, at, came_at, channel, props) "
         "VALUES (-1, $1, 'track', 'x', {at}, {at}, 'http', '{{}}')",
         "SELECT count(*) FROM feature_event WHERE message = $1"),
    ),
    "remind.purge": (
        ("INSERT INTO remind_finding (id, owner, why, facts, counterparty, found_at) "
         "VALUES ($1, -7, 'due', '{{}}', '', {at})",
         "SELECT count(*) FROM remind_finding WHERE id = $1"),
    ),
}  # fmt: skip
ROWS = [(name, put, find) for name, rows in OVER.items() for put, find in rows]


@pytest.fixture
async def owner(bank: World) -> AsyncIterator[Any]:
    """The owner's connection, to put rows in as time would have left them."""
    await bank.member()
    connection = await asyncpg.connect(bank.bank.dsn)
    yield connection
    await connection.close()


async def purges(bank: World, owner: Any, name: str) -> int:
    """Do the job, and those that it asks for; how many were done."""
    await owner.execute("UPDATE job_due SET state = 'done', ended_at = now() WHERE state = 'due'")
    await owner.execute("INSERT INTO job_due (id, name, ask, run_at) VALUES ($1, $2, '{}', now())", uuid4(), name)
    done, worker = 0, bank.bank.worker()
    while await worker.once():
        done += 1
    return done


def test_every_purge_is_tried_here() -> None:
    assert {name for name in jobs_declared() if "purge" in name} - {"message.purge"} <= set(OVER)
    assert set(OVER) == set(JOBS)


@pytest.mark.parametrize(("name", "put", "find"), ROWS, ids=[f"{n}-{f.split()[3]}" for n, _, f in ROWS])
async def test_what_is_over_goes_and_what_is_not_stays(bank: World, owner: Any, name: str, put: str, find: str) -> None:
    old, new = uuid4(), uuid4()
    await owner.execute(put.format(at=OLD), old)
    await owner.execute(put.format(at=NOW), new)
    await purges(bank, owner, name)

    assert [await owner.fetchval(find, mark) for mark in (old, new)] == [0, 1]


async def test_tries_in_a_row_are_kept_for_as_long_as_they_count(bank: World, owner: Any) -> None:
    mark = str(uuid4())
    put = "INSERT INTO limit_quota (scope, since, used) VALUES ($1, now() - $2::integer * interval '1 day', 100)"
    for scope, days in ((f"ever code:{mark}", 399), (f"ever old:{mark}", 403), (f"code:{mark}", 399)):
        await owner.execute(put, scope, days)
    await purges(bank, owner, "limit.purge")

    left = await owner.fetch("SELECT scope FROM limit_quota WHERE scope LIKE '%' || $1", mark)
    assert [row["scope"] for row in left] == [f"ever code:{mark}"]


@pytest.mark.parametrize(("name", "put", "find"), ROWS, ids=[f"{n}-{f.split()[3]}" for n, _, f in ROWS])
async def test_many_go_in_batches_each_of_which_is_done_by_itself(
    bank: World, owner: Any, monkeypatch: pytest.MonkeyPatch, name: str, put: str, find: str
) -> None:
    await purges(bank, owner, name)
    monkeypatch.setattr(import_module(JOBS[name]), "_BATCH", 2)
    marks = [uuid4() for _ in range(5)]
    for mark in marks:
        await owner.execute(put.format(at=OLD), mark)

    assert await purges(bank, owner, name) == 3
    assert [await owner.fetchval(find, mark) for mark in marks] == [0] * 5


async def test_what_was_confirmed_and_what_was_given_up_stays(bank: World, owner: Any) -> None:
    confirmed, given_up = uuid4(), uuid4()
    put = OVER["access.purge"][0][0].format(at=OLD)
    await owner.execute(put, confirmed)
    await owner.execute("UPDATE access_proposal SET state = 'approved' WHERE id = $1", confirmed)
    await owner.execute(OVER["jobs.purge"][0][0].format(at=OLD), given_up)
    await owner.execute("UPDATE job_due SET state = 'failed' WHERE id = $1", given_up)
    for name in ("access.purge", "jobs.purge"):
        await purges(bank, owner, name)

    assert await owner.fetchval(OVER["access.purge"][0][1], confirmed) == 1
    assert await owner.fetchval(OVER["jobs.purge"][0][1], given_up) == 1


async def test_a_purge_that_dies_goes_on_where_it_was(bank: World, owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module(JOBS["limit.purge"]), "_BATCH", 2)
    put, find = OVER["limit.purge"][0]
    marks = [uuid4() for _ in range(5)]
    for mark in marks:
        await owner.execute(put.format(at=OLD), mark)
    await owner.execute("UPDATE job_due SET state = 'done', ended_at = now() WHERE state = 'due'")
    await owner.execute("INSERT INTO job_due (id, name, ask, run_at) VALUES ($1, 'limit.purge', '{}', now())", uuid4())
    assert await bank.bank.worker().once()
    left = sum([await owner.fetchval(find, mark) for mark in marks])

    other = bank.bank.worker()
    while await other.once():
        pass

    assert left == 3
    assert [await owner.fetchval(find, mark) for mark in marks] == [0] * 5


async def test_the_application_itself_may_delete_nothing_of_it(owner: Any) -> None:
    for table in ("identity_session", "identity_code", "identity_device", "staff_session", "limit_quota",
                  "access_proposal", "job_due", "message_simulated", "remind_finding", "access_approval",
                  "journal_record"):  # fmt: skip
        assert not await owner.fetchval("SELECT has_table_privilege('sycee_app', $1, 'DELETE')", table), table
