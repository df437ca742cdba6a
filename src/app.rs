//! The portal put together: the shell around every page, and which page an address shows. The one module that names all features.

use eyelevel_contract::{
    audit::{PAGE as AUDIT_PAGE, can_read as can_read_audit},
    board::PAGE as BOARD,
    calendars::{paths::PAGE as CALENDARS_PAGE, rules::can_keep_calendars},
    deliveries::paths::PAGE as DELIVERIES,
    demo_kits::paths::{CATALOGUE_PAGE, LOANS_PAGE},
    exports::{PAGE as EXPORTS_PAGE, can_export},
    guide::{PAGE as GUIDE_PAGE, can_see_guide},
    licences::{
        paths::{CHECK_PAGE, INSTALLATIONS_PAGE, KNOWN_ISSUES_PAGE, PRODUCTS_PAGE},
        rules::{can_keep_products, may_see_installations},
    },
    mail_health::{paths::PAGE as MAIL_PAGE, rules::can_keep_mail},
    notices::PAGE as NOTICES_PAGE,
    people::{
        Installation, Role,
        absences::PAGE as ABSENCES_PAGE,
        paths::{ME_PAGE, ORGANISATIONS_PAGE, PEOPLE_PAGE, sign_in},
        rules::Actor,
    },
    requests::{
        paths::PAGE as REQUESTS,
        rules::{ASKERS, WRITERS},
    },
    returns::{
        can_see_faults,
        paths::{FAULTS_PAGE, IMPORT_PAGE as SERIALS_PAGE},
        rules::can_import,
    },
    scorecard::PAGE as SCORECARD_PAGE,
    statements::{self as books, paths::PAGE as STATEMENTS_PAGE},
    webhooks::{PAGE as WEBHOOKS_PAGE, rules::can_keep},
};
use eyelevel_texts::{common, shell as t, ui as tu};

use crate::ui::reactive::{document, untrack};
use crate::{
    audit, board, calendars, catalogue, client, clock, deliveries, demo_kits, drafts, enquiries, exports, guide,
    i18n::lang,
    later, licences, live, mail_health, mail_texts, notices, people, reads, requests, returns,
    router::{self, Route},
    scorecard, search, session, statements,
    ui::{
        button,
        el::{Child, El, div, dynamic, el, nothing, p, span},
        empty::empty,
        menu::menu,
        skeleton,
    },
    webhooks,
};

/// The features' pages that are there at once. The first that fits is shown; forms come before what their addresses look like.
const ROUTES: [&[Route]; 5] = [board::ROUTES, demo_kits::ROUTES, enquiries::ROUTES, returns::ROUTES, statements::ROUTES];

/// The features' pages that are loaded afterwards.
pub(crate) const LATER: [&[Route]; 17] = [
    requests::LATER,
    demo_kits::LATER,
    enquiries::LATER,
    returns::LATER,
    catalogue::LATER,
    deliveries::LATER,
    licences::LATER,
    people::LATER,
    exports::LATER,
    guide::LATER,
    mail_health::LATER,
    mail_texts::LATER,
    audit::LATER,
    calendars::LATER,
    scorecard::LATER,
    notices::LATER,
    webhooks::LATER,
];

/// The features' pages that are loaded when somebody opens them.
pub(crate) const ON_DEMAND: [&[Route]; 15] = [
    requests::ON_DEMAND,
    licences::ON_DEMAND,
    deliveries::ON_DEMAND,
    exports::ON_DEMAND,
    guide::ON_DEMAND,
    mail_health::ON_DEMAND,
    mail_texts::ON_DEMAND,
    audit::ON_DEMAND,
    returns::ON_DEMAND,
    calendars::ON_DEMAND,
    people::ON_DEMAND,
    catalogue::ON_DEMAND,
    scorecard::ON_DEMAND,
    notices::ON_DEMAND,
    webhooks::ON_DEMAND,
];

/// The pages of statements, which are loaded when somebody opens one.
pub(crate) const STATEMENTS: [&[Route]; 1] = [statements::PAGES];

/// The page that compares a bank file with a statement, which is loaded when somebody opens it.
pub(crate) const BANK: [&[Route]; 1] = [statements::BANK];

/// What the navigation offers: where, its name, and to whom.
struct Offer {
    href: &'static str,
    label: fn(eyelevel_contract::lang::Lang) -> &'static str,
    to: fn(&Actor) -> bool,
    /// Needed now and then: two of these share a menu at the end.
    seldom: bool,
}

const OFFERS: [Offer; 24] = [
    Offer { href: BOARD, label: t::board, to: |_| true, seldom: false },
    Offer { href: REQUESTS, label: t::requests, to: |_| true, seldom: false },
    Offer { href: CATALOGUE_PAGE, label: t::catalogue, to: |actor| actor.is_partner() || actor.is_vendor(), seldom: false },
    Offer { href: DELIVERIES, label: t::deliveries, to: sees_deliveries, seldom: false },
    Offer { href: LOANS_PAGE, label: t::loans, to: sees_deliveries, seldom: false },
    Offer { href: ORGANISATIONS_PAGE, label: t::customers, to: Actor::is_partner, seldom: false },
    Offer { href: ORGANISATIONS_PAGE, label: t::partners, to: Actor::is_vendor, seldom: false },
    Offer { href: NOTICES_PAGE, label: t::notices, to: |_| true, seldom: true },
    Offer { href: PEOPLE_PAGE, label: t::people, to: |_| true, seldom: true },
    Offer { href: STATEMENTS_PAGE, label: t::statements, to: |actor| books::rules::can_read(actor).is_ok(), seldom: false },
    Offer { href: INSTALLATIONS_PAGE, label: t::licences, to: |actor| may_see_installations(actor, &actor.organisation_id), seldom: false },
    Offer { href: KNOWN_ISSUES_PAGE, label: t::known_issues, to: |actor| actor.is_partner() || actor.is_vendor(), seldom: true },
    Offer { href: PRODUCTS_PAGE, label: t::products, to: |actor| can_keep_products(actor).is_ok(), seldom: true },
    Offer { href: SERIALS_PAGE, label: t::serials, to: |actor| !actor.is_partner() && can_import(actor).is_ok(), seldom: true },
    Offer { href: SCORECARD_PAGE, label: t::scorecard, to: |actor| actor.is_partner() || actor.is_vendor(), seldom: true },
    Offer { href: ABSENCES_PAGE, label: t::absences, to: Actor::is_vendor, seldom: true },
    Offer { href: FAULTS_PAGE, label: t::faults, to: can_see_faults, seldom: true },
    Offer { href: CALENDARS_PAGE, label: t::calendars, to: |actor| can_keep_calendars(actor).is_ok(), seldom: true },
    Offer { href: EXPORTS_PAGE, label: t::exports, to: |actor| can_export(actor).is_ok(), seldom: true },
    Offer { href: GUIDE_PAGE, label: t::guide, to: |actor| can_see_guide(actor).is_ok(), seldom: true },
    Offer { href: MAIL_PAGE, label: t::mail, to: |actor| can_keep_mail(actor).is_ok(), seldom: true },
    Offer { href: WEBHOOKS_PAGE, label: t::webhooks, to: |actor| can_keep(actor).is_ok(), seldom: true },
    Offer { href: AUDIT_PAGE, label: t::audit, to: |actor| can_read_audit(actor).is_ok(), seldom: true },
    Offer { href: CHECK_PAGE, label: t::check_key, to: |actor| actor.is_partner() || actor.is_vendor(), seldom: true },
];

/// Who asks for kits, ships them or looks after both.
fn sees_deliveries(actor: &Actor) -> bool {
    actor.is_partner() && actor.is_any(ASKERS) || actor.is_vendor() && (actor.is_any(WRITERS) || actor.is(Role::Auditor))
}

/// Takes the place of the shell that index.html shows first.
pub(crate) fn start() {
    clock::start();
    router::start();
    reads::start();
    live::start();
    later::start();
    let shell = div("portal").child(dynamic(whole));
    if let Some(body) = document().body() {
        // Not the whole body: the style sheet stands in it, too.
        if let Ok(Some(first)) = document().query_selector(".portal") {
            first.remove();
        }
        let _ = body.append_child(shell.node());
        // Live regions stand outside of what is made anew.
        let toasts = div("toasts").id("toasts").attr("role", "status").attr("aria-live", "polite");
        let _ = body.append_child(toasts.node());
    }
    // For as long as the page lives.
    core::mem::forget(shell);
    load();
}

fn load() {
    crate::task::spawn(async {
        match session::load(is_for_everybody(&untrack(router::path))).await {
            Ok(()) => drafts::waiting::start(),
            Err(crate::ui::failure::Failure::SignedOut) => {}
            Err(failure) => crate::ui::toast::say(&failure.words()),
        }
    });
}

/// Whether a page is for everybody, with or without an account.
fn is_for_everybody(path: &str) -> bool {
    licences::PUBLIC.contains(&path)
}

/// The whole page; made anew when the person or their language changes.
fn whole() -> El {
    if session::is_nobody() {
        return for_everybody();
    }
    if session::known().is_none() {
        // The network may come back before anybody is known.
        if client::came_back() > 0 {
            load();
        }
        return div("").child(header(None)).child(el("main").class("main").child(skeleton::rows(6)));
    }
    let me = session::me();
    let footer = el("footer").class("footer").child(contact(&me.installation));
    div("").child(skip()).child(header(Some(&me))).child(offline()).child(drafts::waiting::bar()).child(main(current)).child(footer)
}

/// The page around a page that somebody without an account sees. From there every other way leads to signing in.
fn for_everybody() -> El {
    let way_in = button::link("button quiet", &sign_in(BOARD), t::sign_in(lang()));
    let view = || {
        if is_for_everybody(&router::path()) {
            return current();
        }
        router::leave(&sign_in(&router::here()));
        skeleton::rows(6)
    };
    div("").child(skip()).child(header(None).child(way_in)).child(offline()).child(main(view))
}

fn main(view: fn() -> El) -> El {
    el("main").id("main").class("main").attr("tabindex", "-1").child(dynamic(view))
}

fn skip() -> El {
    el("a").class("skip").attr("href", "#main").child(t::skip(lang())).on("click", |event| {
        event.prevent_default();
        crate::ui::form::focus("main");
    })
}

fn offline() -> impl Child {
    dynamic(|| if client::away() { p("offline-bar", tu::offline(lang())).attr("role", "status") } else { nothing() })
}

/// Whom to call when the portal could not help.
fn contact(installation: &Installation) -> String {
    let dot = if installation.phone.is_empty() { "" } else { " · " };
    [&installation.vendor, dot, &installation.phone].concat()
}

/// The page of the address. It is made anew for another path alone: what else of the address it reads, it follows itself.
fn current() -> El {
    let path = router::path();
    untrack(|| page(&path))
}

fn page(path: &str) -> El {
    router::view(&ROUTES, path).unwrap_or_else(|| later::page(path))
}

/// What is shown where no page is.
pub(crate) fn not_found() -> El {
    router::title(t::not_found(lang()));
    let back = button::link("button primary", BOARD, t::to_the_board(lang()));
    div("page").child(el("h1").child(t::not_found(lang()))).child(empty(t::not_found_why(lang()), back))
}

fn header(me: Option<&eyelevel_contract::people::Me>) -> El {
    let brand = el("a").class("brand").attr("href", BOARD).child(common::product(lang()));
    let bar = el("header").class("bar").child(brand);
    match me {
        None => bar,
        Some(me) => bar.child(navigation(&Actor::from(me))).child(search::field()).child(person(me)),
    }
}

fn navigation(actor: &Actor) -> El {
    let nav = el("nav").class("bar-nav").attr("aria-label", t::navigation(lang()));
    let scrolled: web_sys::Element = nav.node_as();
    let shown = |seldom: bool| OFFERS.iter().filter(move |offer| offer.seldom == seldom && (offer.to)(actor)).collect::<Vec<_>>();
    let (mut often, seldom) = (shown(false), shown(true));
    let more = if seldom.len() > 1 {
        Some(el("li").child(more(&seldom)))
    } else {
        often.extend(seldom);
        None
    };
    let link = |offer: &'static Offer| {
        let link = offered(offer);
        // Narrow, the bar scrolls: where one is stays in sight.
        let (node, nav): (web_sys::HtmlElement, _) = (link.node_as(), scrolled.clone());
        el("li").child(link.effect(move || {
            if is_here(offer) {
                let (node, nav) = (node.clone(), nav.clone());
                crate::task::after(0, move || {
                    let over = node.offset_left() + node.offset_width() - nav.client_width();
                    nav.set_scroll_left(if over > 0 { over + 64 } else { 0 });
                });
            }
        }))
    };
    nav.child(el("ul").child(often.into_iter().map(link).collect::<Vec<_>>()).child(more))
}

fn is_here(offer: &Offer) -> bool {
    let path = router::path();
    if offer.href == BOARD { path == offer.href } else { path.starts_with(offer.href) }
}

fn offered(offer: &'static Offer) -> El {
    let here = move || is_here(offer).then(|| "page".to_owned());
    el("a")
        .attr("href", offer.href)
        .bind("aria-current", here)
        .child((offer.label)(lang()))
        .child((offer.href == BOARD).then(requests::unread::count))
}

/// What is needed now and then; its button says so when one is there.
fn more(offers: &[&'static Offer]) -> El {
    let all = offers.to_vec();
    let here = move || all.iter().any(|offer| is_here(offer)).then(|| "true".to_owned());
    let opener = el("button").attr("type", "button").class("opens").bind("aria-current", here).child(t::more(lang()));
    menu(opener, offers.iter().map(|offer| offered(offer).class("menu-item")).collect())
}

/// The person's menu: who they are here, their language, the way out.
fn person(me: &eyelevel_contract::people::Me) -> El {
    use eyelevel_contract::lang::Lang;
    let opener = el("button").attr("type", "button").class("button quiet person");
    let opener = opener
        .child(span("person-name", &me.name))
        .child(span("person-organisation", &me.organisation.name))
        .child(span("visually-hidden", t::menu(lang())));
    let other = if lang() == Lang::De { Lang::En } else { Lang::De };
    let item = |label: &str| el("button").attr("type", "button").class("menu-item").child(label);
    // Each language is offered in itself.
    let language = item(t::other_language(other)).attr("lang", other.word()).on("click", move |_| session::speak(other));
    let out = item(t::sign_out(lang())).on("click", |_| session::sign_out(false));
    let everywhere = item(t::sign_out_everywhere(lang())).on("click", |_| session::sign_out(true));
    let profile = button::link("menu-item", ME_PAGE, t::profile(lang()));
    menu(opener, vec![profile, language, out, everywhere])
}
