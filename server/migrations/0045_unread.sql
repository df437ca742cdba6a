-- What happened in a request, counted: an entry of the timeline has its place among those of its request, given while the request is held, so it is
-- in the order in which things happened, whatever the clocks say. What was there before has place 0: it counts as read by everybody.
ALTER TABLE requests ADD COLUMN entries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE timeline ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
CREATE INDEX timeline_place ON timeline (request_id, place);

-- How far a person has read a request: a row for its owner and its requester, and for who has opened it. Both numbers only grow, but for who marks a
-- request as unread (-1), so a reader and a writer who meet lose nothing.
CREATE TABLE request_marks (
    person_id TEXT NOT NULL REFERENCES people (id),
    request_id TEXT NOT NULL REFERENCES requests (id),
    -- The place of the newest entry that they may see and that is not their own.
    told BIGINT NOT NULL,
    -- The place up to which they have seen it.
    seen BIGINT NOT NULL,
    PRIMARY KEY (person_id, request_id)
);
CREATE INDEX request_marks_request ON request_marks (request_id);
CREATE INDEX request_marks_unread ON request_marks (person_id, request_id) WHERE told > seen;
