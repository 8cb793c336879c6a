"""Keeping the tabs of the app as they are, or letting them follow habit again."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.brain.recommend._tabs import MIDDLE, Tabs, offered, told
from sycee.kit.capability import CATALOG, Ask, Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_KEEP = """
INSERT INTO recommend_tabs (owner, tabs, at) VALUES ($1, $2, $3) ON CONFLICT (owner) DO UPDATE SET tabs = $2, at = $3
"""

TabName = Annotated[str, Meta(max_length=32, examples=["book"])]


class KeepTabs(Ask, frozen=True):
    """Three different tabs to keep between home and one's own, in any order; none of them, and they follow habit."""

    tabs: Annotated[list[TabName], Meta(max_length=MIDDLE)]


class NotTheseTabs(Refusal):
    code, http = "not_these_tabs", 422
    say = words(zh="请正好选三个不同的标签", en="Choose exactly three different tabs of those offered")


@CATALOG.write(
    "recommend.keep_tabs",
    title=words(zh="固定底部标签", en="Keep tabs"),
    refuses=(NotTheseTabs,),
    channels=("http", "cli"),
)
async def keep_tabs(ctx: Context, ask: KeepTabs) -> Tabs:
    """Keep three tabs at the foot of my app whatever I open most, or, with none named, let them follow habit again."""
    tabs = [name for name in offered() if name in ask.tabs]
    if ask.tabs and (len(tabs) != MIDDLE or len(ask.tabs) != MIDDLE):
        raise NotTheseTabs(field="tabs")
    connection = write(ctx).connection
    await connection.execute(_KEEP, ctx.me, tabs or None, ctx.now)
    return await told(ctx, connection)
