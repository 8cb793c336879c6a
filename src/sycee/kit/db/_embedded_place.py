"""Where an embedded server lives: its folder, the user it runs as, and the locks that say who is there."""

import contextlib
import errno
import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sycee.kit.db._embedded_unusable import cannot_drop, closed, no_user, taken

PORT = 5432
_SOCKET_BYTES_MAX = 107
_ROOT_HOME = Path("/var/lib/sycee")
# The server gets a clean environment: PGDATA, PGOPTIONS or LD_PRELOAD of the caller are none of its business.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def home() -> Path:
    """Sycee's own folder: `SYCEE_HOME`, else the user's data folder, else for root /var/lib/sycee.

    Root's data folder is no default: /root is closed, and the server runs as a user who cannot enter it.
    """
    if given := os.environ.get("SYCEE_HOME"):
        return Path(given).expanduser().resolve()
    if given := os.environ.get("XDG_DATA_HOME"):
        return Path(given).expanduser().resolve() / "sycee"
    if os.geteuid() == 0:
        return _ROOT_HOME
    if sys.platform == "darwin":
        return Path.home().resolve() / "Library" / "Application Support" / "sycee"
    return Path.home().resolve() / ".local" / "share" / "sycee"


@dataclass(frozen=True)
class User:
    """The user that the server runs as; never root."""

    name: str
    uid: int
    gid: int

    def run(self, *command: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, from / and in a clean environment, and wait for it."""
        if os.geteuid() != self.uid:
            more |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        try:
            return subprocess.run(  # noqa: S603 - the programs are PostgreSQL's own and /bin/sh
                [str(word) for word in command],
                check=False, text=True, errors="replace", cwd="/", env=_ENVIRONMENT, umask=0o077,
                stdin=subprocess.DEVNULL, **{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **more},
            )  # fmt: skip
        except OSError as problem:
            # A program that may not be run says EACCES; these two come from changing the user.
            if "user" in more and problem.errno in (errno.EPERM, errno.EINVAL):
                raise cannot_drop(self.name) from problem
            raise


def caller() -> User:
    """The user who calls."""
    return _user(os.geteuid(), os.getegid())


def _user(uid: int, gid: int) -> User:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return User(str(uid), uid, gid)
    return User(entry.pw_name, uid, entry.pw_gid)


def _server_user(home: Path) -> User:
    """The caller; for root whoever owns the data already, else nobody."""
    if os.geteuid() != 0:
        return caller()
    data = home / "data"
    if data.exists() and (owner := data.lstat()).st_uid != 0:
        return _user(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise no_user() from None
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True)
class Place:
    """One home and what is in it. Root keeps all of it but `data` and the socket folder for itself."""

    home: Path
    user: User

    @classmethod
    def at(cls, home: Path) -> "Place":
        """The place of a home, resolved, so that two spellings of a path meet at the same locks."""
        resolved = home.expanduser().resolve()
        return cls(resolved, _server_user(resolved))

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def conf(self) -> Path:
        return self.home / "postgresql.conf"

    @property
    def keep(self) -> Path:
        """There while the server was asked to stay when the last process leaves."""
        return self.home / "keep"

    @property
    def socket_folder(self) -> Path:
        """`run` in the home, or a short private folder where that path would not do.

        A socket's name has its limit in bytes, and drivers take a comma as the end of a host.
        """
        near = self.home / "run"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= _SOCKET_BYTES_MAX and "," not in str(near):
            return near
        return Path("/tmp") / f"sycee-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]}"  # noqa: S108

    @property
    def socket(self) -> Path:
        return self.socket_folder / f".s.PGSQL.{PORT}"

    def make(self) -> None:
        """Make the home where it is missing; root opens it for passing through to the server's part."""
        missing = [folder for folder in (self.home, *self.home.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(0o755 if folder != self.home else 0o700)
        if os.geteuid() != 0:
            return
        for folder in missing[1:]:
            folder.chmod(0o755)  # made just now, under a umask that might close it
        if self.home.stat().st_uid != self.user.uid:
            self.home.chmod(stat.S_IMODE(self.home.stat().st_mode) | 0o711)

    def give(self, folder: Path) -> None:
        """Make a private folder of the server's user, or make sure that it is one."""
        with contextlib.suppress(FileExistsError):
            folder.mkdir(0o700)
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError as problem:
            raise taken(folder, self.user.name) from problem
        try:
            self._give(handle, folder)
        finally:
            os.close(handle)

    def _give(self, handle: int, folder: Path) -> None:
        now = os.fstat(handle)
        if now.st_uid not in (self.user.uid, os.geteuid()):
            raise taken(folder, self.user.name)
        if now.st_uid != self.user.uid:
            os.fchown(handle, self.user.uid, self.user.gid)
        if stat.S_IMODE(now.st_mode) & 0o077:
            os.fchmod(handle, 0o700)

    def assert_reachable(self, folder: Path) -> None:
        """Have the server's user try to enter and write a folder, which asks every rule that there is."""
        if os.geteuid() == self.user.uid:
            return
        tried = self.user.run("/bin/sh", "-c", 'cd "$1" && test -w .', "sh", folder)
        if tried.returncode == 0:
            return
        shut = (up for up in reversed(folder.parents) if not up.stat().st_mode & 0o001)
        raise closed(self.home, next(shut, folder), self.user.name)

    def open(self, name: str, flags: int) -> int:
        """Open a file of the home; what root makes in another's home is given to its owner."""
        handle = os.open(self.home / name, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        owner, now = self.home.stat(), os.fstat(handle)
        if os.geteuid() == 0 and now.st_uid == 0 and owner.st_uid != 0 and now.st_nlink == 1:
            os.fchown(handle, owner.st_uid, owner.st_gid)
        return handle

    def lock(self, name: str, how: int) -> int | None:
        """Try a lock of the home without waiting: its open file, or None while another holds it."""
        handle = self.open(name, os.O_RDWR)
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle

    def write(self, path: Path, text: str) -> None:
        """Replace a file of the home in one step, readable by the server's user."""
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            os.fchmod(handle, 0o644)
            file.write(text)
        fresh.replace(path)

    def clear(self, folder: Path) -> None:
        """Remove a folder of the home with all that is in it."""
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
