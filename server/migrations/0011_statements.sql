-- The books of partners. A posting is never changed but for what is allocated of it, an allocation never at all.

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES organisations (id),
    -- The partner's number in the vendor's books.
    number TEXT NOT NULL,
    -- ISO 4217.
    currency TEXT NOT NULL,
    -- What was owed at the beginning, in minor units, and the first day of the books.
    opening BIGINT NOT NULL,
    opened_on TEXT NOT NULL,
    vat_id TEXT,
    -- Which edit of its settings this is.
    version BIGINT NOT NULL DEFAULT 1,
    -- Raised by the first statement of every write on its books: one at a time.
    turn BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    CONSTRAINT accounts_number_currency_key UNIQUE (number, currency)
);
CREATE INDEX accounts_partner ON accounts (partner_id, number, id);
CREATE INDEX accounts_vat_id ON accounts (vat_id);

-- By what a file's entries are recognised: a mandate and an IBAN belong to one partner.
CREATE TABLE account_marks (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CONSTRAINT account_marks_kind_check CHECK (kind IN ('mandate', 'iban')),
    mark TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind, mark)
);
CREATE INDEX account_marks_mark ON account_marks (kind, mark);

-- Files that were read. The same file is not read twice.
CREATE TABLE statement_files (
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256, hexadecimal.
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What kind of file it is, in one word.
    format TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    origin TEXT NOT NULL CONSTRAINT statement_files_origin_check CHECK (origin IN ('upload', 'folder', 'api')),
    posted BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    known BIGINT NOT NULL,
    -- JSON: statements::FileReport.
    report TEXT NOT NULL,
    by_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    CONSTRAINT statement_files_digest_key UNIQUE (digest)
);
CREATE INDEX statement_files_at ON statement_files (at, id);

CREATE TABLE postings (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CONSTRAINT postings_kind_check CHECK (kind IN
        ('invoice', 'credit_note', 'correction_up', 'correction_down', 'discount', 'debit', 'transfer', 'returned', 'fee', 'refund')),
    -- Minor units. The sign is the kind's: the same table as contract::statements::ledger::PostingKind::sign.
    amount BIGINT NOT NULL CONSTRAINT postings_amount_check CHECK (amount >= 0),
    signed BIGINT NOT NULL GENERATED ALWAYS AS (CASE
        WHEN kind IN ('invoice', 'correction_up', 'returned', 'fee', 'refund') THEN amount ELSE -amount END) STORED,
    -- The sum of its allocations, written with them.
    allocated BIGINT NOT NULL DEFAULT 0,
    number TEXT,
    -- The number as it is compared: capital letters and digits alone.
    number_key TEXT,
    booked_on TEXT NOT NULL,
    value_on TEXT,
    due_on TEXT,
    -- JSON: [statements::Tax], [statements::DiscountTerm].
    taxes TEXT NOT NULL,
    terms TEXT NOT NULL,
    -- The posting that this one corrects, or the debit that it takes back.
    corrects TEXT REFERENCES postings (id),
    end_to_end_id TEXT,
    mandate TEXT,
    remittance TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    -- What makes an entry of a file the same as one of another file; none: by hand.
    entry_key TEXT,
    file_id TEXT REFERENCES statement_files (id),
    place TEXT,
    by_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    CONSTRAINT postings_allocated_check CHECK (allocated >= 0 AND allocated <= amount),
    CONSTRAINT postings_corrects_check CHECK (kind NOT IN ('correction_up', 'correction_down') OR corrects IS NOT NULL),
    CONSTRAINT postings_entry_key_key UNIQUE (entry_key)
);
CREATE INDEX postings_account ON postings (account_id, booked_on, id, signed);
CREATE INDEX postings_corrects ON postings (corrects);
CREATE INDEX postings_number ON postings (number_key, account_id);
CREATE INDEX postings_file ON postings (file_id);

-- An amount of a posting that lowers the balance on one that raises it; or, below zero, the row that takes such an amount back.
CREATE TABLE allocations (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    lowers TEXT NOT NULL REFERENCES postings (id),
    raises TEXT NOT NULL REFERENCES postings (id),
    amount BIGINT NOT NULL,
    -- JSON: statements::matching::Why; none: by hand, or taken back.
    why TEXT,
    reason TEXT,
    releases TEXT REFERENCES allocations (id),
    -- None: the matching.
    by_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    CONSTRAINT allocations_amount_check CHECK ((releases IS NULL AND amount > 0) OR (releases IS NOT NULL AND amount < 0)),
    CONSTRAINT allocations_why_check CHECK (why IS NOT NULL OR reason IS NOT NULL),
    CONSTRAINT allocations_releases_key UNIQUE (releases)
);
CREATE INDEX allocations_account ON allocations (account_id, at, id);
CREATE INDEX allocations_lowers ON allocations (lowers);
CREATE INDEX allocations_raises ON allocations (raises);

-- What does not add up, asked of the vendor: a request of its own kind, about some postings of an account.
CREATE TABLE statement_queries (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    text TEXT NOT NULL,
    outcome TEXT CONSTRAINT statement_queries_outcome_check CHECK (outcome IN ('correction', 'explanation', 'no')),
    -- What its answer posted.
    posting_id TEXT REFERENCES postings (id)
);
CREATE INDEX statement_queries_account ON statement_queries (account_id);

CREATE TABLE statement_query_lines (
    request_id TEXT NOT NULL REFERENCES requests (id),
    posting_id TEXT NOT NULL REFERENCES postings (id),
    PRIMARY KEY (request_id, posting_id)
);
CREATE INDEX statement_query_lines_posting ON statement_query_lines (posting_id);

-- Money is another matter than equipment: the board counts by kind, too, from the index alone.
DROP INDEX requests_board_partner;
CREATE INDEX requests_board_partner ON requests (partner_id, section, sort_due, id, limited, requester_id, kind);
DROP INDEX requests_board_vendor;
CREATE INDEX requests_board_vendor ON requests (section, sort_due, id, kind);

-- What the columns of a table mean, by what they are called: said or guessed once, and used again.
CREATE TABLE column_mappings (
    header TEXT NOT NULL PRIMARY KEY,
    -- JSON: statements::reading::bank::TableMapping.
    mapping TEXT NOT NULL,
    by_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
