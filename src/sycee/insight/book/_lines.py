"""A whole book in lines: each entry, or each part of one that is split, with its category and what it adds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np

from sycee.insight.book._choices import Choices, Key, Rule
from sycee.insight.book._match import pairs_of_refunds, pairs_of_transfers
from sycee.insight.book._source import Source
from sycee.insight.book._texts import CODES, NUMBER, Flags, Ints, Texts
from sycee.insight.category import CATEGORIES
from sycee.kit.time import BANK_ZONE, bank_day

BY_TEXT, BY_MATCH, BY_HABIT, BY_RULE, BY_CHOICE = range(5)
"""Who said what a line is for: the words in it; its other half; earlier corrections; a rule of the customer's; they."""

_DAY = 86_400_000_000
_EAST = 8 * 3_600_000_000
# Until 1991 China's clocks were put forward in summer.
_SUMMERS_UNTIL = int(datetime(1992, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
EPOCH = date(1970, 1, 1).toordinal()
_SIDES = {"in": 1, "out": -1, "neither": 0}
_SIDE_OF = np.array([_SIDES[CATEGORIES[code].side] for code in CODES])
_VOTES = 2


@dataclass(frozen=True, slots=True)
class Index:
    """A dimension of a book: its distinct keys in order, and per line the place of its key among them."""

    keys: Ints
    place: Ints


@dataclass(slots=True)
class Lines:
    """Columns of equal length, oldest first; parts of split entries stand after all entries.

    `entry` is the row of the entry that a line belongs to. `adds`: what it adds to income (+) or takes as spending
    (-), 0 where it is neither. `live`: not an entry that its parts stand for; `void`: an order that was closed, for
    which no money moved, or a card's view of a payment that a wallet's row counts. `own` are the customer's own
    categories, whose numbers follow those of the closed list. `indexes`: of the dimensions that were asked for so far.
    """

    refs: list[str]
    texts: Texts
    choices: Choices
    codes: list[str]
    account: Ints
    asset: Ints
    seq: Ints
    at: Ints
    day: Ints
    amount: Ints
    base: Ints
    text: Ints
    party: Ints
    code: Ints
    origin: Ints
    entry: Ints
    excluded: Flags
    live: Flags
    void: Flags
    adds: Ints
    side: Ints
    indexes: dict[str, Index] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """How many of the lines are entries; the rest are parts."""
        return int(np.count_nonzero(self.entry == np.arange(len(self.entry))))

    def key(self, row: int) -> Key:
        """The entry that a line belongs to."""
        return self.refs[int(self.account[row])], int(self.seq[row])

    def row_of(self, key: Key) -> int | None:
        """The line of an entry."""
        if key[0] not in self.refs:
            return None
        found = np.flatnonzero((self.account == self.refs.index(key[0])) & (self.seq == key[1]))
        return int(found[0]) if len(found) else None

    def under(self, row: int) -> str:
        """The category of the closed list that a line is counted in."""
        return self.choices.under(self.codes[int(self.code[row])])


def lined_up(sources: list[Source], texts: Texts, choices: Choices) -> Lines:
    """Everything in order, with what rules, other halves and the customer say of it."""
    sources = sorted(sources, key=lambda s: _rank(s.ref))
    lines = _in_order(sources, texts, choices)
    refunds = pairs_of_refunds(lines.code, lines.party, lines.amount, lines.base, lines.at, lines.asset)
    _set(lines, pairs_of_transfers(lines.code, lines.account, lines.amount, lines.at, lines.asset), "own", BY_MATCH)
    _learn(lines)
    for rule in choices.rules:
        _rule(lines, rule)
    for key, choice in choices.by_entry.items():
        row = lines.row_of(key)
        if row is not None:
            lines.excluded[row] = choice.excluded
            if choice.category is not None:
                lines.code[row], lines.origin[row] = lines.codes.index(choice.category), BY_CHOICE
    _give_back(lines, refunds)
    _split(lines)
    _count(lines)
    return lines


def _rank(ref: str) -> tuple[bool, int]:
    kind, number = ref.split(":")
    return kind == "out", int(number)


def _in_order(sources: list[Source], texts: Texts, choices: Choices) -> Lines:
    refs = list(dict.fromkeys(s.ref for s in sources))

    def joined(columns: list[Ints]) -> Ints:
        return np.concatenate(columns) if columns else np.zeros(0, np.int64)

    account = joined([np.full(len(s.seq), refs.index(s.ref), np.int64) for s in sources])
    asset = joined([np.full(len(s.seq), s.asset, np.int64) for s in sources])
    seq, at, amount, base, text, neutral, code = (joined([s.columns()[n] for s in sources]) for n in range(7))
    order = np.lexsort((seq, account, at))
    account, asset, seq, at, amount, base, text, neutral, code = (
        column[order] for column in (account, asset, seq, at, amount, base, text, neutral, code)
    )
    # What a wallet itself says is neither is not made into income or spending by its words.
    code = np.where((neutral == 1) & (_SIDE_OF[code] != 0), NUMBER["own"], code)
    rows, no = np.arange(len(seq)), np.zeros(len(seq), np.bool_)
    return Lines(
        refs=refs, texts=texts, choices=choices, codes=[*CODES, *(own.code for own in choices.categories)],
        account=account, asset=asset, seq=seq, at=at, day=_days(at), amount=amount, base=base.copy(), text=text,
        party=texts.party[text], code=code, origin=np.full(len(seq), BY_TEXT, np.int64), entry=rows,
        excluded=no.copy(), live=~no, void=(base == 0) & (amount != 0), adds=np.zeros(len(seq), np.int64),
        side=np.zeros(len(seq), np.int64),
    )  # fmt: skip


def _days(at: Ints) -> Ints:
    """The bank's day of each instant, as a proleptic ordinal."""
    day = (at + _EAST) // _DAY + EPOCH
    for row in np.flatnonzero(at < _SUMMERS_UNTIL):
        day[row] = bank_day(datetime.fromtimestamp(int(at[row]) / 1_000_000, BANK_ZONE)).toordinal()
    return np.asarray(day)


def _set(lines: Lines, rows: Ints, code: str, origin: int) -> None:
    lines.code[rows], lines.origin[rows] = lines.codes.index(code), origin


def _learn(lines: Lines) -> None:
    """Two corrections alike of one counterparty's entries, and none otherwise, are how its others are read too."""
    votes: dict[tuple[int, bool], list[str]] = {}
    for key, choice in lines.choices.by_entry.items():
        row = lines.row_of(key) if choice.category else None
        if row is not None and choice.category and lines.texts.parties[int(lines.party[row])]:
            votes.setdefault((int(lines.party[row]), bool(lines.amount[row] > 0)), []).append(choice.category)
    for (party, inward), said in votes.items():
        if len(said) >= _VOTES and len(set(said)) == 1:
            _set(lines, np.flatnonzero((lines.party == party) & ((lines.amount > 0) == inward)), said[0], BY_HABIT)


def _rule(lines: Lines, rule: Rule) -> None:
    _set(lines, np.flatnonzero(fits(lines, rule)), rule.category, BY_RULE)


def fits(lines: Lines, rule: Rule) -> Flags:
    """Which entries a rule is about."""
    mask: Flags = (lines.amount > 0) == rule.inward
    if rule.counterparty:
        number = lines.texts.party_number(rule.counterparty)
        mask &= lines.party == (-1 if number is None else number)
    if rule.words:
        mask &= with_words(lines.texts, rule.words)[lines.text]
    if rule.since:
        mask &= lines.at >= round(rule.since.timestamp() * 1_000_000)
    return mask


def with_words(texts: Texts, words: str) -> Flags:
    """Which texts have these words in them, whatever the case."""
    wanted = words.casefold()
    return np.array([wanted in f"{party} {memo} {kind}".casefold() for kind, party, memo in texts.all], np.bool_)


def _give_back(lines: Lines, pairs: list[tuple[int, int]]) -> None:
    """What came back lessens what it was paid for, as long as it is a refund."""
    refund = NUMBER["refund"]
    for paid, back in pairs:
        if lines.code[back] == refund and not lines.excluded[back]:
            lines.base[paid] += lines.amount[back]


def _split(lines: Lines) -> None:
    """Entries that were split count as their parts do."""
    parts = [
        (row, code, amount)
        for key, said in lines.choices.parts.items()
        for row in (lines.row_of(key),)
        if row is not None and sum(a for _, a in said) == int(lines.base[row])
        for code, amount in said
    ]
    if not parts:
        return
    rows = np.array([row for row, _, _ in parts])
    lines.live[rows] = False
    for name in ("account", "asset", "seq", "at", "day", "text", "party", "entry", "excluded", "void"):
        column = getattr(lines, name)
        setattr(lines, name, np.concatenate([column, column[rows]]))
    amounts = np.array([amount for _, _, amount in parts], np.int64)
    lines.amount, lines.base = np.concatenate([lines.amount, amounts]), np.concatenate([lines.base, amounts])
    lines.code = np.concatenate([lines.code, [lines.codes.index(code) for _, code, _ in parts]])
    lines.origin = np.concatenate([lines.origin, np.full(len(parts), BY_CHOICE)])
    lines.live = np.concatenate([lines.live, np.ones(len(parts), np.bool_)])


def _count(lines: Lines) -> None:
    sides = np.array([_SIDES[lines.choices.side(code)] for code in lines.codes])
    lines.side = sides[lines.code]
    lines.side = np.where(lines.live & ~lines.excluded & ~lines.void, lines.side, 0)
    lines.adds = np.where(lines.side != 0, lines.base, 0)
