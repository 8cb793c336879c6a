-- book: what a person says of accounts elsewhere and of the files that they bring in.
ALTER TABLE book_account ADD COLUMN name text NOT NULL DEFAULT '';
COMMENT ON COLUMN book_account.name IS 'what its owner calls it; empty: as its institution is called';

CREATE TABLE book_shape (
    owner    bigint      NOT NULL,
    shape    text        NOT NULL,
    pointed  jsonb       NOT NULL,
    said_at  timestamptz NOT NULL,
    PRIMARY KEY (owner, shape)
);
COMMENT ON TABLE book_shape IS 'what a person pointed out about files of one shape: which column is which';

-- One payment seen twice: by the wallet, and by the card behind it. Both rows stay; the card''s counts in no sum beside the wallet''s.
CREATE TABLE book_same (
    owner           bigint NOT NULL,
    account_id      bigint NOT NULL,
    seq             bigint NOT NULL,
    wallet_account  bigint NOT NULL,
    wallet_seq      bigint NOT NULL,
    PRIMARY KEY (account_id, seq)
);
CREATE UNIQUE INDEX book_same_wallet ON book_same (wallet_account, wallet_seq);
CREATE INDEX book_same_owner ON book_same (owner);

ALTER TABLE book_shape ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_same ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON book_shape FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_same FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON book_shape TO sycee_app USING (true);
CREATE POLICY app ON book_same TO sycee_app USING (true);
GRANT SELECT ON book_shape, book_same TO sycee_read;
GRANT SELECT, INSERT, UPDATE ON book_shape TO sycee_app;
GRANT SELECT, INSERT ON book_same TO sycee_app;

-- A person takes an account with all that was brought into it out of their book. Nothing else of theirs, or of others, goes.
CREATE FUNCTION book_remove(p_owner bigint, p_account bigint) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    PERFORM 1 FROM book_account WHERE id = p_account AND owner = p_owner FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    DELETE FROM book_same WHERE owner = p_owner AND (account_id = p_account OR wallet_account = p_account);
    DELETE FROM book_entry WHERE owner = p_owner AND account_id = p_account;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM book_account WHERE owner = p_owner AND id = p_account;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION book_remove FROM PUBLIC;
GRANT EXECUTE ON FUNCTION book_remove TO sycee_app;

-- What is taken out, and what is found to be one payment, moves the version too: kept readings are read anew.
CREATE TRIGGER book_entry_gone AFTER DELETE ON book_entry REFERENCING OLD TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION book_moved();
CREATE TRIGGER book_account_gone AFTER DELETE ON book_account REFERENCING OLD TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION book_moved();
CREATE TRIGGER book_same_found AFTER INSERT ON book_same REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION book_moved();
