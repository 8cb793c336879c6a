"""Files that are no CSV: workbooks, archives, MT940, OFX, CAMT and pages called .xls, made by hand for these tests."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from openpyxl import Workbook

from sycee.insight.book._statement import How, Locked, Statement, Unreadable, read

FILES = Path(__file__).parent / "files"


def workbook(*sheets: list[list[Any]], hidden: tuple[int, ...] = ()) -> bytes:
    book = Workbook()
    for at, rows in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = f"S{at}"
        for row in rows:
            sheet.append(row)
        if at in hidden:
            sheet.sheet_state = "hidden"
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def archive(files: dict[str, bytes], password: str = "", *, aes: bool = True) -> bytes:
    into = io.BytesIO()
    with pyzipper.AESZipFile(into, "w", compression=pyzipper.ZIP_DEFLATED) as made:
        if password:
            made.setpassword(password.encode())
            made.setencryption(pyzipper.WZ_AES if aes else None)
        for name, content in files.items():
            made.writestr(name, content)
    return into.getvalue()


def sums(statement: Statement) -> tuple[int, int, int]:
    return len(statement.rows), sum(statement.income.values()), sum(statement.expense.values())


HEADER = ["交易日期", "摘要", "收入", "支出", "余额", "对方户名"]
MARCH = [
    ["海边银行账户明细"],
    ["账号：", "6222****0055"],
    [],
    HEADER,
    [date(2026, 3, 1), "工资", 8000, None, 8100.1, "海风科技"],
    [datetime(2026, 3, 2, 18, 30), "消费", None, 0.1 + 0.2, 8099.8, "老街面馆"],
    ["2026-03-03", "消费", None, "1,000.50", "7,099.30", "青石书店"],
    [46085, "消费", None, 99.3, 7000, "茶馆"],
    ["合计", None, 8000, 1100.1],
]


def test_a_workbook_reads_as_its_cells_are_shown() -> None:
    statement = read("download.bin", workbook(MARCH))

    assert (statement.format, statement.account, statement.skipped) == ("xlsx", "6222****0055", ())
    assert sums(statement) == (4, 8_000_00, 30 + 1_000_50 + 99_30)
    assert statement.agrees
    assert [row.at for row in statement.rows] == [
        datetime(2026, 3, 1), datetime(2026, 3, 2, 18, 30), datetime(2026, 3, 3), datetime(2026, 3, 4)
    ]  # fmt: skip
    assert [row.line for row in statement.rows] == [5, 6, 7, 8]


def test_of_several_sheets_each_is_read_a_hidden_one_is_not_and_a_repeated_row_counts_once() -> None:
    april = [HEADER, MARCH[4], [date(2026, 4, 1), "工资", 8000, None, 15000, "海风科技"]]
    note = [["说明"], ["本文件仅供参考"]]

    statement = read("book.xlsx", workbook(MARCH[3:], april, note, [HEADER, [date(2026, 5, 1), "", 1]], hidden=(3,)))

    assert sums(statement)[:2] == (5, 16_000_00)


def test_an_old_workbook_reads_and_its_formula_is_not_worked_out() -> None:
    statement = read("a.csv", (FILES / "workbook.xls").read_bytes())

    assert (statement.format, statement.account) == ("xls", "6222****0055")
    assert sums(statement) == (3, 8_000_00, 25_60)
    assert [(line, why.en) for line, why, _ in statement.skipped] == [(9, "There is no amount")]
    assert statement.agrees


PAGE = """<html><head><title>x</title><style>td{color:red}</style></head><body><p>账号：6222****0055</p>
<table><tr><th>交易日期</th><th>摘要</th><th colspan=2>金额</th></tr>
<tr><th></th><th></th><th>收入</th><th>支出</th></tr>
<tr><td>2026-03-01<td>工资<td>8,000.00<td></tr>
<tr><td>2026-03-02</td><td>消费<br>&amp; 茶</td><td></td><td>25.30</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_called_xls_reads_as_the_table_that_it_is(encoding: str) -> None:
    statement = read("bank.xls", PAGE.encode(encoding))

    assert (statement.format, statement.account, sums(statement)) == ("html", "6222****0055", (2, 8_000_00, 25_30))
    assert statement.rows[1].kind == "消费 & 茶"


CSV = "微信支付账单明细\n微信昵称：[小林]\n交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号\n"
CSV += "2026-03-01 08:00:00,商户消费,面馆,面,支出,¥12.00,零钱,支付成功,100001\n"


@pytest.mark.parametrize("aes", [True, False], ids=["AES", "ZipCrypto"])
def test_a_wallets_archive_opens_with_its_password_alone(aes: bool) -> None:
    content = (FILES / "zipcrypto.zip").read_bytes() if not aes else archive({"微信账单.csv": CSV.encode()}, "302918")

    statement = read("微信支付账单.zip", content, How(password="302918"))
    assert (statement.format, sums(statement)) == ("wechat.csv", (1, 0, 12_00))

    for wrong in ("", "302919", "密码", "x" * 200):
        with pytest.raises(Locked) as refused:
            read("微信支付账单.zip", content, How(password=wrong))
        assert refused.value.why.zh


def test_every_statement_of_an_archive_is_read() -> None:
    files = {"a/one.csv": CSV.encode(), "two.xlsx": workbook(MARCH), "__MACOSX/._one.csv": b"x", "readme.pdf": b"%PDF"}

    assert len(read("all.zip", archive(files)).rows) == 5


@pytest.mark.parametrize("files", [{}, {"photo.png": b"x"}, {"inner.zip": archive({"a.csv": CSV.encode()})}])
def test_an_archive_without_a_statement_says_so(files: dict[str, bytes]) -> None:
    with pytest.raises(Unreadable, match="no statement"):
        read("a.zip", archive(files))


MT940 = """{1:F01ICBKCNBJXXXX0000000000}{2:O940ICBKCNBJXXXXN}{4:
:20:STARTUMSE
:25:6222000055
:28C:1/1
:60F:C260228CNY1000,00
:61:2603010301CR8000,NTRFSALARY//B001
:86:166?00GUTSCHRIFT?20Lohn ?21Maerz?31DE02120300000000202051?32Hai Feng Keji
:61:2603020302D25,3NMSCNONREF
:86:/BENM//NAME/Old Street Noodles/IBAN/NL91ABNA0417164300/REMI/two bowls
and tea/ISDT/2026-03-02
:61:2603030303RC10,00NMSCNONREF
:86:returned
:61:26AB030303C10,00NMSCNONREF
:61:2601020103RD5,NCHG
:62F:C260303CNY8969,70
:90C:1CNY8000,00
-}"""


def test_mt940_reads_signs_reversals_and_details_and_says_which_line_is_bad() -> None:
    statement = read("x.sta", MT940.encode())

    assert (statement.format, statement.institution.en, statement.account) == ("mt940", "ICBC", "6222000055")
    assert [row.amount_minor for row in statement.rows] == [8_000_00, -25_30, -10_00, 5_00]
    assert [row.order for row in statement.rows] == ["B001", "", "", ""]
    assert [row.counterparty for row in statement.rows][:2] == ["Hai Feng Keji", "Old Street Noodles"]
    assert statement.rows[0].text == "Lohn Maerz"
    assert statement.rows[1].text.replace(" ", "") == "twobowlsandtea"
    assert [line for line, _, _ in statement.skipped] == [13]
    assert statement.rows[3].at == datetime(2026, 1, 3)


def test_mt940_checks_its_balances() -> None:
    good = MT940.replace(":61:26AB030303C10,00NMSCNONREF\n", "").replace("8969,70", "8969,70")

    assert {total.of: total.agrees for total in read("x", good.encode()).declared} == {"balance": True, "in": False}
    wrong = good.replace("8969,70", "9000,00")
    assert not next(t for t in read("x", wrong.encode()).declared if t.of == "balance").agrees


def test_mt942_reads() -> None:
    text = ":20:X\n:25:123/456\n:28C:1\n:34F:EUR0,\n:13D:2603011200+0100\n"
    text += ":61:260301D9,NMSCREF1\n:86:coffee\n:90D:1EUR9,\n-"
    statement = read("x", text.encode())

    assert (statement.format, sums(statement), statement.agrees) == ("mt942", (1, 0, 9_00), True)


OFX1 = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>Banque d'Été<FID>1</FI></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>1<ACCTID>FR7612345<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260301120000[-5:EST]<TRNAMT>-12,50<FITID>1<NAME>Caf&eacute; &amp; Co<MEMO>two
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302<TRNAMT>+100.00<FITID>2<NAME>Salary
</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>2026<TRNAMT>1<FITID>3
</BANKTRANLIST><LEDGERBAL><BALAMT>1<DTASOF>20260303</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>
<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4111</CCACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260304<TRNAMT>-7.00<FITID>9<NAME>Shop</STMTTRN></BANKTRANLIST></CCSTMTRS>
</CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"""


def test_ofx_of_the_old_kind_reads_without_closing_tags() -> None:
    statement = read("x.ofx", OFX1.encode("cp1252"))

    assert (statement.format, statement.institution.en) == ("ofx1", "Banque d'Été")
    assert [(r.amount_minor, r.asset, r.account) for r in statement.rows] == [
        (-12_50, "EUR", "FR7612345"), (100_00, "EUR", "FR7612345"), (-7_00, "USD", "4111")
    ]  # fmt: skip
    assert statement.rows[0].counterparty == "Café & Co"
    assert statement.rows[0].at == datetime(2026, 3, 2, 1, 0), "noon in New York is night in China"
    assert [line for line, _, _ in statement.skipped] == [14]


def test_ofx_of_the_new_kind_is_the_same_in_xml() -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?><OFX><BANKMSGSRSV1>'
        "<STMTTRNRS><STMTRS>"
        "<CURDEF>CNY</CURDEF><BANKACCTFROM><ACCTID>62220055</ACCTID></BANKACCTFROM><BANKTRANLIST><STMTTRN>"
        "<TRNTYPE>POS</TRNTYPE><DTPOSTED>20260301</DTPOSTED><TRNAMT>-25.30</TRNAMT><FITID>7</FITID>"
        "<NAME>老街面馆</NAME></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
    statement = read("x", text.encode())

    assert (statement.format, sums(statement), statement.rows[0].counterparty) == ("ofx2", (1, 0, 25_30), "老街面馆")


def entry(amount: str, side: str, inside: str = "", status: str = "<Sts><Cd>BOOK</Cd></Sts>") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{status}'
        "<BookgDt><Dt>2026-03-02</Dt></BookgDt>"
        f"<ValDt><Dt>2026-03-03</Dt></ValDt>{inside}</Ntry>"
    )


def camt(*entries: str, closing: str = "1070.00") -> bytes:
    def balance(code: str, amount: str) -> str:
        return (
            f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
            "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>"
        )

    return (
        '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy><Svcr><FinInstnId><BICFI>DEUTDEFF</BICFI>"
        f"</FinInstnId></Svcr></Acct>{balance('OPBD', '1000.00')}{balance('CLBD', closing)}"
        "<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>100.00</Sum></TtlCdtNtries></TxsSummry>\n"
        + "\n".join(entries)
        + "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


BATCH = """<NtryDtls>
<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">10.00</Amt><RltdPties><Cdtr><Pty><Nm>Anna</Nm></Pty>
</Cdtr></RltdPties><RmtInf><Ustrd>rent</Ustrd></RmtInf></TxDtls>
<TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs><Amt Ccy="EUR">20.00</Amt><RltdPties><Cdtr><Nm>Ben</Nm></Cdtr>
</RltdPties></TxDtls></NtryDtls>"""


def test_camt_reads_a_batch_as_its_payments_and_checks_its_balances_and_sums() -> None:
    statement = read("x.xml", camt(entry("100.00", "CRDT"), entry("30.00", "DBIT", BATCH)))

    assert (statement.format, statement.institution.en) == ("camt.053", "Deutsche Bank")
    assert statement.account == "DE02120300000000202051"
    assert [(r.amount_minor, r.counterparty, r.order) for r in statement.rows] == [
        (100_00, "", ""), (-10_00, "Anna", "E1"), (-20_00, "Ben", "E2")
    ]  # fmt: skip
    assert {total.of: total.agrees for total in statement.declared} == {"in": True, "balance": True}


def test_camt_with_a_bad_entry_names_its_line_and_claims_nothing_of_the_balance() -> None:
    statement = read("x.xml", camt(entry("100.00", "CRDT"), entry("1.2.3", "DBIT"), entry("5", "SOME")))

    assert [line for line, _, _ in statement.skipped] == [3, 4]
    assert [total.of for total in statement.declared] == ["in"]


def test_camt_that_breaks_off_keeps_its_whole_entries() -> None:
    whole = camt(entry("100.00", "CRDT"), entry("30.00", "DBIT"))
    statement = read("x.xml", whole[: whole.index(b"30.00")])

    assert sums(statement) == (1, 100_00, 0)
    assert len(statement.skipped) == 1


def test_what_is_announced_only_is_pending_and_does_not_enter_the_balance() -> None:
    pending = entry("7.00", "DBIT", status="<Sts>PDNG</Sts>")
    statement = read("x.xml", camt(entry("70.00", "CRDT"), pending))

    assert [row.state for row in statement.rows] == ["done", "pending"]
    assert next(total for total in statement.declared if total.of == "balance").agrees
