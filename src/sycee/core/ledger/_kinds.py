"""What an entry is, as the bank books it: a closed list. What it was really for is for others to find out."""

from sycee.kit.words import Words, words

KINDS: dict[str, Words] = {
    "transfer": words(zh="转账", en="Transfer"),
    "own": words(zh="本人互转", en="Between own accounts"),
    "salary": words(zh="工资", en="Salary"),
    "pension": words(zh="养老金", en="Pension"),
    "purchase": words(zh="消费", en="Purchase"),
    "rent": words(zh="房租", en="Rent"),
    "mortgage": words(zh="房贷", en="Mortgage"),
    "utility": words(zh="生活缴费", en="Utilities"),
    "transport": words(zh="交通出行", en="Transport"),
    "subscription": words(zh="会员订阅", en="Subscription"),
    "invest": words(zh="投资理财", en="Investment"),
    "gift": words(zh="红包", en="Red packet"),
    "refund": words(zh="退款", en="Refund"),
    "interest": words(zh="结息", en="Interest"),
    "cash": words(zh="现金存取", en="Cash"),
    "repayment": words(zh="信用卡还款", en="Card repayment"),
    "returned": words(zh="退汇", en="Returned transfer"),
}
"""Every kind of entry, with what a person reads for it."""
