-- What needs licence keys, what is known to be wrong with it, and where it runs.
CREATE TABLE products (
    id TEXT NOT NULL PRIMARY KEY,
    -- Stands in every key.
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What keys count; empty in both languages: nothing.
    capacity_unit_de TEXT NOT NULL,
    capacity_unit_en TEXT NOT NULL,
    owner_id TEXT REFERENCES people (id),
    search TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT products_code_key UNIQUE (code),
    CONSTRAINT products_capacity_unit_check CHECK ((capacity_unit_de = '') = (capacity_unit_en = ''))
);
CREATE INDEX products_name ON products (name, id);

-- Installations and keys name them, so none is ever deleted, nor is its code changed.
CREATE TABLE editions (
    id TEXT NOT NULL PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id),
    position BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT editions_product_id_code_key UNIQUE (product_id, code)
);
CREATE INDEX editions_product ON editions (product_id, position);

-- Which key fits which versions; that no two cover the same version is the contract's to check, on every edit as a whole.
CREATE TABLE key_rules (
    id TEXT NOT NULL PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id),
    position BIGINT NOT NULL,
    versions TEXT NOT NULL,
    issuer TEXT NOT NULL CONSTRAINT key_rules_issuer_check CHECK (issuer IN ('built_in', 'pool', 'external')),
    -- What its keys look like; none: they are signed.
    pattern TEXT
);
CREATE INDEX key_rules_product ON key_rules (product_id, position);

CREATE TABLE releases (
    product_id TEXT NOT NULL REFERENCES products (id),
    version TEXT NOT NULL,
    published_on TEXT NOT NULL,
    PRIMARY KEY (product_id, version)
);

CREATE TABLE known_issues (
    id TEXT NOT NULL PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id),
    title_de TEXT NOT NULL,
    title_en TEXT NOT NULL,
    -- A range of versions, as written.
    affected TEXT NOT NULL,
    known_since TEXT NOT NULL,
    workaround_de TEXT NOT NULL,
    workaround_en TEXT NOT NULL,
    fixed_in TEXT,
    -- The first time; none: a draft, and the vendor's alone.
    published_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX known_issues_known ON known_issues (known_since, id);
CREATE INDEX known_issues_product ON known_issues (product_id, known_since, id);

-- Which partner was told of which known issue: once.
CREATE TABLE known_issue_notices (
    issue_id TEXT NOT NULL REFERENCES known_issues (id),
    partner_id TEXT NOT NULL REFERENCES organisations (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (issue_id, partner_id)
);

CREATE TABLE installations (
    id TEXT NOT NULL PRIMARY KEY,
    -- The customer's partner; whose they are, they stay.
    partner_id TEXT NOT NULL REFERENCES organisations (id),
    customer_id TEXT NOT NULL REFERENCES organisations (id),
    product_id TEXT NOT NULL REFERENCES products (id),
    edition_id TEXT NOT NULL REFERENCES editions (id),
    runs TEXT NOT NULL,
    host TEXT,
    capacity BIGINT CONSTRAINT installations_capacity_check CHECK (capacity > 0),
    contract_until TEXT,
    -- When its current key ends.
    key_until BIGINT,
    reference TEXT,
    -- Without a contract they come last.
    sort_until TEXT NOT NULL GENERATED ALWAYS AS (COALESCE(contract_until, '9999-12-31')) STORED,
    -- Version, host and reference; customer and product are found by their own.
    search TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX installations_partner ON installations (partner_id, sort_until, id);
CREATE INDEX installations_until ON installations (sort_until, id);
CREATE INDEX installations_customer ON installations (customer_id, sort_until, id);
CREATE INDEX installations_product ON installations (product_id, sort_until, id);
-- Who runs what, from the index alone.
CREATE INDEX installations_runs ON installations (product_id, partner_id, runs);
