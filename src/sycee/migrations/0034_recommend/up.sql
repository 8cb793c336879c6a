-- algorithm: every learned thing in versions, and which of them serves. The weights are files beside the bank.
CREATE TABLE algorithm_version (
    kind          text             NOT NULL,
    number        integer          NOT NULL CHECK (number > 0),
    format        integer          NOT NULL,
    digest        bytea            NOT NULL CHECK (length(digest) = 32),
    gate          double precision NOT NULL,
    beside        double precision,
    card          text             NOT NULL,
    made_at       timestamptz      NOT NULL,
    published_at  timestamptz,
    withdrawn_at  timestamptz,
    PRIMARY KEY (kind, number)
);
COMMENT ON TABLE algorithm_version IS 'class internal: what was learned when, from what and how well; the newest that is published and not withdrawn serves';
GRANT SELECT ON algorithm_version TO sycee_read;
GRANT SELECT, INSERT, UPDATE (published_at, withdrawn_at) ON algorithm_version TO sycee_app;

-- recommend: what customers did with what was shown to them.
CREATE TABLE recommend_deed (
    owner   bigint      NOT NULL,
    item    text        NOT NULL CHECK (length(item) <= 64),
    day     date        NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (owner, item, day)
);
COMMENT ON TABLE recommend_deed IS 'class C2: what a customer opened or used, once a day; what they seem to like is learned from it';
CREATE INDEX recommend_deed_at ON recommend_deed (at);

CREATE TABLE recommend_unwanted (
    owner   bigint      NOT NULL,
    item    text        NOT NULL CHECK (length(item) <= 64),
    at      timestamptz NOT NULL,
    PRIMARY KEY (owner, item)
);
COMMENT ON TABLE recommend_unwanted IS 'class C2: what a customer said is not for them, and when last';

CREATE TABLE recommend_shown (
    owner       bigint           NOT NULL,
    item        text             NOT NULL CHECK (length(item) <= 64),
    day         date             NOT NULL,
    place       smallint         NOT NULL,
    propensity  double precision NOT NULL CHECK (propensity > 0 AND propensity <= 1),
    version     integer          NOT NULL,
    reason      text             NOT NULL,
    at          timestamptz      NOT NULL,
    PRIMARY KEY (owner, item, day)
);
COMMENT ON TABLE recommend_shown IS 'class C2: what was shown to whom, where, by which version (0: none that was learned), why, and how likely that was';
CREATE INDEX recommend_shown_at ON recommend_shown (at);

ALTER TABLE recommend_deed ENABLE ROW LEVEL SECURITY;
ALTER TABLE recommend_unwanted ENABLE ROW LEVEL SECURITY;
ALTER TABLE recommend_shown ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON recommend_deed FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON recommend_unwanted FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY own ON recommend_shown FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON recommend_deed TO sycee_app USING (true);
CREATE POLICY app ON recommend_unwanted TO sycee_app USING (true);
CREATE POLICY app ON recommend_shown TO sycee_app USING (true);
GRANT SELECT ON recommend_deed, recommend_unwanted, recommend_shown TO sycee_read;
GRANT SELECT, INSERT ON recommend_deed, recommend_shown TO sycee_app;
GRANT SELECT, INSERT, UPDATE (at) ON recommend_unwanted TO sycee_app;
