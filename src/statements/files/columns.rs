//! What the columns of a table mean: each with its first values and a choice, and how dates, amounts and letters are written.

use std::rc::Rc;

use eyelevel_contract::statements::{
    FileReport,
    reading::{
        CurrencyCode, Encoding,
        bank::{ColumnRole, DateOrder, DecimalMark, MappedColumn, SeenColumn, TableLook, TableMapping},
    },
};
use eyelevel_texts::{statement_files as t, statements as reading};
use web_sys::HtmlSelectElement;

use super::item::{Desk, Item};
use crate::{
    i18n::lang,
    ui::{
        button,
        el::{El, div, el, p, span},
        field::Field,
        form::Form,
        reactive::{GetUntracked, RwSignal},
        table::{Column, cell, row, table},
    },
};

/// What is chosen; for whoever reads a table.
pub(in crate::statements) struct Chosen {
    table: TableLook,
    roles: Vec<RwSignal<String>>,
    dates: RwSignal<String>,
    decimals: RwSignal<String>,
    currency: RwSignal<String>,
    separator: RwSignal<String>,
    encoding: RwSignal<String>,
}

/// The columns of a table that is looked at; open where it can't be read without a choice.
pub(super) fn view(desk: &Rc<Desk>, item: &Rc<Item>, seen: &FileReport) -> Option<El> {
    let form = Form::new();
    let chosen = Rc::new(Chosen::of(seen.table.clone()?, seen.mapping.as_ref(), item.roles.borrow().as_deref()));
    let head = el("summary").child(t::columns(lang()));
    let body =
        div("stack").child(chosen.columns(&item.file.name())).child(chosen.fields(form)).child(p("small muted", t::columns_hint(lang())));
    let (desk, item, used) = (Rc::clone(desk), Rc::clone(item), chosen);
    let read = button::secondary(t::read_so(lang())).on("click", move |_| {
        item.roles.replace(Some(used.roles()));
        item.mapping.replace(Some(used.mapping()));
        desk.press(&item, false);
    });
    let details = el("details").class("file-part").flag("open", seen.refused.is_some());
    Some(details.child(head).child(body.child(div("buttons").child(read))))
}

impl Chosen {
    /// As it was said, by columns' names; else by their places, where another encoding or separator has given them other names; else as is guessed.
    pub(in crate::statements) fn of(table: TableLook, mapping: Option<&TableMapping>, before: Option<&[Option<ColumnRole>]>) -> Self {
        let said = |column: &SeenColumn| mapping.and_then(|mapping| mapping.columns.iter().find(|said| said.header == column.header));
        let named = table.columns.iter().any(|column| said(column).is_some());
        let before = before.filter(|roles| roles.len() == table.columns.len());
        let role = |(place, column): (usize, &SeenColumn)| {
            let role = if named { said(column).map(|said| said.role) } else { before.map_or(column.role, |roles| roles[place]) };
            RwSignal::new(role.map_or_else(String::new, |role| role.word().to_owned()))
        };
        let text = |text: &str| RwSignal::new(text.to_owned());
        let dates = mapping.map(|mapping| mapping.dates).or(table.dates).unwrap_or(DateOrder::DayMonthYear);
        let decimals = mapping.map(|mapping| mapping.decimals).or(table.decimals).unwrap_or(DecimalMark::Comma);
        let currency = mapping.map_or(table.currency.or(Some(CurrencyCode::EUR)), |mapping| mapping.currency);
        Self {
            roles: table.columns.iter().enumerate().map(role).collect(),
            dates: text(dates.word()),
            decimals: text(decimals.word()),
            currency: text(&currency.map(|code| code.to_string()).unwrap_or_default()),
            separator: text(&table.separator),
            encoding: text(mapping.and_then(|mapping| mapping.encoding).map_or("", Encoding::word)),
            table,
        }
    }

    fn roles(&self) -> Vec<Option<ColumnRole>> {
        self.roles.iter().map(|role| ColumnRole::from_word(&role.get_untracked())).collect()
    }

    pub(in crate::statements) fn mapping(&self) -> TableMapping {
        let columns = self.table.columns.iter().zip(self.roles());
        TableMapping {
            separator: self.separator.get_untracked(),
            dates: DateOrder::from_word(&self.dates.get_untracked()).unwrap_or(DateOrder::DayMonthYear),
            decimals: DecimalMark::from_word(&self.decimals.get_untracked()).unwrap_or(DecimalMark::Comma),
            currency: CurrencyCode::parse(self.currency.get_untracked().trim().to_uppercase().as_str()).ok(),
            encoding: Encoding::from_word(&self.encoding.get_untracked()),
            columns: columns.filter_map(|(column, role)| Some(MappedColumn { header: column.header.clone(), role: role? })).collect(),
        }
    }

    pub(in crate::statements) fn columns(&self, file: &str) -> El {
        let names = [t::column(lang()), t::values(lang()), t::meaning(lang())];
        let line = |(column, role): (&SeenColumn, &RwSignal<String>)| {
            let values: Vec<El> = column.values.iter().filter(|value| !value.is_empty()).map(|value| span("file-text", value)).collect();
            row([
                cell(names[0], el("strong").class("file-text").child(column.header.as_str())),
                cell(names[1], div("stack tight small").child(values)),
                cell(names[2], choice(&column.header, *role)),
            ])
        };
        let rows = self.table.columns.iter().zip(&self.roles).map(line).collect();
        table("file-columns", &t::of_file(lang(), t::columns(lang()), file), names.into_iter().map(Column::plain).collect(), rows)
    }

    pub(in crate::statements) fn fields(&self, form: Form) -> El {
        let select = |path: &str, label: &str, value, options: &[(&str, &str)]| {
            let options = options.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect();
            Field::select(form, path, label, value, options).view()
        };
        let dates = [
            (DateOrder::DayMonthYear.word(), t::dates_dmy(lang())),
            (DateOrder::YearMonthDay.word(), t::dates_ymd(lang())),
            (DateOrder::MonthDayYear.word(), t::dates_mdy(lang())),
        ];
        let decimals = [(DecimalMark::Comma.word(), t::decimals_comma(lang())), (DecimalMark::Point.word(), t::decimals_point(lang()))];
        let separators = [
            (";", t::separator_semicolon(lang())),
            (",", t::separator_comma(lang())),
            ("\t", t::separator_tab(lang())),
            ("|", t::separator_bar(lang())),
        ];
        let encodings: Vec<(&str, &str)> =
            core::iter::once(("", t::encoding_guess(lang()))).chain(Encoding::ALL.iter().map(|one| (one.word(), one.word()))).collect();
        let currency =
            Field::line(form, "currency", t::currency(lang()), self.currency).attr("maxlength", "3").attr("class", "input short");
        div("fields")
            .child(select("dates", t::dates(lang()), self.dates, &dates))
            .child(select("decimals", t::decimals(lang()), self.decimals, &decimals))
            .child(currency.hint(t::currency_hint(lang())).view())
            .child(select("separator", t::separator(lang()), self.separator, &separators))
            .child(select("encoding", t::encoding(lang()), self.encoding, &encodings))
    }
}

fn choice(header: &str, role: RwSignal<String>) -> El {
    use crate::ui::reactive::Set;
    let option = |value: &str, label: &str| el("option").attr("value", value).child(label);
    let select = el("select").class("input").attr("aria-label", &t::meaning_of(lang(), header)).child(option("", t::unused(lang())));
    let select = select.child(ColumnRole::ALL.iter().map(|role| option(role.word(), reading::column(lang(), *role))).collect::<Vec<_>>());
    let node: HtmlSelectElement = select.node_as();
    node.set_value(&role.get_untracked());
    select.on("change", move |_| role.set(node.value()))
}
