-- book: photos that customers put beside their entries.
CREATE TABLE book_photo (
    id        uuid        NOT NULL,
    owner     bigint      NOT NULL,
    account   text        NOT NULL,
    seq       bigint      NOT NULL,
    photo     bytea       NOT NULL,
    width     integer     NOT NULL,
    height    integer     NOT NULL,
    size      integer     NOT NULL,
    added_at  timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX book_photo_entry ON book_photo (owner, account, seq);
-- What is sealed looks like chance: trying to press it smaller is work for nothing.
ALTER TABLE book_photo ALTER COLUMN photo SET STORAGE EXTERNAL;
COMMENT ON COLUMN book_photo.account IS 'own:ID or out:ID, as the book names accounts';
COMMENT ON COLUMN book_photo.photo IS 'the picture as JPEG without anything else that came with it, sealed';
COMMENT ON COLUMN book_photo.size IS 'bytes of the picture before it was sealed';

ALTER TABLE book_photo ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON book_photo FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON book_photo TO sycee_app USING (true);
GRANT SELECT ON book_photo TO sycee_read;
GRANT SELECT, INSERT, UPDATE (photo), DELETE ON book_photo TO sycee_app;

-- Photos go with the entries that are taken out of the book, whichever way: nobody could see or remove them any more.
CREATE FUNCTION book_photos_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM book_photo p WHERE p.owner = ANY (ARRAY(SELECT DISTINCT g.owner FROM gone g))
        AND EXISTS (SELECT FROM gone g WHERE p.account = 'out:' || g.account_id AND p.seq = g.seq);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION book_photos_go FROM PUBLIC;
CREATE TRIGGER book_entry_photos_go AFTER DELETE ON book_entry REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION book_photos_go();
