-- jobs: how often one was begun, which is written before it is.
ALTER TABLE job_due ADD COLUMN begun integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN job_due.begun IS 'of slow jobs: how often a worker began it; what is above `tries` fell with its process';
