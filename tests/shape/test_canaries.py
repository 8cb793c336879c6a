"""What people prove themselves by is kept nowhere that it can be read: sought in everything, and found when planted."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest
import structlog
from prometheus_client import Counter
from tests.world import CANARIES, Canaries, World

from sycee.kit.db import status


@pytest.fixture
def planted() -> Canaries:
    """Canaries of this test alone."""
    made = Canaries()
    made.catch("13799990001", "330106199001019999", "canary-password-1", "a password with spaces")
    made.codes.add("480215")
    return made


async def test_nothing_that_was_said_so_far_is_where_it_may_not_be(bank: World) -> None:
    """At the end of the whole run the same is asked once more (tests/conftest.py)."""
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "10.00")
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
    assert {mei.phone, mei.password, mei.token} <= CANARIES.words
    assert CANARIES.codes

    assert CANARIES.in_lines() == []
    assert CANARIES.in_file((await status(bank.bank.settings.home)).log) == []
    assert await CANARIES.in_tables(bank.bank.dsn) == {}


@pytest.mark.parametrize(
    "line",
    ["call from 13799990001", '{"document":"330106199001019999"}', "password=canary-password-1", "code 480215.",
     "it was: a password with spaces!"],
)  # fmt: skip
def test_one_in_a_log_or_an_answer_is_found(planted: Canaries, line: str, tmp_path: Path) -> None:
    quiet = "2027-11-29T03:02:15.480215+00:00 [480215] a quiet line, amount 480215.00 of 1379999000100"
    planted.lines.extend([quiet, line])
    assert planted.in_lines() == [line]
    planted.lines.clear()
    planted.request(b"{}", 422, line.encode())
    assert planted.in_lines() == [line]
    (tmp_path / "log").write_text(f"{quiet}\n{line}\n")
    assert planted.in_file(tmp_path / "log") == [line]


def test_one_in_a_metric_is_found(planted: Canaries) -> None:
    counter = Counter("test_leak", "A label that names somebody", ["who"])
    counter.labels("13799990001").inc()
    found = planted.in_lines()
    counter.clear()
    assert found
    assert all("13799990001" in line for line in found)


async def test_one_in_a_table_is_found_whatever_column_it_is_in(bank: World, planted: Canaries) -> None:
    owner = await asyncpg.connect(bank.bank.dsn)
    leaks = (
        ("UPDATE limit_quota SET scope = scope || ' 13799990001' WHERE scope = (SELECT min(scope) FROM limit_quota)",
         "limit_quota.scope"),
        ("INSERT INTO party_favourite VALUES (-9, '{330106199001019999}', now())", "party_favourite.names"),
        ("""INSERT INTO journal_record VALUES (gen_random_uuid(), 99, 1, 1, -9, 'x', '', '', false, now(),
            '{"code":"480215","why":"a password with spaces"}')""", "journal_record.said"),
    )  # fmt: skip
    await owner.execute("INSERT INTO limit_quota VALUES ('a', now(), 1) ON CONFLICT DO NOTHING")
    for leak, _ in leaks:
        await owner.execute(leak)
    found = await planted.in_tables(bank.bank.dsn)
    await owner.execute("DELETE FROM limit_quota WHERE scope LIKE '% 13799990001'")
    await owner.execute("DELETE FROM party_favourite WHERE owner = -9")
    await owner.execute("DELETE FROM journal_record WHERE slot = 99 AND subject = -9")
    await owner.close()

    assert found == {
        "limit_quota.scope": {"13799990001"},
        "party_favourite.names": {"330106199001019999"},
        "journal_record.said": {"480215", "a password with spaces"},
    }


def test_a_line_of_the_banks_own_log_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger("test").warning("heard", what="canaries-listen")

    assert any("canaries-listen" in line for line in CANARIES.lines)
