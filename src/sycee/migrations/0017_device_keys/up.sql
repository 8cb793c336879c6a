-- device: keys that a customer's device signs with. Only the public half is ever here.
CREATE TABLE device_key (
    id          uuid        NOT NULL,
    subject     bigint      NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('ed25519')),
    public      bytea       NOT NULL,
    what        text        NOT NULL,
    made_at     timestamptz NOT NULL,
    revoked_at  timestamptz,
    uses        bigint      NOT NULL DEFAULT 0,
    used_at     timestamptz,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN device_key.kind IS 'how its signatures are checked; a passkey is another kind beside this one';
COMMENT ON COLUMN device_key.what IS 'the device, as its customer knows it';
CREATE INDEX device_key_subject ON device_key (subject) WHERE revoked_at IS NULL;
ALTER TABLE device_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON device_key FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON device_key TO sycee_app USING (true);
GRANT SELECT ON device_key TO sycee_read;
GRANT SELECT, INSERT, UPDATE (revoked_at, uses, used_at) ON device_key TO sycee_app;
