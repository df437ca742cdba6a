-- Another address for a pinned recipient, or somebody else in their place: proposed, and answered by the requester.
CREATE TABLE recipient_changes (
    id TEXT NOT NULL PRIMARY KEY,
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    change TEXT NOT NULL CONSTRAINT recipient_changes_change_check CHECK (change IN ('repaired', 'redirected')),
    -- The recipient as they were, and as they would be (NewRecipient as JSON).
    before TEXT NOT NULL,
    recipient TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES people (id),
    asked_at BIGINT NOT NULL,
    agreed BOOLEAN,
    by_id TEXT REFERENCES people (id),
    -- Given in the requester's place, by the partner's owner.
    in_place BOOLEAN NOT NULL DEFAULT FALSE,
    at BIGINT,
    -- Empty while nobody has answered, the row's own id afterwards: one at a time waits.
    slot TEXT NOT NULL DEFAULT '',
    CONSTRAINT recipient_changes_recipient_id_slot_key UNIQUE (recipient_id, slot)
);

-- One more purpose of links: the answer to such a question, or to one about a key's recipients.
DROP INDEX links_subject;
ALTER TABLE links RENAME COLUMN purpose TO purpose_before;
ALTER TABLE links ADD COLUMN purpose TEXT NOT NULL DEFAULT 'recipient'
    CONSTRAINT links_purpose_word_check CHECK (purpose IN ('invitation', 'reset', 'recipient', 'calendar', 'consent'));
UPDATE links SET purpose = purpose_before;
ALTER TABLE links DROP COLUMN purpose_before;
CREATE INDEX links_subject ON links (subject_id, purpose);
