"""One counterparty, however its texts differ: a shop is the same through a card, Alipay or WeChat Pay."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What stands before the shop's own name when a wallet or a clearing house pays it.
_PAID_BY = re.compile(
    r"^(支付宝|财付通|微信支付|微信|银联|云闪付|美团支付|京东支付|网银在线|抖音支付|快钱|拉卡拉|收钱吧|特约|快捷支付|扫码支付)"
    r"[-_—·:：*/ ]+"
)
_PAYER = re.compile(
    r"^(支付宝|财付通|微信支付|微信零钱|银联|云闪付|京东支付|.*财付通支付.*|支付宝[（(].*网络技术.*|网银在线.*|/|-+)$"
)
_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]?")
_FORM = re.compile(
    r"(股份有限公司|有限责任公司|集团有限公司|有限公|有限合伙|有限|公司|连锁|集团|股份|责任|有$|股$|公$|实业).*$"
)
_TRADE_WORDS = re.compile(
    r"(餐饮管理?|企业管理?|网络科技|信息科技|信息技术|电子商务?|网络技术|科技|商贸|贸易|百货|服饰|服务|教育咨询|教育|健身|国药号|文化传媒.*|"
    r"小吃店?|便利店?|美发店?|门诊部|水果店|影城|店)$"
)
_PLACE = re.compile(
    r"^(中国|北京|上海|广东|广州|深圳|浙江|杭州|江苏|南京|苏州|天津|重庆|四川|成都|武汉|湖北|福建|山东|青岛|西安)"
    r"(省|市)?(?=.{2})"
)
_BRANCH = re.compile(r"[-_ ].{0,8}(店|支行|分店|门店)$")
_PAID_AT = re.compile(r"^(?:消费|网上消费|快捷支付|跨行消费)[ -]+(.{2,})$")
_TAIL = re.compile(r"[\d*#]+$")

# Who stands behind a legal name that does not say so. Both sides are as `_bare` leaves them.
_KNOWN_AS = {
    "三快在线": "美团",
    "拉扎斯": "饿了么",
    "小桔": "滴滴出行",
    "淘宝网络": "淘宝",
    "天猫网络": "天猫",
    "京东世纪": "京东",
    "京东叁佰陆拾度": "京东",
    "寻梦": "拼多多",
    "唯品会": "唯品会",
    "识装": "得物",
    "高德软件": "高德打车",
    "优行": "曹操出行",
    "钧正": "哈啰单车",
    "茵赫": "manner咖啡",
    "壹佰米": "叮咚买菜",
    "福满家": "全家",
    "迅销": "优衣库",
    "盒马": "盒马",
    "宽娱": "哔哩哔哩",
    "爱奇艺": "爱奇艺",
    "铁路网络": "铁路12306",
    "铁路12306": "铁路12306",
    "三元麦当劳": "麦当劳",
    "美团平台商户": "美团",
    "美团外卖": "美团",
    "京东商城": "京东",
    "国网": "国家电网",
    "携程国际旅行社": "携程",
    "飞猪网络": "飞猪",
    "石油化工": "中国石化",
    "石化": "中国石化",
    "海底捞": "海底捞",
    "星巴克": "星巴克",
    "移动通信": "中国移动",
    "电信": "中国电信",
    "联合网络通信": "中国联通",
    "联华华商": "世纪联华",
    "格物致品": "抖音电商",
    "抖音": "抖音电商",
    "京东秒送": "京东",
    "罗森": "罗森",
    "十足": "十足",
    "物美": "物美",
    "学而思": "学而思",
    "乐刻": "乐刻",
    "百果园": "百果园",
}


@lru_cache(maxsize=65_536)
def counterparty(party: str, memo: str = "") -> str:
    """The key under which a counterparty is known; empty where neither text names anybody."""
    told = _PAID_AT.match(memo)
    for text in (told[1] if told else party, memo):
        shown = shop(text)
        if shown and not _PAYER.match(shown):
            key = _bare(shown)
            return next((known for part, known in _KNOWN_AS.items() if key.startswith(part)), key)
    return ""


@lru_cache(maxsize=65_536)
def shop(text: str) -> str:
    """The name of whoever was paid, as people read it: without who carried the money."""
    plain = unicodedata.normalize("NFKC", text).strip()
    while (left := _PAID_BY.sub("", plain)) != plain:
        plain = left
    return plain


def _bare(shown: str) -> str:
    """A name without place, branch, legal form and trade: what tells this one from another."""
    name = _BRACKETS.sub("", shown.lower()).strip()
    name = _BRANCH.sub("", name) or name
    formal = _FORM.sub("", name)
    legal = formal != name and len(formal) >= 2
    if legal or (_PLACE.match(name) and _TRADE_WORDS.search(name)) or "个体" in shown:
        name = _PLACE.sub("", formal if legal else name)
        name = _shorter(_TRADE_WORDS, _shorter(_TRADE_WORDS, name))
    return _TAIL.sub("", name).replace(" ", "") or name or shown.lower()


def _shorter(words: re.Pattern[str], name: str) -> str:
    """The name without such an ending, where two letters of it are left."""
    left = words.sub("", name)
    return left if len(left) >= 2 else name
