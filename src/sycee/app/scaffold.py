"""The scaffold: a new verb with its test, in the right shape, that works before anything of it is changed."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from sycee.kit.db import Unusable

FLOORS = ("guard", "core", "insight", "service")
EFFECTS = ("money", "write", "read")
_MONEY_IN = "core.transfer"
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 24
_OWN_ROWS = re.compile(
    r"CREATE POLICY \w+ ON (\w+) FOR SELECT TO sycee_read\s+USING \((\w+) = kit_subject\(\)\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the verb, its file and its test's."""

    verb: str
    file: Path
    test: Path


def new_verb(start: Path, target: str, effect: str | None = None, zh: str = "", en: str = "") -> Made:
    """Write `floor.module.name` and its test into the checkout around `start`. Refuses rather than overwrites."""
    root = _checkout(start)
    floor, module, name = _parts(target)
    _known(root, floor, module)
    _usable(root, floor, module, name)
    effect = effect or ("money" if f"{floor}.{module}" == _MONEY_IN else "read")
    spaced = name.replace("_", " ")
    filled = {
        "name": name, "Name": _camel(name), "verb": f"{module}.{name}", "said": spaced,
        "en": en or spaced.capitalize(), "zh": zh or f"我的 {spaced}", **_standing(root, floor, module, effect),
    }  # fmt: skip
    _said_in_both(filled["zh"], filled["en"])
    made = Made(filled["verb"], root / f"src/sycee/{floor}/{module}/_{name}.py", _test(root, floor, module, name))
    made.test.parent.mkdir(parents=True, exist_ok=True)
    for path, part in ((made.file, "py"), (made.test, "test")):
        path.write_text(Template(_shape(root, effect, part)).substitute(filled), "utf-8")
    return made


def _checkout(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / "tools/new").is_dir() and (folder / "src/sycee").is_dir():
            return folder
    raise Unusable(
        zh="这里不是 Sycee 的源代码目录：请在检出的仓库里运行。",
        en="This is no checkout of Sycee: run it inside one.",
    )


def _parts(target: str) -> tuple[str, str, str]:
    floor, _, rest = target.partition(".")
    module, _, name = rest.partition(".")
    if not (floor and module and name) or "." in name:
        raise Unusable(
            zh=f"“{target}”应写成 楼层.模块.名称，例如 core.transfer.round_up。",
            en=f"“{target}” should be floor.module.name, such as core.transfer.round_up.",
        )
    return floor, module, name


def modules_of(root: Path, floor: str) -> list[str]:
    """The modules of a floor that are there."""
    return sorted(face.parent.name for face in (root / "src/sycee" / floor).glob("*/__init__.py"))


def _known(root: Path, floor: str, module: str) -> None:
    if floor not in FLOORS:
        raise Unusable(
            zh=f"没有楼层“{floor}”；放业务的楼层有：{', '.join(FLOORS)}。",
            en=f"There is no floor “{floor}” for verbs; there are: {', '.join(FLOORS)}.",
        )
    there = modules_of(root, floor)
    if module not in there:
        raise Unusable(
            zh=f"{floor} 里没有模块“{module}”；有：{', '.join(there)}。新模块见 CONTRIBUTING.md。",
            en=f"There is no module “{module}” in {floor}; there are: {', '.join(there)}. CONTRIBUTING.md says how a "
            "new one is made.",
        )


def _usable(root: Path, floor: str, module: str, name: str) -> None:
    taken = {"account", "asset", "connection", "ledger", "read", "shown", "take", "there", "words", "write"}
    if (
        not _NAME.fullmatch(name)
        or len(name) > _LONGEST
        or keyword.iskeyword(name)
        or name in taken | set(dir(builtins))
    ):
        raise Unusable(
            zh=f"“{name}”不能用作名称：请用一个动词，小写字母、数字和下划线，最多 {_LONGEST} 个字符，例如 round_up。",
            en=f"“{name}” cannot be a verb's name: a verb in lower case with underscores, at most {_LONGEST} "
            "characters, such as round_up.",
        )
    file = root / f"src/sycee/{floor}/{module}/_{name}.py"
    if file.exists() or _declared(root, f"{module}.{name}") or _declared(root, _camel(name)):
        raise Unusable(
            zh=f"{module}.{name}（或名为 {_camel(name)} 的类型）已经存在，不会覆盖；请换一个名称。",
            en=f"{module}.{name}, or a type called {_camel(name)}, is there already and is not overwritten; choose "
            "another name.",
        )


def _declared(root: Path, what: str) -> bool:
    """Whether some file of the bank declares this verb, or a type of this name."""
    mark = re.compile(
        rf'^\s*(@CATALOG\.\w+\(\s*"{re.escape(what)}"|class {re.escape(what)}(Done|Found|Kept)?\()', re.MULTILINE
    )
    return any(mark.search(file.read_text("utf-8")) for file in (root / "src/sycee").rglob("*.py"))


def _standing(root: Path, floor: str, module: str, effect: str) -> dict[str, str]:
    """What the module has for a verb of this effect to stand on; refuses where it has nothing."""
    if effect == "money" and f"{floor}.{module}" != _MONEY_IN:
        raise Unusable(
            zh=f"动账的业务从 {_MONEY_IN} 开始；在 {floor}.{module} 里请参照 core/transfer/_own.py 手写一个。",
            en=f"A verb that moves money is begun in {_MONEY_IN}; for {floor}.{module} copy core/transfer/_own.py.",
        )
    if effect == "write" and floor == "guard":
        raise Unusable(
            zh="guard 决定谁可以做什么，它的写业务各不相同；请参照 guard/identity/_end.py 手写一个。",
            en="guard decides who may do what and its writes are each their own; copy guard/identity/_end.py.",
        )
    if effect != "read":
        return {}
    for file in sorted((root / "src/sycee/migrations").glob("*/up.sql")):
        for table, owner in _OWN_ROWS.findall(file.read_text("utf-8")):
            if table.startswith(f"{module}_"):
                return {"table": table, "owner": owner}
    raise Unusable(
        zh=f"{floor}.{module} 没有客户自己可读的表，查询无从写起；请参照 core/account/_list.py 手写一个。",
        en=f"{floor}.{module} has no table with rows that are a customer's to read; copy core/account/_list.py.",
    )


def _said_in_both(zh: str, en: str) -> None:
    ours = re.compile(r"[\u4e00-\u9fff]")
    plain = not set(zh + en) & set('"\\${}\n') and max(len(zh) * 2, len(en)) <= 48
    if not (ours.search(zh) and en and not ours.search(en) and plain):
        raise Unusable(
            zh="--zh 要有中文，--en 不含中文；都不长，不带引号和括号。",
            en="--zh takes Chinese, --en takes none; both short, without quotes or braces.",
        )


def _test(root: Path, floor: str, module: str, name: str) -> Path:
    """Where the test goes: files of tests have names of their own, whatever folder they are in."""
    folder = root / "tests" / floor / module
    known = {file.name for file in (root / "tests").rglob("test_*.py")}
    for file in (f"test_{name}.py", f"test_{module}_{name}.py"):
        if file not in known:
            return folder / file
    raise Unusable(
        zh=f"已经有 test_{name}.py 和 test_{module}_{name}.py；请换一个名称。",
        en=f"There are test_{name}.py and test_{module}_{name}.py already; choose another name.",
    )


def _shape(root: Path, effect: str, part: str) -> str:
    return (root / f"tools/new/{effect}.{part}.txt").read_text("utf-8")


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
