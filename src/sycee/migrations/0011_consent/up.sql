-- A proposal may keep a plain write that waits for consent; a mandate is consent given beforehand.
ALTER TABLE access_proposal ADD COLUMN deed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN access_proposal.plan IS 'canonical intent of a money verb, or where deed is set the canonical ask of a write';
CREATE INDEX access_proposal_open ON access_proposal (subject, expires_at) WHERE state = 'open';

CREATE TABLE access_mandate (
    id          uuid        NOT NULL,
    subject     bigint      NOT NULL,
    what        text        NOT NULL,
    account     bigint      NOT NULL,
    to_account  bigint,
    asset       smallint    NOT NULL,
    each        bigint      NOT NULL CHECK (each > 0),
    total       bigint,
    uses        integer,
    used        integer     NOT NULL DEFAULT 0,
    spent       bigint      NOT NULL DEFAULT 0,
    evidence    uuid,
    made_at     timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    ended_at    timestamptz,
    PRIMARY KEY (id),
    CHECK (uses IS NULL OR used <= uses),
    CHECK (total IS NULL OR spent <= total)
);
COMMENT ON TABLE access_mandate IS 'a payer''s consent to plans to come: which account, to whom, how much, how often, until when';
COMMENT ON COLUMN access_mandate.to_account IS 'the only account that may be paid; null: whoever holds the code that stands for it';
COMMENT ON COLUMN access_mandate.evidence IS 'the proposal whose proof it rests on; null: within what a session may do without one';
CREATE INDEX access_mandate_subject ON access_mandate (subject) WHERE ended_at IS NULL;
ALTER TABLE access_mandate ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON access_mandate FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON access_mandate TO sycee_app USING (true);
GRANT SELECT ON access_mandate TO sycee_read;
GRANT SELECT, INSERT, UPDATE (ended_at) ON access_mandate TO sycee_app;

-- Own rows of a plan under a mandate: counts its use in the plan's commit. Returns how many of the rows it covers; the
-- till then decides which plan it was that went over. All rows of one mandate go, or none of them.
CREATE FUNCTION access_mandate_use(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH given AS (
        SELECT r.id, sum(r.minor)::bigint AS minor, max(r.minor) AS most, max(r.at) AS at, count(*) AS size
        FROM jsonb_to_recordset(p_rows) AS r (id uuid, minor bigint, at timestamptz) GROUP BY r.id
    ), locked AS (
        SELECT m.id FROM access_mandate m JOIN given g ON g.id = m.id ORDER BY m.id FOR UPDATE OF m
    ), used AS (
        UPDATE access_mandate m SET used = m.used + g.size, spent = m.spent + g.minor
        FROM given g WHERE g.id = m.id AND m.id IN (SELECT id FROM locked)
          AND m.ended_at IS NULL AND g.at < m.until AND g.most <= m.each
          AND (m.uses IS NULL OR m.used + g.size <= m.uses) AND (m.total IS NULL OR m.spent + g.minor <= m.total)
        RETURNING g.size
    )
    SELECT coalesce(sum(size), 0)::bigint FROM used
$$;
REVOKE ALL ON FUNCTION access_mandate_use FROM PUBLIC;
