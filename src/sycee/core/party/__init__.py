"""Who the bank's customers are."""

from sycee.core.party._adopt import Adopted, adopt, nobody_here, reserve
from sycee.core.party._find import by_phone, how_many
from sycee.core.party._join import AlreadyCustomer, NewPerson, join
from sycee.core.party._me import Me, me

__all__ = [
    "Adopted",
    "AlreadyCustomer",
    "Me",
    "NewPerson",
    "adopt",
    "by_phone",
    "how_many",
    "join",
    "me",
    "nobody_here",
    "reserve",
]
