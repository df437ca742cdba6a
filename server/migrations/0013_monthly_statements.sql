-- Whom an account's statement is sent to each month: people of the partner, named by the partner.
CREATE TABLE statement_pins (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    by_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    CONSTRAINT statement_pins_account_id_person_id_key UNIQUE (account_id, person_id)
);

-- A month of an account that was sent: once, whatever process did it.
CREATE TABLE statement_months (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- Its first day.
    month TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, month)
);

-- To whom. How it went stands with the mail.
CREATE TABLE statement_sendings (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    month TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    -- The row of the outbox.
    mail_id TEXT NOT NULL,
    PRIMARY KEY (account_id, month, person_id)
);
