-- book: what a customer says of their own entries. The entries themselves are never changed by it.
CREATE TABLE book_version (
    owner    bigint NOT NULL,
    version  bigint NOT NULL,
    PRIMARY KEY (owner)
);
COMMENT ON COLUMN book_version.version IS 'moves with every change to what the owner said or brought in; entries of the bank''s own have their seq';

CREATE TABLE book_category (
    id       bigint      GENERATED ALWAYS AS IDENTITY,
    owner    bigint      NOT NULL,
    title    text        NOT NULL,
    under    text        NOT NULL,
    made_at  timestamptz NOT NULL,
    gone_at  timestamptz,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN book_category.under IS 'the category of the closed list that it is a part of';
CREATE UNIQUE INDEX book_category_once ON book_category (owner, title) WHERE gone_at IS NULL;

CREATE TABLE book_choice (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    owner      bigint      NOT NULL,
    account    text        NOT NULL,
    seq        bigint      NOT NULL,
    category   text,
    note       bytea,
    tags       text[]      NOT NULL DEFAULT '{}',
    excluded   boolean     NOT NULL DEFAULT false,
    chosen_at  timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX book_choice_once ON book_choice (owner, account, seq);
COMMENT ON COLUMN book_choice.account IS 'own:ID or out:ID, as the book names accounts';
COMMENT ON COLUMN book_choice.category IS 'a code of the closed list, or my:ID; null where only something else was said';
COMMENT ON COLUMN book_choice.note IS 'the note, sealed';

CREATE TABLE book_part (
    owner     bigint   NOT NULL,
    account   text     NOT NULL,
    seq       bigint   NOT NULL,
    n         smallint NOT NULL,
    category  text     NOT NULL,
    amount    bigint   NOT NULL,
    PRIMARY KEY (owner, account, seq, n)
);
COMMENT ON COLUMN book_part.amount IS 'signed, minor units: the parts of an entry add up to it';

CREATE TABLE book_rule (
    id            bigint      GENERATED ALWAYS AS IDENTITY,
    owner         bigint      NOT NULL,
    counterparty  text        NOT NULL,
    words         text        NOT NULL,
    inward        boolean     NOT NULL,
    category      text        NOT NULL,
    since         timestamptz,
    made_at       timestamptz NOT NULL,
    undone_at     timestamptz,
    PRIMARY KEY (id),
    CHECK (counterparty <> '' OR words <> '')
);
COMMENT ON COLUMN book_rule.since IS 'entries booked from then on; null: the past as well';
CREATE INDEX book_rule_owner ON book_rule (owner) WHERE undone_at IS NULL;

ALTER TABLE book_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_category ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON book_version FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_category FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_choice FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_part FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_rule FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON book_version TO sycee_app USING (true);
CREATE POLICY app ON book_category TO sycee_app USING (true);
CREATE POLICY app ON book_choice TO sycee_app USING (true);
CREATE POLICY app ON book_part TO sycee_app USING (true);
CREATE POLICY app ON book_rule TO sycee_app USING (true);
GRANT SELECT ON book_version, book_category, book_choice, book_part, book_rule TO sycee_read;
GRANT SELECT, INSERT, UPDATE ON book_version TO sycee_app;
GRANT SELECT, INSERT, UPDATE (gone_at) ON book_category TO sycee_app;
GRANT SELECT, INSERT, UPDATE (category, note, tags, excluded, chosen_at), DELETE ON book_choice TO sycee_app;
GRANT SELECT, INSERT, DELETE ON book_part TO sycee_app;
GRANT SELECT, INSERT, UPDATE (undone_at) ON book_rule TO sycee_app;

-- Whoever changes rows that were brought in moves the version of those whose rows they are: readers that keep them see it.
CREATE FUNCTION book_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO book_version AS v (owner, version) SELECT DISTINCT m.owner, 1 FROM moved m ORDER BY 1
    ON CONFLICT (owner) DO UPDATE SET version = v.version + 1;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION book_moved FROM PUBLIC;
CREATE TRIGGER book_entry_came AFTER INSERT ON book_entry REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION book_moved();
CREATE TRIGGER book_entry_changed AFTER UPDATE ON book_entry REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION book_moved();
CREATE TRIGGER book_account_came AFTER INSERT ON book_account REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION book_moved();
