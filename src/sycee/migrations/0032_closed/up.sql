-- limit: tries in a row are kept for as long as they are counted; those of minutes go after two days as before.
CREATE OR REPLACE FUNCTION limit_purge(p_over timestamptz, p_most integer) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM limit_quota WHERE scope IN (
            SELECT scope FROM limit_quota
            WHERE since < CASE WHEN scope LIKE 'ever %' THEN p_over - interval '400 days' ELSE p_over END
            LIMIT p_most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
