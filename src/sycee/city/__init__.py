"""The simulated city: people with jobs, habits and families, whose truth is known."""

from sycee.city._cast import CastMember
from sycee.city._city import City, NoSuchCity, plan_city
from sycee.city._folk import Folk
from sycee.city._hire import hire, wages
from sycee.city._inbox import CityInbox, CityMessage, phone
from sycee.city._living import Living
from sycee.city._load import Loaded, NotOver, PeopleHere, load_city
from sycee.city._member import CityClerk, CityClerks, Clerk, Clerks, clerks, clerks_from, keep_clerks
from sycee.city._sign_in_as import Cast, CityPeople, CityPerson, Player, cast_from, keep_cast, people
from sycee.city._tell import tell_of_wages
from sycee.city._town import Town, keep_town, town_from
from sycee.city._write import tell_chapter, written_beside

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
    "Folk",
    "Living",
    "Loaded",
    "NoSuchCity",
    "NotOver",
    "PeopleHere",
    "Player",
    "Town",
    "cast_from",
    "clerks",
    "clerks_from",
    "hire",
    "keep_cast",
    "keep_clerks",
    "keep_town",
    "load_city",
    "people",
    "phone",
    "plan_city",
    "tell_chapter",
    "tell_of_wages",
    "town_from",
    "wages",
    "written_beside",
]
