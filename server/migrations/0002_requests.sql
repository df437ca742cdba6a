CREATE TABLE requests (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT requests_kind_check CHECK (kind IN ('demo_kit', 'enquiry')),
    subject TEXT NOT NULL,
    reference TEXT,
    state TEXT NOT NULL CONSTRAINT requests_state_check CHECK (state IN
        ('submitted', 'question', 'offered', 'approved', 'shipped', 'on_loan', 'return_due', 'declined', 'withdrawn', 'closed')),
    -- Derived, never typed in; the same table as contract::requests::rules::section.
    section TEXT NOT NULL GENERATED ALWAYS AS (CASE
        WHEN state IN ('question', 'offered', 'return_due') THEN 'with_partner'
        WHEN state IN ('submitted', 'approved') THEN 'with_vendor'
        WHEN state IN ('shipped', 'on_loan') THEN 'on_the_way'
        ELSE 'done' END) STORED,
    partner_id TEXT NOT NULL REFERENCES organisations (id),
    requester_id TEXT NOT NULL REFERENCES people (id),
    -- No request without an owner, from the second it is submitted.
    owner_id TEXT NOT NULL REFERENCES people (id),
    -- … nor without a promise: the running one, or the last. Written in the same transaction.
    promise_id TEXT NOT NULL,
    -- The running promise's date; none while the clock stands still. Such rows come last.
    due_at BIGINT,
    sort_due BIGINT NOT NULL GENERATED ALWAYS AS (COALESCE(due_at, 9000000000000000)) STORED,
    question TEXT,
    return_on TEXT,
    second_look BOOLEAN NOT NULL DEFAULT FALSE,
    objected BOOLEAN NOT NULL DEFAULT FALSE,
    limited BOOLEAN NOT NULL DEFAULT FALSE,
    -- Number, subject, customer in lower case; and the reference, which the partner may change.
    search TEXT NOT NULL,
    reference_key TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT requests_number_key UNIQUE (number)
);
-- The last two columns let the board count from the index alone.
CREATE INDEX requests_board_partner ON requests (partner_id, section, sort_due, id, limited, requester_id);
CREATE INDEX requests_board_vendor ON requests (section, sort_due, id);
CREATE INDEX requests_done_partner ON requests (partner_id, section, updated_at, id);
CREATE INDEX requests_done_vendor ON requests (section, updated_at, id);
CREATE INDEX requests_owner ON requests (owner_id, section, sort_due, id);
CREATE INDEX requests_updated_partner ON requests (partner_id, updated_at, id);
CREATE INDEX requests_updated ON requests (updated_at, id);
CREATE INDEX requests_created_partner ON requests (partner_id, created_at, id);
CREATE INDEX requests_created ON requests (created_at, id);
CREATE INDEX requests_due_partner ON requests (partner_id, sort_due, id);
CREATE INDEX requests_due ON requests (sort_due, id);
CREATE INDEX requests_state_due ON requests (state, due_at);
CREATE INDEX requests_return ON requests (state, return_on);

CREATE TABLE promises (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    kind TEXT NOT NULL CONSTRAINT promises_kind_check CHECK (kind IN ('answer', 'decision', 'fulfilment')),
    promised_at BIGINT NOT NULL,
    first_due_at BIGINT NOT NULL,
    due_at BIGINT,
    moved_reason TEXT,
    remaining_minutes BIGINT,
    -- Kept or broken, for ever.
    kept BOOLEAN,
    settled_at BIGINT
);
CREATE INDEX promises_request ON promises (request_id, promised_at, id);

CREATE TABLE decisions (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    verdict TEXT NOT NULL CONSTRAINT decisions_verdict_check CHECK (verdict IN ('approved', 'approved_with_changes', 'declined')),
    reason TEXT,
    alternative TEXT,
    by_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    -- No "no" without a reason.
    CONSTRAINT decisions_reason_check CHECK (verdict = 'approved' OR reason IS NOT NULL)
);
CREATE INDEX decisions_request ON decisions (request_id, at, id);

-- Messages and events of a request, in one order.
CREATE TABLE timeline (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    at BIGINT NOT NULL,
    by_id TEXT REFERENCES people (id),
    kind TEXT NOT NULL,
    text TEXT,
    value TEXT,
    internal BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX timeline_request ON timeline (request_id, at, id);

CREATE TABLE drafts (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    updated_at BIGINT NOT NULL
);
CREATE INDEX drafts_person ON drafts (person_id, updated_at, id);

CREATE TABLE attachments (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    draft_id TEXT REFERENCES drafts (id) ON DELETE SET NULL,
    request_id TEXT REFERENCES requests (id),
    -- Pictures of catalogue items.
    item_id TEXT,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    -- Visible only when every chunk is there.
    complete BOOLEAN NOT NULL DEFAULT FALSE,
    uploaded_at BIGINT NOT NULL
);
CREATE INDEX attachments_draft ON attachments (draft_id);
CREATE INDEX attachments_request ON attachments (request_id);
CREATE INDEX attachments_item ON attachments (item_id);
CREATE INDEX attachments_age ON attachments (uploaded_at);

CREATE TABLE attachment_chunks (
    attachment_id TEXT NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (attachment_id, seq)
);

CREATE TABLE enquiries (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    text TEXT NOT NULL
);
