use eyelevel_contract::requests::EventKind;

use crate::licences;
use crate::statements;
use crate::support::World;

/// What the index lacks, and what it has too much.
async fn differs(world: &World) -> (i64, i64) {
    let sources = "SELECT source, source_id, subject_id, kind, field, weight, key, words, \
                   kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '') AS scope FROM search_sources";
    let index = "SELECT source, source_id, subject_id, kind, field, weight, key, words, scope FROM search_index";
    (world.count(&format!("({sources} EXCEPT {index}) x")).await, world.count(&format!("({index} EXCEPT {sources}) x")).await)
}

#[tokio::test]
async fn the_index_is_what_it_is_made_of_whatever_happens() {
    let world = World::new().await;
    assert_eq!(differs(&world).await, (0, 0));
    let kit = world.shipped(2, 1, "EP").await;
    let parcel = kit.recipients[0].parcel.as_ref().unwrap();
    let said = serde_json::json!({ "status": "in_transit", "note": "", "arrives_on": null });
    world.as_("support").await.post(eyelevel_contract::deliveries::paths::status(&parcel.id), said).await.is(200);
    world.published().await;
    licences::requests::a_busy_week(&world).await;
    statements::a_busy_month(&world).await;
    let names = "(SELECT t.kind FROM search_index i JOIN timeline t ON t.id = i.source_id WHERE i.source = 'timeline') x";
    for kind in EventKind::ALL.iter().filter(|kind| !eyelevel_texts::entries::has_words(**kind)) {
        assert_eq!(world.count(&format!("{names} WHERE kind = '{}'", kind.word())).await, 0, "of {kind:?} the text is a name");
    }
    assert!(world.count("timeline WHERE kind = 'status' AND text IS NOT NULL").await > 0);
    let rows = world.count("search_index").await;
    assert!(rows > 40, "{rows}");
    assert_eq!(differs(&world).await, (0, 0));
    for sql in [
        "UPDATE requests SET reference = 'Neu', reference_key = 'neu'",
        "UPDATE timeline SET internal = TRUE WHERE text IS NOT NULL",
        "UPDATE recipients SET name = 'Jemand'",
        "UPDATE organisations SET name = name || ' GmbH'",
        "UPDATE known_issues SET title_de = 'Anders'",
        "UPDATE postings SET number = NULL, number_key = NULL",
        "DELETE FROM delivery_serials",
    ] {
        world.run(sql).await;
        assert_eq!(differs(&world).await, (0, 0), "{sql}");
    }
    let partner = world.as_("partner").await;
    assert!(partner.finds("EP-0").await.iter().all(|hit| hit.kind != eyelevel_contract::search::Found::Delivery), "gone with its row");
    assert_eq!(partner.finds("Neu").await[0].line, "Neu · Jana Petersen");
    assert_eq!(partner.finds("jemand").await.len(), usize::try_from(world.count("recipients").await).unwrap().min(20));
    assert!(!partner.finds(&kit.page.request.number).await.is_empty());
}

#[tokio::test]
async fn what_is_written_is_found_at_once_and_what_is_not_committed_never() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let mut w = eyelevel_server::write::Write::begin(&world.app, None, "job").await.unwrap();
    eyelevel_server::db::q("UPDATE organisations SET name = 'Wanderfalke' WHERE name = 'Nordlicht IT'").run(&mut w.tx).await.unwrap();
    drop(w);
    assert!(partner.finds("Wanderfalke").await.is_empty());
    assert!(!partner.finds("Nordlicht").await.is_empty());
    let second = world.second_process().await;
    world.enquiry("Ein Sturmvogel").await;
    assert_eq!(second.as_("partner").await.finds("sturmvogel").await.len(), 1);
}
