use eyelevel_contract::enquiries;
use eyelevel_contract::requests::paths;
use eyelevel_contract::search::{Field, Found, Hit};
use serde_json::json;

use crate::support::{MINUTE, World, requests};

fn fields(hits: &[Hit]) -> Vec<(Field, &str)> {
    hits.iter().map(|hit| (hit.field, hit.title.split(" · ").next().unwrap())).collect()
}

#[tokio::test]
async fn a_number_that_is_there_whole_comes_first_then_what_fits_best_then_the_newest() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for text in ["Eins", "Zwei", "Drei wie in EN-1001"] {
        world.enquiry(text).await;
        world.later(MINUTE);
    }
    let id = partner.finds("EN-1002").await[0].link.rsplit('/').next().unwrap().to_owned();
    partner.post(paths::messages(&id), json!({ "text": "Siehe EN-1001, und EN-10011." })).await.is(201);
    for q in ["EN-1001", "en-1001", " en 1001 "] {
        let hits = partner.finds(q).await;
        assert_eq!(fields(&hits), [(Field::Number, "EN-1001"), (Field::Subject, "EN-1003"), (Field::Message, "EN-1002")], "{q}");
    }
    assert_eq!(fields(&partner.finds("en1001").await), [(Field::Number, "EN-1001")]);
    // As somebody types: of what fits alike, what was moved last.
    assert_eq!(fields(&partner.finds("EN-10").await)[..3].iter().map(|hit| hit.1).collect::<Vec<_>>(), ["EN-1002", "EN-1003", "EN-1001"]);
    assert_eq!(partner.get("/api/v1/search?q=EN-10&limit=2").await.ok::<Vec<Hit>>().len(), 2);
}

#[tokio::test]
async fn case_accents_and_parts_of_the_last_word_make_no_difference() {
    let world = World::new().await;
    let draft =
        enquiries::Draft { reference: "Münster-7".to_owned(), ..requests::question("Große Crème für Łódź, ÖL und Strasse") };
    let partner = world.as_("partner").await;
    partner.post(enquiries::PATH, draft).await.is(201);
    for q in ["grosse", "GROSSE", "große", "creme", "CRÈM", "cre\u{301}", "ol", "öl", "Straße", "ODZ", "munster 7", "creme grosse"] {
        assert_eq!(partner.finds(q).await.len(), usize::from(q != "ODZ"), "{q}");
    }
    // Words in different places of its head.
    assert_eq!(fields(&partner.finds("munster creme").await), [(Field::Several, "EN-1001")]);
    assert_eq!(fields(&partner.finds("munster").await), [(Field::Reference, "EN-1001")]);
    assert!(partner.finds("grosse Kleinigkeit").await.is_empty(), "all words count");
    assert!(partner.finds("ross").await.is_empty(), "words are found from their beginning");
}

#[tokio::test]
async fn a_delivery_a_serial_number_and_a_recipient_lead_to_their_pages() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "EP29").await;
    let partner = world.as_("partner").await;
    let (delivery,): (String,) =
        world.one("SELECT d.id FROM deliveries d JOIN recipients p ON p.id = d.recipient_id WHERE p.name = 'Empfang'").await;
    let hit = partner.finds("empfang").await.remove(0);
    assert_eq!((hit.kind, hit.field, hit.title.as_str()), (Found::Delivery, Field::Recipient, "Empfang, Hafenklinik Altona"));
    assert_eq!((hit.link, hit.line), (format!("/deliveries/{delivery}"), "DK-1001".to_owned()));
    let hit = partner.finds("EP29-0").await.remove(0);
    assert_eq!((hit.kind, hit.field, hit.title.as_str()), (Found::Delivery, Field::Serial, "EP29-0"));
    let body = json!({ "serials": ["EP29-0"], "reason": "warranty", "description": "Bleibt dunkel" });
    partner.post("/api/v1/returns", body).await.is(201);
    let kinds: Vec<_> = partner.finds("EP29-0").await.iter().map(|hit| (hit.kind, hit.field)).collect();
    assert_eq!(kinds, [(Found::Request, Field::Serial), (Found::Delivery, Field::Serial)]);
    assert_eq!(fields(&partner.finds("dunkel").await), [(Field::Asked, "RT-1001")]);
    assert_eq!(partner.finds("trial").await[0].link, paths::page(kit.page.request.kind, &kit.page.request.id));
}
