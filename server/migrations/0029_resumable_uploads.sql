-- A file that comes in pieces: how long it will be, and how much of it is here. One that comes at once has neither.
ALTER TABLE attachments ADD COLUMN length BIGINT;
ALTER TABLE attachments ADD COLUMN received BIGINT;
CREATE INDEX attachments_open ON attachments (person_id) WHERE length IS NOT NULL AND NOT complete;
