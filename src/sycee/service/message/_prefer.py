"""Choosing what comes by which way, and when it is to be quiet."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from msgspec import Meta

from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Ask, Context, Shown, write
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.words import END, Words, words
from sycee.service.message._preferences import MessagePreferences, Minute, told
from sycee.service.message._rows import MAIL, wishes_of
from sycee.service.message._rules import KINDS, Kind, Quiet, Way, Wishes, fixed

# One @ with something before it and a dotted host after it: whether it is somebody's, only a letter can tell.
_ADDRESS = f"^([A-Za-z0-9._%+-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(\\.[A-Za-z0-9-]{{1,63}}){{1,5}})?{END}"
Address = Annotated[
    str, Meta(max_length=254, pattern=_ADDRESS, description="mail address; empty to have none", examples=["a@b.cn"])
]

# Nobody's two choices at the same moment are both lost or half done.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('message_setting', $1))"
_CHOOSE = """
INSERT INTO message_preference (owner, kind, way, wanted, changed_at)
SELECT $1, kind, way, wanted, $5 FROM unnest($2::text[], $3::text[], $4::boolean[]) AS u (kind, way, wanted)
ON CONFLICT (owner, kind, way) DO UPDATE SET wanted = excluded.wanted, changed_at = excluded.changed_at
"""
_SET = """
INSERT INTO message_setting (owner, quiet, quiet_since, quiet_until, language, mail, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (owner) DO UPDATE SET quiet = excluded.quiet, quiet_since = excluded.quiet_since,
    quiet_until = excluded.quiet_until, language = excluded.language, mail = excluded.mail,
    changed_at = excluded.changed_at
"""


class NotYours(Refusal):
    code = "message_way_fixed"
    say = words(
        zh="业务和安全消息总会留在消息中心，不能关闭",
        en="Service and security messages always stay in your inbox",
    )


class NoAddress(Refusal):
    code = "mail_address_missing"
    say = words(zh="请先填写邮箱地址", en="Please give a mail address first")


class NoQuiet(Refusal):
    code, http = "quiet_hours_empty", 422
    say = words(zh="免打扰的开始和结束不能是同一时刻", en="Quiet hours cannot begin and end at the same time")


class ChooseWay(Ask, frozen=True):
    """One choice."""

    kind: Kind
    way: Way
    on: bool


class ChooseQuiet(Ask, frozen=True):
    """Quiet hours, in the bank's time."""

    on: bool
    since: Minute
    until: Minute


class Preferring(Ask, frozen=True):
    """What is left out stays as it is."""

    choices: Annotated[list[ChooseWay], Meta(max_length=12)] | None = None
    quiet: ChooseQuiet | None = None
    language: Literal["zh", "en"] | None = None
    mail: Address | None = None


_OPEN, _SHUT = words(zh="打开", en="on"), words(zh="关闭", en="off")
_KINDS: dict[str, Words] = {
    "service": words(zh="业务消息", en="Service messages"),
    "security": words(zh="安全消息", en="Security messages"),
    "marketing": words(zh="推荐", en="Offers"),
}
_WAYS: dict[str, Words] = {
    "inbox": words(zh="消息中心", en="inbox"),
    "push": words(zh="推送", en="push"),
    "sms": words(zh="短信", en="SMS"),
    "mail": words(zh="邮件", en="mail"),
}
_QUIET, _LANGUAGE = words(zh="免打扰", en="Quiet hours"), words(zh="发送语言", en="Language")
_MAIL, _NONE = words(zh="邮箱", en="Mail address"), words(zh="不再使用", en="none")


async def _shows(ctx: Context, ask: Preferring) -> tuple[Shown, ...]:
    """Each change, for whoever did not ask for it at their own screen."""

    def switched(on: bool) -> str:
        return (_OPEN if on else _SHUT).say(ctx.locale)

    lines = [
        Shown(Words(f"{_KINDS[kind].zh}·{_WAYS[way].zh}", f"{_KINDS[kind].en}, {_WAYS[way].en}"), switched(on))
        for (kind, way), on in _choices(ask).items()
    ]
    if ask.quiet:
        _hours(ask.quiet)
        lines.append(Shown(_QUIET, f"{switched(ask.quiet.on)} {ask.quiet.since}–{ask.quiet.until}"))
    if ask.language:
        lines.append(Shown(_LANGUAGE, {"zh": "中文", "en": "English"}[ask.language]))
    if ask.mail is not None:
        lines.append(Shown(_MAIL, ask.mail or _NONE.say(ctx.locale)))
    return tuple(lines)


@CATALOG.write(
    "message.prefer",
    title=words(zh="修改消息设置", en="Change message preferences"),
    says=("打开免打扰", "关闭短信通知", "set quiet hours"),
    refuses=(NotYours, NoAddress, NoQuiet),
    shows=_shows,
)
async def prefer(ctx: Context, ask: Preferring) -> MessagePreferences:
    """Choose which messages also come by push, SMS or mail, when it is to be quiet, and where mails go.

    A sign-in on a new device is told by SMS whatever is chosen here. Nothing of marketing is sent unless it is wanted.
    """
    connection, vault = write(ctx).connection, ctx.port(Vault)
    await connection.execute(_ALONE, ctx.me)
    before = await wishes_of(connection, ctx.me)
    kept = before if ask.mail != "" else _without_mail(before)
    after = Wishes(
        {**kept.choices, **_choices(ask)},
        ask.quiet.on if ask.quiet else before.quiet,
        before.hours if ask.quiet is None else _hours(ask.quiet),
        ask.language or before.language,
        before.mail if ask.mail is None else vault.seal(ask.mail, MAIL, ctx.me) if ask.mail else None,
    )
    if after.mail is None and any(after.want(kind, "mail") for kind in KINDS):
        raise NoAddress(field="mail" if ask.mail is not None else "choices")
    changed = {place: on for place, on in after.choices.items() if before.choices.get(place) != on}
    kinds, ways = [kind for kind, _ in changed], [way for _, way in changed]
    await connection.execute(_CHOOSE, ctx.me, kinds, ways, list(changed.values()), ctx.now)
    await connection.execute(
        _SET, ctx.me, after.quiet, after.hours.since, after.hours.until, after.language, after.mail, ctx.now
    )
    return told(after, vault, ctx.me)


def _choices(ask: Preferring) -> dict[tuple[str, str], bool]:
    """The asked choices; refuses what is not for the customer to choose, and saying two things of one way."""
    wanted: dict[tuple[str, str], bool] = {}
    for choice in ask.choices or ():
        if fixed(choice.kind, choice.way) and not choice.on:
            raise NotYours(field="choices")
        if wanted.setdefault((choice.kind, choice.way), choice.on) != choice.on:
            raise BadInput(field="choices", reason="two answers for one way")
    return wanted


def _hours(quiet: ChooseQuiet) -> Quiet:
    if quiet.since == quiet.until:
        raise NoQuiet(field="quiet")
    return Quiet(_minute(quiet.since), _minute(quiet.until))


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _without_mail(wishes: Wishes) -> Wishes:
    """Without an address nothing goes by mail, until it is chosen anew."""
    return replace(wishes, choices={place: on and place[1] != "mail" for place, on in wishes.choices.items()})
