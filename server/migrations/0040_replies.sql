-- Answers by mail: a row for each that was taken into a thread; the same one again is none.
CREATE TABLE mail_replies (
    event_key TEXT NOT NULL PRIMARY KEY,
    outbox_id TEXT NOT NULL REFERENCES outbox (id),
    received_at BIGINT NOT NULL
);
CREATE INDEX mail_replies_outbox ON mail_replies (outbox_id);
