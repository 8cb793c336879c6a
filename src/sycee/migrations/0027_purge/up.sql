-- What is over is removed some time after: by functions that remove nothing else, so that the application itself has no
-- right to delete. Each removes at most p_most rows of a table and says how many it removed of the one with the most.

-- identity: sessions and codes that are over, devices whose cookie is gone, and what lies in the simulated phones.
CREATE FUNCTION identity_purge(p_over timestamptz, p_device timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH sessions AS (
        DELETE FROM identity_session WHERE token IN (
            SELECT token FROM identity_session WHERE least(ends_at, ended_at) < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    ), codes AS (
        DELETE FROM identity_code WHERE id IN (
            SELECT id FROM identity_code WHERE until < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    ), devices AS (
        DELETE FROM identity_device d USING (
            SELECT subject, device FROM identity_device WHERE last_seen < p_device LIMIT p_most FOR UPDATE SKIP LOCKED
        ) AS old WHERE d.subject = old.subject AND d.device = old.device RETURNING 1
    ), texts AS (
        DELETE FROM identity_simulated_sms WHERE id IN (
            SELECT id FROM identity_simulated_sms WHERE sent_at < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT greatest((SELECT count(*) FROM sessions), (SELECT count(*) FROM codes), (SELECT count(*) FROM devices),
                    (SELECT count(*) FROM texts))
$$;

-- staff: sessions that are over.
CREATE FUNCTION staff_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM staff_session WHERE token IN (
            SELECT token FROM staff_session WHERE least(ends_at, ended_at) < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;

-- limit: tries whose window is over. They name customers and network addresses.
CREATE FUNCTION limit_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM limit_quota WHERE scope IN (
            SELECT scope FROM limit_quota WHERE since < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;

-- access: proposals that nobody confirmed. What was confirmed is evidence and stays.
CREATE FUNCTION access_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM access_proposal WHERE id IN (
            SELECT p.id FROM access_proposal p WHERE p.state <> 'approved' AND p.expires_at < p_over
            AND NOT EXISTS (SELECT FROM access_mandate m WHERE m.evidence = p.id)
            LIMIT p_most FOR UPDATE OF p SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;

-- job: what was done. What was given up stays until somebody has looked at it.
CREATE FUNCTION job_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM job_due WHERE id IN (
            SELECT id FROM job_due WHERE state = 'done' AND ended_at < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;

-- message: what lies in the simulated phones and mailboxes.
CREATE FUNCTION message_purge_simulated(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM message_simulated s USING (
            SELECT id, way FROM message_simulated WHERE sent_at < p_over LIMIT p_most FOR UPDATE SKIP LOCKED
        ) AS old WHERE s.id = old.id AND s.way = old.way RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION identity_purge, staff_purge, limit_purge, access_purge, job_purge, message_purge_simulated
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_purge, staff_purge, limit_purge, access_purge, job_purge, message_purge_simulated
    TO sycee_app;

-- transfer: the index of a code that pays is class C3, and is looked up by the application alone.
REVOKE SELECT ON transfer_paycode FROM sycee_read;
GRANT SELECT (id, owner, account_id, name, tail, asset, mandate, made_at, expires_at, charge) ON transfer_paycode
    TO sycee_read;
