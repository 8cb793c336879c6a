"""The settings of an embedded server: durable first, then quick on a small machine."""

import os
import shutil
from pathlib import Path

from sycee.kit.db._embedded_binaries import Binaries
from sycee.kit.db._embedded_place import PORT, Place

_MB = 1 << 20
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - only asked for its size
_CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")

# Everyone who can enter the socket's folder (mode 0700) is let in; there is no other way to the server.
_HBA = "local all all trust\nlocal replication all trust\n"


def memory_bytes() -> int:
    """Memory that this process may use: the machine's, or less where its container is limited."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for limit in map(Path, _CGROUP_LIMITS):
        if limit.exists() and (text := limit.read_text().strip()).isdigit():
            total = min(total, int(text))
    return total


def write_settings(place: Place, binaries: Binaries) -> None:
    """Write our own configuration beside the data folder; initdb's files in it stay as they are."""
    hba, own = place.home / "pg_hba.conf", place.home / "local.conf"
    if not own.exists():
        place.write(own, "# Your own settings of the embedded PostgreSQL; they win over postgresql.conf.\n")
    place.write(hba, _HBA)
    place.write(place.conf, "")
    settings = _fixed(place, hba) | _sized(place) | _compressed(place, binaries)
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    lines += ["include_if_exists 'archive.conf'", f"include '{own.name}'"]
    place.write(place.conf, "\n".join([*_HEAD, *lines, ""]))


_HEAD = ("# Written anew at every start. Your own settings: in local.conf beside this file.",)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _fixed(place: Place, hba: Path) -> dict[str, str]:
    return {
        "data_directory": str(place.data),
        "hba_file": str(hba),
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": '"' + str(place.socket_folder).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        # A bank's three: what was answered as done survives any crash.
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        # A backup's folder can be named at any time: its script, where there is one, keeps the log.
        "archive_mode": "on",
        "archive_command": 'test ! -e ../archive.sh || /bin/sh ../archive.sh "%p" "%f"',
        "checkpoint_completion_target": "0.9",
        "checkpoint_timeout": "15min",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] ",
        # DETAIL and CONTEXT quote rows: people's data has no place in a log.
        "log_error_verbosity": "terse",
    }


def _sized(place: Place) -> dict[str, str]:
    memory, free = memory_bytes(), shutil.disk_usage(place.home).free
    return {
        "shared_buffers": _mb(memory // 16, 128, 1024),
        "effective_cache_size": _mb(memory // 2, 256, 1 << 20),
        "maintenance_work_mem": _mb(memory // 32, 64, 512),
        "work_mem": _mb(memory // 1024, 4, 16),
        "max_wal_size": _mb(free // 8, 512, 4096),
        "random_page_cost": "1.1",
        "dynamic_shared_memory_type": "posix" if _roomy(_SHARED_MEMORY) else "mmap",
    }


def _roomy(folder: Path) -> bool:
    """Containers often have 64 MB there, which a single parallel query can fill."""
    return folder.exists() and shutil.disk_usage(folder).total >= 256 * _MB


def _mb(size_bytes: int, least: int, most: int) -> str:
    return f"{min(max(size_bytes // _MB, least), most)}MB"


def _compressed(place: Place, binaries: Binaries) -> dict[str, str]:
    """lz4 for the log's page images where the build knows it; pglz would cost more than it saves."""
    asked = place.user.run(
        binaries.bin / "postgres", "-C", "wal_compression", "-D", place.data,
        "-c", f"config_file={place.conf}", "-c", "wal_compression=lz4",
    )  # fmt: skip
    return {"wal_compression": "lz4"} if asked.returncode == 0 else {}
