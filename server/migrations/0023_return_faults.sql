-- Of which batch the vendor was warned: once.
CREATE TABLE batch_warnings (
    item_id TEXT NOT NULL REFERENCES catalogue_items (id),
    batch TEXT NOT NULL,
    request_id TEXT NOT NULL REFERENCES requests (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (item_id, batch)
);
-- Batches are counted from the index alone.
CREATE INDEX serials_batch ON serials (item_id, batch);
