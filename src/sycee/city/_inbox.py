"""The simulated phones' inboxes. Exists in the demo alone."""

from __future__ import annotations

from datetime import datetime

from sycee.guard.identity import NotAPhone, Phone, inbox, phone_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.words import words


class WhosePhone(Ask, frozen=True):
    phone: Phone


class CityMessage(Answer, frozen=True):
    """A text message, as it lies in the simulated phone."""

    at: datetime
    text: str


class CityInbox(Answer, frozen=True):
    """What a simulated phone has received, newest first."""

    messages: list[CityMessage]


@CATALOG.read("city.phone", title=words(zh="模拟手机", en="Simulated phone"), access="public", refuses=(NotAPhone,))
async def phone(ctx: Context, ask: WhosePhone) -> CityInbox:
    """The inbox of a simulated phone: no SMS leaves this bank while its gateway is simulated. In the demo alone."""
    found = await inbox(ctx, phone_of(ask.phone))
    return CityInbox(messages=[CityMessage(at=at, text=text) for at, text in found])
