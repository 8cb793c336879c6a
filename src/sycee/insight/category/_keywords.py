"""Words that say what an entry was for. The first that fits decides, so the narrow ones stand first. Data, no rules."""

from __future__ import annotations

NEUTRAL: tuple[tuple[str, str], ...] = (
    ("refund", r"^退款|退款[-：:]|退货|退汇|冲正|交易退回|退款$|reversal|refund"),
    (
        "card_repayment",
        r"信用卡.{0,4}(还款|自动还款)|自动还款|花呗.{0,6}还|白条.{0,6}还|还款-?.{0,6}(信用卡|花呗|白条)|"
        r"掌上生活还款|信用借还",
    ),
    ("returns", r"(收益|分红|派息|红利).{0,4}(发放|到账|入账)?$|^收益|dividend"),
    ("invest", r"基金|理财|申购|赎回|余额宝|零钱通|证券|定投|转入.{0,4}宝|银证|黄金积存|蚂蚁财富"),
    (
        "top_up",
        r"(零钱|余额|钱包|零钱通).{0,2}(充值|提现)|^(充值|提现)|转出到银行卡|提现到|微信零钱提现|零钱提现|"
        r"充值-?普通充值",
    ),
    ("borrowing", r"借呗|借款|放款|贷款发放|借出|归还本金|微粒贷"),
)
"""What is neither income nor spending (and what investments bring, which must come before their principal)."""

INCOME: tuple[tuple[str, str], ...] = (
    ("bonus", r"年终奖|奖金|十三薪|绩效|提成|bonus"),
    ("salary", r"工资|薪资|薪金|代发|加班费|salary|payroll"),
    ("pension", r"养老金|退休金|企业年金|pension"),
    ("tax_refund", r"退税|汇算"),
    ("claims", r"理赔|赔款|赔付|满期金"),
    ("housing_fund", r"公积金"),
    ("benefits", r"补贴|补助|奖学金|助学金|失业金|生育津贴|医保.{0,4}(报销|支付|给付)|低保"),
    ("interest", r"结息|利息|^息$|interest"),
    ("reimbursed", r"报销|差旅|垫付|报账|aa收款"),
    ("rent_received", r"房租|租金"),
    ("family", r"生活费|家用|零花钱|赡养|爸|妈|孝敬"),
    ("gifts_received", r"红包|压岁钱|礼金|随礼|生日快乐|亲密付|gift"),
    ("freelance", r"劳务|稿费|稿酬|讲课|兼职|佣金|接单|骑手|配送费收入"),
    ("rewards", r"返现|返利|奖励|中奖|立减|cashback|红包返还|抽奖"),
    ("business", r"收款码收款|货款|营业|二维码收款|经营|结算款|转账收款"),
    ("cash_in", r"存现|现金存入|现存|atm存款|自助存款|续存"),
)
"""What money that comes in is for."""

SPENDING: tuple[tuple[str, str], ...] = (
    ("telecom", r"话费|手机充值|流量|宽带|中国移动|中国电信|中国联通|通信费|广电"),
    (
        "subscriptions",
        r"连续包月|自动续费|会员.{0,3}(续费|包月|年卡)|大会员|黑胶|绿钻|超级会员|icloud|app ?store|付费会员|"
        r"netflix|spotify|腾讯视频|爱奇艺|优酷|电子书会员",
    ),
    ("utilities", r"电费|水费|燃气|天然气|煤气|暖气|供热|物业|国网|水务|电力|自来水|垃圾费"),
    ("insurance", r"保险|保费|人寿|财险|医保个人缴|重疾|车险|insurance"),
    ("mortgage", r"房贷|住房贷款|按揭|车贷|贷款.{0,4}(还款|扣款)|mortgage"),
    ("rent", r"房租|租金|押一付|自如|贝壳租房|相寓|链家|公寓|rent\b"),
    ("home", r"装修|装饰|家具|宜家|家居|建材|家电|美的|海尔|苏宁|维修|家政|保洁|五金|ikea"),
    (
        "car",
        r"加油|石化|石油|充电桩|特来电|星星充电|停车|泊车|临停|高速|etc\b|通行费|洗车|4s|汽车|购车|车位|充电$|"
        r"^充电",
    ),
    (
        "travel",
        r"12306|火车|铁路|机票|航空|携程|飞猪|去哪儿|(?<!烟)酒店|宾馆|民宿|旅行|旅游|景区|门票|airbnb|同程|"
        r"hotel",
    ),
    (
        "transport",
        r"地铁|公交|乘车|打车|滴滴|快车|出行|单车|骑行|哈啰|市民卡|出租|轮渡|曹操|高德打车|t3|车费|metro|taxi|"
        r"uber",
    ),
    (
        "dining",
        r"外卖|饿了么|拉扎斯|三快在线|秒送|甘其食|美团(?!单车|支付)|餐|饭|面馆|米线|小面|小吃|早点|早餐|包子|"
        r"肉包|馒头|煎饼|火锅|烧烤|烤|麻辣烫|肯德基|麦当劳|必胜客|汉堡|咖啡|星巴克|瑞幸|luckin|奶茶|喜茶|古茗|"
        r"蜜雪|茶百道|霸王茶姬|奈雪|拉面|私房菜|食堂|堂食|扫码点|点单|海底捞|外婆家|海鲜大排档|酒楼|料理|甜品|"
        r"面包|蛋糕|糕点|云饺|饺|粥|豆浆|食府|菜馆|老娘舅|沙县|知味观|楼外楼|弄堂里|炉鱼|绿茶|新白鹿|肉蟹|"
        r"拿铁|美式|聚餐|桌台|团购套餐|restaurant|cafe|coffee|mcdonald|kfc|starbucks",
    ),
    (
        "groceries",
        r"超市|便利|菜|水果|果园|盒马|叮咚|生鲜|农贸|肉铺|鲜肉|豆制品|粮油|罗森|全家|十足|美宜佳|7-eleven|"
        r"7-11|物美|永辉|世纪联华|山姆|沃尔玛|大润发|家乐福|烟酒|百果|鲜丰|购物$|自助收银|grocery|supermarket",
    ),
    (
        "leisure",
        r"影城|影院|电影|演出|大麦|猫眼|ktv|游戏|点券|米哈游|网易.{0,3}雷火|网易游戏|腾讯天游|steam|648|月卡|"
        r"密室|剧本|健身|瑜伽|运动|私教|团课|乐刻|游泳|羽毛球|球馆|彩票|福彩|体彩|刮刮乐|网吧|玩|棋牌|直播|"
        r"打赏",
    ),
    ("beauty", r"理发|美发|美容|剪发|造型|美甲|spa\b|化妆|护肤|屈臣氏|丝芙兰|烫染|发廊"),
    ("health", r"医院|药|门诊|挂号|诊所|口腔|牙|体检|卫生|医疗|检查费|海王星辰|胡庆余堂|疫苗|眼科|keep会员"),
    (
        "education",
        r"学费|课时|培训|教育|学校|幼儿园|学杂|教辅|课本|兴趣班|少年宫|钢琴|文具|考试|书店|新华书店|学而思|"
        r"网课|驾校|得到|大学",
    ),
    ("shopping", r"淘宝|天猫|京东|拼多多|抖音|唯品会|得物|网购|商城|担保交易"),
    (
        "clothing",
        r"服饰|优衣库|zara|h&m|耐克|nike|阿迪|李宁|安踏|江南布衣|海澜|鞋|衣|裁缝|箱包|珠宝|首饰|周大福|uniqlo",
    ),
    ("gifts", r"红包|礼金|随礼|份子|压岁钱|捐|公益|慈善|鲜花|礼物|gift"),
    (
        "shopping",
        r"百货|日用|数码|苹果|apple|小米|华为|快递|顺丰|1688|闲鱼|亚马逊|amazon|银泰|万达广场|奥特莱斯|"
        r"名创优品|网络购物",
    ),
    (
        "fees",
        r"手续费|年费|工本费|短信费|个人所得税|缴税|税务|罚款|滞纳金|社保|社会保险|行政|法院|签证费|利息支出|"
        r"fee\b|tax",
    ),
    ("cash_out", r"取款|取现|atm|支取现金"),
)
"""What money that goes out is for."""

OF_A_WALLET: dict[str, str] = {
    "餐饮美食": "dining",
    "服饰装扮": "clothing",
    "日用百货": "shopping",
    "家居家装": "home",
    "数码电器": "shopping",
    "运动户外": "leisure",
    "美容美发": "beauty",
    "母婴亲子": "shopping",
    "宠物": "shopping",
    "交通出行": "transport",
    "爱车养车": "car",
    "住房物业": "utilities",
    "酒店旅游": "travel",
    "文化休闲": "leisure",
    "教育培训": "education",
    "医疗健康": "health",
    "公益捐赠": "gifts",
    "保险": "insurance",
    "信用借还": "card_repayment",
    "投资理财": "invest",
    "食品酒饮": "groceries",
    "生鲜": "groceries",
    "手机通讯": "telecom",
    "电脑办公": "shopping",
    "白条": "card_repayment",
}
"""Categories that wallets give their own rows, where they mean one of ours."""
