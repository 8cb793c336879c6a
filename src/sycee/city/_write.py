"""Writing chapters beside the bank: seconds of reckoning, in a process that is gone afterwards with all its memory."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

from sycee.city._ahead import Chapter, write_chapter
from sycee.city._city import City
from sycee.city._living import Chapters


def written_beside(city: City) -> Chapters:
    """Chapters of a city, each written by a process of its own that gives way to every other."""

    async def write(number: int) -> Chapter:
        with ProcessPoolExecutor(1, get_context("spawn"), initializer=os.nice, initargs=(15,)) as pool:
            return await asyncio.get_running_loop().run_in_executor(
                pool, _write, city.people, city.years, city.seed, city.until, number
            )

    return write


def _write(people: int, years: int, seed: int, until: date, number: int) -> Chapter:
    return write_chapter(City(people, years, seed, until), number)
