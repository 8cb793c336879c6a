"""A feature as SQL: one text for DuckDB and for Spark, which differ in three words.

Instants are whole microseconds since 1970 and sums whole thousandths: the same integers on every engine, in whatever
order they are added. What stands in the text are machine words that the declaration has checked, never a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sycee.brain.feature._declare import DAY_MAX, DAY_US, SLACK, ZONE_US, Declared, Feature, Key, Ratio, by_key

SLACK_US = SLACK.days * DAY_US


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one engine calls what the other has another word for: an instant as microseconds, a word of a property, and
    division without a rest."""

    micros: str
    word: str
    div: str


DUCKDB = Dialect("epoch_us({0})", "json_extract_string({0}, '$.{1}')", "//")
SPARK = Dialect("unix_micros({0})", "get_json_object({0}, '$.{1}')", "DIV")


def history_text(dialect: Dialect) -> str:
    """What happened, from the relations `filed` (rows of the day's files), `tellers` (owner by alias) and `recent`
    (rows that have an owner): what is nobody's is left out. `moment`: what is `at` elsewhere, a word of their own."""
    at, came = dialect.micros.format("moment"), dialect.micros.format("came_at")
    item = dialect.word.format("props", "item")
    return f"""
SELECT e.*, t.theme FROM (
    SELECT owner, kind, name, channel, {at} AS moment, {came} AS came_at, props,
        CASE WHEN substr({item}, 1, 1) >= 'a' THEN {item} END AS item
    FROM (
        SELECT t.owner, f.kind, f.name, f.channel, f.moment, f.came_at, f.props
        FROM filed f JOIN tellers t ON t.alias = f.alias
        UNION ALL
        SELECT owner, kind, name, channel, moment, came_at, props FROM recent
    ) AS told WHERE owner > 0
) AS e LEFT JOIN themes t ON t.item = e.item"""


def features_text(features: Sequence[Declared], dialect: Dialect) -> str:
    """A row of `n` and every feature (`f_` before its name) for each row of `asked` (n, owner, item, moment), from
    `happened` (`history_text`) and `themes` (item, theme)."""
    groups = list(by_key(features))
    place = {one.name: number for number, (_, group) in enumerate(groups) for one in group}
    passes = "".join(_pass(number, by, group, dialect) for number, (by, group) in enumerate(groups))
    columns = "".join(f",\n    {_column(one, place)} AS f_{one.name}" for one in features)
    joins = "".join(
        f"\nLEFT JOIN g{number} ON g{number}.moment = a.moment"
        + "".join(f" AND g{number}.{key} = a.{key}" for key in by)
        for number, (by, _) in enumerate(groups)
    )
    return (
        "WITH a AS (SELECT asked.n, asked.owner, asked.item, asked.moment, t.theme FROM asked "
        f"LEFT JOIN themes t ON t.item = asked.item){passes}\nSELECT a.n{columns}\nFROM a{joins}\nORDER BY a.n"
    )


def _join(number: int, by: tuple[Key, ...]) -> str:
    same = " AND ".join(f"g{number}.{key} = a.{key}" for key in ("moment", *by))
    return f"\nLEFT JOIN g{number} ON {same}"


def _pass(number: int, by: tuple[Key, ...], group: Sequence[Feature], dialect: Dialect) -> str:
    """One group: each instant and key once, however many rows ask for it."""
    keys = ", ".join(by)
    same = " AND ".join(f"h.{key} = k.{key}" for key in by)
    known = " AND ".join(f"{key} IS NOT NULL" for key in by)
    given = ", ".join(f"k.{key}" for key in by)
    measured = "".join(f",\n    {_measured(one, dialect)} AS f_{one.name}" for one in group)
    longest = max(one.days for one in group) * DAY_US
    return f""",
g{number} AS (SELECT k.moment, {given}{measured}
FROM (SELECT DISTINCT moment, {keys} FROM a WHERE {known}) AS k
LEFT JOIN happened h ON {same} AND h.came_at < k.moment AND h.moment < k.moment
    AND h.came_at >= k.moment - {DAY_MAX * DAY_US + SLACK_US} AND h.moment >= k.moment - {longest}
GROUP BY k.moment, {given})"""


def _measured(one: Feature, dialect: Dialect) -> str:
    counted = f"FILTER (WHERE {_counted(one, dialect)})"
    match one.measure:
        case "count":
            return f"count(h.moment) {counted}"
        case "sum":
            # Numbers begin with a digit or a sign, words with a letter: `infinity` is no number here.
            word = dialect.word.format("h.props", one.prop)
            number = f"CASE WHEN substr({word}, 1, 1) < 'A' THEN try_cast({word} AS DOUBLE) END"
            return f"coalesce(sum(CAST(round(({number}) * 1000) AS BIGINT)) {counted}, 0) / CAST(1000 AS DOUBLE)"
        case "distinct":
            what = f"((h.moment + {ZONE_US}) {dialect.div} {DAY_US})" if one.of == "day" else f"h.{one.of}"
            return f"count(DISTINCT {what}) {counted}"
        case "since":
            return f"(k.moment - max(h.moment) {counted}) / CAST({DAY_US} AS DOUBLE)"


def _counted(one: Feature, dialect: Dialect) -> str:
    conditions = [f"h.moment >= k.moment - {one.days * DAY_US}"]
    wanted = (("kind", one.kinds), ("name", one.names))
    conditions += [f"h.{column} IN ({_listed(words)})" for column, words in wanted if words]
    conditions += [f"{dialect.word.format('h.props', prop)} = '{word}'" for prop, word in one.where]
    return " AND ".join(conditions)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _column(one: Declared, place: dict[str, int]) -> str:
    if not isinstance(one, Ratio):
        return f"CAST(g{place[one.name]}.f_{one.name} AS DOUBLE)"
    part, whole = (f"CAST(g{place[each.name]}.f_{each.name} AS DOUBLE)" for each in (one.part, one.whole))
    return f"CASE WHEN {whole} > 0 THEN {part} / {whole} END"
