use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::enquiries::{self, Enquiry};

use crate::support::{World, requests::question};

#[tokio::test]
async fn they_have_neither_gaps_nor_doubles_when_many_come_at_once_from_two_processes() {
    let world = World::new().await;
    let other = world.second_process().await;
    let clients = [world.as_("partner").await, other.as_("other").await];
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..24 {
        let client = clients[i % 2].clone();
        // Every fourth is refused, and uses no number up.
        let text = if i % 4 == 3 { String::new() } else { format!("Idea {i}") };
        tasks.spawn(async move { client.post(enquiries::PATH, question(&text)).await });
    }
    let mut numbers = Vec::new();
    while let Some(answer) = tasks.join_next().await {
        let answer = answer.unwrap();
        if answer.status.is_success() {
            numbers.push(answer.ok::<Enquiry>().page.request.number);
        } else {
            answer.fault("text");
        }
    }
    numbers.sort();
    assert_eq!(numbers, (1001..=1018).map(|n| format!("EN-{n}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn each_kind_counts_for_itself() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    assert_eq!(kit.page.request.number, "DK-1001");
    assert_eq!(world.enquiry("An idea").await.number, "EN-1001");
    let mut bad = world.draft(1, 0).await;
    bad.lines[0].variant_id = "nothing".to_owned();
    let partner = world.as_("partner").await;
    partner.post(kits_at::DEMO_KITS, &bad).await.is(422);
    let next: DemoKit = partner.post(kits_at::DEMO_KITS, world.draft(1, 0).await).await.ok();
    assert_eq!(next.page.request.number, "DK-1002");
}
