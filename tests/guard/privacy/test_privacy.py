"""Sealing what must be read again, and masking what another may see."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sycee.guard.privacy import SealedColumn, Unreadable, Vault, mask_name, mask_number, mask_phone, open_vault

PHONE = SealedColumn("party_person", "phone", "id")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return open_vault(tmp_path_factory.mktemp("keys") / "vault.json")


@given(st.text(max_size=50))
def test_what_is_sealed_is_read_again(vault: Vault, text: str) -> None:
    assert vault.unseal(vault.seal(text, PHONE, 1), PHONE, 1) == text


def test_equal_texts_are_sealed_differently_and_found_alike(vault: Vault) -> None:
    assert vault.seal("13800000001", PHONE, 1) != vault.seal("13800000001", PHONE, 1)
    assert vault.blind("13800000001") == vault.blind("13800000001") != vault.blind("13800000002")
    assert b"13800000001" not in vault.seal("13800000001", PHONE, 1)


def test_one_changed_bit_makes_it_unreadable(vault: Vault) -> None:
    sealed = vault.seal("13800000001", PHONE, 1)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            vault.unseal(bytes(changed), PHONE, 1)
    for cut in (b"", sealed[:2], sealed[:14], sealed[:-1]):
        with pytest.raises(Unreadable):
            vault.unseal(cut, PHONE, 1)


def test_another_banks_key_opens_nothing(vault: Vault, tmp_path: Path) -> None:
    other = open_vault(tmp_path / "vault.json")

    with pytest.raises(Unreadable):
        other.unseal(vault.seal("13800000001", PHONE, 1), PHONE, 1)
    assert other.blind("13800000001") != vault.blind("13800000001")
    assert not other.signed(b"m", vault.sign(b"m"))
    assert vault.signed(b"m", vault.sign(b"m"))
    assert not vault.signed(b"n", vault.sign(b"m"))


def test_the_keys_are_their_owners_alone_and_are_made_once(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vault.json"
    first = open_vault(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert open_vault(path).unseal(first.seal("again", PHONE, 1), PHONE, 1) == "again"
    assert [p.name for p in path.parent.iterdir()] == ["vault.json"], "no draft is left behind"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("周文澜", "周*澜"), ("王海", "王*"), ("欧阳明漪", "欧**漪"), ("Mei Ling", "M** L***"), ("王", "王"), ("O", "O")],
)
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_numbers_show_their_ends_alone() -> None:
    assert mask_phone("13812341234") == "138****1234"
    assert mask_number("6217000000000003307") == "6217 **** **** 3307"


def test_after_a_new_signing_key_what_was_signed_before_is_still_known(tmp_path: Path) -> None:
    vault = open_vault(tmp_path / "vault.json")
    elsewhere = open_vault(tmp_path / "vault.json")
    before, signature = vault.sign_named(b"m")

    name = vault.new_signing_key()

    assert (before, name, elsewhere.signing_id) == ("bank-1", "bank-2", "bank-2"), "every process signs with it"
    assert vault.signed(b"m", signature, before)
    assert not vault.signed(b"m", signature, name)
    assert not vault.signed(b"m", signature, "bank-3")
    assert elsewhere.signed(b"m", elsewhere.sign(b"m"), name)
    assert len(set(open_vault(tmp_path / "vault.json").signing_keys.values())) == 2


def test_of_a_signing_key_that_signs_no_more_the_private_half_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    vault = open_vault(path)
    private = json.loads(path.read_text())["signing"]

    vault.new_signing_key()

    assert private not in path.read_text()
