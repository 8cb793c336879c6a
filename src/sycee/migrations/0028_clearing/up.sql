-- ledger: the bank's own accounts, by what they are for. They have no floor: what they owe or have is the bank's.
CREATE TABLE ledger_house (
    purpose     text    NOT NULL,
    asset       text    NOT NULL,
    account_id  bigint  NOT NULL,
    PRIMARY KEY (purpose, asset)
);
COMMENT ON TABLE ledger_house IS 'which account of the bank''s own is for what: no person''s data';
WITH opened AS (INSERT INTO ledger_account (owner, asset, floor) VALUES (0, 1, NULL) RETURNING id)
INSERT INTO ledger_house (purpose, asset, account_id) SELECT 'clearing', 'CNY', id FROM opened;
GRANT SELECT ON ledger_house TO sycee_app;

-- clearing: other banks, and the simulated rail's side of the world. A real rail has no such table.
CREATE TABLE clearing_bank (
    code     text  NOT NULL CHECK (code ~ '^[0-9]{3,14}$'),
    name_zh  text  NOT NULL,
    name_en  text  NOT NULL,
    place    smallint NOT NULL,
    active_to timestamptz NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (code)
);
COMMENT ON COLUMN clearing_bank.code IS 'the first digits of a bank''s number in the national payment system';
COMMENT ON COLUMN clearing_bank.place IS 'order in which they are offered';
INSERT INTO clearing_bank (code, name_zh, name_en, place) VALUES
    ('102', '中国工商银行', 'Industrial and Commercial Bank of China', 1),
    ('103', '中国农业银行', 'Agricultural Bank of China', 2),
    ('104', '中国银行', 'Bank of China', 3),
    ('105', '中国建设银行', 'China Construction Bank', 4),
    ('301', '交通银行', 'Bank of Communications', 5),
    ('403', '中国邮政储蓄银行', 'Postal Savings Bank of China', 6),
    ('308', '招商银行', 'China Merchants Bank', 7),
    ('302', '中信银行', 'China CITIC Bank', 8),
    ('303', '中国光大银行', 'China Everbright Bank', 9),
    ('304', '华夏银行', 'Hua Xia Bank', 10),
    ('305', '中国民生银行', 'China Minsheng Bank', 11),
    ('306', '广发银行', 'China Guangfa Bank', 12),
    ('307', '平安银行', 'Ping An Bank', 13),
    ('309', '兴业银行', 'Industrial Bank', 14),
    ('310', '上海浦东发展银行', 'Shanghai Pudong Development Bank', 15),
    ('315', '恒丰银行', 'Evergrowing Bank', 16),
    ('316', '浙商银行', 'China Zheshang Bank', 17),
    ('318', '渤海银行', 'China Bohai Bank', 18),
    ('313', '城市商业银行', 'A city commercial bank', 19),
    ('314', '农村商业银行', 'A rural commercial bank', 20),
    ('402', '农村信用社', 'A rural credit cooperative', 21);
GRANT SELECT ON clearing_bank TO sycee_read, sycee_app;

CREATE TABLE clearing_simulated (
    message  uuid         NOT NULL,
    ending   text         NOT NULL,
    at       timestamptz  NOT NULL,
    times    integer      NOT NULL DEFAULT 1,
    PRIMARY KEY (message)
);
COMMENT ON TABLE clearing_simulated IS 'what the simulated rail was given, and when first';
COMMENT ON COLUMN clearing_simulated.ending IS 'last two digits of the account, by which the simulator decides';
CREATE INDEX clearing_simulated_ending ON clearing_simulated (ending, at);
GRANT SELECT, INSERT, UPDATE (times) ON clearing_simulated TO sycee_app;

-- payee: somebody with an account at another bank. Its number is sealed, and found by a keyed blind index.
ALTER TABLE payee_payee
    ALTER COLUMN account_id DROP NOT NULL,
    ALTER COLUMN party DROP NOT NULL,
    ADD COLUMN bank text,
    ADD COLUMN number bytea,
    ADD COLUMN number_index bytea,
    ADD CONSTRAINT payee_payee_where CHECK (
        CASE WHEN bank IS NULL THEN account_id IS NOT NULL AND party IS NOT NULL AND number IS NULL
        ELSE account_id IS NULL AND party IS NULL AND number IS NOT NULL AND number_index IS NOT NULL END) NOT VALID;
ALTER TABLE payee_payee VALIDATE CONSTRAINT payee_payee_where;
COMMENT ON COLUMN payee_payee.bank IS 'the other bank''s code; null: an account here';
COMMENT ON COLUMN payee_payee.number IS 'sealed: the account number at the other bank';
COMMENT ON COLUMN payee_payee.number_index IS 'keyed blind index of bank and number: adding somebody again finds the entry';
CREATE UNIQUE INDEX payee_payee_elsewhere ON payee_payee (owner, number_index)
    WHERE removed_at IS NULL AND bank IS NOT NULL;

GRANT USAGE ON SEQUENCE payee_payee_id_seq TO sycee_app;

CREATE OR REPLACE FUNCTION payee_stands(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM jsonb_to_recordset(p_rows) AS r (payee bigint, account bigint)
    CROSS JOIN LATERAL (
        SELECT FROM payee_payee p
        WHERE p.id = r.payee AND p.account_id IS NOT DISTINCT FROM r.account AND p.removed_at IS NULL FOR KEY SHARE OF p
    ) AS standing
$$;

-- limit: what may go in a day to those who were added a short while ago.
CREATE TABLE limit_cooldown (
    asset    text     NOT NULL,
    hours    smallint NOT NULL CHECK (hours > 0),
    per_day  bigint   NOT NULL,
    PRIMARY KEY (asset)
);
COMMENT ON TABLE limit_cooldown IS 'payees added less than so many hours ago get at most so much of one payer in a day, minor units, together';
INSERT INTO limit_cooldown (asset, hours, per_day) VALUES ('CNY', 24, 500000);
GRANT SELECT ON limit_cooldown TO sycee_app;

CREATE TABLE limit_cooling (
    subject  bigint NOT NULL,
    asset    text   NOT NULL,
    day      date   NOT NULL,
    used     bigint NOT NULL,
    PRIMARY KEY (subject, asset)
);
COMMENT ON TABLE limit_cooling IS 'what went in a day to payees added a short while before';
ALTER TABLE limit_cooling ENABLE ROW LEVEL SECURITY;
CREATE POLICY app ON limit_cooling FOR SELECT TO sycee_app USING (true);
GRANT SELECT ON limit_cooling TO sycee_app;

-- Own rows of a plan that pays somebody added a short while ago: adds it to the day's sum, unless that goes over.
CREATE FUNCTION limit_cooling_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH given AS (
        SELECT r.subject, r.asset, r.day, sum(r.minor)::bigint AS minor, min(r.most) AS most, count(*) AS size
        FROM jsonb_to_recordset(p_rows) AS r (subject bigint, asset text, day date, minor bigint, most bigint)
        GROUP BY r.subject, r.asset, r.day
    ), taken AS (
        INSERT INTO limit_cooling AS u (subject, asset, day, used)
        SELECT g.subject, g.asset, g.day, g.minor FROM given g WHERE g.minor <= g.most ORDER BY g.subject, g.asset
        ON CONFLICT (subject, asset) DO UPDATE
        SET used = CASE WHEN u.day = excluded.day THEN u.used + excluded.used ELSE excluded.used END, day = excluded.day
        WHERE CASE WHEN u.day = excluded.day THEN u.used ELSE 0 END + excluded.used
              <= (SELECT g.most FROM given g WHERE g.subject = u.subject AND g.asset = u.asset)
        RETURNING u.subject, u.asset
    )
    SELECT coalesce(sum(g.size), 0)::bigint FROM given g JOIN taken t ON t.subject = g.subject AND t.asset = g.asset
$$;
REVOKE ALL ON FUNCTION limit_cooling_take FROM PUBLIC;

-- access: the policy under which the bank itself ends what a customer has reserved.
INSERT INTO access_allowance (id, what, actor, ceiling, active_from) VALUES
    (20, 'transfers that wait: post, release and give back what was reserved', 0, 10000000000, '2026-01-01');
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES ('settle', 'CNY', 0, 0, 20);

-- transfer: what was reserved and arrives later, at another bank or here.
CREATE TABLE transfer_out (
    id           uuid        NOT NULL,
    owner        bigint      NOT NULL,
    account_id   bigint      NOT NULL,
    tail         text        NOT NULL,
    holder       text        NOT NULL,
    payee        bigint      NOT NULL,
    to_account   bigint      NOT NULL,
    to_party     bigint,
    bank         text,
    to_name      text        NOT NULL,
    to_tail      text        NOT NULL,
    asset        text        NOT NULL,
    minor        bigint      NOT NULL CHECK (minor > 0),
    memo         text        NOT NULL,
    arrives      text        NOT NULL CHECK (arrives IN ('now', '2h', 'next_day')),
    due_at       timestamptz NOT NULL,
    state        text        NOT NULL DEFAULT 'held'
                 CHECK (state IN ('held', 'sent', 'arrived', 'rejected', 'cancelled', 'returned')),
    reason       text,
    made_at      timestamptz NOT NULL,
    sent_at      timestamptz,
    called_at    timestamptz,
    ended_at     timestamptz,
    returned_at  timestamptz,
    posted_by      uuid,
    returned_by    uuid,
    PRIMARY KEY (id),
    CHECK ((bank IS NULL) = (to_party IS NOT NULL))
);
COMMENT ON TABLE transfer_out IS 'transfers that were reserved: to another bank, or to arrive later. The hold has the same id';
COMMENT ON COLUMN transfer_out.to_account IS 'the payee''s account; the bank''s own for clearing, where they are at another bank';
COMMENT ON COLUMN transfer_out.bank IS 'the other bank''s code; null: an account here';
COMMENT ON COLUMN transfer_out.due_at IS 'when it is sent to the rail, or arrives here; until then it can be cancelled';
COMMENT ON COLUMN transfer_out.state IS 'held: reserved; sent: the rail has it or may have it, and its word is awaited';
COMMENT ON COLUMN transfer_out.called_at IS 'written before the rail is first given it: from then on it is asked for first';
COMMENT ON COLUMN transfer_out.posted_by IS 'the transfer by which the money left: what its entries are named by';
COMMENT ON COLUMN transfer_out.returned_by IS 'the transfer by which it came back';
CREATE INDEX transfer_out_owner ON transfer_out (owner, made_at);
CREATE INDEX transfer_out_open ON transfer_out (due_at) WHERE state IN ('held', 'sent');
CREATE INDEX transfer_out_posting ON transfer_out (posted_by);
CREATE INDEX transfer_out_returning ON transfer_out (returned_by);

ALTER TABLE transfer_out ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON transfer_out FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON transfer_out TO sycee_app USING (true);
GRANT SELECT ON transfer_out TO sycee_read;
GRANT SELECT, UPDATE (state, sent_at, called_at) ON transfer_out TO sycee_app;

-- Own rows of a plan that reserves.
CREATE FUNCTION transfer_out_keep(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH kept AS (
        INSERT INTO transfer_out (id, owner, account_id, tail, holder, payee, to_account, to_party, bank, to_name,
                                  to_tail, asset, minor, memo, arrives, due_at, made_at)
        SELECT r.id, r.owner, r.account_id, r.tail, r.holder, r.payee, r.to_account, r.to_party, r.bank, r.to_name,
               r.to_tail, r.asset, r.minor, r.memo, r.arrives, r.due_at, r.made_at
        FROM jsonb_populate_recordset(NULL::transfer_out, p_rows) AS r RETURNING id
    )
    SELECT count(*) FROM kept
$$;
-- Own rows of a plan that ends what was reserved: from the state in which it was seen, or not at all. Of two that end the
-- same transfer, one does.
CREATE FUNCTION transfer_out_move(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH moved AS (
        UPDATE transfer_out o
        SET state = r.becomes, reason = coalesce(r.reason, o.reason),
            ended_at = CASE WHEN r.becomes = 'returned' THEN o.ended_at ELSE r.at END,
            returned_at = CASE WHEN r.becomes = 'returned' THEN r.at END,
            posted_by = CASE WHEN r.becomes = 'arrived' THEN r.step ELSE o.posted_by END,
            returned_by = CASE WHEN r.becomes = 'returned' THEN r.step END
        FROM jsonb_to_recordset(p_rows) AS r (id uuid, was text, becomes text, at timestamptz, reason text, step uuid)
        WHERE o.id = r.id AND o.state = r.was RETURNING o.id
    )
    SELECT count(*) FROM moved
$$;
REVOKE ALL ON FUNCTION transfer_out_keep, transfer_out_move FROM PUBLIC;
