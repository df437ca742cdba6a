use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::returns::Spare;

use crate::db::AsConn;
use crate::demo_kits::stock::{self, Pieces};
use crate::error::Result;
use crate::returns::Spares;
use crate::write::Write;

/// The catalogue's stock, as returns take from it.
pub(super) struct Stock;

fn one(variant_id: &str) -> Pieces {
    Pieces::from([(variant_id.to_owned(), 1)])
}

#[async_trait]
impl Spares for Stock {
    async fn variant_of(&self, on: &mut dyn AsConn, line_id: &str) -> Result<Option<Id>> {
        let mut on = on;
        stock::variant_of(&mut on, line_id).await
    }

    async fn choices(&self, on: &mut dyn AsConn, lang: Lang) -> Result<Vec<Spare>> {
        let mut on = on;
        let all = stock::all(&mut on, lang).await?;
        Ok(all.into_iter().map(|(variant_id, name, free)| Spare { variant_id, name, free }).collect())
    }

    async fn item_of(&self, on: &mut dyn AsConn, variant_id: &str) -> Result<Option<Id>> {
        let mut on = on;
        stock::item_of(&mut on, variant_id).await
    }

    async fn set_aside(&self, w: &mut Write, variant_id: &str) -> Result<bool> {
        Ok(stock::exchange(w, &Pieces::new(), &one(variant_id)).await?.is_empty())
    }

    async fn give_back(&self, w: &mut Write, variant_id: &str) -> Result<()> {
        stock::exchange(w, &one(variant_id), &Pieces::new()).await.map(drop)
    }

    async fn send(&self, w: &mut Write, variant_id: &str) -> Result<()> {
        stock::send(w, &one(variant_id)).await
    }

    async fn take_back(&self, w: &mut Write, variant_id: &str) -> Result<()> {
        stock::take_back(w, &one(variant_id)).await
    }
}
