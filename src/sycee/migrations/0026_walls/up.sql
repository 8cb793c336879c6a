-- party: a customer's number is known before the row is written, since what is sealed is sealed for that row.
GRANT USAGE ON SEQUENCE party_person_id_seq TO sycee_app;

-- staff: a member's secret is sealed anew when there is a new key.
GRANT UPDATE (secret) ON staff_member TO sycee_app;

-- identity: nobody who reads needs what lets somebody in, not even its hash (class C3).
REVOKE SELECT ON identity_session, identity_device FROM sycee_read;
GRANT SELECT (id, subject, channel, name, agent, source, made_at, seen_at, ends_at, ended_at, stopped_by)
    ON identity_session TO sycee_read;
GRANT SELECT (subject, agent, first_seen, last_seen) ON identity_device TO sycee_read;
