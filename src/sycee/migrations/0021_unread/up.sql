-- What a reader of facts could not read is put aside after some tries, so that it does not hold up what comes after it.
ALTER TABLE journal_reader ADD COLUMN tries smallint NOT NULL DEFAULT 0;
ALTER TABLE journal_reader ADD COLUMN again_at timestamptz NOT NULL DEFAULT '-infinity';
COMMENT ON COLUMN journal_reader.tries IS 'how often in a row its next facts have failed';

CREATE TABLE journal_unread (
    reader   text        NOT NULL,
    key      uuid        NOT NULL,
    place    smallint    NOT NULL,
    why      text        NOT NULL,
    left_at  timestamptz NOT NULL,
    PRIMARY KEY (reader, key, place)
);
COMMENT ON TABLE journal_unread IS 'facts that a reader failed to read: record by key, place of the fact in it, kind of error';
GRANT SELECT, INSERT, DELETE ON journal_unread TO sycee_app;
