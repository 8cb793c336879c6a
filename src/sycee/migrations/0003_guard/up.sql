-- identity: how a customer proves who they are.
CREATE TABLE identity_login (
    subject     bigint      NOT NULL,
    handle      bytea       NOT NULL UNIQUE,
    phone       bytea       NOT NULL,
    password    text        NOT NULL,
    misses      smallint    NOT NULL DEFAULT 0,
    missed_at   timestamptz,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (subject)
);
COMMENT ON COLUMN identity_login.handle IS 'keyed blind index of the phone number';
COMMENT ON COLUMN identity_login.phone IS 'sealed; where codes and notices go';
COMMENT ON COLUMN identity_login.password IS 'Argon2id, parameters in the string';

CREATE TABLE identity_session (
    token       bytea       NOT NULL,
    id          uuid        NOT NULL UNIQUE,
    subject     bigint      NOT NULL,
    channel     text        NOT NULL,
    made_at     timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    ended_at    timestamptz,
    PRIMARY KEY (token)
);
COMMENT ON COLUMN identity_session.token IS 'SHA-256 of the token; the token itself is never stored';
CREATE INDEX identity_session_subject ON identity_session (subject) WHERE ended_at IS NULL;

CREATE TABLE identity_code (
    id       uuid        NOT NULL,
    subject  bigint      NOT NULL,
    bound    bytea       NOT NULL,
    code     bytea       NOT NULL,
    sent_at  timestamptz NOT NULL,
    until    timestamptz NOT NULL,
    tries    smallint    NOT NULL DEFAULT 0,
    state    text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'used', 'dead')),
    PRIMARY KEY (id)
);
COMMENT ON COLUMN identity_code.bound IS 'digest of the very intent this code proves';
COMMENT ON COLUMN identity_code.code IS 'keyed hash of the six digits, salted by id';
CREATE INDEX identity_code_subject ON identity_code (subject, sent_at);

-- The simulated gateway's side of the world: what lies in customers' phones. A real gateway has no such table.
CREATE TABLE identity_simulated_sms (
    id       uuid        NOT NULL,
    handle   bytea       NOT NULL,
    text     text        NOT NULL,
    sent_at  timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX identity_simulated_sms_handle ON identity_simulated_sms (handle, sent_at DESC);

-- limit: how often a thing may be tried, what proof an amount needs, and what a customer allows themselves.
CREATE TABLE limit_quota (
    scope   text        NOT NULL,
    since   timestamptz NOT NULL,
    used    integer     NOT NULL,
    PRIMARY KEY (scope)
);
CREATE TABLE limit_assurance (
    class        text     NOT NULL,
    asset        text     NOT NULL,
    amount_from  bigint   NOT NULL,
    level        smallint NOT NULL,
    allowance    smallint,
    PRIMARY KEY (class, asset, amount_from)
);
COMMENT ON TABLE limit_assurance IS 'level of assurance that a class of plan needs from an amount (minor units) upward';
CREATE TABLE limit_transfer (
    subject       bigint NOT NULL,
    asset         text   NOT NULL,
    per_transfer  bigint NOT NULL,
    PRIMARY KEY (subject, asset)
);
COMMENT ON TABLE limit_transfer IS 'largest single transfer; subject 0 is the bank''s own rule for everyone';

-- access: what was allowed, proposed and approved.
CREATE TABLE access_allowance (
    id           smallint    NOT NULL,
    what         text        NOT NULL,
    own          boolean     NOT NULL DEFAULT false,
    actor        bigint,
    ceiling      bigint      NOT NULL,
    budget       bigint,
    spent        bigint      NOT NULL DEFAULT 0,
    active_from  timestamptz NOT NULL,
    active_to    timestamptz NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (id),
    CHECK (budget IS NULL OR spent <= budget)
);
COMMENT ON TABLE access_allowance IS 'what a plan without a customer''s proof may do; the till''s function checks it';
COMMENT ON COLUMN access_allowance.own IS 'only between accounts of one owner';
COMMENT ON COLUMN access_allowance.actor IS 'the system actor that alone may use it; null: customers, on their own accounts';
COMMENT ON COLUMN access_allowance.ceiling IS 'most that one plan takes out, minor units';
COMMENT ON COLUMN access_allowance.budget IS 'most that all plans together take out; null: no end';

CREATE TABLE access_proposal (
    id          uuid        NOT NULL,
    subject     bigint      NOT NULL,
    key         uuid        NOT NULL,
    capability  text        NOT NULL,
    mark        bytea       NOT NULL,
    plan        text        NOT NULL,
    shown       text        NOT NULL,
    why         text        NOT NULL,
    digest      bytea       NOT NULL,
    level       smallint    NOT NULL,
    made_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    state       text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'dropped')),
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX access_proposal_key ON access_proposal (subject, key) WHERE state <> 'dropped';

CREATE TABLE access_approval (
    id          uuid        NOT NULL,
    subject     bigint      NOT NULL,
    key         uuid        NOT NULL,
    digest      bytea       NOT NULL,
    ceiling     bigint      NOT NULL,
    factor      text        NOT NULL,
    confirmed   uuid        NOT NULL,
    made_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (id)
);
COMMENT ON COLUMN access_approval.confirmed IS 'key of the confirming call: sent again, it gets the same answer';
COMMENT ON TABLE access_approval IS 'a proof consumed: lets one plan with this key and digest through the till, for minutes';

-- audit: each minute the heads of all chains are merged and signed.
CREATE TABLE audit_seal (
    id         bigint      NOT NULL,
    made_at    timestamptz NOT NULL,
    heads      text        NOT NULL,
    head       bytea       NOT NULL,
    signature  bytea       NOT NULL,
    key_id     text        NOT NULL,
    PRIMARY KEY (id)
);

GRANT SELECT, INSERT, UPDATE ON identity_login, identity_session, identity_code, limit_quota, limit_transfer TO sycee_app;
GRANT SELECT, INSERT, UPDATE (state) ON access_proposal TO sycee_app;
GRANT SELECT, INSERT ON identity_simulated_sms, access_approval, audit_seal TO sycee_app;
GRANT SELECT ON limit_assurance, access_allowance TO sycee_app;
ALTER TABLE access_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON access_proposal FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON access_proposal TO sycee_app USING (true);
CREATE POLICY own ON identity_session FOR SELECT TO sycee_read USING (subject = kit_subject());
CREATE POLICY app ON identity_session TO sycee_app USING (true);
GRANT SELECT ON access_proposal, identity_session TO sycee_read;

INSERT INTO limit_transfer (subject, asset, per_transfer) VALUES (0, 'CNY', 50000000);
INSERT INTO access_allowance (id, what, own, ceiling, active_from) VALUES
    (1, 'between one''s own accounts', true, 100000000, '2026-01-01'),
    (2, 'small payment to someone paid before', false, 20000, '2026-01-01');
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES
    ('own', 'CNY', 0, 1, 1), ('own', 'CNY', 100000001, 2, NULL),
    ('known', 'CNY', 0, 1, 2), ('known', 'CNY', 20001, 2, NULL),
    ('new', 'CNY', 0, 2, NULL);
