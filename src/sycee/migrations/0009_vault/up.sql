-- Which keys this database was sealed with: a process with other keys must not open it. Nothing here is secret.
CREATE TABLE privacy_vault (
    one         boolean NOT NULL DEFAULT true CHECK (one),
    signing_id  text    NOT NULL,
    signing     bytea   NOT NULL,
    marker      bytea   NOT NULL,
    PRIMARY KEY (one)
);
COMMENT ON COLUMN privacy_vault.signing IS 'the bank''s public signing key';
COMMENT ON COLUMN privacy_vault.marker IS 'blind index of a fixed word: equal only under equal index keys';
GRANT SELECT, INSERT ON privacy_vault TO sycee_app;
