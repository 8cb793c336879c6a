-- remind: what a customer was told of or has dismissed, what they want to hear nothing of, and how far they were looked at.
CREATE TABLE remind_finding (
    id            uuid        NOT NULL,
    owner         bigint      NOT NULL,
    why           text        NOT NULL,
    facts         text        NOT NULL,
    counterparty  text        NOT NULL,
    found_at      timestamptz NOT NULL,
    dismissed_at  timestamptz,
    PRIMARY KEY (id)
);
CREATE INDEX remind_finding_owner ON remind_finding (owner);
CREATE INDEX remind_finding_old ON remind_finding (found_at);
COMMENT ON COLUMN remind_finding.id IS 'follows from owner, kind and what it is about: found twice, it is one';
COMMENT ON COLUMN remind_finding.facts IS 'what fills the sentence, as JSON: names, days and sums';

CREATE TABLE remind_silence (
    id            bigint      GENERATED ALWAYS AS IDENTITY,
    owner         bigint      NOT NULL,
    kind          text,
    counterparty  text,
    title         text        NOT NULL,
    made_at       timestamptz NOT NULL,
    PRIMARY KEY (id),
    CHECK (kind IS NOT NULL OR counterparty IS NOT NULL)
);
CREATE UNIQUE INDEX remind_silence_once ON remind_silence (owner, coalesce(kind, ''), coalesce(counterparty, ''));

CREATE TABLE remind_look (
    owner      bigint NOT NULL,
    mark       text   NOT NULL,
    next_on    date,
    looked_on  date   NOT NULL,
    PRIMARY KEY (owner)
);
COMMENT ON COLUMN remind_look.mark IS 'how far the book was: while it is the same and nothing is due, there is nothing new';
COMMENT ON COLUMN remind_look.next_on IS 'the first payment that was still too far ahead to be told of';

ALTER TABLE remind_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE remind_silence ENABLE ROW LEVEL SECURITY;
ALTER TABLE remind_look ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON remind_finding FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON remind_silence FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON remind_finding TO sycee_app USING (true);
CREATE POLICY app ON remind_silence TO sycee_app USING (true);
CREATE POLICY app ON remind_look TO sycee_app USING (true);
GRANT SELECT ON remind_finding, remind_silence TO sycee_read;
GRANT SELECT, INSERT, UPDATE (dismissed_at) ON remind_finding TO sycee_app;
GRANT SELECT, INSERT, UPDATE (title), DELETE ON remind_silence TO sycee_app;
GRANT SELECT, INSERT, UPDATE ON remind_look TO sycee_app;

-- What can be found no more is forgotten; the application itself has no right to delete it.
CREATE FUNCTION remind_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM remind_finding WHERE id IN (
            SELECT id FROM remind_finding WHERE found_at < p_over ORDER BY found_at LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION remind_purge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remind_purge TO sycee_app;
