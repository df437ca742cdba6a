-- What came of a file, in numbers for the list; what was noticed in it, worded for whoever reads it; and, of one in the folder that could not
-- be read, why.
ALTER TABLE statement_files ADD COLUMN nobodys BIGINT NOT NULL DEFAULT 0;
ALTER TABLE statement_files ADD COLUMN too_old BIGINT NOT NULL DEFAULT 0;
ALTER TABLE statement_files ADD COLUMN rejected BIGINT NOT NULL DEFAULT 0;
ALTER TABLE statement_files ADD COLUMN allocated BIGINT NOT NULL DEFAULT 0;
-- JSON: statements::reading::Remark, the first of each kind.
ALTER TABLE statement_files ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]';
-- JSON: statements::reading::Refusal.
ALTER TABLE statement_files ADD COLUMN refusal TEXT;
