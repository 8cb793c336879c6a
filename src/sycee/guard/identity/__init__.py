"""Who it is: passwords, codes by SMS, sessions."""

from sycee.guard.identity._code import CODE_LIVES, CodeExpired, WrongCode, check_code, send_code
from sycee.guard.identity._end import Ended, end
from sycee.guard.identity._enrol import Taken, WeakPassword, enrol
from sycee.guard.identity._gateway import SimulatedPhones, SmsGateway, inbox
from sycee.guard.identity._level import PASSWORD, SMS, level
from sycee.guard.identity._phone import NotAPhone, Phone, phone_of
from sycee.guard.identity._session import session, standing
from sycee.guard.identity._start import Credentials, SessionStarted, WrongCredentials, start

__all__ = [
    "CODE_LIVES",
    "PASSWORD",
    "SMS",
    "CodeExpired",
    "Credentials",
    "Ended",
    "NotAPhone",
    "Phone",
    "SessionStarted",
    "SimulatedPhones",
    "SmsGateway",
    "Taken",
    "WeakPassword",
    "WrongCode",
    "WrongCredentials",
    "check_code",
    "end",
    "enrol",
    "inbox",
    "level",
    "phone_of",
    "send_code",
    "session",
    "standing",
    "start",
]
