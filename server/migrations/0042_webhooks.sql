-- Where an organisation wants to hear of its requests. A row that was removed stays without address and secret: what is being written at this
-- moment may still name it.
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    url TEXT NOT NULL,
    -- What it asks for, as a JSON list of words.
    topics TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT webhooks_state_check CHECK (state IN ('active', 'paused', 'failing', 'gone', 'removed')),
    state_at BIGINT NOT NULL,
    -- Its secret, sealed, and the one before it as long as that signs, too.
    sealed TEXT NOT NULL,
    old_sealed TEXT,
    old_until BIGINT,
    delivered_at BIGINT,
    failed_at BIGINT,
    -- Nobody answered there: until then nothing is tried.
    quiet_until BIGINT NOT NULL DEFAULT 0,
    created_by TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX webhooks_organisation ON webhooks (organisation_id, created_at, id) WHERE state <> 'removed';

-- What is sent to it: written with what happened, tried until it arrives or is given up.
CREATE TABLE webhook_deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id),
    -- None: a ping.
    request_id TEXT REFERENCES requests (id),
    -- The place among what is sent of this request to this webhook: nothing goes before what stands before it.
    place BIGINT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT webhook_deliveries_state_check CHECK (state IN ('waiting', 'delivered', 'given_up', 'withheld')),
    created_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    first_at BIGINT,
    last_at BIGINT,
    last_code BIGINT,
    last_fault TEXT,
    last_duration BIGINT
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_at, id) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (leased_until, webhook_id) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_order ON webhook_deliveries (webhook_id, request_id, place);
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_request ON webhook_deliveries (request_id) WHERE request_id IS NOT NULL;
