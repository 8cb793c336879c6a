"""What else comes and goes, to and from the world outside: wallets, cards of other banks, claims, fees, prizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sycee.city._calendar import Floats, Ints
from sycee.city._life import PRICES_RISE, Person
from sycee.city._scene import Scene

_FEN, _YEAR = 100, 365.25
Whose = Callable[[Person], bool]


def _all(person: Person) -> bool:
    return person.sketch.age >= 20


def _working(person: Person) -> bool:
    return any(spell.state == "work" for spell in person.spells)


def _driving(person: Person) -> bool:
    return person.sketch.drives


def _owning(person: Person) -> bool:
    return person.sketch.home in ("own", "loan")


def _young(person: Person) -> bool:
    return person.sketch.age < 45


@dataclass(frozen=True, slots=True)
class Sundry:
    """Something that happens to a `share` of those it may happen to, `yearly` times a year, for a log-normal sum.

    `texts`: counterparty and memo, any of which may stand there. `comes`: it is income. `step` in fen."""

    purpose: str
    kind: str
    whose: Whose
    share: float
    yearly: float
    yuan: float
    sigma: float
    texts: tuple[tuple[str, str], ...]
    comes: bool = False
    step: int = 1
    cash: bool = False


SUNDRIES: tuple[Sundry, ...] = (
    Sundry(
        "provident",
        "transfer",
        _working,
        0.4,
        3.5,
        3600,
        0.5,
        (("杭州住房公积金管理中心", "代发住房公积金"), ("杭州住房公积金管理中", "约定提取"), ("公积金", "公积金提取")),
        comes=True,
    ),
    Sundry(
        "top_up",
        "transfer",
        _all,
        0.6,
        9,
        300,
        0.8,
        (
            ("财付通-零钱充值", "微信零钱充值"),
            ("支付宝-余额充值", "充值"),
            ("财付通-零钱通转入", ""),
            ("支付宝-余额宝-转入", "转账"),
        ),
        step=10_000,
    ),
    Sundry(
        "top_up",
        "transfer",
        _all,
        0.5,
        5,
        420,
        0.8,
        (
            ("财付通-零钱提现", "微信零钱提现"),
            ("支付宝-本人支付宝余额提现", "网上快捷提现"),
            ("深圳市财付通支付科技有限公司", "提现"),
        ),
        comes=True,
        step=100,
    ),
    Sundry(
        "card_repaid",
        "transfer",
        _all,
        0.5,
        12,
        2400,
        0.7,
        (
            ("财付通-信用卡还款", "财付通还款"),
            ("招商银行", "掌上生活还款"),
            ("支付宝-花呗", "花呗自动还款"),
            ("银联转账还款", "信用卡还款"),
            ("京东白条", "白条还款"),
            ("浦发银行信用卡中心", "自动还款"),
        ),
    ),
    Sundry(
        "expenses",
        "transfer",
        _working,
        0.3,
        6,
        640,
        0.9,
        (("公司", "报销款"), ("工会委员会", "差旅费报销"), ("费用报销", "网银代发"), ("滴滴企业版", "交通补贴")),
        comes=True,
    ),
    Sundry(
        "freelance",
        "transfer",
        _young,
        0.12,
        7,
        900,
        0.8,
        (
            ("杭州迅才人力资源有限公司", "劳务费"),
            ("浙江文艺出版社", "稿费"),
            ("猪八戒股份有限公司", "任务款"),
            ("云账户（天津）共享经济信", "众包服务费"),
        ),
        comes=True,
    ),
    Sundry(
        "rewards",
        "transfer",
        _all,
        0.5,
        4,
        6,
        0.9,
        (
            ("总行信用卡合伙人", "合伙人返现"),
            ("财付通-微信支付提现免费券", "立减金"),
            ("支付宝", "支付宝-笔笔返现"),
            ("银联", "消费返现"),
            ("浙江省福利彩票发行中心", "中奖"),
        ),
        comes=True,
    ),
    Sundry(
        "claim",
        "transfer",
        _all,
        0.25,
        0.4,
        1800,
        1.0,
        (("中国平安人寿保险股份有", "理赔款"), ("众安在线财产保险股份有", "医疗险赔付"), ("人保财险", "车险赔款")),
        comes=True,
    ),
    Sundry(
        "donation",
        "gift",
        _all,
        0.12,
        3,
        30,
        0.8,
        (("财付通-腾讯公益", "乐捐"), ("支付宝-公益捐赠", "蚂蚁森林"), ("壹基金", "月捐"), ("水滴筹", "帮助")),
        step=100,
    ),
    Sundry(
        "let",
        "transfer",
        _owning,
        0.06,
        12,
        2600,
        0.3,
        (("自如生活资产管理有限公司", "委托租金"), ("租客", "房租"), ("", "车位租金")),
        comes=True,
        step=10_000,
    ),
    Sundry(
        "cash_in",
        "cash",
        _all,
        0.3,
        2,
        2200,
        0.7,
        (("自助银行", "ATM存款"), ("柜面", "现金存入"), ("存取款一体机", "现存")),
        comes=True,
        step=10_000,
        cash=True,
    ),
    Sundry(
        "fees",
        "transfer",
        _all,
        0.7,
        3,
        12,
        1.2,
        (
            ("细丝银行", "短信服务费"),
            ("细丝银行", "跨行手续费"),
            ("国家税务总局浙江省税务局", "城乡居民医保"),
            ("杭州市公安局交通警察支队", "交通违法罚款"),
            ("国家税务总局", "车船税"),
        ),
    ),
    Sundry(
        "cosmetics",
        "purchase",
        _young,
        0.35,
        5,
        230,
        0.6,
        (
            ("支付宝-丝芙兰（上海）化妆品销", "化妆品"),
            ("财付通-屈臣氏", "屈臣氏"),
            ("财付通-完美日记旗舰店", ""),
            ("支付宝-美甲小屋", "美甲"),
        ),
    ),
    Sundry(
        "furnishing",
        "purchase",
        _all,
        0.4,
        2,
        420,
        1.0,
        (
            ("支付宝-宜家（中国）投资有限公", "宜家"),
            ("财付通-苏宁易购", "家电"),
            ("支付宝-58到家", "家政保洁"),
            ("财付通-源氏木语旗舰店", "家具"),
            ("红星美凯龙", "POS消费"),
        ),
    ),
    Sundry(
        "toll",
        "transport",
        _driving,
        0.8,
        16,
        38,
        0.8,
        (("浙江高速公路联网收费", "ETC"), ("浙江省高速公路不停车收费", "通行费"), ("支付宝-车来了ETC", "ETC自动扣款")),
    ),
    Sundry(
        "stall",
        "transfer",
        _all,
        0.05,
        60,
        55,
        0.8,
        (("财付通-二维码收款", "收款方备注:二维码收款"), ("支付宝-收钱码", "商家收款"), ("银联商务", "T+1清算")),
        comes=True,
    ),
    Sundry(
        "dividend",
        "invest",
        _working,
        0.2,
        3,
        160,
        1.0,
        (("证券保证金", "红利发放"), ("支付宝-蚂蚁财富", "现金分红"), ("杭银理财有限责任公司", "理财收益")),
        comes=True,
    ),
    Sundry(
        "grant",
        "transfer",
        _all,
        0.2,
        0.7,
        900,
        0.8,
        (
            ("杭州市财政局", "生育津贴"),
            ("杭州市人力资源和社会保障", "技能补贴"),
            ("浙江工业大学", "国家助学金"),
            ("杭州市医疗保障局", "医保零星报销"),
        ),
        comes=True,
        step=100,
    ),
)
"""Every one of them."""


def befall(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """Let a person's sundries happen, on days of their own."""
    calendar, days = scene.calendar, scene.calendar.days - person.joined - 1
    for sundry in SUNDRIES:
        if days < 1 or not sundry.whose(person) or rng.random() > sundry.share:
            continue
        day = person.joined + 1 + rng.integers(days, size=int(rng.poisson(sundry.yearly * days / _YEAR)))
        fen = sundry.yuan * _FEN * np.exp(rng.normal(0, sundry.sigma, len(day)))
        fen *= np.exp(-PRICES_RISE * (scene.today - day) / _YEAR)
        amount = np.maximum(np.round(fen / sundry.step), 1) * sundry.step
        known = np.array([scene.texts.number(sundry.kind, *text) for text in sundry.texts])
        # Most of the time it comes by the same way.
        own = int(rng.integers(len(known)))
        text = known[np.where(rng.random(len(day)) < 0.6, own, rng.integers(len(known), size=len(day)))]
        _book(scene, person, sundry, calendar.at(day, rng.uniform(8, 22, len(day)) * 3600), amount, text)


def _book(
    scene: Scene, person: Person, sundry: Sundry, at: Ints, amount: Floats, text: Ints
) -> None:  # fmt: skip
    other = scene.bank.cash if sundry.cash else scene.bank.outside
    if sundry.comes:
        scene.flows.add(other, person.seat, at, amount, target_text=text, purpose=sundry.purpose)
    else:
        scene.flows.add(person.seat, other, at, amount, source_text=text, purpose=sundry.purpose)
