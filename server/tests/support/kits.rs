//! Requests for kits, as far as a test needs them.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::{Address, NewRecipient};
use eyelevel_contract::demo_kits::loans::CheckIn;
use eyelevel_contract::demo_kits::{Decide, DecideLine, DemoKit, Draft, Item, NewLine, NewParcel, NewPiece, NewQuote, Ship, Terms, paths};
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::Verdict;

use super::{Client, World};

/// So many days from the world's first day.
pub(crate) fn day(from_tuesday: i64) -> Date {
    "2026-11-24".parse::<Date>().unwrap().plus_days(from_tuesday)
}

pub(crate) fn address() -> Address {
    Address { street: "Palmaille 60".to_owned(), postal_code: "22767".to_owned(), city: "Hamburg".to_owned(), country: "DE".to_owned() }
}

pub(crate) fn recipient(name: &str, email: &str) -> NewRecipient {
    NewRecipient {
        name: name.to_owned(),
        organisation: "Hafenklinik Altona".to_owned(),
        email: email.to_owned(),
        phone: String::new(),
        lang: PageLang::De,
        address: address(),
        why: String::new(),
        channel: None,
    }
}

impl World {
    /// Today, by the world's clock.
    pub(crate) fn today(&self) -> Date {
        eyelevel_server::calendar::today(&self.app).unwrap()
    }

    /// A catalogue item by its English name.
    pub(crate) async fn item(&self, name: &str) -> Item {
        let admin = self.as_("admin").await;
        let page: Page<Item> = admin.get(format!("{}?q={}", paths::CATALOGUE, name.replace(' ', "%20"))).await.ok();
        page.items.into_iter().find(|i| i.name.en == name).unwrap_or_else(|| panic!("no item {name}"))
    }

    /// A loan of so many small displays for the requester and so many for a reception desk.
    pub(crate) async fn draft(&self, mine: i64, desk: i64) -> Draft {
        let item = self.item("E-paper display").await;
        let line = |quantity, recipient| NewLine { item_id: item.id.clone(), variant_id: item.variants[0].id.clone(), quantity, recipient };
        let mut draft = Draft {
            lines: vec![line(mine, 0)],
            purpose: "A trial at the reception".to_owned(),
            return_on: Some(self.today().plus_days(30)),
            reference: "HKA-1".to_owned(),
            recipients: vec![recipient("Jana Petersen", "partner@eyelevel.example")],
            ..Draft::empty()
        };
        if desk > 0 {
            draft.lines.push(line(desk, 1));
            draft.recipients.push(recipient("Empfang", "empfang@hafenklinik.example"));
        }
        draft
    }

    /// A purchase of so many small displays.
    pub(crate) async fn purchase(&self, quantity: i64) -> Draft {
        Draft {
            terms: Terms::Purchase,
            return_on: None,
            po_number: "PO-7".to_owned(),
            billing: Some(address()),
            ..self.draft(quantity, 0).await
        }
    }

    /// `partner` submits a loan.
    pub(crate) async fn submitted(&self, mine: i64, desk: i64) -> DemoKit {
        let draft = self.draft(mine, desk).await;
        self.as_("partner").await.post(paths::DEMO_KITS, draft).await.ok()
    }

    /// … and `approver` approves it as asked.
    pub(crate) async fn approved(&self, mine: i64, desk: i64) -> DemoKit {
        let kit = self.submitted(mine, desk).await;
        self.as_("approver").await.decide(&kit, yes()).await
    }

    /// … and `support` ships everything, with serial numbers `prefix-0`, `prefix-1` …
    pub(crate) async fn shipped(&self, mine: i64, desk: i64, prefix: &str) -> DemoKit {
        let kit = self.approved(mine, desk).await;
        self.as_("support").await.post(paths::shipments(&id(&kit)), parcels(&kit, prefix)).await.ok()
    }
}

impl Client {
    /// Decides; it must be taken.
    pub(crate) async fn decide(&self, kit: &DemoKit, decide: Decide) -> DemoKit {
        self.post(paths::decision(&id(kit)), decide).await.ok()
    }

    /// A kit as this person sees it.
    pub(crate) async fn kit(&self, kit: &DemoKit) -> DemoKit {
        self.get(paths::one(&id(kit))).await.ok()
    }
}

/// The request's id.
pub(crate) fn id(kit: &DemoKit) -> String {
    kit.page.request.id.clone()
}

/// Approved as asked.
pub(crate) fn yes() -> Decide {
    Decide {
        verdict: Verdict::Approved,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
        lines: Vec::new(),
        return_on: None,
        quote: None,
    }
}

/// Declined, and there is no alternative.
pub(crate) fn no(reason: &str) -> Decide {
    Decide { verdict: Verdict::Declined, reason: reason.to_owned(), no_alternative: true, ..yes() }
}

/// Approved with changes.
pub(crate) fn changed(reason: &str, lines: Vec<DecideLine>, return_on: Option<Date>) -> Decide {
    Decide { verdict: Verdict::ApprovedWithChanges, reason: reason.to_owned(), lines, return_on, ..yes() }
}

/// Approved at the catalogue's prices, for so many days.
pub(crate) fn quoted(world: &World, days: i64) -> Decide {
    let quote = NewQuote { shipping_minor: 995, vat_rate: 1_900, valid_until: world.today().plus_days(days) };
    Decide { quote: Some(quote), ..yes() }
}

/// Everything that was decided, a parcel a recipient.
pub(crate) fn parcels(kit: &DemoKit, prefix: &str) -> Ship {
    let mut next = 0;
    let mut parcels = Vec::new();
    for recipient in &kit.recipients {
        let mut pieces = Vec::new();
        for line in kit.lines.iter().filter(|l| l.recipient_id == recipient.id) {
            let quantity = line.decided.as_ref().map_or(line.quantity, |d| d.quantity);
            if quantity == 0 {
                continue;
            }
            let serials = (0..quantity).map(|i| format!("{prefix}-{}", next + i)).collect();
            next += quantity;
            pieces.push(NewPiece { line_id: line.id.clone(), quantity, serials });
        }
        if !pieces.is_empty() {
            parcels.push(NewParcel {
                recipient_id: recipient.id.clone(),
                carrier: Carrier::Ups,
                number: "1Z5R89390357567127".to_owned(),
                insist: false,
                arrives_on: None,
                pieces,
            });
        }
    }
    Ship { parcels }
}

/// Everything that is still out of a loan has come.
pub(crate) fn back(kit: &DemoKit) -> CheckIn {
    CheckIn::all(&kit.loan)
}
