"""The vault and the database belong together: with other keys a bank would find nobody and seal what nobody reads."""

from __future__ import annotations

from sycee.guard.privacy._vault import Vault
from sycee.kit.db import Database, Unusable

_MARKER = "sycee"
_WRITE = "INSERT INTO privacy_vault (signing_id, signing, marker) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
_READ = "SELECT signing_id, signing, marker FROM privacy_vault"


async def bind(db: Database, vault: Vault) -> None:
    """Write down, at the first start, which keys this database was made with; raises Unusable for any others."""
    keys, marker = vault.signing_keys, vault.blind(_MARKER)
    first = vault.signing_id
    async with db.writers.acquire() as connection:
        await connection.execute(_WRITE, first, keys[first], marker)
        kept = await connection.fetchrow(_READ)
    # The key that signed when the database was new is still known, whichever signs now.
    if keys.get(kept["signing_id"]) != kept["signing"] or kept["marker"] != marker:
        raise Unusable(
            zh="密钥文件不是这个数据库的那一份；请把原来的 keys/vault.json 放回 SYCEE_HOME。",
            en="These keys are not this database's: put the keys/vault.json it was made with back into SYCEE_HOME.",
        )
