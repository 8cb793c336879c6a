"""The simulated city: people with jobs, habits and families, whose truth is known."""

from sycee.city._browse import Browsing
from sycee.city._cast import CastMember
from sycee.city._city import City, NoSuchCity, plan_city
from sycee.city._crowd import Crowd, Door, Tally, Visitor, came, visitors
from sycee.city._export import Block, Exported, count_block, export_city, in_blocks, write_block
from sycee.city._folk import Folk
from sycee.city._hire import hire, wages
from sycee.city._inbox import CityInbox, CityMessage, phone
from sycee.city._line import Line, lines_to, request
from sycee.city._living import Living
from sycee.city._load import Loaded, NotOver, PeopleHere, load_city
from sycee.city._member import CityClerk, CityClerks, Clerk, Clerks, clerks, clerks_from, keep_clerks
from sycee.city._minds import CHANNELS, OFFERS, Mind
from sycee.city._pace import Pace
from sycee.city._purposes import CODES, PURPOSES, categories
from sycee.city._quarter import Quarter
from sycee.city._sign_in_as import Cast, CityPeople, CityPerson, Player, cast_from, keep_cast, people
from sycee.city._tell import tell_of_wages
from sycee.city._town import Town, keep_town, town_from
from sycee.city._truth import Truth
from sycee.city._write import tell_chapter, written_beside
from sycee.city._wrongs import FRAUDS, MISHAPS, Case

__all__ = [
    "CHANNELS",
    "CODES",
    "FRAUDS",
    "MISHAPS",
    "OFFERS",
    "PURPOSES",
    "Block",
    "Browsing",
    "Case",
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
    "Crowd",
    "Door",
    "Exported",
    "Folk",
    "Line",
    "Living",
    "Loaded",
    "Mind",
    "NoSuchCity",
    "NotOver",
    "Pace",
    "PeopleHere",
    "Player",
    "Quarter",
    "Tally",
    "Town",
    "Truth",
    "Visitor",
    "came",
    "cast_from",
    "categories",
    "clerks",
    "clerks_from",
    "count_block",
    "export_city",
    "hire",
    "in_blocks",
    "keep_cast",
    "keep_clerks",
    "keep_town",
    "lines_to",
    "load_city",
    "people",
    "phone",
    "plan_city",
    "request",
    "tell_chapter",
    "tell_of_wages",
    "town_from",
    "visitors",
    "wages",
    "write_block",
    "written_beside",
]
