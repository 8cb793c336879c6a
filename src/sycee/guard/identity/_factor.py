"""What a customer proves themselves by has changed: who else uses their account is told of it."""

from __future__ import annotations

from typing import Literal

from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact

Change = Literal["passkey_added", "passkey_revoked", "totp_added", "totp_removed", "password_changed", "password_reset"]


class FactorChanged(Fact, frozen=True):
    """A way to prove oneself was added, taken away or replaced; `agent`: on which kind of device, in words."""

    name = "factor.changed"
    subject: int
    what: Change
    agent: str = ""

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


async def factor_changed(ctx: Context, subject: int, what: Change) -> None:
    """Have it told that a customer's factor has changed. For write verbs."""
    write(ctx).tell(FactorChanged(subject=subject, what=what, agent=ctx.agent))
