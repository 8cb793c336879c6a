-- feature: who lets the bank learn from what they do. Who never said, does.
CREATE TABLE feature_choice (
    owner  bigint      PRIMARY KEY,
    learn  boolean     NOT NULL,
    at     timestamptz NOT NULL
);
COMMENT ON TABLE feature_choice IS 'class C1: whether the bank learns from what a customer does and chooses by it; said by themselves';
ALTER TABLE feature_choice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON feature_choice FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON feature_choice TO sycee_app USING (true);
GRANT SELECT ON feature_choice TO sycee_read;
GRANT SELECT, INSERT, UPDATE (learn, at) ON feature_choice TO sycee_app;
GRANT DELETE ON recommend_deed, recommend_shown TO sycee_app;
