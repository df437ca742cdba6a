//! What was asked for and what was decided, side by side.

use eyelevel_contract::demo_kits::{DemoKit, Line};
use eyelevel_texts::demo_kits as t;

use crate::{
    i18n::lang,
    requests::side,
    ui::{
        el::{El, div, el, p},
        table::{Column, cell, row, table},
    },
};

/// The lines of a kit, why it is wanted, and what is to be adapted.
pub(super) fn card(kit: &DemoKit) -> El {
    let changed = kit.lines.iter().any(differs);
    let mut columns = vec![Column::plain(t::item(lang())), Column::plain(t::wanted(lang()))];
    if changed {
        columns.push(Column::plain(t::decided(lang())));
    }
    columns.push(Column::plain(t::goes_to(lang())));
    let rows = kit.lines.iter().map(|line| line_row(line, kit, changed)).collect();
    let class = if changed { "goods-table changed" } else { "goods-table" };
    let adaptation = (!kit.adaptation.is_empty()).then(|| text(t::adaptation(lang()), &kit.adaptation));
    let card = side::card(t::asked(lang()), table(class, t::asked(lang()), columns, rows));
    card.child(text(t::purpose(lang()), &kit.purpose)).child(adaptation)
}

fn text(name: &str, text: &str) -> El {
    div("stack tight").child(el("h3").child(name)).child(p("pre", text))
}

fn differs(line: &Line) -> bool {
    line.decided.as_ref().is_some_and(|decided| decided.quantity != line.quantity || decided.variant_id != line.variant_id)
}

fn line_row(line: &Line, kit: &DemoKit, changed: bool) -> El {
    let recipient = kit.recipients.iter().find(|recipient| recipient.id == line.recipient_id);
    let mut cells = vec![
        cell(t::item(lang()), el("strong").child(line.item.as_str())),
        cell(t::wanted(lang()), t::pieces(lang(), line.quantity, &line.variant)),
    ];
    if changed {
        let words = match &line.decided {
            Some(decided) if decided.quantity == 0 => t::left_out(lang()).to_owned(),
            Some(decided) => t::pieces(lang(), decided.quantity, &decided.variant),
            None => String::new(),
        };
        // A change is set in bold and marked, not coloured alone.
        cells.push(cell(t::decided(lang()), if differs(line) { el("ins").child(words) } else { el("span").child(words) }));
    }
    cells.push(cell(t::goes_to(lang()), el("span").child(recipient.map_or("", |recipient| recipient.name.as_str()))));
    row(cells)
}
