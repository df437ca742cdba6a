//! What the columns of a table mean, said by who knows it, where names do not say it or nothing of it can be read.

use eyelevel_contract::statements::reading::{
    Refusal, RefusalKind,
    bank::{TableLook, TableMapping},
};
use eyelevel_texts::{statement_bank as t, statement_files as tf};

use super::{notice, reader::Reader, refused};
use crate::{
    i18n::lang,
    statements::files::columns::Chosen,
    ui::{
        button,
        el::{El, div, el, p},
        form::Form,
    },
};

/// The table, why it is not read, and what can be said of it. It is used for this file, and forgotten with it.
pub(super) fn view(reader: &Reader, file: &str, refusal: &Refusal, table: &TableLook, mapping: Option<&TableMapping>) -> El {
    let chosen = Chosen::of(table.clone(), mapping, None);
    let unknown = refusal.kind == RefusalKind::Columns;
    // Nothing is wrong with a table whose columns are only called otherwise.
    let why = if unknown && mapping.is_none() {
        div("notice").attr("data-tone", "owed").attr("role", "alert").child(el("strong").child(t::columns(lang(), file)))
    } else {
        notice(&[&t::not_read(lang(), file)], &refused(refusal), None)
    };
    let head = el("summary").child(tf::columns(lang()));
    let body = div("stack").child(p("", t::columns_why(lang()))).child(chosen.columns(file)).child(chosen.fields(Form::new()));
    let reader = reader.clone();
    let read = button::primary(tf::read_so(lang())).on("click", move |_| reader.say(chosen.mapping()));
    let details = el("details").class("file-part").flag("open", unknown || mapping.is_some()).child(head);
    div("stack").child(why).child(details.child(body.child(div("buttons").child(read))))
}
