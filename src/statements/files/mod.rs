//! Files of the bank and invoices: chosen, looked at, posted; and those that were read before.
//!
//! | module | has |
//! |---|---|
//! | `item` | one file on its way: sent, looked at, posted |
//! | `card` | what is shown of it |
//! | `columns` | what the columns of a table mean |
//! | `report`, `lines` | what came, or would come, of a file |
//! | `tell` | whose is what nobody knows |
//! | `earlier`, `report_page` | the files that were read, and the report of one |
//! | `words` | formats, fates and places in words |

mod card;
pub(super) mod columns;
mod earlier;
mod item;
mod lines;
mod report;
pub(super) mod report_page;
mod tell;
mod words;

use std::rc::Rc;

use eyelevel_contract::{
    page::Page,
    statements::{FILE_MAX, FileRow, paths, rules},
};
use eyelevel_texts::statement_files as t;
use web_sys::FileList;

use self::item::Desk;
use crate::{
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        empty::empty,
        file_zone::FileZone,
        files,
        loaded::Loaded,
    },
};

/// What is asked for; whatever it is called, its content says what it is.
const ACCEPT: &str = ".xml,.pdf,.csv,.txt,.sta,.mt940,.940,.c52,.c53,.c54";

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let back = button::link("button quiet", paths::PAGE, t::back(lang()));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(back);
    let page = div("page statement-files").child(head);
    if let Err(roles) = rules::can_see_files(&actor) {
        let why = button::why(Err(eyelevel_contract::requests::rules::Refusal::NeedsRole(roles))).unwrap_or_default();
        return page.child(empty(&why, None::<El>));
    }
    let list: Loaded<Page<FileRow>> = reads::read(|| router::join(paths::FILES, &router::query()));
    let new = rules::can_keep(&actor).is_ok().then(|| new_files(Rc::new(move || list.again())));
    page.child(p("muted", t::lead(lang()))).child(new).child(earlier::list(list))
}

/// The place for files, and what was chosen below it, the last first.
fn new_files(changed: Rc<dyn Fn()>) -> El {
    let desk = Desk::new(changed);
    let most = files::size(i64::try_from(FILE_MAX).unwrap_or_default());
    let hint = t::drop(lang(), most);
    let zone = FileZone { label: t::choose(lang()), class: "button primary", hint: &hint, accept: ACCEPT, multiple: true };
    let take = Rc::clone(&desk);
    let zone = zone.view(move |chosen: FileList| take.add(&chosen), nothing());
    let card =
        el("section").class("card").attr("aria-label", t::drop_title(lang())).child(el("h2").child(t::drop_title(lang()))).child(zone);
    let (all, shown, end) = (Rc::clone(&desk), Rc::clone(&desk), Rc::clone(&desk));
    let together = dynamic(move || all.together());
    div("stack wide-gap").child(card).child(div("").child(together)).child(card::list(&shown)).keep(item::Ending(end))
}
