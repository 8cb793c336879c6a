-- Decides a batch of plans in order and books what is accepted: the one place where money moves.
--
-- Everything is locked first, each kind in id order in one statement: accounts, then due holds. Then plans are decided
-- one after another over arrays in memory, so that an account that occurs many times in a batch is decided exactly.
-- Then the result is written set-based. What is refused here is recorded like what is done, under its key.
--
-- Accounts stand in p_ids once, ascending; legs name them by position. Legs of plan i are p_from[i] .. p_from[i+1]-1.
-- Optional arrays are empty when no plan of the batch uses them.
--   p_asset     asset of every leg of the plan; checked against the accounts
--   p_ruled     uuid of the approval, or null; p_allowance: id of the allowance, or 0
--   p_counted   whether the plan counts against the day limit of the account of its first leg
--   p_hold      id of the hold that the plan reserves (1), posts (2) or voids (3), as p_hold_op says (0: none)
--   p_leg_plan  the plan of each leg, so that legs and plans join by equality
--   p_own_*     rows of the verb's own module: function name, plan, row as JSON
--   p_at        clock for tests and the simulated city; null: the database's
-- Outcome per plan: 0 done; 1 key known, see the known_* arrays; 2 not let through and 3 malformed, which are faults of the
-- caller and leave no trace; from 10 on refused: 10 no such account, 11 closed, 12 frozen, 13 short, 14 day limit,
-- 15 hold gone, 16 more than held, 17 own rows offend, 18 allowance's budget spent.
CREATE TYPE till_outcome AS (
    outcome    smallint[],
    account    bigint[],
    available  bigint[],
    booked_at  timestamptz,
    batch      bigint,
    known_key  uuid[],
    known_subject bigint[],
    known_mark bytea[],
    known_refused boolean[],
    known_said text[]
);

-- Is each plan let through? By an approval for this very key and digest, or by an allowance within its ceiling.
CREATE FUNCTION access_let_through(
    p_key uuid[], p_subject bigint[], p_digest bytea[], p_ruled uuid[], p_allowance smallint[],
    p_outflow bigint[], p_own boolean[], p_at timestamptz
) RETURNS boolean[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(
        CASE WHEN u.ruled IS NOT NULL
             THEN coalesce(a.key = u.key AND a.subject = u.subject AND a.digest = u.digest
                           AND u.outflow <= a.ceiling AND a.expires_at > p_at, false)
             ELSE coalesce((w.actor IS NULL OR w.actor = u.subject) AND u.outflow <= w.ceiling
                           AND (u.own OR NOT w.own) AND w.active_from <= p_at AND p_at < w.active_to, false)
        END ORDER BY u.n)
    FROM unnest(p_key, p_subject, p_digest, p_ruled, p_allowance, p_outflow, p_own) WITH ORDINALITY
         AS u (key, subject, digest, ruled, allowance, outflow, own, n)
    LEFT JOIN access_approval a ON a.id = u.ruled
    LEFT JOIN access_allowance w ON w.id = u.allowance
$$;

-- Runs own rows: one call per function with all its rows; each must report one row done per row given.
CREATE FUNCTION till_own_rows(p_function text[], p_row text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_call  record;
    v_done  bigint;
BEGIN
    FOR v_call IN
        SELECT u.function, count(*) AS wanted, '[' || string_agg(u.data, ',' ORDER BY u.n) || ']' AS data
        FROM unnest(p_function, p_row) WITH ORDINALITY AS u (function, data, n)
        GROUP BY u.function ORDER BY u.function
    LOOP
        EXECUTE format('SELECT %I($1)', v_call.function) INTO v_done USING v_call.data::jsonb;
        IF v_done IS DISTINCT FROM v_call.wanted THEN
            RAISE EXCEPTION 'own rows of % did % of %', v_call.function, v_done, v_call.wanted USING ERRCODE = 'SY001';
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION till_commit(
    p_slot smallint, p_at timestamptz, p_zone text,
    p_key uuid[], p_subject bigint[], p_verb text[], p_mark bytea[], p_digest bytea[],
    p_ruled uuid[], p_allowance smallint[], p_counted boolean[], p_asset smallint[],
    p_kind text[], p_memo text[], p_value_on date[], p_said text[],
    p_ids bigint[], p_from integer[], p_leg integer[], p_leg_plan integer[], p_amount bigint[], p_party text[],
    p_hold uuid[], p_hold_op smallint[], p_hold_until timestamptz[],
    p_own_function text[], p_own_plan integer[], p_own_row text[]
) RETURNS till_outcome LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict error
DECLARE
    c_done constant smallint := 0;
    v_out        till_outcome;
    v_plans      integer := cardinality(p_key);
    v_accounts   integer := cardinality(p_ids);
    v_legs       integer := cardinality(p_leg);
    v_now        timestamptz;
    v_today      date;
    -- accounts as loaded, by position in p_ids
    s_id         bigint[];   s_owner      bigint[];   s_asset    smallint[]; s_state  smallint[]; s_floor bigint[];
    s_credits    bigint[];   s_debits     bigint[];   s_pend_in  bigint[];   s_pend_out bigint[];
    s_seq        bigint[];   s_day        date[];     s_day_out  bigint[];   s_day_cap bigint[];  s_due   timestamptz[];
    -- the same as the plans change them
    v_credits    bigint[];   v_debits     bigint[];   v_pend_in  bigint[];   v_pend_out bigint[];
    v_seq        bigint[];   v_day_out    bigint[];   v_due      timestamptz[];
    -- entries, by leg
    e_seq        bigint[];   e_balance    bigint[];
    -- plans
    v_code       smallint[]; v_account    bigint[];   v_available bigint[];
    v_outflow    bigint[];   v_own        boolean[];  v_through  boolean[];
    v_held_id    uuid[];     v_held_pos   integer[];  v_held_amount bigint[]; v_held_open boolean[]; s_held_open boolean[];
    w_id         smallint[]; w_budget     bigint[];   s_spent    bigint[];   v_spent  bigint[];
    v_known      uuid[];
    v_careful    boolean := false;
    v_plan integer; v_leg integer; v_pos integer; v_n integer; v_op smallint;
    v_amount bigint; v_sum bigint; v_free bigint; v_bad smallint; v_first integer; v_last integer;
BEGIN
    -- 1. Lock and load the accounts.
    SELECT array_agg(l.id), array_agg(l.owner), array_agg(l.asset), array_agg(l.state), array_agg(l.floor),
           array_agg(l.credits), array_agg(l.debits), array_agg(l.pending_credits), array_agg(l.pending_debits),
           array_agg(l.seq), array_agg(l.day), array_agg(l.day_out), array_agg(l.day_cap), array_agg(l.hold_due),
           greatest(coalesce(p_at, clock_timestamp()), max(l.booked_at))
    INTO s_id, s_owner, s_asset, s_state, s_floor, s_credits, s_debits, s_pend_in, s_pend_out,
         s_seq, s_day, s_day_out, s_day_cap, s_due, v_now
    FROM (SELECT * FROM ledger_account a WHERE a.id = ANY (p_ids) ORDER BY a.id FOR NO KEY UPDATE) l;
    IF coalesce(cardinality(s_id), 0) <> v_accounts THEN
        -- Rare: some account does not exist. Lay the others out by position; gaps have no state.
        SELECT array_agg(l.owner ORDER BY u.n), array_agg(l.asset ORDER BY u.n), array_agg(l.state ORDER BY u.n),
               array_agg(l.floor ORDER BY u.n), array_agg(l.credits ORDER BY u.n), array_agg(l.debits ORDER BY u.n),
               array_agg(l.pending_credits ORDER BY u.n), array_agg(l.pending_debits ORDER BY u.n),
               array_agg(l.seq ORDER BY u.n), array_agg(l.day ORDER BY u.n), array_agg(l.day_out ORDER BY u.n),
               array_agg(l.day_cap ORDER BY u.n), array_agg(l.hold_due ORDER BY u.n),
               greatest(coalesce(p_at, clock_timestamp()), max(l.booked_at))
        INTO s_owner, s_asset, s_state, s_floor, s_credits, s_debits, s_pend_in, s_pend_out,
             s_seq, s_day, s_day_out, s_day_cap, s_due, v_now
        FROM unnest(p_ids) WITH ORDINALITY AS u (id, n) LEFT JOIN ledger_account l ON l.id = u.id;
    END IF;
    v_today := (v_now AT TIME ZONE p_zone)::date;

    -- 2. Release what has expired on these accounts.
    FOR v_pos IN SELECT u.n FROM unnest(s_due) WITH ORDINALITY AS u (due, n) WHERE u.due <= v_now LOOP
        WITH gone AS (
            UPDATE ledger_hold h SET state = 'expired'
            WHERE h.account_id = p_ids[v_pos] AND h.state = 'open' AND h.until <= v_now RETURNING h.amount
        )
        SELECT coalesce(sum(g.amount) FILTER (WHERE g.amount < 0), 0), coalesce(sum(g.amount) FILTER (WHERE g.amount > 0), 0)
        INTO v_free, v_amount FROM gone g;
        s_pend_out[v_pos] := s_pend_out[v_pos] + v_free;
        s_pend_in[v_pos] := s_pend_in[v_pos] - v_amount;
        s_due[v_pos] := (SELECT coalesce(min(h.until), 'infinity') FROM ledger_hold h
                         WHERE h.account_id = p_ids[v_pos] AND h.state = 'open' AND h.until > v_now);
    END LOOP;

    -- 3. Holds that plans post or void. Their accounts are locked already, so these rows stand still.
    IF cardinality(p_hold) > 0 THEN
        SELECT array_agg(h.id), array_agg(array_position(p_ids, h.account_id)), array_agg(h.amount), array_agg(h.state = 'open')
        INTO v_held_id, v_held_pos, v_held_amount, s_held_open
        FROM ledger_hold h WHERE h.id = ANY (p_hold);
    END IF;

    -- 4. Keys that were answered before. Read after the locks: a repeat in another process has finished by now.
    SELECT array_agg(j.key), array_agg(j.subject), array_agg(j.mark), array_agg(j.refused), array_agg(j.said)
    INTO v_out.known_key, v_out.known_subject, v_out.known_mark, v_out.known_refused, v_out.known_said
    FROM journal_record j WHERE j.key = ANY (p_key);
    v_known := coalesce(v_out.known_key, '{}');

    -- 5. What each plan takes out, and whether it stays within one owner; then approvals and allowances.
    v_outflow := array_fill(0::bigint, ARRAY[v_plans]);
    v_own := array_fill(true, ARRAY[v_plans]);
    FOR v_plan IN 1 .. v_plans LOOP
        FOR v_leg IN p_from[v_plan] .. p_from[v_plan + 1] - 1 LOOP
            IF p_amount[v_leg] < 0 THEN v_outflow[v_plan] := v_outflow[v_plan] - p_amount[v_leg]; END IF;
            IF s_owner[p_leg[v_leg]] IS DISTINCT FROM p_subject[v_plan] THEN v_own[v_plan] := false; END IF;
        END LOOP;
    END LOOP;
    SELECT array_agg(w.id), array_agg(w.budget), array_agg(w.spent) INTO w_id, w_budget, s_spent
    FROM (SELECT * FROM access_allowance a WHERE a.id = ANY (p_allowance) AND a.budget IS NOT NULL
          ORDER BY a.id FOR NO KEY UPDATE) w;
    v_through := access_let_through(p_key, p_subject, p_digest, p_ruled, p_allowance, v_outflow, v_own, v_now);

    -- 6. Decide, in order.
    <<decide>>
    LOOP
        v_credits := s_credits; v_debits := s_debits; v_pend_in := s_pend_in; v_pend_out := s_pend_out;
        v_seq := s_seq; v_due := s_due; v_held_open := s_held_open; v_spent := s_spent;
        SELECT array_agg(CASE WHEN u.day = v_today THEN u.out ELSE 0 END ORDER BY u.n)
        INTO v_day_out FROM unnest(s_day, s_day_out) WITH ORDINALITY AS u (day, out, n);
        v_code := array_fill(c_done, ARRAY[v_plans]);
        v_account := array_fill(NULL::bigint, ARRAY[v_plans]);
        v_available := v_account;
        e_seq := array_fill(NULL::bigint, ARRAY[v_legs]);
        e_balance := e_seq;
        FOR v_plan IN 1 .. v_plans LOOP
            IF p_key[v_plan] = ANY (v_known) THEN v_code[v_plan] := 1; CONTINUE; END IF;
            IF NOT v_through[v_plan] THEN v_code[v_plan] := 2; CONTINUE; END IF;
            v_bad := c_done;
            v_sum := 0;
            v_first := p_from[v_plan];
            v_last := p_from[v_plan + 1] - 1;
            v_op := coalesce(p_hold_op[v_plan], 0);
            v_pos := CASE WHEN v_first <= v_last THEN p_leg[v_first] END;
            -- A hold that is posted or voided must be open, all of it among the accounts of this batch.
            IF v_op >= 2 THEN
                FOR v_n IN 1 .. coalesce(cardinality(v_held_id), 0) LOOP
                    CONTINUE WHEN v_held_id[v_n] <> p_hold[v_plan];
                    IF NOT v_held_open[v_n] OR v_held_pos[v_n] IS NULL THEN v_bad := 15; EXIT; END IF;
                    v_bad := -1;
                    v_amount := v_held_amount[v_n];
                    SELECT coalesce(sum(p_amount[l.n]), 0) INTO v_free
                    FROM generate_series(v_first, v_last) AS l (n) WHERE p_leg[l.n] = v_held_pos[v_n];
                    -- Posting takes at most what was held, on the side on which it was held.
                    IF abs(v_free) > abs(v_amount) OR v_free::numeric * v_amount < 0 THEN v_bad := 16; EXIT; END IF;
                END LOOP;
                IF v_bad = c_done THEN v_bad := 15; END IF;
                IF v_bad = -1 THEN
                    v_bad := c_done;
                    FOR v_n IN 1 .. cardinality(v_held_id) LOOP
                        CONTINUE WHEN v_held_id[v_n] <> p_hold[v_plan];
                        v_held_open[v_n] := false;
                        IF v_held_amount[v_n] < 0 THEN
                            v_pend_out[v_held_pos[v_n]] := v_pend_out[v_held_pos[v_n]] + v_held_amount[v_n];
                        ELSE
                            v_pend_in[v_held_pos[v_n]] := v_pend_in[v_held_pos[v_n]] - v_held_amount[v_n];
                        END IF;
                    END LOOP;
                END IF;
            END IF;
            IF v_bad = c_done THEN
                FOR v_leg IN v_first .. v_last LOOP
                    v_pos := p_leg[v_leg];
                    v_amount := p_amount[v_leg];
                    v_sum := v_sum + v_amount;
                    IF s_state[v_pos] IS NULL THEN v_bad := 10;
                    ELSIF s_state[v_pos] = 2 THEN v_bad := 11;
                    ELSIF s_state[v_pos] = 1 AND v_amount < 0 THEN v_bad := 12;
                    ELSIF s_asset[v_pos] <> p_asset[v_plan] THEN v_bad := 3;
                    ELSIF v_amount < 0 AND p_subject[v_plan] > 0 AND s_owner[v_pos] <> p_subject[v_plan] THEN v_bad := 2;
                    END IF;
                    IF v_bad <> c_done THEN v_last := v_leg - 1; EXIT; END IF;
                    IF v_op = 1 THEN
                        IF v_amount < 0 THEN v_pend_out[v_pos] := v_pend_out[v_pos] - v_amount;
                        ELSE v_pend_in[v_pos] := v_pend_in[v_pos] + v_amount; END IF;
                    ELSE
                        IF v_amount < 0 THEN v_debits[v_pos] := v_debits[v_pos] - v_amount;
                        ELSE v_credits[v_pos] := v_credits[v_pos] + v_amount; END IF;
                        v_seq[v_pos] := v_seq[v_pos] + 1;
                        e_seq[v_leg] := v_seq[v_pos];
                        e_balance[v_leg] := v_credits[v_pos] - v_debits[v_pos];
                    END IF;
                END LOOP;
                IF v_bad = c_done AND v_sum <> 0 THEN v_bad := 3; END IF;
                -- Floors at the end of the plan, for every account it takes from.
                IF v_bad = c_done THEN
                    FOR v_leg IN v_first .. v_last LOOP
                        CONTINUE WHEN p_amount[v_leg] >= 0;
                        v_pos := p_leg[v_leg];
                        CONTINUE WHEN s_floor[v_pos] IS NULL;
                        v_free := v_credits[v_pos] - v_debits[v_pos] - v_pend_out[v_pos];
                        IF v_free < s_floor[v_pos] THEN v_bad := 13; EXIT; END IF;
                    END LOOP;
                END IF;
                -- The day limit counts what leaves the account of the first leg.
                IF v_bad = c_done AND p_counted[v_plan] AND p_amount[v_first] < 0 THEN
                    v_pos := p_leg[v_first];
                    v_day_out[v_pos] := v_day_out[v_pos] - p_amount[v_first];
                    IF v_day_out[v_pos] > s_day_cap[v_pos] THEN
                        v_bad := 14;
                        v_day_out[v_pos] := v_day_out[v_pos] + p_amount[v_first];
                    END IF;
                END IF;
                IF v_bad = c_done AND w_id IS NOT NULL AND p_ruled[v_plan] IS NULL THEN
                    v_n := array_position(w_id, p_allowance[v_plan]);
                    IF v_spent[v_n] + v_outflow[v_plan] > w_budget[v_n] THEN v_bad := 18; END IF;
                END IF;
                IF v_bad = c_done AND v_careful THEN
                    BEGIN
                        PERFORM till_own_rows(array_agg(o.function), array_agg(o.data))
                        FROM unnest(p_own_function, p_own_plan, p_own_row) AS o (function, plan, data)
                        WHERE o.plan = v_plan HAVING count(*) > 0;
                    EXCEPTION WHEN integrity_constraint_violation OR data_exception OR SQLSTATE 'SY001' THEN
                        v_bad := 17;
                    END;
                END IF;
                IF v_bad = c_done AND w_id IS NOT NULL AND v_n IS NOT NULL AND p_ruled[v_plan] IS NULL THEN
                    v_spent[v_n] := v_spent[v_n] + v_outflow[v_plan];
                END IF;
                -- Refused after it was counted: the day's sum goes back too.
                IF v_bad IN (17, 18) AND p_counted[v_plan] AND p_amount[v_first] < 0 THEN
                    v_day_out[p_leg[v_first]] := v_day_out[p_leg[v_first]] + p_amount[v_first];
                END IF;
            ELSE
                v_last := v_first - 1;
            END IF;
            IF v_bad <> c_done THEN
                v_code[v_plan] := v_bad;
                v_account[v_plan] := p_ids[v_pos];
                -- Undo in reverse.
                FOR v_leg IN REVERSE v_last .. v_first LOOP
                    v_pos := p_leg[v_leg];
                    v_amount := p_amount[v_leg];
                    IF v_op = 1 THEN
                        IF v_amount < 0 THEN v_pend_out[v_pos] := v_pend_out[v_pos] + v_amount;
                        ELSE v_pend_in[v_pos] := v_pend_in[v_pos] - v_amount; END IF;
                    ELSE
                        IF v_amount < 0 THEN v_debits[v_pos] := v_debits[v_pos] + v_amount;
                        ELSE v_credits[v_pos] := v_credits[v_pos] - v_amount; END IF;
                        v_seq[v_pos] := v_seq[v_pos] - 1;
                        e_seq[v_leg] := NULL;
                    END IF;
                END LOOP;
                IF v_op >= 2 AND v_bad NOT IN (15, 16) THEN
                    FOR v_n IN 1 .. cardinality(v_held_id) LOOP
                        CONTINUE WHEN v_held_id[v_n] <> p_hold[v_plan];
                        v_held_open[v_n] := true;
                        IF v_held_amount[v_n] < 0 THEN
                            v_pend_out[v_held_pos[v_n]] := v_pend_out[v_held_pos[v_n]] - v_held_amount[v_n];
                        ELSE
                            v_pend_in[v_held_pos[v_n]] := v_pend_in[v_held_pos[v_n]] + v_held_amount[v_n];
                        END IF;
                    END LOOP;
                END IF;
                v_pos := array_position(p_ids, v_account[v_plan]);
                v_available[v_plan] := v_credits[v_pos] - v_debits[v_pos] - v_pend_out[v_pos];
                IF v_bad = 14 THEN v_available[v_plan] := s_day_cap[v_pos] - v_day_out[v_pos]; END IF;
            END IF;
        END LOOP;

        -- 7. The verbs' own rows, for accepted plans only. When one offends, decide again, one plan's rows at a time.
        EXIT decide WHEN v_careful OR cardinality(p_own_plan) = 0;
        BEGIN
            PERFORM till_own_rows(array_agg(o.function ORDER BY o.plan), array_agg(o.data ORDER BY o.plan))
            FROM unnest(p_own_function, p_own_plan, p_own_row) AS o (function, plan, data)
            WHERE v_code[o.plan] = c_done HAVING count(*) > 0;
            EXIT decide;
        EXCEPTION WHEN integrity_constraint_violation OR data_exception OR SQLSTATE 'SY001' THEN
            v_careful := true;
        END;
    END LOOP;

    -- 8. Write: journal, entries, holds, accounts.
    v_out.outcome := v_code;
    v_out.account := v_account;
    v_out.available := v_available;
    v_out.booked_at := v_now;
    IF c_done = ANY (v_code) OR EXISTS (SELECT FROM unnest(v_code) AS c WHERE c >= 10) THEN
        SELECT journal_append(p_slot, array_agg(u.key ORDER BY u.n), array_agg(u.subject ORDER BY u.n),
                   array_agg(u.verb ORDER BY u.n), array_agg(u.mark ORDER BY u.n), array_agg(u.digest ORDER BY u.n),
                   array_agg(u.code >= 10 ORDER BY u.n),
                   array_agg(CASE WHEN u.code = c_done THEN u.said
                       ELSE json_build_object('outcome', u.code, 'account', u.account, 'available', u.available, 'asset', u.asset)::text END
                       ORDER BY u.n), v_now)
        INTO v_out.batch
        FROM unnest(p_key, p_subject, p_verb, p_mark, p_digest, p_said, p_asset, v_code, v_account, v_available) WITH ORDINALITY
             AS u (key, subject, verb, mark, digest, said, asset, code, account, available, n)
        WHERE u.code = c_done OR u.code >= 10;
    END IF;
    INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
    SELECT p_ids[l.pos], l.seq, l.amount, l.balance, v_now, p.key, coalesce(p.value_on, v_today), p.kind, l.party, p.memo
    FROM unnest(p_leg, p_leg_plan, p_amount, p_party, e_seq, e_balance) AS l (pos, plan, amount, party, seq, balance)
    JOIN unnest(p_key, p_value_on, p_kind, p_memo) WITH ORDINALITY AS p (key, value_on, kind, memo, n) ON p.n = l.plan
    WHERE l.seq IS NOT NULL;
    IF cardinality(p_hold) > 0 THEN
        INSERT INTO ledger_hold (id, account_id, amount, until)
        SELECT h.id, p_ids[l.pos], sum(l.amount), h.until
        FROM unnest(p_hold, p_hold_op, p_hold_until, v_code) WITH ORDINALITY AS h (id, op, until, code, n)
        JOIN unnest(p_leg, p_leg_plan, p_amount) AS l (pos, plan, amount) ON l.plan = h.n
        WHERE h.op = 1 AND h.code = c_done GROUP BY h.id, l.pos, h.until;
        UPDATE ledger_hold h SET state = CASE u.op WHEN 2 THEN 'posted' ELSE 'void' END
        FROM unnest(p_hold, p_hold_op, v_code) AS u (id, op, code)
        WHERE h.id = u.id AND u.op >= 2 AND u.code = c_done;
        SELECT array_agg(least(u.due, (SELECT min(h.until) FROM ledger_hold h
                                       WHERE h.account_id = u.id AND h.state = 'open')) ORDER BY u.n)
        INTO v_due FROM unnest(p_ids, v_due) WITH ORDINALITY AS u (id, due, n);
    END IF;
    IF w_id IS NOT NULL THEN
        UPDATE access_allowance w SET spent = u.spent FROM unnest(w_id, v_spent) AS u (id, spent) WHERE w.id = u.id;
    END IF;
    UPDATE ledger_account a
    SET credits = u.credits, debits = u.debits, pending_credits = u.pend_in, pending_debits = u.pend_out, seq = u.seq,
        booked_at = CASE WHEN u.seq = a.seq THEN a.booked_at ELSE v_now END,
        day = v_today, day_out = u.day_out, hold_due = u.due
    FROM unnest(p_ids, v_credits, v_debits, v_pend_in, v_pend_out, v_seq, v_day_out, v_due)
         AS u (id, credits, debits, pend_in, pend_out, seq, day_out, due)
    WHERE a.id = u.id
      AND (a.seq <> u.seq OR a.pending_credits <> u.pend_in OR a.pending_debits <> u.pend_out OR a.hold_due <> u.due);
    RETURN v_out;
END $$;
REVOKE ALL ON FUNCTION till_commit FROM PUBLIC;
REVOKE ALL ON FUNCTION till_own_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION till_commit TO sycee_app;
