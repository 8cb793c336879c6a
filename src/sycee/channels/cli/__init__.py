"""The command line: any verb by name, as the person who is signed in here."""

from sycee.channels.cli._call import call
from sycee.channels.cli._catalog import catalog_json, catalog_table
from sycee.channels.cli._large import Call, send_large
from sycee.channels.cli._say import complain, say
from sycee.channels.cli._sign_in import forget_token, keep_token, sign_in, token_kept

__all__ = [
    "Call",
    "call",
    "catalog_json",
    "catalog_table",
    "complain",
    "forget_token",
    "keep_token",
    "say",
    "send_large",
    "sign_in",
    "token_kept",
]
