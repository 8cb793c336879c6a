"""Keys in customers' devices: what a device signs proves that its customer agreed to exactly that."""

from sycee.guard.device._keys import add_key, has_key, revoke_key
from sycee.guard.device._prove import DOMAIN, Signed, WrongSignature, check_signed

__all__ = ["DOMAIN", "Signed", "WrongSignature", "add_key", "check_signed", "has_key", "revoke_key"]
