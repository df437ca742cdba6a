-- What lists find by: in lower case as Unicode has it, written by the program. SQLite's LOWER knows ASCII alone, PostgreSQL's depends on
-- the locale of the database.
ALTER TABLE people ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogue_items ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE recipients ADD COLUMN search TEXT NOT NULL DEFAULT '';

UPDATE people SET search = LOWER(name || ' ' || email);
UPDATE organisations SET search = LOWER(name);
UPDATE catalogue_items SET search = LOWER(name_de || ' ' || name_en || ' ' || description_de || ' ' || description_en);
UPDATE recipients SET search = LOWER(name || ' ' || organisation);
