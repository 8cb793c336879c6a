-- A name that its holder gave an account, and how far the holder's papers have been looked at.
ALTER TABLE account_account
    ADD COLUMN title text,
    ADD COLUMN grade smallint NOT NULL DEFAULT 1 CHECK (grade IN (1, 2));
COMMENT ON COLUMN account_account.title IS 'what its holder calls it; null: by its kind';
COMMENT ON COLUMN account_account.grade IS '1: document and face were checked; 2: opened by phone and document alone, smaller sums a day';

-- Which call used a code up: sent again, because its answer was lost, it is that call and no other.
ALTER TABLE identity_code ADD COLUMN used_by uuid;

-- Until when an identity document is good; null: not known.
ALTER TABLE party_person ADD COLUMN document_until date;
