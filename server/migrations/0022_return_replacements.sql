-- What replaces a device: the line that the device went out with says which variant it is.
ALTER TABLE return_items ADD COLUMN line_id TEXT;
ALTER TABLE return_items ADD COLUMN variant_id TEXT REFERENCES catalogue_variants (id);
ALTER TABLE return_items ADD COLUMN replacement TEXT
    CONSTRAINT return_items_replacement_check CHECK (replacement IN ('set_aside', 'awaited', 'sent'));
-- The receipt that a return began with, once: a recipient said that something is dead.
ALTER TABLE returns ADD COLUMN from_request_id TEXT REFERENCES requests (id);
CREATE INDEX returns_from ON returns (from_request_id);
