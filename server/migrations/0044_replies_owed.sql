-- The answer that the vendor owes to what the partner wrote: a promise beside that of the request. Like promise_id without a reference, because each
-- names the other.
ALTER TABLE requests ADD COLUMN reply_id TEXT;
ALTER TABLE requests ADD COLUMN reply_due_at BIGINT
    CONSTRAINT requests_reply_check CHECK ((reply_id IS NULL) = (reply_due_at IS NULL));
CREATE INDEX requests_reply ON requests (reply_due_at, id) WHERE reply_id IS NOT NULL;
