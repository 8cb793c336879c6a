"""Names of people, employers and landlords, by generation. Data, and the few draws that make a name of it."""

from __future__ import annotations

import numpy as np

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜"
)
_WEIGHTS = np.cumsum([1 / (n + 6) for n in range(len(_SURNAMES))])
# From a birth year on: women's and men's given names of that generation.
_GIVEN: tuple[tuple[int, str, str], ...] = (
    (
        0,
        "秀英 桂兰 玉梅 秀兰 凤英 素珍 月娥 淑华 桂芳 玉珍 惠芬 秋菊 美娟 雅琴 根娣 爱珍",
        "建国 国强 志明 德华 国栋 文彬 永康 金海 福林 卫国 水根 阿兴 长生 祥林 正义 伯良",
    ),
    (
        1968,
        "丽 敏 红 燕 丽华 海燕 晓红 建芳 萍 芳 小英 玲娣 慧 雪梅 卫红 文娟",
        "建军 志强 伟 勇 军 海波 立新 卫东 晓明 国平 永强 建平 斌 刚 利民 祖德",
    ),
    (
        1982,
        "静 婷 婷婷 佳 颖 倩 莉莉 思远 晓燕 佳怡 丹丹 梦洁 悦 晶晶 琳 雯 璐 巧玲",
        "鹏 磊 浩 超 俊杰 晨 宇 凯 亦澜 斌斌 佳伟 天翔 一鸣 文涛 骏 亮 海峰 少杰",
    ),
    (
        1995,
        "小满 雨桐 欣怡 思澜 子涵 可馨 梦琪 诗雨 语嫣 佳琪 若曦 一诺 心怡 晓彤 念慈 安琪",
        "浩然 子轩 宇航 博文 俊熙 嘉豪 泽宇 一凡 睿 天佑 奕辰 致远 家明 星宇 承泽 思源",
    ),
)
LANDLORDS = "周玉兰、陈国华、沈阿毛、金美珍、钱德江、俞根荣、汪彩仙、骆惠明、傅水珍、章伯年、裘丽君、来大林"
EMPLOYERS: dict[str, str] = {
    "tech": "杭州云栖数智科技有限公司、杭州青藤网络科技有限公司、浙江澜星软件股份有限公司、杭州拾光信息技术有限公司",
    "design": "杭州拾界设计有限公司、杭州一苇品牌设计有限公司、浙江画外建筑设计院",
    "audit": "杭州正源会计师事务所、杭州启明管理咨询有限公司、浙江天平会计师事务所",
    "law": "浙江天目律师事务所、杭州言和律师事务所",
    "school": "杭州市求知小学、杭州市育苗实验学校、杭州江畔幼儿园",
    "hospital": "杭州市滨湖医院、浙江江畔医院、杭州市康宁中医院",
    "state": "杭州市财政国库支付中心、杭州市拱墅区会计结算中心",
    "trade": "浙江远帆进出口有限公司、杭州华联纺织品贸易有限公司、宁波海丰外贸有限公司杭州分公司",
    "platform": "杭州骑迹劳务派遣有限公司、浙江迅联灵活用工服务有限公司",
    "transport": "杭州市公共交通集团有限公司、杭州长运运输集团有限公司",
    "factory": "浙江钱江精密制造有限公司、杭州萧山化纤有限公司、杭州临平机电股份有限公司",
    "retail": "杭州银泰商业经营有限公司、浙江十里商贸有限公司、杭州江南餐饮管理有限公司",
}
"""Employers by trade, as payroll writes them, split by 、."""


def surname(rng: np.random.Generator) -> str:
    """A surname, common ones more often."""
    return _SURNAMES[int(np.searchsorted(_WEIGHTS, rng.random() * _WEIGHTS[-1]))]


def given_name(rng: np.random.Generator, born: int, female: bool) -> str:
    """A given name as parents chose it in that year."""
    women, men = next((w, m) for since, w, m in reversed(_GIVEN) if born >= since)
    choice = (women if female else men).split()
    return choice[int(rng.integers(len(choice)))]
