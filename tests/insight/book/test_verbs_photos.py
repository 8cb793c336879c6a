"""Photos beside entries: only what is a picture is kept, without what came with it, sealed, and for its owner alone."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64decode, b64encode
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from PIL import Image, PngImagePlugin
from tests.world import Cast, Person, Row, Said, World, gets
from tests.world._matrix import STATEMENT

from sycee.guard.privacy import new_key
from sycee.insight.book._picture import LONG_SIDE, NotAPhoto, PhotoTooLarge, cleaned
from sycee.kit.errors import Refusal

PLACE = "canary-place"


def picture(kind: str = "JPEG", size: tuple[int, int] = (320, 200), **more: Any) -> bytes:
    """A red half and a blue one, so that one sees how it is turned."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def with_all_about_it() -> bytes:
    """As a phone takes it: turned by a quarter, with the maker, the place and a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "canary-maker"
    exif.get_ifd(0x8825)[0x001D] = PLACE
    return picture(exif=exif.tobytes(), comment=b"canary-comment", icc_profile=b"canary-profile" * 20)


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def base64(content: bytes) -> str:
    return b64encode(content).decode()


async def _bare(cast: Cast) -> dict[str, Any]:
    """The owner's entry, without the photos of earlier tries."""
    await cast.world.forgets_tries()
    entry = f"{cast.outside}:1"
    for one in (await cast.owner.call("book.entry", entry=entry)).body["photos"]:
        await cast.owner.call("book.detach", photo=one["id"])
    return {"entry": entry, "content": base64(picture(size=(16, 16)))}


async def _with_one(cast: Cast) -> dict[str, Any]:
    said = await cast.owner.call("book.attach", **await _bare(cast))
    assert said.status == 200, said
    return {"photo": said.body["id"]}


_NEVER = {"photo": str(uuid4())}
MATRIX = {
    "book.attach": (Row(_bare, gets("not_found"), never={"entry": "out:999999999:1"}),),
    "book.photo": (Row(_with_one, gets("not_found"), never=_NEVER),),
    "book.detach": (Row(_with_one, gets("not_found"), never=_NEVER),),
}


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    mei = await world.customer("李梅")
    said = await mei.call("book.bring", name="a.csv", content=base64(STATEMENT.encode()))
    assert said.status == 200, said
    return mei


async def first(person: Person) -> str:
    return str((await person.call("book.entries")).body["entries"][0]["id"])


async def attaches(person: Person, content: bytes, entry: str = "") -> Said:
    return await person.call("book.attach", entry=entry or await first(person), content=base64(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_whatever_kind_it_comes_as_it_is_kept_as_a_jpeg_of_bounded_size(kind: str) -> None:
    kept = cleaned(picture(kind, (3000, 1000)))

    assert (kept.jpeg[:3], kept.width, kept.height) == (b"\xff\xd8\xff", LONG_SIDE, LONG_SIDE // 3)
    assert Image.open(io.BytesIO(kept.jpeg)).size == (kept.width, kept.height)


def test_nothing_that_came_with_the_pixels_survives_and_they_are_turned_as_they_were_held() -> None:
    taken = with_all_about_it()
    kept = cleaned(taken)

    for secret in (b"canary-maker", PLACE.encode(), b"canary-comment", b"Exif", b"ICC_PROFILE"):
        assert secret in taken
        assert secret not in kept.jpeg
    shown = Image.open(io.BytesIO(kept.jpeg))
    assert (shown.size, dict(shown.getexif()), "icc_profile" in shown.info) == ((200, 320), {}, False)
    top, bottom = shown.getpixel((100, 20)), shown.getpixel((100, 300))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > 100 > top[2]
    assert bottom[2] > 200 > 100 > bottom[0]


def test_a_grey_picture_of_sixteen_bits_is_as_grey_as_it_was() -> None:
    grey = io.BytesIO()
    Image.new("I;16", (20, 20), 100 * 256).save(grey, "PNG")

    assert Image.open(io.BytesIO(cleaned(grey.getvalue()).jpeg)).getpixel((9, 9)) == (100, 100, 100)


def test_what_is_hidden_behind_a_picture_stays_behind() -> None:
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "canary-text", zip=True)
    png = picture("PNG", pnginfo=about) + b"<script>canary-tail</script>"

    assert b"canary" not in cleaned(png).jpeg
    clear = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(clear, "PNG")
    assert Image.open(io.BytesIO(cleaned(clear.getvalue()).jpeg)).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "no"),
    [
        (b"", NotAPhoto),
        (b"%PDF-1.7 no picture", NotAPhoto),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAPhoto),
        (picture("GIF"), NotAPhoto),
        (picture("BMP"), NotAPhoto),
        (picture("TIFF"), NotAPhoto),
        (picture("JPEG")[:300], NotAPhoto),
        (picture("PNG")[:-200], NotAPhoto),
        (picture("PNG", (4, 4)), NotAPhoto),
        (bomb(100), NotAPhoto),
        (bomb(7000), PhotoTooLarge),
        (bomb(60_000), NotAPhoto),
    ],
    ids=["empty", "pdf", "svg", "gif", "bmp", "tiff", "cut jpeg", "cut png", "tiny", "no pixels", "49 Mpx", "3600 Mpx"],
)
def test_what_is_no_picture_or_has_too_many_pixels_is_refused(content: bytes, no: type[Refusal]) -> None:
    with pytest.raises(no) as refused:
        cleaned(content)
    assert refused.value.field == "content"


async def test_a_photo_is_put_beside_an_entry_seen_and_taken_off(bank: World, mei: Person) -> None:
    entry = await first(mei)
    said = await attaches(mei, with_all_about_it())
    assert (said.status, said.body["width"], said.body["height"]) == (200, 200, 320), said

    shown = (await mei.call("book.photo", photo=said.body["id"])).body
    assert b64decode(shown["content"])[:3] == b"\xff\xd8\xff"
    assert [p["id"] for p in (await mei.call("book.entry", entry=entry)).body["photos"]] == [said.body["id"]]

    gone = await mei.call("book.detach", photo=said.body["id"])
    assert (gone.status, gone.body["entry"]) == (200, entry)
    assert (await mei.call("book.photo", photo=said.body["id"])).code == "not_found"
    assert (await mei.call("book.entry", entry=entry)).body["photos"] == []


async def test_it_lies_sealed_and_opens_in_its_own_row_alone(bank: World, mei: Person) -> None:
    ids = [(await attaches(mei, picture())).body["id"] for _ in range(2)]
    owner = await asyncpg.connect(bank.bank.dsn)
    rows = await owner.fetch("SELECT id, photo FROM book_photo WHERE id = ANY ($1::uuid[])", ids)
    assert all(b"\xff\xd8\xff" not in row["photo"] and b"/9j/" not in row["photo"] for row in rows)
    await owner.execute("UPDATE book_photo SET photo = $2 WHERE id = $1", rows[0]["id"], rows[1]["photo"])
    with bank.breaking():
        swapped = await mei.call("book.photo", photo=str(rows[0]["id"]))
    await owner.execute("DELETE FROM book_photo WHERE id = ANY ($1::uuid[])", ids)
    await owner.close()

    assert (swapped.status, swapped.code) == (500, "fault")


async def test_after_a_new_key_it_is_sealed_anew_and_reads_the_same(bank: World, mei: Person) -> None:
    number = (await attaches(mei, picture())).body["id"]
    before = (await mei.call("book.photo", photo=number)).body["content"]
    await bank.forgets_jobs()
    runner, context = bank.bank.runner, bank.bank.context()
    await runner.as_bank(context, "keys.rotate", lambda ctx: new_key(ctx, "sm4-gcm"))
    worker = bank.bank.worker()
    while await worker.once():
        pass

    owner = await asyncpg.connect(bank.bank.dsn)
    head = await owner.fetchval("SELECT substring(photo FROM 1 FOR 3) FROM book_photo WHERE id = $1", number)
    await owner.close()
    assert head == bank.bank.vault.newest
    assert (await mei.call("book.photo", photo=number)).body["content"] == before
    await mei.call("book.detach", photo=number)


async def test_an_entry_has_six_photos_at_most_and_they_go_with_its_account(bank: World) -> None:
    wang = await bank.customer("王海")
    brought = await wang.call("book.bring", name="a.csv", content=base64(STATEMENT.encode()))
    many = [await attaches(wang, picture(size=(16, 16))) for _ in range(7)]

    assert [said.code for said in many] == ["ok"] * 6 + ["too_many_photos"]
    assert (await wang.call("book.remove", account=brought.body["accounts"][0])).status == 200
    assert (await wang.call("book.photo", photo=many[0].body["id"])).code == "not_found"


async def test_anothers_entry_and_a_photo_of_forty_megabytes_are_refused(bank: World, mei: Person) -> None:
    stranger = await bank.customer("陆远")

    assert (await attaches(stranger, picture(), await first(mei))).code == "not_found"
    assert (await attaches(mei, b"\xff\xd8\xff" + b"x" * 40_000_000)).code == "too_large"
    assert (await attaches(mei, b"no picture")).code == "not_a_photo"
