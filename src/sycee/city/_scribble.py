"""What shops and the ways of paying write on statements: cut off, abbreviated, numbered, or without the shop at all."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

import numpy as np

from sycee.city._names import given_name, surname
from sycee.city._trades import Trade
from sycee.guard.privacy import mask_name

Text = tuple[str, str, str]
"""Kind, counterparty and memo."""

# A statement's column is narrow: banks cut legal names off where it ends.
_COLUMN, _WIDE, _NARROW = 12, 20, 10
_WECHAT_PAY, _ALIPAY_PAY = "深圳市财付通支付科技有限公司", "支付宝（中国）网络技术有限公司"


class Channel(IntEnum):
    """The ways of paying a shop."""

    WECHAT = 0
    ALIPAY = 1
    CARD = 2


def written(trade: Trade, shown: str, legal: str, channel: Channel, rng: np.random.Generator) -> list[Text]:
    """Every text that payments at a shop may carry by a channel; the first is its usual one."""
    memos = trade.memos.split("、")
    if trade.kind == "cash":
        return [(trade.kind, shown, memo) for memo in memos]
    texts = _BY[channel](shown, legal, memos, rng)
    return [(trade.kind, party, memo) for party, memo in texts]


def _order(rng: np.random.Generator, digits: int) -> str:
    return "".join(map(str, rng.integers(0, 10, digits)))


def _brand(shown: str) -> str:
    return shown.split("(", 1)[0]


def _keeper(rng: np.random.Generator) -> str:
    return surname(rng) + given_name(rng, int(rng.integers(1958, 1998)), bool(rng.random() < 0.5))


def _small(legal: str) -> bool:
    """A stall has no name at the wallet but that of whoever keeps it."""
    return "个体" in legal or legal.endswith(("小吃店", "便利店", "美发店", "门诊部"))


def _by_wechat(shown: str, legal: str, memos: list[str], rng: np.random.Generator) -> list[tuple[str, str]]:
    brand = _brand(shown)
    texts = [(f"财付通-{shown}", memo or "微信支付") for memo in memos]
    texts += [
        (f"财付通-{shown}"[:_COLUMN], "消费"),
        (f"财付通-微信支付-{brand}"[:_WIDE], "快捷支付"),
        (f"微信支付-{shown}", f"商户单号{_order(rng, 12)}"),
        (f"微信支付{brand}", f"UA{_order(rng, 17)}微信支付-{brand}"),
        (_WECHAT_PAY, f"财付通-{shown}"[:_WIDE]),
        (_WECHAT_PAY, "消费"),
        ("财付通", f"财付通支付科技有限公司{_order(rng, 8)}"),
    ]
    if _small(legal):
        keeper = _keeper(rng)
        texts += [(f"财付通-{mask_name(keeper)}", "扫二维码付款"), (f"财付通-扫二维码付款-给{keeper}"[:_WIDE], "")]
    elif legal.endswith("有限公司"):
        texts += [(f"财付通-{brand}平台商户", "消费"), (f"财付通-{legal}"[: _COLUMN + 4], "微信支付")]
    return texts


def _by_alipay(shown: str, legal: str, memos: list[str], rng: np.random.Generator) -> list[tuple[str, str]]:
    brand = _brand(shown)
    party = legal if len(legal) < _COLUMN else shown
    texts = [(f"支付宝-{party}", memo) for memo in memos]
    texts += [
        (f"支付宝-{legal}"[:_WIDE], "网上快捷支付"),
        (f"支付宝-{legal}"[:_NARROW], ""),
        (f"支付宝-支付宝-消费-{brand}"[:_WIDE], "支付宝"),
        (f"支付宝-{brand}", f"{_order(rng, 16)}"),
        (f"支付宝外部商户-{brand}"[:_WIDE], f"订单{_order(rng, 14)}"),
        (_ALIPAY_PAY, f"支付宝-{shown}"[:_WIDE]),
        (_ALIPAY_PAY, "消费"),
        ("支付宝", f"Z200{_order(rng, 10)}N"),
    ]
    if _small(legal):
        keeper = _keeper(rng)
        texts += [(f"支付宝-{keeper}", "收钱码收款"), (f"支付宝-{mask_name(keeper)}", "")]
    return texts


def _by_card(shown: str, legal: str, memos: list[str], rng: np.random.Generator) -> list[tuple[str, str]]:
    cut, brand = legal[:_COLUMN], _brand(shown)
    return [
        (cut, "POS消费"),
        (f"银联-{shown}", "云闪付"),
        (cut, f"消费 {shown}"),
        (legal[:_NARROW], f"消费{_order(rng, 6)}"),
        (f"(特约){brand}", "银联消费"),
        (f"银联无卡支付业务((特约){brand})"[:_WIDE + 4], "无卡支付"),
        (f"网银在线-{brand}", memos[0]),
        ("银联商务股份有限公司", f"{shown}"[:_NARROW]),
        (f"{brand}*{_order(rng, 4)}", "消费"),
    ]  # fmt: skip


_BY: dict[Channel, Callable[[str, str, list[str], np.random.Generator], list[tuple[str, str]]]] = {
    Channel.WECHAT: _by_wechat, Channel.ALIPAY: _by_alipay, Channel.CARD: _by_card,
}  # fmt: skip
