//! The enquiries' SQL.

use eyelevel_contract::enquiries::Enquiry;
use eyelevel_contract::people::rules::Actor;

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::requests::spine;

/// An enquiry, as this person may see it.
pub(super) async fn enquiry(app: &App, on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Enquiry> {
    let page = spine::page(app, on, actor, id).await?;
    let row: Option<(String,)> = q("SELECT text FROM enquiries WHERE request_id = $1").bind(id).maybe(on).await?;
    Ok(Enquiry { page, text: row.ok_or(Error::NotFound)?.0 })
}
