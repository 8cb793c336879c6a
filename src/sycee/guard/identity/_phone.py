"""Phone numbers: mainland mobiles, in one canonical form."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta

from sycee.guard.privacy import sealed_column
from sycee.kit.errors import Refusal
from sycee.kit.words import words

Phone = Annotated[str, Meta(max_length=20, description="mobile number", examples=["13800000001"])]

PHONE = sealed_column("identity_login", "phone", "subject")
"""Where codes and notices go."""

_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)


class NotAPhone(Refusal):
    code, http = "bad_phone", 422
    say = words(zh="手机号格式不正确", en="That is not a mobile number")


def phone_of(written: str) -> str:
    """The eleven digits of a mobile number however it was written; refuses anything else."""
    digits = re.sub(r"[\s-]", "", written).removeprefix("+86")
    if not _MOBILE.fullmatch(digits):
        raise NotAPhone(field="phone")
    return digits
