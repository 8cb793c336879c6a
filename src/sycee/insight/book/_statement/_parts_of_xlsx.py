"""The parts of an .xlsx, looked at as bytes before a parser sees them: what would fill the memory is refused."""

import re
import zipfile
from typing import BinaryIO

from sycee.insight.book._statement._shape import Unreadable

TOO_LARGE = Unreadable("压缩文件解开后太大，不像账单", "Unpacked, the file is far larger than a statement")
TAGS_MAX = 100_000
"""Most tags of one row, or between two rows: a parser holds a row whole."""
TEXT_TAGS_MAX = 1_500_000
"""Most tags of the texts that all sheets share, which are held together."""
HELD_MAX = 8 * 1024 * 1024
"""Most bytes of a part that is neither a sheet nor the shared texts: styles and the list of sheets are held whole."""

_PIECE = 1 << 18
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings.xml"
_ROW_ENDS = re.compile(rb"</(?:\w+:)?row\s*>|<(?:\w+:)?row\s[^<>]*/>")
_MARK_BYTES = 400
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTITIES = Unreadable("文件里有实体声明，不是账单", "The file declares entities, which no statement does")


def refuse_sheet_bomb(file: BinaryIO) -> None:
    """Refuses a workbook with a row of a million cells, texts without end, or entities. One pass, nothing is held."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _look_at(archive, part)
    except Unreadable:
        raise
    except Exception as no:
        raise Unreadable("这个 Excel 文件损坏或不完整", "The Excel file is damaged or incomplete") from no


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    shared = part.filename == _TEXTS
    if not shared and not part.filename.startswith(_SHEETS) and part.file_size > HELD_MAX:
        raise TOO_LARGE
    tags, tail, most = 0, b"", TEXT_TAGS_MAX if shared else TAGS_MAX
    with archive.open(part) as content:
        while piece := content.read(_PIECE):
            # A mark may lie across two pieces: the end of each is looked at again, and counted once.
            seen = tail + piece
            if _DECLARES.search(seen):
                raise _ENTITIES
            cut = max(len(seen) - _MARK_BYTES, 0) if len(piece) == _PIECE else len(seen)
            tail = seen[cut:]
            *rows, rest = _ROW_ENDS.split(seen[:cut])
            for row in rows:
                if tags + row.count(b"<") > most:
                    raise TOO_LARGE
                tags = 0
            tags += rest.count(b"<")
            if tags > most:
                raise TOO_LARGE
