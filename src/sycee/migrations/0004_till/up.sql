-- Decides a batch of plans in order and books what is accepted: the one place where money moves.
--
-- Everything is locked first, each kind in id order in one statement: accounts, then allowances with a budget. Then
-- plans are decided one after another over arrays in memory, so that an account that occurs many times in a batch is
-- decided exactly. Then the result is written set-based. What is refused is recorded under its key like what is done.
--
-- Accounts stand in p_ids once, ascending; legs name them by position. Legs of plan i are p_from[i] .. p_from[i+1]-1.
--   p_ruled     the approval of each plan, or null; p_allowance: what lets it through without one, or 0
--   p_asset     asset of every leg of the plan; checked against the accounts
--   p_counted   whether what leaves the account of the first leg counts against that account's day limit
--   p_value_on  may be empty: value dates are then the day of booking
--   p_at        clock for tests and the simulated city; null: the database's
-- What few plans have comes as sparse columns with the number of the plan, empty when no plan of the batch has it:
--   p_held      plan, id of the hold, what becomes of it (1 reserved, 2 posted, 3 voided), until when it is reserved
--   p_own_*     rows of the verb's own module: plan, function, row as JSON
-- Back come, for each plan that was not simply done, its number, its outcome and what the journal has under its key.
-- Outcomes: 0 done; 1 key known; 2 not let through and 3 malformed, which are faults of the caller and leave no trace;
-- from 10 on refused: 10 no such account, 11 closed, 12 frozen, 13 short, 14 day limit, 15 hold gone, 16 more than
-- held, 17 own rows offend, 18 allowance's budget spent, 19 account full (its sums near 64 bits), 20 hold's id taken.
CREATE TYPE till_outcome AS (
    booked_at  timestamptz,
    plan       integer[],
    outcome    smallint[],
    subject    bigint[],
    mark       bytea[],
    refused    boolean[],
    said       text[],
    said_at    timestamptz[]
);

-- Is each plan let through? By an approval for this very key and digest, and nothing else if it has one; or by an
-- allowance within its bounds. An allowance without an actor is for customers.
CREATE FUNCTION access_let_through(
    p_key uuid[], p_subject bigint[], p_digest bytea[], p_ruled uuid[], p_allowance smallint[],
    p_outflow bigint[], p_own boolean[], p_at timestamptz
) RETURNS boolean[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    -- Looked up one by one, so that no size of these tables makes another plan of it.
    RETURN ARRAY(
        SELECT CASE WHEN p_ruled[n] IS NOT NULL THEN EXISTS (
                SELECT FROM access_approval a
                WHERE a.id = p_ruled[n] AND a.key = p_key[n] AND a.subject = p_subject[n] AND a.digest = p_digest[n]
                  AND p_outflow[n] <= a.ceiling AND p_at < a.expires_at)
            ELSE EXISTS (
                SELECT FROM access_allowance w
                WHERE w.id = p_allowance[n] AND (w.actor = p_subject[n] OR w.actor IS NULL AND p_subject[n] > 0)
                  AND p_outflow[n] <= w.ceiling AND (p_own[n] OR NOT w.own)
                  AND w.active_from <= p_at AND p_at < w.active_to) END
        FROM generate_series(1, cardinality(p_key)) AS plan (n) ORDER BY n);
END $$;

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
        -- In our schema only: what PostgreSQL itself brings is no verb's.
        EXECUTE format('SELECT public.%I($1)', v_call.function) INTO v_done USING v_call.data::jsonb;
        IF v_done IS DISTINCT FROM v_call.wanted THEN
            RAISE EXCEPTION 'own rows of % did % of %', v_call.function, v_done, v_call.wanted USING ERRCODE = 'SY001';
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION till_commit(
    p_slot smallint, p_at timestamptz, p_zone text,
    p_key uuid[], p_subject bigint[], p_verb text[], p_mark bytea[], p_digest bytea[],
    p_ruled uuid[], p_allowance smallint[], p_asset smallint[], p_counted boolean[],
    p_kind text[], p_memo text[], p_value_on date[], p_said text[],
    p_ids bigint[], p_from integer[], p_leg integer[], p_amount bigint[], p_party text[],
    p_held integer[], p_hold uuid[], p_hold_op smallint[], p_hold_until timestamptz[],
    p_own_plan integer[], p_own_function text[], p_own_row text[]
) RETURNS till_outcome LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
-- One plan per statement, made once: everything is found by its key, however large the tables were at that moment.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict error
DECLARE
    -- Bounds under which no sum of a batch leaves 64 bits.
    c_plans_max constant integer := 500;
    c_legs_max  constant integer := 1000;
    c_leg_max   constant bigint  := 1000000000000000;     -- one leg, as kit.money has it
    c_plan_max  constant bigint  := 10000000000000000;    -- everything that one plan takes
    c_full      constant bigint  := 4000000000000000000;  -- an account whose sums are beyond takes no more
    v_out       till_outcome;
    v_plans     integer := cardinality(p_key);
    v_now       timestamptz;
    v_today     date;
    v_latest    timestamptz;
    s_booked    timestamptz[];  -- by position, only when some account is ahead of the clock
    v_due_next  timestamptz;
    -- Accounts as loaded, by position in p_ids. State 3 is full; free is what may leave, null where nothing bounds it.
    s_id        bigint[];   s_tid     tid[];      s_owner   bigint[];  s_asset    smallint[]; s_state bigint[];
    s_free      bigint[];   s_credits bigint[];   s_debits  bigint[];  s_pend_in  bigint[];   s_pend_out bigint[];
    s_seq       bigint[];   s_day     date[];     s_day_out bigint[];  s_day_cap  bigint[];   s_due   timestamptz[];
    -- The same as the plans change them; day_out is null where nothing was counted.
    v_free      bigint[];   v_credits bigint[];   v_debits  bigint[];  v_pend_in  bigint[];   v_pend_out bigint[];
    v_seq       bigint[];   v_day_out bigint[];   v_due     timestamptz[];
    -- Holds, a row per account that they are on; behind the first s_holds stand those that this batch reserves.
    h_id        uuid[];     h_tid     tid[];      h_pos     integer[];  h_amount  bigint[];  h_until    timestamptz[];
    h_state     text[];     s_h_state text[];     s_holds   integer := 0;
    -- Allowances with a budget.
    w_id        smallint[]; w_budget  bigint[];   w_spent   bigint[];  s_spent    bigint[];
    -- Plans: what does not hang on those before them (s_), and what became of them (v_).
    s_code      smallint[]; s_at      integer[];  s_outflow bigint[];  s_took     bigint[];   s_own   boolean[];
    s_act       smallint[]; s_hold    integer[];  s_through boolean[]; s_known    uuid[];
    v_code      smallint[]; v_refused boolean[];  v_said    text[];
    -- Entries, by leg.
    e_seq       bigint[];   e_balance bigint[];
    -- The plan at hand.
    v_plan   integer; v_subject bigint;  v_first integer; v_last integer; v_leg  integer; v_pos  integer;
    v_amount bigint;  v_sum     bigint;  v_outflow bigint; v_own boolean; v_foreign boolean; v_sound boolean;
    v_act   smallint; v_held    uuid;    v_h     integer; v_n   integer;  v_budget integer;
    v_bad   smallint; v_at      integer; v_left  bigint;  v_took bigint;  v_day  bigint;
    v_careful boolean := false;
BEGIN
    IF v_plans > c_plans_max THEN RAISE EXCEPTION 'a batch of % plans', v_plans; END IF;

    -- 1. Lock and load the accounts: of the legs, and of the holds that are posted or voided.
    IF cardinality(p_hold) > 0 THEN
        p_ids := p_ids || ARRAY(SELECT DISTINCT h.account_id FROM ledger_hold h
                                WHERE h.id = ANY (p_hold) AND h.account_id <> ALL (p_ids));
    END IF;
    SELECT array_agg(l.id), array_agg(l.ctid), array_agg(l.owner), array_agg(l.asset),
           array_agg(CASE WHEN greatest(l.credits, l.debits, l.pending_credits, l.pending_debits) > c_full
                     THEN 3 ELSE l.state END),
           array_agg(CASE WHEN l.floor IS NOT NULL
                     THEN l.credits - l.debits - l.pending_debits - greatest(l.floor, -c_full) END),
           array_agg(l.credits), array_agg(l.debits), array_agg(l.pending_credits), array_agg(l.pending_debits),
           array_agg(l.seq), array_agg(l.day), array_agg(l.day_out), array_agg(l.day_cap),
           array_agg(l.hold_due), min(l.hold_due), max(l.booked_at)
    INTO s_id, s_tid, s_owner, s_asset, s_state, s_free, s_credits, s_debits, s_pend_in, s_pend_out,
         s_seq, s_day, s_day_out, s_day_cap, s_due, v_due_next, v_latest
    FROM (SELECT a.ctid, a.* FROM ledger_account a WHERE a.id = ANY (p_ids) ORDER BY a.id FOR NO KEY UPDATE) l;
    IF s_id IS DISTINCT FROM p_ids THEN
        -- Rare: some do not exist, or holds added theirs. Lay them out by position; a gap has no state.
        IF (SELECT count(*) > count(DISTINCT i.id) FROM unnest(p_ids) AS i (id)) THEN
            RAISE EXCEPTION 'an account stands twice in a batch';
        END IF;
        SELECT array_agg(s_tid[o.at] ORDER BY o.n), array_agg(s_owner[o.at] ORDER BY o.n),
               array_agg(s_asset[o.at] ORDER BY o.n), array_agg(s_state[o.at] ORDER BY o.n),
               array_agg(s_free[o.at] ORDER BY o.n), array_agg(s_credits[o.at] ORDER BY o.n),
               array_agg(s_debits[o.at] ORDER BY o.n), array_agg(s_pend_in[o.at] ORDER BY o.n),
               array_agg(s_pend_out[o.at] ORDER BY o.n), array_agg(s_seq[o.at] ORDER BY o.n),
               array_agg(s_day[o.at] ORDER BY o.n), array_agg(s_day_out[o.at] ORDER BY o.n),
               array_agg(s_day_cap[o.at] ORDER BY o.n), array_agg(s_due[o.at] ORDER BY o.n)
        INTO s_tid, s_owner, s_asset, s_state, s_free, s_credits, s_debits, s_pend_in, s_pend_out,
             s_seq, s_day, s_day_out, s_day_cap, s_due
        FROM (SELECT i.n, array_position(s_id, i.id) AS at FROM unnest(p_ids) WITH ORDINALITY AS i (id, n)) o;
    END IF;
    v_now := coalesce(p_at, clock_timestamp());
    v_today := (v_now AT TIME ZONE p_zone)::date;
    IF v_latest > v_now THEN
        -- The clock went back, or an account is ahead of it. Only that account's entries stay ahead with it.
        s_booked := ARRAY(SELECT greatest(a.booked_at, v_now) FROM unnest(p_ids) WITH ORDINALITY AS i (id, n)
                          LEFT JOIN ledger_account a ON a.id = i.id ORDER BY i.n);
    END IF;

    -- 2. Release what has expired on these accounts. Each side of a hold goes where its own account is touched.
    IF v_due_next <= v_now THEN
        FOR v_pos, v_sum, v_amount IN
            WITH gone AS (
                UPDATE ledger_hold h SET state = 'expired'
                WHERE h.account_id = ANY (p_ids) AND h.state = 'open' AND h.until <= v_now
                RETURNING h.account_id, h.amount
            )
            SELECT array_position(p_ids, g.account_id), coalesce(sum(g.amount) FILTER (WHERE g.amount < 0), 0),
                   coalesce(sum(g.amount) FILTER (WHERE g.amount > 0), 0)
            FROM gone g GROUP BY g.account_id
        LOOP
            s_pend_out[v_pos] := s_pend_out[v_pos] + v_sum;
            s_free[v_pos] := s_free[v_pos] - v_sum;
            s_pend_in[v_pos] := s_pend_in[v_pos] - v_amount;
            s_due[v_pos] := NULL;
        END LOOP;
    END IF;

    -- 3. Holds that plans name. Their accounts are locked, so these rows stand still.
    IF cardinality(p_hold) > 0 THEN
        s_act := array_fill(NULL::smallint, ARRAY[v_plans]);
        s_hold := array_fill(NULL::integer, ARRAY[v_plans]);
        FOR v_n IN 1 .. cardinality(p_hold) LOOP
            s_act[p_held[v_n]] := coalesce(p_hold_op[v_n], 0);
            s_hold[p_held[v_n]] := v_n;
        END LOOP;
        SELECT array_agg(h.id), array_agg(h.ctid), array_agg(array_position(p_ids, h.account_id)), array_agg(h.amount),
               array_agg(h.state), count(*)
        INTO h_id, h_tid, h_pos, h_amount, s_h_state, s_holds
        FROM (SELECT l.ctid, l.* FROM ledger_hold l WHERE l.id = ANY (p_hold) ORDER BY l.id, l.account_id) h;
        IF array_position(h_pos, NULL) IS NOT NULL THEN
            RAISE serialization_failure USING MESSAGE = 'a hold was reserved while its accounts were being locked';
        END IF;
    END IF;

    -- 4. Keys that were answered before. Read after the locks: a repeat in another process has finished by now.
    s_known := ARRAY(SELECT j.key FROM journal_record j WHERE j.key = ANY (p_key));

    -- 5. What each plan is by itself, and whether it is let through.
    s_code := array_fill(0::smallint, ARRAY[v_plans]);
    s_at := array_fill(NULL::integer, ARRAY[v_plans]);
    s_outflow := array_fill(0::bigint, ARRAY[v_plans]);
    s_took := s_outflow;
    s_own := array_fill(true, ARRAY[v_plans]);
    FOR v_plan IN 1 .. v_plans LOOP
        IF p_key[v_plan] = ANY (s_known) THEN
            s_code[v_plan] := 1;
            CONTINUE;
        END IF;
        v_subject := p_subject[v_plan];
        v_first := p_from[v_plan];
        v_last := p_from[v_plan + 1] - 1;
        v_act := s_act[v_plan];
        v_bad := 0; v_sum := 0; v_outflow := 0; v_took := 0; v_own := true; v_foreign := false;
        -- Sound: legs are two or more, of one asset, each moves something, and they sum to zero; a void has none.
        v_sound := CASE WHEN v_act = 3 THEN v_last < v_first ELSE v_last - v_first BETWEEN 1 AND c_legs_max - 1 END;
        FOR v_leg IN v_first .. v_last LOOP
            v_pos := p_leg[v_leg];
            v_amount := p_amount[v_leg];
            IF (s_state[v_pos] = 0 AND s_asset[v_pos] = p_asset[v_plan] AND v_amount <> 0
                AND v_amount BETWEEN -c_leg_max AND c_leg_max) IS NOT TRUE THEN
                -- Seldom: the leg makes no sense, or the account refuses. The first reason to refuse stays.
                v_sound := v_sound AND coalesce(v_amount <> 0 AND v_amount BETWEEN -c_leg_max AND c_leg_max, false)
                    AND (s_state[v_pos] IS NULL OR coalesce(s_asset[v_pos] = p_asset[v_plan], false));
                EXIT WHEN NOT v_sound;
                IF v_bad = 0 THEN
                    v_at := v_pos;
                    v_bad := CASE s_state[v_pos] WHEN 0 THEN 0 WHEN 1 THEN CASE WHEN v_amount < 0 THEN 12 ELSE 0 END
                        WHEN 2 THEN 11 WHEN 3 THEN 19 ELSE 10 END;
                END IF;
            END IF;
            v_sum := v_sum + v_amount;
            IF v_amount < 0 THEN
                v_outflow := v_outflow - v_amount;
                IF v_pos = p_leg[v_first] THEN v_took := v_took - v_amount; END IF;
            END IF;
            IF s_owner[v_pos] <> v_subject THEN
                v_own := false;
                v_foreign := v_foreign OR v_amount < 0;
            END IF;
        END LOOP;
        IF v_act IS NOT NULL THEN
            -- A hold has one row per account; a new one has its time.
            v_n := s_hold[v_plan];
            v_sound := v_sound AND p_hold[v_n] IS NOT NULL AND v_act IN (1, 2, 3) AND (v_act <> 1 OR
                p_hold_until[v_n] IS NOT NULL
                AND NOT EXISTS (SELECT FROM unnest(p_leg[v_first : v_last]) AS l (pos)
                                GROUP BY l.pos HAVING count(*) > 1));
        END IF;
        -- Only the bank itself takes from accounts that are not its own, and never by a customer's proof. That it
        -- has an allowance of its own, access_let_through sees to.
        s_code[v_plan] := CASE WHEN NOT v_sound OR v_sum <> 0 OR v_outflow > c_plan_max THEN 3
            WHEN v_foreign AND (v_subject <> 0 OR p_ruled[v_plan] IS NOT NULL) THEN 2 ELSE v_bad END;
        IF v_bad <> 0 THEN s_at[v_plan] := v_at; END IF;
        s_outflow[v_plan] := v_outflow;
        s_took[v_plan] := v_took;
        IF NOT v_own THEN s_own[v_plan] := false; END IF;
    END LOOP;
    PERFORM FROM access_allowance a WHERE a.id = ANY (p_allowance) AND a.budget IS NOT NULL
    ORDER BY a.id FOR NO KEY UPDATE;
    IF FOUND THEN
        SELECT array_agg(a.id), array_agg(a.budget), array_agg(a.spent) INTO w_id, w_budget, s_spent
        FROM access_allowance a WHERE a.id = ANY (p_allowance) AND a.budget IS NOT NULL;
    END IF;
    s_through := access_let_through(p_key, p_subject, p_digest, p_ruled, p_allowance, s_outflow, s_own, v_now);

    -- 6. Decide, in order.
    <<decide>>
    LOOP
        v_free := s_free; v_credits := s_credits; v_debits := s_debits; v_seq := s_seq; v_due := s_due;
        v_pend_in := s_pend_in; v_pend_out := s_pend_out; w_spent := s_spent;
        h_id := h_id[: s_holds]; h_pos := h_pos[: s_holds]; h_amount := h_amount[: s_holds];
        h_state := s_h_state; h_until := '{}';
        v_day_out := array_fill(NULL::bigint, ARRAY[cardinality(p_ids)]);
        v_code := s_code;
        v_refused := array_fill(false, ARRAY[v_plans]);
        v_said := p_said;
        e_seq := array_fill(NULL::bigint, ARRAY[cardinality(p_leg)]);
        e_balance := e_seq;
        <<plans>>
        FOR v_plan IN 1 .. v_plans LOOP
            v_bad := s_code[v_plan];
            CONTINUE WHEN v_bad IN (1, 2, 3);
            IF NOT s_through[v_plan] THEN
                v_code[v_plan] := 2;
                CONTINUE;
            END IF;
            v_first := p_from[v_plan];
            v_last := p_from[v_plan + 1] - 1;
            v_act := s_act[v_plan];
            v_at := s_at[v_plan];
            v_day := NULL;

            -- A hold that is new needs an id of its own. One that is posted or voided must be open on every side, and
            -- posting takes at most what was held, on the side on which it was held.
            IF v_bad = 0 AND v_act IS NOT NULL THEN
                v_held := p_hold[s_hold[v_plan]];
                v_h := array_position(h_id, v_held);
                IF v_act = 1 THEN
                    v_bad := CASE WHEN v_h IS NOT NULL THEN 20
                        WHEN p_hold_until[s_hold[v_plan]] <= v_now THEN 15 ELSE 0 END;
                ELSIF v_h IS NULL THEN
                    v_bad := 15;
                ELSE
                    v_foreign := false;
                    v_n := v_h;
                    WHILE h_id[v_n] = v_held LOOP
                        SELECT coalesce(sum(p_amount[l.n]), 0) INTO v_left
                        FROM generate_series(v_first, v_last) AS l (n) WHERE p_leg[l.n] = h_pos[v_n];
                        v_foreign := v_foreign OR h_amount[v_n] < 0 AND s_owner[h_pos[v_n]] <> p_subject[v_plan];
                        v_bad := CASE WHEN v_bad = 15 OR h_state[v_n] <> 'open' THEN 15
                            WHEN abs(v_left) > abs(h_amount[v_n]) OR sign(v_left) = -sign(h_amount[v_n]) THEN 16
                            ELSE v_bad END;
                        v_n := v_n + 1;
                    END LOOP;
                    IF v_foreign AND (p_subject[v_plan] <> 0 OR p_ruled[v_plan] IS NOT NULL) THEN
                        v_code[v_plan] := 2;
                        CONTINUE;
                    END IF;
                END IF;
            END IF;

            -- Enough? What a hold lets go comes first; floors are looked at when the whole plan is in.
            IF v_bad = 0 THEN
                IF v_act >= 2 THEN
                    v_n := v_h;
                    WHILE h_id[v_n] = v_held LOOP
                        v_free[h_pos[v_n]] := v_free[h_pos[v_n]] - least(h_amount[v_n], 0);
                        v_n := v_n + 1;
                    END LOOP;
                END IF;
                FOR v_leg IN v_first .. v_last LOOP
                    v_pos := p_leg[v_leg];
                    v_free[v_pos] := v_free[v_pos]
                        + CASE v_act WHEN 1 THEN least(p_amount[v_leg], 0) ELSE p_amount[v_leg] END;
                END LOOP;
                FOR v_leg IN v_first .. v_last LOOP
                    IF v_free[p_leg[v_leg]] < 0 AND p_amount[v_leg] < 0 THEN
                        v_bad := 13;
                        v_at := p_leg[v_leg];
                        EXIT;
                    END IF;
                END LOOP;
                v_took := s_took[v_plan];
                IF v_bad = 0 AND v_took > 0 AND p_counted[v_plan] THEN
                    v_pos := p_leg[v_first];
                    v_day := v_took + coalesce(v_day_out[v_pos],
                        CASE WHEN s_day[v_pos] >= v_today THEN s_day_out[v_pos] ELSE 0 END);
                    IF v_day > coalesce(s_day_cap[v_pos], c_full) THEN
                        v_bad := 14;
                        v_at := v_pos;
                    END IF;
                END IF;
                -- A budget is for what is booked: what is only reserved counts when it is posted.
                v_budget := NULL;
                IF v_bad = 0 AND w_id IS NOT NULL AND p_ruled[v_plan] IS NULL AND v_act IS DISTINCT FROM 1 THEN
                    v_budget := array_position(w_id, p_allowance[v_plan]);
                    IF w_spent[v_budget] > w_budget[v_budget] - s_outflow[v_plan] THEN v_bad := 18; END IF;
                END IF;
                IF v_bad = 0 AND v_careful THEN
                    BEGIN
                        PERFORM till_own_rows(array_agg(o.function ORDER BY o.n), array_agg(o.data ORDER BY o.n))
                        FROM unnest(p_own_plan, p_own_function, p_own_row) WITH ORDINALITY
                             AS o (plan, function, data, n)
                        WHERE o.plan = v_plan HAVING count(*) > 0;
                    EXCEPTION WHEN integrity_constraint_violation OR data_exception OR SQLSTATE 'SY001' THEN
                        v_bad := 17;
                    END;
                END IF;
                IF v_bad <> 0 THEN
                    -- Refused after all: back as it was.
                    FOR v_leg IN v_first .. v_last LOOP
                        v_pos := p_leg[v_leg];
                        v_free[v_pos] := v_free[v_pos]
                            - CASE v_act WHEN 1 THEN least(p_amount[v_leg], 0) ELSE p_amount[v_leg] END;
                    END LOOP;
                    v_n := v_h;
                    WHILE v_act >= 2 AND h_id[v_n] = v_held LOOP
                        v_free[h_pos[v_n]] := v_free[h_pos[v_n]] + least(h_amount[v_n], 0);
                        v_n := v_n + 1;
                    END LOOP;
                END IF;
            END IF;
            IF v_bad <> 0 THEN
                v_code[v_plan] := v_bad;
                v_refused[v_plan] := true;
                v_left := CASE v_bad WHEN 13 THEN v_free[v_at] WHEN 14 THEN s_day_cap[v_at] - (v_day - v_took) END;
                v_said[v_plan] := json_build_object(
                    'outcome', v_bad, 'account', p_ids[v_at], 'available', v_left, 'asset', p_asset[v_plan]);
                CONTINUE;
            END IF;

            -- Accepted.
            IF v_day IS NOT NULL THEN v_day_out[p_leg[v_first]] := v_day; END IF;
            IF v_budget IS NOT NULL THEN w_spent[v_budget] := w_spent[v_budget] + s_outflow[v_plan]; END IF;
            IF v_act >= 2 THEN
                v_n := v_h;
                WHILE h_id[v_n] = v_held LOOP
                    v_pos := h_pos[v_n];
                    h_state[v_n] := CASE v_act WHEN 2 THEN 'posted' ELSE 'void' END;
                    v_pend_out[v_pos] := v_pend_out[v_pos] + least(h_amount[v_n], 0);
                    v_pend_in[v_pos] := v_pend_in[v_pos] - greatest(h_amount[v_n], 0);
                    v_due[v_pos] := NULL;
                    v_n := v_n + 1;
                END LOOP;
            END IF;
            FOR v_leg IN v_first .. v_last LOOP
                v_pos := p_leg[v_leg];
                v_amount := p_amount[v_leg];
                IF v_act = 1 THEN
                    h_id := h_id || v_held; h_pos := h_pos || v_pos; h_amount := h_amount || v_amount;
                    h_state := h_state || 'open'::text; h_until := h_until || p_hold_until[s_hold[v_plan]];
                    v_pend_out[v_pos] := v_pend_out[v_pos] - least(v_amount, 0);
                    v_pend_in[v_pos] := v_pend_in[v_pos] + greatest(v_amount, 0);
                    v_due[v_pos] := NULL;
                    CONTINUE;
                END IF;
                IF v_amount < 0 THEN
                    v_debits[v_pos] := v_debits[v_pos] - v_amount;
                ELSE
                    v_credits[v_pos] := v_credits[v_pos] + v_amount;
                END IF;
                v_seq[v_pos] := v_seq[v_pos] + 1;
                e_seq[v_leg] := v_seq[v_pos];
                e_balance[v_leg] := v_credits[v_pos] - v_debits[v_pos];
            END LOOP;
        END LOOP plans;

        -- 7. The verbs' own rows, for accepted plans only. When one offends, decide again, one plan's rows at a time.
        EXIT decide WHEN v_careful OR cardinality(p_own_plan) = 0;
        BEGIN
            PERFORM till_own_rows(array_agg(o.function ORDER BY o.n), array_agg(o.data ORDER BY o.n))
            FROM unnest(p_own_plan, p_own_function, p_own_row) WITH ORDINALITY AS o (plan, function, data, n)
            WHERE v_code[o.plan] = 0 HAVING count(*) > 0;
            EXIT decide;
        EXCEPTION WHEN integrity_constraint_violation OR data_exception OR SQLSTATE 'SY001' THEN
            v_careful := true;
        END;
    END LOOP decide;

    -- 8. Write: journal, entries, holds, allowances, accounts.
    IF 1 = ANY (v_code) OR 2 = ANY (v_code) OR 3 = ANY (v_code) THEN
        PERFORM journal_append(p_slot, array_agg(p_key[u.n] ORDER BY u.n), array_agg(p_subject[u.n] ORDER BY u.n),
            array_agg(p_verb[u.n] ORDER BY u.n), array_agg(p_mark[u.n] ORDER BY u.n),
            array_agg(p_digest[u.n] ORDER BY u.n), array_agg(v_refused[u.n] ORDER BY u.n),
            array_agg(v_said[u.n] ORDER BY u.n), v_now)
        FROM unnest(v_code) WITH ORDINALITY AS u (code, n) WHERE u.code = 0 OR u.code >= 10 HAVING count(*) > 0;
    ELSE
        PERFORM journal_append(p_slot, p_key, p_subject, p_verb, p_mark, p_digest, v_refused, v_said, v_now);
    END IF;
    INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
    SELECT p_ids[p_leg[l.n]], e_seq[l.n], p_amount[l.n], e_balance[l.n],
           coalesce(s_booked[p_leg[l.n]], v_now), p_key[l.plan],
           coalesce(p_value_on[l.plan], v_today), p_kind[l.plan], p_party[l.n], p_memo[l.plan]
    FROM (SELECT p.plan, generate_series(p_from[p.plan], p_from[p.plan + 1] - 1) AS n
          FROM generate_series(1, v_plans) AS p (plan)) l
    WHERE e_seq[l.n] IS NOT NULL;
    IF cardinality(p_hold) > 0 THEN
        UPDATE ledger_hold h SET state = h_state[array_position(h_tid, h.ctid)]
        WHERE h.ctid = ANY (h_tid) AND h.state <> h_state[array_position(h_tid, h.ctid)];
        INSERT INTO ledger_hold (id, account_id, amount, state, until)
        SELECT h_id[u.n], p_ids[h_pos[u.n]], h_amount[u.n], h_state[u.n], h_until[u.n - s_holds]
        FROM generate_series(s_holds + 1, cardinality(h_id)) AS u (n);
    END IF;
    IF w_id IS NOT NULL THEN
        UPDATE access_allowance a SET spent = w_spent[array_position(w_id, a.id)] WHERE a.id = ANY (w_id);
    END IF;
    UPDATE ledger_account a
    SET room = NULL, credits = v_credits[u.pos], debits = v_debits[u.pos], seq = v_seq[u.pos],
        booked_at = coalesce(s_booked[u.pos], v_now),
        pending_credits = v_pend_in[u.pos], pending_debits = v_pend_out[u.pos],
        day = CASE WHEN v_day_out[u.pos] IS NULL THEN a.day ELSE greatest(a.day, v_today) END,
        day_out = coalesce(v_day_out[u.pos], a.day_out),
        hold_due = coalesce(v_due[u.pos], (SELECT coalesce(min(h.until), 'infinity') FROM ledger_hold h
                                           WHERE h.account_id = a.id AND h.state = 'open'))
    FROM generate_series(1, cardinality(p_ids)) AS u (pos)
    -- By place in the table, without another walk through the index: a row that we have locked does not move.
    WHERE a.ctid = s_tid[u.pos];
    GET DIAGNOSTICS v_n = ROW_COUNT;
    IF v_n <> cardinality(s_id) THEN RAISE EXCEPTION 'of % accounts % were written', cardinality(s_id), v_n; END IF;

    v_out.booked_at := v_now;
    SELECT array_agg(u.n), array_agg(u.code), array_agg(j.subject), array_agg(j.mark), array_agg(j.refused),
           array_agg(j.said), array_agg(j.booked_at)
    INTO v_out.plan, v_out.outcome, v_out.subject, v_out.mark, v_out.refused, v_out.said, v_out.said_at
    FROM unnest(v_code) WITH ORDINALITY AS u (code, n) LEFT JOIN journal_record j ON j.key = p_key[u.n]
    WHERE u.code <> 0;
    RETURN v_out;
END $$;
REVOKE ALL ON FUNCTION till_commit FROM PUBLIC;
REVOKE ALL ON FUNCTION till_own_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION till_commit TO sycee_app;
