"""Who the bank's customers are."""

from sycee.core.party._adopt import Adopted, adopt, nobody_here, reserve
from sycee.core.party._find import by_phone, how_many
from sycee.core.party._join import AlreadyCustomer, NewPerson, join
from sycee.core.party._masked import Field, Masked, find_masked, masked, whole
from sycee.core.party._me import Me, me

__all__ = [
    "Adopted",
    "AlreadyCustomer",
    "Field",
    "Masked",
    "Me",
    "NewPerson",
    "adopt",
    "by_phone",
    "find_masked",
    "how_many",
    "join",
    "masked",
    "me",
    "nobody_here",
    "reserve",
    "whole",
]
