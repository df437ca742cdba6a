-- What came back of our mails: a row for each bounce that was taken in; the same one again is none.
CREATE TABLE bounces (
    id TEXT NOT NULL PRIMARY KEY,
    outbox_id TEXT NOT NULL REFERENCES outbox (id),
    received_at BIGINT NOT NULL,
    -- By which way it came.
    via TEXT NOT NULL,
    kind TEXT NOT NULL,
    action TEXT,
    status TEXT,
    reply_code BIGINT,
    reason TEXT NOT NULL,
    permanent BOOLEAN NOT NULL,
    -- Where it could not be delivered; forwarded mail names another address than ours does.
    address TEXT,
    diagnostic TEXT NOT NULL,
    -- What followed: given up, sent again later, waited for, or nothing.
    outcome TEXT NOT NULL CONSTRAINT bounces_outcome_check CHECK (outcome IN ('bounced', 'again', 'delayed', 'noted')),
    -- A hash of the mail's row, the bounce's Message-ID and what it says.
    event_key TEXT NOT NULL,
    CONSTRAINT bounces_event_key_key UNIQUE (event_key)
);
CREATE INDEX bounces_received ON bounces (received_at, id);
CREATE INDEX bounces_outbox ON bounces (outbox_id);

-- When a server said for good that it can't be delivered.
ALTER TABLE outbox ADD COLUMN bounced_at BIGINT;
-- How often it was sent again, because it had come back for now.
ALTER TABLE outbox ADD COLUMN sent_again BIGINT NOT NULL DEFAULT 0;
