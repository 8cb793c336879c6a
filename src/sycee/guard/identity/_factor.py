"""What a customer proves themselves by has changed: who else uses their account is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sycee.guard.limit import be_cautious
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact
from sycee.kit.words import Words, words

Change = Literal[
    "passkey_added", "passkey_revoked", "totp_added", "totp_removed", "password_changed", "password_reset",
    "password_closed",
]  # fmt: skip

CHANGES: Mapping[Change, Words] = {
    "passkey_added": words(zh="添加了一个通行密钥", en="a passkey was added"),
    "passkey_revoked": words(zh="移除了一个通行密钥", en="a passkey was removed"),
    "totp_added": words(zh="绑定了身份验证器", en="an authenticator was added"),
    "totp_removed": words(zh="移除了身份验证器", en="the authenticator was removed"),
    "password_changed": words(zh="修改了登录密码", en="the password was changed"),
    "password_reset": words(zh="通过找回重设了登录密码", en="the password was recovered"),
    "password_closed": words(
        zh="的登录密码已由本行员工停用，请在登录页点“忘记密码”自己重设",
        en="the password was closed by our staff: choose “I forgot my password” and set another yourself",
    ),
}


_BANK = "Sycee"


class FactorChanged(Fact, frozen=True):
    """A way to prove oneself was added, taken away or replaced; `agent`: on which kind of device, in words."""

    name = "factor.changed"
    subject: int
    what: Change
    agent: str = ""

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


async def factor_changed(ctx: Context, subject: int, what: Change) -> None:
    """Have it told that a customer's factor has changed, and be cautious for a while. For write verbs."""
    await be_cautious(ctx, subject, "recovered" if what == "password_reset" else "factor")
    write(ctx).tell(FactorChanged(subject=subject, what=what, agent=_BANK if ctx.staff else ctx.agent))
