//! Many requests at once, by SQL: most of them done, as in a house that has been running for years.

use eyelevel_server::app::App;
use eyelevel_server::db::q;

use crate::world::open;

/// Fills a demo's database with more requests.
pub(crate) async fn database(path: &str, requests: i64) -> Result<(), String> {
    let app = open(&format!("sqlite:{path}")).await?;
    fill(&app, requests).await?;
    app.db.close().await;
    Ok(())
}

/// Adds `n` requests to all partners in turn, with a promise, three entries of the timeline and, where they travel, a parcel.
pub(crate) async fn fill(app: &App, n: i64) -> Result<(), String> {
    let now = app.clock.now();
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)";
    // Of a hundred: 80 done, 8 with the vendor, 5 with the partner, 7 on the way.
    let state = "CASE WHEN i % 100 < 70 THEN 'closed' WHEN i % 100 < 76 THEN 'declined' WHEN i % 100 < 80 THEN 'withdrawn' \
                 WHEN i % 100 < 86 THEN 'submitted' WHEN i % 100 < 88 THEN 'approved' WHEN i % 100 < 91 THEN 'question' \
                 WHEN i % 100 < 93 THEN 'offered' WHEN i % 100 < 98 THEN 'shipped' ELSE 'on_loan' END";
    let partner = "(SELECT p.id FROM people p WHERE p.email_key = CASE WHEN i % 3 = 0 THEN 'other@eyelevel.example' ELSE 'partner@eyelevel.example' END)";
    let approver = "(SELECT p.id FROM people p WHERE p.email_key = CASE WHEN i % 2 = 0 THEN 'approver@eyelevel.example' ELSE 'approver2@eyelevel.example' END)";
    let statements = [
        format!(
            "{numbers} INSERT INTO requests (id, number, kind, subject, reference, state, partner_id, requester_id, owner_id, promise_id, \
             due_at, search, reference_key, created_at, updated_at) \
             SELECT 'bench-r' || i, 'DK-' || (100000 + i), 'demo_kit', 'Display for room ' || (i * 7919 % 997), 'REF-' || i, {state}, \
             (SELECT organisation_id FROM people WHERE id = {partner}), {partner}, {approver}, 'bench-p' || i, \
             CASE WHEN i % 100 BETWEEN 80 AND 87 THEN $2 + (i * 104729 % 400 - 20) * 3600000 END, \
             LOWER('DK-' || (100000 + i) || ' display for room ' || (i * 7919 % 997)), 'ref-' || i, \
             $2 - (i * 7907 % 1000) * 86400000, $2 - (i * 6101 % 1000) * 86400000 FROM n"
        ),
        format!(
            "{numbers} INSERT INTO promises (id, request_id, kind, promised_at, first_due_at, due_at, kept) \
             SELECT 'bench-p' || i, 'bench-r' || i, 'decision', $2 - 86400000, r.created_at + 172800000, r.due_at, \
             CASE WHEN r.due_at IS NULL THEN i % 10 > 0 END FROM n JOIN requests r ON r.id = 'bench-r' || i"
        ),
        format!(
            "{numbers} INSERT INTO timeline (id, request_id, at, by_id, kind, text) \
             SELECT 'bench-t' || i || '-' || k.k, 'bench-r' || i, $2 - k.k * 3600000, {partner}, 'message', 'Something to say, entry ' || k.k \
             FROM n CROSS JOIN (SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3) k"
        ),
        format!(
            "{numbers} INSERT INTO recipients (id, request_id, position, name, organisation, lang, street, postal_code, city, country, status) \
             SELECT 'bench-n' || i, 'bench-r' || i, 0, 'Recipient ' || i, 'Customer', 'de', 'Street 1', '20095', 'Hamburg', 'DE', \
             CASE WHEN i % 100 BETWEEN 93 AND 97 THEN 'sent' ELSE 'confirmed' END FROM n WHERE $2 > 0"
        ),
        format!(
            "{numbers} INSERT INTO deliveries (id, request_id, recipient_id, partner_id, carrier, number, shipped_at, shipped_by, ended) \
             SELECT 'bench-d' || i, 'bench-r' || i, 'bench-n' || i, r.partner_id, 'ups', '1Z5R89390357567127', $2 - i * 1000, {approver}, \
             i % 100 < 93 FROM n JOIN requests r ON r.id = 'bench-r' || i WHERE i % 100 < 70 OR i % 100 >= 93"
        ),
        format!(
            "{numbers} INSERT INTO demo_kits (request_id, purpose, adaptation, terms) SELECT 'bench-r' || i, 'A trial', '', 'loan' FROM n WHERE $2 > 0"
        ),
    ];
    let mut tx = app.db.begin().await.map_err(|e| e.to_string())?;
    for sql in statements {
        q(sql.clone()).bind(n).bind(now).run(&mut tx).await.map_err(|e| format!("{e}\n{sql}"))?;
    }
    q("ANALYZE").run(&mut tx).await.map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())
}
