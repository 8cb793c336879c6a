-- An assistant that a customer lets in is a session of its own kind, by the name that the customer gave it.
ALTER TABLE identity_session ADD COLUMN name text NOT NULL DEFAULT '';
COMMENT ON COLUMN identity_session.name IS 'what the customer calls the assistant whose session it is; of other sessions empty';

-- Which assistant asked for what waits, if one did.
ALTER TABLE access_proposal ADD COLUMN asked_by text NOT NULL DEFAULT '';
COMMENT ON COLUMN access_proposal.asked_by IS 'the assistant that asked, as its customer calls it; empty where the customer asked';
