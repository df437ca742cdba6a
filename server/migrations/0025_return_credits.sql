-- What was credited for a device of a return: once. The posting is the books' own.
CREATE TABLE return_credits (
    item_id TEXT NOT NULL PRIMARY KEY REFERENCES return_items (id),
    request_id TEXT NOT NULL REFERENCES requests (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    posting_id TEXT NOT NULL REFERENCES postings (id),
    currency TEXT NOT NULL,
    -- Minor units.
    amount BIGINT NOT NULL CONSTRAINT return_credits_amount_check CHECK (amount > 0),
    number TEXT NOT NULL,
    by_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    CONSTRAINT return_credits_posting_id_key UNIQUE (posting_id)
);
CREATE INDEX return_credits_request ON return_credits (request_id);
