use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Request;
use eyelevel_contract::requests::rules::Refusal;

use crate::db::AsConn;
use crate::deliveries::Goods;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::RequestKind;
use crate::write::Write;

/// Queries offer nothing and send nothing.
pub struct Hooks;

#[async_trait]
impl RequestKind for Hooks {
    async fn accept(&self, _: &mut Write, _: &Caller, request: &Request) -> Result<()> {
        Err(Error::Refused(Refusal::Not(request.state)))
    }

    async fn withdraw(&self, _: &mut Write, _: &Request) -> Result<()> {
        Ok(())
    }
}

#[async_trait]
impl Goods for Hooks {
    async fn names(&self, _: &mut dyn AsConn, _: &str, _: Lang) -> Result<BTreeMap<Id, String>> {
        Ok(BTreeMap::new())
    }

    async fn all_confirmed(&self, _: &mut Write, _: &str) -> Result<()> {
        Ok(())
    }
}
