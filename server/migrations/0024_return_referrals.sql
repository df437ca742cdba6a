-- The distributor whom the requester has named: whatever is handed to them, is with their consent.
ALTER TABLE returns ADD COLUMN bought_from TEXT REFERENCES organisations (id);

-- A return in a distributor's hands: proposed, agreed by the requester, answered by a signed link.
CREATE TABLE return_referrals (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    distributor_id TEXT NOT NULL REFERENCES organisations (id),
    agent_id TEXT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL CONSTRAINT return_referrals_state_check CHECK
        (state IN ('proposed', 'refused', 'handed', 'taken', 'needs', 'not_covered', 'done', 'taken_back')),
    -- JSON: returns::Shared, as the requester has read it. Nothing else goes out.
    shared TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES people (id),
    asked_at BIGINT NOT NULL,
    in_advance BOOLEAN NOT NULL,
    agreed_by TEXT REFERENCES people (id),
    agreed_at BIGINT,
    handed_at BIGINT,
    answer_by TEXT,
    answer TEXT CONSTRAINT return_referrals_answer_check CHECK (answer IN ('replace', 'repair', 'needs', 'not_covered')),
    answered_at BIGINT,
    -- Until when it is done, as they have said.
    done_by TEXT,
    words TEXT,
    ended_at BIGINT,
    ending TEXT,
    reminded_on TEXT,
    -- Empty while it waits for somebody, the row's own id afterwards: one at a time.
    slot TEXT NOT NULL DEFAULT '',
    -- Nothing goes out without the requester's word.
    CONSTRAINT return_referrals_consent_check CHECK (handed_at IS NULL OR in_advance OR agreed_by IS NOT NULL),
    -- No "no" without a reason.
    CONSTRAINT return_referrals_reason_check CHECK (state NOT IN ('needs', 'not_covered') OR words IS NOT NULL),
    CONSTRAINT return_referrals_request_id_slot_key UNIQUE (request_id, slot)
);
CREATE INDEX return_referrals_request ON return_referrals (request_id, asked_at);
CREATE INDEX return_referrals_waiting ON return_referrals (state, slot);

-- One more purpose of links: the distributor's answer.
DROP INDEX links_subject;
ALTER TABLE links RENAME COLUMN purpose TO purpose_before;
ALTER TABLE links ADD COLUMN purpose TEXT NOT NULL DEFAULT 'recipient'
    CONSTRAINT links_purpose_one_check CHECK (purpose IN ('invitation', 'reset', 'recipient', 'calendar', 'consent', 'referral'));
UPDATE links SET purpose = purpose_before;
ALTER TABLE links DROP COLUMN purpose_before;
CREATE INDEX links_subject ON links (subject_id, purpose);
