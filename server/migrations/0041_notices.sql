-- How people are told: a row for who has said something about it.
CREATE TABLE notice_settings (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
    -- By kind, as JSON; what is not there goes at once.
    ways TEXT NOT NULL,
    -- Minutes of the day, by the installation's clock.
    quiet_from BIGINT,
    quiet_until BIGINT,
    digest_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT notice_settings_quiet_check CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

-- What a person was told of: the portal's list, and what waits to be mailed.
CREATE TABLE notices (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    template TEXT NOT NULL,
    -- As in the outbox: of the same event nobody is told twice.
    event TEXT NOT NULL,
    request_id TEXT,
    -- Values of the template as JSON.
    params TEXT NOT NULL,
    -- When it is mailed with what else has waited; none: it went at once, or is not mailed.
    due_at BIGINT,
    -- The mail that it is in.
    outbox_id TEXT,
    read_at BIGINT,
    CONSTRAINT notices_event_key UNIQUE (event)
);
CREATE INDEX notices_person ON notices (person_id, at, id);
CREATE INDEX notices_unread ON notices (person_id) WHERE read_at IS NULL;
CREATE INDEX notices_due ON notices (due_at, id) WHERE outbox_id IS NULL AND due_at IS NOT NULL;
CREATE INDEX notices_outbox ON notices (outbox_id);
