"""The bank's public keys are at one place for everybody, and at no other."""

from __future__ import annotations

from hashlib import sha256

from tests.world import World


async def test_anybody_gets_the_keys_that_receipts_are_checked_against(bank: World) -> None:
    said = await bank.http.get("/.well-known/sycee-keys.json")

    assert (said.status_code, said.headers["content-type"]) == (200, "application/json")
    assert said.headers["cache-control"] == "public, max-age=300"
    for key in said.json()["keys"]:
        assert key["fingerprint"].replace(" ", "") == sha256(bytes.fromhex(key["public"])).hexdigest()
        assert key.keys() == {"id", "suite", "public", "fingerprint", "signs"}, "and nothing that signs"
    assert {key["id"]: bytes.fromhex(key["public"]) for key in said.json()["keys"]} == bank.bank.vault.signing_keys


async def test_they_are_not_on_the_staffs_site_and_take_no_post(bank: World) -> None:
    assert (await bank.console.get("/.well-known/sycee-keys.json")).status_code == 404
    assert (await bank.http.post("/.well-known/sycee-keys.json")).status_code == 405
