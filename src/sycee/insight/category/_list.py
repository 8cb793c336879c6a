"""What money came from and went to: a closed list of 19 and 23, and what is neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sycee.kit.words import Words, words

Side = Literal["in", "out", "neither"]


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its code, whether it is income, spending or neither, its name, and what belongs into it."""

    code: str
    side: Side
    title: Words
    about: Words


def _list(side: Side, *rows: tuple[str, str, str, str, str]) -> dict[str, Category]:
    return {
        code: Category(code, side, words(zh=zh, en=en), words(zh=about_zh, en=about_en))
        for code, zh, en, about_zh, about_en in rows
    }


INCOME = _list(
    "in",
    ("salary", "工资", "Salary", "代发工资、薪金、加班费", "Wages paid by an employer"),
    ("bonus", "奖金", "Bonus", "年终奖、十三薪、绩效、提成", "Thirteenth month, yearly and performance bonuses"),
    ("freelance", "劳务兼职", "Freelance", "劳务费、稿费、讲课费、平台接单", "Paid work outside employment"),
    ("business", "经营收入", "Business", "店铺收款、货款、收款码收入", "Takings of a shop or business"),
    ("pension", "养老金", "Pension", "退休金、养老金、年金", "State and company pensions"),
    ("benefits", "社保补贴", "Benefits", "社保医保给付、政府补贴、奖助学金", "Social security, grants, scholarships"),
    ("housing_fund", "公积金提取", "Housing fund", "住房公积金提取", "Money drawn from the housing fund"),
    ("interest", "利息", "Interest", "活期、定期存款的结息", "Interest on deposits"),
    (
        "returns",
        "投资收益",
        "Investment returns",
        "分红、理财收益；本金不算",
        "Dividends, gains; not principal",
    ),
    ("rent_received", "租金收入", "Rent received", "出租房屋、车位的租金", "Rent from a home or parking space let"),
    ("claims", "保险理赔", "Insurance claims", "保险赔款、满期给付", "What an insurer pays out"),
    ("tax_refund", "退税", "Tax refund", "个税汇算退税、其他退税", "Tax that comes back"),
    ("gifts_received", "收红包礼金", "Gifts received", "红包、礼金、压岁钱", "Red packets and presents of money"),
    (
        "family",
        "家人给的",
        "From family",
        "生活费、家用、赡养费",
        "An allowance or support from family",
    ),
    ("reimbursed", "报销", "Reimbursement", "单位报销、差旅费、垫付款归还", "What an employer or friend pays back"),
    ("rewards", "返现中奖", "Rewards", "返现、立减补贴、中奖", "Cashback, rebates and prizes"),
    ("person_in", "他人转入", "From people", "别人转来、看不出用途的钱", "From a person, for no purpose that shows"),
    ("cash_in", "现金存入", "Cash paid in", "柜台和自助存款", "Cash paid in at a counter or machine"),
    ("other_in", "其他收入", "Other income", "以上都不是的收入", "Income that is none of the above"),
)

SPENDING = _list(
    "out",
    ("dining", "餐饮", "Eating out", "早餐、饭店、外卖、食堂、咖啡奶茶", "Meals out, delivery, canteens, coffee, tea"),
    ("groceries", "买菜超市", "Groceries", "菜市场、超市、便利店、水果", "Markets, supermarkets, corner shops, fruit"),
    ("shopping", "购物百货", "Shopping", "网购、百货、日用、数码、书", "Online and department stores, electronics"),
    ("clothing", "服饰鞋包", "Clothing", "衣服、鞋、包、首饰", "Clothes, shoes, bags, jewellery"),
    ("beauty", "美容美发", "Beauty", "理发、美容、美甲、化妆品", "Hair, cosmetics, nails"),
    ("home", "家居装修", "Home", "装修、家具、家电、维修、家政", "Fitting out, furniture, appliances, repairs"),
    ("rent", "房租", "Rent", "租房、押金、中介费", "Rent, its deposit and the agent"),
    ("mortgage", "房贷车贷", "Home and car loans", "住房和汽车贷款的还款", "Instalments of a home or car loan"),
    ("utilities", "水电燃气物业", "Utilities", "水、电、燃气、暖气、物业", "Water, power, gas, heating, the estate"),
    ("telecom", "通讯", "Telecom", "话费、流量、宽带", "Phone, data and broadband"),
    ("transport", "交通出行", "Getting around", "地铁、公交、打车、单车", "Metro, bus, taxi, bicycle"),
    ("car", "汽车", "Car", "加油充电、停车、过路、保养、购车", "Fuel, parking, tolls, upkeep, the car itself"),
    ("travel", "旅行", "Travel", "火车、机票、酒店、景点", "Trains, flights, hotels, sights"),
    ("leisure", "休闲娱乐", "Leisure", "电影演出、游戏、运动健身、彩票", "Cinema, shows, games, sport, lottery"),
    (
        "subscriptions",
        "会员订阅",
        "Subscriptions",
        "视频、音乐、网盘等连续包月",
        "Video, music, renewing plans",
    ),
    ("health", "医疗健康", "Health", "医院、药店、体检、牙科", "Hospitals, pharmacies, check-ups, dentists"),
    ("education", "教育学习", "Education", "学费、培训、兴趣班、文具", "Tuition, courses, classes, stationery"),
    ("insurance", "保险", "Insurance", "各类保费", "Premiums of any kind"),
    ("gifts", "人情公益", "Gifts and giving", "发红包、礼金、捐款", "Red packets, presents, donations"),
    ("person_out", "转给他人", "To people", "转给别人、看不出用途的钱", "To a person, for no purpose that shows"),
    ("cash_out", "取现", "Cash", "柜台和自助取款", "Cash drawn at a counter or machine"),
    (
        "fees",
        "税费手续费",
        "Taxes and fees",
        "税、罚款、手续费、社保、利息",
        "Taxes, fines, fees, interest",
    ),
    ("other_out", "其他支出", "Other spending", "以上都不是的支出", "Spending that is none of the above"),
)

NEITHER = _list(
    "neither",
    ("own", "本人互转", "Own accounts", "自己的账户之间", "Between one's own accounts, here and elsewhere"),
    (
        "card_repayment",
        "信用卡还款",
        "Card repayment",
        "还信用卡、花呗、白条",
        "Paying off card or wallet credit",
    ),
    ("top_up", "充值提现", "Wallet top-up", "钱包和零钱的充值、提现", "Into and out of a wallet of one's own"),
    (
        "invest",
        "投资本金",
        "Investment principal",
        "基金、理财、证券的申购和赎回",
        "Funds and shares bought and sold",
    ),
    ("refund", "退款", "Refund", "退货、退汇；原来那笔也相应少算", "Sent back: its purchase counts less"),
    ("borrowing", "借贷往来", "Borrowing", "借入、放款、借出、归还本金", "Loans taken, given and paid back"),
    (
        "duplicate",
        "重复记录",
        "Duplicate",
        "钱包和银行卡各记了一次",
        "One payment told by wallet and card alike",
    ),
)

CATEGORIES: dict[str, Category] = INCOME | SPENDING | NEITHER
"""Every category by its code. A code is on one side alone, and is never given another meaning."""
