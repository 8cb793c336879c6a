"""Who wrote the file, and of which account: told by preamble, headers and name, never by entries."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._shape import Institution

UNKNOWN = Institution("", "", "")

# key, zh, en, what the preamble says, what the file's name says, headers that only this one writes
_KNOWN = (
    ("alipay", "支付宝", "Alipay", "支付宝|alipay", "alipay|支付宝", ()),
    ("wechat", "微信支付", "WeChat Pay", "微信支付|微信昵称|wechat", "wechat|weixin|微信", ()),
    ("jd", "京东", "JD", "京东", "京东|(?<![a-z])jd(?![a-z])", ()),
    (
        "icbc",
        "中国工商银行",
        "ICBC",
        "工商银行|icbc|明细查询文件下载",
        "icbc|工商|工行",
        ("钞/汇", "交易国家或地区简称"),
    ),
    ("ccb", "中国建设银行", "CCB", "建设银行|ccb", "(?<![a-z])ccb|建设银行|建行", ()),
    (
        "abc",
        "中国农业银行",
        "ABC",
        "农业银行",
        "(?<![a-z])abc(?![a-z])|农业银行|农行",
        ("日志号", "本次余额", "对手信息"),
    ),
    (
        "boc",
        "中国银行",
        "Bank of China",
        "中国银行|bank of china",
        "(?<![a-z])boc(?![a-z])|中国银行|中行",
        (),
    ),
    ("bocom", "交通银行", "Bank of Communications", "交通银行", "bocom|交通银行|交行", ()),
    ("cmb", "招商银行", "CMB", "招商银行", "(?<![a-z])cmb(?![a-z])|招商银行|招行", ("联机余额", "客户摘要")),
    ("psbc", "中国邮政储蓄银行", "PSBC", "邮政储蓄|邮储银行", "psbc|邮储", ()),
    ("citic", "中信银行", "CITIC", "中信银行", "citic|中信", ()),
    ("ceb", "中国光大银行", "China Everbright Bank", "光大银行", "(?<![a-z])ceb(?![a-z])|光大", ()),
    ("cmbc", "中国民生银行", "CMBC", "民生银行", "cmbc|民生", ()),
    ("cib", "兴业银行", "CIB", "兴业银行", "(?<![a-z])cib(?![a-z])|兴业", ()),
    ("spdb", "浦发银行", "SPDB", "浦发银行|浦东发展银行", "spdb|浦发", ()),
    ("cgb", "广发银行", "CGB", "广发银行", "(?<![a-z])cgb(?![a-z])|广发", ()),
    ("pab", "平安银行", "Ping An Bank", "平安银行", "平安|pingan", ()),
    ("hxb", "华夏银行", "Hua Xia Bank", "华夏银行", "(?<![a-z])hxb(?![a-z])|华夏", ()),
    ("hsbc", "汇丰银行", "HSBC", "汇丰|hsbc", "hsbc|汇丰", ()),
)
_ACCOUNT = re.compile(
    r"(?:支付宝账户|支付宝账号|京东账号名|微信昵称|账户账号|查询账号|借记卡号|信用卡号|卡号|账号|帐号|账户|卡号/账号|"
    r"account(?: (?:number|no\.?))?|card(?: (?:number|no\.?))|iban)\s*[:：]\s*\[?(?P<value>[^\s,，;；\[\]]+)",
    re.IGNORECASE,
)
_ACCOUNT_LABEL = re.compile(
    r"(?:账户)?账\s*号|卡\s*号|帐\s*号|account(?: (?:number|no\.?))?|iban|konto(?:nummer)?", re.IGNORECASE
)
_BANK = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}?银行")
_NO_NAME = re.compile(r"开户|对方|收款|付款|发卡|网上|手机|个人|电子|掌上|本行")
_CARD_BILL = re.compile(r"信用卡|贷记卡|credit ?card", re.IGNORECASE)


def institution(name: str, preamble: Sequence[Sequence[str]], headers: Sequence[str]) -> Institution:
    """The institution named first in the preamble, else known by its headers, else by the file's name."""
    text = " ".join(cell for cells in preamble for cell in cells).lower()
    written = {header.replace(" ", "") for header in headers}
    return (
        _first_named(text, 3)
        or next((Institution(*bank[:3]) for bank in _KNOWN if bank[5] and written.issuperset(bank[5])), None)
        or _first_named(name.lower(), 4)
        or UNKNOWN
    )


def _first_named(text: str, column: int) -> Institution | None:
    """Notes below a title may name other wallets: the first name is the writer's, known here or not."""
    hits = [(found, bank) for bank in _KNOWN if (found := re.search(str(bank[column]), text))]
    known, bank = min(hits, key=lambda hit: hit[0].start(), default=(None, None))
    other = next((found for found in _BANK.finditer(text) if not _NO_NAME.search(found[0])), None)
    if bank and known and not (other and other.end() <= known.start()):
        return Institution(*bank[:3])
    return Institution("", other[0], other[0]) if other else None


def account(preamble: Sequence[Sequence[str]]) -> str | None:
    """The account as the preamble names it: a masked number or a wallet's name."""
    for cells in preamble:
        if found := _ACCOUNT.search(" ".join(cells)):
            return clean(found["value"]) or None
        for label, value in pairwise(cells):
            if value and _ACCOUNT_LABEL.fullmatch(label.rstrip(":： ")):
                return value
    return None


def is_card_bill(name: str, preamble: Sequence[Sequence[str]], headers: Sequence[str]) -> bool:
    """Whether this is a credit card's bill, on which spending may be written as a positive number."""
    said = " ".join(cell for cells in preamble for cell in cells) + " " + " ".join(headers)
    return bool(_CARD_BILL.search(said + " " + name.replace("_", " "))) or "交易地金额" in headers
