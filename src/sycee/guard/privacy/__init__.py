"""Personal data: sealed at rest, found by a blind index, masked for the eye."""

from sycee.guard.privacy._bound import bind
from sycee.guard.privacy._mask import mask_document, mask_name, mask_number, mask_phone, tail
from sycee.guard.privacy._vault import Unreadable, Vault, open_vault

__all__ = [
    "Unreadable",
    "Vault",
    "bind",
    "mask_document",
    "mask_name",
    "mask_number",
    "mask_phone",
    "open_vault",
    "tail",
]
