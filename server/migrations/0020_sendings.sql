-- What lay ready for a recipient in a sending: a later one takes nothing back of it.
CREATE TABLE sendings (
    recipient_id TEXT NOT NULL REFERENCES recipients (id),
    round BIGINT NOT NULL,
    line_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (recipient_id, round)
);
INSERT INTO sendings (recipient_id, round, line_id, at)
    SELECT s.recipient_id, r.round, MIN(s.key_id), s.at FROM key_sendings s JOIN recipients r ON r.id = s.recipient_id
    WHERE s.at = (SELECT MAX(o.at) FROM key_sendings o WHERE o.recipient_id = s.recipient_id)
    GROUP BY s.recipient_id, r.round, s.at;
