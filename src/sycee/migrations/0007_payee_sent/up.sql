-- Which transfers a payee's count has in it: facts of two till slots arrive in either order, and may arrive twice.
CREATE TABLE payee_sent (
    transfer  uuid    NOT NULL,
    payee     bigint  NOT NULL,
    PRIMARY KEY (transfer, payee)
);
ALTER TABLE payee_sent ENABLE ROW LEVEL SECURITY;
CREATE POLICY app ON payee_sent TO sycee_app USING (true);
GRANT SELECT, INSERT ON payee_sent TO sycee_app;
