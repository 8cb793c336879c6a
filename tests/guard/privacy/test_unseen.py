"""Behind the masks: a verb for staff that forgets to mask shows nothing whole all the same."""

from __future__ import annotations

import json

import pytest
from tests.world import World

from sycee.guard.privacy import unseen
from sycee.service import console


@pytest.mark.parametrize(
    ("whole", "masked"),
    [("13812341234", "138****1234"), ("330106199001010018", "3****************8"),
     ("11010119900307123X", "1****************X"), ("6299000000000003307", "6299 **** **** 3307"),
     ("电话13812341234，请回电", "电话138****1234，请回电")],
)  # fmt: skip
def test_what_identifies_somebody_is_masked_wherever_it_stands(whole: str, masked: str) -> None:
    told = {"a": whole, "b": [{"c": f"{whole}"}], "next": None, "n": 7}

    assert json.loads(unseen(json.dumps(told).encode(), "x")) == {
        "a": masked,
        "b": [{"c": masked}],
        "next": None,
        "n": 7,
    }
    assert json.loads(unseen(json.dumps(told, ensure_ascii=False).encode(), "x"))["a"] == masked


@pytest.mark.parametrize(
    "value",
    ["138****1234", "019a1381-2341-7234-8123-413812341234", "2026-11-22T00:00:00Z", "sha256:13812341234ab",
     "1381234123", "138123412345", "13812341234.00"],
)  # fmt: skip
def test_what_is_masked_or_none_of_it_stays(value: str) -> None:
    told = json.dumps({"a": value, "amount": "13812341234", "number": 13812341234}).encode()

    assert unseen(told, "x") == told


async def test_a_verb_that_forgets_shows_nothing_whole_and_is_reported(
    bank: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mei, lin = await bank.customer("欧阳明漪"), await bank.member("customers")
    monkeypatch.setattr(
        "sycee.service.console._find.found", lambda who: console.CustomerFound(
        customer=who.number, name="*", phone=mei.phone, document_kind="resident_id", document="330106199001010018",
        joined_on=who.joined_at.date(),
    ))  # fmt: skip
    said = await lin.call("customer.find", text=mei.phone)
    shown = said.body["customers"][0]

    assert (shown["phone"], shown["document"]) == (f"137****{mei.phone[-4:]}", "3****************8")
    assert mei.phone not in str(said.body)
    [line] = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["event"], line["verb"], line["kinds"]) == ("would_have_shown", "customer.find", ["document", "phone"])
    assert "sycee_masked_total" in (await bank.console.get("/metrics")).text
