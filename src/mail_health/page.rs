use eyelevel_contract::{
    deliveries::bounces::PAGE as BOUNCES,
    mail_health::{
        MailHealth,
        paths::{HEALTH, PAGE},
        rules::can_keep_mail,
    },
    mail_texts::PAGE as TEXTS,
};
use eyelevel_texts::mail_health as t;

use super::{domain, servers};
use crate::{
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
        loaded::Loaded,
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_keep_mail(&session::actor())) {
        return div("page mail-health").child(head).child(empty(&why, None::<El>));
    }
    let health: Loaded<MailHealth> = reads::read(|| HEALTH.to_owned());
    let again = button::secondary(t::look_again(lang())).on("click", move |_| health.again());
    let came_back = button::link("button", BOUNCES, t::came_back(lang()));
    let texts = button::link("button", TEXTS, t::texts(lang()));
    let buttons = div("buttons").child(texts).child(came_back).child(again);
    div("page mail-health").child(div("page-head").child(head).child(buttons)).child(p("muted", t::lead(lang()))).child(health.age()).child(
        div("stack")
            .id(PAGE.trim_start_matches('/'))
            .child(health.show(6, |health| {
                div("stack").child(servers::servers(health)).child(servers::mails(health)).child(domain::domain(health))
            })),
    )
}
