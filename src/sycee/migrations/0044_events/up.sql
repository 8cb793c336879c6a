-- feature: what people do with the bank, event by event. What is recent lies here; whole days lie in files besides.

-- Who tells of events, and by which name the files know them. A new name, and what the files hold is nobody's.
CREATE TABLE feature_teller (
    owner  bigint      PRIMARY KEY CHECK (owner > 0),
    alias  uuid        NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    since  timestamptz NOT NULL,
    used   integer     NOT NULL
);
COMMENT ON TABLE feature_teller IS 'class C1: by which name files of events know a customer, and how many they have sent lately';

-- `owner` is -1 where it was nobody who is signed in, or one of the staff. `at`: when it was; `came_at`: when it came here,
-- by which it belongs to a day; `back_at`: when it was read back from that day's file.
CREATE TABLE feature_event (
    owner    bigint      NOT NULL,
    message  uuid        NOT NULL,
    kind     text        NOT NULL CHECK (kind IN ('track', 'page', 'identify', 'call')),
    name     text        NOT NULL CHECK (length(name) <= 64),
    at       timestamptz NOT NULL,
    came_at  timestamptz NOT NULL,
    channel  text        NOT NULL CHECK (length(channel) <= 16),
    props    jsonb       NOT NULL,
    back_at  timestamptz,
    PRIMARY KEY (owner, message)
);
COMMENT ON TABLE feature_event IS 'class C2: what a customer did, by machine words and small numbers; thirty days of it';
CREATE INDEX feature_event_came_at ON feature_event (came_at);
CREATE INDEX feature_event_latest ON feature_event (owner, came_at DESC);

CREATE TABLE feature_archive (
    day      date        PRIMARY KEY,
    events   bigint      NOT NULL CHECK (events >= 0),
    bytes    bigint      NOT NULL CHECK (bytes >= 0),
    digest   bytea       NOT NULL CHECK (length(digest) = 32),
    made_at  timestamptz NOT NULL
);
COMMENT ON TABLE feature_archive IS 'class internal: the days whose events lie in a file, and by which digest it is known again';

ALTER TABLE feature_teller ENABLE ROW LEVEL SECURITY;
ALTER TABLE feature_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON feature_event FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON feature_event TO sycee_app USING (true);
CREATE POLICY app ON feature_teller TO sycee_app USING (true);
GRANT SELECT ON feature_event TO sycee_read;
GRANT SELECT, INSERT, DELETE ON feature_event TO sycee_app;
GRANT SELECT, INSERT, UPDATE (alias, since, used) ON feature_teller TO sycee_app;
GRANT SELECT, INSERT ON feature_archive TO sycee_app;

-- Keeps the events that are new, of those who let the bank learn; answers of whom it kept none: who has said no ('no'), and who
-- has sent more than p_most since p_since ('many'; p_most NULL: they are not counted). The teller's row is held from here to the
-- end, and by whoever says no: what they said is read after that, so no event slips in behind a no.
CREATE FUNCTION feature_keep(
    p_owner bigint[], p_message uuid[], p_kind text[], p_name text[], p_at timestamptz[], p_channel text[], p_props text[],
    p_came timestamptz, p_since timestamptz, p_most integer
) RETURNS TABLE (owner bigint, said text) LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO feature_teller AS t (owner, since, used)
    SELECT o, p_came, CASE WHEN p_most IS NULL THEN 0 ELSE count(*) END FROM unnest(p_owner) AS o WHERE o > 0
    GROUP BY o ORDER BY o
    ON CONFLICT (owner) DO UPDATE SET
        used = CASE WHEN p_most IS NULL OR t.since > p_since THEN t.used ELSE 0 END + EXCLUDED.used,
        since = CASE WHEN p_most IS NULL OR t.since > p_since THEN t.since ELSE p_came END;
    INSERT INTO feature_event (owner, message, kind, name, at, came_at, channel, props)
    SELECT e.owner, e.message, e.kind, e.name, e.at, p_came, e.channel, e.props::jsonb
    FROM unnest(p_owner, p_message, p_kind, p_name, p_at, p_channel, p_props)
        AS e (owner, message, kind, name, at, channel, props)
    LEFT JOIN feature_teller t ON t.owner = e.owner
    LEFT JOIN feature_choice c ON c.owner = e.owner
    WHERE c.learn IS NOT FALSE AND (p_most IS NULL OR t.used <= p_most)
    ORDER BY e.owner, e.message
    ON CONFLICT DO NOTHING;
    RETURN QUERY
    SELECT t.owner, CASE WHEN c.learn IS FALSE THEN 'no' ELSE 'many' END
    FROM feature_teller t LEFT JOIN feature_choice c ON c.owner = t.owner
    WHERE t.owner = ANY (p_owner) AND (c.learn IS FALSE OR t.used > p_most);
END $$;
REVOKE ALL ON FUNCTION feature_keep FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feature_keep TO sycee_app;

-- For the console: how often what happened in which hour, and by how many customers; nobody in particular.
CREATE FUNCTION feature_counts(p_since timestamptz, p_kind text, p_name text)
RETURNS TABLE (hour timestamptz, kind text, name text, events bigint, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT date_trunc('hour', e.came_at), e.kind, e.name, count(*), count(DISTINCT e.owner) FILTER (WHERE e.owner > 0)
    FROM feature_event e
    WHERE e.came_at >= p_since AND kit_member() IS NOT NULL
        AND (p_kind IS NULL OR e.kind = p_kind) AND (p_name IS NULL OR e.name = p_name)
    GROUP BY 1, 2, 3
$$;
-- A customer's latest.
CREATE FUNCTION feature_latest(p_owner bigint, p_kind text, p_most integer)
RETURNS TABLE (kind text, name text, at timestamptz, came_at timestamptz, channel text, props text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.kind, e.name, e.at, e.came_at, e.channel, e.props::text FROM feature_event e
    WHERE e.owner = p_owner AND p_owner > 0 AND kit_member() IS NOT NULL AND (p_kind IS NULL OR e.kind = p_kind)
    ORDER BY e.came_at DESC, e.at DESC, e.message LIMIT least(p_most, 200)
$$;
REVOKE ALL ON FUNCTION feature_counts, feature_latest FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feature_counts, feature_latest TO sycee_staff;
