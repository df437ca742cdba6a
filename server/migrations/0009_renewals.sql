-- Many installations at once: each line becomes a request of its own, once.
CREATE TABLE renewals (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    partner_id TEXT NOT NULL REFERENCES organisations (id),
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX renewals_person ON renewals (person_id, created_at, id);
CREATE INDEX renewals_open ON renewals (finished_at, created_at);

CREATE TABLE renewal_lines (
    renewal_id TEXT NOT NULL REFERENCES renewals (id),
    position BIGINT NOT NULL,
    installation_id TEXT NOT NULL REFERENCES installations (id),
    request_id TEXT REFERENCES requests (id),
    obstacle TEXT,
    -- Written together with the request.
    done_at BIGINT,
    PRIMARY KEY (renewal_id, position),
    CONSTRAINT renewal_lines_renewal_id_installation_id_key UNIQUE (renewal_id, installation_id)
);
CREATE INDEX renewal_lines_open ON renewal_lines (renewal_id, done_at, position);

-- Keys of a renewal are fetched together: nobody gets a thousand mails.
ALTER TABLE licence_requests ADD COLUMN renewal_id TEXT REFERENCES renewals (id);

-- Another kind of signed link.
DROP INDEX links_subject;
ALTER TABLE links RENAME COLUMN purpose TO former_purpose;
ALTER TABLE links ADD COLUMN purpose TEXT NOT NULL DEFAULT 'recipient'
    CONSTRAINT links_purposes_check CHECK (purpose IN ('invitation', 'reset', 'recipient', 'calendar'));
UPDATE links SET purpose = former_purpose;
ALTER TABLE links DROP COLUMN former_purpose;
CREATE INDEX links_subject ON links (subject_id, purpose);
