-- recommend: in which place of the app something was shown; until now there was home alone.
ALTER TABLE recommend_shown ADD COLUMN page text NOT NULL DEFAULT 'home' CHECK (length(page) BETWEEN 1 AND 16);
COMMENT ON TABLE recommend_shown IS 'class C2: what was shown to whom, on which page and where there, by which version (0: none that was learned), why, and how likely that was';
ALTER TABLE recommend_shown DROP CONSTRAINT recommend_shown_pkey, ADD PRIMARY KEY (owner, item, day, page);
