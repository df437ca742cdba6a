-- What the vendor says in mails in its own words. A part that is none is the standard one; the row stays for its version, so that two who edit it
-- at once notice each other.
CREATE TABLE mail_texts (
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT,
    body TEXT,
    version BIGINT NOT NULL,
    changed_by TEXT REFERENCES people (id),
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (name, lang)
);
