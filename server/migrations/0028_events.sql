-- What has changed, for whoever looks at it at this moment: written with the change itself, numbered once it is committed.
-- A sequence of the database's would be given out before the commit, and become visible out of order: a stream that resumes would miss some.
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    audience TEXT NOT NULL CONSTRAINT events_audience_check CHECK (audience IN ('everybody', 'vendor')),
    at BIGINT NOT NULL,
    -- The place in the order that all streams have; none: committed, or about to be, and not numbered yet.
    seq BIGINT,
    CONSTRAINT events_seq_key UNIQUE (seq)
);
CREATE INDEX events_unnumbered ON events (id) WHERE seq IS NULL;
-- The last number that was given is the counter `events`, whose row whoever numbers holds; the last that is thrown away, `events_forgotten`.
