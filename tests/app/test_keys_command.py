"""Keys from the command line, beside a bank that goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.world import World, sycee


@pytest.fixture
def home(bank: World) -> Path:
    return bank.bank.settings.home


async def test_a_new_key_is_made_beside_the_open_bank_which_goes_on_with_it(bank: World, home: Path) -> None:
    mei = await bank.customer("李梅")
    before = await sycee(home, "keys")
    made = await sycee(home, "keys", "rotate", "--suite", "sm4-gcm")
    newest = max(bank.bank.vault.numbers)
    early = await sycee(home, "keys", "bind")
    worker = bank.bank.worker()
    while await worker.once():
        pass
    after, bound = await sycee(home, "keys", "list"), await sycee(home, "keys", "bind")

    assert (before.status, made.status, after.status) == (0, 0, 0)
    assert f"key {newest} (sm4-gcm)" in made.out
    assert str(bank.bank.vault.path) in made.out
    assert (early.status, "旧密钥" in early.err) == (1, True)
    assert f"→ {newest}  sm4-gcm" in after.out
    lines = [line.split() for line in after.out.splitlines() if line.lstrip().startswith("party_person.")]
    assert [line[1] for line in lines] == [str(newest)] * 2
    assert bound.status == 0, bound.err
    assert (await mei.signs_in()).token
    assert not any(secret.hex() in made.out + after.out for secret in (bank.bank.vault.index,))
