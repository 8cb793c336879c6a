-- book: what goes with a row is found in one look at the rows that go, however many: the plan is kept from the first few.
ALTER FUNCTION book_said_goes() SET enable_nestloop = off;
ALTER FUNCTION book_photos_go() SET enable_nestloop = off;
