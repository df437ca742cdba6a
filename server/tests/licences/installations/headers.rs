use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::Import;
use eyelevel_texts::imports::{header_installations, header_installations_vendor};

use super::import::send;
use crate::support::World;

#[tokio::test]
async fn the_header_lines_that_the_portal_offers_are_understood() {
    let world = World::new().await;
    for (account, header) in [("partner", header_installations as fn(Lang) -> &'static str), ("support", header_installations_vendor)] {
        let client = world.as_(account).await;
        for lang in [Lang::De, Lang::En] {
            let seen: Import = send(&client, "", format!("{}\n", header(lang))).await.ok();
            assert_eq!((seen.ignored.len(), seen.bad.len()), (0, 0), "{}: {seen:?}", header(lang));
        }
    }
    // A column that is missing is called missing.
    let seen: Import = send(&world.as_("partner").await.in_german(), "", "Kunde;Produkt\n").await.ok();
    assert!(seen.bad[0].faults[0].reason.starts_with("Diese Spalte fehlt."), "{seen:?}");
}
