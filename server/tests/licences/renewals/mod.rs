mod calendar;
mod deaths;
mod preview;
mod run;

use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{NewRenewal, Renewal, paths};

use crate::support::World;

impl World {
    /// The ids of installations by their hosts.
    pub(crate) async fn ids_of(&self, hosts: &[&str]) -> NewRenewal {
        let mut installation_ids: Vec<Id> = Vec::new();
        for host in hosts {
            installation_ids.push(self.installed(host).await.id);
        }
        NewRenewal { installation_ids }
    }

    /// `partner`'s renewal, once it is finished.
    pub(crate) async fn finished(&self, id: &str) -> Renewal {
        let partner = self.as_("partner").await;
        loop {
            let renewal: Renewal = partner.get(paths::renewal(id)).await.ok();
            if renewal.finished_at.is_some() {
                return renewal;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Once no renewal is being worked on beside the requests any more.
    pub(crate) async fn renewals_at_rest(&self) {
        while self.count("renewals WHERE finished_at IS NULL").await > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}
