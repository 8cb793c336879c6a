"""A month's statement: why it changed, the entries behind a sentence, the PDF, and anybody who checks it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.insight.statement.test_monthly import ROWS, brings
from tests.world import Person, World

from conftest import DESK


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    mei = await world.customer("李梅", cny="5000")
    await brings(mei, ROWS)
    return mei


async def test_a_sentence_leads_to_its_entries_and_the_paper_is_checked_by_anybody(
    bank: World, visitor: Any, mei: Person, tmp_path: Path
) -> None:
    await bank.forgets_tries()
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book/statement?month=2026-02")
    page = at_mei.page

    await page.get_by_text("餐饮比上月多 340.00 元，主要是海底捞火锅 3 笔共 410.00 元").click()
    await page.wait_for_url("**/book/found?*")
    await page.get_by_role("heading", name="这句话说的明细").wait_for()
    await page.get_by_text("海底捞火锅").nth(2).wait_for()
    assert await page.get_by_text("海底捞火锅").count() == 3
    await page.go_back()

    async with page.expect_download() as saving:
        await page.get_by_role("button", name="保存 PDF，带验证码").click()
    kept = tmp_path / "statement.pdf"
    await (await saving.value).save_as(kept)
    shown = page.get_by_text(re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$"))
    code = (await shown.inner_text()).strip()

    at_anybody = await visitor(DESK)
    await at_anybody.goes(f"/verify#{code}")
    await at_anybody.page.get_by_text("由本行出具").wait_for()
    assert await at_anybody.page.get_by_text("2026-02-01 至 2026-02-28").count() == 1
    assert await at_anybody.page.get_by_text("李梅").count() == 0, "the name is masked"
    for content, says in ((kept.read_bytes(), "文件一字未改"), (kept.read_bytes() + b" ", "文件与出具时不同")):
        chosen = {"name": "statement.pdf", "mimeType": "application/pdf", "buffer": content}
        await at_anybody.page.locator("input[type=file]").set_input_files(chosen)
        await at_anybody.page.get_by_role("button", name="核验").click()
        await at_anybody.page.get_by_text(says).wait_for()
    await at_anybody.page.get_by_label("验证码").fill("0000-0000-0000-0000-0000")
    await at_anybody.page.get_by_role("button", name="核验").click()
    await at_anybody.page.get_by_text("没有查到这个验证码对应的文件").wait_for()


async def test_the_book_is_saved_as_a_table(bank: World, visitor: Any, mei: Person, tmp_path: Path) -> None:
    await bank.forgets_tries()
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book/export?since=2026-02-01&until=2026-02-28")
    page = at_mei.page
    await page.get_by_role("radiogroup", name="文件格式").get_by_text("CSV").click()
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="导出", exact=True).click()
    kept = tmp_path / "book.csv"
    await (await saving.value).save_as(kept)

    assert kept.read_text("utf-8-sig").count("海底捞火锅") == 3
    assert (await saving.value).suggested_filename == "sycee-2026-02-01-2026-02-28.csv"
