"""Proves the books: what a double-entry ledger must satisfy, asked of the rows themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sycee.kit.db import Database

# Each query returns the offenders; an empty answer is the proof.
_LAWS = {
    "every asset sums to zero": """
        SELECT s.code AS what, sum(a.credits - a.debits)::text AS detail
        FROM ledger_account a JOIN ledger_asset s ON s.id = a.asset GROUP BY s.code
        HAVING sum(a.credits - a.debits) <> 0
    """,
    "every balance equals its entries": """
        SELECT 'account ' || a.id AS what, (a.credits - a.debits) || ' against ' || coalesce(e.total, 0) AS detail
        FROM ledger_account a LEFT JOIN (
            SELECT account_id, sum(amount) AS total, sum(amount) FILTER (WHERE amount > 0) AS credits,
                   count(*) AS entries, max(seq) AS last FROM ledger_entry GROUP BY account_id
        ) e ON e.account_id = a.id
        WHERE a.credits - a.debits <> coalesce(e.total, 0) OR a.credits <> coalesce(e.credits, 0)
           OR a.seq <> coalesce(e.entries, 0) OR a.seq <> coalesce(e.last, 0)
    """,
    "every chain of balances is unbroken": """
        SELECT 'account ' || account_id || ' entry ' || seq AS what, balance || ' against ' || reckoned AS detail FROM (
            SELECT account_id, seq, balance, sum(amount) OVER w AS reckoned,
                   booked_at < lag(booked_at) OVER w AS backwards, row_number() OVER w AS place
            FROM ledger_entry WINDOW w AS (PARTITION BY account_id ORDER BY seq)
        ) c WHERE balance <> reckoned OR backwards OR place <> seq
    """,
    "every transfer sums to zero": """
        SELECT 'transfer ' || e.transfer_id AS what, sum(e.amount)::text AS detail
        FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
        GROUP BY e.transfer_id, a.asset HAVING sum(e.amount) <> 0
    """,
    "every booking is what its record says": """
        WITH said AS MATERIALIZED (
            SELECT b.key, (leg ->> 0)::bigint AS account_id, sum((leg ->> 1)::bigint) AS amount
            FROM journal_booked() b CROSS JOIN LATERAL jsonb_array_elements(b.legs) AS leg GROUP BY 1, 2
        ), booked AS (
            SELECT e.transfer_id AS key, e.account_id, sum(e.amount) AS amount FROM ledger_entry e
            WHERE e.transfer_id IN (SELECT b.key FROM journal_booked() b WHERE b.legs IS NOT NULL) GROUP BY 1, 2
        )
        SELECT 'transfer ' || key || ' account ' || account_id AS what,
               coalesce(booked.amount::text, 'nothing') || ' against '
               || coalesce(said.amount::text, 'nothing') AS detail
        FROM said FULL JOIN booked USING (key, account_id) WHERE said.amount IS DISTINCT FROM booked.amount
    """,
    "every entry has its record or was taken over": """
        SELECT 'entries without a record' AS what, e.stray || ' against ' || a.taken AS detail
        FROM (SELECT count(*) AS stray FROM ledger_entry e
              WHERE NOT EXISTS (SELECT FROM journal_booked() b WHERE b.key = e.transfer_id)) e
        CROSS JOIN (SELECT coalesce(sum(entries), 0) AS taken FROM ledger_adopted) a WHERE e.stray <> a.taken
    """,
    "every pending sum equals its open holds": """
        SELECT 'account ' || a.id AS what, a.pending_debits || ' out, ' || a.pending_credits || ' in' AS detail
        FROM ledger_account a LEFT JOIN (
            SELECT account_id, -coalesce(sum(amount) FILTER (WHERE amount < 0), 0) AS going,
                   coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS coming
            FROM ledger_hold WHERE state = 'open' GROUP BY account_id
        ) h ON h.account_id = a.id
        WHERE a.pending_debits <> coalesce(h.going, 0) OR a.pending_credits <> coalesce(h.coming, 0)
    """,
    "no account is below its floor": """
        SELECT 'account ' || id AS what, (credits - debits - pending_debits) || ' under ' || floor AS detail
        FROM ledger_account WHERE credits - debits - pending_debits < floor
    """,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One law, and who breaks it (the first few)."""

    law: str
    broken: tuple[str, ...]


async def verify(db: Database) -> list[Finding]:
    """Check every law of the ledger in one snapshot. The books are right when no finding is broken."""
    findings = []
    async with db.writers.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        for law, query in _LAWS.items():
            rows = await connection.fetch(f"{query} LIMIT 10", timeout=3600)
            findings.append(Finding(law, tuple(f"{r['what']}: {r['detail']}" for r in rows)))
    return findings
