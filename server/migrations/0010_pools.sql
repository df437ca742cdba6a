-- There was no way yet to put a key in: the table is made anew, for keys that outlive their rule and keys that are bound to a host.
DROP TABLE pool_keys;

-- Ready-made keys, each handed out once.
CREATE TABLE pool_keys (
    id TEXT NOT NULL PRIMARY KEY,
    -- None: the rule is gone, and all of its keys had been handed out. They stay known, so that none comes again.
    rule_id TEXT REFERENCES key_rules (id),
    key_text TEXT NOT NULL,
    -- None: it fits every edition, and any capacity.
    edition_id TEXT REFERENCES editions (id),
    capacity BIGINT,
    -- In small letters; none: it is bound to none.
    host TEXT,
    -- JSON: licences::Claims, what the file says of it.
    claims TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    -- Which request it was taken for.
    taken_by TEXT REFERENCES requests (id),
    taken_at BIGINT,
    CONSTRAINT pool_keys_key_text_key UNIQUE (key_text),
    CONSTRAINT pool_keys_taken_check CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
    CONSTRAINT pool_keys_rule_check CHECK (rule_id IS NOT NULL OR taken_at IS NOT NULL)
);
CREATE INDEX pool_keys_free ON pool_keys (rule_id, taken_at, host, id);
CREATE INDEX pool_keys_added ON pool_keys (rule_id, added_at);
