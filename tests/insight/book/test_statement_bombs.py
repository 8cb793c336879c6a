"""Files made to fill the memory or the time of whoever opens them, and hundreds of mutants of good ones."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from sycee.insight.book._statement import Statement, Unreadable, read

FILES = Path(__file__).parent / "files"
CSV = "交易日期,摘要,收入,支出,余额,对方户名\n" + "".join(
    f"2026-03-{day:02d},消费,,{day}.50,{1000 - day}.00,书店{day}\n" for day in range(1, 20)
)
MT940 = (
    ":20:STMT\n:25:NL69INGB0123456789\n:28C:1\n:60F:C260301EUR100,00\n"
    ":61:2603020302D5,50NTRFNONREF\n:86:/NAME/Boekhandel/REMI/thee/\n"
    ":61:2603030303C20,00NTRFNONREF\n:86:loon\n:62F:C260303EUR114,50\n-\n"
)
OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>99\n"
    "</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260302<TRNAMT>-5.50<FITID>1<NAME>Tea\n</STMTTRN>"
    "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260303<TRNAMT>20.00<FITID>2<NAME>Pay\n</STMTTRN></BANKTRANLIST></STMTRS></OFX>"
)
CAMT = (
    '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
    '<Acct><Id><IBAN>NL69INGB0123456789</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">5.50</Amt>'
    "<CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry>"
    "</Stmt></BkToCstmrStmt></Document>"
)
PAGE = "<html><table><tr><th>日期</th><th>金额</th></tr><tr><td>2026-03-02</td><td>-5.50</td></tr></table></html>"


def seeded(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 the same mutants each time


def noise(size: int) -> bytes:
    return seeded("noise").randbytes(size)


def zipped(files: dict[str, bytes], *, packed: bool = True) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


def workbook() -> dict[str, bytes]:
    """The parts of a good workbook."""
    book, into = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in CSV.splitlines():
        book.active.append(line.split(","))
    book.save(into)
    with zipfile.ZipFile(into) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"


def with_part(name: str, content: bytes) -> bytes:
    return zipped(workbook() | {name: content})


def sheet(inside: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(SHEET, b'<worksheet xmlns="' + space + b'"><sheetData>' + inside + b"</sheetData></worksheet>")


def far_cells() -> bytes:
    """An archive that lies about what it holds."""
    content = bytearray(zipped({"a.csv": b"x" * 1000}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


UNENDED = "a=b\n" * 500_000
_LAUGHS = "<!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
# The flag "encrypted" in the local header and in the directory, over content that is none.
_GARBLED = zipped({"a.csv": b"garbage" * 9}, packed=False)
_AT = _GARBLED.index(b"PK\x01\x02") + 8
ENCRYPTED = _GARBLED[:6] + b"\x01" + _GARBLED[7:_AT] + b"\x01" + _GARBLED[_AT + 1 :]

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip by ratio": (lambda: zipped({"a.csv": b"0" * 30_000_000}), "far larger"),
    "zip of many entries": (lambda: zipped({f"{n}.csv": b"" for n in range(2_100)}), "far larger"),
    "zip of many files": (lambda: zipped({f"{n}.csv": CSV.encode() for n in range(60)}), "too many files"),
    "zip in a zip": (lambda: zipped({"a.csv": zipped({"a.csv": CSV.encode()})}), "archive within"),
    "zip whose size is a lie": (far_cells, "damaged"),
    "zip of encrypted garbage": (lambda: ENCRYPTED, "needs its password"),
    "zip cut off": (lambda: zipped({"a.csv": CSV.encode()})[:-30], "damaged"),
    "xlsx of a wide row": (lambda: sheet(b'<row r="1">' + b"<c/>" * 2_000_000 + b"</row>"), "far larger"),
    "xlsx of cells outside of rows": (lambda: sheet(b"<c/>" * 2_000_000), "far larger"),
    "xlsx of endless texts": (lambda: with_part(TEXTS, b"<sst>" + b"<si/>" * 1_600_000), "far larger"),
    "xlsx of endless styles": (lambda: with_part(STYLES, b"<a>" + noise(8_400_000)), "far larger"),
    "xlsx with entities": (lambda: with_part(SHEET, _LAUGHS.encode() + b"<worksheet>&b;</worksheet>"), "entities"),
    "xlsx with entities in its texts": (lambda: with_part(TEXTS, _LAUGHS.encode() + b"<sst>&b;</sst>"), "entities"),
    "xlsx over 20 MB": (lambda: zipped(workbook() | {"x.bin": noise(21_000_000)}), "20 MB"),
    "xls of garbage": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(5_000), "damaged"),
    "xls over 20 MB": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(21_000_000), "20 MB"),
    "camt with entities": (lambda: CAMT.replace("<Document", _LAUGHS + "<Document").encode(), "entities"),
    "ofx with entities": (lambda: OFX.replace("<OFX>", _LAUGHS + "<OFX>").encode(), "entities"),
    "ofx of a tag without end": ((OFX[:60] + "<OFX><STMTTRN " + UNENDED).encode, "never ends"),
    "page of a tag without end": ((PAGE[:60] + "<td " + UNENDED).encode, "never ends"),
    "one line of 50 MB": (lambda: CSV.encode() + b"x" * 50_000_000, "too long"),
    "one line of 50 MB in UTF-16": (lambda: CSV.encode("utf-16") + b",\x00" * 25_000_000, "too long"),
    "one row of 100,000 columns": (lambda: b"a," * 100_001, "too long"),
    "NULs": (lambda: CSV.encode() + b"\x00" * 1_000, "binary"),
    "binary called .csv": (lambda: noise(50_000), "binary"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_fill_memory_or_time_is_refused_in_a_sentence(name: str) -> None:
    made, says = BOMBS[name]
    content = made()

    with pytest.raises(Unreadable, match=says) as refused:
        read("statement.csv", content)

    assert refused.value.why.zh != refused.value.why.en


def test_a_row_of_many_columns_is_one_row_refused() -> None:
    statement = read("a.csv", CSV.encode() + b"," * 99_000 + b"\n2026-03-21," + b"x" * 90_000 + b"\n")

    assert len(statement.rows) == 19


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", CSV), ("a.xlsx", CSV), ("a.csv", MT940), ("a.zip", OFX), ("a.txt", CAMT), ("a.csv", PAGE)],
)
def test_a_wrong_extension_is_nothing_to_go_by(name: str, content: str) -> None:
    assert read(name, content.encode()).rows


GOOD = {
    "csv": CSV.encode("gb18030"),
    "utf-16": CSV.encode("utf-16"),
    "mt940": MT940.encode(),
    "ofx": OFX.encode(),
    "camt": CAMT.encode(),
    "page": PAGE.encode(),
    "xls": (FILES / "workbook.xls").read_bytes(),
    "zip": zipped({"a.csv": CSV.encode()}),
}
_PUT = (
    b"\x00", b"\xff" * 3, b'"', b",,,", b"<a>", b"</", b"&#0;", b"&x;", b"-", b"NaN", b"1e309", b"\n:61:", b"\r\n",
    b"9" * 40, b"\xff\xff\xff\x7f", b"<![CDATA[", b"<!--",
)  # fmt: skip


def mutant(chance: random.Random, content: bytes) -> bytes:
    """A few bytes of it changed, taken out, doubled or cut off."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at, many = chance.randrange(len(made) + 1), chance.randrange(1, 60)
        kind = chance.randrange(10)
        if kind == 0:
            del made[max(at, 1) :]
        elif kind < 3:
            del made[at : at + many]
        elif kind < 5:
            made[at:at] = made[chance.randrange(len(made) + 1) :][: many * 9]
        else:
            put = chance.choice(_PUT)
            made[at : at + len(put)] = put
    return bytes(made) or b"x"


def outcome(content: bytes) -> Statement | None:
    """What is read of it. Anything but a refusal is a failure of the test."""
    try:
        return read("a", content)
    except Unreadable:
        return None


@pytest.mark.parametrize("kind", GOOD)
def test_every_mutant_is_read_or_refused(kind: str) -> None:
    chance = seeded(kind)

    read_of = [outcome(mutant(chance, GOOD[kind])) for _ in range(250)]

    for statement in filter(None, read_of):
        prints = [row.fingerprint for row in statement.rows]
        assert len(set(prints)) == len(prints)
        assert len(prints) + len(statement.skipped) < 2_000


def test_every_mutant_of_a_workbooks_parts_is_read_or_refused() -> None:
    parts, chance = workbook(), seeded("xlsx")

    read_of = []
    for _ in range(120):
        name = chance.choice(sorted(parts))
        read_of.append(outcome(zipped(parts | {name: mutant(chance, parts[name])}, packed=False)))

    assert any(read_of)
    assert not all(read_of)
