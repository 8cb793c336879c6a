"""Banks' exports: two amount columns, masked numbers, totals in a row, and banks that were never seen."""

from datetime import date, datetime

import pytest

from sycee.insight.book._statement import Statement, Unreadable, read

ICBC_HEADER = (
    "交易日期,摘要,交易详情,交易场所,交易国家或地区简称,钞/汇,交易金额(收入),交易金额(支出),交易币种,"
    "记账金额(收入),记账金额(支出),记账币种,余额,对方户名,对方账户"
)


def icbc_row(day: str, kind: str, place: str, income: str, expense: str, balance: str, name: str) -> str:
    cells = [f'"{cell:<22}\t"' for cell in (kind, "", place, "CHN")]
    money = [f'"{cell:<20}\t"' for cell in (income, expense)]
    tail = [f'"{cell:<22}\t"' for cell in (balance, name, "6222****1234")]
    return ",".join(
        [f"{day}     \t", *cells, "钞        \t", '"-  "', '"-  "', "-  ", *money, "人民币   \t", *tail, ""]
    )


def icbc(rows: list[str], totals: str) -> bytes:
    lines = [
        "明细查询文件下载",
        "",
        '卡号: 6222****9876,"卡别名: 工资卡"',
        "",
        '子账户序号: 00000,子账户类别: 活期,"子账户别名: "',
        "",
        ICBC_HEADER,
        *rows,
        " ",
        f"人民币合计,,,,,,,,,{totals},",
    ]
    return "\n".join(lines).encode()


ICBC_ROWS = [
    icbc_row("2026-02-28", "工资", "", "12,345.67", "", "20,000.00", "海风科技"),
    icbc_row("2026-02-27", "消费", "财付通-米线店", "", "28.00", "7,654.33", "财付通"),
    icbc_row("2026-02-27", "消费", "财付通-米线店", "", "28.00", "7,682.33", "财付通"),
    icbc_row("2026-02-26", "退款", "", "1.04", "", "xx,yyyy.zz", "财付通"),
]


def icbc_like() -> Statement:
    return read("download.csv", icbc(ICBC_ROWS, '"12,346.71   \t","56.00   \t"'))


def test_a_bank_with_two_pairs_of_amount_columns_is_read_as_booked() -> None:
    statement = icbc_like()

    assert (statement.format, statement.institution.zh) == ("icbc.csv", "中国工商银行")
    assert (statement.account, statement.assets) == ("6222****9876", ("CNY",))
    assert [row.amount_minor for row in statement.rows] == [12_345_67, -28_00, -28_00, 1_04]
    assert (statement.income, statement.expense) == ({"CNY": 12_346_71}, {"CNY": 56_00})
    assert statement.agrees is True
    assert statement.skipped == ()


def test_a_day_without_a_clock_is_flagged_and_a_masked_balance_is_none() -> None:
    first, *_, last = icbc_like().rows

    assert (first.at, first.date_only) == (datetime(2026, 2, 28), True)
    assert (first.balance_minor, last.balance_minor) == (20_000_00, None)


def test_two_like_purchases_on_one_day_are_two_entries() -> None:
    assert len({row.fingerprint for row in icbc_like().rows}) == 4


def test_rows_alike_in_everything_are_numbered() -> None:
    text = "日期,摘要,金额\n2026-01-02,早餐,-5.00\n2026-01-02,早餐,-5.00\n"
    once, again = read("a.csv", text.encode()), read("b.csv", (text + "2026-01-02,早餐,-5.00\n").encode())

    assert len({row.fingerprint for row in once.rows}) == 2
    assert {row.fingerprint for row in once.rows} < {row.fingerprint for row in again.rows}


# A header row and one row; the amount and asset that must come of it.
UNSEEN = [
    ("交易日期,交易时间,交易类型,借贷,交易金额,对方户名\n"
     "2026-01-02,08:00:00,消费,借,20.00,书店", -20_00, "CNY"),
    ("记账日,交易日期,支出,收入,账户余额,币种,对方户名\n"
     "20260103,20260102,20.00,,80.00,人民币元,书店", -20_00, "CNY"),
    ("交易时间,记账日,支出,收入,摘要,对方户名\n"
     "2026-01-02 08:00:00,2026-01-02,-20.00,,冲正,书店", 20_00, "CNY"),
    ("日期,借方发生额(元),贷方发生额(元),余额(元),对方单位名称\n2026-01-02,,20.00,80.00,书店", 20_00, "CNY"),
    ("Trans Date交易日期,Trans Amt交易金额,Dc Flg借贷,Name对方户名\n2026-01-02,20.00,贷,书店", 20_00, "CNY"),
    ("Date,Description,Amount (USD),Balance\n01/13/2026,书店,-20.00,80.00", -20_00, "USD"),
    ("Date,Details,Paid out,Paid in,Balance\n13 Jan 2026,书店,£20.00,,80.00", -20_00, "GBP"),
    ("Post date,Billing amount,Billing currency,Merchant name,Credit / Debit\n"
     "2026-01-02,20.00,HKD,书店,DEBIT", -20_00, "HKD"),
    ("Valuta;Date;Payee;Amount;Currency\n;13.01.2026;书店;-1.020,00;EUR", -1_020_00, "EUR"),
    ("Date\tPayee\tDebit\tCredit\n2026-01-02\t书店\t20.00\t", -20_00, "CNY"),
    ("Type,Started Date,Description,Amount,Currency,State\n"
     "CARD,2026-01-02 08:00:00,书店,-20,JPY,DONE", -20, "JPY"),
    ("提款金額,存款金額,交易日期,交易說明\n500,,2026/01/10,书店", -500_00, "CNY"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "minor", "asset"), UNSEEN, ids=lambda each: str(each)[:12])
def test_a_bank_never_seen_is_read_by_the_meaning_of_its_columns(text: str, minor: int, asset: str) -> None:
    statement = read("unknown.csv", text.encode())
    (row,) = statement.rows

    assert statement.format == "csv"
    assert (row.amount_minor, row.asset) == (minor, asset)
    assert (row.counterparty or row.text) == "书店"


def test_a_column_of_flags_is_known_by_its_values() -> None:
    text = "日期,类型,金额,说明\n2026-01-02,支出,20.00,书\n2026-01-03,收入,30.00,稿费\n"

    assert [row.amount_minor for row in read("a.csv", text.encode()).rows] == [-20_00, 30_00]


def test_on_a_card_bill_what_is_positive_was_spent() -> None:
    text = (
        "晨光银行信用卡对账单（2026年01月）\n交易日,记账日,交易摘要,人民币金额,卡号末四位\n"
        ",12/29,还款,-100.00,1234\n01/02,01/03,电影票,56.78,1234\n01/05,01/07,退货,-3.90(CN),1234\n"
    )
    statement = read("bill.csv", text.encode())

    assert [row.amount_minor for row in statement.rows] == [100_00, -56_78, 3_90]
    assert [row.at.date() for row in statement.rows] == [
        date(2025, 12, 29),
        date(2026, 1, 2),
        date(2026, 1, 5),
    ]
    assert (statement.rows[1].booked_on, statement.account) == (date(2026, 1, 3), "1234")


def test_paying_off_a_card_from_a_debit_account_is_money_out() -> None:
    text = "记账日期,货币,交易金额,联机余额,交易摘要,客户摘要\n2026-01-02,CNY,-500.00,10.00,信用卡还款,\n"

    assert read("cmb.csv", text.encode()).expense == {"CNY": 500_00}


def test_several_currencies_and_accounts_in_one_file() -> None:
    text = (
        "账号：6222****0001\n日期,金额,币种,摘要\n2026-01-02,-20.00,美元,书\n2026-01-03,5.00,人民币,利息\n"
        "账号：6222****0002\n日期,金额,币种,摘要\n2026-01-04,-1000,日元,茶\n"
    )
    statement = read("a.csv", text.encode())

    assert statement.assets == ("USD", "CNY", "JPY")
    assert [(r.account[-4:], r.amount_minor) for r in statement.rows] == [
        ("0001", -2000),
        ("0001", 500),
        ("0002", -1000),
    ]
    assert statement.account is None


def test_days_are_read_day_first_or_month_first_as_the_whole_file_shows() -> None:
    rows = "03/04/2026,-1.00,a\n04/04/2026,-1.00,b\n13/04/2026,-1.00,c\n"
    ordered = "01/02/2026,-1.00,a\n02/02/2026,-1.00,b\n01/03/2026,-1.00,c\n"

    assert read("a.csv", f"Date,Amount,Memo\n{rows}".encode()).rows[0].at == datetime(2026, 4, 3)
    assert read("a.csv", f"Date,Amount,Memo\n{ordered}".encode()).rows[2].at == datetime(2026, 3, 1)


def test_days_that_could_be_either_are_not_guessed() -> None:
    with pytest.raises(Unreadable, match="day first or month first"):
        read("a.csv", b"Date,Amount,Memo\n03/04/2026,-1.00,a\n")


def test_the_columns_and_what_they_were_taken_for_are_told() -> None:
    statement = read("a.csv", "日期,金额,摘要,积分\n2026-01-02,-1.00,书,10\n".encode())

    assert [tuple(column) for column in statement.columns] == [
        ("日期", "date"),
        ("金额", "amount"),
        ("摘要", "kind"),
        ("积分", None),
    ]
    assert statement.rows[0].more == (("积分", "10"),)


@pytest.mark.parametrize(
    ("title", "key", "zh"),
    [
        ("中国工商银行借记卡明细", "icbc", "中国工商银行"),
        ("中国银行交易流水，含支付宝快捷支付", "boc", "中国银行"),
        ("晨光银行交易流水，含支付宝快捷支付", "", "晨光银行"),
        ("个人网上银行交易明细", "", ""),
        ("支付宝（中国）网络技术有限公司，关联招商银行卡", "alipay", "支付宝"),
    ],
)
def test_who_wrote_a_file_is_the_first_name_in_it(title: str, key: str, zh: str) -> None:
    statement = read("a.csv", f"{title}\n日期,金额,对方户名\n2026-01-02,-1.00,建设银行\n".encode())

    assert (statement.institution.key, statement.institution.zh) == (key, zh)
    assert statement.format == (f"{key}.csv" if key else "csv")


def test_without_a_name_inside_the_files_name_tells_who_wrote_it() -> None:
    text = "日期,金额,摘要\n2026-01-02,-1.00,茶\n".encode()

    assert read("CMB-2026.csv", text).institution.en == "CMB"
    assert [row.fingerprint for row in read("x.csv", text).rows] == [
        row.fingerprint for row in read("CMB-2026.csv", text).rows
    ]


def test_an_older_wallet_export_with_refunds_in_a_column_of_their_own() -> None:
    text = (
        "支付宝交易记录明细查询\n账号:[lin@example.com]\n"
        "交易号 ,交易创建时间 ,付款时间 ,交易对方 ,商品名称 ,"
        "金额（元） ,收/支 ,交易状态 ,服务费（元） ,成功退款（元） ,资金状态 ,\n"
        "900001\t,2018-03-01 08:00:00,2018-03-01 08:00:09,书店 ,书 ,"
        "100.00 ,支出 ,交易成功 ,0.00 ,30.00 ,已支出 ,\n"
        "900002\t,2018-03-02 08:00:00, ,基金 ,转入 ,500.00 , ,交易成功 ,0.00 ,0.00 ,资金转移 ,\n"
        "--------------------\n共2笔记录\n已收入:0笔,0.00元\n待收入:0笔,0.00元\n已支出:1笔,70.00元\n"
    )
    statement = read("a.csv", text.encode("gb18030"))

    assert [(row.direction, row.amount_minor, row.counted_minor) for row in statement.rows] == [
        ("out", -100_00, -70_00),
        ("neutral", 500_00, 0),
    ]
    assert (statement.agrees, statement.skipped) == (True, ())
