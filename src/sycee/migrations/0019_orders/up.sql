-- transfer: transfers for later and standing ones, and what became of each date.
CREATE TABLE transfer_order (
    id          uuid        NOT NULL,
    owner       bigint      NOT NULL,
    account_id  bigint      NOT NULL,
    tail        text        NOT NULL,
    payee       bigint      NOT NULL,
    to_account  bigint      NOT NULL,
    to_name     text        NOT NULL,
    to_tail     text        NOT NULL,
    asset       text        NOT NULL,
    minor       bigint      NOT NULL CHECK (minor > 0),
    memo        text        NOT NULL,
    first_on    date        NOT NULL,
    every       text        NOT NULL CHECK (every IN ('once', 'week', 'month')),
    until       date,
    mandate     uuid        NOT NULL,
    state       text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'ended')),
    reason      text,
    next_on     date,
    next_at     timestamptz,
    attempt     integer     NOT NULL DEFAULT 0,
    made_at     timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (id),
    CHECK (state <> 'active' OR (next_on IS NOT NULL AND next_at IS NOT NULL))
);
COMMENT ON COLUMN transfer_order.mandate IS 'the owner''s consent to what this order pays';
COMMENT ON COLUMN transfer_order.reason IS 'why it is paused or ended; null while it is active';
COMMENT ON COLUMN transfer_order.next_on IS 'the date that is paid next';
COMMENT ON COLUMN transfer_order.next_at IS 'when that is tried next';
COMMENT ON COLUMN transfer_order.attempt IS 'which try it will be: part of the key under which it is tried';
CREATE INDEX transfer_order_owner ON transfer_order (owner, made_at);
CREATE INDEX transfer_order_payee ON transfer_order (payee) WHERE state <> 'ended';
CREATE INDEX transfer_order_to ON transfer_order (to_account) WHERE state <> 'ended';
CREATE INDEX transfer_order_next ON transfer_order (next_at) WHERE state = 'active';

CREATE TABLE transfer_order_run (
    order_id  uuid        NOT NULL,
    due_on    date        NOT NULL,
    owner     bigint      NOT NULL,
    state     text        NOT NULL CHECK (state IN ('done', 'failed', 'skipped')),
    reason    text,
    transfer  uuid,
    at        timestamptz NOT NULL,
    PRIMARY KEY (order_id, due_on)
);
COMMENT ON TABLE transfer_order_run IS 'what became of each date of an order: one row, whatever is tried how often';

ALTER TABLE transfer_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE transfer_order_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON transfer_order FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON transfer_order_run FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON transfer_order TO sycee_app USING (true);
CREATE POLICY app ON transfer_order_run TO sycee_app USING (true);
GRANT SELECT ON transfer_order, transfer_order_run TO sycee_read;
GRANT SELECT, INSERT, UPDATE (state, reason, next_on, next_at, attempt, changed_at) ON transfer_order TO sycee_app;
GRANT SELECT, INSERT ON transfer_order_run TO sycee_app;

-- Own rows of plans that orders make: each date of an order is paid in the commit that writes its row, and there is but
-- one such row. Returns how many it wrote: none for an order that is not active, or for a date that is not its next.
CREATE FUNCTION transfer_order_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH given AS (
        SELECT r.* FROM jsonb_to_recordset(p_rows) AS r ("order" uuid, due_on date, transfer uuid, at timestamptz)
    ), taken AS (
        INSERT INTO transfer_order_run (order_id, due_on, owner, state, transfer, at)
        SELECT g."order", g.due_on, o.owner, 'done', g.transfer, g.at FROM given g
        JOIN transfer_order o ON o.id = g."order" AND o.state = 'active' AND o.next_on = g.due_on
        ORDER BY g."order", g.due_on ON CONFLICT (order_id, due_on) DO NOTHING RETURNING order_id
    )
    SELECT count(*) FROM taken
$$;
REVOKE ALL ON FUNCTION transfer_order_take FROM PUBLIC;
