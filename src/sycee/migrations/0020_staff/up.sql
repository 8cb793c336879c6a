-- Who works here, and a role of their own for what the console shows them of customers. It writes nothing.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sycee_staff') THEN CREATE ROLE sycee_staff; END IF;
    EXECUTE format('GRANT sycee_staff TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO sycee_staff;

-- Which member of staff looks. No member: no rows.
CREATE FUNCTION kit_member() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('sycee.staff', true), '')::bigint;

CREATE TABLE staff_member (
    id        bigint      GENERATED ALWAYS AS IDENTITY,
    login     text        NOT NULL UNIQUE,
    name      text        NOT NULL,
    password  text        NOT NULL,
    secret    bytea       NOT NULL,
    step      bigint      NOT NULL DEFAULT 0,
    rights    text[]      NOT NULL,
    state     text        NOT NULL CHECK (state IN ('new', 'active', 'revoked')),
    made_at   timestamptz NOT NULL,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN staff_member.password IS 'Argon2id, parameters in the string';
COMMENT ON COLUMN staff_member.state IS 'new: the password is the one that was handed over, and good for choosing another';
COMMENT ON COLUMN staff_member.secret IS 'sealed; what the member''s authenticator makes its codes from';
COMMENT ON COLUMN staff_member.step IS 'time step of the last code that was used: it and those before are worth nothing';

CREATE TABLE staff_session (
    token     bytea       NOT NULL,
    id        uuid        NOT NULL UNIQUE,
    member    bigint      NOT NULL REFERENCES staff_member (id),
    made_at   timestamptz NOT NULL,
    seen_at   timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    ended_at  timestamptz,
    PRIMARY KEY (token)
);
COMMENT ON COLUMN staff_session.token IS 'SHA-256 of the token; the token itself is never stored';
CREATE INDEX staff_session_member ON staff_session (member) WHERE ended_at IS NULL;

ALTER TABLE staff_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY app ON staff_member TO sycee_app USING (true);
CREATE POLICY app ON staff_session TO sycee_app USING (true);
GRANT SELECT, INSERT, UPDATE (password, step, rights, state) ON staff_member TO sycee_app;
GRANT SELECT, INSERT, UPDATE (seen_at, ended_at) ON staff_session TO sycee_app;

-- Whose record is which, filled from the journal afterwards: an index on the journal itself would cost every commit.
CREATE TABLE journal_of (
    subject    bigint      NOT NULL,
    booked_at  timestamptz NOT NULL,
    key        uuid        NOT NULL,
    PRIMARY KEY (subject, booked_at, key)
);
COMMENT ON TABLE journal_of IS 'customers'' records by customer, up to where the reader journal_of has come in each slot';
ALTER TABLE journal_of ENABLE ROW LEVEL SECURITY;

-- Brings journal_of on by some thousand batches of every slot. Returns how many records it took in.
CREATE FUNCTION journal_index() RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_chain  record;
    v_from   bigint;
    v_to     bigint;
    v_took   bigint;
    v_all    bigint := 0;
BEGIN
    FOR v_chain IN SELECT c.slot, c.batch FROM journal_chain c ORDER BY c.slot LOOP
        -- The row is locked, so that two who index take turns.
        INSERT INTO journal_reader AS r (reader, slot, batch) VALUES ('journal_of', v_chain.slot, 0)
        ON CONFLICT (reader, slot) DO UPDATE SET batch = r.batch RETURNING r.batch INTO v_from;
        v_to := greatest(v_from, least(v_chain.batch, v_from + 2000));
        INSERT INTO journal_of (subject, booked_at, key)
        SELECT r.subject, r.booked_at, r.key FROM journal_record r
        WHERE r.slot = v_chain.slot AND r.batch > v_from AND r.batch <= v_to AND r.subject > 0 ORDER BY r.subject
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS v_took = ROW_COUNT;
        v_all := v_all + v_took;
        UPDATE journal_reader SET batch = v_to WHERE reader = 'journal_of' AND slot = v_chain.slot;
    END LOOP;
    RETURN v_all;
END $$;
-- A customer's records that journal_of does not have yet.
CREATE FUNCTION journal_recent(p_subject bigint) RETURNS TABLE (booked_at timestamptz, key uuid) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.booked_at, r.key FROM journal_chain c
    LEFT JOIN journal_reader o ON o.reader = 'journal_of' AND o.slot = c.slot
    JOIN journal_record r ON r.slot = c.slot AND r.batch > coalesce(o.batch, 0)
    WHERE r.subject = p_subject AND p_subject > 0
$$;
REVOKE ALL ON FUNCTION journal_index, journal_recent FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_index TO sycee_app;
GRANT EXECUTE ON FUNCTION journal_recent TO sycee_staff;

-- What the console shows of customers: column by column, and never a row of the bank's own.
GRANT SELECT (id, name, phone, phone_index, document_kind, document, joined_at) ON party_person TO sycee_staff;
GRANT SELECT (id, owner, kind, number, holder, asset, opened_at, closed_at) ON account_account TO sycee_staff;
GRANT SELECT ON ledger_asset TO sycee_staff;
GRANT SELECT (id, owner, asset, state, floor, credits, debits, pending_debits, seq, day_cap, hold_due)
    ON ledger_account TO sycee_staff;
GRANT SELECT ON ledger_entry TO sycee_staff;
GRANT SELECT (account_id, amount, state, until) ON ledger_hold TO sycee_staff;
GRANT SELECT (key, slot, batch, pos, subject, verb, refused, booked_at) ON journal_record TO sycee_staff;
GRANT SELECT (slot, batch, head) ON journal_link TO sycee_staff;
GRANT SELECT ON journal_of TO sycee_staff;
GRANT SELECT ON audit_seal TO sycee_staff;

CREATE POLICY staff ON party_person FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL);
CREATE POLICY staff ON account_account FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL AND owner > 0);
CREATE POLICY staff ON ledger_account FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL AND owner > 0);
CREATE POLICY staff ON ledger_entry FOR SELECT TO sycee_staff
    USING (EXISTS (SELECT FROM ledger_account a WHERE a.id = account_id));
CREATE POLICY staff ON ledger_hold FOR SELECT TO sycee_staff
    USING (EXISTS (SELECT FROM ledger_account a WHERE a.id = account_id));
CREATE POLICY staff ON journal_record FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL AND subject > 0);

CREATE POLICY staff ON journal_of FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL);

CREATE INDEX party_person_name ON party_person (name);
CREATE INDEX audit_seal_made ON audit_seal (made_at);

-- Narrow questions about a record, for who may not read what was said in it.

-- The code with which it was refused, of the till's own noes the number; null where it was not refused.
CREATE FUNCTION journal_no(p_key uuid) RETURNS text LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN r.refused THEN coalesce(r.said::jsonb ->> 'code', r.said::jsonb ->> 'outcome') END
    FROM journal_record r WHERE r.key = p_key
$$;
-- Whether the link of a batch is still the one that its records make, behind the link before it.
CREATE FUNCTION journal_whole(p_slot smallint, p_batch bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((
        SELECT l.size = (SELECT count(*) FROM journal_record r WHERE r.slot = l.slot AND r.batch = l.batch)
            AND (l.batch = 1 OR p.head IS NOT NULL)
            AND l.head IS NOT DISTINCT FROM journal_reckoned(l.slot, l.batch, coalesce(p.head, ''))
        FROM journal_link l LEFT JOIN journal_link p ON p.slot = l.slot AND p.batch = l.batch - 1
        WHERE l.slot = p_slot AND l.batch = p_batch
    ), false)
$$;
REVOKE ALL ON FUNCTION journal_no, journal_whole FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_no, journal_whole TO sycee_staff;
