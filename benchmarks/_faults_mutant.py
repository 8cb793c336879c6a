"""A bank with two faults put in on purpose, to see whether the checker is worth anything: `… serve`.

Its till books every call under a key of its own, so that what is asked for again is done again; and what somebody has
is read account by account, outside one snapshot. Nothing of this is in the product: it is patched into this process.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any
from uuid import uuid4

from sycee.app.main import main
from sycee.core import ledger
from sycee.kit.capability import Context

_TILL: Any = import_module("sycee.kit.till._till")
_intent_of, _balances = _TILL.intent_of, ledger.balances


def _keyless(ctx: Context, verb: str, mark: bytes, plan: Any) -> Any:
    return _intent_of(replace(ctx, key=uuid4()), verb, mark, plan)


async def _torn(ctx: Context, accounts: Sequence[int]) -> dict[int, ledger.Balance]:
    found: dict[int, ledger.Balance] = {}
    for one in accounts:
        found |= await _balances(replace(ctx, snapshot=None), [one])
        await asyncio.sleep(0.03)
    return found


if __name__ == "__main__":
    _TILL.intent_of = _keyless
    ledger.balances = _torn
    sys.exit(main())
