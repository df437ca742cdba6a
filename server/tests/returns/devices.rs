use eyelevel_contract::page::Page;
use eyelevel_contract::returns::{Device, paths};

use crate::support::World;

#[tokio::test]
async fn the_list_has_what_was_shipped_and_imported_page_by_page() {
    let world = World::new().await;
    world.shipped(3, 0, "EPD").await;
    world.later(60_000);
    let partner = world.as_("partner").await;
    partner.imports("serial;produkt;charge\nIMP-1;Notebook;C7\nIMP-2;Notebook;C7\n").await;
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page: Page<Device> = partner.get(format!("{}?limit=2{next}", paths::DEVICES)).await.ok();
        seen.extend(page.items.iter().map(|device| device.serial.clone()));
        match page.next {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, ["IMP-2", "IMP-1", "EPD-2", "EPD-1", "EPD-0"]);
    let found: Page<Device> = partner.get(format!("{}?q=imp", paths::DEVICES)).await.ok();
    assert_eq!((found.items.len(), found.items[0].batch.as_str()), (2, "C7"));
    // Look-alikes alike: a zero for an O finds it, too.
    let found: Page<Device> = partner.get(format!("{}?q=EP0-1", paths::DEVICES)).await.ok();
    assert_eq!(found.items.len(), 0);
    let found: Page<Device> = partner.get(format!("{}?q=d-I", paths::DEVICES)).await.ok();
    assert_eq!(found.items[0].serial, "EPD-1");
    partner.get(format!("{}?cursor=x", paths::DEVICES)).await.problem(400);
}
