"""Jobs, districts, homes and tastes: what a person can be, with the words for it. Data."""

from __future__ import annotations

from dataclasses import dataclass

from sycee.kit.words import Words, words


@dataclass(frozen=True, slots=True)
class Job:
    """A job: monthly pay after tax in yuan as of the last day at full seniority, age at its start, and whose it is.

    `uneven`: how much pay varies from month to month. `steady`: whether people stay. `weight`: how many have it.
    `latest`: age of the oldest who have it: some jobs are young."""

    name: Words
    trade: str
    pay: int
    starts: int
    weight: float
    uneven: float = 0.012
    steady: bool = False
    latest: int = 99


JOBS: dict[str, Job] = {
    "designer": Job(words(zh="设计师", en="designer"), "design", 13500, 22, 7, latest=56),
    "engineer": Job(words(zh="程序员", en="software engineer"), "tech", 22000, 22, 12, latest=54),
    "product": Job(words(zh="产品经理", en="product manager"), "tech", 21000, 23, 5, latest=48),
    "seller": Job(words(zh="电商运营", en="online shop manager"), "tech", 12500, 22, 8, 0.05, latest=46),
    "teacher": Job(words(zh="小学老师", en="primary school teacher"), "school", 10800, 22, 7, steady=True),
    "nurse": Job(words(zh="护士", en="nurse"), "hospital", 10200, 21, 6, 0.06, steady=True),
    "doctor": Job(words(zh="医生", en="doctor"), "hospital", 18500, 26, 4, 0.08, steady=True),
    "accountant": Job(words(zh="会计", en="accountant"), "audit", 10500, 22, 7),
    "lawyer": Job(words(zh="律师", en="lawyer"), "law", 20500, 25, 2, 0.15),
    "official": Job(words(zh="公务员", en="civil servant"), "state", 12200, 23, 6, steady=True),
    "exporter": Job(words(zh="外贸销售", en="export salesperson"), "trade", 13800, 22, 7, 0.18),
    "courier": Job(words(zh="外卖骑手", en="food courier"), "platform", 8400, 19, 6, 0.14, latest=50),
    "hailing": Job(words(zh="网约车司机", en="ride-hailing driver"), "platform", 8800, 22, 4, 0.12, latest=64),
    "busdriver": Job(words(zh="公交司机", en="bus driver"), "transport", 8700, 24, 3, 0.03, steady=True),
    "clerk": Job(words(zh="店员", en="shop assistant"), "retail", 6300, 18, 8, 0.04),
    "cook": Job(words(zh="厨师", en="cook"), "retail", 8600, 18, 4, 0.02),
    "fitter": Job(words(zh="工厂技工", en="factory technician"), "factory", 8100, 18, 8, 0.06),
    "coach": Job(words(zh="健身教练", en="fitness coach"), "retail", 10200, 22, 2, 0.2, latest=44),
}

DISTRICTS: tuple[Words, ...] = (
    words(zh="西湖区", en="Xihu"),
    words(zh="上城区", en="Shangcheng"),
    words(zh="拱墅区", en="Gongshu"),
    words(zh="滨江区", en="Binjiang"),
    words(zh="余杭区", en="Yuhang"),
    words(zh="萧山区", en="Xiaoshan"),
    words(zh="钱塘区", en="Qiantang"),
    words(zh="临平区", en="Linping"),
)

HOMES: dict[str, Words] = {
    "dorm": words(zh="住校", en="in a dormitory"),
    "rent": words(zh="租房", en="renting"),
    "loan": words(zh="供着房贷", en="paying off a flat"),
    "own": words(zh="住自己的房子", en="in a flat of their own"),
}
STUDENT = words(zh="大学生", en="student")
RETIRED = words(zh="退休{job}", en="retired {job}")
TASTES: dict[str, Words] = {
    "coffee": words(zh="爱喝咖啡", en="loves coffee"),
    "tea": words(zh="爱喝奶茶", en="loves milk tea"),
    "delivery": words(zh="常点外卖", en="orders in"),
    "restaurant": words(zh="爱下馆子", en="eats out"),
    "market": words(zh="天天买菜做饭", en="cooks every day"),
    "online": words(zh="爱网购", en="shops online"),
    "games": words(zh="爱打游戏", en="plays games"),
    "leisure": words(zh="爱看电影", en="goes to the cinema"),
    "fitness": words(zh="常健身", en="works out"),
    "travel": words(zh="爱旅行", en="travels"),
    "taxi": words(zh="出门打车", en="takes taxis"),
    "fruit": words(zh="爱吃水果", en="loves fruit"),
    "clothes": words(zh="爱买衣服", en="loves clothes"),
    "lottery": words(zh="爱买彩票", en="plays the lottery"),
}
"""What people are known for, by the habit that they have more of than others."""
