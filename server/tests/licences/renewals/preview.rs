use eyelevel_contract::licences::{NewRenewal, RENEWALS_MAX, RenewalObstacle as Why, RenewalPreview, paths};

use crate::support::{Answer, Client, World};

async fn csv(client: &Client, file: &[u8]) -> Answer {
    client.raw("POST", paths::RENEWAL_PREVIEW, "text/csv", file.to_vec()).await
}

#[tokio::test]
async fn each_chosen_installation_has_its_day_or_its_reason() {
    let world = World::new().await;
    let mut chosen = world.ids_of(&["thomsen-nas", "hka-signs", "kiel-eg", "thomsen-nas", "lindenhof-bk1"]).await;
    chosen.installation_ids.push("nothing".to_owned());
    let preview: RenewalPreview = world.as_("partner").await.post(paths::RENEWAL_PREVIEW, chosen).await.ok();
    let why: Vec<_> = preview.lines.iter().map(|line| line.obstacle).collect();
    // The brewery is another partner's customer: it is as unknown as what does not exist.
    assert_eq!(why, [None, None, Some(Why::NoContract), Some(Why::Twice), Some(Why::Unknown), Some(Why::Unknown)]);
    assert_eq!(preview.good, 2);
    assert!(preview.lines[4].installation.is_none() && preview.lines[0].until.is_some());
    assert_eq!(world.count("requests").await, 0);
}

#[tokio::test]
async fn a_file_names_them_by_whatever_it_has() {
    let world = World::new().await;
    let text = "Kunde;Produkt;Host;Notiz\nReederei Thomsen;Archivar;;x\nHafenklinik Altona;;;\n;;hka-signs;\n;;nowhere;\n;;;nothing\nStadtbücherei Kiel;archivar;;\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let partner = world.as_("partner").await;
    let preview: RenewalPreview = csv(&partner, &bytes).await.ok();
    let why: Vec<_> = preview.lines.iter().map(|line| (line.line, line.obstacle)).collect();
    let expected = [
        (Some(2), None),
        (Some(3), Some(Why::Ambiguous)),
        (Some(4), None),
        (Some(5), Some(Why::Unknown)),
        (Some(6), Some(Why::Unknown)),
        (Some(7), Some(Why::ContractEnded)),
    ];
    assert_eq!(why, expected);
    assert_eq!(preview.ignored, ["Notiz"]);
    csv(&partner, b"Notiz\nx\n").await.fault("host");
}

#[tokio::test]
async fn none_and_too_many_are_refused_and_so_is_who_may_not_ask() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for path in [paths::RENEWAL_PREVIEW, paths::RENEWALS] {
        partner.post(path, NewRenewal { installation_ids: Vec::new() }).await.fault("installation_ids");
        let many = NewRenewal { installation_ids: vec!["x".to_owned(); RENEWALS_MAX + 1] };
        partner.post(path, many).await.fault("installation_ids");
        for account in ["support", "admin", "accounts"] {
            world.as_(account).await.post(path, world.ids_of(&["thomsen-nas"]).await).await.missing_right();
        }
    }
}
