"""Who works here: members of staff with their rights, a password and an authenticator; their sessions."""

from sycee.guard.identity import code_now
from sycee.guard.staff._end import end_staff
from sycee.guard.staff._join import Joined, LoginTaken, NoSuchRight, join_staff
from sycee.guard.staff._looked import Looked, looked
from sycee.guard.staff._me import StaffMe, staff_me
from sycee.guard.staff._member import RIGHTS
from sycee.guard.staff._revoke import NoSuchMember, revoke_staff
from sycee.guard.staff._session import staff_of
from sycee.guard.staff._start import StaffCredentials, StaffStarted, WrongStaffCredentials, start_staff

__all__ = [
    "RIGHTS",
    "Joined",
    "LoginTaken",
    "Looked",
    "NoSuchMember",
    "NoSuchRight",
    "StaffCredentials",
    "StaffMe",
    "StaffStarted",
    "WrongStaffCredentials",
    "code_now",
    "end_staff",
    "join_staff",
    "looked",
    "revoke_staff",
    "staff_me",
    "staff_of",
    "start_staff",
]
