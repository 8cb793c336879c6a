-- Own rows of a transfer, as in 0008, under key locks: counting what was sent to a payee does not wait for a payment to
-- them, nor a payment for the count. Whoever removes a payee takes the row's strongest lock first (payee/_remove.py).
CREATE OR REPLACE FUNCTION payee_stands(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM jsonb_to_recordset(p_rows) AS r (payee bigint, account bigint)
    CROSS JOIN LATERAL (
        SELECT FROM payee_payee p
        WHERE p.id = r.payee AND p.account_id = r.account AND p.removed_at IS NULL FOR KEY SHARE OF p
    ) AS standing
$$;
