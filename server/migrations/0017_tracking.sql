-- Messages of tracking services name a parcel by its number.
CREATE INDEX deliveries_number ON deliveries (number);

-- What follows from all that was reported of the last sending, beside the status: why it does not simply go on, as of the last word; the last
-- reason why it comes later; when it last moved.
ALTER TABLE deliveries ADD COLUMN cause TEXT;
ALTER TABLE deliveries ADD COLUMN late_cause TEXT;
ALTER TABLE deliveries ADD COLUMN moved_at BIGINT;
-- The day of arrival that the requester was told last.
ALTER TABLE deliveries ADD COLUMN told_on TEXT;
-- When the portal looks at it next, unasked; none: not again.
ALTER TABLE deliveries ADD COLUMN look_at BIGINT;
-- Whether a trouble of it waits for the owner.
ALTER TABLE deliveries ADD COLUMN attention BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX deliveries_look ON deliveries (look_at);
CREATE INDEX deliveries_attention ON deliveries (attention, shipped_at, id);

UPDATE deliveries SET told_on = arrives_on, look_at = CASE WHEN ended OR carrier = 'mail' THEN NULL ELSE 0 END;

-- Each trouble is noted once of a sending, however often it comes and goes.
CREATE TABLE delivery_troubles (
    id TEXT NOT NULL PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    round BIGINT NOT NULL,
    trouble TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    -- Over, or taken care of by somebody.
    settled_at BIGINT,
    settled_by TEXT REFERENCES people (id),
    CONSTRAINT delivery_troubles_delivery_id_round_trouble_key UNIQUE (delivery_id, round, trouble)
);
