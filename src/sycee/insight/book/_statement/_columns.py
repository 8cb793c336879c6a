"""Columns recognised by what their headers mean, in any order, in Chinese and English."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from sycee.insight.book._statement._currency import currency
from sycee.insight.book._statement._headers import HEADERS

_MEANINGS = {header: meaning for meaning, headers in HEADERS.items() for header in headers.split()}
_RANK = {header: rank for headers in HEADERS.values() for rank, header in enumerate(headers.split())}

# For headers not in the table; the first that fits. Each must be narrow enough not to catch a preamble.
_PATTERNS = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        ("", r"手续费|服务费|积分|利率|汇率|fee$|rate$|currency.+|.+country"),
        ("", r"(?:对方|对手|收款|付款).*(?:行|行名|行号|网点|机构)|(?:商户|商家).*(?:单|订单|流水|编)号?"),
        ("balance", r".*(?:余额)|.*balance"),
        ("counter_account", r"(?:对方|对手|收款|付款|交易对手).*(?:账号|卡号|账户)"),
        (
            "counterparty",
            r"(?:对方|对手|收款|付款|交易对手|商户|商家).*(?:名|名称|户名|姓名|人|信息)|.*(?:payee|merchant).*",
        ),
        (
            "booked_on",
            r"(?:记账|入账|过账|起息)(?:日期|日|时间)|.*(?:posted|posting|booking|value).*date",
        ),
        ("date", r".*日期|.*(?:交易|付款|创建|消费)时间|.*date(?:time)?"),
        (
            "income",
            r"(?:收入|贷方|存入|转入|入账|进账|借记收入).*(?:金额|发生额|额)|.*(?:deposit|paidin|moneyin|credit).*(?:amount|amt)?",
        ),
        (
            "expense",
            r"(?:支出|借方|支取|转出|取出|出账).*(?:金额|发生额|额)|.*(?:withdraw|paidout|moneyout|debit).*(?:amount|amt)?",
        ),
        ("currency", r".*(?:币种|币别|货币)|.*currency"),
        ("amount", r"(?:交易|发生|变动|入账|收支).*(?:金额|额)|.*amount"),
        ("status", r".*状态|.*status"),
        ("order", r".*(?:流水号|订单号|单号|交易号|日志号)|.*(?:transactionid|reference(?:no|number)?)"),
        ("text", r".*(?:附言|备注|说明|用途|描述)|.*(?:description|memo|narrative)"),
        ("kind", r".*(?:摘要|分类|类型)|.*(?:category|type)"),
        ("method", r".*(?:支付方式|付款方式|渠道)"),
    )
)
# Hong Kong and Taiwan write the same headers in traditional characters.
_SIMPLE = str.maketrans(
    "額說帳餘幣號別類時間備註對戶單據貨種狀態訂記結轉進貸帐",
    "额说账余币号别类时间备注对户单据货种状态订记结转进贷账",
)
_NOISE = re.compile(r"[\s_*#:\"'.“”]+")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]$")
_LATIN = re.compile(r"[a-z][a-z .&]*")
_MONEY = ("booked_amount", "booked_income", "booked_expense", "amount", "income", "expense")
_DAYS = ("date", "booked_on", "time")
# A header row of two understood columns would also fit many a preamble line: three, or all of two.
_UNDERSTOOD_MIN = 3
_DATA = re.compile(r"[-+¥￥$€£(]?[0-9]")
COLUMNS_MAX = 200


class Layout(NamedTuple):
    """Where each meaning stands: `places` from meaning to column indexes, the preferred first.

    `rest` are the columns that have a header and were not understood.
    """

    headers: tuple[str, ...]
    meanings: tuple[str | None, ...]
    places: dict[str, tuple[int, ...]]
    rest: tuple[int, ...]
    asset: str | None

    @property
    def score(self) -> int:
        return sum(1 for meaning in self.meanings if meaning)


def layout(cells: Sequence[str], above: Sequence[str] = ()) -> Layout | None:
    """The layout that these cells announce, or None when they are not a header row.

    `above`: the row above, where a header is of two rows: 交易金额 over 收入 and 支出.
    """
    # A row of data has a cell that begins with a digit or a sign: cheaper to see than sixteen patterns.
    if len(cells) > COLUMNS_MAX or any(_DATA.match(cell) for cell in (*cells, *above)):
        return None
    headers, meanings = _in_two(cells, above) if above else (tuple(cells), tuple(map(meaning_of, cells)))
    return _announced(headers, meanings)


def _in_two(cells: Sequence[str], above: Sequence[str]) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    """A header of two rows: a cell above stands over those to its right that have nothing above them."""
    headers, meanings, over = [], [], ""
    for index in range(max(len(cells), len(above))):
        own = cells[index] if index < len(cells) else ""
        over = (above[index] if index < len(above) else "") or (over if own else "")
        both = f"{over}({own})" if over and own else own or over
        headers.append(both)
        meanings.append(_exact(both) or (meaning_of(own) if own else meaning_of(over)) or meaning_of(over))
    return tuple(headers), tuple(meanings)


def _exact(header: str) -> str | None:
    return next((_MEANINGS[key] for key in _keys(header)[:1] if key in _MEANINGS), None)


def _announced(cells: tuple[str, ...], meanings: tuple[str | None, ...]) -> Layout | None:
    understood = [meaning for meaning in meanings if meaning]
    if not any(m in _MONEY for m in understood) or not any(m in _DAYS for m in understood):
        return None
    if len(understood) < min(_UNDERSTOOD_MIN, sum(1 for cell in cells if cell)):
        return None
    return laid_out(cells, meanings)


def laid_out(cells: Sequence[str], meanings: Sequence[str | None]) -> Layout:
    """The layout of columns whose meanings are known."""
    rest = tuple(index for index, cell in enumerate(cells) if cell and not meanings[index])
    return Layout(tuple(cells), tuple(meanings), _places(cells, meanings), rest, _asset(cells, meanings))


def meaning_of(header: str) -> str | None:
    """What a column of this header holds; None when it is not understood."""
    for key in _keys(header):
        if key in _MEANINGS:
            return _MEANINGS[key]
    for key in _keys(header)[:2]:
        for meaning, pattern in _PATTERNS:
            if len(key) <= 24 and pattern.fullmatch(key):
                return meaning or None
    return None


def _keys(header: str) -> list[str]:
    """The header as written, without its unit, and, where it is in two languages, in Chinese alone."""
    whole = _NOISE.sub("", _plain(header).lower()).translate(_SIMPLE)
    bare = _BRACKETS.sub("", whole)
    chinese = _LATIN.sub("", bare).strip("/-()") if not bare.isascii() else ""
    return [key for key in (whole, bare, bare.split("/")[0] if bare.endswith("/元") else "", chinese) if key]


def _plain(header: str) -> str:
    """Without the width of East Asian forms and the accents of European ones."""
    text = unicodedata.normalize("NFKC", header)
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _places(cells: Sequence[str], meanings: Sequence[str | None]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for index, meaning in enumerate(meanings):
        if meaning:
            found.setdefault(meaning, []).append(index)
    return {meaning: tuple(sorted(at, key=lambda i: _rank(cells[i]))) for meaning, at in found.items()}


def _rank(header: str) -> int:
    return min((_RANK[key] for key in _keys(header) if key in _RANK), default=99)


def _asset(cells: Sequence[str], meanings: Sequence[str | None]) -> str | None:
    """The currency that an amount's header names: 金额(美元), Amount (USD), 人民币金额."""
    for cell, meaning in zip(cells, meanings, strict=True):
        if meaning in _MONEY:
            whole = _NOISE.sub("", unicodedata.normalize("NFKC", cell))
            unit = _BRACKETS.search(whole)
            if found := currency(unit[1]) if unit else "CNY" if "人民币" in whole else None:
                return found
    return None
