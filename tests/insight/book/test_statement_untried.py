"""Files of banks that nobody has tried: however they name their columns and write their days and amounts."""

from __future__ import annotations

from datetime import date

import pytest

from sycee.insight.book._statement import read

# What the file says, then each row: its day, and its signed amount in minor units.
Rows = list[tuple[str, int]]
FILES: dict[str, tuple[str, Rows]] = {
    "german": (
        "Buchungstag;Wertstellung;Buchungstext;Auftraggeber / Begünstigter;Verwendungszweck;Betrag (EUR)\n"
        "03.03.2026;03.03.2026;Lastschrift;Stadtwerke;Strom;-1.234,56\n04.03.2026;04.03.2026;Gutschrift;Fabrik;Lohn;2.000,00\n",
        [("2026-03-03", -1_234_56), ("2026-03-04", 2_000_00)],
    ),
    "german in two columns": (
        "Datum;Verwendungszweck;Soll;Haben;Saldo\n03.03.26;Brot;3,50;;96,50\n14.03.26;Lohn;;100,00;196,50\n",
        [("2026-03-03", -3_50), ("2026-03-14", 100_00)],
    ),
    "french": (
        "Date opération;Libellé;Débit;Crédit\n13/03/2026;Café;2,80;\n14/03/2026;Salaire;;1 500,00\n",
        [("2026-03-13", -2_80), ("2026-03-14", 1_500_00)],
    ),
    "dutch flag": (
        '"Datum";"Naam / Omschrijving";"Rekening";"Af Bij";"Bedrag (EUR)"\n'
        '"20260313";"Winkel";"NL91ABNA0417164300";"Af";"12,50"\n"20260314";"Baas";"NL91ABNA0417164300";"Bij";"1000,00"\n',
        [("2026-03-13", -12_50), ("2026-03-14", 1_000_00)],
    ),
    "spanish": (
        "Fecha;Concepto;Importe;Saldo\n13/03/2026;Compra;-45,00;955,00\n14/03/2026;Nómina;1.000,00;1.955,00\n",
        [("2026-03-13", -45_00), ("2026-03-14", 1_000_00)],
    ),
    "american": (
        "Transaction Date,Post Date,Description,Category,Type,Amount\n"
        "03/13/2026,03/14/2026,COFFEE,Food,Sale,-4.50\n03/15/2026,03/16/2026,REFUND,Food,Return,4.50\n",
        [("2026-03-13", -4_50), ("2026-03-15", 4_50)],
    ),
    "british with month names": (
        'Date,Details,Paid out,Paid in,Balance\n13 Mar 26,Tesco,£12.00,,£88.00\n14 March 2026,Pay,,"£1,000.00",\n',
        [("2026-03-13", -12_00), ("2026-03-14", 1_000_00)],
    ),
    "weekday before the day": (
        'Date,Description,Amount\n"Fri, 13 Mar 2026",a,-1.00\n"Sat, 14 Mar 2026",b,2.00\n',
        [("2026-03-13", -1_00), ("2026-03-14", 2_00)],
    ),
    "month first in words": (
        'Date,Description,Amount\n"Mar 13, 2026",a,-1.00\n"March 14, 2026",b,2.00\n',
        [("2026-03-13", -1_00), ("2026-03-14", 2_00)],
    ),
    "suffixes": (
        "Date,Particulars,Amount\n2026-03-13,a,12.00 DR\n2026-03-14,b,20.00 CR\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "parentheses": (
        "Date,Description,Amount\n2026-03-13,a,(12.00)\n2026-03-14,b,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "minus behind": (
        "Date,Description,Amount\n2026-03-13,a,12.00-\n2026-03-14,b,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "minus of typography": (
        "Date,Description,Amount\n2026-03-13,a,−12.00\n2026-03-14,b,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "full width": (
        "日期,摘要,金额\n２０２６-０３-１３,茶,－１２．００\n2026-03-14,工资,１，０２０．５０\n",
        [("2026-03-13", -12_00), ("2026-03-14", 1_020_50)],
    ),
    "swiss thousands": (
        "Datum;Text;Betrag\n13.03.2026;a;-1'234.50\n14.03.2026;b;2’000.00\n",
        [("2026-03-13", -1_234_50), ("2026-03-14", 2_000_00)],
    ),
    "indian thousands": (
        'Date,Narration,Withdrawal Amt,Deposit Amt\n13/03/26,a,"1,23,456.00",\n14/03/26,b,,"2,00,000.00"\n',
        [("2026-03-13", -123_456_00), ("2026-03-14", 200_000_00)],
    ),
    "a cell of several lines": (
        'Date,Description,Amount\n2026-03-13,"tea\nand cake",-12.00\n2026-03-14,b,20.00\n',
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "header of two rows": (
        "交易日期,摘要,交易金额,,余额\n,,收入,支出,\n2026-03-13,茶,,12.00,88.00\n2026-03-14,工资,20.00,,108.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "header in two languages": (
        "交易日期 Date,摘要 Description,支出 Debit,收入 Credit\n2026-03-13,茶,12.00,\n2026-03-14,工资,,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "header broken in its cell": (
        '"交易\n日期",摘要,"交易\n金额"\n2026-03-13,茶,-12.00\n2026-03-14,工资,20.00\n',
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "traditional characters": (
        "交易日期,摘要,支出金額,存入金額,結餘\n2026/03/13,茶,12.00,,88.00\n2026/03/14,薪金,,20.00,108.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "days as serial numbers": (
        "日期,摘要,金额\n46094,茶,-12.00\n46095.5,工资,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "chinese days": (
        "日期,摘要,金额\n2026年3月13日,茶,-12.00元\n2026年3月14日 08时05分,工资,20.00元\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "packed days and clocks": (
        "交易日期,交易时间,摘要,金额\n20260313,083005,茶,-12.00\n20260314,,工资,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "iso instants": (
        "Created,Description,Amount,Currency\n2026-03-13T08:30:05Z,a,-12.00,USD\n2026-03-14T08:30:05+08:00,b,20.00,USD\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "tabs": (
        "日期\t摘要\t金额\n2026-03-13\t茶\t-12.00\n2026-03-14\t工资\t20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "bars and padding": (
        " 日期 | 摘要 | 金额 \n 2026-03-13 | 茶 | -12.00 \n 2026-03-14 | 工资 | 20.00 \n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "every cell guarded": (
        '="日期",="摘要",="金额"\n"=""2026-03-13""","=""茶""","=""-12.00"""\n"=""2026-03-14""","=""工资""","=""20.00"""\n',
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "zero in the other column": (
        "日期,摘要,收入,支出\n2026-03-13,茶,0.00,12.00\n2026-03-14,工资,20.00,0.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "out with a minus in its column": (
        "日期,摘要,收入,支出\n2026-03-13,茶,,-12.00\n2026-03-13,面,,-5.00\n2026-03-14,工资,20.00,\n",
        [("2026-03-13", -12_00), ("2026-03-13", -5_00), ("2026-03-14", 20_00)],
    ),
    "borrow and lend": (
        "日期,摘要,借贷,发生额\n2026-03-13,茶,借,12.00\n2026-03-14,工资,贷,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "long preamble, then footers": (
        "某某银行\n"
        + "说明,请妥善保管\n" * 30
        + "日期,摘要,金额\n2026-03-13,茶,-12.00\n2026-03-14,工资,20.00\n\n本页合计,,8.00\n打印日期：2026-04-01\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "the header again on each page": (
        "日期,摘要,金额\n2026-03-13,茶,-12.00\n日期,摘要,金额\n2026-03-14,工资,20.00\n",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
    "yen has no decimals": (
        '日期,摘要,金额,币种\n2026-03-13,茶,-1200,日元\n2026-03-14,工资,"20,000",JPY\n',
        [("2026-03-13", -1_200), ("2026-03-14", 20_000)],
    ),
    "carriage returns alone": (
        "日期,摘要,金额\r2026-03-13,茶,-12.00\r2026-03-14,工资,20.00\r",
        [("2026-03-13", -12_00), ("2026-03-14", 20_00)],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_bank_never_tried_reads(name: str) -> None:
    said, rows = FILES[name]
    statement = read("download.csv", said.encode())

    assert statement.skipped == ()
    assert [(row.at.date(), row.amount_minor) for row in statement.rows] == [
        (date.fromisoformat(day), minor) for day, minor in rows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["full width", "header of two rows", "chinese days"])
def test_it_reads_in_every_encoding(name: str, encoding: str) -> None:
    said, rows = FILES[name]

    assert [row.amount_minor for row in read("a.csv", said.encode(encoding)).rows] == [minor for _, minor in rows]
