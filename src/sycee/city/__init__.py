"""The simulated city: people with jobs, habits and families, whose truth is known."""

from sycee.city._cast import CastMember
from sycee.city._city import City, NoSuchCity, plan_city
from sycee.city._inbox import CityInbox, CityMessage, phone
from sycee.city._load import Loaded, NotOver, PeopleHere, load_city
from sycee.city._member import CityClerk, CityClerks, Clerk, Clerks, clerks, clerks_from, keep_clerks
from sycee.city._sign_in_as import Cast, CityPeople, CityPerson, Player, cast_from, keep_cast, people

__all__ = [
    "Cast",
    "CastMember",
    "City",
    "CityClerk",
    "CityClerks",
    "CityInbox",
    "CityMessage",
    "CityPeople",
    "CityPerson",
    "Clerk",
    "Clerks",
    "Loaded",
    "NoSuchCity",
    "NotOver",
    "PeopleHere",
    "Player",
    "cast_from",
    "clerks",
    "clerks_from",
    "keep_cast",
    "keep_clerks",
    "load_city",
    "people",
    "phone",
    "plan_city",
]
