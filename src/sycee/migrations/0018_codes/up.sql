-- transfer: codes by which a customer is paid (collect), and codes by which a customer pays at a counter (paycode).
CREATE TABLE transfer_collect (
    code           text        NOT NULL,
    owner          bigint      NOT NULL,
    account_id     bigint      NOT NULL,
    name           text        NOT NULL,
    tail           text        NOT NULL,
    asset          text        NOT NULL,
    minor          bigint      CHECK (minor > 0),
    memo           text        NOT NULL,
    made_at        timestamptz NOT NULL,
    expires_at     timestamptz,
    withdrawn_at   timestamptz,
    paid_count     bigint      NOT NULL DEFAULT 0,
    paid_minor     bigint,
    paid_at        timestamptz,
    paid_by        text,
    PRIMARY KEY (code),
    CHECK ((minor IS NULL) = (expires_at IS NULL)),
    CHECK (minor IS NULL OR paid_count <= 1)
);
COMMENT ON TABLE transfer_collect IS 'codes by which whoever reads them pays an account';
COMMENT ON COLUMN transfer_collect.code IS '100 random bits; it only lets others pay the owner, so it is kept as it is shown';
COMMENT ON COLUMN transfer_collect.minor IS 'the one amount it is good for, once, minor units; null: lasting, and the payer says how much';
COMMENT ON COLUMN transfer_collect.paid_by IS 'the last payer, as the owner reads them in the history';
CREATE INDEX transfer_collect_owner ON transfer_collect (owner, account_id) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX transfer_collect_lasting ON transfer_collect (account_id, memo)
    WHERE minor IS NULL AND withdrawn_at IS NULL;

CREATE TABLE transfer_paycode (
    id          uuid        NOT NULL,
    code        bytea       NOT NULL,
    owner       bigint      NOT NULL,
    account_id  bigint      NOT NULL,
    name        text        NOT NULL,
    tail        text        NOT NULL,
    asset       text        NOT NULL,
    mandate     uuid        NOT NULL,
    made_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    charge      uuid,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN transfer_paycode.code IS 'keyed blind index of the eighteen digits; they themselves are never stored';
COMMENT ON COLUMN transfer_paycode.charge IS 'key of the one call that may charge it, whatever comes of that call';
CREATE UNIQUE INDEX transfer_paycode_code ON transfer_paycode (code);
CREATE INDEX transfer_paycode_owner ON transfer_paycode (owner, expires_at);

ALTER TABLE transfer_collect ENABLE ROW LEVEL SECURITY;
ALTER TABLE transfer_paycode ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON transfer_collect FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON transfer_paycode FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON transfer_collect TO sycee_app USING (true);
CREATE POLICY app ON transfer_paycode TO sycee_app USING (true);
GRANT SELECT ON transfer_collect, transfer_paycode TO sycee_read;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON transfer_collect TO sycee_app;
GRANT SELECT, INSERT, DELETE, UPDATE (charge) ON transfer_paycode TO sycee_app;

-- Own rows of plans that pay a code: counts them with their codes in the plans' commit, and returns how many it took. A
-- code for one amount is paid once, by exactly that; all rows of one code go, or none of them, and the till then decides
-- which plan came too late.
CREATE FUNCTION transfer_collect_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH given AS (
        SELECT r.code, count(*) AS size, (array_agg(r.minor ORDER BY r.at DESC))[1] AS minor, max(r.at) AS at,
               (array_agg(r.payer ORDER BY r.at DESC))[1] AS payer
        FROM jsonb_to_recordset(p_rows) AS r (code text, minor bigint, at timestamptz, payer text) GROUP BY r.code
    ), locked AS (
        SELECT c.code FROM transfer_collect c JOIN given g ON g.code = c.code ORDER BY c.code FOR NO KEY UPDATE OF c
    ), taken AS (
        UPDATE transfer_collect c
        SET paid_count = c.paid_count + g.size, paid_minor = g.minor, paid_at = g.at, paid_by = g.payer
        FROM given g WHERE g.code = c.code AND c.code IN (SELECT code FROM locked) AND c.withdrawn_at IS NULL
          AND (c.minor IS NULL OR c.paid_count = 0 AND g.size = 1 AND g.minor = c.minor AND g.at < c.expires_at)
        RETURNING g.size
    )
    SELECT coalesce(sum(size), 0)::bigint FROM taken
$$;
REVOKE ALL ON FUNCTION transfer_collect_take FROM PUBLIC;
