"""A certificate is got, a payment signed under it, and its receipt saved and checked, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.guard.certificate.certificate_steps import minute_is_over, pays, verified
from tests.world import World

from conftest import DESK, PHONE, no_finding
from sycee.guard import device

_AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(world: World, site: str) -> Iterator[None]:
    """The bank is reached where the browser is."""
    before = world.bank.ports[device.Site]
    world.bank.ports[device.Site] = device.site_of({"localhost"}, urlsplit(site).port or 80)
    yield
    world.bank.ports[device.Site] = before


async def adds_passkey(at: Any, person: Any) -> None:
    await at.goes("/proofs")
    await at.page.get_by_role("button", name="添加通行密钥").click()
    sheet = at.page.get_by_role("dialog")
    await sheet.get_by_label("叫什么").fill("我的笔记本")
    await sheet.get_by_role("button", name="下一步").click()
    await sheet.get_by_label("验证码已发到").wait_for()
    await sheet.get_by_label("验证码已发到").fill(await person.code())
    await sheet.get_by_role("button", name="短信核验并添加").click()
    await at.page.get_by_role("button", name=re.compile("我的笔记本")).wait_for()


async def gets_certificate(at: Any) -> None:
    await at.goes("/certificates")
    await at.page.get_by_text("还没有云证书").wait_for()
    await no_finding(at.page)
    await at.page.get_by_role("button", name=re.compile("我的笔记本")).click()
    sheet = at.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="申领云证书").click()
    await sheet.get_by_role("button", name="用通行密钥核验并申领").click()
    await at.page.get_by_text("已签发").wait_for()
    await at.page.get_by_text("已有证书").wait_for()
    await no_finding(at.page)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_what_one_signed_is_saved_as_a_file_that_anybody_can_check(
    bank: World, visitor: Any, tmp_path: Path, viewport: dict[str, int]
) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at = await visitor(viewport)
    page = at.page
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("WebAuthn.enable")
    await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})
    await at.is_in(mei.phone, mei.password)
    await adds_passkey(at, mei)
    await gets_certificate(at)

    await at.fills_transfer(payee, "1200")
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").click()
    await sheet.get_by_role("button", name="用通行密钥核验并转账").click()
    await page.wait_for_url(re.compile("/transfer/receipt/"))
    await minute_is_over(bank)
    await page.get_by_role("button", name=re.compile("导出与核验")).click()
    await sheet.get_by_text("有，云证书签署").wait_for()
    await no_finding(page)
    async with page.expect_download() as saving:
        await sheet.get_by_role("button", name="保存回单文件").click()
    saved = await saving.value

    file = tmp_path / "saved.json"
    await saved.save_as(file)
    status, said = verified(tmp_path, file.read_text("utf-8"))
    assert (status, "王海洋" in said, "1200.00" in said.replace(",", "")) == (0, True, True), said


async def test_a_receipt_without_ones_own_signature_says_so_and_how_to_get_one(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    transfer = await pays(mei, await mei.adds(wang), None)
    await minute_is_over(bank)
    at = await visitor()
    await at.is_in(mei.phone, mei.password)

    await at.goes(f"/transfer/receipt/{transfer}")
    await at.page.get_by_role("button", name=re.compile("导出与核验")).click()
    sheet = at.page.get_by_role("dialog")
    await sheet.get_by_text("无，由银行证明").wait_for()
    await no_finding(at.page)
    await sheet.get_by_role("link", name=re.compile("申领云证书")).click()

    await at.page.get_by_text("先添加一个通行密钥").wait_for()


async def test_a_certificate_is_looked_at_and_revoked(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    at = await visitor()
    cdp = await at.page.context.new_cdp_session(at.page)
    await cdp.send("WebAuthn.enable")
    await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})
    await at.is_in(mei.phone, mei.password)
    await adds_passkey(at, mei)
    await gets_certificate(at)

    await at.page.get_by_role("button", name=re.compile(r"日 至 ")).click()
    sheet = at.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="吊销这个证书").click()
    await at.page.get_by_text("已吊销").first.wait_for()

    (made,) = (await mei.call("certificate.list")).body["certificates"]
    assert made["state"] == "revoked"
