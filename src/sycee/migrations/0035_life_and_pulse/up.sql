-- Narrow questions of the console, for a role that may read neither devices, nor messages, nor what was said in a record.

-- When a customer's keys were made and revoked, and of which kind they are; not what their devices are called.
CREATE FUNCTION device_dates(p_subject bigint) RETURNS TABLE (kind text, made_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.kind, k.made_at, k.revoked_at FROM device_key k
    WHERE k.subject = p_subject AND p_subject > 0 AND kit_member() IS NOT NULL ORDER BY k.made_at DESC LIMIT 50
$$;
-- How many messages of each kind a customer was sent since an instant, and how many of them were read.
CREATE FUNCTION message_counts(p_owner bigint, p_since timestamptz)
RETURNS TABLE (kind text, sent bigint, seen bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.kind, count(*), count(m.read_at) FROM message_message m
    WHERE m.owner = p_owner AND p_owner > 0 AND m.at >= p_since AND kit_member() IS NOT NULL GROUP BY m.kind
$$;

-- The first batch of a slot with a record at or after an instant: within a slot batches and time go the same way.
CREATE FUNCTION journal_batch_at(p_slot smallint, p_last bigint, p_at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_low  bigint := 1;
    v_high bigint := p_last + 1;
    v_mid  bigint;
    v_seen timestamptz;
BEGIN
    WHILE v_low < v_high LOOP
        v_mid := (v_low + v_high) / 2;
        SELECT r.booked_at INTO v_seen FROM journal_record r
        WHERE r.slot = p_slot AND r.batch >= v_mid ORDER BY r.batch LIMIT 1;
        IF v_seen IS NULL OR v_seen >= p_at THEN v_high := v_mid; ELSE v_low := v_mid + 1; END IF;
    END LOOP;
    RETURN v_low;
END $$;
-- What customers have asked for since an instant, by minute and verb: how often, how often refused, and of payments the
-- number and the sum of one asset. No customer, no account, no single record.
CREATE FUNCTION journal_pulse(p_since timestamptz, p_asset text)
RETURNS TABLE (minute timestamptz, verb text, calls bigint, refused bigint, paid bigint, minor numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT date_trunc('minute', r.booked_at), r.verb, count(*), count(*) FILTER (WHERE r.refused),
           count(f.minor), coalesce(sum(f.minor), 0)
    FROM journal_chain c
    JOIN journal_record r ON r.slot = c.slot AND r.batch >= journal_batch_at(c.slot, c.batch, p_since)
    LEFT JOIN LATERAL (
        SELECT (fact ->> 'minor')::bigint AS minor
        FROM jsonb_array_elements(CASE WHEN r.refused THEN '[]' ELSE r.said::jsonb -> 'facts' END) AS fact
        WHERE fact ->> 'asset' = p_asset AND fact ? 'minor' LIMIT 1
    ) AS f ON true
    WHERE r.booked_at >= p_since AND r.subject > 0 AND kit_member() IS NOT NULL
    GROUP BY 1, 2
$$;
REVOKE ALL ON FUNCTION device_dates, message_counts, journal_batch_at, journal_pulse FROM PUBLIC;
GRANT EXECUTE ON FUNCTION device_dates, message_counts, journal_pulse TO sycee_staff;
