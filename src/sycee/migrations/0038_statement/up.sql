-- paper: documents that left the bank with a code, and what stands on each of them.
CREATE TABLE paper_issued (
    code      bytea        NOT NULL CHECK (octet_length(code) = 32),
    owner     bigint       NOT NULL,
    kind      text         NOT NULL CHECK (kind IN ('account', 'entries', 'month')),
    since     date         NOT NULL,
    until     date         NOT NULL,
    holder    text         NOT NULL,
    accounts  text[]       NOT NULL,
    totals    jsonb        NOT NULL,
    entries   bigint       NOT NULL,
    digest    bytea        NOT NULL CHECK (octet_length(digest) = 32),
    made_at   timestamptz  NOT NULL,
    PRIMARY KEY (code)
);
COMMENT ON COLUMN paper_issued.code IS 'SHA-256 of the code that stands on the document: who reads this table cannot make one that is genuine';
COMMENT ON COLUMN paper_issued.holder IS 'the name, masked';
COMMENT ON COLUMN paper_issued.accounts IS 'last digits of the accounts';
COMMENT ON COLUMN paper_issued.totals IS 'per asset: opening, came, went and closing, as they stand on the document';
COMMENT ON COLUMN paper_issued.digest IS 'SHA-256 of the file';
CREATE INDEX paper_issued_made ON paper_issued (made_at);

ALTER TABLE paper_issued ENABLE ROW LEVEL SECURITY;
CREATE POLICY app ON paper_issued TO sycee_app USING (true);
GRANT SELECT, INSERT ON paper_issued TO sycee_app;

-- What anybody may know who holds a document: what stands on it, and nothing else. The file's digest stays here.
CREATE FUNCTION paper_verify(p_code bytea, p_since timestamptz, p_digest bytea)
RETURNS TABLE (kind text, since date, until date, holder text, accounts text[], totals text, entries bigint,
               made_at timestamptz, same boolean) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.kind, i.since, i.until, i.holder, i.accounts, i.totals::text, i.entries, i.made_at, i.digest = p_digest
    FROM paper_issued i WHERE i.code = p_code AND i.made_at > p_since
$$;
-- Codes are kept for five years.
CREATE FUNCTION paper_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM paper_issued WHERE code IN (
            SELECT code FROM paper_issued WHERE made_at < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION paper_verify, paper_purge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION paper_verify TO sycee_read;
GRANT EXECUTE ON FUNCTION paper_purge TO sycee_app;

-- statement: whom it was said to that their month's statement is there. What it says is counted from the book each time.
CREATE TABLE statement_ready (
    owner     bigint       NOT NULL,
    month     date         NOT NULL CHECK (extract(day FROM month) = 1),
    ready_at  timestamptz  NOT NULL,
    PRIMARY KEY (owner, month)
);
ALTER TABLE statement_ready ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON statement_ready FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON statement_ready TO sycee_app USING (true);
GRANT SELECT ON statement_ready TO sycee_read;
GRANT SELECT, INSERT ON statement_ready TO sycee_app;
