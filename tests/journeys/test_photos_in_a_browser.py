"""Photos beside an entry: chosen, drawn on the page, looked at large and removed."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from tests.world import World, base64
from tests.world._matrix import STATEMENT

_DRAWN = "node => node.width > 100 && node.getContext('2d').getImageData(5, 5, 1, 1).data[0] > 200"


def _photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(file, "PNG")
    return file.getvalue()


async def test_a_photo_is_added_seen_and_removed(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    brought = await mei.call("book.bring", name="a.csv", content=base64(STATEMENT))
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes(f"/book/entry/{brought.body['accounts'][0]}:1")
    page = at_mei.page

    await page.get_by_label("添加照片").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": _photo()})
    drawn = page.get_by_role("img", name="照片 1")
    await drawn.wait_for()
    await page.wait_for_function(f"() => ({_DRAWN})(document.querySelector('canvas'))")

    await page.get_by_role("button", name="照片 1").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="删除这张").click()
    await sheet.get_by_role("button", name="确定删除").click()
    await drawn.wait_for(state="detached")
    await page.get_by_text("添加照片").wait_for()
