"""A payee who was added a short while ago: what goes to all of them together in a day has an end."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sycee.core.payee._known import Elsewhere, Known
from sycee.guard.limit import cooldown, cooled, cooling
from sycee.kit.capability import Context
from sycee.kit.errors import Refusal
from sycee.kit.money import Money
from sycee.kit.till import Own
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import Locale, words


class Cooling(msgspec.Struct, frozen=True):
    """Until when this payee is new, how much goes to new payees in a day, and what is left of it today."""

    until: datetime
    most: Money
    left: Money


class PayeeCooling(Refusal):
    code, tells = "payee_cooling", Cooling
    say = words(
        zh="这位收款人是新添加的，到 {until} 为止，新收款人合计每天最多转 {most} 元，今天还能转 {left} 元",
        en="That payee was added a short while ago: until {until} at most {most} yuan a day goes to new payees; "
        "{left} is left for today",
    )

    def sentence(self, locale: Locale = "zh") -> str:
        """What a person reads: until when, how much in a day, and what is left today."""
        until = datetime.fromisoformat(self.facts["until"]).astimezone(BANK_ZONE)
        when = f"{until.month} 月 {until.day} 日 {until:%H:%M}" if locale == "zh" else f"{until:%Y-%m-%d %H:%M}"
        sums = {name: f"{Money.from_wire(self.facts[name]).major}" for name in ("most", "left")}
        return self.say.say(locale, until=when, **sums)


async def cool(ctx: Context, payee: Known | Elsewhere, amount: Money) -> tuple[Own, ...]:
    """The own row of a plan that pays somebody new; none for others. Refuses what goes over the day's sum."""
    rule = await cooldown(ctx, amount.asset.code)
    if rule is None or payee.added_at + rule.lasts <= ctx.now:
        return ()
    left = rule.most - await cooled(ctx, payee.owner, amount.asset.code)
    if amount.minor > left:
        until = payee.added_at + rule.lasts
        most, over = Money(rule.most, amount.asset), Money(max(left, 0), amount.asset)
        raise PayeeCooling(field="amount", until=until.isoformat(), most=most.to_wire(), left=over.to_wire())
    return (cooling(ctx, payee.owner, amount, rule.most),)
