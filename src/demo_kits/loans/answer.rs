//! The vendor's answer to what the partner wishes: yes at once, another day with its reason, or no with reason and alternative.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        DemoKit,
        loans::{AnswerWish, Verb, Wish, WishKind, validate_answer},
        paths,
    },
    json::to_text,
    requests::{REASON_MAX, Verdict, rules::Refusal},
};
use eyelevel_texts::{format::money, loan_page as t, requests as tr};

use super::{refusal, wished};
use crate::{
    client::Call,
    clock,
    form_dialog::Content,
    i18n::{day_of, lang},
    requests::{actions::Shown, decline, side::card},
    session,
    ui::{
        button::{self, explained},
        el::{El, div, el, p},
        field::{Field, left},
        reactive::GetUntracked,
        toast,
    },
    writes,
};

fn blank(wish: &Wish, verdict: Verdict) -> AnswerWish {
    AnswerWish {
        wish_id: wish.id.clone(),
        verdict,
        return_on: None,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
    }
}

/// The panel of who answers; nothing for everybody else, and while nothing is wished.
pub(in crate::demo_kits) fn panel(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    let wish = kit.loan.open_wish()?;
    let today = day_of(clock::now());
    let theirs = |why: Refusal| why.is_missing_right();
    if eyelevel_contract::demo_kits::loans::can(&session::actor(), Verb::Answer, kit, today).err().is_some_and(theirs) {
        return None;
    }
    let why = refusal(Verb::Answer, kit);
    let wish = Rc::new(wish.clone());
    let button = |button: El, act: fn(&Rc<Wish>, &Shown)| {
        let (wish, shown) = (Rc::clone(&wish), shown.clone());
        explained(button, why.clone(), move || act(&wish, &shown))
    };
    let yes = button(button::primary(t::agree(lang())), agree);
    let other = (wish.kind == WishKind::Later).then(|| button(button::secondary(t::other_day(lang())), other_day));
    let no = button(button::secondary(t::no(lang())), say_no);
    let net = wish.net.map(|net| p("", &t::wish_net(lang(), money(lang(), net))));
    let reason = wish.reason.as_deref().map(|reason| p("pre", reason));
    let what = div("stack tight").child(el("strong").child(wished(&kit.loan, &wish))).child(net).child(reason);
    Some(card(t::answer(lang()), what).child(div("buttons").child(yes).child(other).child(no)))
}

fn agree(wish: &Rc<Wish>, shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    let body = blank(wish, Verdict::Approved);
    // What was wished may be over by now: then it takes another day.
    if validate_answer(&body, wish, day_of(clock::now())).is_err() {
        other_day(wish, shown);
        return;
    }
    writes::act(Call::post(paths::wish_answer(&shown.request.id), to_text(&body)), move |_| {
        toast::say(t::agreed(lang()));
        changed();
    });
}

fn other_day(wish: &Rc<Wish>, shown: &Shown) {
    let (wish, url) = (Rc::clone(wish), paths::wish_answer(&shown.request.id));
    shown.dialog("other-day", t::other_title(lang()), t::other_submit(lang()), t::answered(lang())).open(move |form| {
        let (day, reason) = (form.value("return_on", ""), form.value("reason", ""));
        let fields = div("stack")
            .child(Field::date(form, "return_on", t::other_field(lang()), day).view())
            .child(Field::area(form, "reason", tr::reason_for_partner(lang()), reason, 3).view())
            .child(left(reason, REASON_MAX));
        Content::new(fields, move || {
            let body = AnswerWish {
                return_on: day.get_untracked().parse().ok(),
                reason: reason.get_untracked(),
                ..blank(&wish, Verdict::ApprovedWithChanges)
            };
            validate_answer(&body, &wish, day_of(clock::now())).map(|body| Call::post(url.clone(), to_text(&body)))
        })
    });
}

fn say_no(wish: &Rc<Wish>, shown: &Shown) {
    let wish = Rc::clone(wish);
    decline::open(shown, paths::wish_answer(&shown.request.id), move |no| {
        let no = no.clone();
        let body = AnswerWish {
            reason: no.reason,
            alternative: no.alternative,
            no_alternative: no.no_alternative,
            ..blank(&wish, Verdict::Declined)
        };
        validate_answer(&body, &wish, day_of(clock::now())).map(|body| to_text(&body))
    });
}
