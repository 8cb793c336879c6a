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
GRANT SELECT ON audit_seal TO sycee_staff;

CREATE POLICY staff ON party_person FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL);
CREATE POLICY staff ON account_account FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL AND owner > 0);
CREATE POLICY staff ON ledger_account FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL AND owner > 0);
CREATE POLICY staff ON ledger_entry FOR SELECT TO sycee_staff
    USING (EXISTS (SELECT FROM ledger_account a WHERE a.id = account_id));
CREATE POLICY staff ON ledger_hold FOR SELECT TO sycee_staff
    USING (EXISTS (SELECT FROM ledger_account a WHERE a.id = account_id));
CREATE POLICY staff ON journal_record FOR SELECT TO sycee_staff USING (kit_member() IS NOT NULL AND subject > 0);

CREATE INDEX party_person_name ON party_person (name);
CREATE INDEX journal_record_subject ON journal_record (subject, booked_at DESC) WHERE subject > 0;
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
