CREATE TABLE catalogue_items (
    id TEXT NOT NULL PRIMARY KEY,
    name_de TEXT NOT NULL,
    name_en TEXT NOT NULL,
    description_de TEXT NOT NULL,
    description_en TEXT NOT NULL,
    -- JSON: [{"de", "en"}].
    contents TEXT NOT NULL,
    adaptable_de TEXT NOT NULL,
    adaptable_en TEXT NOT NULL,
    loan BOOLEAN NOT NULL,
    -- Net, minor units; none: not for sale.
    price_minor BIGINT,
    currency TEXT NOT NULL DEFAULT 'EUR',
    owner_id TEXT REFERENCES people (id),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX catalogue_items_name_de ON catalogue_items (name_de, id);
CREATE INDEX catalogue_items_name_en ON catalogue_items (name_en, id);

CREATE TABLE catalogue_variants (
    id TEXT NOT NULL PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES catalogue_items (id),
    position BIGINT NOT NULL,
    name_de TEXT NOT NULL,
    name_en TEXT NOT NULL,
    on_hand BIGINT NOT NULL,
    reserved BIGINT NOT NULL DEFAULT 0,
    -- Stock can't be promised twice.
    CONSTRAINT catalogue_variants_stock_check CHECK (reserved >= 0 AND reserved <= on_hand)
);
CREATE INDEX catalogue_variants_item ON catalogue_variants (item_id, position);

CREATE TABLE demo_kits (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    purpose TEXT NOT NULL,
    adaptation TEXT NOT NULL,
    customer_id TEXT REFERENCES organisations (id),
    event_on TEXT,
    terms TEXT NOT NULL CONSTRAINT demo_kits_terms_check CHECK (terms IN ('loan', 'purchase')),
    -- Loans: the last day asked for. The one decided stands in requests.return_on.
    return_on TEXT,
    po_number TEXT,
    -- JSON: deliveries::Address.
    billing TEXT,
    -- JSON: demo_kits::Quote, the current one.
    quote TEXT
);

CREATE TABLE demo_kit_lines (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    position BIGINT NOT NULL,
    item_id TEXT NOT NULL REFERENCES catalogue_items (id),
    variant_id TEXT NOT NULL REFERENCES catalogue_variants (id),
    quantity BIGINT NOT NULL CONSTRAINT demo_kit_lines_quantity_check CHECK (quantity > 0),
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    -- The current decision; earlier ones stand in decisions and in the audit trail.
    decided_variant_id TEXT REFERENCES catalogue_variants (id),
    decided_quantity BIGINT
);
CREATE INDEX demo_kit_lines_request ON demo_kit_lines (request_id, position);
