"""Writing chapters beside the bank: seconds of reckoning, in a process that is gone afterwards with all its memory."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE
from datetime import date

from sycee.city._ahead import Chapter, write_chapter
from sycee.city._city import City
from sycee.city._living import Chapters
from sycee.kit.errors import Fault

_TOLD = "import sys; from sycee.city import tell_chapter; tell_chapter(*sys.argv[1:])"
_GIVES_WAY = 15


def written_beside(city: City) -> Chapters:
    """Chapters of a city, each written by a process of its own that gives way to every other."""

    async def write(number: int) -> Chapter:
        asked = (city.people, city.years, city.seed, city.until.isoformat(), number)
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", _TOLD, *map(str, asked), stdout=PIPE)
        try:
            told, _ = await child.communicate()
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        if child.returncode != 0:
            raise Fault("a chapter of the city could not be written")
        chapter: Chapter = await asyncio.to_thread(pickle.loads, told)
        return chapter

    return write


def tell_chapter(people: str, years: str, seed: str, until: str, number: str) -> None:
    """Write a chapter to stdout, for the process that has asked for it."""
    os.nice(_GIVES_WAY)
    chapter = write_chapter(City(int(people), int(years), int(seed), date.fromisoformat(until)), int(number))
    sys.stdout.buffer.write(pickle.dumps(chapter))
