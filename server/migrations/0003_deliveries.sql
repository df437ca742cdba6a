-- Pinned recipients: named by the requester; nobody else receives anything.
CREATE TABLE recipients (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    lang TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'planned',
    CONSTRAINT recipients_request_id_position_key UNIQUE (request_id, position)
);

CREATE TABLE recipient_history (
    id TEXT NOT NULL PRIMARY KEY,
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    at BIGINT NOT NULL,
    status TEXT NOT NULL,
    note TEXT
);
CREATE INDEX recipient_history_recipient ON recipient_history (recipient_id, at, id);

-- One parcel to one recipient.
CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    -- As the request's; deliveries are listed by partner.
    partner_id TEXT NOT NULL REFERENCES organisations (id),
    carrier TEXT NOT NULL,
    number TEXT NOT NULL,
    -- The first date that was named, and the one now.
    first_arrives_on TEXT,
    arrives_on TEXT,
    shipped_at BIGINT NOT NULL,
    shipped_by TEXT NOT NULL REFERENCES people (id),
    -- Nothing more to expect: confirmed, returned or lost.
    ended BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT deliveries_recipient_id_key UNIQUE (recipient_id)
);
CREATE INDEX deliveries_request ON deliveries (request_id);
CREATE INDEX deliveries_partner ON deliveries (partner_id, ended, shipped_at, id);
CREATE INDEX deliveries_shipped ON deliveries (ended, shipped_at, id);

CREATE TABLE delivery_pieces (
    id TEXT NOT NULL PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    line_id TEXT NOT NULL,
    quantity BIGINT NOT NULL CONSTRAINT delivery_pieces_quantity_check CHECK (quantity > 0)
);
CREATE INDEX delivery_pieces_delivery ON delivery_pieces (delivery_id);
CREATE INDEX delivery_pieces_line ON delivery_pieces (line_id);

-- A serial number is with one recipient at a time; `slot` is empty while it is out and the row's own id afterwards.
CREATE TABLE delivery_serials (
    id TEXT NOT NULL PRIMARY KEY,
    piece_id TEXT NOT NULL REFERENCES delivery_pieces (id),
    item_id TEXT NOT NULL,
    serial TEXT NOT NULL,
    slot TEXT NOT NULL DEFAULT '',
    CONSTRAINT delivery_serials_item_id_serial_slot_key UNIQUE (item_id, serial, slot)
);
CREATE INDEX delivery_serials_piece ON delivery_serials (piece_id);
