"""Personal data: sealed at rest, found by a blind index, masked for the eye."""

from sycee.guard.privacy._bound import bind
from sycee.guard.privacy._keys import SUITES, SuiteName
from sycee.guard.privacy._mask import mask_document, mask_name, mask_number, mask_phone, tail
from sycee.guard.privacy._reseal import KeyMade, Sealed, StillUnbound, bind_all, new_key, sealed_with
from sycee.guard.privacy._sealed import SealedColumn, sealed_column, sealed_columns
from sycee.guard.privacy._unseen import unseen
from sycee.guard.privacy._vault import Unreadable, Vault, open_vault

__all__ = [
    "SUITES",
    "KeyMade",
    "Sealed",
    "SealedColumn",
    "StillUnbound",
    "SuiteName",
    "Unreadable",
    "Vault",
    "bind",
    "bind_all",
    "mask_document",
    "mask_name",
    "mask_number",
    "mask_phone",
    "new_key",
    "open_vault",
    "sealed_column",
    "sealed_columns",
    "sealed_with",
    "tail",
    "unseen",
]
