"""A text to a customer's own phone, by the gateway that codes go by."""

from __future__ import annotations

from sycee.guard.identity._gateway import SmsGateway
from sycee.guard.identity._phone import PHONE
from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write

_PHONE = "SELECT phone FROM identity_login WHERE subject = $1"


async def text_to(ctx: Context, subject: int, text: str) -> bool:
    """Hand a text over for a customer's phone; False where the bank has none of theirs. For writes."""
    connection = write(ctx).connection
    sealed = await connection.fetchval(_PHONE, subject)
    if sealed is None:
        return False
    phone = ctx.port(Vault).unseal(sealed, PHONE, subject)
    await ctx.port(SmsGateway).send(connection, phone, text, ctx.now)  # type: ignore[type-abstract]
    return True
