-- The audit trail as a chain: each row is sealed with a hash over itself and the row before it, in the order in which rows are found committed.
ALTER TABLE audit ADD COLUMN seq BIGINT;
-- Of the row's details with their salt; stays when they are erased.
ALTER TABLE audit ADD COLUMN details_hash TEXT;
ALTER TABLE audit ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX audit_seq_key ON audit (seq);
CREATE INDEX audit_unsealed ON audit (id) WHERE seq IS NULL;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor_id, at, id);

-- What was there before and after, as JSON: it may be somebody's name. Erased, the chain still holds.
CREATE TABLE audit_details (
    audit_id TEXT NOT NULL PRIMARY KEY REFERENCES audit (id),
    salt TEXT NOT NULL,
    body TEXT NOT NULL
);
