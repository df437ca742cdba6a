-- Types that both engines read alike: ids TEXT (UUIDv7), instants BIGINT (milliseconds), days TEXT (ISO 8601), JSON TEXT.
-- Uniques are named {table}_{columns}_key, so that SQLite's message and PostgreSQL's give the same name.

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE organisations (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT organisations_kind_check CHECK (kind IN ('vendor', 'partner', 'customer', 'distributor')),
    name TEXT NOT NULL,
    partner_id TEXT REFERENCES organisations (id),
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    CONSTRAINT organisations_customer_check CHECK ((kind = 'customer') = (partner_id IS NOT NULL))
);
CREATE INDEX organisations_partner ON organisations (partner_id, name);

CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    -- In lower case.
    email_key TEXT NOT NULL,
    lang TEXT NOT NULL CONSTRAINT people_lang_check CHECK (lang IN ('de', 'en')),
    -- argon2id, PHC string; none until the invitation is accepted.
    password_hash TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    CONSTRAINT people_email_key_key UNIQUE (email_key)
);
CREATE INDEX people_organisation ON people (organisation_id, name);

CREATE TABLE person_roles (
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);
CREATE INDEX person_roles_role ON person_roles (role, person_id);

CREATE TABLE sessions (
    -- SHA-256 of the opaque token, hexadecimal.
    token_hash TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE throttles (
    name TEXT NOT NULL PRIMARY KEY,
    attempts BIGINT NOT NULL,
    until BIGINT NOT NULL
);

-- Invitations, password resets and recipients' links. The link carries the id and an HMAC under a secret that is not in here.
CREATE TABLE links (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CONSTRAINT links_purpose_check CHECK (purpose IN ('invitation', 'reset', 'recipient')),
    -- A person, or a recipient.
    subject_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- Used up or revoked.
    ended_at BIGINT
);
CREATE INDEX links_subject ON links (subject_id, purpose);

CREATE TABLE idempotency_keys (
    person_id TEXT NOT NULL,
    key TEXT NOT NULL,
    -- SHA-256 of method, path and body, hexadecimal.
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    -- None: the portal itself, or a recipient by a signed link.
    actor_id TEXT,
    -- `request.submitted`, `person.invited` …
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- Where it came from: `portal`, `api`, `link`, `job`, `command`.
    source TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, id);

-- One row a recipient and event. The body is made when it is sent, so that no link stands in here.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    -- `{event}:{whom}`: the same event never mails the same address twice.
    event TEXT NOT NULL,
    template TEXT NOT NULL,
    lang TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_email TEXT NOT NULL,
    -- Set for a pinned recipient: checked against the pins again when it is claimed.
    recipient_id TEXT,
    -- Values of the template as JSON.
    params TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CONSTRAINT outbox_state_check CHECK (state IN ('waiting', 'sent', 'failed', 'withheld')),
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    -- Class of the last failure; never an address or a text.
    last_error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    CONSTRAINT outbox_event_key UNIQUE (event)
);
CREATE INDEX outbox_due ON outbox (state, next_at);

-- Demo mode without SMTP settings: what would have been sent, shown at /dev/mail.
CREATE TABLE demo_mails (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    to_name TEXT NOT NULL,
    to_email TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    message_id TEXT NOT NULL
);

-- Jobs that one process at a time may run.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);
