"""A wallet's export as it is written: GB18030, a long preamble, padded cells, neutral and closed rows."""

from datetime import datetime

from sycee.insight.book._statement import Row, Statement, read

HEADER = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"

# day and time, kind, counterparty, account, text, flag, amount, method, status, order
ROWS = [
    "2026-03-01 08:12:05,餐饮美食,巷口豆浆店,dou***@example.com,早餐,支出,12.50,余额宝,交易成功,2026A01",
    "2026-03-01 19:40:00,日用百货,青禾超市,/,购物,支出,205.30,花呗,等待确认收货,2026A02",
    "2026-03-02 10:00:00,转账红包,陈一一,155******01,还饭钱,收入,88.00,余额,交易成功,2026A03",
    "2026-03-02 11:00:00,退款,青禾超市,/,退款-购物,不计收支,5.30,花呗,退款成功,2026A02",
    "2026-03-02 12:00:00,日用百货,半夏书店,/,《海错图》,不计收支,64.00,,交易关闭,2026A05",
    "2026-03-03 09:00:00,交通出行,城市一卡通,/,充值,支出,50.00,余额宝,交易关闭,2026A06",
    "2026-03-03 09:01:00,退款,城市一卡通,/,退款-充值,不计收支,50.00,余额宝,退款成功,2026A06",
    "2026-03-04 20:00:00,投资理财,货币基金,/,余额转入,不计收支,1000.00,余额,交易成功,2026A07",
    "2026-03-05 20:00:00,提现,招商银行,/,提现,不计收支,300.00,余额,交易成功,2026A08",
]


def wallet(rows: list[str], *, padded: bool = True, count: int | None = None) -> str:
    lines = [
        "-" * 80,
        "导出信息：",
        "姓名：林小满",
        "支付宝账户：lin@example.com",
        "起始时间：[2026-03-01 00:00:00]    终止时间：[2026-03-31 23:59:59]",
        "导出交易类型：[全部]",
        f"共{len(rows) if count is None else count}笔记录",
        "收入：1笔 88.00元",
        "支出：2笔 217.80元",
        "不计收支：5笔 1419.30元",
        "",
        "特别提示：",
        "1.因统计逻辑不同，明细金额直接累加后，可能会和下方统计金额不一致；",
        "",
        "-" * 24 + "支付宝（中国）网络技术有限公司  电子客户回单" + "-" * 24,
        HEADER,
    ]
    return "\n".join([*lines, *(_padded(row) if padded else row + ",," for row in rows)]) + "\n"


def _padded(row: str) -> str:
    return ",".join(f"{cell:<20}" for cell in row.split(",")) + "\t,                    \t,                    ,"


def brought(rows: list[str]) -> Statement:
    return read("record.csv", wallet(rows).encode("gb18030"))


def by_line(statement: Statement) -> dict[int, Row]:
    return {row.line - 16: row for row in statement.rows}


def test_every_row_of_a_wallet_is_read_and_its_own_totals_agree() -> None:
    statement = brought(ROWS)

    assert (statement.format, statement.institution.en) == ("alipay.csv", "Alipay")
    assert statement.account == "lin@example.com"
    assert len(statement.rows) == 9
    assert statement.skipped == ()
    assert (statement.income, statement.expense) == ({"CNY": 88_00}, {"CNY": 217_80})
    assert [total.of for total in statement.declared] == ["rows", "in", "out", "neutral"]
    assert statement.agrees is True


def test_a_row_keeps_what_the_file_says_of_it() -> None:
    row = by_line(brought(ROWS))[1]

    assert (row.at, row.date_only) == (datetime(2026, 3, 1, 8, 12, 5), False)
    assert (row.amount_minor, row.asset, row.direction) == (-12_50, "CNY", "out")
    assert (row.counterparty, row.counter_account) == ("巷口豆浆店", "dou***@example.com")
    assert (row.text, row.kind, row.status) == ("早餐", "餐饮美食", "交易成功")
    assert (row.order, row.method, row.balance_minor) == ("2026A01", "余额宝", None)


def test_a_pending_order_is_spent_and_a_closed_one_is_not() -> None:
    rows = by_line(brought(ROWS))

    assert (rows[2].state, rows[2].counted_minor) == ("pending", -205_30)
    assert (rows[6].state, rows[6].amount_minor, rows[6].counted_minor) == ("closed", -50_00, 0)
    assert (rows[5].state, rows[5].direction, rows[5].counted_minor) == ("closed", "neutral", 0)


def test_neutral_rows_count_in_no_sum_and_still_show_which_way_money_went() -> None:
    rows = by_line(brought(ROWS))

    assert [rows[n].direction for n in (4, 7, 8, 9)] == ["neutral"] * 4
    assert [rows[n].amount_minor for n in (4, 7, 8, 9)] == [5_30, 50_00, 1000_00, -300_00]
    assert all(rows[n].counted_minor == 0 for n in (4, 7, 8, 9))


def test_totals_that_do_not_agree_are_reported_not_refused() -> None:
    statement = read("a.csv", wallet(ROWS, count=66).encode("gb18030"))

    assert statement.agrees is False
    assert [(d.of, d.rows, d.found_rows) for d in statement.declared if not d.agrees] == [("rows", 66, 9)]


def test_the_same_entries_have_the_same_fingerprints_in_overlapping_files() -> None:
    march, later = brought(ROWS[:6]), brought(ROWS[3:])
    both = {row.fingerprint for row in march.rows} | {row.fingerprint for row in later.rows}

    assert len(both) == 9
    assert {row.fingerprint for row in brought(ROWS).rows} == both


def test_encoding_and_padding_do_not_change_fingerprints() -> None:
    padded = read("a.csv", wallet(ROWS).encode("gb18030"))
    plain = wallet(ROWS, padded=False)
    variants = [
        plain.encode(),
        plain.encode("utf-8-sig"),
        plain.encode("utf-16"),
        plain.replace("\n", "\r\n").encode(),
    ]

    for content in variants:
        assert [row.fingerprint for row in read("b.csv", content).rows] == [r.fingerprint for r in padded.rows]


def test_a_payment_and_its_refund_share_an_order_number_and_stay_two_entries() -> None:
    statement = brought(ROWS)

    assert len({row.fingerprint for row in statement.rows}) == 9
    assert [row.order for row in statement.rows].count("2026A06") == 2


def test_an_order_that_settles_later_is_the_same_entry() -> None:
    pending, settled = brought(ROWS), brought([row.replace("等待确认收货", "交易成功") for row in ROWS])

    assert [row.fingerprint for row in pending.rows] == [row.fingerprint for row in settled.rows]
    assert settled.rows[1].state == "done"


def test_a_partly_refunded_amount_counts_what_was_kept() -> None:
    text = (
        "京东账号名：jd_lin\n共：2笔记录\n支出：1笔(含1笔部分退款)，41.93元\n\n"
        "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号\n"
        "2026-03-06 10:00:00\t,京东平台商户,卫衣,131.77(已退款89.84),钱包,交易成功,支出,服饰,77001\t\n"
        "2026-03-07 10:00:00\t,京东平台商户,退款-卫衣,89.84,钱包,退款成功,不计收支,网购,77001\t\n"
    )
    statement = read("jd.csv", text.encode("utf-8-sig"))

    assert statement.format == "jd.csv"
    assert (statement.rows[0].amount_minor, statement.rows[0].counted_minor) == (-131_77, -41_93)
    assert (statement.expense, statement.agrees) == ({"CNY": 41_93}, True)


def test_a_wallet_that_marks_neutral_rows_with_a_slash() -> None:
    text = (
        "微信支付账单明细,,,,,,,,,,\n微信昵称：[小满],,,,,,,,,,\n共2笔记录,,,,,,,,,,\n"
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
        '2026-03-08 12:00:00,商户消费,米线店,"午饭","支出",¥28.16,零钱,支付成功,"100"\t,"9"\t,"/"\n'
        '2026-03-08 13:00:00,零钱提现,招商银行,"/",/,¥100.10,招商银行,提现已到账,101\t,/\t,"服务费¥0.10"\n'
    )
    statement = read("w.csv", text.encode())

    assert (statement.format, statement.account) == ("wechat.csv", "小满")
    assert [(r.direction, r.amount_minor, r.order) for r in statement.rows] == [
        ("out", -28_16, "100"),
        ("neutral", -100_10, "101"),
    ]
    assert statement.rows[1].text == "服务费¥0.10"
