"""Archives: the password-protected ones that wallets send, and any other zip with statements in it."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import pyzipper

from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._shape import Locked, Unreadable
from sycee.insight.book._statement._workbook import refuse_bomb

FILES_MAX = 50
FILE_MAX = 200 * 1024 * 1024
IN_MEMORY = 16 * 1024 * 1024
_PIECE = 1 << 18
_READABLE = (".csv", ".txt", ".xls", ".xlsx", ".ofx", ".qfx", ".sta", ".mt940", ".940", ".942", ".xml", ".htm", ".html")


def is_workbook(file: BinaryIO) -> bool:
    """Whether the archive is an .xlsx. Raises Unreadable when it is broken, or would unpack to far too much."""
    refuse_bomb(file)
    with zipfile.ZipFile(file) as archive:
        return "[Content_Types].xml" in archive.namelist()


def unzipped(file: BinaryIO, password: str) -> Iterator[tuple[str, BinaryIO]]:
    """Name and content of each statement in the archive. Raises Locked when it needs a password, or another."""
    file.seek(0)
    with pyzipper.AESZipFile(file) as archive:
        wanted = [part for part in archive.infolist() if _is_statement(part.filename)]
        if not wanted:
            raise Unreadable(
                "压缩包里没有账单文件（CSV、Excel 等）", "There is no statement (CSV, Excel and so on) in the archive"
            )
        if len(wanted) > FILES_MAX:
            raise Unreadable("压缩包里的文件太多", "There are too many files in the archive")
        if not password and any(part.flag_bits & 1 for part in wanted):
            raise Locked("压缩包有密码，请输入密码", "The archive needs its password")
        for part in wanted:
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as unpacked:
                _unpack(archive, part, password, cast(BinaryIO, unpacked))
                yield clean(PurePosixPath(part.filename).name), cast(BinaryIO, unpacked)


def _is_statement(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    # A name in GBK inside an archive that says nothing of it ends as it should all the same.
    return not hidden and path.suffix.lower() in _READABLE


def _unpack(archive: pyzipper.AESZipFile, part: zipfile.ZipInfo, password: str, into: BinaryIO) -> None:
    try:
        with archive.open(part, pwd=password.encode() if part.flag_bits & 1 else None) as content:
            size = 0
            while piece := content.read(_PIECE):
                size += len(piece)
                if size > FILE_MAX:
                    raise Unreadable(
                        "压缩文件解开后太大，不像账单", "Unpacked, the file is far larger than a statement"
                    )
                into.write(piece)
    except Unreadable:
        raise
    except Exception as no:
        # A wrong password of the old kind shows itself as a broken content: it cannot be told from one.
        if part.flag_bits & 1:
            raise Locked("压缩包的密码不对", "That is not the archive's password") from no
        raise Unreadable("压缩文件损坏或不完整", "The archive is damaged or incomplete") from no
