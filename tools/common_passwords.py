"""Write the list of common passwords into src/sycee/guard/identity/common_passwords.txt.

Made from how people choose, and from no list that leaked: walks over the keyboard, digits in a row, words and names
with a year or a lucky number behind them. Only what the bank would take otherwise is listed: eight characters or more.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

PLACE = Path(__file__).resolve().parent.parent / "src/sycee/guard/identity/common_passwords.txt"

WORDS = """
password passwd pass admin administrator root user guest test welcome hello login letmein master secret changeme default
qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qwer asdf zxcv qazwsx qwe asd zxc abc abcd abcde abcdef a aa aaa abc
iloveyou love lovely loveyou baby angel sunshine princess football baseball basketball soccer monkey dragon shadow
superman batman pokemon starwars michael jordan jessica charlie daniel thomas ashley nicole hunter summer winter spring
flower cookie cheese chocolate banana orange apple google facebook computer internet whatever trustno freedom
woaini woaini1314 wo ai ni woaiwojia woaiwoziji laopo laogong baobei baobao mama baba jiating meimei gege jiejie dajia
zhongguo china beijing shanghai guangzhou shenzhen hangzhou chengdu wuhan nanjing chongqing tianjin xian suzhou
mima denglu yonghu nihao nihaoma xiexie zaijian caonima haha hehe heihei xixi tiantian kuaile xingfu pingan facai
gongxi jixiang ruyi fuqi hongbao shengri aiqing pengyou tongxue laoshi xuexi gongzuo dianhua diannao shouji weixin
wechat zhifubao alipay taobao tencent baidu huawei xiaomi
sycee syceebank yinhang bank bankofsycee wodeyinhang qianbao yuanbao caishen zhanghu money cash gold silver yinliang
"""
NAMES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang
wangwei wangfang liwei lina zhangwei zhangmin liuyang liuwei chenjing chenwei yangyang huangwei zhaolei wuwei zhoujie
xuwei sunli malin zhujun huwei guojing gaofeng luowei liming wangli zhangli zhanghong xiaoming xiaohong xiaoli lilei
hanmeimei
"""
LUCKY = """
1 12 123 1234 12345 123456 1234567 12345678 123456789 321 4321 654321 0 00 000 01 007 11 111 1111 520 521 5201314 1314
168 188 518 666 6666 888 8888 886 99 999 110 119 100 101 88 66 77 69 111111 000000 123123 112233 121212 abc qwe
! !! @ # . 123! 1234! 123. 123@ @123 @1234 !@# !@#$ _123 1! 1a a1 a b z q
"""
YEARS = [str(year) for year in range(1970, 2031)]
ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "!@#$%^&*()"]
COLUMNS = ["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "1234", "qwer", "asdf", "zxcv", "qaz", "wsx", "edc"]
KNOWN = """
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 a1b2c3d4 a1s2d3f4 z1x2c3v4 1a2b3c4d p@ssw0rd p@ssword passw0rd
pa55word pa$$w0rd passw0rd1 147258369 147852369 159753159 741852963 963852741 258369147 789456123 456123789 123654789
987654321 0987654321 1357924680 2468013579 13579246 31415926 27182818 10203040 11223344 1122334455 12344321 123321123
12301230 87654321 66778899 55667788 44556677 5201314520 1314520520 14789632 135792468 1029384756 zaq12wsx xsw21qaz
!qaz2wsx 1qaz@wsx qwe123456 asd123456 zxc123456 abc123456 aini1314 woaini520 woaini521 iloveyou1 iloveyou2 ilovechina
trustno1 letmein1 football1 baseball1 superman1 qazwsxedc qazwsx123 qweasdzxc qweasd123 asdasdasd qweqweqwe 123qweasd
123qwe123 1234qwer qwer1234 asdf1234 zxcv1234 abcd1234 aaaa1111 aa123456 a123456789 a12345678 123456aa 123456abc
12345678a 123456789a q123456789 w123456789 z123456789 s123456789 l123456789 y123456789 x123456789 1234567890a
"""


def walks() -> Iterator[str]:
    """Along a row of the keyboard, either way, and columns one after the other."""
    for row in ROWS:
        for line in (row, row[::-1]):
            for start in range(len(line)):
                for end in range(start + 8, len(line) + 1):
                    yield line[start:end]
            if len(line) <= 10:
                yield from (line + line, line + line[::-1], line + "123", line + "1", "1" + line)
    yield from ("".join(pair) for pair in product(COLUMNS, COLUMNS))
    yield from ("".join(three) for three in product(["1qaz", "2wsx", "3edc", "qaz", "wsx", "edc"], repeat=3))


def repeats() -> Iterator[str]:
    """One sign, or a few, over and over."""
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    yield from (sign * size for sign in signs for size in range(8, 13))
    yield from ((a + b) * size for a, b in product("0123456789", repeat=2) for size in (4, 5, 6))
    yield from (a * 4 + b * 4 for a, b in product("0123456789", repeat=2) if a != b)
    yield from (f"{n:03}" * 3 for n in range(1000))
    yield from (f"{n:04}" * 2 for n in (1234, 1314, 5201, 1688, 8866, 6688, 9988, *range(1970, 2031)))


def worded() -> Iterator[str]:
    """A word or a name with a lucky number or a year behind it, or the same word twice."""
    yield from (word + word for word in WORDS.split())
    yield from WORDS.split()
    yield from (word + lucky for word in WORDS.split() for lucky in LUCKY.split())
    yield from (name + tail for name in NAMES.split() for tail in (*YEARS, *LUCKY.split()))
    yield from (word + year for word in WORDS.split()[:40] for year in YEARS[40:])


def main() -> None:
    """Write them, each once, sorted."""
    found = {word.lower() for made in (walks(), repeats(), worded(), KNOWN.split()) for word in made}
    PLACE.write_text("".join(f"{word}\n" for word in sorted(found) if len(word) >= 8), "utf-8")


if __name__ == "__main__":
    main()
