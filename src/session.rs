//! Who is signed in.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    lang::Lang,
    people::{EditMe, Me, paths, rules::Actor},
};
use eyelevel_texts::{common, shell as t};

use crate::ui::reactive::{ArcRwSignal, Get, Set};
use crate::{
    client::Call,
    clock,
    i18n::{self, lang},
    router, store,
    ui::{
        button, dialog,
        el::{div, p},
        failure::Failure,
    },
    writes,
};

thread_local! {
    static ME: RefCell<Option<Rc<Me>>> = const { RefCell::new(None) };
    /// Nobody is signed in, and that is all right here.
    static NOBODY: Cell<bool> = const { Cell::new(false) };
    /// Counts changes of who is signed in, and of their language: the page is made anew.
    static CHANGES: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Whoever is signed in, once that is known; a view that reads it is made anew when it changes.
#[must_use]
pub(crate) fn known() -> Option<Rc<Me>> {
    CHANGES.with(Get::get);
    ME.with_borrow(Clone::clone)
}

/// Whoever is signed in. Pages are shown only when that is known.
#[must_use]
pub(crate) fn me() -> Rc<Me> {
    ME.with_borrow(Clone::clone).unwrap_or_else(|| unreachable!("the shell shows no page before"))
}

/// The same, for the rules.
#[must_use]
pub(crate) fn actor() -> Actor {
    Actor::from(&*me())
}

fn set(me: Me) {
    i18n::set_lang(me.lang);
    i18n::set_zone(&me.installation.zone);
    clock::heard(me.installation.now);
    store::set_person(&me.id);
    ME.set(Some(Rc::new(me)));
    changed();
}

fn changed() {
    CHANGES.with(|changes| {
        use crate::ui::reactive::GetUntracked as _;
        changes.set(changes.get_untracked() + 1);
    });
}

/// Whether nobody is signed in, on a page that is for everybody.
#[must_use]
pub(crate) fn is_nobody() -> bool {
    CHANGES.with(Get::get);
    NOBODY.get()
}

/// Asks who is signed in. Nobody: the sign-in page is opened, unless the page is for everybody.
///
/// # Errors
/// The failure, if there was no answer.
pub(crate) async fn load(for_everybody: bool) -> Result<(), Failure> {
    let call = Call::get(paths::ME);
    if !for_everybody {
        set(from_text(&call.send().await?).ok_or(Failure::Unreadable)?);
        return Ok(());
    }
    match call.by_anybody().send().await {
        Ok(text) => set(from_text(&text).ok_or(Failure::Unreadable)?),
        Err(Failure::SignedOut) => {
            i18n::as_the_browser();
            NOBODY.set(true);
            changed();
        }
        Err(failure) => return Err(failure),
    }
    Ok(())
}

/// Speaks another language from now on.
pub(crate) fn speak(language: Lang) {
    let call = Call::put(paths::ME, 0, to_text(&EditMe { lang: language })).unversioned();
    writes::act(call, |text| {
        if let Some(me) = from_text(text) {
            set(me);
        }
    });
}

/// Signs out, here or on all devices. Warns first if something was typed and not sent.
pub(crate) fn sign_out(everywhere: bool) {
    if store::keys("form:").is_empty() && store::keys("draft:").is_empty() {
        leave(everywhere);
        return;
    }
    dialog::open(t::unsent_title(lang()), move |closer| {
        let stay = closer.clone();
        let buttons = div("buttons")
            .child(button::primary(t::sign_out_anyway(lang())).on("click", move |_| {
                closer.close();
                leave(everywhere);
            }))
            .child(button::secondary(common::cancel(lang())).on("click", move |_| stay.close()));
        div("stack").child(p("", t::unsent(lang()))).child(buttons)
    });
}

fn leave(everywhere: bool) {
    let url = if everywhere { [paths::SESSION, "?everywhere=true"].concat() } else { paths::SESSION.to_owned() };
    writes::act(Call::delete(url), |_| {
        store::clear();
        router::leave(&paths::sign_in("/"));
    });
}
