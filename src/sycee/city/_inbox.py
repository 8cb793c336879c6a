"""The simulated phones: texts, pushes and mail that would have come. Exists in the demo alone."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sycee.core import party
from sycee.guard.identity import NotAPhone, Phone, inbox, phone_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.words import words
from sycee.service import message


class WhosePhone(Ask, frozen=True):
    phone: Phone


class CityMessage(Answer, frozen=True):
    """What came by one way, as it lies in the simulated phone. A text has no title."""

    at: datetime
    way: Literal["sms", "push", "mail"]
    title: str
    text: str


class CityInbox(Answer, frozen=True):
    """What a simulated phone has received, newest first."""

    messages: list[CityMessage]


@CATALOG.read("city.phone", title=words(zh="模拟手机", en="Simulated phone"), access="public", refuses=(NotAPhone,))
async def phone(ctx: Context, ask: WhosePhone) -> CityInbox:
    """What a simulated phone has received; simulated ports send nothing anywhere. In the demo alone."""
    number = phone_of(ask.phone)
    texts = [CityMessage(at=at, way="sms", title="", text=text) for at, text in await inbox(ctx, number)]
    owner = await party.by_phone(ctx, number)
    others = [] if owner is None else await message.lying(ctx, owner)
    notices = [CityMessage(at=each.at, way=each.way, title=each.title, text=each.text) for each in others]
    return CityInbox(messages=sorted(texts + notices, key=lambda each: each.at, reverse=True))
