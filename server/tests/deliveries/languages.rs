//! A recipient's page and mails are in the recipient's language, one of seven; the portal's people read two.

use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::lang::PageLang;

use crate::support::{World, kits};

/// The reception desk's page, with three displays on their way to it, for who reads that language.
pub(super) async fn desk(world: &World, lang: PageLang) -> (DemoKit, String) {
    let mut draft = world.draft(2, 3).await;
    draft.recipients[1].lang = lang;
    let kit: DemoKit = world.as_("partner").await.post(kits_at::DEMO_KITS, draft).await.is(201).ok();
    let kit = world.as_("approver").await.decide(&kit, kits::yes()).await;
    let mut ship = kits::parcels(&kit, "SN");
    ship.parcels[1].arrives_on = Some(world.today().plus_days(3));
    let kit: DemoKit = world.as_("support").await.post(kits_at::shipments(&kits::id(&kit)), ship).await.ok();
    let vendor = "Kranich Systems";
    let link = world.link("empfang@hafenklinik.example", vendor).await;
    (kit, link)
}

#[tokio::test]
async fn whoever_gets_it_reads_it_in_their_language() {
    for (lang, heading, pieces, mail) in [
        (PageLang::De, "Ihre Lieferung kommt am Fr., 27. November", "3 Stück", "Guten Tag Empfang,"),
        (PageLang::En, "Arriving Fri 27 November", "3 pieces", "Hello Empfang,"),
        (PageLang::Fr, "Votre livraison arrive le ven. 27 novembre", "3 pièces", "Bonjour Empfang,"),
        (PageLang::It, "La Sua consegna arriva ven 27 novembre", "3 pezzi", "Buongiorno Empfang,"),
        (PageLang::Nl, "Uw levering komt op vr 27 november", "3 stuks", "Goedendag Empfang,"),
        (PageLang::Pl, "Planowana dostawa: pt., 27 listopada", "3 sztuki", "Dzień dobry Empfang,"),
        (PageLang::Cs, "Vaše zásilka má dorazit: pá 27. listopadu", "3 kusy", "Dobrý den, Empfang,"),
    ] {
        let world = World::new().await;
        let (kit, link) = desk(&world, lang).await;
        assert_eq!(kit.recipients[1].lang, lang);
        let nobody = world.nobody();
        let page = nobody.get(&link).await.is(200).text();
        assert!(page.contains(&format!("<html lang=\"{lang}\"")) && page.contains(heading) && page.contains(pieces), "{lang}: {page}");
        assert_eq!(page.matches("hreflang").count(), PageLang::ALL.len() - 1);
        let mails = world.mails_to("empfang@hafenklinik.example").await;
        assert!(mails[0].1.starts_with(mail), "{lang}: {}", mails[0].1);
        // Another language is a click away, and stays over the next click.
        let other = if lang == PageLang::Pl { PageLang::Fr } else { PageLang::Pl };
        let page = nobody.get(format!("{link}?lang={other}")).await.text();
        assert!(page.contains(&format!("<html lang=\"{other}\"")) && page.contains(&format!("/received?lang={other}")), "{lang}: {page}");
        let done = nobody.form(format!("{link}/received?lang={other}"), &[]).await.is(303);
        assert_eq!(done.header("location"), format!("{link}?lang={other}"));
        // Who reads Polish at the desk does not make the requester read it.
        let (_, told) = world.mail("partner@eyelevel.example", "Neues zur Lieferung").await;
        assert!(told.contains("erhalten"), "{told}");
    }
}

#[tokio::test]
async fn what_is_no_link_is_said_in_the_language_of_whoever_asks() {
    let world = World::new().await;
    for (asked, heading) in [("nl-BE, nl;q=0.9, en;q=0.5", "Deze link is niet meer geldig"), ("da", "Dieser Link gilt nicht mehr")] {
        let request = axum::http::Request::get("/r/nothing").header("accept-language", asked).body(axum::body::Body::empty());
        let answer = world.nobody().send(request.unwrap()).await.is(404);
        assert!(answer.text().contains(heading), "{asked}: {}", answer.text());
    }
    let mut draft = serde_json::to_value(world.draft(1, 0).await).unwrap();
    draft["recipients"][0]["lang"] = serde_json::json!("da");
    let answer = world.as_("partner").await.post(kits_at::DEMO_KITS, draft).await;
    assert!([400, 422].contains(&answer.status.as_u16()), "{}", answer.text());
}
