-- ledger: what the bank owes and has paid as interest, and what is left over when a fraction has no owner any more.
INSERT INTO ledger_house (purpose, asset, account_id)
SELECT p.purpose, 'CNY', opened.id
FROM (VALUES ('interest_expense', 1), ('interest_payable', 2), ('interest_residue', 3)) AS p (purpose, n)
JOIN (SELECT nextval(pg_get_serial_sequence('ledger_account', 'id')) AS id, n FROM generate_series(1, 3) AS n) AS opened
  ON opened.n = p.n;
INSERT INTO ledger_account (id, owner, asset, floor)
SELECT account_id, 0, 1, NULL FROM ledger_house WHERE purpose LIKE 'interest%';

-- deposit: what savings earn. Rates are data; a day's interest is balance x ppm, in parts of a minor unit.
CREATE TABLE deposit_rate (
    kind         text     NOT NULL,
    asset        text     NOT NULL,
    active_from  date     NOT NULL,
    ppm          integer  NOT NULL CHECK (ppm BETWEEN 0 AND 1000000),
    PRIMARY KEY (kind, asset, active_from)
);
COMMENT ON COLUMN deposit_rate.ppm IS 'of a year, in millionths: 12500 is 1.25 %';
INSERT INTO deposit_rate (kind, asset, active_from, ppm) VALUES ('savings', 'CNY', '2000-01-01', 9500);
GRANT SELECT ON deposit_rate TO sycee_read, sycee_app;

CREATE TABLE deposit_accrued (
    account_id  bigint          NOT NULL,
    owner       bigint          NOT NULL,
    parts       numeric(38, 0)  NOT NULL DEFAULT 0 CHECK (parts >= 0),
    upto        date            NOT NULL,
    paid_on     date,
    PRIMARY KEY (account_id)
);
COMMENT ON TABLE deposit_accrued IS 'interest that an account has earned and not been paid: what is not paid is carried on, to the last part';
COMMENT ON COLUMN deposit_accrued.owner IS 'customer number; 0: the bank''s own account for what is left over';
COMMENT ON COLUMN deposit_accrued.parts IS '365 millions of them are one minor unit, so that a day of any rate is a whole number';
COMMENT ON COLUMN deposit_accrued.upto IS 'the last day that is in it';
COMMENT ON COLUMN deposit_accrued.paid_on IS 'the last day on which interest was paid';
INSERT INTO deposit_accrued (account_id, owner, upto)
SELECT account_id, 0, '2000-01-01' FROM ledger_house WHERE purpose = 'interest_residue';

CREATE TABLE deposit_day (
    day     date            NOT NULL,
    asset   text            NOT NULL,
    parts   numeric(38, 0)  NOT NULL DEFAULT 0,
    booked  bigint,
    carry   numeric(38, 0),
    PRIMARY KEY (day, asset)
);
COMMENT ON TABLE deposit_day IS 'what all savings together earned on a day, and what of it was booked';
COMMENT ON COLUMN deposit_day.booked IS 'whole minor units, this day''s parts and the carry of the day before; null: not booked yet';
COMMENT ON COLUMN deposit_day.carry IS 'parts that were left over, for the next day';

ALTER TABLE deposit_accrued ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON deposit_accrued FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON deposit_accrued TO sycee_app USING (true);
GRANT SELECT ON deposit_accrued TO sycee_read;
GRANT SELECT, INSERT, UPDATE (parts, upto) ON deposit_accrued TO sycee_app;
GRANT SELECT, INSERT, UPDATE (parts, booked, carry) ON deposit_day TO sycee_app;

-- Own row of the plan that books a day's interest: once.
CREATE FUNCTION deposit_day_book(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH done AS (
        UPDATE deposit_day d SET booked = r.booked, carry = r.carry
        FROM jsonb_to_recordset(p_rows) AS r (day date, asset text, booked bigint, carry numeric)
        WHERE d.day = r.day AND d.asset = r.asset AND d.booked IS NULL RETURNING 1
    )
    SELECT count(*) FROM done
$$;
-- Own rows of plans that pay interest: from the sum that the plan saw, and once a day. What an account that is closed has
-- left over, less than a minor unit, goes to the row of the bank's own account for that.
CREATE FUNCTION deposit_credit_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH given AS (
        SELECT * FROM jsonb_to_recordset(p_rows)
               AS r (account bigint, was numeric, rest numeric, over numeric, residue bigint, paid_on date)
    ), done AS (
        UPDATE deposit_accrued a SET parts = g.rest, paid_on = g.paid_on FROM given g
        WHERE a.account_id = g.account AND a.parts = g.was AND (a.paid_on IS NULL OR a.paid_on < g.paid_on)
        RETURNING g.residue, g.over
    ), kept AS (
        UPDATE deposit_accrued a SET parts = a.parts + o.over
        FROM (SELECT residue, sum(over) AS over FROM done GROUP BY residue HAVING sum(over) > 0) AS o
        WHERE a.account_id = o.residue RETURNING 1
    )
    SELECT count(*) FROM done
$$;
REVOKE ALL ON FUNCTION deposit_day_book, deposit_credit_take FROM PUBLIC;

-- closing: the end of each day, step by step; and the statements of each month.
CREATE TABLE closing_run (
    day         date         NOT NULL,
    step        text         NOT NULL DEFAULT 'accrue'
                CHECK (step IN ('accrue', 'book', 'credit', 'statements', 'done')),
    place       bigint       NOT NULL DEFAULT 0,
    accounts    bigint       NOT NULL DEFAULT 0,
    credited    bigint       NOT NULL DEFAULT 0,
    statements  bigint       NOT NULL DEFAULT 0,
    pieces      bigint       NOT NULL DEFAULT 0,
    began_at    timestamptz  NOT NULL,
    done_at     timestamptz,
    PRIMARY KEY (day)
);
COMMENT ON TABLE closing_run IS 'the end of each day: where it has come to, and what it did. Killed anywhere, it goes on from here';
COMMENT ON COLUMN closing_run.place IS 'the last account that the step at hand has dealt with';
GRANT SELECT, INSERT, UPDATE ON closing_run TO sycee_app;

CREATE TABLE closing_statement (
    account_id  bigint       NOT NULL,
    month       date         NOT NULL CHECK (extract(day FROM month) = 1),
    owner       bigint       NOT NULL,
    asset       text         NOT NULL,
    opening     bigint       NOT NULL,
    income      bigint       NOT NULL CHECK (income >= 0),
    outgo       bigint       NOT NULL CHECK (outgo >= 0),
    closing     bigint       NOT NULL,
    entries     bigint       NOT NULL,
    first_seq   bigint       NOT NULL,
    made_at     timestamptz  NOT NULL,
    PRIMARY KEY (account_id, month),
    CHECK (opening + income - outgo = closing)
);
COMMENT ON TABLE closing_statement IS 'an account''s month: what was in it, what came, what went, what is left';
COMMENT ON COLUMN closing_statement.first_seq IS 'the first entry of the month, where it has any: those are first_seq .. first_seq + entries - 1';
CREATE INDEX closing_statement_owner ON closing_statement (owner, month);
ALTER TABLE closing_statement ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON closing_statement FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON closing_statement TO sycee_app USING (true);
GRANT SELECT ON closing_statement TO sycee_read;
GRANT SELECT, INSERT ON closing_statement TO sycee_app;

-- access: the policy under which the bank books and pays interest.
INSERT INTO access_allowance (id, what, actor, ceiling, active_from) VALUES
    (21, 'interest: book what was earned, pay it when it is due', 0, 100000000000, '2026-01-01');
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES ('interest', 'CNY', 0, 0, 21);
