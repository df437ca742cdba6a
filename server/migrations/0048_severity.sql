-- How much stands still without what is asked for. What was asked before counts as normal.
ALTER TABLE requests ADD COLUMN severity TEXT NOT NULL DEFAULT 'normal'
    CONSTRAINT requests_severity_check CHECK (severity IN ('normal', 'high', 'critical'));
-- The list of what is more severe, which is little of all there is.
CREATE INDEX requests_severe ON requests (severity, sort_due, id) WHERE severity <> 'normal';
