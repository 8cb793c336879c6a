-- ledger: where what was paid to billers waits for their settlement.
WITH opened AS (INSERT INTO ledger_account (owner, asset, floor) VALUES (0, 1, NULL) RETURNING id)
INSERT INTO ledger_house (purpose, asset, account_id) SELECT 'billers', 'CNY', id FROM opened;

-- bill: who can be paid by a customer number, what was paid, and the simulated billers' side of the world.
CREATE TABLE bill_biller (
    code       text     NOT NULL,
    category   text     NOT NULL CHECK (category IN ('water', 'power', 'gas', 'phone', 'social')),
    name_zh    text     NOT NULL,
    name_en    text     NOT NULL,
    label_zh   text     NOT NULL,
    label_en   text     NOT NULL,
    least      smallint NOT NULL,
    most       smallint NOT NULL,
    place      smallint NOT NULL,
    active_to  timestamptz,
    PRIMARY KEY (code)
);
COMMENT ON COLUMN bill_biller.label_zh IS 'what the customer number is called on the biller''s paper';
COMMENT ON COLUMN bill_biller.least IS 'how many digits a customer number has, from .. to';
INSERT INTO bill_biller (code, category, name_zh, name_en, label_zh, label_en, least, most, place) VALUES
    ('hz-water', 'water', '杭州自来水', 'Hangzhou Water', '用户编号', 'Customer number', 8, 10, 1),
    ('hz-power', 'power', '杭州供电', 'Hangzhou Power', '户号', 'Household number', 10, 13, 2),
    ('hz-gas', 'gas', '杭州燃气', 'Hangzhou Gas', '用户号', 'Customer number', 8, 12, 3),
    ('mobile', 'phone', '移动话费', 'China Mobile', '手机号', 'Phone number', 11, 11, 4),
    ('telecom', 'phone', '电信话费', 'China Telecom', '手机号', 'Phone number', 11, 11, 5),
    ('unicom', 'phone', '联通话费', 'China Unicom', '手机号', 'Phone number', 11, 11, 6),
    ('pension', 'social', '城乡居民养老保险', 'Residents'' pension insurance', '个人编号', 'Personal number', 9, 12, 7),
    ('medical', 'social', '城乡居民医疗保险', 'Residents'' medical insurance', '个人编号', 'Personal number', 9, 12, 8);
GRANT SELECT ON bill_biller TO sycee_read, sycee_app;

CREATE TABLE bill_payment (
    id          uuid        NOT NULL,
    owner       bigint      NOT NULL,
    account_id  bigint      NOT NULL,
    biller      text        NOT NULL,
    customer    bytea       NOT NULL,
    tail        text        NOT NULL,
    bill        text        NOT NULL,
    period      text        NOT NULL,
    asset       text        NOT NULL,
    minor       bigint      NOT NULL CHECK (minor > 0),
    state       text        NOT NULL DEFAULT 'paid' CHECK (state IN ('paid', 'settled', 'refunded')),
    reason      text,
    made_at     timestamptz NOT NULL,
    called_at   timestamptz,
    ended_at    timestamptz,
    refund      uuid,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN bill_payment.id IS 'the transfer by which it was paid; the biller is told of it under this name';
COMMENT ON COLUMN bill_payment.customer IS 'sealed: the number at the biller';
COMMENT ON COLUMN bill_payment.state IS 'paid: the money has left, the biller''s word is awaited; settled: the bill is; refunded: it came back';
COMMENT ON COLUMN bill_payment.called_at IS 'written before the biller is first told: from then on it is asked first';
CREATE INDEX bill_payment_owner ON bill_payment (owner, made_at);
CREATE INDEX bill_payment_open ON bill_payment (made_at) WHERE state = 'paid';
CREATE UNIQUE INDEX bill_payment_once ON bill_payment (biller, bill) WHERE state <> 'refunded';

CREATE TABLE bill_simulated (
    message  uuid         NOT NULL,
    bill     text         NOT NULL,
    ending   text         NOT NULL,
    at       timestamptz  NOT NULL,
    times    integer      NOT NULL DEFAULT 1,
    PRIMARY KEY (message)
);
COMMENT ON TABLE bill_simulated IS 'what the simulated billers were told; a bill in here is not owed any more';
CREATE INDEX bill_simulated_bill ON bill_simulated (bill);

ALTER TABLE bill_payment ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bill_payment FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON bill_payment TO sycee_app USING (true);
GRANT SELECT ON bill_payment TO sycee_read;
GRANT SELECT, UPDATE (state, called_at, ended_at, customer) ON bill_payment TO sycee_app;
GRANT SELECT, INSERT, UPDATE (times) ON bill_simulated TO sycee_app;

-- Own rows of plans that pay bills: a bill is paid once, whoever pays it.
CREATE FUNCTION bill_payment_keep(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH kept AS (
        INSERT INTO bill_payment (id, owner, account_id, biller, customer, tail, bill, period, asset, minor, made_at)
        SELECT r.id, r.owner, r.account, r.biller, decode(r.customer, 'hex'), r.tail, r.bill, r.period, r.asset, r.minor,
               r.made_at
        FROM jsonb_to_recordset(p_rows) AS r (id uuid, owner bigint, account bigint, biller text, customer text, tail text,
                                              bill text, period text, asset text, minor bigint, made_at timestamptz)
        ON CONFLICT (biller, bill) WHERE state <> 'refunded' DO NOTHING RETURNING 1
    )
    SELECT count(*) FROM kept
$$;
-- Own rows of plans that give back what a biller did not take: from where its word was awaited, once.
CREATE FUNCTION bill_payment_refund(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH moved AS (
        UPDATE bill_payment b SET state = 'refunded', reason = r.reason, ended_at = r.at, refund = r.step
        FROM jsonb_to_recordset(p_rows) AS r (id uuid, reason text, at timestamptz, step uuid)
        WHERE b.id = r.id AND b.state = 'paid' RETURNING 1
    )
    SELECT count(*) FROM moved
$$;
REVOKE ALL ON FUNCTION bill_payment_keep, bill_payment_refund FROM PUBLIC;

-- access: bills go without a proof up to a sum, like payments to those who were paid before; the bank gives back by itself.
INSERT INTO access_allowance (id, what, own, actor, ceiling, active_from) VALUES
    (3, 'a small bill', false, NULL, 20000, '2026-01-01'),
    (22, 'bills that the biller did not take: give back', false, 0, 10000000000, '2026-01-01');
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance, unproven_per_day) VALUES
    ('bill', 'CNY', 0, 1, 3, 100000), ('bill', 'CNY', 20001, 2, NULL, NULL), ('bill_back', 'CNY', 0, 0, 22, NULL);
