"""The headers that statement files write, by meaning: the preferred first within each.

Spaces, letter case and a unit in brackets do not count. `booked_*` is what was booked to the account, as
against what was dealt, perhaps in another currency.
"""

HEADERS = {
    "date": """
        交易日期 交易日 交易时间日期 消费日期 日期 发生日期 交易创建时间 付款时间 日期时间 交易日期时间
        交易日期及时间 transactiondate transdate tradedate date datetime transactiondatetime
        starteddate txndate
        buchungstag buchungsdatum datum fecha fechaoperacion fechadeoperacion data dataoperazione
        dateoperation datedoperation dateoftransaction datecreated createdat createdon created txdate
        postedon 办理日期 交易发生日期 業務日期 paymentdate
    """,
    "booked_on": """
        记账日期 记账日 入账日期 入账日 过账日期 起息日 清算日期 posteddate postdate
        postingdate bookingdate valuedate completeddate datebooked accountingdate
        wertstellung valuta valutadatum datevaleur datedevaleur fechavalor datavaluta rentedatum
        interestdate effectivedate settlementdate
    """,
    "time": """
        交易时间 时间 记账时间 入账时间 交易时刻 time transactiontime transtime
        uhrzeit heure hora tijd timeoftransaction
    """,
    "booked_amount": """
        记账金额 入账金额 人民币金额 结算金额 入账币种金额 本币金额 billingamount postedamount
        settlementamount
    """,
    "booked_income": """
        记账金额(收入) 入账金额(收入) 记账收入金额
    """,
    "booked_expense": """
        记账金额(支出) 入账金额(支出) 记账支出金额
    """,
    "booked_currency": """
        记账币种 入账币种 结算币种 记账币别 billingcurrency postedcurrency settlementcurrency
    """,
    "amount": """
        金额 交易金额 发生额 收支金额 收/支金额 交易额 变动金额 发生金额 交易发生额 收入/支出金额 收支
        amount transactionamount transamt transamount value netamount net gross sum
        betrag umsatz betrageur bedrag bedrageur importe importo montant valor kwota belob belopp
        amountineur 交易金额(元) 变动额 发生额(元) transactionvalue amountgbp amountusd
    """,
    "income": """
        收入 收入金额 交易金额(收入) 贷方发生额 贷方金额 贷方 存入 存入金额 转入金额 收入(+) 收入额
        进账 进账金额 贷 存款 存款金额 存入(贷) 贷方发生额(收入) 贷方发生额/元(收入) 收方发生额 credit
        creditamount credits deposit deposits depositamount paidin moneyin in income amountcredited cr
        creditamt depositamt
        haben gutschrift eingang ingresos ingreso abono haber avere entrate accrediti recettes bij
        moneyreceived received incoming receipts 转入 贷记金额 收入(元) 来账金额
    """,
    "expense": """
        支出 支出金额 交易金额(支出) 借方发生额 借方金额 借方 支取 支取金额 转出金额 支出(-) 支出额
        取出 出账 出账金额 借 提款 提款金额 取款 取款金额 支取(借) 借方发生额(支取) 借方发生额/元(支取)
        付方发生额 提出 debit debitamount debits withdrawal withdrawals withdrawalamount paidout
        moneyout out expense amountdebited dr debitamt withdrawalamt payments
        soll belastung lastschrift ausgang gastos gasto cargo debe dare uscite addebiti depenses af spent
        moneyspent outgoing paid payment disbursement 转出 借记金额 支出(元) 往账金额 charges
    """,
    "flag": """
        收/支 收支类型 收支标志 收支方向 收付标志 收/付 收付方向 借贷标志 借贷 借/贷 借贷方向 借贷标记
        资金流向 方向 交易方向 收入/支出 收支标识 收付类型 dcflg creditdebit credit/debit debit/credit
        dc d/c cr/dr dr/cr direction debitcredit creditdebitindicator income/expense in/out sign
        afbij af/bij soll/haben s/h drcr crdr debit/creditindicator typeofmovement sens 资金方向
        转入转出
    """,
    "balance": """
        余额 账户余额 本次余额 联机余额 交易后余额 当前余额 可用余额 结余 卡余额 账面余额 
        balance runningbalance accountbalance closingbalance balanceafter newbalance
        closingledgerbalance
        saldo kontostand solde saldonachbuchung saldotrasmutatie 剩余金额 当前结余 ledgerbalance
        availablebalance cumulativebalance
    """,
    "currency": """
        币种 货币 币别 交易币种 货币种类 币种名称 交易货币 交易币别 currency ccy currencycode
        transactioncurrency
        wahrung waehrung devise divisa valutacode munt moneda moeda
    """,
    "counterparty": """
        交易对方 对方户名 对方账户名 对方账户名称 对方名称 对方姓名 对手信息 交易对手 对手方 对方信息
        对方 对方单位 对方单位名称 对手户名 对手名称 商户名称 商户 商家 商家名称 商户名 收款人 付款人
        收款人名称 收/付款人 收款方 收款方户名 收(付)方名称 对方账户户名 对方公司名称 payee
        counterparty merchant merchantname beneficiary payer name counterpartyname otherparty to/from
        beneficiaryname payee/payer
        empfanger auftraggeber begunstigter/zahlungspflichtiger auftraggeber/empfanger zahlungsempfanger
        beguenstigter/zahlungspflichtiger namezahlungsbeteiligter tegenpartij naamtegenpartij
        naam/omschrijving beneficiario tiers beneficiaire ordenante 交易对手名称 对方单位名
        merchantdescription paidto/from counterpart recipient sender
    """,
    "counter_account": """
        对方账号 对方账户 对方卡号/账号 对方卡号 对方账号/卡号 对方账户账号 对手账号 收款账号
        对方账号或卡号 对方账(卡)号 收(付)方账号 对手账户 counterpartyaccount
        beneficiaryaccount payeeaccount counteraccount toaccount counterpartyiban
        kontonummer/iban ibanzahlungsbeteiligter tegenrekening tegenrekeningiban/bban cuentadestino
        gegenkonto
    """,
    "text": """
        商品说明 商品 商品名称 交易说明 交易详情 附言 交易附言 客户摘要 用途 备注 交易备注 说明 描述
        交易描述 交易场所 交易地点 交易地点/附言 商品描述 消费地点 详情 摘要说明 业务摘要说明 交易用途
        转账附言 留言 附加信息 description details memo note notes narrative particulars remarks remark
        reference/description narration transactiondescription transactiondetails message purpose
        comment paymentreference
        text verwendungszweck vorgang libelle libelleoperation libellé concepto omschrijving mededelingen
        descrizione causale descripcion observaciones descricao historico buchungsdetails particular
        activity transactiondetail 内容 事项
    """,
    "kind": """
        交易分类 交易类型 交易摘要 摘要 交易名称 业务类型 类型 分类 类别 业务摘要 交易种类 业务种类
        交易类别 摘要代码 type category transactiontype tradingtype abstract kind transactioncategory
        buchungstext umsatzart mutatiesoort typedoperation tipo code 交易种类名称
    """,
    "status": """
        交易状态 当前状态 状态 status state transactionstatus orderstatus
    """,
    "order": """
        交易订单号 交易单号 交易号 交易流水号 流水号 日志号 订单号 交易编号 银行流水号 柜员流水号
        核心流水号 业务流水号 凭证号 交易参考号 参考号 账单编号 transactionid orderid reference
        referencenumber id transactionreference refno transactionnumber txid ref
        referenz kundenreferenz riferimento referencia transactionreferencenumber utr chequeno chq/refno
        chqno refno/chequeno
    """,
    "method": """
        收/付款方式 支付方式 付款方式 收款方式 交易方式 交易渠道 渠道 支付渠道 资金渠道 收付款方式
        paymentmethod method channel fundingsource
    """,
    "account": """
        本方账号 本方账户 本方卡号 卡号 借记卡号 账号 账户 卡号末四位 交易卡号 卡末四位 卡号后四位
        卡片末四位 查询账号 账户账号 己方账号 account accountnumber accountno card cardnumber cardno
        iban cardlast4
        auftragskonto rekening ibanauftragskonto cuenta compte conto konto 本方帐号
    """,
    "refunded": """
        成功退款 已退款 退款金额 refundedamount refunded amountrefunded
    """,
}
