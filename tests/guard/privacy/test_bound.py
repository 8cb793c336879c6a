"""A database opens with the keys it was made with, and with no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.world import World

from sycee.guard.privacy import bind, open_vault
from sycee.kit.db import Unusable


async def test_other_keys_do_not_open_the_bank(bank: World, tmp_path: Path) -> None:
    await bind(bank.bank.db, bank.bank.vault)

    with pytest.raises(Unusable, match=r"keys/vault\.json"):
        await bind(bank.bank.db, open_vault(tmp_path / "vault.json"))


async def test_a_new_signing_key_opens_the_bank_that_an_earlier_one_made(bank: World, tmp_path: Path) -> None:
    copy = tmp_path / "vault.json"
    copy.write_bytes(bank.bank.vault.path.read_bytes())
    vault = open_vault(copy)
    await bind(bank.bank.db, vault)

    vault.new_signing_key()

    await bind(bank.bank.db, vault)
