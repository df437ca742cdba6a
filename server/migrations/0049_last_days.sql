-- The first instant at which a last day (`return_on`) is over, by the installation's clock: what comes from then on comes late.
ALTER TABLE requests ADD COLUMN return_by BIGINT;
-- Of what is there, midnight in UTC: an hour or two later than most clocks say, and so never too early.
-- only sqlite
UPDATE requests SET return_by = CAST(strftime('%s', return_on, '+1 day') AS INTEGER) * 1000 WHERE return_on IS NOT NULL;
-- only postgres
UPDATE requests SET return_by = CAST(EXTRACT(EPOCH FROM CAST(return_on AS DATE) + 1) AS BIGINT) * 1000 WHERE return_on IS NOT NULL;
-- both
CREATE INDEX requests_return_by ON requests (return_by) WHERE return_by IS NOT NULL;
