-- algorithm: how far what customers do has moved away from what the version in service was learned from, once a day.
CREATE TABLE algorithm_drift (
    kind           text             NOT NULL,
    day            date             NOT NULL,
    number         integer          NOT NULL,
    deeds          integer          NOT NULL,
    people         integer          NOT NULL,
    items          double precision,
    items_chance   double precision,
    scores         double precision,
    scores_chance  double precision,
    live           double precision,
    at             timestamptz      NOT NULL,
    PRIMARY KEY (kind, day)
);
COMMENT ON TABLE algorithm_drift IS 'class internal: per day, how the last days differ from those that were learned from (stability indices, and what chance alone would make of them), and the gate''s measure on them; sums over people, nobody''s own';
GRANT SELECT ON algorithm_drift TO sycee_staff;
GRANT SELECT, INSERT, UPDATE (number, deeds, people, items, items_chance, scores, scores_chance, live, at) ON algorithm_drift TO sycee_app;

-- The console shows every version and how it fares. Neither table says anything of a person.
GRANT SELECT ON algorithm_version TO sycee_staff;
