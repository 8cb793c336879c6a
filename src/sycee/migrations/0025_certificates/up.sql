-- certificate: what the bank has signed of whose key is whose, and what was signed with these keys.
CREATE TABLE certificate_issued (
    serial       uuid        NOT NULL,
    subject      bigint      NOT NULL,
    key          uuid        NOT NULL,
    name         text        NOT NULL,
    suite        text        NOT NULL,
    public       bytea       NOT NULL,
    text         text        NOT NULL,
    signed_by    text        NOT NULL,
    signature    bytea       NOT NULL,
    not_before   timestamptz NOT NULL,
    not_after    timestamptz NOT NULL,
    renews       uuid,
    replaced_at  timestamptz,
    revoked_at   timestamptz,
    reason       text        CHECK (reason IN ('customer', 'key')),
    PRIMARY KEY (serial),
    CHECK ((revoked_at IS NULL) = (reason IS NULL))
);
COMMENT ON COLUMN certificate_issued.key IS 'the key in a customer''s device that it is for';
COMMENT ON COLUMN certificate_issued.name IS 'that key, as its customer called it when this was issued';
COMMENT ON COLUMN certificate_issued.suite IS 'how its signatures are made and checked, such as es256-sha256';
COMMENT ON COLUMN certificate_issued.text IS 'JSON: exactly what the bank has signed';
COMMENT ON COLUMN certificate_issued.signed_by IS 'which of the bank''s signing keys';
COMMENT ON COLUMN certificate_issued.replaced_at IS 'when a new one for the same key took its place';
COMMENT ON COLUMN certificate_issued.reason IS 'why revoked: its customer said so, or its key was taken away';
-- At most one stands for a key. The customer's are few: this index finds them too.
CREATE UNIQUE INDEX certificate_issued_standing ON certificate_issued (key)
    WHERE revoked_at IS NULL AND replaced_at IS NULL;
CREATE INDEX certificate_issued_subject ON certificate_issued (subject, serial);

CREATE TABLE certificate_evidence (
    approval            uuid        NOT NULL,
    subject             bigint      NOT NULL,
    key                 uuid        NOT NULL,
    certificate         uuid        REFERENCES certificate_issued (serial),
    suite               text        NOT NULL,
    digest              bytea       NOT NULL,
    document            text        NOT NULL,
    rest                bytea       NOT NULL,
    signature           bytea       NOT NULL,
    client_data         bytea,
    authenticator_data  bytea,
    made_at             timestamptz NOT NULL,
    PRIMARY KEY (approval),
    CHECK ((client_data IS NULL) = (authenticator_data IS NULL))
);
COMMENT ON TABLE certificate_evidence IS 'what a customer''s device signed for an approval. It is never changed';
COMMENT ON COLUMN certificate_evidence.certificate IS 'the one that stood for the key then; null: there was none';
COMMENT ON COLUMN certificate_evidence.document IS 'what the customer was shown, exactly as it was digested';
COMMENT ON COLUMN certificate_evidence.rest IS 'SHA-256 of the whole intent: with the document''s it makes the digest';
COMMENT ON COLUMN certificate_evidence.client_data IS 'of a passkey: what its browser says that was asked for';

ALTER TABLE certificate_issued ENABLE ROW LEVEL SECURITY;
ALTER TABLE certificate_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON certificate_issued FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY own ON certificate_evidence FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON certificate_issued TO sycee_app USING (true);
CREATE POLICY app ON certificate_evidence TO sycee_app USING (true);
GRANT SELECT ON certificate_issued, certificate_evidence TO sycee_read;
GRANT SELECT, INSERT, UPDATE (replaced_at, revoked_at, reason) ON certificate_issued TO sycee_app;
GRANT SELECT, INSERT ON certificate_evidence TO sycee_app;

-- access: a customer may see by what their own payments were approved.
CREATE INDEX access_approval_key ON access_approval (key);
ALTER TABLE access_approval ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON access_approval FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON access_approval TO sycee_app USING (true);
GRANT SELECT (id, subject, key, digest, factor, made_at) ON access_approval TO sycee_read;

-- kit: where a record stands, for the customer whose it is. Nobody else's place is told.
CREATE FUNCTION journal_place(p_key uuid)
RETURNS TABLE (slot smallint, batch bigint, pos smallint, booked_at timestamptz, digest bytea, link bytea, whole boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.slot, r.batch, r.pos, r.booked_at, r.digest, l.head, journal_whole(r.slot, r.batch)
    FROM journal_record r JOIN journal_link l ON l.slot = r.slot AND l.batch = r.batch
    WHERE r.key = p_key AND r.subject = kit_subject()
$$;
-- audit: the first seal over a link, with what it follows. Seals name nobody.
CREATE FUNCTION audit_covering(p_slot smallint, p_batch bigint, p_at timestamptz)
RETURNS TABLE (id bigint, made_at timestamptz, heads text, before bytea, head bytea, signature bytea, key_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, s.made_at, s.heads, coalesce(p.head, ''), s.head, s.signature, s.key_id
    FROM audit_seal s LEFT JOIN audit_seal p ON p.id = s.id - 1
    WHERE s.made_at >= p_at AND EXISTS (
        SELECT FROM jsonb_array_elements(s.heads::jsonb) AS h (part)
        WHERE (h.part ->> 0)::smallint = p_slot AND (h.part ->> 1)::bigint >= p_batch)
    ORDER BY s.made_at, s.id LIMIT 1
$$;
REVOKE ALL ON FUNCTION journal_place, audit_covering FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_place, audit_covering TO sycee_read;
