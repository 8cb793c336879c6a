-- recommend: which tabs a customer wants to keep at the foot of the app.
CREATE TABLE recommend_tabs (
    owner   bigint      PRIMARY KEY CHECK (owner > 0),
    tabs    text[]      CHECK (cardinality(tabs) = 3),
    at      timestamptz NOT NULL
);
COMMENT ON TABLE recommend_tabs IS 'class C2: the three tabs that a customer keeps, by name; null, or without a row, they follow habit';
ALTER TABLE recommend_tabs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON recommend_tabs FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON recommend_tabs TO sycee_app USING (true);
GRANT SELECT ON recommend_tabs TO sycee_read;
GRANT SELECT, INSERT, UPDATE (tabs, at) ON recommend_tabs TO sycee_app;
