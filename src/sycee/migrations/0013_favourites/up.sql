-- party: what a customer likes to have at hand.
CREATE TABLE party_favourite (
    owner       bigint      NOT NULL,
    names       text[]      NOT NULL CHECK (cardinality(names) <= 8),
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (owner)
);
COMMENT ON TABLE party_favourite IS 'class C2: names of verbs, in the customer''s own order; without a row the bank''s order';
ALTER TABLE party_favourite ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON party_favourite FOR SELECT TO sycee_read USING (owner = kit_subject());
CREATE POLICY app ON party_favourite TO sycee_app USING (true);
GRANT SELECT ON party_favourite TO sycee_read;
GRANT SELECT, INSERT, UPDATE ON party_favourite TO sycee_app;
