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

-- The link of a batch: what it follows, and everything of its records, column by column, since that takes a dozen calls
-- for the whole batch and not for each record. Text is JSON and names, which never hold the separator U+001F.
CREATE FUNCTION journal_linked(
    p_before bytea, p_batch bigint, p_at timestamptz, p_key uuid[], p_subject bigint[], p_verb text[], p_mark bytea[],
    p_digest bytea[], p_refused boolean[], p_said text[]
) RETURNS bytea LANGUAGE sql STABLE
RETURN sha256(p_before || int8send(p_batch) || timestamptz_send(p_at)
    || array_send(p_key) || array_send(p_subject) || array_send(p_mark) || array_send(p_digest) || array_send(p_refused)
    || convert_to(array_to_string(p_verb, chr(31)), 'UTF8') || convert_to(array_to_string(p_said, chr(31)), 'UTF8'));

-- The link that the records of a batch, as they are now, would have behind this one.
CREATE FUNCTION journal_reckoned(p_slot smallint, p_batch bigint, p_before bytea) RETURNS bytea LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT journal_linked(
        p_before, p_batch,
        CASE WHEN min(r.booked_at) = max(r.booked_at) AND max(r.pos) = count(*) THEN min(r.booked_at) END,
        array_agg(r.key ORDER BY r.pos), array_agg(r.subject ORDER BY r.pos), array_agg(r.verb ORDER BY r.pos),
        array_agg(r.mark ORDER BY r.pos), array_agg(r.digest ORDER BY r.pos), array_agg(r.refused ORDER BY r.pos),
        array_agg(r.said ORDER BY r.pos))
    FROM journal_record r WHERE r.slot = p_slot AND r.batch = p_batch;
END;

-- Appends records to a slot's chain and makes their link. The caller holds the slot.
CREATE FUNCTION journal_append(
    p_slot smallint, p_key uuid[], p_subject bigint[], p_verb text[], p_mark bytea[], p_digest bytea[],
    p_refused boolean[], p_said text[], p_at timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_batch  bigint;
    v_before bytea;
    v_link   bytea;
BEGIN
    INSERT INTO journal_chain AS c (slot, batch, head) VALUES (p_slot, 1, '\x')
    ON CONFLICT (slot) DO UPDATE SET batch = c.batch + 1
    RETURNING c.batch, c.head INTO v_batch, v_before;
    INSERT INTO journal_record (key, slot, batch, pos, subject, verb, mark, digest, refused, booked_at, said)
    SELECT p_key[n], p_slot, v_batch, n, p_subject[n], p_verb[n], p_mark[n], p_digest[n], p_refused[n], p_at, p_said[n]
    FROM generate_series(1, cardinality(p_key)) AS u (n);
    v_link := journal_linked(v_before, v_batch, p_at, p_key, p_subject, p_verb, p_mark, p_digest, p_refused, p_said);
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
