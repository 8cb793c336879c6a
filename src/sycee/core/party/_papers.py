"""Who looks at papers and faces: three ports, and simulators of them that say that they are.

A real one is an object with the same method; wire it in app/wiring under the Protocol. Each is called while a verb is
prepared, outside any transaction, and may take its time. Pictures are handed over and never kept. See docs/ports.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from sycee.core.party._image import measured
from sycee.core.party._resident_id import check_digit
from sycee.kit.errors import Refusal
from sycee.kit.words import words


class Unreadable(Refusal):
    code, http = "document_unreadable", 422
    say = words(
        zh="没有认出证件上的姓名和号码，请平放、对光重拍，或直接填写",
        en="The name and number could not be read: lay it flat in the light, or type them in",
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture of a document says."""

    name: str
    number: str
    until: date | None


class DocumentReader(Protocol):
    """Reads name, number and date of expiry from a picture of a resident identity card."""

    simulated: bool

    async def read(self, image: bytes, today: date) -> Reading:
        """What the picture says; raises Unreadable where it says nothing."""


class IdentityRegister(Protocol):
    """Knows which name belongs to which number."""

    simulated: bool

    async def fits(self, name: str, number: str) -> bool:
        """Whether a person of this name has this number."""


class FaceCheck(Protocol):
    """Compares a living face with the one that belongs to a document."""

    simulated: bool

    async def same(self, face: bytes, name: str, number: str) -> bool:
        """Whether the picture shows the living face of this person."""


_SURNAMES, _GIVEN = (
    "沈陆顾叶程苏罗方邵祁",
    ["文澜", "一宁", "清和", "知远", "念慈", "佳禾", "以宁", "星河", "予安", "望舒"],
)


@dataclass(frozen=True, slots=True)
class SimulatedReader:
    """Reads no picture: it makes a person up from the picture's bytes, the same one for the same picture."""

    simulated: bool = True

    async def read(self, image: bytes, today: date) -> Reading:
        """An adult who does not exist, with a number whose check digit is right."""
        n = int.from_bytes(sha256(image).digest()[:8], "big")
        name = _SURNAMES[n % 10] + _GIVEN[n // 10 % 10]
        born = date(today.year - 20 - n // 100 % 40, 1 + n // 4000 % 12, 1 + n // 48_000 % 28)
        body = f"330106{born:%Y%m%d}{n // 1_344_000 % 1000:03}"
        return Reading(name, body + check_digit(body), date(today.year + 5 + n % 10, born.month, born.day))


@dataclass(frozen=True, slots=True)
class SimulatedRegister:
    """Knows nobody, and says yes to every name but one, so that a no can be seen as well."""

    simulated: bool = True

    async def fits(self, name: str, number: str) -> bool:  # noqa: ARG002 a register's question has both
        """Whether the name is any but 查无此人."""
        return name != "查无此人"


@dataclass(frozen=True, slots=True)
class SimulatedFaces:
    """Recognises nobody: a picture large enough to show a face is the right one."""

    simulated: bool = True

    async def same(self, face: bytes, name: str, number: str) -> bool:  # noqa: ARG002 a check's question has all
        """Whether the picture is at least 240 pixels wide and high."""
        return min(measured(face, "face")) >= 240
