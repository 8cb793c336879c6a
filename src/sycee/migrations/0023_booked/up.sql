-- What the till's records say was booked, for the proof that the books say the same.
CREATE FUNCTION journal_booked() RETURNS TABLE (key uuid, legs jsonb) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT r.key, r.said::jsonb -> 'legs' FROM journal_record r WHERE r.slot > 0 AND NOT r.refused;
END;
REVOKE ALL ON FUNCTION journal_booked FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_booked TO sycee_app;

CREATE TABLE ledger_adopted (
    id        bigint      GENERATED ALWAYS AS IDENTITY,
    entries   bigint      NOT NULL,
    taken_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id)
);
COMMENT ON TABLE ledger_adopted IS 'entries that came with a history from elsewhere: no record of ours names their transfers';
GRANT SELECT ON ledger_adopted TO sycee_app;
INSERT INTO ledger_adopted (entries)
SELECT count(*) FROM ledger_entry e WHERE NOT EXISTS (SELECT FROM journal_record r WHERE r.key = e.transfer_id)
HAVING count(*) > 0;
