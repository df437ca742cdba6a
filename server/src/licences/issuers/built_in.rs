use async_trait::async_trait;
use eyelevel_contract::licences::{KeyData, MadeKey};

use super::{Issuer, Made, Order};
use crate::error::Result;
use crate::licences::ring;
use crate::write::Write;

/// Made and signed here, by the key ring.
pub(super) struct BuiltIn;

#[async_trait]
impl Issuer for BuiltIn {
    async fn make(&self, w: &mut Write, order: &Order<'_>) -> Result<Made> {
        let signer = ring::signer(w).await?;
        let key = order.key;
        let data = KeyData {
            licence: key.licence.clone(),
            product: key.product.clone(),
            edition: key.edition.clone(),
            versions: key.versions.clone(),
            host: key.host.clone(),
            capacity: key.capacity,
            not_before: w.now,
            expires: key.expires,
            // The signer's.
            key_id: String::new(),
            issued_at: w.now,
        };
        Ok(Ok(MadeKey { key: signer.sign_key(&data), claims: None }))
    }
}
