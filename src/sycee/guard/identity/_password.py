"""Passwords, as Argon2id. Hashing leaves the loop, a few at once: a flood of sign-ins must not eat the memory."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_POOL = ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2), thread_name_prefix="argon2")
NO_PASSWORD = ""
"""What is stored where no password lets anybody in."""
# Written out, since making it at each start of a process would take a third of a second of CPU. It is of the parameters
# above, so that a sign-in as nobody is as much work as one as somebody (a test holds the two equal).
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$WzmoWPghWW4CMRVd+A/i5Q$ROPilQJo2FVMYZbXuL2LzQmb9awhRFJXBVACehL1Te4"


async def hash_password(password: str) -> str:
    """The password's Argon2id string, with its salt and parameters."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _HASHER.hash, password)


async def password_fits(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one. With nothing stored the same work is done, and the answer is no."""
    fits = await asyncio.get_running_loop().run_in_executor(_POOL, _fits, stored or _NOBODYS, password)
    return fits and bool(stored)


def stale(stored: str) -> bool:
    """Whether the string was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def _fits(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
