-- What a recipient (or the requester for them) said of the pieces: one row a line and state, appended with the event at `at` of that sending.
CREATE TABLE piece_receipts (
    id TEXT NOT NULL PRIMARY KEY,
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    round BIGINT NOT NULL,
    at BIGINT NOT NULL,
    line_id TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT piece_receipts_state_check CHECK (state IN ('fine', 'dead', 'missing', 'wrong')),
    quantity BIGINT NOT NULL CONSTRAINT piece_receipts_quantity_check CHECK (quantity > 0),
    -- The serial numbers among them: JSON.
    serials TEXT NOT NULL
);
CREATE INDEX piece_receipts_recipient ON piece_receipts (recipient_id, round, at, id);
