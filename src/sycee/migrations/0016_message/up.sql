-- message: one inbox per customer, what goes out besides, and what each customer wants of it.
CREATE TABLE message_message (
    id        uuid        NOT NULL,
    owner     bigint      NOT NULL,
    kind      text        NOT NULL CHECK (kind IN ('service', 'security', 'marketing')),
    template  text        NOT NULL,
    params    text        NOT NULL,
    about     text,
    at        timestamptz NOT NULL,
    read_at   timestamptz,
    PRIMARY KEY (id)
);
COMMENT ON TABLE message_message IS 'class C2: texts are made from template and params in the reader''s language';
COMMENT ON COLUMN message_message.id IS 'follows from the fact and its hearer: a fact brought twice makes one message';
COMMENT ON COLUMN message_message.params IS 'JSON of amounts, ids and masked names; no name in full, no memo, no number';
COMMENT ON COLUMN message_message.about IS 'id of what it is about, in the terms of the verb that the template opens';
COMMENT ON COLUMN message_message.at IS 'when it came into the inbox';
CREATE INDEX message_message_page ON message_message (owner, kind, at DESC, id DESC);
CREATE INDEX message_message_unread ON message_message (owner, kind, at DESC, id DESC) WHERE read_at IS NULL;
CREATE INDEX message_message_age ON message_message (at);

CREATE TABLE message_delivery (
    message   uuid        NOT NULL REFERENCES message_message ON DELETE CASCADE,
    way       text        NOT NULL CHECK (way IN ('push', 'sms', 'mail')),
    state     text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'off', 'failed')),
    due_at    timestamptz NOT NULL,
    ended_at  timestamptz,
    PRIMARY KEY (message, way)
);
COMMENT ON COLUMN message_delivery.state IS 'off: not wanted any more, or nowhere to send it; failed: given up after a day';
COMMENT ON COLUMN message_delivery.due_at IS 'not before this: the end of quiet hours where it came in them';
CREATE INDEX message_delivery_due ON message_delivery (due_at) WHERE state = 'due';

-- What a customer chose; what they did not choose is as the bank sets it (service/message/_rules.py).
CREATE TABLE message_preference (
    owner       bigint      NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('service', 'security', 'marketing')),
    way         text        NOT NULL CHECK (way IN ('inbox', 'push', 'sms', 'mail')),
    wanted      boolean     NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (owner, kind, way)
);
COMMENT ON COLUMN message_preference.changed_at IS 'for marketing: when consent was given or taken back; the journal keeps each change';

CREATE TABLE message_setting (
    owner        bigint      NOT NULL,
    quiet        boolean     NOT NULL DEFAULT false,
    quiet_since  smallint    NOT NULL DEFAULT 1320 CHECK (quiet_since BETWEEN 0 AND 1439),
    quiet_until  smallint    NOT NULL DEFAULT 420 CHECK (quiet_until BETWEEN 0 AND 1439),
    language     text        NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    mail         bytea,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (owner),
    CHECK (quiet_since <> quiet_until)
);
COMMENT ON COLUMN message_setting.quiet_since IS 'minute of the bank''s day from which it is quiet';
COMMENT ON COLUMN message_setting.quiet_until IS 'minute at which it is over, the next day where it is the smaller one';
COMMENT ON COLUMN message_setting.mail IS 'mail address, sealed';

-- The simulators' side of the world: what lies in customers' phones and mailboxes. Real ports have no such table.
CREATE TABLE message_simulated (
    id       uuid        NOT NULL,
    owner    bigint      NOT NULL,
    way      text        NOT NULL CHECK (way IN ('push', 'mail')),
    title    text        NOT NULL,
    text     text        NOT NULL,
    sent_at  timestamptz NOT NULL,
    PRIMARY KEY (id, way)
);
CREATE INDEX message_simulated_owner ON message_simulated (owner, sent_at DESC);

ALTER TABLE message_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_preference ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_simulated ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON message_message FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON message_preference FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON message_setting FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON message_message TO sycee_app USING (true);
CREATE POLICY app ON message_delivery TO sycee_app USING (true);
CREATE POLICY app ON message_preference TO sycee_app USING (true);
CREATE POLICY app ON message_setting TO sycee_app USING (true);
CREATE POLICY app ON message_simulated TO sycee_app USING (true);
GRANT SELECT ON message_message, message_preference, message_setting TO sycee_read;
GRANT SELECT, INSERT, UPDATE (read_at), DELETE ON message_message TO sycee_app;
GRANT SELECT, INSERT, UPDATE (state, due_at, ended_at), DELETE ON message_delivery TO sycee_app;
GRANT SELECT, INSERT, UPDATE ON message_preference, message_setting TO sycee_app;
GRANT SELECT, INSERT ON message_simulated TO sycee_app;

-- What happened before there were messages is told to nobody: its readers begin where the record now ends.
INSERT INTO journal_reader (reader, slot, batch)
SELECT 'sycee.service.message.' || r.reader, c.slot, c.batch FROM journal_chain c, (VALUES
    ('_on_transfer.money_came transfer.sent'), ('_on_session.signed_in session.started'),
    ('_on_proposal.proposal_waits proposal.made')
) AS r (reader) ON CONFLICT DO NOTHING;
