-- Another kind of request: the check of its words is made anew, with all kinds that there will be.
ALTER TABLE requests RENAME COLUMN kind TO former_kind;
ALTER TABLE requests ADD COLUMN kind TEXT NOT NULL DEFAULT 'enquiry'
    CONSTRAINT requests_kinds_check CHECK (kind IN ('demo_kit', 'enquiry', 'licence', 'statement_query', 'return'));
UPDATE requests SET kind = former_kind;
ALTER TABLE requests DROP COLUMN former_kind;

-- What is asked for, as it was submitted.
CREATE TABLE licence_requests (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    intent TEXT NOT NULL CONSTRAINT licence_requests_intent_check CHECK
        (intent IN ('renew', 'upgrade', 'new', 'move', 'trial', 'bridge', 'rejected')),
    -- What its keys are keys of: the installation; of a new one, the request.
    licence_id TEXT NOT NULL,
    installation_id TEXT REFERENCES installations (id),
    customer_id TEXT REFERENCES organisations (id),
    product_id TEXT NOT NULL REFERENCES products (id),
    edition_id TEXT NOT NULL REFERENCES editions (id),
    -- The version that runs there, or will.
    wanted TEXT NOT NULL,
    host TEXT,
    capacity BIGINT,
    -- The first instant at which the key is no longer valid; none: for ever, or not decided yet.
    expires BIGINT,
    message TEXT NOT NULL,
    rejected_key TEXT,
    program_says TEXT NOT NULL,
    never_customer BOOLEAN NOT NULL,
    contact TEXT NOT NULL CONSTRAINT licence_requests_contact_check CHECK (contact IN ('thread', 'call_back', 'remote_session')),
    contact_at TEXT NOT NULL,
    contact_outcome TEXT,
    -- Why no key was issued at once; none: nothing was in the way.
    needs_person TEXT,
    vendor_fault BOOLEAN NOT NULL DEFAULT FALSE,
    -- An issuer has to be asked; it is while the lease runs.
    to_make BOOLEAN NOT NULL DEFAULT FALSE,
    leased_until BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX licence_requests_installation ON licence_requests (installation_id, intent);
CREATE INDEX licence_requests_customer ON licence_requests (customer_id, product_id, intent);
CREATE INDEX licence_requests_to_make ON licence_requests (to_make, leased_until);

-- Whether a pinned recipient is who asks, the customer or somebody else; and that somebody agreed that they get nothing.
CREATE TABLE key_recipients (
    recipient_id TEXT NOT NULL PRIMARY KEY REFERENCES recipients (id),
    whom TEXT NOT NULL CONSTRAINT key_recipients_whom_check CHECK (whom IN ('requester', 'customer', 'other'))
);

-- Changes of the pinned recipients: asked for, agreed to or not, never deleted.
CREATE TABLE key_consents (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    change TEXT NOT NULL CONSTRAINT key_consents_change_check CHECK (change IN ('added', 'left_out')),
    recipient_id TEXT REFERENCES recipients (id),
    -- JSON: licences::NewKeyRecipient.
    recipient TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES people (id),
    asked_at BIGINT NOT NULL,
    agreed BOOLEAN,
    by_id TEXT REFERENCES people (id),
    in_place BOOLEAN NOT NULL DEFAULT FALSE,
    at BIGINT,
    CONSTRAINT key_consents_answer_check CHECK ((agreed IS NULL) = (by_id IS NULL) AND (agreed IS NULL) = (at IS NULL))
);
CREATE INDEX key_consents_request ON key_consents (request_id, asked_at, id);

-- Keys that have passed the gate. Nothing else may be sent.
CREATE TABLE issued_keys (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    licence_id TEXT NOT NULL,
    installation_id TEXT REFERENCES installations (id),
    intent TEXT NOT NULL,
    issuer TEXT NOT NULL CONSTRAINT issued_keys_issuer_check CHECK (issuer IN ('built_in', 'pool', 'external')),
    key_text TEXT NOT NULL,
    -- SHA-256 of the text, by which it is found.
    digest TEXT NOT NULL,
    -- JSON: licences::ProofRecord.
    proof TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    -- Who made it by hand.
    by_id TEXT REFERENCES people (id),
    expires BIGINT,
    revoked_at BIGINT,
    revoked_because TEXT,
    revoked_by TEXT REFERENCES people (id)
);
CREATE INDEX issued_keys_request ON issued_keys (request_id, issued_at, id);
CREATE INDEX issued_keys_digest ON issued_keys (digest, licence_id);
CREATE INDEX issued_keys_installation ON issued_keys (installation_id, intent, issued_at);

-- To whom which key went.
CREATE TABLE key_sendings (
    key_id TEXT NOT NULL REFERENCES issued_keys (id),
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (key_id, recipient_id)
);
CREATE INDEX key_sendings_recipient ON key_sendings (recipient_id, at);

-- Keys that did not pass, or could not be made: on record, for the scorecard too. What they said is not kept.
CREATE TABLE stopped_keys (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    product_id TEXT NOT NULL REFERENCES products (id),
    issuer TEXT NOT NULL CONSTRAINT stopped_keys_issuer_check CHECK (issuer IN ('built_in', 'pool', 'external')),
    by_id TEXT REFERENCES people (id),
    wanted TEXT NOT NULL,
    -- JSON: [licences::MismatchRecord].
    mismatches TEXT NOT NULL,
    unmade TEXT,
    stopped_at BIGINT NOT NULL
);
CREATE INDEX stopped_keys_request ON stopped_keys (request_id, stopped_at, id);
CREATE INDEX stopped_keys_product ON stopped_keys (product_id, stopped_at, id);

-- Ready-made keys, each handed out once.
CREATE TABLE pool_keys (
    id TEXT NOT NULL PRIMARY KEY,
    rule_id TEXT NOT NULL REFERENCES key_rules (id),
    key_text TEXT NOT NULL,
    -- None: it fits every edition, and any capacity.
    edition_id TEXT REFERENCES editions (id),
    capacity BIGINT,
    -- JSON: licences::Claims, what the file says of it.
    claims TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    -- Which request it was taken for.
    taken_by TEXT REFERENCES requests (id),
    taken_at BIGINT,
    CONSTRAINT pool_keys_key_text_key UNIQUE (key_text),
    CONSTRAINT pool_keys_taken_check CHECK ((taken_by IS NULL) = (taken_at IS NULL))
);
CREATE INDEX pool_keys_free ON pool_keys (rule_id, taken_at, id);
