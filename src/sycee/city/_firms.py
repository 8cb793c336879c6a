"""The businesses of a quarter: employers, landlords, suppliers, shops; and what shops write on statements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sycee.city._calendar import Floats, Ints
from sycee.city._names import EMPLOYERS, LANDLORDS, surname
from sycee.city._scribble import Channel, written
from sycee.city._texts import Texts
from sycee.city._trades import SERVICES, STREETS, TRADES, Trade

_SUPPLIERS = {
    "grid": "国网浙江省电力有限公司",
    "water": "杭州市水务集团有限公司",
    "gas": "杭州天然气有限公司",
    "estate": "杭州绿城物业服务有限公司",
    "social": "杭州市社会保险管理服务局",
    "tax": "国家税务总局杭州市税务局",
    "insurer": "中国平安人寿保险股份有限公司浙江分公司",
    "fund": "蚂蚁（杭州）基金销售有限公司",
    "cars": "浙江康桥汽车工贸集团股份有限公司",
    "builder": "杭州安家装饰工程有限公司",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Shops as columns, one row each. `firm` is -1 where it is the bank's own cash that is paid out.

    The texts of place p by channel c are `texts[first[p, c]]` … of number `count[p, c]`; `back` is that of a refund."""

    by_trade: dict[str, Ints]
    firm: Ints
    price: Floats
    crowd: Floats
    texts: Ints
    first: Ints
    count: Ints
    back: Ints


@dataclass(slots=True)
class Firms:
    """Every business of a quarter by its number there. `holders` are their legal names."""

    holders: list[str]
    employers: dict[str, list[int]]
    landlords: list[int]
    supplier: dict[str, int]
    services: list[int]
    places: Places


def settle_in(rng: np.random.Generator, texts: Texts) -> Firms:
    """The businesses of one quarter, drawn from those of the city."""
    holders: list[str] = []

    def founded(holder: str) -> int:
        holders.append(holder)
        return len(holders) - 1

    employers = {
        trade: [founded(str(name)) for name in rng.permutation(names.split("、"))[:2]]
        for trade, names in EMPLOYERS.items()
    }
    landlords = [founded(name) for name in LANDLORDS.split("、")]
    supplier = {key: founded(name) for key, name in _SUPPLIERS.items()}
    known: dict[str, int] = {}
    services = [known[s.legal] if s.legal in known else known.setdefault(s.legal, founded(s.legal)) for s in SERVICES]
    opened = [(trade, *_named(shop, TRADES[trade], rng)) for trade in TRADES for shop in _chosen(TRADES[trade], rng)]
    firm = [-1 if trade == "atm" else founded(legal) for trade, _, legal in opened]
    return Firms(holders, employers, landlords, supplier, services, _columns(opened, firm, texts, rng))


def _chosen(trade: Trade, rng: np.random.Generator) -> list[str]:
    shops: list[str] = rng.permutation(trade.shops.split("、"))[: trade.picks].tolist()
    # A trade with fewer names than places has branches.
    return (shops * trade.picks)[: trade.picks]


def _named(shop: str, trade: Trade, rng: np.random.Generator) -> tuple[str, str]:
    """What is over the door, and the legal name."""
    brand, _, legal = shop.replace("{s}", surname(rng)[0]).partition("|")
    street = STREETS[int(rng.integers(len(STREETS)))]
    shown = f"{street}支行{brand}" if trade.kind == "cash" else f"{brand}({street}店)" if trade.street else brand
    return shown, legal or trade.form.format(brand=brand)


def _columns(opened: list[tuple[str, str, str]], firm: list[int], texts: Texts, rng: np.random.Generator) -> Places:
    numbers: list[int] = []
    first = np.zeros((len(opened), 3), np.int64)
    count, back = np.zeros_like(first), np.zeros_like(first)
    for p, (trade, shown, legal) in enumerate(opened):
        for channel in Channel:
            lines = written(TRADES[trade], shown, legal, channel, rng)
            first[p, channel], count[p, channel] = len(numbers), len(lines)
            numbers += [texts.number(*text) for text in lines]
            back[p, channel] = texts.number("refund", lines[0][1], f"退款-{lines[0][2] or '交易退回'}")
    trades = np.array([trade for trade, _, _ in opened])
    spread = np.array([TRADES[trade].spread for trade in trades])
    return Places(
        by_trade={trade: np.flatnonzero(trades == trade) for trade in TRADES},
        firm=np.array(firm), price=np.exp(rng.normal(0, 1, len(opened)) * spread),
        crowd=rng.gamma(1.5, 1, len(opened)), texts=np.array(numbers), first=first, count=count, back=back,
    )  # fmt: skip
