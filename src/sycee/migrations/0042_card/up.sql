-- ledger: where what was bought by card waits for its settlement with the network. A card's account may go below
-- nothing, down to its limit: its holder may lower that.
WITH opened AS (INSERT INTO ledger_account (owner, asset, floor) VALUES (0, 1, NULL) RETURNING id)
INSERT INTO ledger_house (purpose, asset, account_id) SELECT 'card_network', 'CNY', id FROM opened;
GRANT UPDATE (floor) ON ledger_account TO sycee_app;

-- card: credit cards, what was bought by them, and the statements of each cycle.
CREATE SEQUENCE card_serial;
GRANT USAGE ON SEQUENCE card_serial TO sycee_app;

CREATE TABLE card_card (
    account_id     bigint       NOT NULL,
    owner          bigint       NOT NULL,
    number         bytea        NOT NULL,
    number_index   bytea        NOT NULL,
    tail           text         NOT NULL,
    statement_day  smallint     NOT NULL CHECK (statement_day BETWEEN 1 AND 28),
    granted        bigint       NOT NULL CHECK (granted > 0),
    opened_at      timestamptz  NOT NULL,
    frozen_at      timestamptz,
    closed_at      timestamptz,
    repayments     bigint       NOT NULL DEFAULT 0,
    auto_part      text         CHECK (auto_part IN ('statement', 'minimum')),
    auto_account   bigint,
    auto_mandate   uuid,
    PRIMARY KEY (account_id),
    CHECK ((auto_part IS NULL) = (auto_account IS NULL) AND (auto_part IS NULL) = (auto_mandate IS NULL))
);
COMMENT ON COLUMN card_card.account_id IS 'the ledger''s: what is owed is its balance below nothing, and its floor is the limit';
COMMENT ON COLUMN card_card.number IS 'sealed: the 16 digits on the card';
COMMENT ON COLUMN card_card.granted IS 'the limit that the bank gives, in minor units; its holder may choose less';
COMMENT ON COLUMN card_card.frozen_at IS 'since when its holder has it frozen';
COMMENT ON COLUMN card_card.repayments IS 'how many there were: a repayment is reckoned from what was owed after so many';
COMMENT ON COLUMN card_card.auto_part IS 'what is repaid by itself on the due day: what is left of the statement, or of the minimum';
CREATE UNIQUE INDEX card_card_number ON card_card (number_index);
CREATE UNIQUE INDEX card_card_one ON card_card (owner) WHERE closed_at IS NULL;
CREATE INDEX card_card_owner ON card_card (owner);

CREATE TABLE card_purchase (
    id          uuid         NOT NULL,
    account_id  bigint       NOT NULL,
    owner       bigint       NOT NULL,
    merchant    text         NOT NULL,
    minor       bigint       NOT NULL CHECK (minor > 0),
    refunded    bigint       NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND minor),
    made_at     timestamptz  NOT NULL,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN card_purchase.id IS 'the transfer by which it was booked; follows from the network''s own reference';
COMMENT ON COLUMN card_purchase.refunded IS 'what of it the shop has given back';
CREATE INDEX card_purchase_owner ON card_purchase (owner, made_at);

CREATE TABLE card_statement (
    account_id  bigint       NOT NULL,
    day         date         NOT NULL,
    owner       bigint       NOT NULL,
    opening     bigint       NOT NULL,
    spent       bigint       NOT NULL CHECK (spent >= 0),
    came        bigint       NOT NULL CHECK (came >= 0),
    balance     bigint       NOT NULL,
    minimum     bigint       NOT NULL CHECK (minimum BETWEEN 0 AND greatest(balance, 0)),
    due_on      date         NOT NULL,
    entries     bigint       NOT NULL,
    last_seq    bigint       NOT NULL,
    made_at     timestamptz  NOT NULL,
    overdue     boolean      NOT NULL DEFAULT false,
    PRIMARY KEY (account_id, day),
    CHECK (opening + spent - came = balance)
);
COMMENT ON TABLE card_statement IS 'a cycle of a card: what was owed before, what was spent, what came back or was repaid, what is owed (negative: in credit)';
COMMENT ON COLUMN card_statement.last_seq IS 'the last entry that is in it; what comes in after it counts towards it';
COMMENT ON COLUMN card_statement.overdue IS 'less than the minimum had come in when the due day was over';
CREATE INDEX card_statement_owner ON card_statement (owner, day);
CREATE INDEX card_statement_due ON card_statement (account_id, due_on);

ALTER TABLE card_card ENABLE ROW LEVEL SECURITY;
ALTER TABLE card_purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE card_statement ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON card_card FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON card_purchase FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON card_statement FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON card_card TO sycee_app USING (true);
CREATE POLICY app ON card_purchase TO sycee_app USING (true);
CREATE POLICY app ON card_statement TO sycee_app USING (true);
GRANT SELECT ON card_card, card_purchase, card_statement TO sycee_read;
GRANT SELECT, INSERT, UPDATE (number, frozen_at, closed_at, auto_part, auto_account, auto_mandate) ON card_card TO sycee_app;
GRANT SELECT ON card_purchase TO sycee_app;
GRANT SELECT, INSERT, UPDATE (overdue) ON card_statement TO sycee_app;

-- Own rows of plans: a purchase, once; what a shop gives back, never more than was paid; a repayment, from what was
-- owed when it was reckoned.
CREATE FUNCTION card_purchase_keep(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH kept AS (
        INSERT INTO card_purchase (id, account_id, owner, merchant, minor, made_at)
        SELECT r.id, r.account, r.owner, r.merchant, r.minor, r.at
        FROM jsonb_to_recordset(p_rows)
             AS r (id uuid, account bigint, owner bigint, merchant text, minor bigint, at timestamptz)
        RETURNING 1
    )
    SELECT count(*) FROM kept
$$;
CREATE FUNCTION card_purchase_refund(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH done AS (
        UPDATE card_purchase p SET refunded = p.refunded + r.minor
        FROM jsonb_to_recordset(p_rows) AS r (id uuid, minor bigint)
        WHERE p.id = r.id AND p.refunded + r.minor <= p.minor RETURNING 1
    )
    SELECT count(*) FROM done
$$;
CREATE FUNCTION card_repay_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH done AS (
        UPDATE card_card c SET repayments = c.repayments + 1
        FROM jsonb_to_recordset(p_rows) AS r (account bigint, seen bigint)
        WHERE c.account_id = r.account AND c.repayments = r.seen AND c.closed_at IS NULL RETURNING 1
    )
    SELECT count(*) FROM done
$$;
REVOKE ALL ON FUNCTION card_purchase_keep, card_purchase_refund, card_repay_take FROM PUBLIC;

-- access: the policy under which the bank books what the network asks for.
INSERT INTO access_allowance (id, what, actor, ceiling, active_from) VALUES
    (23, 'credit cards: book what the network asks for, and what shops give back', 0, 100000000, '2026-01-01');
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES ('card', 'CNY', 0, 0, 23);

-- closing: the end of a day deals with the cards last.
ALTER TABLE closing_run DROP CONSTRAINT closing_run_step_check;
ALTER TABLE closing_run ADD CONSTRAINT closing_run_step_check
    CHECK (step IN ('accrue', 'book', 'credit', 'statements', 'cards', 'done'));
