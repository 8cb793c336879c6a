-- Own rows of a transfer: how many of these payees still stand as the plan saw them. Shared locks keep them so until the
-- commit, so that a payee who was removed after a proposal was made is not paid by it.
CREATE FUNCTION payee_stands(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM jsonb_to_recordset(p_rows) AS r (payee bigint, account bigint)
    CROSS JOIN LATERAL (
        SELECT FROM payee_payee p
        WHERE p.id = r.payee AND p.account_id = r.account AND p.removed_at IS NULL FOR SHARE OF p
    ) AS standing
$$;
REVOKE ALL ON FUNCTION payee_stands FROM PUBLIC;
