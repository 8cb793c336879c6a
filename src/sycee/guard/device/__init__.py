"""Keys in customers' devices: what a device signs proves that its customer agreed to exactly that."""

from sycee.guard.device._add_passkey import KeyAdded, KeyName, ManyKeys, NewPasskey, NotMade, add_passkey
from sycee.guard.device._add_totp import TotpAdded, add_totp
from sycee.guard.device._ask_start import SignInAsked, ask_start
from sycee.guard.device._begin_passkey import PasskeyAsked, begin_passkey
from sycee.guard.device._begin_totp import TotpAsked, TotpKnown, begin_totp
from sycee.guard.device._challenge import ChallengeGone, Given, give_challenge, open_challenge, use_challenge
from sycee.guard.device._dates import KeyDates, dates_of
from sycee.guard.device._keys import KeyKnown, add_key, credentials_of, keys_of, revoke_key
from sycee.guard.device._list import DeviceKey, DeviceKeys, keys
from sycee.guard.device._prove import (
    DOMAIN,
    Passkey,
    Signed,
    WrongSignature,
    asserted,
    challenge_of,
    check_asserted,
    check_signed,
    count_use,
)
from sycee.guard.device._public import PublicKey, public_of, public_of_passkey
from sycee.guard.device._relying import Site, site_of
from sycee.guard.device._remove_totp import TotpRemoved, remove_totp
from sycee.guard.device._rename import KeyRenamed, rename
from sycee.guard.device._revoke import JustRecovered, KeyRevoked, revoke
from sycee.guard.device._start import WrongPasskey, start_passkey
from sycee.guard.device._totp import TotpClosed, WrongTotp, check_totp
from sycee.guard.device._webauthn import Assertion, Made, bytes_of, text_of

__all__ = [
    "DOMAIN",
    "Assertion",
    "ChallengeGone",
    "DeviceKey",
    "DeviceKeys",
    "Given",
    "JustRecovered",
    "KeyAdded",
    "KeyDates",
    "KeyKnown",
    "KeyName",
    "KeyRenamed",
    "KeyRevoked",
    "Made",
    "ManyKeys",
    "NewPasskey",
    "NotMade",
    "Passkey",
    "PasskeyAsked",
    "PublicKey",
    "SignInAsked",
    "Signed",
    "Site",
    "TotpAdded",
    "TotpAsked",
    "TotpClosed",
    "TotpKnown",
    "TotpRemoved",
    "WrongPasskey",
    "WrongSignature",
    "WrongTotp",
    "add_key",
    "add_passkey",
    "add_totp",
    "ask_start",
    "asserted",
    "begin_passkey",
    "begin_totp",
    "bytes_of",
    "challenge_of",
    "check_asserted",
    "check_signed",
    "check_totp",
    "count_use",
    "credentials_of",
    "dates_of",
    "give_challenge",
    "keys",
    "keys_of",
    "open_challenge",
    "public_of",
    "public_of_passkey",
    "remove_totp",
    "rename",
    "revoke",
    "revoke_key",
    "site_of",
    "start_passkey",
    "text_of",
    "use_challenge",
]
