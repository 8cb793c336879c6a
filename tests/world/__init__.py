"""Builders that read like prose, over a real bank and a real database."""

from tests.world._assistant import Told, connected, uses_tool
from tests.world._canaries import CANARIES, Canaries
from tests.world._clock import Hands
from tests.world._command import Ran, sycee
from tests.world._matrix import Cast, Row, asks, base64, clerks_get, gets, yuan
from tests.world._members import Member
from tests.world._newcomer import Newcomer
from tests.world._passkey import Passkey, b64, raw
from tests.world._people import Person, Said
from tests.world._printed import printed
from tests.world._world import World

__all__ = [
    "CANARIES",
    "Canaries",
    "Cast",
    "Hands",
    "Member",
    "Newcomer",
    "Passkey",
    "Person",
    "Ran",
    "Row",
    "Said",
    "Told",
    "World",
    "asks",
    "b64",
    "base64",
    "clerks_get",
    "connected",
    "gets",
    "printed",
    "raw",
    "sycee",
    "uses_tool",
    "yuan",
]
