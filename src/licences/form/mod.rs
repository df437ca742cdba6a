//! The form for a key: where, what for, for which version, to whom; and, before anybody sends anything, what is known to be wrong with that
//! version and what will happen.
//!
//! | module | has |
//! |---|---|
//! | `model` | every field, and the draft's JSON |
//! | `place` | the installation, or what there will be |
//! | `what` | what for, and what that needs to know |
//! | `known` | known issues, the key that is refused, explained |
//! | `people` | who gets it |
//! | `side` | what will happen, the button |

mod known;
mod model;
mod people;
mod place;
mod side;
mod what;

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    json::{Json, parse, to_text},
    licences::{BridgeOffer, Draft, Installation, Intent, KnownIssue, Licence, Product, PublishedKeys, Version, needs, paths, validate},
    page::Page,
    people::{Organisation, OrganisationKind},
    requests::Kind,
};
use eyelevel_texts::{licence_form as t, requests as tr};

use crate::{
    drafts::{self, Keeper, list::Named},
    i18n::lang,
    people::organisations,
    reads, router,
    ui::{
        el::{El, div, dynamic, el},
        form::Form,
        loaded::Loaded,
        reactive::{Flag, Get, Var, effect, untrack},
        record::{Record, Value, typed},
        skeleton,
        versions::Fields,
    },
};

/// How unfinished ones are listed.
pub(crate) const DRAFT: Named = Named { kind: Kind::Licence, page: paths::FORM, called: tr::licence, field: "reference" };

const FORM: drafts::page::Form =
    drafts::page::Form { kind: Kind::Licence, page: paths::FORM, title: t::title, begin: |query| to_text(&model::begin(query)), view };

pub(super) fn page(_: &str) -> El {
    drafts::page::show(&FORM)
}

/// What all parts of the form share.
struct Parts {
    form: Form,
    main: Record,
    recipients: Var<Vec<model::Recipient>>,
    /// Nothing is installed there yet.
    new: Flag,
    /// The version that the form filled in; what somebody typed stays.
    filled: RefCell<String>,
    keeper: Keeper,
    products: Loaded<Page<Product>>,
    customers: Loaded<Page<Organisation>>,
    installation: Loaded<Installation>,
    issues: Loaded<Page<KnownIssue>>,
    offer: Loaded<BridgeOffer>,
    ring: Loaded<PublishedKeys>,
}

type Shared = Rc<Parts>;

/// What was chosen by a link is looked up first: the form begins filled in, and nothing was typed yet.
fn view(keeper: &Keeper, body: &str) -> El {
    let mut json = parse(body).unwrap_or(Json::Null);
    if *json.get("recipients") == Json::Null {
        // It was begun, and nothing of it arrived.
        json = model::begin("");
    }
    let (request, installation) = (model::text(&json, "request_id"), model::text(&json, "installation_id"));
    if !model::text(&json, "version").is_empty() || request.is_empty() && installation.is_empty() {
        return form(keeper, &json);
    }
    let refused: Loaded<Licence> = reads::read(move || if request.is_empty() { String::new() } else { paths::one(&request) });
    let installed: Loaded<Installation> =
        reads::read(move || if installation.is_empty() { String::new() } else { paths::installation(&installation) });
    let ready: Var<Option<Json>> = Var::new(None);
    effect(move || {
        let (found, runs) = (refused.get(), installed.get());
        let failed = refused.failure().is_some() || installed.failure().is_some();
        if ready.peek().is_none() && (found.is_some() || runs.is_some() || failed) {
            let mut json = json.clone();
            if let Some(licence) = found {
                model::refused(&mut json, &licence);
            } else if let Some(installation) = runs {
                json.put("version", Json::Text(installation.runs.to_string()));
            }
            ready.set(Some(json));
        }
    });
    let keeper = keeper.clone();
    div("stack").child(dynamic(move || match &*ready.get() {
        Some(json) => untrack(|| form(&keeper, json)),
        None => div("stack").child(el("h1").child(t::title(lang()))).child(skeleton::rows(6)),
    }))
}

fn form(keeper: &Keeper, json: &Json) -> El {
    let parts = Rc::new(Parts::new(keeper, json));
    keeper.typed_into(Fields { form: parts.form, place: Rc::new(str::to_owned) });
    let (typing, sent) = (Rc::clone(&parts), Rc::clone(&parts));
    let mut first = true;
    effect(move || {
        typing.keeper.typed(to_text(&typing.json()), first);
        first = false;
    });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keeper.line());
    let main = div("stack").child(parts.form.summary()).child([
        place::section(&parts),
        what::section(&parts),
        people::section(&parts),
        people::contact(&parts),
    ]);
    let form = parts.form.element(move || send(&sent)).class("columns kit-form").child(main).child(side::aside(&parts));
    div("stack").child(head).child(form)
}

impl Parts {
    fn new(keeper: &Keeper, json: &Json) -> Self {
        let main = Record::new(model::DRAFT, json);
        let new = Flag::new();
        let at = |path: &str| main.value(path);
        let (installation, product, intent) = (at("installation_id"), at("product_id"), at("intent"));
        new.set(model::is_new(model::intent(&untrack(|| intent.get()))));
        let one = move || Some(installation.get()).filter(|id| !id.is_empty() && !new.get());
        let installed: Loaded<Installation> = reads::read(move || one().map_or_else(String::new, |id| paths::installation(&id)));
        let product_id = move || match one() {
            Some(id) => installed.get().filter(|i| i.id == id).map(|i| i.product.id.clone()).unwrap_or_default(),
            None => product.get(),
        };
        Self {
            form: Form::new(),
            recipients: Var::new(model::recipients(json)),
            new,
            filled: RefCell::new(model::text(json, "version")),
            keeper: keeper.clone(),
            products: reads::read(|| [paths::PRODUCTS, "?limit=1000"].concat()),
            customers: reads::read(|| organisations::of(OrganisationKind::Customer)),
            installation: installed,
            // All of the product's: which of them touch the version is known here, while it is typed.
            issues: reads::read(move || match product_id() {
                id if id.is_empty() => id,
                id => [paths::KNOWN_ISSUES, "?limit=200&product=", &id].concat(),
            }),
            offer: reads::read(move || match one() {
                Some(id) if intent.get() == Intent::Bridge.word() => paths::bridge_offer(&id),
                _ => String::new(),
            }),
            ring: reads::read(|| paths::PUBLIC_KEYS.to_owned()),
            main,
        }
    }

    fn value(&self, path: &str) -> Value {
        self.main.value(path)
    }

    fn text(&self, path: &str) -> String {
        self.value(path).get()
    }

    fn intent(&self) -> Intent {
        model::intent(&self.text("intent"))
    }

    /// The chosen installation, once it is here.
    fn installed(&self) -> Option<Rc<Installation>> {
        let id = self.text("installation_id");
        self.installation.get().filter(|found| found.id == id && needs(self.intent()).installation)
    }

    /// Whether everything is here, or known to be missing, that a draft is checked against.
    fn is_read(&self) -> bool {
        let unread = !self.text("installation_id").is_empty() && needs(self.intent()).installation && self.installed().is_none();
        let products = self.products.get().is_some() || self.products.failure().is_some();
        products && (!unread || self.installation.failure().is_some())
    }

    /// The chosen product.
    fn product(&self) -> Option<Product> {
        let id = match self.installed() {
            Some(installation) => installation.product.id.clone(),
            None => self.text("product_id"),
        };
        self.products.get()?.items.iter().find(|product| product.id == id).cloned()
    }

    fn version(&self) -> Option<Version> {
        Version::typed(&self.text("version")).ok()
    }

    /// The customer's name, if there is one.
    fn customer(&self) -> Option<String> {
        if let Some(installation) = self.installed() {
            return Some(installation.customer.name.clone());
        }
        let id = self.text("customer_id");
        self.customers.get()?.items.iter().find(|customer| customer.id == id).map(|customer| customer.name.clone())
    }

    /// The draft. Whoever reads it follows every field.
    fn json(&self) -> Json {
        let mut json = self.main.json();
        json.put("recipients", Json::List(self.recipients.get().iter().map(|r| r.record.json()).collect()));
        json
    }
}

/// Checks by the contract, then sends. What the server finds beyond that comes to the same fields. Whoever is faster than what it is checked
/// against leaves it to the server.
fn send(parts: &Parts) {
    let (draft, installed, product) = untrack(|| (typed::<Draft>(&parts.json()), parts.installed(), parts.product()));
    let draft = Draft { draft_id: parts.keeper.id(), ..draft };
    let checked = if untrack(|| parts.is_read()) { validate(&draft, installed.as_deref(), product.as_ref()) } else { Ok(draft) };
    match checked {
        Err(faults) => parts.form.fault(&faults),
        Ok(clean) => parts.keeper.send_as(parts.form, paths::LICENCES, to_text(&clean), |errors| errors),
    }
}

/// The form for what somebody wants, in the address of a link.
pub(super) fn wanted(query: &str, name: &str) -> String {
    router::value(query, name).unwrap_or_default()
}
