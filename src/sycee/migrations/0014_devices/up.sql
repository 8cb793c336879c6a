-- From which device a session was begun, and which devices a customer has signed in on.
ALTER TABLE identity_session
    ADD COLUMN agent text NOT NULL DEFAULT '',
    ADD COLUMN device bytea,
    ADD COLUMN source text NOT NULL DEFAULT '',
    ADD COLUMN stopped_by uuid;
COMMENT ON COLUMN identity_session.agent IS 'what kind of device, in words: never the header that a browser sends';
COMMENT ON COLUMN identity_session.device IS 'SHA-256 of the device''s own secret';
COMMENT ON COLUMN identity_session.source IS 'coarse network address: the first three of four numbers, or a /48';
COMMENT ON COLUMN identity_session.stopped_by IS 'the customer''s other session that ended this one; null: it ended by itself';

CREATE TABLE identity_device (
    subject     bigint      NOT NULL,
    device      bytea       NOT NULL,
    agent       text        NOT NULL,
    first_seen  timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL,
    PRIMARY KEY (subject, device)
);
COMMENT ON COLUMN identity_device.device IS 'SHA-256 of the device''s own secret, which lies in a cookie there';
ALTER TABLE identity_device ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON identity_device FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON identity_device TO sycee_app USING (true);
GRANT SELECT ON identity_device TO sycee_read;
GRANT SELECT, INSERT, UPDATE ON identity_device TO sycee_app;

-- Codes to phones that are nobody's yet all have the same subject: they are found by what they are bound to.
CREATE INDEX identity_code_bound ON identity_code (bound);
