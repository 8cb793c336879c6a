"""A new key for the bank to sign with. What the one before has signed is proven for good: its public half stays."""

from __future__ import annotations

from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact


class SigningKeyMade(Fact, frozen=True):
    """The bank signs with another key from now on; `public` in hex."""

    name = "certificate.signing_key_made"
    key: str
    public: str


async def new_signing_key(ctx: Context) -> str:
    """Make the key that the bank signs with from now on; returns its name. The private half of the one before is gone.
    In a write, whose record says so."""
    vault = ctx.port(Vault)
    name = vault.new_signing_key()
    write(ctx).tell(SigningKeyMade(key=name, public=vault.signing_keys[name].hex()))
    return name
