use std::rc::Rc;

use eyelevel_contract::{
    ids::Millis,
    json::{from_text, to_text},
    page::Page,
    webhooks::{EditWebhook, MANUAL, PATH, Sending, Topic, Webhook, WebhookState, one, page as log_page, rules::can_keep, secret, test},
};
use eyelevel_texts::hooks_page as t;

use super::{form, words};
use crate::{
    client::Call,
    i18n::{lang, timestamp},
    reads, router, session,
    ui::{
        button, dialog,
        el::{El, div, el, p},
        empty::empty,
        loaded::Loaded,
        status::status,
        toast,
    },
    writes,
};

type List = Loaded<Page<Webhook>>;

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_keep(&session::actor())) {
        return div("page").child(head).child(empty(&why, None::<El>));
    }
    let list: List = reads::read(|| PATH.to_owned());
    let add = button::primary(t::add(lang())).on("click", move |_| form::add(list));
    let manual = el("a").attr("href", MANUAL).child(t::manual(lang()));
    let lead = p("muted", t::lead(lang())).child(" ").child(t::how(lang())).child(" ").child(manual);
    let shown = list.show(4, move |page| cards(page, list));
    div("page").child(div("page-head").child(head).child(add)).child(lead).child(list.age()).child(div("stack").child(shown))
}

fn cards(page: &Rc<Page<Webhook>>, list: List) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    div("stack").child(page.items.iter().map(|webhook| card(webhook, list)).collect::<Vec<_>>())
}

fn card(webhook: &Webhook, list: List) -> El {
    let (tone, state) = words::state(webhook.state);
    let paused = webhook.state != WebhookState::Active;
    let topics = if webhook.topics.len() == Topic::ALL.len() {
        t::all_topics(lang()).to_owned()
    } else {
        webhook.topics.iter().map(|topic| words::topic(*topic)).collect::<Vec<_>>().join("; ")
    };
    let facts = [
        fact(t::state(lang()), div("row tight").child(status(tone, state)).child(t::since(lang(), timestamp(webhook.state_at)))),
        fact(t::topics(lang()), div("").child(topics)),
        fact(t::arrived(lang()), div("").child(when(webhook.delivered_at))),
        fact(t::missed(lang()), div("").child(when(webhook.failed_at))),
        fact(t::waiting(lang()), div("").child(webhook.waiting.to_string())),
    ];
    let old = webhook.old_secret_until.map(|until| fact(t::old_until(lang()), div("").child(timestamp(until))));
    el("section")
        .class("card stack")
        .child(el("h2").class("key-text").child(webhook.url.as_str()))
        .child(el("dl").class("facts").child(facts.into_iter().chain(old).collect::<Vec<_>>()))
        .child(paused.then(|| p("muted small", t::kept(lang()))))
        .child(buttons(webhook, list))
}

fn fact(label: &str, value: El) -> El {
    div("").child(el("dt").child(label)).child(el("dd").child(value))
}

fn when(at: Option<Millis>) -> String {
    at.map_or_else(|| t::never(lang()).to_owned(), timestamp)
}

fn buttons(webhook: &Webhook, list: List) -> El {
    let url = webhook.url.as_str();
    let named =
        |label: &str, long: String, act: Box<dyn Fn()>| button::secondary(label).attr("aria-label", &long).on("click", move |_| act());
    let log = button::link("button", &log_page(&webhook.id), t::log(lang())).attr("aria-label", &t::log_of(lang(), url));
    let id = webhook.id.clone();
    let tested = named(t::test(lang()), t::test_of(lang(), url), Box::new(move || ping(&id, list)));
    let edited = webhook.clone();
    let edit = named(t::edit(lang()), t::edit_of(lang(), url), Box::new(move || form::edit(&edited, list)));
    let (label, long) = if webhook.state == WebhookState::Active {
        (t::pause(lang()), t::pause_of(lang(), url))
    } else {
        (t::resume(lang()), t::resume_of(lang(), url))
    };
    let switched = webhook.clone();
    let switch = named(label, long, Box::new(move || switch(&switched, list)));
    let id = webhook.id.clone();
    let renew = named(t::secret(lang()), t::secret_of(lang(), url), Box::new(move || ask_for_secret(&id, list)));
    let id = webhook.id.clone();
    let remove = named(t::remove(lang()), t::remove_of(lang(), url), Box::new(move || ask_to_remove(&id, list)));
    div("buttons").child([log, tested, edit, switch, renew, remove])
}

fn ping(id: &str, list: List) {
    writes::act(Call::post(test(id), "{}".to_owned()), move |text| {
        let Some(sent) = from_text::<Sending>(text) else { return };
        let words = match (sent.fault, sent.code, sent.duration) {
            (None, Some(code), Some(ms)) => t::test_arrived(lang(), code, ms),
            _ => t::test_missed(lang(), words::answer(&sent)),
        };
        toast::say(&words);
        list.again();
    });
}

fn switch(webhook: &Webhook, list: List) {
    let active = webhook.state != WebhookState::Active;
    let edit = EditWebhook { active, ..EditWebhook::of(webhook) };
    let done = if active { t::was_resumed(lang()) } else { t::was_paused(lang()) };
    writes::act(Call::put(one(&webhook.id), webhook.version, to_text(&edit)), move |_| {
        toast::say(done);
        list.again();
    });
}

fn ask_for_secret(id: &str, list: List) {
    let url = secret(id);
    dialog::ask(t::secret(lang()), t::secret(lang()), t::secret_ask(lang()), move || {
        writes::act(Call::post(url.as_str(), "{}".to_owned()), move |text| {
            form::show_secret(text, Some(t::secret_old(lang())));
            list.again();
        });
    });
}

fn ask_to_remove(id: &str, list: List) {
    let url = one(id);
    dialog::ask(t::remove_title(lang()), t::remove(lang()), t::remove_ask(lang()), move || {
        writes::act(Call::delete(url.as_str()), move |_| {
            toast::say(t::removed(lang()));
            list.again();
        });
    });
}
