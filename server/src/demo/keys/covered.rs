//! What contracts and policies cover: issued at once, without a human.

use eyelevel_contract::deliveries::Receipt;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{Draft, Intent, Whom};

use super::super::scene::Scene;
use super::acts::{me, recipient};
use crate::deliveries::receive;
use crate::error::Result;
use crate::write::Write;

/// Renewed, entered, and it runs.
pub(super) async fn runs(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft { reference: "RT-93".to_owned(), ..scene.asking(Intent::Renew, "thomsen-nas", "8.3.0")? };
    let id = scene.asks("partner", &scene.at(11, 10, 20).await?, &draft).await?;
    scene.runs_with_it("partner", &scene.at(11, 10, 45).await?, &id).await
}

/// Production was down: a key for a few days, at once.
pub(super) async fn bridged(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        message: "Nach dem Tausch des Mainboards startet die Sicherung nicht mehr.".to_owned(),
        reference: "SW-512".to_owned(),
        ..scene.asking(Intent::Bridge, "ott-backup", "8.2.5")?
    };
    let id = scene.asks("other", &scene.at(6, 9, 50).await?, &draft).await?;
    scene.runs_with_it("other", &scene.at(6, 10, 5).await?, &id).await
}

/// Sent to the partner and to her customer, who has confirmed it.
pub(super) async fn sent(scene: &Scene<'_>) -> Result<Id> {
    let customer = recipient(Whom::Customer, "Ruth Albers", "Hafenklinik Altona", "it@hafenklinik.example");
    let draft =
        Draft { recipients: vec![me(), customer], reference: "HKA-2101".to_owned(), ..scene.asking(Intent::Renew, "hka-signs", "2.1.0")? };
    let id = scene.asks("partner", &scene.at(4, 14, 0).await?, &draft).await?;
    let recipients = scene.key_request("partner", &id).await?.recipients;
    if let Some(customer) = recipients.iter().find(|r| r.whom == Whom::Customer) {
        let then = scene.at(3, 8, 40).await?;
        let mut w = Write::begin(&then, None, "link").await?;
        receive(&mut w, &customer.recipient.id, &Receipt::complete(), &[]).await?;
        scene.done(w).await?;
    }
    Ok(id)
}

/// Tried before anybody buys it; sent, and nothing said of it yet.
pub(super) async fn tried(scene: &Scene<'_>) -> Result<()> {
    let product = scene.products.product("signwart")?;
    let draft = Draft {
        customer_id: scene.people.customer("Reederei Thomsen"),
        product_id: Some(product.id.clone()),
        edition_id: product.editions.first().map(|edition| edition.id.clone()),
        version: "2.1.0".to_owned(),
        host: "thomsen-bruecke".to_owned(),
        recipients: vec![me()],
        reference: "RT-95".to_owned(),
        ..Draft::empty(Intent::Trial)
    };
    scene.asks("partner", &scene.at(2, 15, 10).await?, &draft).await.map(drop)
}
