use async_trait::async_trait;

use crate::demo_kits::loans::by_return::by_return;
use crate::error::Result;
use crate::extract::Caller;
use crate::returns::Loans;
use crate::write::Write;

/// Kits on loan, as returns bring their pieces back.
pub(super) struct Kits;

#[async_trait]
impl Loans for Kits {
    async fn came_back(&self, w: &mut Write, caller: &Caller, partner_id: &str, serials: &[&str]) -> Result<(Vec<String>, Vec<String>)> {
        let booked = by_return(w, caller, partner_id, serials).await?;
        Ok((booked.at, booked.not_at))
    }
}
