"""SWIFT MT940 and MT942: the fields by a kept library, line by line, so that one bad line is one line refused."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO, NamedTuple

from mt940 import tags

from sycee.insight.book._statement._amount import amount
from sycee.insight.book._statement._decode import decoded, text
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._message import Said, by_bic, row
from sycee.insight.book._statement._part import Claim, Notes, Part
from sycee.insight.book._statement._shape import Declared, Institution, Row
from sycee.kit.words import Words, words

_TAG = re.compile(r":(?P<tag>[0-9]{2}[A-Z]?|NS):(?P<said>.*)", re.DOTALL)
_END = re.compile(r"-\}?.{0,20}|\{.*|-XXX", re.DOTALL)
_BIC = re.compile(r"(?:\{1:F[0-9]{2}|[0-9]{4} [0-9]{2})?(?P<bic>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?:[X0-9{].*)?")
_LINES = (tags.Statement(), tags.StatementASNB(), tags.StatementGLS())
_BALANCE = tags.BalanceBase()
_VALUE_MAX = 4_000
_NO_NUMBER = re.compile(r"NONREF|EREF|NOTPROVIDED|KREF\+?|", re.IGNORECASE)
_STRUCTURED = re.compile(r"\?(?P<key>[0-9]{2})(?P<said>[^?]*)")
_NAMED = re.compile(r"/(?P<key>NAME|IBAN|REMI|BENM|ORDP|EREF|CSID|MARF|ISDT|ID|ADDR|PURP|TRTP|BIC)/")
_NOT_A_LINE = words(zh="这一笔的格式读不懂", en="The line does not follow the format")
_NO_CURRENCY = words(zh="看不出币种", en="The currency is not told")


class _Field(NamedTuple):
    line: int
    tag: str
    said: str


class _Details(NamedTuple):
    text: str
    counterparty: str = ""
    counter_account: str = ""
    kind: str = ""


def parts_of_mt940(file: BinaryIO) -> Iterator[Part]:
    """All statements of the file, as one part: each row says its account."""
    encoding = next(decoded(file, "cp1252"))
    notes = Notes()
    reading = _Reading(notes)
    with text(file, encoding) as said:
        start = said.read(4_096)
    form = "mt942" if ":34F:" in start or "{2:O942" in start or "\n942" in start else "mt940"
    yield Part(form=form, institution=_writer(start), rows=reading.rows(file, encoding), notes=notes, ascending=True)


def _writer(start: str) -> Institution:
    """By the BIC in the message's header, or the bank's letters in an IBAN."""
    for line in start.splitlines()[:4]:
        if (found := _BIC.fullmatch(line.strip())) and not line.startswith(":"):
            return by_bic(found["bic"])
    iban = re.search(r":25:[A-Z]{2}[0-9]{2}([A-Z]{4})", start)
    return by_bic(iban[1]) if iban else Institution("", "", "")


def _fields(file: BinaryIO, encoding: str) -> Iterator[_Field]:
    """Each tag with the lines that follow it."""
    under: list[str] = []
    at, tag = 0, ""
    with text(file, encoding) as said:
        for number, line in enumerate(said, 1):
            line = line.rstrip("\r\n")
            found = _TAG.fullmatch(line)
            if found or _END.fullmatch(line):
                if tag:
                    yield _Field(at, tag, "\n".join(under).rstrip())
                at, tag, under = (number, found["tag"], [found["said"]]) if found else (0, "", [])
            elif tag and sum(map(len, under)) < _VALUE_MAX:
                under.append(line)
    if tag:
        yield _Field(at, tag, "\n".join(under).rstrip())


class _Reading:
    """The fields as they go by: a line of a statement waits for its details."""

    def __init__(self, notes: Notes) -> None:
        self._notes, self._prints = notes, Fingerprints()
        self._account, self._asset = "", ""
        self._opening: int | None = None
        self._moved, self._count = 0, 0
        self._waiting: Said | None = None

    def rows(self, file: BinaryIO, encoding: str) -> Iterator[Row]:
        for field in _fields(file, encoding):
            if field.tag == "86" and self._waiting:
                told = _details(field.said)
                text_ = " ".join(filter(None, (self._waiting.text, told.text)))
                self._waiting = self._waiting._replace(**told._asdict() | {"text": text_})
                continue
            yield from self._flush()
            self._one(field)
        yield from self._flush()

    def _flush(self) -> Iterator[Row]:
        if self._waiting:
            self._moved += self._waiting.minor
            self._count += 1
            yield row(self._waiting, self._prints)
        self._waiting = None

    def _one(self, field: _Field) -> None:
        if field.tag == "25":
            self._account, self._opening, self._moved = field.said.split("\n")[0].strip(), None, 0
        elif field.tag in ("60F", "60M"):
            self._open(field)
        elif field.tag == "34F" and (found := re.match(r"[A-Z]{3}", field.said)):
            self._asset = found[0]
        elif field.tag in ("62F", "62M"):
            self._close(field)
        elif field.tag in ("90C", "90D"):
            self._total(field)
        elif field.tag == "61":
            said = _entry(field, self._account, self._asset)
            if isinstance(said, Words):
                self._notes.skip(field.line, said)
                self._opening = None  # with a line missing the balances cannot agree
            else:
                self._waiting = said

    def _open(self, field: _Field) -> None:
        found, read = _BALANCE.re.match(field.said), _balance(field.said)
        self._opening, self._moved, self._count = (read[0], 0, 0) if read else (None, 0, 0)
        self._asset = found["currency"] if found else ""

    def _close(self, field: _Field) -> None:
        read = _balance(field.said)
        if read and self._opening is not None:
            found = self._opening + self._moved
            self._notes.stated.append(Declared(field.line, "balance", read[1], None, read[0], self._count, found))
        self._opening = None

    def _total(self, field: _Field) -> None:
        found = re.match(r"(?P<count>[0-9]{1,6})(?P<asset>[A-Z]{3})(?P<amount>[0-9,]{1,15})", field.said)
        read = amount(found["amount"], found["asset"], comma=True) if found else None
        if found and read is not None and not isinstance(read, Words):
            of = "in" if field.tag == "90C" else "out"
            self._notes.claims.append(
                Claim(field.line, of, found["asset"], int(found["count"]), read.minor)  # type: ignore[arg-type]
            )


def _balance(said: str) -> tuple[int, str] | None:
    found = _BALANCE.re.match(said)
    if not found:
        return None
    read = amount(found["amount"], found["currency"], comma=True)
    if isinstance(read, Words):
        return None
    return (-read.minor if found["status"] == "D" else read.minor), found["currency"]


def _entry(field: _Field, account: str, asset: str) -> Said | Words:
    found = next((match for tag in _LINES if (match := tag.re.match(field.said))), None)
    if not found:
        return _NOT_A_LINE
    if not asset:
        return _NO_CURRENCY
    read = amount(found["amount"], asset, comma=True)
    if isinstance(read, Words):
        return read
    on = _day(found["year"], found["month"], found["day"])
    if on is None:
        return words(zh="日期不存在", en="There is no such day")
    booked = _entry_day(on, found["entry_month"], found["entry_day"])
    # A reversal of a credit takes money away, and of a debit gives it back.
    out = (found["status"][-1] == "D") != (len(found["status"]) > 1)
    reference = (found["bank_reference"] or found["customer_reference"] or "").strip()
    return Said(
        line=field.line,
        at=datetime.combine(booked or on, time()),
        date_only=True,
        minor=-read.minor if out else read.minor,
        asset=asset,
        account=account,
        booked_on=on,
        text=(found["extra_details"] or "").replace("\n", " "),
        kind=(found["id"] or "").strip(),
        order="" if _NO_NUMBER.fullmatch(reference) else reference,
    )


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if int(year) < 70 else 1900), int(month), int(day))
    except ValueError:
        return None


def _entry_day(valued: date, month: str | None, day: str | None) -> date | None:
    """The day of booking has no year: the one nearest to the value date."""
    if not (month or "").strip() or not (day or "").strip():
        return None
    years = (valued.year - 1, valued.year, valued.year + 1)
    days = [on for year in years if (on := _day(f"{year % 100:02d}", month or "", day or ""))]
    near = min(days, key=lambda on: abs(on - valued), default=None)
    return near if near and abs(near - valued) < timedelta(days=180) else None


def _details(said: str) -> _Details:
    """Free text, the German ?20 fields, or the /NAME/ words of SEPA."""
    flat = " ".join(said.split())
    if re.match(r"[0-9]{3}\?", said):
        parts: dict[str, str] = {}
        for found in _STRUCTURED.finditer(said.replace("\n", "")):
            parts[found["key"]] = parts.get(found["key"], "") + found["said"]
        purpose = " ".join(parts[key] for key in sorted(parts) if "20" <= key <= "29" or "60" <= key <= "63")
        return _Details(purpose, parts.get("32", "") + parts.get("33", ""), parts.get("31", ""), parts.get("00", ""))
    words_ = list(_NAMED.finditer(said.replace("\n", "")))
    if len(words_) < 2:
        return _Details(flat)
    whole = said.replace("\n", "")
    ends = [*(found.start() for found in words_[1:]), len(whole)]
    named: dict[str, str] = {}
    for found, end in zip(words_, ends, strict=True):
        named.setdefault(found["key"], whole[found.end() : end].strip("/ "))
    return _Details(named.get("REMI") or named.get("EREF") or "", named.get("NAME", ""), named.get("IBAN", ""))
