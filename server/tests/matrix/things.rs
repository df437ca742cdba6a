use eyelevel_contract::attachments::Upload;
use eyelevel_contract::deliveries::{RecipientStatus, as_named, paths as deliveries_at};
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::drafts::{self, Draft};
use eyelevel_contract::licences::{Draft as Asking, Installation, Intent, KnownIssue, Licence, Product, Renewal, paths as licences_at};
use eyelevel_contract::people::absences::{self, Absence};
use eyelevel_contract::people::{Person, paths as people_at};
use eyelevel_contract::requests::{paths, views};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Allocation, FileReport, StatementQuery, paths as statements_at};
use serde_json::json;

use super::LEAD;
use crate::licences;
use crate::statements;
use crate::support::{World, kits, requests};

/// What an operation is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Nothing,
    /// What has no version yet but the first.
    FirstVersion,
    Submitted,
    /// Taken to the team lead.
    Escalated,
    Asked,
    /// The partner has written, and nobody has answered.
    Unanswered,
    Offered,
    Declined,
    Approved,
    Shipped,
    OnLoan,
    /// The partner asks for a later day.
    LoanWished,
    /// On loan, and its last day is over.
    Overdue,
    Enquiry,
    /// That an enquiry has arrived, told to its requester.
    Notice,
    Answered,
    /// The parcel of a shipped kit.
    Parcel,
    /// A pinned recipient of an approved kit.
    Pin,
    /// The same; the vendor would like to reach them in another way.
    PinChange,
    Draft,
    DraftFile,
    /// A file of one byte, on its way into a draft.
    Sending,
    RequestFile,
    Item,
    Person,
    /// Nobody of the vendor is away.
    Free,
    /// Selim Aydin is away for a day.
    Absence,
    /// Has no password yet.
    Invited,
    Customer,
    SigningKey,
    Product,
    /// Nobody was told of it yet.
    KnownIssue,
    PublishedIssue,
    Installation,
    Renewal,
    /// A request for a key that a person has to decide on.
    KeyAsked,
    /// Approved, and the issuer made none.
    KeyOwed,
    /// Issued and sent.
    KeySent,
    /// The program runs with it.
    KeyWorks,
    /// The vendor would like another recipient.
    ConsentAsked,
    /// The requester has agreed.
    ConsentGiven,
    /// The books of Nordlicht IT, with an allocation in them.
    Account,
    /// A query about its postings.
    Query,
    /// The same, answered.
    QueryAnswered,
    /// A file that was read into the books.
    StatementFile,
    /// A return of a device that nobody knows.
    Return,
    /// Approved; there is no label yet.
    ReturnApproved,
    /// To be handed in.
    ReturnLabelled,
    /// In the house.
    ReturnReceived,
    /// A replacement is set aside.
    ReturnReplaced,
    /// The requester is asked whether a distributor may have it.
    ReturnProposed,
    /// A distributor has it.
    ReturnHanded,
    /// A saved view of the requester's.
    View,
    /// A webhook of Nordlicht IT.
    Webhook,
    /// An API token.
    Token,
    /// What the mail about a no says in English.
    MailText,
}

/// A thing that is there.
pub(super) struct Made {
    pub(super) id: String,
    pub(super) version: i64,
    pub(super) kit: Option<DemoKit>,
    /// An organisation and people, for bodies that name one.
    pub(super) nordlicht: String,
    pub(super) agent: String,
    pub(super) support: String,
    pub(super) manager: String,
    pub(super) day: eyelevel_contract::civil::Date,
    pub(super) draft: Option<eyelevel_contract::demo_kits::Draft>,
    pub(super) item: Option<eyelevel_contract::demo_kits::Item>,
    pub(super) product: Option<Product>,
    pub(super) issue: Option<KnownIssue>,
    pub(super) installation: Option<Installation>,
    pub(super) licence: Option<Licence>,
    /// The id of a part of it that the path names: a key, a consent.
    pub(super) part: String,
    /// Two postings of an account that may belong together.
    pub(super) open: Option<(String, String)>,
    /// A request for a key that the contract covers.
    pub(super) asking: Option<Asking>,
    pub(super) tomorrow: i64,
    /// Never the same twice.
    pub(super) fresh: String,
}

/// The world of a matrix: one role each, and enough in the house.
pub(super) async fn stage() -> World {
    // A generator that makes no key.
    let world = World::with(|config| config.key_generator = Some(licences::requests::shell("exit 3"))).await;
    world.run(&format!("DELETE FROM person_roles WHERE role = 'approver' AND person_id = '{}'", world.person(LEAD).await)).await;
    world.run(&format!("DELETE FROM person_roles WHERE role = 'sales' AND person_id = '{}'", world.person("other").await)).await;
    world.run("UPDATE catalogue_variants SET on_hand = 100000").await;
    world
}

/// Makes a thing of `partner`'s.
pub(super) async fn make(world: &World, thing: Thing) -> Made {
    let fresh = world.app.clock.id();
    let mut made = Made {
        id: String::new(),
        version: 1,
        kit: None,
        nordlicht: world.organisation("Nordlicht IT").await,
        support: world.person("support").await,
        manager: world.person("manager").await,
        day: world.today().plus_days(30),
        agent: world.person("agent").await,
        draft: None,
        item: None,
        product: None,
        issue: None,
        installation: None,
        licence: None,
        part: String::new(),
        open: None,
        asking: None,
        tomorrow: world.app.clock.now() + crate::support::DAY,
        fresh: fresh.clone(),
    };
    let partner = world.as_("partner").await;
    match thing {
        Thing::FirstVersion => made.version = 0,
        Thing::Nothing => {
            made.draft = Some(world.draft(1, 0).await);
            made.item = Some(world.item("E-paper display").await);
            made.product = Some(world.product("archivar").await);
            made.issue = Some(world.known_issue().await);
            made.installation = Some(world.installed("hka-backup-01").await);
            made.asking = Some(world.asking(Intent::Renew, "thomsen-nas").await);
            account(world, &mut made).await;
            made.part = std::mem::take(&mut made.id);
        }
        Thing::Product => {
            let product = world.product("archivar").await;
            (made.id, made.version) = (product.id.clone(), product.version);
            made.product = Some(product);
        }
        Thing::KnownIssue | Thing::PublishedIssue => {
            let (support, draft) = (world.as_("support").await, licences::known_issues::form(&world.known_issue().await));
            let mut issue: KnownIssue = support.post(licences_at::KNOWN_ISSUES, draft).await.ok();
            if thing == Thing::PublishedIssue {
                issue = support.post(licences_at::publication(&issue.id), json!({})).await.ok();
            }
            (made.id, made.version) = (issue.id.clone(), issue.version);
            made.issue = Some(issue);
        }
        Thing::Installation => {
            let mut form = licences::installations::form_at(&world.installed("hka-backup-01").await);
            form.host.clone_from(&fresh);
            let installation: Installation = partner.post(licences_at::INSTALLATIONS, form).await.ok();
            made.id.clone_from(&installation.id);
            made.installation = Some(installation);
        }
        Thing::Renewal => {
            let mut form = licences::installations::form_at(&world.installed("thomsen-nas").await);
            form.host.clone_from(&fresh);
            let installed: Installation = partner.post(licences_at::INSTALLATIONS, form).await.ok();
            let body = json!({ "installation_ids": [installed.id] });
            made.id = partner.post(licences_at::RENEWALS, body).await.ok::<Renewal>().id;
        }
        Thing::Enquiry => made.id = world.enquiry("An idea").await.id,
        Thing::Notice => {
            let request = world.enquiry("An idea").await.id;
            let sql = format!("SELECT id FROM notices WHERE request_id = '{request}' AND template = 'submitted'");
            made.id = world.one::<(String,)>(&sql).await.0;
        }
        Thing::Answered => {
            made.id = world.enquiry("An idea").await.id;
            world.as_("manager").await.post(eyelevel_contract::enquiries::decision(&made.id), requests::yes("Yes.")).await.is(200);
        }
        Thing::Draft | Thing::DraftFile | Thing::Sending => {
            let draft: Draft = partner.post(drafts::PATH, json!({ "kind": "demo_kit", "body": "{}" })).await.ok();
            made.id = draft.id;
            if thing == Thing::DraftFile {
                let file = partner.upload(("draft_id", &made.id), "a.txt", b"x").await.is(201).json();
                file["id"].as_str().unwrap().clone_into(&mut made.id);
            }
            if thing == Thing::Sending {
                made.id = partner.begins(("draft_id", &made.id), "a.txt", 1).await.ok::<Upload>().id;
            }
        }
        Thing::Item => {
            let item = world.item("E-paper display").await;
            (made.id, made.version) = (item.id.clone(), item.version);
            made.item = Some(item);
        }
        Thing::Person => made.id = world.person("accounts").await,
        Thing::Free => world.run("UPDATE absences SET ended_at = 1").await,
        Thing::Absence => {
            world.run("UPDATE absences SET ended_at = 1").await;
            let body = json!({ "person_id": made.support, "deputy_id": made.manager, "from_on": made.day, "until_on": made.day });
            made.id = world.as_("support").await.post(absences::PATH, body).await.ok::<Absence>().id;
        }
        Thing::Invited => {
            let body = json!({ "name": "Ada", "email": format!("{fresh}@x.example"), "organisation_id": made.nordlicht,
                "roles": ["technician"], "lang": "de" });
            made.id = world.as_("owner").await.post(people_at::PEOPLE, body).await.ok::<Person>().id;
        }
        Thing::Customer => {
            let body = json!({ "name": "A customer", "kind": "customer" });
            let customer = partner.post(people_at::ORGANISATIONS, body).await.is(201).json();
            customer["id"].as_str().unwrap().clone_into(&mut made.id);
        }
        Thing::SigningKey => {
            let ring = world.as_("admin").await.post("/api/v1/licences/signing-keys", json!({})).await.is(201).json();
            ring["keys"][0]["id"].as_str().unwrap().clone_into(&mut made.id);
        }
        Thing::KeyAsked | Thing::KeyOwed | Thing::KeySent | Thing::KeyWorks | Thing::ConsentAsked | Thing::ConsentGiven => {
            licence(world, thing, &mut made).await;
        }
        Thing::Account => account(world, &mut made).await,
        Thing::StatementFile => {
            let path = format!("{}?name=bank.xml&confirm=true", statements_at::FILES);
            let file = statements::camt::file(&made.fresh, &[]);
            let read: FileReport = world.as_("ledger").await.raw("POST", path, "application/octet-stream", file).await.ok();
            made.id = read.file.unwrap();
        }
        Thing::View => {
            // Twenty at most, and a matrix makes many.
            world.run("DELETE FROM saved_views").await;
            let body = json!({ "name": "Eilig", "query": { "section": "with_vendor" } });
            made.id = partner.post(views::VIEWS, body).await.ok::<views::SavedView>().id;
        }
        Thing::MailText => {
            "declined-en".clone_into(&mut made.id);
            made.version = world.one::<(i64,)>("SELECT COALESCE(MAX(version), 0) FROM mail_texts").await.0;
        }
        Thing::Token => super::tokens::make(world, &mut made).await,
        Thing::Webhook => super::webhooks::make(world, &mut made).await,
        Thing::Return
        | Thing::ReturnApproved
        | Thing::ReturnLabelled
        | Thing::ReturnReceived
        | Thing::ReturnReplaced
        | Thing::ReturnProposed
        | Thing::ReturnHanded => {
            super::returns::make(world, thing, &mut made).await;
        }
        Thing::Query | Thing::QueryAnswered => {
            account(world, &mut made).await;
            let (debit, _) = made.open.clone().unwrap();
            let body = json!({ "account_id": made.id, "posting_ids": [debit], "text": "Why?" });
            made.id = world.as_("accounts").await.post(statements_at::QUERIES, body).await.ok::<StatementQuery>().page.request.id;
            if thing == Thing::QueryAnswered {
                let body = json!({ "outcome": "explanation", "reason": "So it was agreed." });
                world.as_("ledger").await.post(statements_at::answer(&made.id), body).await.is(200);
            }
        }
        _ => kit(world, thing, &mut made).await,
    }
    made
}

async fn account(world: &World, made: &mut Made) {
    let account = world.account(&made.fresh).await;
    let ledger = world.as_("ledger").await;
    let invoice = ledger.posts(&account, statements::posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 10_000)).await;
    let debit = ledger.posts(&account, statements::posting_form(PostingKind::Debit, "", "2026-10-15", 6_000)).await;
    let body = json!({ "lowers": debit.id, "raises": invoice.id, "amount": 1, "reason": "By phone." });
    made.part = ledger.post(statements_at::allocations(&account.id), body).await.ok::<Allocation>().id;
    made.open = Some((debit.id, invoice.id));
    (made.id, made.version) = (account.id, account.version);
}

async fn licence(world: &World, thing: Thing, made: &mut Made) {
    let host = match thing {
        Thing::KeyAsked => "kiel-eg",
        Thing::KeySent | Thing::KeyWorks => "thomsen-nas",
        _ => "hka-backup-01",
    };
    let licence = world.asked(&world.asking(Intent::Renew, host).await).await;
    let id = licence.page.request.id.clone();
    made.part = licence.keys.first().map_or_else(String::new, |key| key.id.clone());
    if thing == Thing::KeyWorks {
        world.as_("partner").await.post(licences_at::verb(&id, licences_at::WORKS), json!({})).await.is(200);
    }
    if matches!(thing, Thing::ConsentAsked | Thing::ConsentGiven) {
        let asked = world.as_("support").await.post(licences_at::verb(&id, licences_at::CONSENTS), licences::requests::adding("Ada")).await;
        made.part = asked.ok::<Licence>().consents[0].id.clone();
    }
    if thing == Thing::ConsentGiven {
        world.as_("partner").await.post(licences_at::consent(&id, &made.part), json!({ "agreed": true })).await.is(200);
    }
    made.id = id;
    made.licence = Some(licence);
}

async fn kit(world: &World, thing: Thing, made: &mut Made) {
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let mut kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    made.id.clone_from(&id);
    match thing {
        Thing::Escalated => {
            partner.act(&id, paths::ESCALATIONS, json!({ "reason": "Silence." })).await.is(200);
            made.part = partner.page(&id).await.escalations[0].id.clone();
        }
        Thing::Asked => drop(approver.act(&id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200)),
        Thing::Unanswered => drop(partner.post(paths::messages(&id), json!({ "text": "And?" })).await.is(201)),
        Thing::Declined => kit = approver.decide(&kit, kits::no("No.")).await,
        Thing::Offered => kit = approver.decide(&kit, kits::changed("A week.", vec![], Some(world.today().plus_days(7)))).await,
        Thing::Approved => kit = approver.decide(&kit, kits::yes()).await,
        Thing::Shipped | Thing::OnLoan | Thing::LoanWished | Thing::Overdue | Thing::Parcel => {
            kit = approver.decide(&kit, kits::yes()).await;
            kit = support.post(kits_at::shipments(&id), kits::parcels(&kit, &id[9..])).await.ok();
            let parcel = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
            if matches!(thing, Thing::OnLoan | Thing::LoanWished | Thing::Overdue) {
                partner.post(deliveries_at::receipt(&parcel), json!({ "complete": true })).await.is(200);
            }
            if thing == Thing::LoanWished {
                let body = json!({ "return_on": world.today().plus_days(60), "reason": "The fair." });
                kit = partner.post(kits_at::later(&id), body).await.ok();
            }
            if thing == Thing::Overdue {
                world.run(&format!("UPDATE requests SET return_on = '2026-11-01' WHERE id = '{id}'")).await;
            }
            if thing == Thing::Parcel {
                made.id = parcel;
            }
        }
        Thing::Pin | Thing::PinChange => {
            kit = approver.decide(&kit, kits::yes()).await;
            let desk = &kit.recipients[0];
            made.id.clone_from(&desk.id);
            if thing == Thing::PinChange {
                let mut recipient = as_named(desk);
                recipient.phone = "1".to_owned();
                let body = json!({ "recipient": recipient, "reason": "Mails come back." });
                let seen: RecipientStatus = support.post(deliveries_at::changes(&desk.id), body).await.ok();
                made.part = seen.proposed.unwrap().id;
            }
        }
        Thing::RequestFile => {
            let file = partner.upload(("request_id", &id), "a.txt", b"x").await.is(201).json();
            file["id"].as_str().unwrap().clone_into(&mut made.id);
        }
        _ => {}
    }
    made.version = partner.page(&id).await.request.version;
    made.kit = Some(kit);
}
