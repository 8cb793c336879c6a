"""Under every floor: money, ids, time, words, errors, the catalog, the till, the database, the journal, jobs."""
