-- The ladder above a request's owner. A level belongs to one promise, has a named person at every moment, and a date of its own.
CREATE TABLE escalations (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    promise_id TEXT NOT NULL REFERENCES promises (id),
    level TEXT NOT NULL CONSTRAINT escalations_level_check CHECK (level IN ('lead', 'management')),
    -- No escalation without somebody who has it.
    person_id TEXT NOT NULL REFERENCES people (id),
    -- None: the portal.
    by_id TEXT REFERENCES people (id),
    reason TEXT,
    at BIGINT NOT NULL,
    -- By when that person answers; after the answer, by when it is done.
    due_at BIGINT,
    answer TEXT,
    answered_by_id TEXT REFERENCES people (id),
    answered_at BIGINT,
    missed_at BIGINT,
    over_at BIGINT,
    CONSTRAINT escalations_once UNIQUE (promise_id, level),
    CONSTRAINT escalations_reason_check CHECK (by_id IS NULL OR reason IS NOT NULL),
    CONSTRAINT escalations_answer_check CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by_id IS NULL))
);
CREATE INDEX escalations_request ON escalations (request_id, at, id);
CREATE INDEX escalations_due ON escalations (due_at) WHERE over_at IS NULL AND missed_at IS NULL;
CREATE INDEX escalations_person ON escalations (person_id) WHERE over_at IS NULL;

-- The one that is not over, if there is one.
-- Like promise_id without a reference, because each names the other.
ALTER TABLE requests ADD COLUMN escalation_id TEXT;
