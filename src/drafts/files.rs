//! The files of a draft: they go to the server as soon as they are chosen, and are the request's once it is sent.

use std::rc::Rc;

use eyelevel_contract::attachments::file;
use eyelevel_texts::{attachments as ta, drafts as t};

use super::Keeper;
use crate::{
    attachments::{Owner, uploader},
    client::Call,
    i18n::lang,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing},
        files,
    },
    writes,
};

/// What is there, each with a way to remove it; and a place to add more.
#[must_use]
pub(crate) fn section(keeper: &Keeper) -> El {
    let (shown, owner, changed) = (keeper.clone(), keeper.clone(), keeper.clone());
    let list = dynamic(move || {
        shown.0.changed.follow();
        let all = shown.0.files.borrow();
        if all.is_empty() {
            return nothing();
        }
        let rows = all.iter().map(|attachment| {
            let (id, name, keeper) = (attachment.id.clone(), attachment.name.clone(), shown.clone());
            let label = [ta::remove(lang()), ": ", &name].concat();
            let remove = button::quiet(ta::remove(lang())).class("button quiet small").attr("aria-label", &label).on("click", move |_| {
                let keeper = keeper.clone();
                writes::act(Call::delete(file(&id)), move |_| keeper.read_again());
            });
            files::item(attachment, remove)
        });
        el("ul").class("files").attr("aria-label", t::files(lang())).child(rows.collect::<Vec<_>>())
    });
    let begin = Owner::Draft(Rc::new(move |then| owner.ensure(then)));
    div("stack tight").child(list).child(uploader(begin, Rc::new(move || changed.read_again())))
}
