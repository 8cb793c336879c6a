"""ISO 20022 camt.052, .053 and .054, by the standard parser of XML; a file that declares entities is refused."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Self
from xml.parsers import expat

from sycee.insight.book._statement._amount import amount
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._message import Said, by_bic, row
from sycee.insight.book._statement._part import Claim, Notes, Of, Part
from sycee.insight.book._statement._shape import Declared, Institution, Row, Unreadable
from sycee.insight.book._statement._when import Reckoning, When, when
from sycee.kit.words import Words, words

_PIECE = 1 << 16
_TEXT_MAX = 4_000
_DEPTH_MAX = 60
_NODES_MAX = 20_000
_STATEMENTS = ("Stmt", "Rpt", "Ntfctn")
_ENTITIES = Unreadable("文件里有实体声明，不是账单", "The file declares entities, which no statement does")
_BROKEN = Unreadable("这个 XML 文件损坏或不完整", "The XML file is damaged or incomplete")
_NO_AMOUNT = words(zh="没有金额", en="There is no amount")
_NO_DATE = words(zh="没有日期", en="There is no date")
_NO_SIDE = words(zh="看不出是收入还是支出", en="It does not tell money in from money out")


class _Node:
    """One element, without its namespace."""

    def __init__(self, tag: str, line: int, asset: str) -> None:
        self.tag, self.line, self.asset = tag, line, asset
        self.text = ""
        self.inside: list[Self] = []

    def all(self, path: str) -> list[Self]:
        """The elements at a path such as Refs/EndToEndId."""
        found = [self]
        for tag in path.split("/"):
            found = [child for node in found for child in node.inside if child.tag == tag]
        return found

    def one(self, *paths: str) -> str:
        """The text at the first of the paths that has one."""
        return next((text for path in paths for node in self.all(path) if (text := node.text.strip())), "")


def parts_of_camt(file: BinaryIO) -> Iterator[Part]:
    """All statements of the file, as one part: each row says its account."""
    file.seek(0)
    start = file.read(65_536)
    form = re.search(rb"camt\.05[234]", start)
    bic = re.search(rb"<(?:\w+:)?BIC(?:FI)?>\s*([A-Z0-9]{8,11})\s*<", start)
    writer = by_bic(bic[1].decode()) if bic else Institution("", "", "")
    notes = Notes()
    rows = _Reading(notes).rows(file)
    yield Part(form=form[0].decode() if form else "camt", institution=writer, rows=rows, notes=notes)


class _Reading:
    """A statement's elements as they close: an entry is taken and let go, the rest is kept for the checks."""

    def __init__(self, notes: Notes) -> None:
        self._notes, self._prints = notes, Fingerprints()
        self._stack: list[_Node] = []
        self._nodes = 0
        self._ready: list[Row] = []
        self._statement: _Node | None = None
        self._moved: dict[str, int] = {}
        self._count, self._whole = 0, True
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        parser.buffer_text = True
        self._parser = parser

    def rows(self, file: BinaryIO) -> Iterator[Row]:
        file.seek(0)
        ended = False
        while not ended:
            piece = file.read(_PIECE)
            ended = not piece
            try:
                self._parser.Parse(piece, ended)
            except (expat.ExpatError, LookupError, ValueError) as no:
                yield from self._taken()
                self._broken(no)
                return
            yield from self._taken()

    def _taken(self) -> list[Row]:
        ready, self._ready = self._ready, []
        return ready

    def _broken(self, no: Exception) -> None:
        if isinstance(no, Unreadable) or not self._notes.tally.rows:
            raise no if isinstance(no, Unreadable) else _BROKEN from no
        self._notes.skip(self._parser.CurrentLineNumber, words(zh="文件在这里断了", en="The file breaks off here"))

    @staticmethod
    def _refuse(*_: object) -> None:
        raise _ENTITIES

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if len(self._stack) >= _DEPTH_MAX or self._nodes > _NODES_MAX:
            raise Unreadable("这个 XML 文件不像账单", "The XML file is not built like a statement")
        node = _Node(name.rsplit(":", 1)[-1], self._parser.CurrentLineNumber, attributes.get("Ccy", "")[:10])
        if node.tag in _STATEMENTS and self._statement is None:
            self._statement, self._moved, self._count, self._whole = node, {}, 0, True
        elif self._stack:
            self._stack[-1].inside.append(node)
        self._stack.append(node)

    def _text(self, data: str) -> None:
        if self._stack and len(self._stack[-1].text) < _TEXT_MAX:
            self._stack[-1].text += data[:_TEXT_MAX]

    def _end(self, _: str) -> None:
        node = self._stack.pop()
        if node is self._statement:
            self._check(node)
            self._statement = None
        elif node.tag == "Ntry" and self._statement and self._stack[-1] is self._statement:
            for said in _entry(node, _account(self._statement)):
                self._take(node, said)
            # Taken: a statement of a million entries is not held.
            self._statement.inside.remove(node)
            self._nodes = 0

    def _take(self, node: _Node, said: Said | Words) -> None:
        if isinstance(said, Words):
            self._whole = False
            self._notes.skip(node.line, said)
            return
        if said.state == "done":
            self._moved[said.asset] = self._moved.get(said.asset, 0) + said.minor
            self._count += 1
        self._ready.append(row(said, self._prints))

    def _check(self, node: _Node) -> None:
        """The balances and sums that the statement states about itself."""
        for path, of in (("TtlNtries", "rows"), ("TtlCdtNtries", "in"), ("TtlDbtNtries", "out")):
            self._claim(node, path, of)  # type: ignore[arg-type]
        balances = {balance.one("Tp/CdOrPrtry/Cd"): balance for balance in node.all("Bal")}
        opening, closing = balances.get("OPBD") or balances.get("PRCD"), balances.get("CLBD")
        before, after = _signed(opening), _signed(closing)
        if self._whole and opening and closing and before and after and before[1] == after[1]:
            found = before[0] + self._moved.get(after[1], 0)
            self._notes.stated.append(Declared(closing.line, "balance", after[1], None, after[0], self._count, found))

    def _claim(self, node: _Node, path: str, of: Of) -> None:
        asset = node.one("Acct/Ccy") or next((b.all("Amt")[0].asset for b in node.all("Bal") if b.all("Amt")), "")
        for sums in node.all(f"TxsSummry/{path}"):
            count, total = sums.one("NbOfNtries"), amount(sums.one("Sum"), asset)
            minor = None if of == "rows" or isinstance(total, Words) or not sums.one("Sum") else total.minor
            rows = int(count) if count.isascii() and count.isdigit() and len(count) < 10 else None
            if (rows is not None or minor is not None) and asset:
                self._notes.claims.append(Claim(sums.line, of, None if of == "rows" else asset, rows, minor))


def _account(statement: _Node) -> str:
    return statement.one("Acct/Id/IBAN", "Acct/Id/Othr/Id")


def _signed(node: _Node | None) -> tuple[int, str] | None:
    """An amount with its side: what is owed is below zero."""
    of = node.all("Amt")[:1] if node else []
    if not node or not of:
        return None
    read = amount(of[0].text.strip(), of[0].asset)
    if isinstance(read, Words) or not of[0].text.strip():
        return None
    return (-read.minor if node.one("CdtDbtInd") == "DBIT" else read.minor), of[0].asset


def _entry(node: _Node, account: str) -> Iterator[Said | Words]:
    """The entry, or its payments one by one where it is a batch that tells them."""
    whole = _said(node, node, account)
    payments = node.all("NtryDtls/TxDtls")
    if isinstance(whole, Words) or not payments:
        yield whole
        return
    each = [_payment(node, payment, whole) for payment in payments]
    told = [said for said in each if said is not None]
    if len(each) > 1 and len(told) == len(each) and sum(said.minor for said in told) == whole.minor:
        yield from told
    else:
        yield _told(whole, payments[0]) if len(payments) == 1 else whole


def _said(node: _Node, amounts: _Node, account: str) -> Said | Words:
    at = _day(node, "BookgDt") or _day(node, "ValDt")
    side, of = node.one("CdtDbtInd"), amounts.all("Amt")[:1]
    if at is None:
        return _NO_DATE
    if side not in ("CRDT", "DBIT"):
        return _NO_SIDE
    if not of or not of[0].text.strip():
        return _NO_AMOUNT
    read = amount(of[0].text.strip(), of[0].asset)
    if isinstance(read, Words):
        return read
    valued, status = _day(node, "ValDt"), node.one("Sts/Cd", "Sts")
    return Said(
        line=node.line,
        at=at.at,
        date_only=at.date_only,
        minor=-read.minor if side == "DBIT" else read.minor,
        asset=of[0].asset,
        account=account,
        booked_on=valued.at.date() if valued else None,
        text=node.one("AddtlNtryInf"),
        kind=node.one("BkTxCd/Prtry/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd"),
        order=node.one("AcctSvcrRef", "NtryRef"),
        status=status,
        # What is only announced has not moved anything yet, and comes again when it is booked.
        state={"PDNG": "pending", "INFO": "closed"}.get(status, "done"),  # type: ignore[arg-type]
    )


def _payment(node: _Node, payment: _Node, whole: Said) -> Said | None:
    of = (payment.all("Amt") or payment.all("AmtDtls/TxAmt/Amt"))[:1]
    read = amount(of[0].text.strip(), of[0].asset) if of and of[0].text.strip() else None
    if read is None or isinstance(read, Words) or of[0].asset != whole.asset:
        return None
    out = (payment.one("CdtDbtInd") or node.one("CdtDbtInd")) == "DBIT"
    return _told(whole._replace(line=payment.line, minor=-read.minor if out else read.minor), payment)


def _told(said: Said, payment: _Node) -> Said:
    """Who was paid, or who paid; by what words and under what reference."""
    side = "Cdtr" if said.minor < 0 else "Dbtr"
    ustrd = " ".join(node.text.strip() for node in payment.all("RmtInf/Ustrd"))
    references = payment.one("Refs/EndToEndId"), payment.one("Refs/AcctSvcrRef", "Refs/TxId")
    return said._replace(
        counterparty=payment.one(f"RltdPties/{side}/Pty/Nm", f"RltdPties/{side}/Nm"),
        counter_account=payment.one(f"RltdPties/{side}Acct/Id/IBAN", f"RltdPties/{side}Acct/Id/Othr/Id"),
        text=ustrd or payment.one("AddtlTxInf", "RmtInf/Strd/CdtrRefInf/Ref") or said.text,
        order=next((ref for ref in reversed(references) if ref and ref != "NOTPROVIDED"), said.order),
    )


def _day(node: _Node, path: str) -> When | None:
    written = node.one(f"{path}/DtTm", f"{path}/Dt")
    # A day may carry a zone (2024-01-02Z, 2024-01-02+01:00), which says nothing of a clock.
    return when(re.sub(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9:]{5})$", r"\1", written), "", Reckoning())
