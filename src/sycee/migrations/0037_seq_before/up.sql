-- The last entry of an account before an instant: guessed from how the entries lie in time, then found by halving.
CREATE OR REPLACE FUNCTION ledger_seq_before(p_account bigint, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    v_low   bigint := 0;
    v_high  bigint;
    v_mid   bigint;
    v_step  bigint := 32;
    v_at    timestamptz;
    v_first timestamptz;
    v_last  timestamptz;
BEGIN
    -- Entries up to v_low are before the instant, those after v_high are not.
    SELECT e.seq, e.booked_at INTO v_high, v_last FROM ledger_entry e
    WHERE e.account_id = p_account ORDER BY e.seq DESC LIMIT 1;
    IF v_high IS NULL OR v_last < p_at THEN
        RETURN coalesce(v_high, 0);
    END IF;
    SELECT e.booked_at INTO v_first FROM ledger_entry e WHERE e.account_id = p_account AND e.seq = 1;
    IF v_first >= p_at THEN
        RETURN 0;
    END IF;
    v_low := 1;
    v_high := v_high - 1;
    -- Where it would lie if entries came evenly; from there in growing steps until it is between two of them.
    v_mid := v_low + floor((v_high - v_low) * extract(epoch FROM p_at - v_first)
                           / greatest(extract(epoch FROM v_last - v_first), 0.000001))::bigint;
    WHILE v_low < v_high LOOP
        v_mid := least(greatest(v_mid, v_low + 1), v_high);
        SELECT e.booked_at INTO v_at FROM ledger_entry e WHERE e.account_id = p_account AND e.seq = v_mid;
        IF v_at < p_at THEN
            v_low := v_mid;
            v_mid := v_low + v_step;
        ELSE
            v_high := v_mid - 1;
            v_mid := v_high - v_step;
        END IF;
        IF v_high - v_low <= 2 * v_step OR v_step > 65536 THEN
            v_mid := (v_low + v_high + 1) / 2;
        ELSE
            v_step := v_step * 4;
        END IF;
    END LOOP;
    RETURN v_low;
END $$;
