"""What a member of staff may do: a closed list. A verb for staff names one of these, or none."""

from __future__ import annotations

from sycee.guard.privacy import sealed_column
from sycee.kit.words import Words, words

SECRET = sealed_column("staff_member", "secret", "login", rows=str)
"""What a member's authenticator makes its codes from."""

RIGHTS: dict[str, Words] = {
    "customers": words(zh="查找客户（脱敏）", en="Find customers, masked"),
    "entries": words(zh="查看账户与明细", en="See accounts and entries"),
    "reveal": words(zh="查看完整个人信息（需说明原因）", en="See personal data whole, for a reason"),
    "reset": words(zh="为客户发起密码重设（需说明原因）", en="Start a reset of a password, for a reason"),
    "records": words(zh="查看业务记录", en="See the record"),
    "models": words(zh="查看模型与客户会看到什么（需说明原因）", en="See models, and for a reason what one would see"),
}
"""Every right, with what a person reads for it."""
