"""Currencies as statement files write them."""

import re

_NAMES = {
    "CNY": "人民币 人民币元 人民幣 元 圆 rmb cny cnh ¥ ￥ 156 01",
    "USD": "美元 美金 usd us$ $ 840 14",
    "HKD": "港币 港元 港幣 hkd hk$ 344 13",
    "EUR": "欧元 歐元 eur € 978 38",
    "JPY": "日元 日圆 日幣 jpy jp¥ 392 27",
    "GBP": "英镑 英鎊 gbp £ 826 12",
    "AUD": "澳元 澳大利亚元 aud a$ 036 29",
    "CAD": "加元 加拿大元 cad c$ 124 28",
    "SGD": "新加坡元 新元 sgd s$ 702 18",
    "CHF": "瑞士法郎 chf 756",
    "NZD": "新西兰元 nzd nz$ 554",
    "KRW": "韩元 韩币 krw ₩ 410",
    "THB": "泰铢 thb ฿ 764",
    "TWD": "新台币 台币 新臺幣 twd nt$ 901",
    "MOP": "澳门元 mop mop$ 446",
    "SEK": "瑞典克朗 sek",
    "DKK": "丹麦克朗 dkk",
    "NOK": "挪威克朗 nok",
    "RUB": "卢布 rub ₽",
    "INR": "印度卢比 inr ₹",
    "MYR": "林吉特 马来西亚林吉特 myr",
    "VND": "越南盾 vnd",
    "PLN": "兹罗提 pln",
    "CZK": "捷克克朗 czk",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_ISO = re.compile(r"[A-Z]{3}")
NAMED = re.compile("|".join(sorted((re.escape(n) for n in _CODES if not n.isascii() and len(n) > 1), key=len)[::-1]))


def currency(text: str) -> str | None:
    """The ISO code of a currency written in any of the usual ways; None for anything else."""
    key = text.strip()
    return _CODES.get(key.lower()) or (key if _ISO.fullmatch(key) else None)
