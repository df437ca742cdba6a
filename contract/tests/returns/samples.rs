//! A return and a device to try rules on.

use eyelevel_contract::{
    civil::Date,
    requests::{RequestPage, State},
    returns::{Device, Item, ItemState, Knowledge, KnownBy, Payer, Postage, PostageRule, Reason, Return},
};

use crate::samples::request;

pub(crate) fn device(warranty: &str, dead: &str) -> Device {
    let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>().unwrap());
    Device {
        serial: "EPD-0042".to_owned(),
        item_id: Some("i".to_owned()),
        product: "Display".to_owned(),
        batch: "B7".to_owned(),
        shipped_on: day("2026-11-20"),
        shipped_to: "Reception".to_owned(),
        warranty_until: day(warranty),
        dead_on_arrival_until: day(dead),
        known_by: KnownBy::Shipment,
    }
}

fn item(id: &str, state: ItemState) -> Item {
    Item {
        id: id.to_owned(),
        serial: id.to_uppercase(),
        knowledge: Knowledge::Unknown,
        device: None,
        product: String::new(),
        fault: String::new(),
        accessories: String::new(),
        checklist: vec![],
        state,
        postage: Postage { payer: Payer::AfterCheck, because: PostageRule::NotKnownYet },
        outcome: None,
        reason: None,
        alternative: None,
        finding: None,
        findings: None,
        photos: vec![],
        received_at: None,
        replacement: None,
        unmatched: false,
        credit: None,
        also_in: vec![],
    }
}

pub(crate) fn a_return(state: State, items: &[ItemState]) -> Return {
    let page = RequestPage {
        request: request(state),
        promises: vec![],
        escalations: vec![],
        decisions: vec![],
        timeline: vec![],
        attachments: vec![],
        open: vec![],
    };
    let items: Vec<_> = items.iter().enumerate().map(|(i, state)| item(&format!("i{i}"), *state)).collect();
    Return {
        page,
        reason: Reason::DeadOnArrival,
        description: "Stays dark.".to_owned(),
        holds_data: Some(false),
        postage: items[0].postage,
        items,
        customer: None,
        sender: None,
        pick_up: false,
        recipients: vec![],
        doubles: vec![],
        label: None,
        strays: vec![],
        bought_from: None,
        referrals: vec![],
        known_issues: vec![],
    }
}
