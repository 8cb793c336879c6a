-- Two roles besides the owner: sycee_read sees rows of one subject, sycee_app runs the writes.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sycee_read') THEN CREATE ROLE sycee_read; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sycee_app') THEN CREATE ROLE sycee_app; END IF;
    EXECUTE format('GRANT sycee_read, sycee_app TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO sycee_read, sycee_app;

-- Whose rows the reading role may see. No subject: no rows.
CREATE FUNCTION kit_subject() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('sycee.subject', true), '')::bigint;

-- One row per plan, write and stored refusal: idempotency store, audit record and outbox at once.
CREATE TABLE journal_record (
    key        uuid        NOT NULL,
    slot       smallint    NOT NULL,
    batch      bigint      NOT NULL,
    pos        smallint    NOT NULL,
    subject    bigint      NOT NULL,
    verb       text        NOT NULL,
    mark       bytea       NOT NULL,
    digest     bytea       NOT NULL,
    refused    boolean     NOT NULL,
    booked_at  timestamptz NOT NULL,
    said       text        NOT NULL,
    PRIMARY KEY (key)
);
CREATE INDEX journal_record_order ON journal_record (slot, batch);
COMMENT ON COLUMN journal_record.mark IS 'first 16 bytes of SHA-256 of the ask: tells a replay from a reused key';
COMMENT ON COLUMN journal_record.digest IS 'SHA-256 of the canonical intent, or of the ask for a plain write';
COMMENT ON COLUMN journal_record.said IS 'JSON: {"answer":…,"facts":[…]} or {"code":…,"facts":{…}} when refused';

-- One chain per till slot. A slot belongs to one lane of one process, by an advisory lock.
CREATE TABLE journal_chain (
    slot   smallint NOT NULL,
    batch  bigint   NOT NULL,
    head   bytea    NOT NULL,
    PRIMARY KEY (slot)
);
-- One link per batch, so that the chain can be checked and an edit found.
CREATE TABLE journal_link (
    slot   smallint NOT NULL,
    batch  bigint   NOT NULL,
    size   integer  NOT NULL,
    head   bytea    NOT NULL,
    PRIMARY KEY (slot, batch)
);

-- How far each reader of facts has come in each slot.
CREATE TABLE journal_reader (
    reader  text     NOT NULL,
    slot    smallint NOT NULL,
    batch   bigint   NOT NULL,
    PRIMARY KEY (reader, slot)
);

-- What the chain covers of one record. Field lengths are in it, so that no two records read the same.
CREATE FUNCTION journal_covered(
    key uuid, subject bigint, verb text, mark bytea, digest bytea, refused boolean, booked_at timestamptz, said text
) RETURNS bytea LANGUAGE sql IMMUTABLE
RETURN uuid_send(key) || int8send(subject) || mark || digest || boolsend(refused)
    || int8send((extract(epoch FROM booked_at) * 1000000)::bigint)
    || int4send(octet_length(verb)) || convert_to(verb, 'UTF8')
    || int4send(octet_length(said)) || convert_to(said, 'UTF8');

-- Appends records to a slot's chain and makes their link. The caller holds the slot.
CREATE FUNCTION journal_append(
    p_slot smallint, p_key uuid[], p_subject bigint[], p_verb text[], p_mark bytea[], p_digest bytea[],
    p_refused boolean[], p_said text[], p_at timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_batch bigint;
    v_head  bytea;
    v_link  bytea;
BEGIN
    INSERT INTO journal_chain AS c (slot, batch, head) VALUES (p_slot, 1, '\x')
    ON CONFLICT (slot) DO UPDATE SET batch = c.batch + 1
    RETURNING c.batch, c.head INTO v_batch, v_head;
    WITH added AS (
        INSERT INTO journal_record (key, slot, batch, pos, subject, verb, mark, digest, refused, booked_at, said)
        SELECT u.key, p_slot, v_batch, u.n::smallint, u.subject, u.verb, u.mark, u.digest, u.refused, p_at, u.said
        FROM unnest(p_key, p_subject, p_verb, p_mark, p_digest, p_refused, p_said) WITH ORDINALITY
             AS u (key, subject, verb, mark, digest, refused, said, n)
        RETURNING pos, journal_covered(key, subject, verb, mark, digest, refused, booked_at, said) AS covered
    )
    SELECT sha256(v_head || int8send(v_batch) || string_agg(covered, '' ORDER BY pos)) INTO v_link FROM added;
    INSERT INTO journal_link (slot, batch, size, head) VALUES (p_slot, v_batch, cardinality(p_key), v_link);
    UPDATE journal_chain SET head = v_link WHERE slot = p_slot;
    RETURN v_batch;
END $$;
REVOKE ALL ON FUNCTION journal_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_append TO sycee_app;
-- Append only: the application may add through journal_append and read, never edit.
GRANT SELECT ON journal_record, journal_chain, journal_link TO sycee_app;
GRANT SELECT, INSERT, UPDATE ON journal_reader TO sycee_app;
ALTER TABLE journal_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON journal_record FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON journal_record FOR SELECT TO sycee_app USING (true);
GRANT SELECT ON journal_record TO sycee_read;

-- Work to do later, enqueued in the business transaction that wants it.
CREATE TABLE job_due (
    id        uuid        NOT NULL,
    name      text        NOT NULL,
    ask       text        NOT NULL,
    run_at    timestamptz NOT NULL,
    tries     smallint    NOT NULL DEFAULT 0,
    said      text,
    state     text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'done', 'failed')),
    ended_at  timestamptz,
    PRIMARY KEY (id)
);
CREATE INDEX job_due_next ON job_due (run_at) WHERE state = 'due';
GRANT SELECT, INSERT, UPDATE ON job_due TO sycee_app;
