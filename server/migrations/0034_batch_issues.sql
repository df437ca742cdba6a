-- Known issues of batches of devices, beside those of software.
DROP INDEX known_issues_product;
ALTER TABLE known_issues RENAME COLUMN product_id TO product_before;
ALTER TABLE known_issues ADD COLUMN product_id TEXT REFERENCES products (id);
UPDATE known_issues SET product_id = product_before;
ALTER TABLE known_issues DROP COLUMN product_before;
CREATE INDEX known_issues_product ON known_issues (product_id, known_since, id);
-- What it is about: software, of which `affected` are versions, or a batch.
ALTER TABLE known_issues ADD COLUMN item_id TEXT REFERENCES catalogue_items (id);
ALTER TABLE known_issues ADD COLUMN batch TEXT
    CONSTRAINT known_issues_about_check CHECK ((product_id IS NULL) = (item_id IS NOT NULL AND batch IS NOT NULL));
CREATE UNIQUE INDEX known_issues_item_id_batch_key ON known_issues (item_id, batch);

-- Who has devices of a batch.
DROP INDEX serials_batch;
CREATE INDEX serials_batch ON serials (item_id, batch, partner_id);
CREATE INDEX return_items_batch ON return_items (item_id, batch);
