CREATE TABLE signing_keys (
    -- Stands in every key that it proves.
    id TEXT NOT NULL PRIMARY KEY,
    -- 32 bytes, hexadecimal.
    public_key TEXT NOT NULL,
    -- The private key, encrypted with a key that is not in the database.
    sealed TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    retired_at BIGINT,
    -- 1 for the one that signs now, else nothing: there is one at most.
    signs BIGINT,
    made_by TEXT REFERENCES people (id),
    CONSTRAINT signing_keys_public_key_key UNIQUE (public_key),
    CONSTRAINT signing_keys_signs_key UNIQUE (signs),
    CONSTRAINT signing_keys_signs_check CHECK (signs IS NULL OR (signs = 1 AND retired_at IS NULL)),
    CONSTRAINT signing_keys_times_check CHECK (retired_at IS NULL OR retired_at > not_before)
);
