-- Returns: any serial number begins one.

-- Windows of a product: months of warranty, and days in which what is broken counts as dead on arrival.
ALTER TABLE catalogue_items ADD COLUMN warranty_months BIGINT NOT NULL DEFAULT 24
    CONSTRAINT catalogue_items_warranty_months_check CHECK (warranty_months >= 0 AND warranty_months <= 240);
ALTER TABLE catalogue_items ADD COLUMN dead_on_arrival_days BIGINT NOT NULL DEFAULT 30
    CONSTRAINT catalogue_items_dead_on_arrival_days_check CHECK (dead_on_arrival_days >= 0 AND dead_on_arrival_days <= 365);

-- What serial numbers are found by: contract::serials::fold, written by the program. What is there is in ASCII letters.
ALTER TABLE delivery_serials ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE delivery_serials SET folded =
    REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
    REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(UPPER(serial), '-', ''), ' ', ''), '.', ''), '/', ''), '_', ''), ':', ''),
    'O', '0'), 'Q', '0'), 'I', '1'), 'L', '1'), 'Z', '2'), 'S', '5'), 'G', '6'), 'B', '8');
CREATE INDEX delivery_serials_folded ON delivery_serials (folded);

-- Serial numbers that somebody's file names.
CREATE TABLE serials (
    id TEXT NOT NULL PRIMARY KEY,
    -- Whose file it was.
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    -- Which partner may know of it; none: the vendor alone, and whose file it was.
    partner_id TEXT REFERENCES organisations (id),
    serial TEXT NOT NULL,
    folded TEXT NOT NULL,
    item_id TEXT REFERENCES catalogue_items (id),
    -- As the file names it.
    product TEXT NOT NULL,
    batch TEXT NOT NULL,
    shipped_on TEXT,
    shipped_to TEXT NOT NULL,
    warranty_until TEXT,
    dead_on_arrival_until TEXT,
    imported_at BIGINT NOT NULL,
    CONSTRAINT serials_organisation_id_serial_key UNIQUE (organisation_id, serial)
);
CREATE INDEX serials_folded ON serials (folded);
CREATE INDEX serials_partner ON serials (partner_id, id);

CREATE TABLE returns (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    reason TEXT NOT NULL CONSTRAINT returns_reason_check CHECK
        (reason IN ('dead_on_arrival', 'warranty', 'loan_return', 'wrong_delivery')),
    description TEXT NOT NULL,
    holds_data BOOLEAN,
    customer_id TEXT REFERENCES organisations (id),
    -- JSON: returns::Sender.
    sender TEXT,
    pick_up BOOLEAN NOT NULL,
    -- JSON: serial numbers that were typed more than once.
    doubles TEXT NOT NULL,
    -- The label that was sent last.
    label_carrier TEXT,
    label_number TEXT,
    label_sent_at BIGINT,
    handed_in_at BIGINT
);

CREATE TABLE return_items (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    position BIGINT NOT NULL,
    serial TEXT NOT NULL,
    -- Open ones are found by it when the next return begins.
    folded TEXT NOT NULL,
    knowledge TEXT NOT NULL CONSTRAINT return_items_knowledge_check CHECK (knowledge IN ('known', 'near', 'unknown')),
    -- JSON: returns::Device as it was known then; the name of a catalogue item is looked up.
    device TEXT,
    item_id TEXT REFERENCES catalogue_items (id),
    batch TEXT NOT NULL,
    product TEXT NOT NULL,
    fault TEXT NOT NULL,
    accessories TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT return_items_state_check CHECK
        (state IN ('asked', 'approved', 'declined', 'label_sent', 'on_the_way', 'received', 'inspected', 'done')),
    payer TEXT NOT NULL,
    payer_because TEXT NOT NULL,
    outcome TEXT,
    reason TEXT,
    alternative TEXT,
    finding TEXT,
    findings TEXT,
    received_at BIGINT,
    done_at BIGINT,
    -- No "no" without a reason.
    CONSTRAINT return_items_reason_check CHECK (state <> 'declined' OR reason IS NOT NULL),
    CONSTRAINT return_items_request_id_serial_key UNIQUE (request_id, serial)
);
CREATE INDEX return_items_request ON return_items (request_id, position);
CREATE INDEX return_items_serial ON return_items (serial, state);
CREATE INDEX return_items_faults ON return_items (item_id, batch, state);

-- What came in a box and was not announced.
CREATE TABLE return_strays (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    serial TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT return_strays_request_id_serial_key UNIQUE (request_id, serial)
);
