-- recommend: how often each thing was opened and shown lately, all customers together. What a newcomer sees begins with it.
CREATE TABLE recommend_popular (
    item    text        PRIMARY KEY CHECK (length(item) <= 64),
    opened  integer     NOT NULL CHECK (opened >= 0),
    shown   integer     NOT NULL CHECK (shown >= 0),
    at      timestamptz NOT NULL
);
COMMENT ON TABLE recommend_popular IS 'class internal: per item on how many days of customers it was opened and shown in the last four weeks; sums over people, nobody''s own; made anew by the hour';
GRANT SELECT ON recommend_popular TO sycee_read;
GRANT SELECT, INSERT, DELETE ON recommend_popular TO sycee_app;
