-- What is reported of a delivery is an event of one sending ("round") to a recipient; the status is the fold over the events of the last one.
ALTER TABLE recipients ADD COLUMN channel TEXT NOT NULL DEFAULT 'parcel'
    CONSTRAINT recipients_channel_check CHECK (channel IN ('mail', 'parcel', 'download'));
-- Why they get it, in the requester's words.
ALTER TABLE recipients ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE recipients ADD COLUMN round BIGINT NOT NULL DEFAULT 1;

ALTER TABLE recipient_history ADD COLUMN round BIGINT NOT NULL DEFAULT 1;
ALTER TABLE recipient_history ADD COLUMN source TEXT NOT NULL DEFAULT 'vendor';
-- `at` is when it happened, as whoever says so has it; this is when we heard of it.
ALTER TABLE recipient_history ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0;
-- Where it was sent then.
ALTER TABLE recipient_history ADD COLUMN address TEXT;
-- When it should arrive, as of then.
ALTER TABLE recipient_history ADD COLUMN arrives_on TEXT;
-- Why it bounced or stopped: a class.
ALTER TABLE recipient_history ADD COLUMN reason TEXT;
-- Whatever names the event where it comes from: told twice, it is one.
ALTER TABLE recipient_history ADD COLUMN event_key TEXT;
CREATE UNIQUE INDEX recipient_history_event_key ON recipient_history (event_key);

UPDATE recipient_history SET received_at = at;
UPDATE recipients SET channel = CASE WHEN email IS NULL THEN 'download' ELSE 'mail' END
    WHERE request_id IN (SELECT id FROM requests WHERE kind = 'licence');
-- A key was sent anew to the same recipient before there were rounds: only what was said last is about what they were sent last.
UPDATE recipients SET round = 2 WHERE channel <> 'parcel';
UPDATE recipient_history SET round = 2 WHERE id IN (SELECT MAX(h.id) FROM recipient_history h JOIN recipients r ON r.id = h.recipient_id
    WHERE r.channel <> 'parcel' AND r.status = h.status GROUP BY h.recipient_id);
UPDATE recipients SET round = 3 WHERE channel <> 'parcel' AND status = 'planned';
UPDATE recipient_history SET status = 'bounced' WHERE status = 'failed' AND recipient_id IN (SELECT id FROM recipients WHERE channel <> 'parcel');
UPDATE recipients SET status = 'bounced' WHERE status = 'failed' AND channel <> 'parcel';

-- The sending that a mail to a pinned recipient belongs to.
ALTER TABLE outbox ADD COLUMN round BIGINT;
