"""Who takes money in the city: trades, the shops of each, and what they write on statements. Data, no rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of place. `shops`, split by 、, are "brand" or "brand|legal name"; `{s}` stands for a surname, and `form`
    makes the legal name of those without one. A quarter has `picks` of them; `street` says that the branch is named.
    `memos`, split by 、, are what they write; `spread` is how far their prices are apart."""

    shops: str
    picks: int
    memos: str
    form: str = "杭州{brand}餐饮管理有限公司"
    kind: str = "purchase"
    street: bool = True
    spread: float = 0.2


STREETS = [
    "文三路",
    "文一西路",
    "天目山路",
    "古墩路",
    "莫干山路",
    "延安路",
    "庆春路",
    "凤起路",
    "体育场路",
    "学院路",
    "丰潭路",
    "江南大道",
    "网商路",
    "滨盛路",
    "市心中路",
    "金城路",
    "五常大道",
    "高教路",
    "育新路",
    "石祥路",
]

TRADES: dict[str, Trade] = {
    "breakfast": Trade(
        "早阳肉包、甘其食、{s}记早点、新丰小吃、巴比馒头、{s}姐煎饼",
        4,
        "早餐、扫二维码付款、、收款方备注:二维码收款",
        form="杭州{brand}小吃店（个体工商户）",
        spread=0.15,
    ),
    "eatery": Trade(
        (
            "沙县小吃、兰州拉面、{s}记面馆、老娘舅、杨国福麻辣烫、{s}妈私房菜、肯德基|百胜餐饮（杭州）有限公司、"
            "麦当劳|广东三元麦当劳食品有限公司、重庆小面、云膳过桥米线、隆江猪脚饭、袁记云饺"
        ),
        8,
        "堂食、扫码点餐、商户消费、收银台付款、",
        spread=0.25,
    ),
    "canteen": Trade(
        "学生食堂|杭州师域后勤服务有限公司",
        1,
        "一卡通充值、食堂消费",
        street=False,
    ),
    "delivery": Trade(
        (
            "美团外卖|北京三快在线科技有限公司、饿了么|拉扎斯网络科技（上海）有限公司、"
            "京东秒送|北京京东叁佰陆拾度电子商务有限公司"
        ),
        3,
        "外卖订单、平台商户、订单支付、外卖订单-准时达",
        street=False,
        spread=0.05,
    ),
    "restaurant": Trade(
        (
            "外婆家、绿茶餐厅、新白鹿、海底捞|四川海底捞餐饮股份有限公司、知味观、楼外楼、弄堂里、炉鱼、"
            "{s}记海鲜大排档、必胜客|百胜餐饮（杭州）有限公司、胖哥俩肉蟹煲"
        ),
        6,
        "桌台消费、聚餐、团购套餐、买单、",
        spread=0.35,
    ),
    "coffee": Trade(
        (
            "瑞幸咖啡|瑞幸咖啡（中国）有限公司、星巴克|星巴克企业管理（中国）有限公司、"
            "Manner咖啡|上海茵赫实业有限公司、库迪咖啡、{s}先生的咖啡"
        ),
        4,
        "咖啡、自提订单、美式、拿铁 大杯、扫码点单",
        spread=0.3,
    ),
    "tea": Trade(
        "喜茶、古茗|古茗科技集团有限公司、蜜雪冰城|蜜雪冰城股份有限公司、茶百道、霸王茶姬、奈雪的茶",
        4,
        "奶茶、点单小程序、自提订单、",
        spread=0.3,
    ),
    "market": Trade(
        (
            "{s}家蔬菜摊、{s}师傅鲜肉、农贸市场水产、盒马|杭州盒马网络科技有限公司、"
            "叮咚买菜|上海壹佰米网络科技有限公司、{s}婶豆制品"
        ),
        6,
        "买菜、扫二维码付款、收款方备注:二维码收款、蔬菜、",
        form="杭州{brand}（个体工商户）",
    ),
    "supermarket": Trade(
        (
            "物美|浙江物美亿商商业集团有限公司、世纪联华|杭州联华华商集团有限公司、"
            "山姆会员店|沃尔玛（浙江）百货有限公司、永辉超市|浙江永辉超市有限公司"
        ),
        3,
        "自助收银、收银台 03、收银台 07、购物、",
        form="杭州{brand}商贸有限公司",
    ),
    "convenience": Trade(
        (
            "罗森|浙江罗森便利店有限公司、全家|上海福满家便利有限公司、十足便利|浙江十足商贸有限公司、{s}氏烟酒店、"
            "美宜佳"
        ),
        5,
        "便利店、付款码付款、、香烟饮料",
        form="杭州{brand}便利店",
    ),
    "fruit": Trade(
        "百果园|深圳百果园实业（集团）股份有限公司、{s}氏水果、鲜丰水果|鲜丰水果股份有限公司",
        3,
        "水果、扫二维码付款、",
        form="杭州{brand}店（个体工商户）",
    ),
    "online": Trade(
        (
            "淘宝|浙江淘宝网络有限公司、天猫|浙江天猫网络有限公司、京东商城|北京京东世纪贸易有限公司、"
            "拼多多|上海寻梦信息技术有限公司、抖音电商商家|上海格物致品网络科技有限公司、"
            "唯品会|广州唯品会电子商务有限公司、得物|上海识装信息科技有限公司"
        ),
        7,
        "网购订单、平台商户、担保交易、商城订单、日用百货、服饰鞋包、数码配件",
        street=False,
    ),
    "clothes": Trade(
        "优衣库|迅销（中国）商贸有限公司、江南布衣|杭州江南布衣服饰有限公司、海澜之家、{s}裁缝铺、李宁",
        4,
        "服饰、商场收银、",
        form="杭州{brand}服饰有限公司",
        spread=0.35,
    ),
    "games": Trade(
        ("腾讯天游|深圳市腾讯天游科技有限公司、米哈游|上海米哈游天命科技有限公司、网易游戏|杭州网易雷火科技有限公司"),
        3,
        "王者荣耀点券、游戏充值、月卡、648礼包",
        street=False,
        spread=0.0,
    ),
    "leisure": Trade(
        (
            "万达影城、卢米埃影城、大麦网|北京大麦文化传媒发展有限公司、{s}家密室逃脱、"
            "猫眼电影|天津猫眼微影文化传媒有限公司"
        ),
        4,
        "电影票、购票、2张、演出票",
        form="杭州{brand}有限公司",
        spread=0.3,
    ),
    "fitness": Trade(
        "乐刻运动|杭州乐刻网络技术有限公司、{s}教练工作室、一兆韦德",
        2,
        "月卡、私教课、团课",
        form="杭州{brand}健身有限公司",
    ),
    "salon": Trade(
        "{s}师傅理发、文峰美发美容、木北造型",
        3,
        "剪发、会员充值、",
        form="杭州{brand}美发店",
        spread=0.3,
    ),
    "pharmacy": Trade(
        "老百姓大药房、胡庆余堂|杭州胡庆余堂国药号有限公司、海王星辰",
        3,
        "药品、医保个人账户外、",
        form="杭州{brand}连锁有限公司",
    ),
    "hospital": Trade(
        (
            "浙一医院|浙江大学医学院附属第一医院、市一医院|杭州市第一人民医院、"
            "社区卫生服务中心|杭州市文新街道社区卫生服务中心、{s}氏口腔"
        ),
        4,
        "门诊缴费、挂号费、检查费、掌上医院缴费",
        form="杭州{brand}门诊部",
        street=False,
        spread=0.3,
    ),
    "school": Trade(
        "学而思|北京学而思教育科技有限公司、少年宫|杭州青少年活动中心、{s}老师钢琴、晨光文具",
        4,
        "课时费、学杂费、课本教辅、兴趣班",
        form="杭州{brand}教育咨询有限公司",
        spread=0.3,
    ),
    "travel": Trade(
        "铁路12306|中国铁路网络有限公司、携程|上海携程国际旅行社有限公司、飞猪|浙江飞猪网络技术有限公司",
        3,
        "火车票、机票、酒店预订、订单支付",
        kind="transport",
        street=False,
    ),
    "taxi": Trade(
        "滴滴出行|北京小桔科技有限公司、高德打车|高德软件有限公司、曹操出行|杭州优行科技有限公司",
        3,
        "快车行程、打车订单、车费",
        kind="transport",
        street=False,
        spread=0.05,
    ),
    "metro": Trade(
        "杭州地铁|杭州市地铁集团有限责任公司",
        1,
        "乘车码、地铁出行、乘车码日结",
        kind="transport",
        street=False,
    ),
    "bus": Trade(
        "杭州公交|杭州市公共交通集团有限公司",
        1,
        "公交乘车、市民卡充值",
        kind="transport",
        street=False,
    ),
    "bike": Trade(
        "哈啰单车|上海钧正网络科技有限公司、美团单车|北京三快在线科技有限公司",
        2,
        "骑行、骑行月卡",
        kind="transport",
        street=False,
    ),
    "fuel": Trade(
        "中国石化|中国石化销售股份有限公司浙江杭州石油分公司、中国石油、特来电充电|青岛特来电新能源科技有限公司",
        3,
        "加油、加油卡充值、充电",
        kind="transport",
    ),
    "parking": Trade(
        "停车缴费|杭州市城市泊车服务有限公司、银泰停车|杭州银泰购物中心有限公司",
        2,
        "临停缴费、停车费",
        kind="transport",
        street=False,
    ),
    "mobile": Trade(
        (
            "中国移动|中国移动通信集团浙江有限公司、中国电信|中国电信股份有限公司杭州分公司、"
            "中国联通|中国联合网络通信有限公司杭州市分公司"
        ),
        3,
        "话费充值、手机充值、流量包",
        kind="utility",
        street=False,
        spread=0.0,
    ),
    "lottery": Trade(
        "中国福利彩票|浙江省福利彩票发行中心",
        1,
        "彩票、刮刮乐",
        spread=0.0,
    ),
    "atm": Trade(
        "自助银行",
        3,
        "ATM取款、银联ATM取款、柜面取款",
        kind="cash",
        spread=0.0,
    ),
}
"""Every trade in the city, by key."""


@dataclass(frozen=True, slots=True)
class Service:
    """A subscription: who charges, under what text, and its monthly price from each year on, in yuan."""

    party: str
    legal: str
    memo: str
    prices: tuple[tuple[int, float], ...]


SERVICES = (
    Service(
        "财付通-腾讯视频", "深圳市腾讯计算机系统有限公司", "腾讯视频VIP连续包月", ((2000, 15), (2021, 20), (2022, 25))
    ),
    Service(
        "支付宝-爱奇艺",
        "北京爱奇艺科技有限公司",
        "爱奇艺黄金VIP自动续费",
        ((2000, 15), (2020, 19), (2021, 22), (2022, 25)),
    ),
    Service("支付宝-优酷", "优酷信息技术（北京）有限公司", "优酷会员连续包月", ((2000, 12), (2021, 19))),
    Service("财付通-哔哩哔哩", "上海宽娱数码科技有限公司", "大会员连续包月", ((2000, 15), (2024, 18))),
    Service("支付宝-网易云音乐", "杭州乐读科技有限公司", "黑胶VIP连续包月", ((2000, 8), (2020, 12), (2023, 15))),
    Service("财付通-QQ音乐", "腾讯音乐娱乐（深圳）有限公司", "绿钻豪华版自动续费", ((2000, 12), (2021, 15))),
    Service("支付宝-Apple", "艾普尔电子产品商贸（北京）有限公司", "iCloud+ 与 App Store", ((2000, 6), (2020, 21))),
    Service("支付宝-百度网盘", "北京度友科技有限公司", "网盘超级会员", ((2000, 20), (2019, 25))),
    Service("财付通-微信读书", "深圳市腾讯计算机系统有限公司", "付费会员卡连续包月", ((2000, 12), (2020, 19))),
    Service("财付通-得到", "北京思维造物信息科技股份有限公司", "电子书会员", ((2000, 29), (2021, 40))),
    Service("支付宝-Keep", "北京卡路里科技有限公司", "Keep会员自动续费", ((2000, 15), (2022, 19))),
)
