-- API tokens, each its person's own: by one, a program is who made it.
CREATE TABLE api_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    -- SHA-256 of the token, hexadecimal.
    token_hash TEXT NOT NULL,
    -- Its first characters, by which people know it again.
    start TEXT NOT NULL,
    scope TEXT NOT NULL CONSTRAINT api_tokens_scope_check CHECK (scope IN ('read', 'write')),
    created_at BIGINT NOT NULL,
    -- The last day on which it is good, and the instant at which that day is over.
    expires_on TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    CONSTRAINT api_tokens_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX api_tokens_person ON api_tokens (person_id);
CREATE INDEX api_tokens_expiry ON api_tokens (expires_at);
