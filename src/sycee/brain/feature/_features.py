"""The features that the bank has of its customers, and of what is shown to them."""

from __future__ import annotations

from sycee.brain.feature._declare import Declared, Feature, Ratio

_SEEN, _OPENED, _REFUSED = ("recommend.seen",), ("recommend.opened",), ("recommend.refused",)
# Whatever became of it, an offer that somebody opened or refused was before their eyes.
_SHOWN = (*_SEEN, *_OPENED, *_REFUSED)

_CALLS = Feature("calls_28d", "count", 28, ("call",))
_ANSWERED = Feature("answered_28d", "count", 28, ("call",), where=(("code", "ok"),))
_SHOWN_28D = Feature("shown_28d", "count", 28, ("track",), _SHOWN)
_OPENED_28D = Feature("opened_28d", "count", 28, ("track",), _OPENED)
_ITEM_SHOWN = Feature("item_shown_7d", "count", 7, ("track",), _SHOWN, by=("item",))
_ITEM_OPENED = Feature("item_opened_7d", "count", 7, ("track",), _OPENED, by=("item",))
_THEME_SHOWN = Feature("my_theme_shown_28d", "count", 28, ("track",), _SHOWN, by=("owner", "theme"))
_THEME_OPENED = Feature("my_theme_opened_28d", "count", 28, ("track",), _OPENED, by=("owner", "theme"))

OF_CUSTOMERS: tuple[Declared, ...] = (
    Feature("visits_1d", "count", 1, ("page",), ("home",)),
    Feature("visits_7d", "count", 7, ("page",), ("home",)),
    Feature("visits_28d", "count", 28, ("page",), ("home",)),
    Feature("days_active_28d", "distinct", 28, ("page", "track", "call"), of="day"),
    Feature("days_since_active", "since", 28, ("page", "track", "call")),
    Feature("pages_7d", "distinct", 7, ("page",), of="name"),
    Feature("channels_28d", "distinct", 28, of="channel"),
    _CALLS,
    Ratio("answered_share_28d", _ANSWERED, _CALLS),
    Feature("transfers_28d", "count", 28, ("call",), ("transfer.send",), (("code", "ok"),)),
    Feature("days_since_transfer", "since", 28, ("call",), ("transfer.send",), (("code", "ok"),)),
    _SHOWN_28D,
    _OPENED_28D,
    Ratio("open_share_28d", _OPENED_28D, _SHOWN_28D),
    Feature("items_opened_28d", "distinct", 28, ("track",), _OPENED, of="item"),
    Feature("refused_28d", "count", 28, ("track",), _REFUSED),
    Feature("days_since_opened", "since", 28, ("track",), _OPENED),
)
"""Of a customer alone."""

OF_ITEMS: tuple[Declared, ...] = (
    _ITEM_SHOWN,
    _ITEM_OPENED,
    Ratio("item_open_share_7d", _ITEM_OPENED, _ITEM_SHOWN),
)
"""Of an item, whoever it was shown to: not for one customer alone, whose rows do not tell them."""

OF_BOTH: tuple[Declared, ...] = (
    Feature("my_item_shown_14d", "count", 14, ("track",), _SHOWN, by=("owner", "item")),
    Feature("my_item_days_since_shown", "since", 28, ("track",), _SHOWN, by=("owner", "item")),
    _THEME_SHOWN,
    _THEME_OPENED,
    Ratio("my_theme_open_share_28d", _THEME_OPENED, _THEME_SHOWN),
    Ratio("my_theme_part_28d", _THEME_OPENED, _OPENED_28D),
)
"""Of a customer and an item, or what it is about."""

FEATURES: tuple[Declared, ...] = (*OF_CUSTOMERS, *OF_ITEMS, *OF_BOTH)
