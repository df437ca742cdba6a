-- Loans: what came back or was bought instead, what was lacking, what the partner wished, and the next step once one is overdue.

-- Pieces that are not owed any more.
CREATE TABLE loan_ends (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    line_id TEXT NOT NULL REFERENCES demo_kit_lines (id),
    -- None: pieces without one.
    serial TEXT,
    quantity BIGINT NOT NULL CONSTRAINT loan_ends_quantity_check CHECK (quantity > 0),
    how TEXT NOT NULL CONSTRAINT loan_ends_how_check CHECK (how IN ('back', 'bought')),
    at BIGINT NOT NULL,
    -- A piece comes back or is bought once.
    CONSTRAINT loan_ends_line_id_serial_key UNIQUE (line_id, serial)
);
CREATE INDEX loan_ends_request ON loan_ends (request_id);

-- Loans that were checked in before: all of them came back.
INSERT INTO loan_ends (id, request_id, line_id, serial, quantity, how, at)
    SELECT MIN(s.id), l.request_id, l.id, s.serial, 1, 'back', MAX(r.updated_at)
    FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id JOIN demo_kit_lines l ON l.id = p.line_id
    JOIN demo_kits k ON k.request_id = l.request_id JOIN requests r ON r.id = l.request_id
    WHERE k.terms = 'loan' AND r.state = 'closed' GROUP BY l.request_id, l.id, s.serial;
INSERT INTO loan_ends (id, request_id, line_id, serial, quantity, how, at)
    SELECT x.id, x.request_id, x.id, NULL, x.loose, 'back', x.updated_at FROM (
        SELECT l.id, l.request_id, r.updated_at,
            CAST((SELECT COALESCE(SUM(p.quantity), 0) FROM delivery_pieces p WHERE p.line_id = l.id)
                - (SELECT COUNT(*) FROM loan_ends e WHERE e.line_id = l.id) AS BIGINT) AS loose
        FROM demo_kit_lines l JOIN demo_kits k ON k.request_id = l.request_id JOIN requests r ON r.id = l.request_id
        WHERE k.terms = 'loan' AND r.state = 'closed') x WHERE x.loose > 0;

-- What belongs to a piece and did not come back with it.
CREATE TABLE loan_lacking (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    line_id TEXT NOT NULL REFERENCES demo_kit_lines (id),
    -- As the catalogue named it then.
    name_de TEXT NOT NULL,
    name_en TEXT NOT NULL,
    quantity BIGINT NOT NULL CONSTRAINT loan_lacking_quantity_check CHECK (quantity > 0),
    at BIGINT NOT NULL,
    settled TEXT CONSTRAINT loan_lacking_settled_check CHECK (settled IN ('came', 'waived')),
    settled_at BIGINT
);
CREATE INDEX loan_lacking_request ON loan_lacking (request_id);

-- What came with a loan and was not lent.
CREATE TABLE loan_strays (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    serial TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT loan_strays_request_id_serial_key UNIQUE (request_id, serial)
);

-- A later day, or pieces to keep: one open wish of a loan at a time. `slot` is empty while it is open and the row's own id afterwards.
CREATE TABLE loan_wishes (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    kind TEXT NOT NULL CONSTRAINT loan_wishes_kind_check CHECK (kind IN ('later', 'keep')),
    reason TEXT,
    by_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    before_on TEXT,
    wanted_on TEXT,
    currency TEXT,
    state TEXT NOT NULL DEFAULT 'open' CONSTRAINT loan_wishes_state_check CHECK (state IN ('open', 'agreed', 'changed', 'declined', 'void')),
    answered_by TEXT REFERENCES people (id),
    answered_at BIGINT,
    answer TEXT,
    alternative TEXT,
    agreed_on TEXT,
    slot TEXT NOT NULL DEFAULT '',
    CONSTRAINT loan_wishes_request_id_slot_key UNIQUE (request_id, slot),
    -- No "no" without a reason, and no other day without one.
    CONSTRAINT loan_wishes_answer_check CHECK (state NOT IN ('changed', 'declined') OR answer IS NOT NULL)
);
CREATE INDEX loan_wishes_request ON loan_wishes (request_id, at, id);

CREATE TABLE loan_wish_pieces (
    id TEXT NOT NULL PRIMARY KEY,
    wish_id TEXT NOT NULL REFERENCES loan_wishes (id),
    line_id TEXT NOT NULL REFERENCES demo_kit_lines (id),
    serial TEXT,
    quantity BIGINT NOT NULL CONSTRAINT loan_wish_pieces_quantity_check CHECK (quantity > 0),
    -- Net, for one piece, as it was said when it was asked.
    unit_minor BIGINT NOT NULL
);
CREATE INDEX loan_wish_pieces_wish ON loan_wish_pieces (wish_id);

-- What the owner does about a loan that is overdue, and when they look at it again.
ALTER TABLE demo_kits ADD COLUMN step_text TEXT;
ALTER TABLE demo_kits ADD COLUMN step_on TEXT;
ALTER TABLE demo_kits ADD COLUMN step_by TEXT REFERENCES people (id);
ALTER TABLE demo_kits ADD COLUMN step_at BIGINT;

-- The list of loans, by the last day.
CREATE INDEX requests_loans ON requests (kind, return_on, id);
CREATE INDEX requests_loans_partner ON requests (partner_id, kind, return_on, id);
