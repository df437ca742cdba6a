//! A request, a kit and people to try rules on.

use eyelevel_contract::{
    civil::Date,
    deliveries::{Address, Channel, NewRecipient, RecipientStatus, Status},
    demo_kits::{DemoKit, Draft, Line, NewLine, Terms},
    lang::PageLang,
    people::{OrganisationKind, OrganisationRef, PersonRef, Role, rules::Actor},
    requests::{Kind, Request, RequestPage, Severity, State, rules},
};

/// The day on which everything happens: a Tuesday.
pub(crate) fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

pub(crate) fn actor(id: &str, kind: OrganisationKind, roles: &[Role]) -> Actor {
    let organisation_id = if kind == OrganisationKind::Vendor { "vendor" } else { "partner" };
    Actor { id: id.to_owned(), organisation_id: organisation_id.to_owned(), kind, roles: roles.to_vec() }
}

pub(crate) fn requester() -> Actor {
    actor("requester", OrganisationKind::Partner, &[Role::Technician])
}

pub(crate) fn request(state: State) -> Request {
    let person = |id: &str| PersonRef { id: id.to_owned(), name: id.to_owned() };
    Request {
        id: "r".to_owned(),
        number: "DK-1000".to_owned(),
        kind: Kind::DemoKit,
        subject: "Kit".to_owned(),
        reference: None,
        state,
        waiting_on: rules::waiting_on(state),
        section: rules::section(state),
        partner: OrganisationRef { id: "partner".to_owned(), name: "Partner".to_owned() },
        requester: person("requester"),
        owner: person("owner"),
        promise: None,
        question: None,
        return_on: None,
        second_look: false,
        reply: None,
        objected: false,
        limited: false,
        severity: Severity::High,
        escalated: None,
        created_at: 0,
        updated_at: 0,
        version: 1,
        unread: false,
    }
}

pub(crate) fn address() -> Address {
    Address { street: "Am Markt 1".to_owned(), postal_code: "20095".to_owned(), city: "Hamburg".to_owned(), country: "DE".to_owned() }
}

pub(crate) fn draft() -> Draft {
    Draft {
        lines: vec![NewLine { item_id: "i".to_owned(), variant_id: "v".to_owned(), quantity: 2, recipient: 0 }],
        purpose: "A trial".to_owned(),
        return_on: Some(today().plus_days(30)),
        recipients: vec![NewRecipient {
            name: "Reception".to_owned(),
            organisation: "Customer".to_owned(),
            email: String::new(),
            phone: String::new(),
            lang: PageLang::De,
            address: address(),
            why: String::new(),
            channel: None,
        }],
        severity: Severity::Critical,
        ..Draft::empty()
    }
}

pub(crate) fn kit() -> DemoKit {
    let request = request(State::Approved);
    DemoKit {
        page: RequestPage {
            request,
            promises: vec![],
            escalations: vec![],
            decisions: vec![],
            timeline: vec![],
            attachments: vec![],
            open: vec![],
        },
        lines: vec![Line {
            id: "l".to_owned(),
            item_id: "i".to_owned(),
            variant_id: "v".to_owned(),
            item: "Display".to_owned(),
            variant: "4.2".to_owned(),
            quantity: 2,
            recipient_id: "rec".to_owned(),
            decided: None,
            shipped: 0,
        }],
        recipients: vec![RecipientStatus {
            id: "rec".to_owned(),
            name: "Reception".to_owned(),
            organisation: String::new(),
            email: None,
            phone: None,
            lang: PageLang::De,
            address: address(),
            why: String::new(),
            channel: Channel::Parcel,
            status: Status::Planned,
            history: vec![],
            parcel: None,
            proposed: None,
        }],
        purpose: "A trial".to_owned(),
        adaptation: String::new(),
        customer: None,
        event_on: None,
        terms: Terms::Loan,
        loan: eyelevel_contract::demo_kits::loans::Loan::none(),
        return_on: Some(today().plus_days(30)),
        po_number: None,
        billing: None,
        quote: None,
    }
}
