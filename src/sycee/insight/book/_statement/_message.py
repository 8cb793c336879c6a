"""Entries of message formats (MT940, OFX, CAMT), whose fields have one meaning each."""

from datetime import date, datetime
from typing import NamedTuple

from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._shape import Institution, Row, State


class Said(NamedTuple):
    """One entry as the message says it; texts as written."""

    line: int
    at: datetime
    date_only: bool
    minor: int
    asset: str
    account: str
    booked_on: date | None = None
    counterparty: str = ""
    counter_account: str = ""
    text: str = ""
    kind: str = ""
    order: str = ""
    status: str = ""
    state: State = "done"


def row(said: Said, prints: Fingerprints) -> Row:
    """The entry as a row: the sign is the message's, and a reference alone does not tell two entries apart."""
    party, text, order = clean(said.counterparty), clean(said.text), clean(said.order)
    account = clean(said.account)
    return Row(
        line=said.line,
        at=said.at,
        date_only=said.date_only,
        booked_on=said.booked_on,
        amount_minor=said.minor,
        counted_minor=0 if said.state == "closed" else said.minor,
        asset=said.asset,
        balance_minor=None,
        direction="in" if said.minor >= 0 else "out",
        state=said.state,
        counterparty=party,
        counter_account=clean(said.counter_account),
        text=text,
        kind=clean(said.kind),
        status=clean(said.status),
        order=order,
        method="",
        account=account,
        more=(),
        fingerprint=prints(account, said.at, said.minor, said.asset, order, party, text),
    )


# The first four letters of a BIC are the bank's own.
_BY_BIC = {
    "ICBK": ("icbc", "中国工商银行", "ICBC"),
    "PCBC": ("ccb", "中国建设银行", "CCB"),
    "ABOC": ("abc", "中国农业银行", "ABC"),
    "BKCH": ("boc", "中国银行", "Bank of China"),
    "COMM": ("bocom", "交通银行", "Bank of Communications"),
    "CMBC": ("cmb", "招商银行", "CMB"),
    "HSBC": ("hsbc", "汇丰银行", "HSBC"),
    "ABNA": ("abna", "荷兰银行", "ABN AMRO"),
    "INGB": ("ingb", "荷兰国际集团", "ING"),
    "RABO": ("rabo", "荷兰合作银行", "Rabobank"),
    "DEUT": ("deut", "德意志银行", "Deutsche Bank"),
    "COBA": ("coba", "德国商业银行", "Commerzbank"),
    "CITI": ("citi", "花旗银行", "Citibank"),
    "SCBL": ("scbl", "渣打银行", "Standard Chartered"),
}


def by_bic(bic: str) -> Institution:
    """The bank of a BIC; one that is not known is called by it."""
    known = _BY_BIC.get(bic[:4].upper())
    return Institution(*known) if known else Institution("", clean(bic)[:40], clean(bic)[:40])
