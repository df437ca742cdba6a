-- How the mail servers are by which mails go out, as whoever sent last found them.
CREATE TABLE mail_transports (
    -- Host and port.
    name TEXT NOT NULL PRIMARY KEY,
    ok_at BIGINT,
    failed_at BIGINT,
    -- It is left alone until then.
    rests_until BIGINT NOT NULL,
    -- Class of the last failure; none while it is well.
    error TEXT,
    status TEXT
);

-- How many mails went to a domain in a minute.
CREATE TABLE mail_domains (
    domain TEXT NOT NULL PRIMARY KEY,
    -- Minutes of Unix time.
    minute BIGINT NOT NULL,
    mails BIGINT NOT NULL
);

-- What the mail server answered last: its code, the enhanced status (RFC 3463) and its words, which may name people.
ALTER TABLE outbox ADD COLUMN last_code BIGINT;
ALTER TABLE outbox ADD COLUMN last_status TEXT;
ALTER TABLE outbox ADD COLUMN last_reply TEXT;
-- When it was last tried without success.
ALTER TABLE outbox ADD COLUMN last_failed_at BIGINT;
CREATE INDEX outbox_sent ON outbox (state, sent_at);
