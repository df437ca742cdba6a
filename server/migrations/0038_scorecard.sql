-- What the scorecard counts by month.
CREATE INDEX promises_first_due ON promises (first_due_at, request_id);
CREATE INDEX decisions_at ON decisions (at, request_id);
CREATE INDEX timeline_kind ON timeline (kind, at, request_id);
