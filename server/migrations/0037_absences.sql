-- Who of the vendor is away, and who stands in. A row is never changed but for its end.
CREATE TABLE absences (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    deputy_id TEXT NOT NULL REFERENCES people (id),
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES people (id),
    entered_at BIGINT NOT NULL,
    -- Ended before its last day: from then on it counts no more.
    ended_at BIGINT,
    CONSTRAINT absences_days_check CHECK (from_on <= until_on),
    CONSTRAINT absences_deputy_check CHECK (person_id <> deputy_id)
);
CREATE INDEX absences_person ON absences (person_id, until_on) WHERE ended_at IS NULL;
CREATE INDEX absences_until ON absences (until_on) WHERE ended_at IS NULL;
