"""Taking a rule back: everything that it changed is as it was without it."""

from __future__ import annotations

from sycee.insight.book._choices import moved
from sycee.insight.book._recategorise import told_rule
from sycee.insight.book._shelf import lines_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import NotFound
from sycee.kit.ids import RowId
from sycee.kit.words import words

_UNDO = "UPDATE book_rule SET undone_at = $3 WHERE id = $1 AND owner = $2 AND undone_at IS NULL RETURNING id"


class UndoingRule(Ask, frozen=True):
    rule: RowId


class RuleUndone(Answer, frozen=True):
    """The rule that is no more."""

    rule: int


async def _shows(ctx: Context, ask: UndoingRule) -> tuple[Shown, ...]:
    lines = await lines_of(ctx)
    rule = next((rule for rule in lines.choices.rules if rule.id == ask.rule), None)
    if rule is None:
        raise NotFound(field="rule")
    return (Shown(words(zh="规则", en="Rule"), told_rule(ctx, lines, rule)),)


@CATALOG.write("book.undo_rule", title=words(zh="撤销规则", en="Undo a rule"), refuses=(NotFound,), shows=_shows)
async def undo_rule(ctx: Context, ask: UndoingRule) -> RuleUndone:
    """Undo one of my rules: its entries have the category again that they would have had without it."""
    await moved(ctx)
    if await write(ctx).connection.fetchval(_UNDO, ask.rule, ctx.me, ctx.now) is None:
        raise NotFound(field="rule")
    return RuleUndone(rule=ask.rule)
