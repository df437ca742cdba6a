use eyelevel_contract::licences::Intent;

use crate::support::World;

impl World {
    /// Ready-made keys run out: few are left, then none.
    pub(crate) async fn runs_dry(&self, host: &str, first: usize) {
        self.on_seven(host).await;
        self.fill(first..first + 2).await;
        for _ in 0..3 {
            self.asked(&self.asking(Intent::Renew, host).await).await;
        }
    }
}

#[tokio::test]
async fn the_owner_and_the_admins_are_told_before_it_is_dry_and_when_it_is() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    world.fill(0..12).await;
    let draft = world.asking(Intent::Renew, "seven-1").await;
    let told = async || world.count("outbox WHERE template = 'pool_low'").await;
    for _ in 0..2 {
        world.asked(&draft).await;
    }
    assert_eq!(told().await, 0, "ten are left");
    world.asked(&draft).await;
    // Each of them once, however low it is; the owner of the product is Henrik Lund.
    assert_eq!(told().await, 2);
    for _ in 0..8 {
        world.asked(&draft).await;
    }
    assert_eq!((told().await, world.level().await), (2, (1, 11)));
    for _ in 0..3 {
        world.asked(&draft).await;
    }
    assert_eq!((told().await, world.level().await), (4, (0, 12)));
    let (subject, body) = world.mail("admin@eyelevel.example", "Noch 9").await;
    assert!(subject.contains("Archivar 7.x") && body.contains("/products/"), "{subject}: {body}");
    world.mail("approver2@eyelevel.example", "No keys left for Archivar 7.x").await;
    // Filled again, it is said again.
    world.later(1);
    world.fill(20..22).await;
    world.asked(&draft).await;
    assert_eq!(told().await, 6);
}
