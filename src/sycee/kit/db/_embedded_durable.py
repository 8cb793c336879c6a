"""What a bank asks of any PostgreSQL before it answers "done"."""

from typing import Any

from sycee.kit.db._embedded_binaries import MAJOR_MIN
from sycee.kit.db._embedded_unusable import Unusable

_SETTINGS = """
SELECT name, setting
FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version', 'server_version_num')
"""
_MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


async def assert_durable(connection: Any) -> dict[str, str]:
    """The server's version and its three durability settings as this session has them, for `sycee doctor`.

    Raises Unusable where one is off, or where the server is older than PostgreSQL 15.
    """
    found = {row["name"]: row["setting"] for row in await connection.fetch(_SETTINGS)}
    if int(found.pop("server_version_num")) < MAJOR_MIN * 10_000:
        raise _too_old(found["server_version"])
    for name in _MUST_BE_ON:
        # synchronous_commit has further values; all of them but off wait for the log on disk.
        if found[name] == "off":
            raise _off(name)
    return found


def _off(name: str) -> Unusable:
    return Unusable(
        zh=f"数据库的 {name} 已关闭：崩溃会丢失已确认的转账；请打开它再启动",
        en=f"The database has {name} off: a crash would lose transfers already confirmed; turn it on first",
    )


def _too_old(version: str) -> Unusable:
    return Unusable(
        zh=f"数据库是 PostgreSQL {version}；Sycee 需要 {MAJOR_MIN} 或更新的版本",
        en=f"The database is PostgreSQL {version}; Sycee needs {MAJOR_MIN} or newer",
    )
