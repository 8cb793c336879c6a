-- bill: what billers said is still owed, of numbers that were paid before.
CREATE TABLE bill_open (
    owner     bigint      NOT NULL,
    biller    text        NOT NULL,
    bill      text        NOT NULL,
    paid_as   uuid        NOT NULL,
    tail      text        NOT NULL,
    period    text        NOT NULL,
    asset     text        NOT NULL,
    minor     bigint      NOT NULL,
    due_on    date        NOT NULL,
    asked_at  timestamptz NOT NULL,
    PRIMARY KEY (owner, biller, bill)
);
COMMENT ON COLUMN bill_open.paid_as IS 'the last payment of the same number: by it the bill is found again';
COMMENT ON COLUMN bill_open.asked_at IS 'when the biller last said that it is owed';
CREATE INDEX bill_open_old ON bill_open (asked_at);

ALTER TABLE bill_open ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bill_open FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON bill_open TO sycee_app USING (true);
GRANT SELECT ON bill_open TO sycee_read;
GRANT SELECT, INSERT, UPDATE (paid_as, tail, period, asset, minor, due_on, asked_at), DELETE ON bill_open TO sycee_app;
