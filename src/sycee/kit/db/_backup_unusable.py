"""Why a backup cannot be made, or a bank not be brought back: one clear sentence each, in Chinese and English."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sycee.kit.db._embedded_unusable import Unusable


def no_bank(home: Path) -> Unusable:
    """There is nothing to back up."""
    return Unusable(
        zh=f"{home} 里没有银行；请用 SYCEE_HOME 指明要备份的银行",
        en=f"There is no bank in {home}; say with SYCEE_HOME which one to back up",
    )


def inside(folder: Path, home: Path) -> Unusable:
    """What is lost with the bank is no backup of it."""
    return Unusable(
        zh=f"备份文件夹 {folder} 在银行自己的文件夹 {home} 里，会一起丢失；请放到别处，最好是另一块磁盘",
        en=f"The folder {folder} lies in the bank's own, {home}, and would be lost with it; "
        "choose one elsewhere, best on another disk",
    )


def unusable_folder(folder: Path, why: str) -> Unusable:
    """The file system says no."""
    return Unusable(zh=f"备份文件夹 {folder} 不能使用：{why}", en=f"The backup's folder {folder} cannot be used: {why}")


def shut_out(folder: Path, user: str) -> Unusable:
    """The server's user cannot write there, or not read."""
    return Unusable(
        zh=f"数据库以用户 {user} 运行，而它不能使用 {folder}；请换一个它能进入的文件夹，例如 /var/backups/sycee",
        en=f"The database runs as {user}, who cannot use {folder}; choose a folder that {user} can enter, "
        "such as /var/backups/sycee",
    )


def not_ours(folder: Path) -> Unusable:
    """Something else lies there."""
    return Unusable(
        zh=f"{folder} 里有别的文件；请给一个空的或还不存在的文件夹",
        en=f"There are other files in {folder}; give a folder that is empty or not there yet",
    )


def anothers(folder: Path) -> Unusable:
    """Two banks' logs in one folder would spoil both."""
    return Unusable(
        zh=f"{folder} 是另一家银行的备份（恢复出来的银行也是另一家）；请给一个新的文件夹",
        en=f"{folder} holds the backup of another bank (one that was restored is another, too); give a new folder",
    )


def not_archiving(home: Path) -> Unusable:
    """The server was started by a version that kept no log."""
    return Unusable(
        zh=f"{home} 的数据库是旧版本启动的，还不能连续备份；请停止并重新启动银行一次",
        en=f"The database of {home} was started without archiving; stop the bank, start it again, and then back it up",
    )


def under_way(home: Path) -> Unusable:
    """Another command does the same just now."""
    return Unusable(
        zh=f"{home} 正在备份或恢复，请等它完成", en=f"{home} is being backed up or brought back; wait for that to end"
    )


def not_archived(folder: Path, log: Path) -> Unusable:
    """A segment of the log did not get there."""
    return Unusable(
        zh=f"数据库的日志没能存进 {folder}；请看磁盘是否已满、能否写入（详见 {log}）",
        en=f"The database's log could not be kept in {folder}; is that disk full, or not to be written? ({log} tells)",
    )


def broken(file: Path) -> Unusable:
    """It is not what was copied."""
    return Unusable(
        zh=f"备份已损坏：{file} 与备份时不同；请用更早的副本或另一份备份",
        en=f"This backup is damaged: {file} is not what was copied; use an earlier copy, or another backup",
    )


def no_backup(folder: Path) -> Unusable:
    """Nothing to bring back."""
    return Unusable(
        zh=f"{folder} 里没有 sycee backup 的备份", en=f"In {folder} is no backup that `sycee backup` has made"
    )


def occupied(home: Path) -> Unusable:
    """Never over a bank that is there."""
    return Unusable(
        zh=f"{home} 里已有内容；恢复只写进新的文件夹：请把 SYCEE_HOME 设为一个空的或还不存在的文件夹",
        en=f"There is something in {home} already, and a bank is only brought back into a new place; "
        "set SYCEE_HOME to a folder that is empty or not there yet",
    )


def too_early(at: datetime, first: datetime) -> Unusable:
    """Before the first copy was complete."""
    return Unusable(
        zh=f"备份从 {first.isoformat()} 开始，没有 {at.isoformat()} 的内容",
        en=f"This backup begins at {first.isoformat()}: of {at.isoformat()} it knows nothing",
    )


def too_late(at: datetime, last: datetime | None) -> Unusable:
    """Nothing in the log is as late as that."""
    reach = last.isoformat() if last else "?"
    return Unusable(
        zh=f"备份只到 {reach} 左右，还没有 {at.isoformat()} 的内容；不带 --at 可恢复到最后",
        en=f"This backup reaches to about {reach}, not yet to {at.isoformat()}; without --at it is brought back "
        "as far as it goes",
    )
