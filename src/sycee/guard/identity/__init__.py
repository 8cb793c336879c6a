"""Who it is: passwords, codes by SMS, sessions."""

from sycee.guard.identity._again import WrongPassword, same_person, was_right
from sycee.guard.identity._assistant_allow import AssistantAllowed, allow
from sycee.guard.identity._authenticator import address_of, code_now, new_secret, step_of
from sycee.guard.identity._change import Password, PasswordChanged, change_password
from sycee.guard.identity._code import CODE_LIVES, CodeExpired, CodesClosed, WrongCode, check_code, send_code
from sycee.guard.identity._device import coarse
from sycee.guard.identity._end import Ended, end
from sycee.guard.identity._enrol import Chosen, Taken, WeakPassword, chosen, enrol, fit
from sycee.guard.identity._factor import CHANGES, Change, FactorChanged, factor_changed
from sycee.guard.identity._gateway import SimulatedPhones, SmsGateway, inbox
from sycee.guard.identity._joining import (
    RECOVERING,
    joined_before,
    may_ask,
    phone_taken,
    prove_phone,
    send_joining_code,
    use_joining_code,
)
from sycee.guard.identity._level import KEY, PASSKEY, PASSWORD, PROVES, SMS, TOTP, level
from sycee.guard.identity._list import Sessions, Signed, signed_in
from sycee.guard.identity._password import hash_password, password_fits
from sycee.guard.identity._phone import NotAPhone, Phone, phone_of
from sycee.guard.identity._recovering import close_password, end_everywhere, login_of, send_recovery_code, set_password
from sycee.guard.identity._session import ASSISTANTS, SignedIn, called, open_session, out, session, standing
from sycee.guard.identity._start import Credentials, SessionStarted, WrongCredentials, start
from sycee.guard.identity._stop import Stopped, stop, stop_by_key, stop_others
from sycee.guard.identity._text import text_to
from sycee.guard.identity._tries import PasswordClosed

__all__ = [
    "ASSISTANTS",
    "CHANGES",
    "CODE_LIVES",
    "KEY",
    "PASSKEY",
    "PASSWORD",
    "PROVES",
    "RECOVERING",
    "SMS",
    "TOTP",
    "AssistantAllowed",
    "Change",
    "Chosen",
    "CodeExpired",
    "CodesClosed",
    "Credentials",
    "Ended",
    "FactorChanged",
    "NotAPhone",
    "Password",
    "PasswordChanged",
    "PasswordClosed",
    "Phone",
    "SessionStarted",
    "Sessions",
    "Signed",
    "SignedIn",
    "SimulatedPhones",
    "SmsGateway",
    "Stopped",
    "Taken",
    "WeakPassword",
    "WrongCode",
    "WrongCredentials",
    "WrongPassword",
    "address_of",
    "allow",
    "called",
    "change_password",
    "check_code",
    "chosen",
    "close_password",
    "coarse",
    "code_now",
    "end",
    "end_everywhere",
    "enrol",
    "factor_changed",
    "fit",
    "hash_password",
    "inbox",
    "joined_before",
    "level",
    "login_of",
    "may_ask",
    "new_secret",
    "open_session",
    "out",
    "password_fits",
    "phone_of",
    "phone_taken",
    "prove_phone",
    "same_person",
    "send_code",
    "send_joining_code",
    "send_recovery_code",
    "session",
    "set_password",
    "signed_in",
    "standing",
    "start",
    "step_of",
    "stop",
    "stop_by_key",
    "stop_others",
    "text_to",
    "use_joining_code",
    "was_right",
]
