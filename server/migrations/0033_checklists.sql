-- What often helps before a device is sent back; and pictures of what was found at it.

-- JSON: steps in both languages, English may be empty.
ALTER TABLE catalogue_items ADD COLUMN checklist TEXT NOT NULL DEFAULT '[]';

-- JSON: checklist::Answered, each step as it was asked then.
ALTER TABLE return_items ADD COLUMN checklist TEXT NOT NULL DEFAULT '[]';

-- Which files of a request belong to the inspection of which device.
CREATE TABLE return_photos (
    attachment_id TEXT NOT NULL PRIMARY KEY REFERENCES attachments (id) ON DELETE CASCADE,
    item_id TEXT NOT NULL REFERENCES return_items (id),
    position BIGINT NOT NULL
);
CREATE INDEX return_photos_item ON return_photos (item_id, position);
