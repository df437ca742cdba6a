-- Filters of the list of requests, with a name: each person's own.
CREATE TABLE saved_views (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    -- The name as it is compared.
    name_key TEXT NOT NULL,
    -- The list's query, as its address has it.
    query TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    CONSTRAINT saved_views_person_id_name_key_key UNIQUE (person_id, name_key)
);
