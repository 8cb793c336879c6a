"""The vault and the database belong together: with other keys a bank would find nobody and seal what nobody reads."""

from __future__ import annotations

from sycee.guard.privacy._vault import Vault
from sycee.kit.db import Database, Unusable

_MARKER = "sycee"
_WRITE = "INSERT INTO privacy_vault (signing_id, signing, marker) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
_READ = "SELECT signing_id, signing, marker FROM privacy_vault"


async def bind(db: Database, vault: Vault) -> None:
    """Write down, at the first start, which keys this database was made with; raises Unusable for any others."""
    ours = (vault.signing_id, vault.signing_key, vault.blind(_MARKER))
    async with db.writers.acquire() as connection:
        await connection.execute(_WRITE, *ours)
        kept = tuple((await connection.fetchrow(_READ)).values())
    if kept != ours:
        raise Unusable(
            zh="密钥文件不是这个数据库的那一份；请把原来的 keys/vault.json 放回 SYCEE_HOME。",
            en="These keys are not this database's: put the keys/vault.json it was made with back into SYCEE_HOME.",
        )
