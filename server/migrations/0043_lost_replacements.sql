-- Pieces that went out in a device's place and did not arrive. One that lies in the house after all is in stock again.
CREATE TABLE lost_replacements (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    item_id TEXT NOT NULL REFERENCES return_items (id),
    variant_id TEXT REFERENCES catalogue_variants (id),
    serial TEXT NOT NULL,
    at BIGINT NOT NULL,
    back_at BIGINT
);
CREATE INDEX lost_replacements_request ON lost_replacements (request_id, serial);
