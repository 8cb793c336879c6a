"""What a customer chooses of their messages: what holds, what may be chosen, and what an assistant would change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from tests.world import Person, World

from sycee.kit.capability import Subject, encode
from sycee.kit.errors import Refusal
from sycee.kit.ids import new_id


async def prefers(person: Person, **ask: Any) -> None:
    said = await person.call("message.prefer", **ask)
    assert said.status == 200, said


def choice(kind: str, way: str, *, on: bool) -> dict[str, Any]:
    return {"kind": kind, "way": way, "on": on}


async def test_a_customer_sees_what_holds_and_changes_only_what_they_name(bank: World) -> None:
    wang = await bank.customer("王海洋")
    held = (await wang.call("message.preferences")).body
    assert {(c["kind"], c["way"]) for c in held["choices"] if c["on"]} == {
        ("service", "inbox"), ("service", "push"), ("security", "inbox"), ("security", "push"), ("security", "sms"),
    }  # fmt: skip
    assert [(c["kind"], c["way"]) for c in held["choices"] if c["fixed"]] == [
        ("service", "inbox"),
        ("security", "inbox"),
    ]
    assert (held["quiet"], held["mail"]) == ({"on": False, "since": "22:00", "until": "07:00"}, None)

    said = await wang.call("message.prefer", mail="wang.hy@example.cn")
    assert said.body["mail"] == "w***@example.cn", "masked, to its owner too"
    await prefers(wang, quiet={"on": True, "since": "23:15", "until": "06:45"})
    await prefers(wang, choices=[choice("service", "mail", on=True)])

    held = (await wang.call("message.preferences")).body
    assert held["quiet"] == {"on": True, "since": "23:15", "until": "06:45"}
    assert {"kind": "service", "way": "mail", "on": True, "fixed": False} in held["choices"]


@pytest.mark.parametrize(
    ("ask", "code", "field"),
    [
        ({"choices": [choice("service", "inbox", on=False)]}, "message_way_fixed", "choices"),
        ({"choices": [choice("security", "inbox", on=False)]}, "message_way_fixed", "choices"),
        ({"choices": [choice("service", "mail", on=True)]}, "mail_address_missing", "choices"),
        (
            {"choices": [choice("service", "push", on=True), choice("service", "push", on=False)]},
            "bad_input",
            "choices",
        ),
        ({"choices": [choice("service", "pigeon", on=True)]}, "bad_input", "choices[0].way"),
        ({"quiet": {"on": True, "since": "22:00", "until": "22:00"}}, "quiet_hours_empty", "quiet"),
        ({"quiet": {"on": True, "since": "24:00", "until": "07:00"}}, "bad_input", "quiet.since"),
        ({"quiet": {"on": True, "since": "7:00", "until": "09:00"}}, "bad_input", "quiet.since"),
        ({"mail": "", "choices": [choice("service", "mail", on=True)]}, "mail_address_missing", "mail"),
        ({"mail": "no address"}, "bad_input", "mail"),
        ({"mail": "a@b"}, "bad_input", "mail"),
        ({"mail": "a@b.cn\n"}, "bad_input", "mail"),
        ({"language": "fr"}, "bad_input", "language"),
    ],
)
async def test_what_cannot_be_chosen_is_refused_and_named(
    bank: World, ask: dict[str, Any], code: str, field: str
) -> None:
    wang = await bank.customer("王海洋")
    before = await wang.call("message.preferences")

    said = await wang.call("message.prefer", **ask)

    assert (said.code, said.body["field"]) == (code, field)
    assert await wang.call("message.preferences") == before


async def test_what_an_assistant_would_change_is_shown_line_by_line(bank: World) -> None:
    wang = await bank.customer("王海洋")
    asked = {
        "choices": [choice("security", "sms", on=False)],
        "quiet": {"on": True, "since": "23:00", "until": "06:00"},
        "mail": "someone@example.cn",
    }
    subject = Subject(wang.party, uuid4(), since=bank.bank.clock())
    ctx = replace(bank.bank.context(), subject=subject, key=new_id(bank.bank.clock()), channel="mcp", proposes=True)

    with pytest.raises(Refusal) as refused:
        await bank.bank.runner.run(ctx, bank.bank.catalog["message.prefer"], encode(asked))

    assert refused.value.code == "step_up_needed"
    assert [(line["label"], line["value"]) for line in refused.value.facts["shown"]] == [
        ("安全消息·短信", "关闭"), ("免打扰", "打开 23:00–06:00"), ("邮箱", "someone@example.cn"),
    ]  # fmt: skip
    assert (await wang.call("message.preferences")).body["mail"] is None, "nothing is changed before it is confirmed"
