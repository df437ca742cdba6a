use eyelevel_contract::statements::Export;

use crate::error::Result;

/// The statement for programs.
pub(super) fn bytes(export: &Export) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(export)?;
    bytes.push(b'\n');
    Ok(bytes)
}
