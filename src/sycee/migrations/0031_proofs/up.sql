-- limit: which proofs are not enough for a class and an amount, and what goes while the bank is cautious.
ALTER TABLE limit_assurance
    ADD COLUMN not_by text[] NOT NULL DEFAULT '{}',
    ADD COLUMN not_beside_passkey text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN limit_assurance.not_by IS 'factors that are not enough from this amount upward';
COMMENT ON COLUMN limit_assurance.not_beside_passkey IS
    'factors that are not enough for customers who have a passkey: what can be read out to somebody on the telephone';
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES
    ('new', 'CNY', 100000, 2, NULL), ('known', 'CNY', 500000, 2, NULL), ('known', 'CNY', 5000000, 2, NULL),
    ('deed', '', 0, 2, NULL);
UPDATE limit_assurance SET not_by = '{totp}'
    WHERE (class = 'new' AND allowance IS NULL) OR (class = 'known' AND amount_from >= 500000);
UPDATE limit_assurance SET not_beside_passkey = '{sms,totp}'
    WHERE (class, amount_from) IN (('new', 100000), ('known', 5000000)) OR class = 'deed';

CREATE TABLE limit_caution_rule (
    why    text      NOT NULL,
    asset  text      NOT NULL,
    hours  smallint  NOT NULL,
    most   bigint    NOT NULL,
    PRIMARY KEY (why, asset)
);
COMMENT ON TABLE limit_caution_rule IS 'for how long the bank is cautious after what, and the most that is paid under proofs meanwhile';
INSERT INTO limit_caution_rule (why, asset, hours, most) VALUES
    ('new_device', 'CNY', 24, 1000000), ('factor', 'CNY', 24, 1000000), ('recovered', 'CNY', 72, 200000);

CREATE TABLE limit_caution (
    id        uuid        NOT NULL,
    subject   bigint      NOT NULL,
    why       text        NOT NULL,
    device    bytea       NOT NULL DEFAULT '\x',
    everywhere boolean    NOT NULL GENERATED ALWAYS AS (device = '\x') STORED,
    begun_at  timestamptz NOT NULL,
    until     timestamptz NOT NULL,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN limit_caution.everywhere IS 'whether it is about the whole account, on whichever device';
COMMENT ON COLUMN limit_caution.device IS 'SHA-256 of the device''s own secret, where it is about that device alone; else empty';
CREATE UNIQUE INDEX limit_caution_one ON limit_caution (subject, why, device, begun_at);
CREATE INDEX limit_caution_until ON limit_caution (until);
CREATE TABLE limit_caution_session (
    session  uuid  NOT NULL,
    caution  uuid  NOT NULL REFERENCES limit_caution (id) ON DELETE CASCADE,
    PRIMARY KEY (session, caution)
);
COMMENT ON TABLE limit_caution_session IS 'sessions on the device that a caution is about';
CREATE TABLE limit_caution_used (
    caution  uuid    NOT NULL REFERENCES limit_caution (id) ON DELETE CASCADE,
    subject  bigint  NOT NULL,
    asset    text    NOT NULL,
    used     bigint  NOT NULL,
    PRIMARY KEY (caution, asset)
);
COMMENT ON TABLE limit_caution_used IS 'what was paid under proofs since a caution began, minor units';

-- device: authenticators that customers have, by the secret that they share with the bank.
CREATE TABLE device_totp (
    subject   bigint      NOT NULL,
    secret    bytea       NOT NULL,
    step      bigint      NOT NULL DEFAULT 0,
    begun_at  timestamptz NOT NULL,
    since     timestamptz,
    used_at   timestamptz,
    PRIMARY KEY (subject)
);
COMMENT ON COLUMN device_totp.secret IS 'sealed; what the customer''s authenticator makes its codes from';
COMMENT ON COLUMN device_totp.step IS 'time step of the last code that was used: it and those before are worth nothing';
COMMENT ON COLUMN device_totp.since IS 'when it was proven that the authenticator has the secret; null: not yet, so it proves nothing';

ALTER TABLE limit_caution ENABLE ROW LEVEL SECURITY;
ALTER TABLE limit_caution_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE limit_caution_used ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_totp ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON limit_caution FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY own ON limit_caution_session FOR SELECT TO sycee_read
    USING (EXISTS (SELECT FROM limit_caution c WHERE c.id = caution AND c.subject = kit_subject()));
CREATE POLICY own ON limit_caution_used FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY own ON device_totp FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON limit_caution TO sycee_app USING (true);
CREATE POLICY app ON limit_caution_session TO sycee_app USING (true);
CREATE POLICY app ON limit_caution_used TO sycee_app USING (true);
CREATE POLICY app ON device_totp TO sycee_app USING (true);
GRANT SELECT ON limit_caution_rule, limit_assurance TO sycee_read;
GRANT SELECT ON limit_caution_rule TO sycee_app;
GRANT SELECT (id, subject, why, everywhere, begun_at, until) ON limit_caution TO sycee_read;
GRANT SELECT ON limit_caution_session, limit_caution_used TO sycee_read;
GRANT SELECT (subject, begun_at, since, used_at) ON device_totp TO sycee_read;
GRANT SELECT, INSERT ON limit_caution, limit_caution_session TO sycee_app;
GRANT SELECT, INSERT, UPDATE (used) ON limit_caution_used TO sycee_app;
GRANT SELECT, INSERT, UPDATE ON device_totp TO sycee_app;

-- Challenges and cautions that are over are removed some time after, and the application has no right to delete.
REVOKE DELETE ON device_challenge FROM sycee_app;
CREATE FUNCTION device_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM device_challenge WHERE id IN (
            SELECT id FROM device_challenge WHERE until < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
CREATE FUNCTION limit_caution_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM limit_caution WHERE id IN (
            SELECT id FROM limit_caution WHERE until < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION device_purge, limit_caution_purge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION device_purge, limit_caution_purge TO sycee_app;
