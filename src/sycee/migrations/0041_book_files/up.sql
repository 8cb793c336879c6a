-- book: which file a row came in, so that one file can be taken out again; and large files, which arrive in parts.
CREATE TABLE book_file (
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    owner       bigint      NOT NULL,
    digest      bytea       NOT NULL,
    name        text        NOT NULL,
    format      text        NOT NULL,
    rows_read   bigint      NOT NULL,
    skipped     bigint      NOT NULL,
    brought_at  timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX book_file_once ON book_file (owner, digest);
COMMENT ON COLUMN book_file.digest IS 'SHA-256 of its bytes: the same file again is the same file';

ALTER TABLE book_entry ADD COLUMN files bigint[] NOT NULL DEFAULT '{0}';
COMMENT ON COLUMN book_entry.files IS 'the files that have the row; 0: one of before files were kept';

CREATE TABLE book_upload (
    id            uuid        NOT NULL,
    owner         bigint      NOT NULL,
    name          text        NOT NULL,
    size          bigint      NOT NULL,
    came          bigint      NOT NULL DEFAULT 0,
    state         text        NOT NULL DEFAULT 'coming'
                  CHECK (state IN ('coming', 'waiting', 'reading', 'writing', 'done', 'refused')),
    read_bytes    bigint      NOT NULL DEFAULT 0,
    rows_read     bigint      NOT NULL DEFAULT 0,
    rows_written  bigint      NOT NULL DEFAULT 0,
    pointed       jsonb,
    said          jsonb,
    made_at       timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX book_upload_owner ON book_upload (owner, made_at DESC);
CREATE INDEX book_upload_age ON book_upload (made_at);
COMMENT ON COLUMN book_upload.said IS 'what came of it: the answer, or the refusal';

CREATE TABLE book_upload_part (
    upload   uuid    NOT NULL,
    part     integer NOT NULL,
    owner    bigint  NOT NULL,
    content  bytea   NOT NULL,
    PRIMARY KEY (upload, part)
);
-- Read once, in the order in which it came: packing and unpacking it would only cost time.
ALTER TABLE book_upload_part ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE book_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_upload_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON book_file FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_upload FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_upload_part FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON book_file TO sycee_app USING (true);
CREATE POLICY app ON book_upload TO sycee_app USING (true);
CREATE POLICY app ON book_upload_part TO sycee_app USING (true);
GRANT SELECT ON book_file, book_upload, book_upload_part TO sycee_read;
GRANT SELECT, INSERT, UPDATE (name, format, rows_read, skipped, brought_at) ON book_file TO sycee_app;
GRANT SELECT, INSERT, UPDATE (came, state, read_bytes, rows_read, rows_written, pointed, said) ON book_upload TO sycee_app;
GRANT SELECT, INSERT ON book_upload_part TO sycee_app;
GRANT UPDATE (files) ON book_entry TO sycee_app;

-- A file is taken out with the rows that no other file has. An account of which nothing is left goes with it.
CREATE FUNCTION book_remove_file(p_owner bigint, p_file bigint) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint; emptied bigint[];
BEGIN
    PERFORM 1 FROM book_file WHERE id = p_file AND owner = p_owner FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM 1 FROM book_account WHERE owner = p_owner ORDER BY id FOR UPDATE;
    UPDATE book_entry SET files = array_remove(files, p_file)
    WHERE owner = p_owner AND p_file = ANY (files) AND files <> ARRAY[p_file];
    DELETE FROM book_same s USING book_entry e WHERE s.owner = p_owner AND e.owner = p_owner
        AND e.files = ARRAY[p_file] AND s.account_id = e.account_id AND s.seq = e.seq;
    DELETE FROM book_same s USING book_entry e WHERE s.owner = p_owner AND e.owner = p_owner
        AND e.files = ARRAY[p_file] AND s.wallet_account = e.account_id AND s.wallet_seq = e.seq;
    WITH out AS (DELETE FROM book_entry WHERE owner = p_owner AND files = ARRAY[p_file] RETURNING account_id)
    SELECT count(*), array_agg(DISTINCT account_id) INTO gone, emptied FROM out;
    DELETE FROM book_account a WHERE a.owner = p_owner AND a.id = ANY (emptied)
        AND NOT EXISTS (SELECT FROM book_entry e WHERE e.account_id = a.id);
    DELETE FROM book_file WHERE id = p_file AND owner = p_owner;
    RETURN gone;
END $$;

-- As before; and files of which nothing is left go with the account.
CREATE OR REPLACE FUNCTION book_remove(p_owner bigint, p_account bigint) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint; of_these bigint[];
BEGIN
    PERFORM 1 FROM book_account WHERE id = p_account AND owner = p_owner FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    DELETE FROM book_same WHERE owner = p_owner AND (account_id = p_account OR wallet_account = p_account);
    SELECT array_agg(DISTINCT f) INTO of_these FROM book_entry e, unnest(e.files) AS f
    WHERE e.owner = p_owner AND e.account_id = p_account;
    DELETE FROM book_entry WHERE owner = p_owner AND account_id = p_account;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM book_file f WHERE f.owner = p_owner AND f.id = ANY (of_these) AND f.id NOT IN (
        SELECT g FROM book_entry e, unnest(e.files) AS g WHERE e.owner = p_owner
    );
    DELETE FROM book_account WHERE owner = p_owner AND id = p_account;
    RETURN gone;
END $$;

-- What came of a large file is let go: its content once it was read in, all of it when its owner leaves it.
CREATE FUNCTION book_upload_end(p_owner bigint, p_upload uuid) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM book_upload_part WHERE owner = p_owner AND upload = p_upload
$$;
CREATE FUNCTION book_upload_drop(p_owner bigint, p_upload uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM book_upload WHERE owner = p_owner AND id = p_upload AND state IN ('coming', 'done', 'refused');
    IF NOT FOUND THEN RETURN false; END IF;
    DELETE FROM book_upload_part WHERE owner = p_owner AND upload = p_upload;
    RETURN true;
END $$;
CREATE FUNCTION book_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM book_upload WHERE id IN (
            SELECT id FROM book_upload WHERE made_at < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING id
    ), parts AS (
        DELETE FROM book_upload_part p USING gone g WHERE p.upload = g.id RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION book_remove_file, book_upload_end, book_upload_drop, book_purge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION book_remove_file, book_upload_end, book_upload_drop, book_purge TO sycee_app;
