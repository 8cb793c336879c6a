"""Who the bank's customers are."""

from sycee.core.party._adopt import Adopted, adopt, nobody_here, reserve
from sycee.core.party._favourites import at_hand
from sycee.core.party._favourites import offered as functions_offered
from sycee.core.party._find import by_phone, how_many
from sycee.core.party._image import BODY_MAX, BadImage, Image, measured
from sycee.core.party._join import AlreadyCustomer, NewPerson, join
from sycee.core.party._masked import Field, Masked, find_masked, masked, whole
from sycee.core.party._me import Me, me
from sycee.core.party._papers import (
    DocumentReader,
    FaceCheck,
    IdentityRegister,
    Reading,
    SimulatedFaces,
    SimulatedReader,
    SimulatedRegister,
    Unreadable,
)
from sycee.core.party._papers_of import Papers, papers
from sycee.core.party._recover import NotRecognised, PasswordReset, RecoveryAsked, forgot, reset
from sycee.core.party._resident_id import BadDocument, TooYoung, resident_id

__all__ = [
    "BODY_MAX",
    "Adopted",
    "AlreadyCustomer",
    "BadDocument",
    "BadImage",
    "DocumentReader",
    "FaceCheck",
    "Field",
    "IdentityRegister",
    "Image",
    "Masked",
    "Me",
    "NewPerson",
    "NotRecognised",
    "Papers",
    "PasswordReset",
    "Reading",
    "RecoveryAsked",
    "SimulatedFaces",
    "SimulatedReader",
    "SimulatedRegister",
    "TooYoung",
    "Unreadable",
    "adopt",
    "at_hand",
    "by_phone",
    "find_masked",
    "forgot",
    "functions_offered",
    "how_many",
    "join",
    "masked",
    "me",
    "measured",
    "nobody_here",
    "papers",
    "reserve",
    "reset",
    "resident_id",
    "whole",
]
