"""Logs: one JSON object a line, enough to find a fault by, and nothing about anybody."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import structlog
from tests.world import Person, World

from sycee.app.serve import config_of

CANARIES = ("金丝雀", "13700099999", "6299000000000099999", "canary@example.com")


class Leaky(Exception):
    """An error whose words carry what no log may have."""

    def __init__(self) -> None:
        super().__init__(" ".join(CANARIES))


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="900")


async def leaks(*_: object, **__: object) -> None:
    name = CANARIES[0]  # a frame's values are not logged either
    raise Leaky from ValueError(name)


def lines(captured: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.splitlines()]


async def test_a_fault_is_logged_by_its_kind_and_place(
    bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with bank.breaking(), monkeypatch.context() as patch:
        patch.setattr("sycee.guard.limit._quota.at_once", leaks)
        said = await mei.call("payee.check", to=CANARIES[2])

    err = capsys.readouterr().err
    [line] = [each for each in lines(err) if each["event"] == "fault"]
    assert said.status == 500
    assert (line["verb"], line["error"], line["level"]) == ("payee.check", "Leaky", "error")
    assert line["where"][-1].endswith("leaks")
    assert not any(canary in err or canary in str(said.body) for canary in (*CANARIES, mei.name, mei.phone, mei.token))


async def test_an_error_of_the_database_is_logged_without_its_values(
    bank: World, capsys: pytest.CaptureFixture[str]
) -> None:
    log = structlog.get_logger("test")
    async with bank.bank.db.writers.acquire() as connection:
        try:
            await connection.execute("SELECT $1::text::int", CANARIES[0])
        except Exception:
            log.exception("broken")

    err = capsys.readouterr().err
    assert "InvalidTextRepresentationError" in err
    assert not any(canary in err for canary in CANARIES)


async def test_what_libraries_log_says_no_more(bank: World, capsys: pytest.CaptureFixture[str]) -> None:
    config_of(bank.bank, bank.app, 0)
    for name in ("asyncio", "uvicorn.error", "some.library"):
        try:
            raise Leaky
        except Leaky:
            logging.getLogger(name).exception("something broke")

    err = capsys.readouterr().err
    assert err.count("Leaky") == 3
    assert not any(canary in err for canary in CANARIES)


async def test_a_task_that_nobody_waited_for_says_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    task = asyncio.create_task(leaks())
    await asyncio.wait([task])
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "nobody waited", "exception": task.exception(), "task": task})

    err = capsys.readouterr().err
    assert "nobody waited" in err
    assert not any(canary in err for canary in CANARIES)


async def test_line_breaks_and_colours_from_outside_stay_inside_their_line(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger("test").warning("tried", what='a\r\n{"event":"forged"}\x1b[31m')

    [line] = lines(capsys.readouterr().err)
    assert line["event"] == "tried"


def test_a_log_that_cannot_be_written_stops_nothing() -> None:
    script = """
import structlog
from sycee.app.logs import set_up_logs
set_up_logs(verbose=False)
structlog.get_logger("till").warning("till_connection_cut")
print("went on")
"""
    with Path("/dev/full").open("w") as full:
        process = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=full, check=False)

    assert process.stdout == b"went on\n"


async def test_a_quiet_day_logs_nothing(bank: World, mei: Person, capsys: pytest.CaptureFixture[str]) -> None:
    await mei.call("account.list")
    await mei.call("payee.check", to="19900000000")

    assert capsys.readouterr().err == ""
