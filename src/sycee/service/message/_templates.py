"""What messages say, in both languages: kept as the template's name and its parameters, filled for each reader."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from sycee.core import account, bill, card, transfer
from sycee.guard import identity
from sycee.insight import remind
from sycee.kit.capability import CATALOG, encode
from sycee.kit.money import Money
from sycee.kit.words import Locale, Words, words
from sycee.service.message._rules import Kind, Way

Params = Mapping[str, str | Money]


@dataclass(frozen=True, slots=True)
class Template:
    """One thing that the bank tells. `opens`: the verb that shows what it is about, or deals with it.

    `always`: ways that it goes whatever the customer chose; there it is a matter of safety.
    """

    kind: Kind
    title: Words
    text: Words
    opens: str = ""
    always: frozenset[Way] = frozenset()


# A template is kept for as long as messages are: those made with it are read with it.
TEMPLATES: dict[str, Template] = {
    "money.in": Template(
        "service",
        words(zh="到账 {amount}", en="{amount} received"),
        words(zh="{name} 向您尾号 {tail} 的账户转入 {amount}。", en="{name} sent {amount} to your account {tail}."),
        opens="book.entry",
    ),
    "money.in_somewhere": Template(
        "service",
        words(zh="到账 {amount}", en="{amount} received"),
        words(zh="有一笔 {amount} 转入您的账户。", en="{amount} came into one of your accounts."),
    ),
    "money.out": Template(
        "service",
        words(zh="付款 {amount}", en="{amount} paid"),
        words(zh="{name} 用您的付款码从尾号 {tail} 的账户收取了 {amount}。若不是您本人付的，请立即停用付款码。",
              en="{name} charged {amount} to your account {tail} with your pay code. Was it not you? Stop it now."),
        opens="book.entry",
    ),
    "order.done": Template(
        "service",
        words(zh="预约转账已转出 {amount}", en="Your order has paid {amount}"),
        words(zh="已按您的预约从尾号 {tail} 的账户向 {name} 转出 {amount}。",
              en="As you ordered, {amount} went from your account {tail} to {name}."),
        opens="book.entry",
    ),
    "order.failed": Template(
        "service",
        words(zh="预约转账没有办成", en="An order could not be paid"),
        words(zh="{day} 的转账没有转出，没有扣款。原因：{reason}。", en="Nothing was paid on {day}. {reason}."),
        opens="order.list",
    ),
    "order.completed": Template(
        "service",
        words(zh="预约转账已全部完成", en="An order is complete"),
        words(zh="您预约的转账已经全部完成，不会再转出。", en="All that you ordered is paid; nothing more will go."),
        opens="order.list",
    ),
    "transfer.arrived": Template(
        "service",
        words(zh="转账已到账 {amount}", en="Your transfer of {amount} has arrived"),
        words(zh="您从尾号 {tail} 的账户转给 {name} 的 {amount} 已到账。",
              en="The {amount} that you sent from your account {tail} to {name} has arrived."),
        opens="transfer.receipt",
    ),
    "transfer.rejected": Template(
        "service",
        words(zh="转账没有转出，没有扣款", en="A transfer did not go; nothing was debited"),
        words(zh="预留的钱已经恢复可用。原因：{reason}。", en="The money that was held is free again. {reason}."),
        opens="transfer.receipt",
    ),
    "transfer.returned": Template(
        "service",
        words(zh="转账被退回，钱已回到您的账户", en="A transfer came back: the money is in your account again"),
        words(zh="对方银行退回了您的转账。原因：{reason}。", en="The other bank has returned your transfer. {reason}."),
        opens="transfer.receipt",
    ),
    "bill.refunded": Template(
        "service",
        words(zh="缴费没有办成，已退款", en="A bill was not taken: your money is back"),
        words(
            zh="收费单位没有受理，钱已退回您的账户。原因：{reason}。",
            en="The money is in your account again. {reason}.",
        ),
        opens="bill.show",
    ),
    "card.opened": Template(
        "service",
        words(zh="信用卡已开立", en="Your credit card is there"),
        words(zh="尾号 {tail} 的信用卡可以用了，额度 {limit}。", en="Your card {tail} is ready; its limit is {limit}."),
        opens="card.show",
    ),
    "card.purchased": Template(
        "service",
        words(zh="信用卡消费 {amount}", en="{amount} by card"),
        words(zh="尾号 {tail} 的信用卡在 {name} 消费 {amount}。若不是您本人，请立即冻结。",
              en="{amount} was paid at {name} by your card {tail}. Was it not you? Freeze the card now."),
        opens="book.entry",
    ),
    "card.refunded": Template(
        "service",
        words(zh="信用卡退款 {amount}", en="{amount} given back to your card"),
        words(zh="{name} 向尾号 {tail} 的信用卡退款 {amount}。", en="{name} gave {amount} back to your card {tail}."),
        opens="book.entry",
    ),
    "card.stated": Template(
        "service",
        words(zh="信用卡账单已出", en="Your card statement is ready"),
        words(zh="尾号 {tail} 的信用卡本期应还 {amount}，最低 {minimum}，请在 {day} 前还。",
              en="On card {tail} you owe {amount}, at least {minimum} of it by {day}."),
        opens="card.statement",
    ),
    "card.stated_in_credit": Template(
        "service",
        words(zh="信用卡账单已出", en="Your card statement is ready"),
        words(zh="尾号 {tail} 的信用卡本期没有要还的。", en="On card {tail} there is nothing to repay this time."),
        opens="card.statement",
    ),
    "card.due_soon": Template(
        "service",
        words(zh="信用卡 {day} 到期还款", en="Your card is due on {day}"),
        words(zh="尾号 {tail} 的信用卡还有 {amount} 没还，其中最低 {minimum}。",
              en="On card {tail} {amount} is left to repay, at least {minimum} of it."),
        opens="card.show",
    ),
    "card.repaid": Template(
        "service",
        words(zh="信用卡已还款 {amount}", en="{amount} repaid on your card"),
        words(zh="尾号 {tail} 的信用卡收到还款 {amount}。", en="{amount} was repaid on your card {tail}."),
        opens="card.show",
    ),
    "card.not_repaid": Template(
        "service",
        words(zh="信用卡自动还款没有成功", en="Your card was not repaid by itself"),
        words(zh="没有扣款，请在今天之内自己还。原因：{reason}。",
              en="Nothing was debited; please repay today. Reason: {reason}."),
        opens="card.show",
    ),
    "card.overdue": Template(
        "service",
        words(zh="信用卡已逾期", en="Your card is overdue"),
        words(zh="尾号 {tail} 的信用卡最低还款额还差 {minimum}，请尽快还。",
              en="On card {tail} {minimum} of the minimum is missing; please repay soon."),
        opens="card.show",
    ),
    "card.frozen": Template(
        "security",
        words(zh="信用卡已冻结", en="Your card is frozen"),
        words(zh="尾号 {tail} 的信用卡已冻结，不能再消费；还款不受影响。",
              en="Nothing can be bought by card {tail}; it can still be repaid."),
        opens="card.show",
    ),
    "card.unfrozen": Template(
        "security",
        words(zh="信用卡已解冻", en="Your card can be used again"),
        words(zh="尾号 {tail} 的信用卡可以消费了。若不是您本人操作，请立即冻结并修改密码。",
              en="Card {tail} can be used again. If this was not you, freeze it now and change your password."),
        opens="card.show",
    ),
    "account.opened": Template(
        "service",
        words(zh="账户已开立", en="Your account is open"),
        words(zh="您尾号 {tail} 的{account}已开立，可以使用了。", en="Your {account} {tail} is open and ready to use."),
        opens="account.list",
    ),
    "interest.paid": Template(
        "service",
        words(zh="结息 {amount}", en="Interest of {amount}"),
        words(zh="您尾号 {tail} 的账户已结息 {amount}。", en="{amount} of interest was paid into your account {tail}."),
        opens="account.list",
    ),
    "statement.ready": Template(
        "service",
        words(zh="{stated}账单已出", en="Your statement of {stated}"),
        words(
            zh="{stated}的月度账单已出：资产、收支、与上月和去年同月的变化，以及变化的原因。",
            en="Your statement of {stated} is there: what you have, what came and went, what changed and why.",
        ),
        opens="statement.month",
    ),
    "account.upgraded": Template(
        "service",
        words(zh="账户已升级", en="Your account was upgraded"),
        words(
            zh="尾号 {tails} 的账户已升级为一类户，转账限额随之提高。",
            en="What ends in {tails} is of class I now; more may leave it in a day.",
        ),
        opens="account.list",
    ),
    "account.closed": Template(
        "service",
        words(zh="账户已销户", en="An account was closed"),
        words(zh="您尾号 {tail} 的{account}已销户。", en="Your {account} {tail} was closed."),
        opens="account.list",
    ),
    "session.new_device": Template(
        "security",
        words(zh="新设备登录", en="Sign-in on a new device"),
        words(
            zh="您的账户在一台新设备（{agent}）上登录。若不是您本人，请立即在“我的 · 登录设备”中让它退出并修改密码。",
            en="Somebody signed in on a new device ({agent}). If it was not you, sign it out under Me · Devices now "
            "and change your password.",
        ),
        opens="session.list",
        always=frozenset({"sms"}),
    ),
    "factor.changed": Template(
        "security",
        words(zh="登录和核验方式有变更", en="How you prove yourself has changed"),
        words(
            zh="您的账户{what}（{agent}）。为了资金安全，一段时间内只能少量付款。若不是您本人操作，请立即修改密码并致电本行。",
            en="On your account, {what} ({agent}). To keep your money safe, only little may be paid for a while. If it "
            "was not you, change your password now and call us.",
        ),
        opens="device.keys",
        always=frozenset({"sms", "mail"}),  # who has stolen the phone's number has not the mailbox
    ),
    "assistant.allowed": Template(
        "security",
        words(zh="已授权一个助手", en="An assistant was let in"),
        words(
            zh="一个助手可以查看您的账户并代您发起业务，有效至 {day}；每笔业务仍需您确认。"
            "若不是您本人操作，请立即撤销。",
            en="An assistant may read your accounts and propose on your behalf until {day}; whatever it proposes still "
            "needs your consent. If this was not you, take it back now.",
        ),
        opens="assistant.allow",
    ),
    "proposal.waits": Template(
        "security",
        words(zh="有一笔业务等您确认", en="Something waits for your consent"),
        words(
            zh="您授权的助手请求办理“{verb}”。没有您的确认，它不会办理。",
            en="An assistant that you let in asks for this: {verb}. Without your consent it will not be done.",
        ),
        opens="proposal.show",
    ),
}  # fmt: skip
TEMPLATES |= {
    f"remind.{why}": Template("service", remind.TITLES[remind.KIND_OF[why]], text, opens="remind.list")
    for why, text in remind.WHY.items()
}


_MONTH = words(zh="{year} 年 {number} 月", en="{named} {year}")


def said(template: str, params: str, locale: Locale) -> tuple[str, str]:
    """Title and text of a message, in one language."""
    told, filled = TEMPLATES[template], _filled(params, locale)
    return told.title.say(locale, **filled), told.text.say(locale, **filled)


def kept(params: Params) -> str:
    """Parameters as they are stored."""
    return encode(dict(params), canonical=True).decode()


def _filled(params: str, locale: Locale) -> dict[str, str]:
    return {name: _word(name, value, locale) for name, value in msgspec.json.decode(params).items()}


def _word(name: str, value: Any, locale: Locale) -> str:
    """A parameter as it is read: sums with their currency, verbs and kinds of account by their names."""
    if isinstance(value, dict):
        return _sum(Money.from_wire(value))
    if name == "verb":
        return CATALOG[value].title.say(locale) if value in CATALOG else str(value)
    if name == "reason":
        known = transfer.REASONS | transfer.OUT_REASONS | bill.REASONS | card.REASONS
        return known[value].say(locale) if value in known else str(value)
    if name == "what" and value in identity.CHANGES:
        return identity.CHANGES[value].say(locale)
    if name == "account":
        return account.title_of(value).say(locale)
    if name == "stated":
        return _MONTH.say(locale, year=value[:4], number=int(value[5:]), named=month_name[int(value[5:])])
    return remind.fact(name, str(value), locale)


def _sum(money: Money) -> str:
    whole, point, part = money.major.partition(".")
    figure = f"{int(whole):,}{point}{part}"
    return f"¥{figure}" if money.asset.code == "CNY" else f"{money.asset.code} {figure}"
