//! What a person has to look at. A key is promised in hours, so all of it was asked for today: nobody comes into a demo of broken promises.

use eyelevel_contract::licences::{AskConsent, Contact, Draft, Intent, RecipientChange, Whom};

use super::super::scene::Scene;
use super::acts::recipient;
use crate::error::Result;
use crate::licences::requests::consent::wish;

/// No contract covers it: somebody decides.
pub(super) async fn waits(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        message: "Der Wartungsvertrag ist bestellt, die Bestellung liegt bei Ihrer Buchhaltung.".to_owned(),
        reference: "SBK-17".to_owned(),
        ..scene.asking(Intent::Renew, "kiel-eg", "2.0.0")?
    };
    scene.asks("owner", &scene.lately(95).await?, &draft).await.map(drop)
}

/// The first story: the generator makes a key for 8.x, and it stays in the house. The customer can't be reached, so it must not go there.
pub(super) async fn stopped(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        never_customer: true,
        message: "Der Kunde ist bis Montag nicht zu erreichen. Bitte den Schlüssel an mich.".to_owned(),
        contact: Contact::CallBack,
        contact_at: "040 3690 112, bis 18 Uhr".to_owned(),
        reference: "HKA-2120".to_owned(),
        ..scene.asking(Intent::Renew, "hka-backup-01", "9.1.0")?
    };
    scene.asks("partner", &scene.lately(70).await?, &draft).await.map(drop)
}

/// The key is right by every check of ours, and the program refuses it: the cause is the vendor's, who owes one that works.
pub(super) async fn rejected(scene: &Scene<'_>, of: &str) -> Result<()> {
    let keys = scene.key_request("partner", of).await?.keys;
    let draft = Draft {
        rejected_key: keys.last().and_then(|key| key.key.clone()).unwrap_or_default(),
        program_says: "Lizenz ungültig (Fehler 4012)".to_owned(),
        message: "Seit dem Neustart gestern Abend. Die Schilder zeigen noch den alten Stand.".to_owned(),
        reference: "HKA-2121".to_owned(),
        ..scene.asking(Intent::Rejected, "hka-signs", "2.1.0")?
    };
    let id = scene.asks("partner", &scene.lately(50).await?, &draft).await?;
    // Support would like to send it to somebody else as well: that is for the requester to say.
    let then = scene.lately(20).await?;
    let (mut w, caller) = scene.write(&then, "support").await?;
    let ask = AskConsent {
        change: RecipientChange::Added,
        recipient_id: None,
        recipient: Some(recipient(Whom::Other, "Martin Roth", "Haustechnik, Hafenklinik Altona", "technik@hafenklinik.example")),
        reason: "Herr Roth sitzt vor dem Gerät und könnte den neuen Schlüssel sofort eingeben.".to_owned(),
    };
    wish(&mut w, caller, &id, &ask).await?;
    scene.done(w).await
}
