-- device: passkeys and security keys (WebAuthn) beside the software keys, and the challenges that the bank has given.
ALTER TABLE device_key
    ADD COLUMN credential bytea,
    ADD COLUMN rp text NOT NULL DEFAULT '',
    ADD COLUMN count bigint NOT NULL DEFAULT 0,
    ADD COLUMN synced boolean NOT NULL DEFAULT false;
ALTER TABLE device_key DROP CONSTRAINT device_key_kind_check;
ALTER TABLE device_key ADD CONSTRAINT device_key_kind CHECK (kind IN ('ed25519', 'passkey')) NOT VALID;
ALTER TABLE device_key VALIDATE CONSTRAINT device_key_kind;
ALTER TABLE device_key ADD CONSTRAINT device_key_passkey
    CHECK ((kind = 'passkey') = (credential IS NOT NULL) AND (kind = 'passkey') = (rp <> '')) NOT VALID;
ALTER TABLE device_key VALIDATE CONSTRAINT device_key_passkey;
COMMENT ON COLUMN device_key.public IS 'public key: 32 bytes of Ed25519, or for a passkey its COSE form';
COMMENT ON COLUMN device_key.credential IS 'a passkey''s own id, by which browsers find it';
COMMENT ON COLUMN device_key.rp IS 'the name for which a passkey was made, and for which alone it signs';
COMMENT ON COLUMN device_key.count IS 'how often a passkey says that it has signed; one that goes back is refused';
COMMENT ON COLUMN device_key.synced IS 'whether the passkey is kept in several devices by its maker';
CREATE UNIQUE INDEX device_key_credential ON device_key (credential) WHERE credential IS NOT NULL;
GRANT UPDATE (what, count, synced) ON device_key TO sycee_app;

CREATE TABLE device_challenge (
    id         uuid        NOT NULL,
    purpose    text        NOT NULL,
    bound      bytea       NOT NULL,
    challenge  bytea       NOT NULL CHECK (length(challenge) = 32),
    until      timestamptz NOT NULL,
    used       boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (id)
);
COMMENT ON TABLE device_challenge IS 'what an authenticator is to sign, when it is not a proposal: good once, for minutes';
COMMENT ON COLUMN device_challenge.bound IS 'SHA-256 of the session or the device that alone may answer it';
CREATE INDEX device_challenge_until ON device_challenge (until);
ALTER TABLE device_challenge ENABLE ROW LEVEL SECURITY;
CREATE POLICY app ON device_challenge TO sycee_app USING (true);
GRANT SELECT, INSERT, UPDATE (used), DELETE ON device_challenge TO sycee_app;

-- identity: what a session was begun with, since there is more than one way to begin one.
ALTER TABLE identity_session
    ADD COLUMN proven text[] NOT NULL DEFAULT '{password}',
    ADD COLUMN by_key uuid;
COMMENT ON COLUMN identity_session.proven IS 'factors proven when it began: with their age they are its assurance';
COMMENT ON COLUMN identity_session.by_key IS 'the passkey that began it: with that key revoked the session ends';
