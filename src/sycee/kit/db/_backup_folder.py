"""The folder of a backup: complete copies, the log between and after them, and whose they are.

bank.json                    which bank's it is
base-20261005T040000.000000Z a copy of everything, complete at that instant
log/                         every finished segment of the log, compressed
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path

from sycee.kit.db._backup_unusable import broken, no_backup, not_ours

_STAMP = "base-%Y%m%dT%H%M%S.%fZ"
_README = """\
这里是一家 Sycee 银行的备份：base-… 是某一时刻的完整副本，log/ 是其后的全部日志。
恢复到新的文件夹（绝不覆盖现有的银行）：

    SYCEE_HOME=新文件夹 sycee restore 这里 --keys 密钥文件 [--at 2026-10-05T12:00:00+08:00]

密钥（keys/vault.json）不在这里，请单独、加密保存：没有它，客户资料读不出来，恢复的银行也打不开。

This is the backup of a Sycee bank: base-… are complete copies, each of one instant; log/ is all that came after.
Bring it back into a new folder, never over a bank that is there:

    SYCEE_HOME=NEW_FOLDER sycee restore THIS_FOLDER --keys KEY_FILE [--at 2026-10-05T12:00:00+08:00]

The keys (keys/vault.json) are not here. Keep them elsewhere, encrypted: without them people's data cannot be read,
and the bank that was brought back does not open.
"""


@dataclass(frozen=True, order=True)
class Base:
    """One complete copy: `at` is the instant from which on the bank can be brought back with it."""

    at: datetime
    path: Path


@dataclass(frozen=True)
class Folder:
    """A backup's folder and what is in it."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> Folder:
        """The folder of that name, resolved."""
        return cls(path.expanduser().resolve())

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def part(self) -> Path:
        """A copy that is being made."""
        return self.path / "part"

    @property
    def _whose(self) -> Path:
        return self.path / "bank.json"

    def owner(self) -> str | None:
        """The bank whose backup this is; None where nothing is yet. Raises Unusable where it is something else."""
        if self._whose.exists():
            return str(json.loads(self._whose.read_text("utf-8"))["bank"])
        if any(self.path.iterdir()):
            raise not_ours(self.path)
        return None

    def own(self, bank: str) -> None:
        """Say whose it is, and what to do with it."""
        (self.path / "README.txt").write_text(_README, "utf-8")
        draft = self.path / "bank.json.new"
        draft.write_text(json.dumps({"bank": bank}), "utf-8")
        draft.replace(self._whose)

    def bases(self) -> list[Base]:
        """The complete copies, oldest first."""
        return sorted(
            Base(datetime.strptime(found.name, _STAMP).replace(tzinfo=UTC), found)
            for found in self.path.glob("base-*Z")
        )

    def base_of(self, at: datetime) -> Path:
        """Where a copy that was complete at an instant lies."""
        return self.path / at.astimezone(UTC).strftime(_STAMP)

    def opened(self) -> Folder:
        """Itself, if there is something to bring back. Raises Unusable."""
        if not self._whose.exists() or not self.bases():
            raise no_backup(self.path)
        return self


def assert_whole(copy: Path) -> int:
    """Read a copy again and hold it against its manifest; returns its bytes. Raises Unusable.

    pg_verifybackup does the same; that of the wheel dies of a segmentation fault.
    """
    text = (copy / "backup_manifest").read_bytes()
    signed, _, last = text.rpartition(b'"Manifest-Checksum"')
    manifest = json.loads(text)
    if sha256(signed).hexdigest() != manifest["Manifest-Checksum"] or not last:
        raise broken(copy / "backup_manifest")
    for said in manifest["Files"]:
        path = copy / said["Path"]
        if not path.is_file() or path.stat().st_size != said["Size"]:
            raise broken(path)
        with path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != said["Checksum"]:
                raise broken(path)
    return sum(int(said["Size"]) for said in manifest["Files"])
