"""Who the bank's customers are."""

from sycee.core.party._find import by_phone, how_many, name_of
from sycee.core.party._join import AlreadyCustomer, NewPerson, join
from sycee.core.party._me import Me, me

__all__ = ["AlreadyCustomer", "Me", "NewPerson", "by_phone", "how_many", "join", "me", "name_of"]
