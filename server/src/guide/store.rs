//! What stands in the database, for the guide.

use eyelevel_contract::guide::Facts;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::Role;
use eyelevel_contract::requests::rules::ASKERS;

use crate::db::{AsConn, q};
use crate::error::Result;

#[derive(sqlx::FromRow)]
struct Row {
    colleague: bool,
    calendar: bool,
    item: bool,
    partner_id: Option<Id>,
    invited: bool,
    accepted: bool,
    request: bool,
}

/// Everything but the settings. Each ends at the first row that it finds.
pub(super) async fn facts(on: &mut impl AsConn) -> Result<Facts> {
    let with_role = |kind: &str, roles: &[Role], not: &str, more: &str| {
        let roles: Vec<String> = roles.iter().map(|role| format!("'{}'", role.word())).collect();
        format!(
            "EXISTS (SELECT 1 FROM organisations o JOIN people p ON p.organisation_id = o.id JOIN person_roles r ON r.person_id = p.id \
             WHERE o.kind = '{kind}' AND r.role {not} IN ({}) {more})",
            roles.join(", ")
        )
    };
    let sql = format!(
        "SELECT {} AS colleague, {} AS invited, {} AS accepted, \
         EXISTS (SELECT 1 FROM calendars WHERE by_id IS NOT NULL) AS calendar, EXISTS (SELECT 1 FROM catalogue_items) AS item, \
         (SELECT id FROM organisations WHERE kind = 'partner' ORDER BY created_at DESC, id DESC LIMIT 1) AS partner_id, EXISTS (SELECT 1 FROM requests) AS request",
        with_role("vendor", &[Role::Admin, Role::Auditor], "NOT", ""),
        with_role("partner", ASKERS, "", ""),
        with_role("partner", ASKERS, "", "AND p.password_hash IS NOT NULL"),
    );
    let row: Row = q(sql).one(on).await?;
    let Row { colleague, calendar, item, partner_id, invited, accepted, request } = row;
    Ok(Facts { colleague, calendar, item, partner_id, invited, accepted, request, ..Facts::default() })
}
