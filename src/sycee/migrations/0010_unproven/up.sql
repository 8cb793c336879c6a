-- What left a customer's accounts today without a proof: many small payments are one large one to a thief.
ALTER TABLE limit_assurance ADD COLUMN unproven_per_day bigint;
COMMENT ON COLUMN limit_assurance.unproven_per_day IS
    'most that goes under this row''s allowance in one bank day, minor units; null: no end';
UPDATE limit_assurance SET unproven_per_day = 100000 WHERE class = 'known' AND allowance IS NOT NULL;

CREATE TABLE limit_unproven (
    subject  bigint NOT NULL,
    asset    text   NOT NULL,
    day      date   NOT NULL,
    used     bigint NOT NULL,
    PRIMARY KEY (subject, asset)
);
ALTER TABLE limit_unproven ENABLE ROW LEVEL SECURITY;
CREATE POLICY app ON limit_unproven FOR SELECT TO sycee_app USING (true);
GRANT SELECT ON limit_unproven TO sycee_app;

-- Own rows of a plan that was let through without a proof: adds it to the day's sum, unless that goes over. Returns how
-- many of the rows were taken; the till then decides which plan it was that went over.
CREATE FUNCTION limit_unproven_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH given AS (
        SELECT r.subject, r.asset, r.day, sum(r.minor)::bigint AS minor, min(r.most) AS most, count(*) AS size
        FROM jsonb_to_recordset(p_rows) AS r (subject bigint, asset text, day date, minor bigint, most bigint)
        GROUP BY r.subject, r.asset, r.day
    ), taken AS (
        INSERT INTO limit_unproven AS u (subject, asset, day, used)
        SELECT g.subject, g.asset, g.day, g.minor FROM given g WHERE g.minor <= g.most ORDER BY g.subject, g.asset
        ON CONFLICT (subject, asset) DO UPDATE
        SET used = CASE WHEN u.day = excluded.day THEN u.used + excluded.used ELSE excluded.used END, day = excluded.day
        WHERE CASE WHEN u.day = excluded.day THEN u.used ELSE 0 END + excluded.used
              <= (SELECT g.most FROM given g WHERE g.subject = u.subject AND g.asset = u.asset)
        RETURNING u.subject, u.asset
    )
    SELECT coalesce(sum(g.size), 0)::bigint FROM given g JOIN taken t ON t.subject = g.subject AND t.asset = g.asset
$$;
REVOKE ALL ON FUNCTION limit_unproven_take FROM PUBLIC;
