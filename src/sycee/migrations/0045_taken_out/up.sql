-- book: what was said of a row goes with the row, and its number is given to no other.
ALTER TABLE book_account ADD COLUMN last_seq bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN book_account.last_seq IS 'the highest number of a row that was taken out';

CREATE FUNCTION book_said_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE book_account a SET last_seq = g.seq
    FROM (SELECT account_id, max(seq) AS seq FROM gone GROUP BY account_id) AS g
    WHERE a.id = g.account_id AND a.last_seq < g.seq;
    DELETE FROM book_choice c WHERE c.owner = ANY (ARRAY(SELECT DISTINCT g.owner FROM gone g))
        AND EXISTS (SELECT FROM gone g WHERE c.account = 'out:' || g.account_id AND c.seq = g.seq);
    DELETE FROM book_part p WHERE p.owner = ANY (ARRAY(SELECT DISTINCT g.owner FROM gone g))
        AND EXISTS (SELECT FROM gone g WHERE p.account = 'out:' || g.account_id AND p.seq = g.seq);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION book_said_goes FROM PUBLIC;
CREATE TRIGGER book_entry_said_goes AFTER DELETE ON book_entry REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION book_said_goes();
