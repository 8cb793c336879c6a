-- book: accounts that a customer has elsewhere, brought in from statement files.
CREATE TABLE book_account (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    owner        bigint      NOT NULL,
    institution  text        NOT NULL,
    title_zh     text        NOT NULL,
    title_en     text        NOT NULL,
    number       text        NOT NULL,
    made_at      timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX book_account_once ON book_account (owner, institution, number);

CREATE TABLE book_entry (
    account_id    bigint      NOT NULL,
    seq           bigint      NOT NULL,
    owner         bigint      NOT NULL,
    fingerprint   bytea       NOT NULL,
    booked_at     timestamptz NOT NULL,
    asset         text        NOT NULL,
    amount        bigint      NOT NULL,
    counted       bigint      NOT NULL,
    balance       bigint,
    direction     text        NOT NULL CHECK (direction IN ('in', 'out', 'neutral')),
    kind          text        NOT NULL,
    counterparty  text        NOT NULL,
    memo          text        NOT NULL,
    status        text        NOT NULL,
    method        text        NOT NULL,
    order_number  text        NOT NULL,
    PRIMARY KEY (account_id, seq)
);
CREATE UNIQUE INDEX book_entry_once ON book_entry (account_id, fingerprint);
CREATE INDEX book_entry_time ON book_entry (owner, booked_at DESC, account_id DESC, seq DESC);
COMMENT ON COLUMN book_entry.counted IS 'what it adds to income (+) or expense (-): 0 for neutral and closed rows, net of refunds';
COMMENT ON COLUMN book_entry.fingerprint IS 'what makes a row the same row in another file: a second import adds nothing';

ALTER TABLE book_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON book_account FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON book_entry FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON book_account TO sycee_app USING (true);
CREATE POLICY app ON book_entry TO sycee_app USING (true);
GRANT SELECT ON book_account, book_entry TO sycee_read;
GRANT SELECT, INSERT, UPDATE ON book_account TO sycee_app;
GRANT SELECT, INSERT, UPDATE (counted, direction, status) ON book_entry TO sycee_app;
