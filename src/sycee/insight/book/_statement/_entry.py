"""From one record to one entry, or to the reason why it is none."""

import re

from sycee.insight.book._statement._cells import Cells
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._money import Money, money_of, read_amount
from sycee.insight.book._statement._shape import Row, State
from sycee.insight.book._statement._when import When, day, when
from sycee.kit.words import Words, words

_CLOSED = re.compile(r"关闭|失败|取消|撤销|作废|declin|fail|cancel|revert|reject|void", re.IGNORECASE)
_PENDING = re.compile(r"等待|^待|处理中|进行中|冻结|pending|process|authori", re.IGNORECASE)
_TORN = words(zh="这一行的引号没有闭合", en="The quotes on this line never close")
_CUT = words(zh="文件在这一行断了", en="The file breaks off in this line")
_NO_DATE = words(zh="没有日期", en="There is no date")


def entry(line: int, cells: Cells, account: str, prints: Fingerprints, *, torn: bool, cut: bool) -> Row | Words | None:
    """The entry on this line; the reason when it cannot be one; None when it is a note of the footer."""
    if torn or cut:
        return _TORN if torn else _CUT
    moment, money = _moment(cells), money_of(cells)
    if isinstance(moment, Words):
        return None if cells.is_note() else moment
    if isinstance(money, Words):
        return money
    return _row(line, cells, moment, money, cells.one("account") or account, prints)


def _moment(cells: Cells) -> When | Words:
    """When it happened: the day of the deal, else the day it was booked."""
    days, clock = cells.all("date") + cells.all("booked_on"), cells.one("time")
    if not days and not clock:
        return _NO_DATE
    for written in (*days, clock):
        if read := when(written, clock if written != clock else "", cells.habits.reckoning):
            return read
    first = (days or [clock])[0][:30]
    return words(zh=f"日期读不懂：{first}", en=f"The date cannot be read: {first}")


def _row(line: int, cells: Cells, moment: When, money: Money, account: str, prints: Fingerprints) -> Row:
    state, text = _state(cells.one("status")), " · ".join(dict.fromkeys(cells.all("text")))
    balance = _balance(cells, money.asset)
    return Row(
        line=line,
        at=moment.at,
        date_only=moment.date_only,
        booked_on=day(cells.one("booked_on"), cells.habits.reckoning),
        amount_minor=money.minor,
        counted_minor=_counted(money, state),
        asset=money.asset,
        balance_minor=balance,
        direction=money.direction,
        state=state,
        counterparty=cells.one("counterparty"),
        counter_account=cells.one("counter_account"),
        text=text,
        kind=cells.one("kind"),
        status=cells.one("status"),
        order=_order(cells),
        method=cells.one("method"),
        account=account,
        more=cells.more(),
        fingerprint=prints(*_identity(cells, moment, money, account, balance, text)),
    )


def _balance(cells: Cells, asset: str) -> int | None:
    """The balance after the entry; None where there is none or it is masked (xx,xxx.xx)."""
    written = cells.one("balance")
    read = read_amount(cells, written, asset) if written else None
    return None if read is None or isinstance(read, Words) else read.minor


def _identity(
    cells: Cells, moment: When, money: Money, account: str, balance_minor: int | None, text: str
) -> tuple[object, ...]:
    """What stays the same when the entry stands in another file of the same account."""
    # A refund has its order's number, so the number alone would merge them; status and flag may change later.
    if order := _order(cells):
        return (account, order, moment.at, abs(money.minor), money.asset)
    said = (cells.one("counterparty"), cells.one("kind"), text)
    return (account, moment.at, money.minor, money.asset, balance_minor, *said)


def _order(cells: Cells) -> str:
    """A number of nothing but zeros is a form's way of saying that there is none."""
    written = cells.one("order")
    return written if written.strip("0") else ""


def _state(status: str) -> State:
    return "closed" if _CLOSED.search(status) else "pending" if _PENDING.search(status) else "done"


def _counted(money: Money, state: State) -> int:
    """A closed order moved nothing in the end; what was refunded was not spent."""
    if state == "closed" or money.direction == "neutral":
        return 0
    kept = max(abs(money.minor) - money.refunded, 0)
    return kept if money.minor > 0 else -kept
