-- Which customer a request is about, whatever its kind: the kinds keep it, lists and groups ask for it here.
CREATE VIEW request_customers AS
    SELECT request_id, customer_id FROM demo_kits WHERE customer_id IS NOT NULL
    UNION ALL SELECT request_id, customer_id FROM licence_requests WHERE customer_id IS NOT NULL
    UNION ALL SELECT request_id, customer_id FROM returns WHERE customer_id IS NOT NULL;
CREATE INDEX demo_kits_customer ON demo_kits (customer_id);
CREATE INDEX returns_customer ON returns (customer_id);
