"""Large statement files: sent in parts, read in beside other work, whole or not at all, and taken out again."""

from __future__ import annotations

import asyncio
import io
import threading
import zipfile
from base64 import b64encode
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tests.world import Cast, Person, Row, Said, World, asks, base64, gets, yuan
from tests.world._matrix import NEVER, STATEMENT

from sycee.insight.book import _arriving, _bring_upload, _preview
from sycee.insight.book._arriving import PART_BYTES
from sycee.kit.jobs import FALLS_MAX

ROWS = [f"2026-01-{n:02d},08:00:00,第{n}笔,,{n}.00,,书店,S{n}" for n in range(1, 10)]


def statement(rows: list[str]) -> bytes:
    header = "账号：6222****0099\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号"
    return "\n".join([header, *rows, ""]).encode()


SMALL = statement(ROWS)
# Two parts of a file: what makes it long are notes above its header.
LONG = b"".join(b"note " + b"x" * 100_000 + b"\n" for _ in range(22)) + SMALL


async def sends(person: Person, content: bytes, name: str = "year.csv") -> str:
    begun = await person.call("book.upload", name=name, size=len(content))
    assert begun.status == 200, begun
    for part in reversed(range(begun.body["parts"])):  # in whatever order they come
        piece = content[part * PART_BYTES : (part + 1) * PART_BYTES]
        said = await person.call(
            "book.upload_part", upload=begun.body["upload"], part=part, content=b64encode(piece).decode()
        )
        assert said.status == 200, said
    return str(begun.body["upload"])


async def brings(bank: World, person: Person, upload: str, **more: Any) -> Said:
    """Asks for it, has the worker do it, and looks what came of it."""
    asked = await person.call("book.bring_upload", upload=upload, **more)
    assert (asked.status, asked.body["state"]) == (200, "waiting"), asked
    await bank.jobs_are_done(slow=True)
    return await person.call("book.progress", upload=upload)


async def entries(person: Person) -> list[str]:
    return [e["memo"] for e in (await person.call("book.entries", limit=100)).body["entries"]]


async def _anew(cast: Cast) -> dict[str, Any]:
    """Nothing waits to be read, and everything may be tried again."""
    await cast.world.forgets_tries()
    while await cast.world.bank.worker(slow=True).once():
        pass
    return {"name": "a.csv", "size": 10}


async def _sent(cast: Cast) -> dict[str, Any]:
    await _anew(cast)
    return {"upload": await sends(cast.owner, STATEMENT.encode())}


async def _begun(cast: Cast) -> dict[str, Any]:
    await _anew(cast)
    begun = await cast.owner.call("book.upload", name="a.csv", size=len(STATEMENT.encode()))
    return {"upload": begun.body["upload"], "part": 0, "content": base64(STATEMENT)}


async def _file(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    content = STATEMENT.replace("6222****0001", "6222****0078").replace("A1", "C1").replace("A2", "C2")
    await cast.owner.call("book.bring", name="more.csv", content=base64(content))
    return {"file": (await cast.owner.call("book.files")).body["files"][0]["id"]}


_NO_UPLOAD = {"upload": str(uuid4())}
MATRIX = {
    "book.upload": (Row(_anew, gets("ok"), tells="a number for one's own file, another each time"),),
    "book.upload_part": (Row(_begun, gets("not_found"), never=_NO_UPLOAD),),
    "book.bring_upload": (Row(_sent, gets("not_found"), never=_NO_UPLOAD),),
    "book.progress": (Row(_sent, gets("not_found"), never=_NO_UPLOAD),),
    "book.drop_upload": (Row(_sent, gets("not_found"), never=_NO_UPLOAD),),
    "book.files": (Row(asks(lambda _: {}), gets("ok")),),
    "book.remove_file": (Row(_file, gets("not_found"), never={"file": NEVER}),),
}


async def test_a_file_in_parts_is_looked_at_and_brought_in_once(bank: World) -> None:
    mei = await bank.customer("李梅")
    upload = await sends(mei, LONG)

    looked = await mei.call("book.preview", name="year.csv", upload=upload)
    assert (looked.body["rows_read"], looked.body["whole"], looked.body["asks"]) == (9, True, [])
    said = await brings(bank, mei, upload)

    assert (said.body["state"], said.body["came"], said.body["rows_written"]) == ("done", len(LONG), 9)
    assert (said.body["brought"]["added"], said.body["brought"]["file"]) == (9, "year.csv")
    small = await mei.call("book.bring", name="small.csv", content=b64encode(SMALL).decode())
    assert (small.body["added"], small.body["already_there"]) == (0, 9), "files that overlap merge"
    again = await brings(bank, mei, await sends(mei, LONG))
    assert (again.body["brought"]["added"], again.body["brought"]["already_there"]) == (0, 9)
    assert len(await entries(mei)) == 9
    assert [f["name"] for f in (await mei.call("book.files")).body["files"]] == ["year.csv", "small.csv"]


async def test_of_a_large_file_the_first_rows_are_looked_at(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sycee.insight.book._statement._preview.ROWS_MAX", 2)
    monkeypatch.setattr("sycee.insight.book._preview.LOOK_ROWS", 3)
    mei = await bank.customer("李梅")

    looked = await mei.call("book.preview", name="year.csv", upload=await sends(mei, SMALL))

    assert (looked.body["rows_read"], looked.body["whole"], looked.body["totals"]) == (6, False, [])


async def test_what_has_not_arrived_is_not_read_and_parts_must_fit(bank: World) -> None:
    mei = await bank.customer("李梅")
    begun = (await mei.call("book.upload", name="a.csv", size=PART_BYTES + 3)).body["upload"]

    async def part(number: int, content: bytes) -> Said:
        return await mei.call("book.upload_part", upload=begun, part=number, content=b64encode(content).decode())

    assert (await part(1, b"four")).body["field"] == "content"
    assert (await part(2, b"abc")).body["field"] == "part"
    assert [(await part(1, b"abc")).body["came"] for _ in range(2)] == [3, 3], "the same part again changes nothing"
    for verb in ("book.bring_upload", "book.preview"):
        said = await mei.call(verb, upload=begun, **({"name": "a"} if verb == "book.preview" else {}))
        assert (said.status, said.code, said.body["field"]) == (422, "not_all_here", "upload")


async def test_a_file_over_the_limit_is_refused_with_what_to_do(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("book.upload", name="a.csv", size=200 * 1024 * 1024 + 1)

    assert (said.status, said.code, said.body["field"]) == (413, "file_too_large", "size")
    assert "分成几段" in said.body["say"]


async def test_a_customer_has_three_files_lying_at_most_and_few_uploads_an_hour(bank: World) -> None:
    mei = await bank.customer("李梅")
    sent = [(await mei.call("book.upload", name="a.csv", size=9)).body["upload"] for _ in range(4)]
    assert [(await mei.call("book.progress", upload=u)).status for u in sent] == [404, 200, 200, 200]

    codes = [(await mei.call("book.upload", name="a.csv", size=9)).code for _ in range(21)]

    assert (codes[:20], codes[20]) == (["ok"] * 20, "too_many")


async def test_what_cannot_be_read_is_refused_in_a_sentence_and_can_be_tried_again(bank: World) -> None:
    mei = await bank.customer("李梅")
    odd = b"Wann;Was;Wieviel\n03.04.2026;Brot;-3,50\n14.04.2026;Lohn;1.200,00\n"
    upload = await sends(mei, odd)

    said = await brings(bank, mei, upload)
    assert (said.body["state"], said.body["refused"]["code"], said.body["refused"]["asks"]) == (
        "refused", "unclear_file", "columns"
    )  # fmt: skip
    pointed = {"columns": ["date", "text", "amount"], "header": 1, "asset": "EUR"}
    said = await brings(bank, mei, upload, pointed=pointed)
    assert said.body["brought"]["added"] == 2, said

    binary = await brings(bank, mei, await sends(mei, b"\x00\x01\x02" * 50))
    assert "二进制" in binary.body["refused"]["say"]
    assert len(await entries(mei)) == 2


async def test_of_a_file_that_takes_the_process_down_its_owner_is_told_and_may_try_another_format(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    async def falls(*_: object) -> None:
        raise Killed

    mei = await bank.customer("李梅")
    upload = await sends(mei, SMALL)
    await mei.call("book.bring_upload", upload=upload)
    with monkeypatch.context() as patch:
        patch.setattr(_bring_upload, "_read", falls)
        for _ in range(FALLS_MAX):
            with pytest.raises(Killed):
                await bank.jobs_are_done(slow=True)
            assert (await mei.call("book.progress", upload=upload)).body["state"] == "waiting"
        await bank.jobs_are_done(slow=True)

    said = (await mei.call("book.progress", upload=upload)).body
    assert (said["state"], said["refused"]["code"]) == ("refused", "file_not_read")
    assert "原因在我们这边" in said["refused"]["say"]
    assert await entries(mei) == []
    assert (await brings(bank, mei, upload)).body["brought"]["added"] == 9


async def test_a_locked_archive_is_to_be_unpacked_first(bank: World) -> None:
    mei = await bank.customer("李梅")
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("a.csv", SMALL)
    packed = into.getvalue()
    # The bit that says "encrypted", in the local header and in the directory.
    at = packed.index(b"PK\x01\x02") + 8
    locked = packed[:6] + b"\x01" + packed[7:at] + b"\x01" + packed[at + 1 :]
    upload = await sends(mei, locked)

    looked = await mei.call("book.preview", name="a.zip", upload=upload)
    said = await brings(bank, mei, upload)

    assert (looked.code, looked.body["field"]) == ("unreadable_file", "upload")
    assert "解开" in looked.body["say"]
    assert "解开" in said.body["refused"]["say"]
    assert (await brings(bank, mei, await sends(mei, packed))).body["brought"]["added"] == 9


async def test_how_far_it_is_can_be_seen_while_nothing_of_it_is_in_the_book(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.insight.book._spool.BATCH", 4)
    monkeypatch.setattr(_bring_upload, "_LOOK_S", 0.01)
    mei = await bank.customer("李梅")
    upload = await sends(mei, SMALL)
    await mei.call("book.bring_upload", upload=upload)
    # The account is held by another import of the same customer's, so that the worker stands still in the middle.
    await mei.call("book.bring", name="one.csv", content=b64encode(statement(ROWS[:1])).decode())
    other: Any = await asyncpg.connect(bank.bank.dsn)
    held = other.transaction()
    await held.start()
    await other.execute("SELECT 1 FROM book_account FOR UPDATE")
    working = asyncio.create_task(bank.jobs_are_done(slow=True))
    while (seen := (await mei.call("book.progress", upload=upload)).body)["state"] != "writing":  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert (seen["rows_read"], seen["rows_written"], len(await entries(mei))) == (9, 0, 1)
    dropped = await mei.call("book.drop_upload", upload=upload)
    assert (dropped.code, dropped.status) == ("upload_under_way", 409)

    working.cancel()  # as a process that is killed: nothing of it stays, and the next worker begins anew
    await asyncio.gather(working, return_exceptions=True)
    assert len(await entries(mei)) == 1
    await held.rollback()
    await other.close()
    await bank.jobs_are_done(slow=True)
    assert (await mei.call("book.progress", upload=upload)).body["brought"]["added"] == 8
    assert len(await entries(mei)) == 9


async def test_what_is_left_is_gone_and_what_was_read_leaves_no_content(bank: World) -> None:
    mei = await bank.customer("李梅")
    left, read = await sends(mei, SMALL), await sends(mei, SMALL)
    await brings(bank, mei, read)
    assert (await mei.call("book.drop_upload", upload=left)).status == 200

    owner: Any = await asyncpg.connect(bank.bank.dsn)
    parts = await owner.fetchval("SELECT count(*) FROM book_upload_part WHERE upload = ANY ($1::uuid[])", [left, read])
    await owner.close()
    assert parts == 0
    assert (await mei.call("book.progress", upload=left)).code == "not_found"


async def test_a_file_is_taken_out_and_rows_that_another_has_stay(bank: World) -> None:
    mei = await bank.customer("李梅")
    for name, rows in (("a.csv", ROWS[:6]), ("b.csv", ROWS[3:])):
        await mei.call("book.bring", name=name, content=b64encode(statement(rows)).decode())
    b, a = (await mei.call("book.files")).body["files"]
    assert [(f["name"], f["rows_read"], f["skipped"]) for f in (a, b)] == [("a.csv", 6, 0), ("b.csv", 6, 0)]

    gone = await mei.call("book.remove_file", file=a["id"])
    assert (gone.body["entries"], len(await entries(mei))) == (3, 6)
    gone = await mei.call("book.remove_file", file=b["id"])
    assert (gone.body["entries"], await entries(mei)) == (6, [])
    assert (await mei.call("book.files")).body["files"] == []
    assert not [x for x in (await mei.call("book.accounts")).body["accounts"] if x["id"].startswith("out:")]
    assert (await mei.call("book.remove_file", file=a["id"])).code == "not_found"


async def test_what_was_said_of_a_row_that_is_taken_out_is_said_of_no_other(bank: World) -> None:
    """A row that comes later is not the row that went: no note, no part and no leaving out is passed on to it."""
    mei = await bank.customer("李梅")
    for name, rows in (("a.csv", ROWS[:3]), ("b.csv", ROWS[3:5])):
        await mei.call("book.bring", name=name, content=b64encode(statement(rows)).decode())
    gone = (await mei.call("book.entries", limit=2)).body["entries"]
    for entry in gone:
        assert (await mei.call("book.annotate", entry=entry["id"], note="送妈妈的", excluded=True)).status == 200
    parts = [{"category": "dining", "amount": yuan("2.00")}, {"category": "other_out", "amount": yuan("3.00")}]
    assert (await mei.call("book.split", entry=gone[0]["id"], parts=parts)).status == 200
    await mei.call("book.remove_file", file=(await mei.call("book.files")).body["files"][0]["id"])

    await mei.call("book.bring", name="c.csv", content=b64encode(statement(ROWS[5:7])).decode())

    came = (await mei.call("book.entries", limit=2)).body["entries"]
    assert [e["amount"]["amount"] for e in came] == ["-7.00", "-6.00"]
    assert not {e["id"] for e in came} & {e["id"] for e in gone}, "a number is given once"
    owner: Any = await asyncpg.connect(bank.bank.dsn)
    kept = await owner.fetchrow(
        "SELECT (SELECT count(*) FROM book_choice WHERE owner = $1), (SELECT count(*) FROM book_part WHERE owner = $1)",
        mei.party,
    )
    await owner.close()
    assert tuple(kept) == (0, 0)


async def test_of_many_that_are_begun_at_once_three_are_kept(bank: World) -> None:
    mei = await bank.customer("李梅")
    await asyncio.gather(*(mei.call("book.upload", name="a.csv", size=10) for _ in range(8)))

    owner: Any = await asyncpg.connect(bank.bank.dsn)
    kept = await owner.fetchval("SELECT count(*) FROM book_upload WHERE owner = $1", mei.party)
    await owner.close()
    assert kept <= 3


async def test_a_file_that_is_refused_is_not_read_again_for_ever(bank: World) -> None:
    mei = await bank.customer("李梅")
    upload = await sends(mei, b"nothing that a bank would say\n")
    for _ in range(24):
        assert (await brings(bank, mei, upload)).body["state"] == "refused"

    assert (await mei.call("book.bring_upload", upload=upload)).code == "too_many"


async def test_who_looks_at_many_files_holds_up_nobody_else(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    go_on, look = threading.Event(), _preview.preview_of

    def slow(*asked: Any) -> Any:
        go_on.wait(20)
        return look(*asked)

    monkeypatch.setattr(_preview, "preview_of", slow)
    content = b64encode(SMALL).decode()
    looks = [asyncio.create_task(mei.call("book.preview", name="a.csv", content=content)) for _ in range(12)]
    await asyncio.sleep(1)
    try:
        assert (await asyncio.wait_for(wang.call("account.list"), 5)).status == 200
    finally:
        go_on.set()
    assert {said.status for said in await asyncio.gather(*looks)} == {200}


async def test_while_a_large_file_is_written_its_owner_is_told_to_wait_and_holds_up_nobody(bank: World) -> None:
    mei = await bank.customer("李梅")
    said = await mei.call("book.bring", name="a.csv", content=b64encode(SMALL).decode())
    entry, account = (await mei.call("book.entries")).body["entries"][0]["id"], said.body["accounts"][0]
    owner: Any = await asyncpg.connect(bank.bank.dsn)
    async with owner.transaction():  # as an import holds it to its end
        await owner.execute("UPDATE book_version SET version = version + 1 WHERE owner = $1", mei.party)
        began = asyncio.get_running_loop().time()
        said = await asyncio.gather(
            mei.call("book.annotate", entry=entry, note="送妈妈的"), mei.call("book.remove", account=account)
        )
        assert asyncio.get_running_loop().time() - began < 15
    await owner.close()

    assert [s.status for s in said] == [503, 503]
    assert (await mei.call("book.annotate", entry=entry, note="送妈妈的")).status == 200


async def test_files_of_an_account_that_is_taken_out_go_with_it(bank: World) -> None:
    mei = await bank.customer("李梅")
    said = await mei.call("book.bring", name="a.csv", content=b64encode(SMALL).decode())

    await mei.call("book.remove", account=said.body["accounts"][0])

    assert (await mei.call("book.files")).body["files"] == []


def test_a_file_comes_in_as_many_parts_as_it_fills() -> None:
    assert [_arriving.parts_of(size) for size in (1, PART_BYTES, PART_BYTES + 1)] == [1, 1, 2]
