-- The vendor's calendar and its policies: versions are appended and never changed. Without a row the first ones hold (contract::calendars).
CREATE TABLE calendars (
    version BIGINT NOT NULL PRIMARY KEY,
    -- EditCalendar as JSON.
    body TEXT NOT NULL,
    by_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);

CREATE TABLE policies (
    version BIGINT NOT NULL PRIMARY KEY,
    -- EditPolicies as JSON.
    body TEXT NOT NULL,
    by_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);

-- A word that the vendor's admins choose; policies name it.
ALTER TABLE organisations ADD COLUMN tier TEXT;

-- By which versions a promise was made, and how many business minutes it had. None: it was made before there were any.
ALTER TABLE promises ADD COLUMN policy_version BIGINT;
ALTER TABLE promises ADD COLUMN calendar_version BIGINT;
ALTER TABLE promises ADD COLUMN minutes BIGINT;
-- When three quarters of them are used; none while the clock stands still. And when that was told: once for each date.
ALTER TABLE promises ADD COLUMN warn_at BIGINT;
ALTER TABLE promises ADD COLUMN warned_at BIGINT;
CREATE INDEX promises_warn ON promises (warn_at) WHERE warn_at IS NOT NULL AND warned_at IS NULL AND settled_at IS NULL;
