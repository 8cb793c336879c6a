"""What the bank tells its customers of: each kind of fact, to whom, in which words, and what it opens."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.world import Person, World, yuan

from sycee.core import account, transfer
from sycee.guard import access, identity
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact

NUMBER = UUID(int=7, version=4)


async def happens(bank: World, *facts: Fact) -> None:
    """These facts are in the record, and have reached their readers."""

    async def tell(ctx: Context) -> None:
        for fact in facts:
            write(ctx).tell(fact)

    await bank.bank.runner.as_bank(bank.bank.context(), "test.happens", tell)
    await bank.facts_arrive()


async def inbox(person: Person) -> list[dict[str, Any]]:
    said = await person.call("message.list")
    assert said.status == 200, said
    return list(said.body["messages"])


async def test_a_sign_in_on_a_new_device_is_told_and_one_on_a_known_device_is_not(bank: World) -> None:
    wang = await bank.customer("王海洋")
    known = identity.SignedIn(subject=wang.party, channel="http", session=uuid4(), agent="Safari · iPhone")
    new = identity.SignedIn(
        subject=wang.party, channel="http", session=NUMBER, agent="Chrome · Windows", new_device=True
    )

    await happens(bank, known, new)

    (told,) = await inbox(wang)
    assert (told["kind"], told["title"]) == ("security", "新设备登录")
    assert "Chrome · Windows" in told["text"]
    assert told["about"] == {"verb": "session.list", "id": str(NUMBER)}


async def test_a_changed_factor_is_told(bank: World) -> None:
    wang = await bank.customer("王海洋")
    for what in identity.CHANGES:
        await happens(bank, identity.FactorChanged(subject=wang.party, what=what, agent="Chrome · Windows"))

    told = await inbox(wang)

    assert {(one["kind"], one["title"]) for one in told} == {("security", "登录和核验方式有变更")}
    assert len(told) == len(identity.CHANGES)
    for sentence in identity.CHANGES.values():
        assert [one for one in told if sentence.zh in one["text"] and "Chrome · Windows" in one["text"]], sentence.zh


async def test_an_assistant_and_what_it_asks_for_are_told(bank: World) -> None:
    wang = await bank.customer("王海洋")
    until = datetime(2027, 3, 1, 18, tzinfo=UTC)
    await happens(
        bank,
        identity.AssistantAllowed(subject=wang.party, session=NUMBER, until=until),
        access.ProposalMade(subject=wang.party, proposal=NUMBER, verb="transfer.send", channel="mcp"),
        access.ProposalMade(subject=wang.party, proposal=uuid4(), verb="transfer.send", channel="http"),
    )

    asked, allowed = sorted(await inbox(wang), key=lambda m: m["title"], reverse=True)
    assert "“转账”" in asked["text"]
    assert asked["about"] == {"verb": "proposal.show", "id": str(NUMBER)}
    assert "2027-03-02" in allowed["text"], "the bank's day"
    assert {asked["kind"], allowed["kind"]} == {"security"}


async def test_accounts_that_open_grow_and_close_are_told(bank: World) -> None:
    mei = await bank.customer("李梅")
    opened = (await mei.call("account.open", kind="savings")).body
    await bank.facts_arrive()
    asked = await mei.call("account.close", account=opened["id"])
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
    await bank.facts_arrive()
    await happens(bank, account.Upgraded(subject=mei.party, accounts=[mei.current, mei.savings]))

    upgraded, closed, first = await inbox(mei)
    assert [m["title"] for m in (first, closed, upgraded)] == ["账户已开立", "账户已销户", "账户已升级"]
    assert first["text"] == f"您尾号 {opened['number'][-4:]} 的储蓄账户已开立，可以使用了。"
    assert mei.number[-4:] in upgraded["text"]
    assert {m["about"]["verb"] for m in (first, closed, upgraded)} == {"account.list"}


async def test_who_showed_a_code_is_told_that_it_was_paid(bank: World) -> None:
    shop, mei = await bank.customer("豆浆店"), await bank.customer("李梅", cny="500")
    code = (await shop.call("collect.make", account=shop.current, amount=yuan("6.50"))).body["code"]
    asked = await mei.call("collect.pay", code=code, source=mei.current)
    paid = await mei.confirms(asked.body["facts"]["proposal"])
    assert paid.status == 200, paid
    await bank.facts_arrive()

    (told,) = await inbox(shop)
    assert told["title"] == "到账 ¥6.50"
    entry = await shop.call("book.entry", entry=told["about"]["id"])
    assert entry.body["amount"]["amount"] == "6.50"
    assert await inbox(mei) == []


async def test_who_showed_a_pay_code_is_told_what_was_taken(bank: World) -> None:
    shop, mei = await bank.customer("豆浆店"), await bank.customer("李梅", cny="500")
    code = (await mei.call("paycode.make", source=mei.current)).body["code"]
    said = await shop.call("paycode.charge", account=shop.current, code=code, amount=yuan("12.00"))
    assert said.status == 200, said
    await bank.facts_arrive()

    (told,) = await inbox(mei)
    assert told["title"] == "付款 ¥12.00"
    assert told["text"].startswith("豆*店 用您的付款码从尾号 ")
    entry = await mei.call("book.entry", entry=told["about"]["id"])
    assert entry.body["amount"]["amount"] == "-12.00"
    assert await inbox(shop) == [], "who took it stood at the screen"


async def test_what_becomes_of_orders_is_told(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="500"), await bank.customer("王海洋")
    asked = await mei.sends(await mei.adds(wang), "100.00")
    done = await mei.confirms(asked.body["facts"]["proposal"])
    number = UUID(done.body["answer"]["transfer"])
    await happens(
        bank,
        transfer.OrderChanged(owner=mei.party, order=NUMBER, state="active"),
        transfer.OrderChanged(owner=mei.party, order=NUMBER, state="ended", reason="ended_by_owner"),
    )
    assert await inbox(mei) == [], "what they did themselves they know"

    await happens(bank, transfer.OrderDone(owner=mei.party, order=NUMBER, on=date(2027, 3, 1), transfer=number))
    await happens(
        bank,
        transfer.OrderChanged(owner=mei.party, order=NUMBER, state="paused", reason="payee_removed"),
        transfer.OrderFailed(owner=mei.party, order=NUMBER, on=date(2027, 3, 2), reason="payee_removed"),
    )
    await happens(bank, transfer.OrderChanged(owner=mei.party, order=NUMBER, state="ended", reason="completed"))

    complete, failed, paid = await inbox(mei)
    assert paid["text"] == f"已按您的预约从尾号 {mei.number[-4:]} 的账户向 王*洋 转出 ¥100.00。"
    assert failed["text"] == "2027-03-02 的转账没有转出，没有扣款。原因：收款人已删除。"
    assert failed["about"] == {"verb": "order.list", "id": str(NUMBER)}
    assert complete["title"] == "预约转账已全部完成"
