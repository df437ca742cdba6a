//! The fields of one parcel. A parcel number with a wrong check digit is said to be wrong while it is typed; a person may insist.

use eyelevel_contract::{
    deliveries::{
        RecipientStatus,
        carriers::{Carrier, NumberCheck, check, normalise},
        numbers::candidates,
    },
    demo_kits::{DemoKit, Line, NewParcel, NewPiece},
    ids::Id,
};
use eyelevel_texts::{deliveries as td, demo_kits as t, words};

use crate::ui::reactive::{Get, GetUntracked, RwSignal, Set};
use crate::{
    i18n::lang,
    scan,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        field::Field,
        form::Form,
    },
};

/// A parcel to one recipient, as it is being typed.
pub(super) struct ParcelForm {
    form: Form,
    at: String,
    recipient_id: Id,
    name: String,
    now: RwSignal<String>,
    carrier: RwSignal<String>,
    number: RwSignal<String>,
    insist: RwSignal<String>,
    arrives_on: RwSignal<String>,
    pieces: Vec<(Line, i64, RwSignal<String>)>,
}

impl ParcelForm {
    pub(super) fn new(form: Form, i: usize, recipient: &RecipientStatus, kit: &DemoKit) -> Self {
        let at = ["parcels.", &i.to_string()].concat();
        let value = |field: &str, initial: &str| form.value(&[&at, ".", field].concat(), initial);
        let lines = kit.lines.iter().filter(|line| line.recipient_id == recipient.id);
        let open = lines.map(|line| (line, line.decided.as_ref().map_or(line.quantity, |decided| decided.quantity) - line.shipped));
        let pieces = open.filter(|(_, open)| *open > 0).enumerate();
        let pieces =
            pieces.map(|(j, (line, open))| (line.clone(), open, value(&["pieces.", &j.to_string(), ".serials"].concat(), ""))).collect();
        Self {
            recipient_id: recipient.id.clone(),
            name: recipient.name.clone(),
            now: value("now", "on"),
            carrier: value("carrier", Carrier::Dhl.word()),
            number: value("number", ""),
            insist: value("insist", ""),
            arrives_on: value("arrives_on", ""),
            pieces,
            form,
            at,
        }
    }

    pub(super) fn goes_now(&self) -> bool {
        !self.now.get_untracked().is_empty()
    }

    pub(super) fn read(&self) -> NewParcel {
        let piece = |(line, open, serials): &(Line, i64, RwSignal<String>)| NewPiece {
            line_id: line.id.clone(),
            quantity: *open,
            serials: serials.get_untracked().lines().map(str::trim).filter(|serial| !serial.is_empty()).map(str::to_owned).collect(),
        };
        NewParcel {
            recipient_id: self.recipient_id.clone(),
            carrier: Carrier::from_word(&self.carrier.get_untracked()).unwrap_or(Carrier::Courier),
            number: self.number.get_untracked(),
            insist: !self.insist.get_untracked().is_empty(),
            arrives_on: self.arrives_on.get_untracked().parse().ok(),
            pieces: self.pieces.iter().map(piece).collect(),
        }
    }

    pub(super) fn view(&self) -> El {
        let path = |field: &str| [&self.at, ".", field].concat();
        let carriers =
            Carrier::OF_PARCELS.iter().map(|carrier| (carrier.word().to_owned(), words::carrier(lang(), *carrier).to_owned())).collect();
        let carrier = Field::select(self.form, &path("carrier"), t::carrier(lang()), self.carrier, carriers);
        let number = Field::line(self.form, &path("number"), t::number(lang()), self.number).attr("autocomplete", "off");
        let arrives = Field::date(self.form, &path("arrives_on"), td::arrives_on(lang()), self.arrives_on).optional();
        let fields = div("fields").child(carrier.view()).child(number.view()).child(arrives.view());
        let now = self.now;
        let inner = div("stack")
            .bind_flag("hidden", move || now.get().is_empty())
            .child(fields)
            .child(self.may_be())
            .child(self.doubt())
            .child(self.serials());
        let check = Field::check(self.form, &path("now"), &t::ship_now(lang(), &self.name), now);
        el("fieldset").class("stack tight line-fields").attr("aria-label", &self.name).child(check.view()).child(inner)
    }

    /// Whose number it may be, while it is typed: several are offered, and one click chooses. Nothing is chosen by itself over what a person chose.
    fn may_be(&self) -> El {
        let (carrier, number) = (self.carrier, self.number);
        div("").child(dynamic(move || {
            let typed = number.get();
            let mut seen = Vec::new();
            let mut found = Vec::new();
            for candidate in candidates(&typed) {
                let Some(of) = candidate.form.carrier else { continue };
                // The best that is said of a carrier comes first.
                if seen.contains(&of) || !Carrier::OF_PARCELS.contains(&of) {
                    continue;
                }
                seen.push(of);
                let brand = words::carrier(lang(), of);
                let label = match candidate.check {
                    NumberCheck::Right => td::may_be_right(lang(), brand),
                    NumberCheck::Unknown => td::may_be_unknown(lang(), brand),
                    NumberCheck::Wrong => td::may_be_wrong(lang(), brand),
                };
                let here = move || Some((carrier.get() == of.word()).to_string());
                let choose = button::secondary(&label).class("button small").bind("aria-pressed", here);
                found.push(choose.on("click", move |_| carrier.set(of.word().to_owned())));
            }
            if found.is_empty() {
                return nothing();
            }
            div("row")
                .attr("role", "group")
                .attr("aria-label", td::may_be(lang()))
                .child(span("small muted", td::may_be(lang())))
                .child(found)
        }))
    }

    /// The doubt about a parcel number, and the tick that insists on it.
    fn doubt(&self) -> El {
        let (carrier, number) = (self.carrier, self.number);
        let wrong = move || {
            let carrier = Carrier::from_word(&carrier.get()).unwrap_or(Carrier::Courier);
            let number = normalise(&number.get());
            !number.is_empty() && check(carrier, &number) == NumberCheck::Wrong
        };
        let insist = Field::check(self.form, &[&self.at, ".insist"].concat(), t::insist(lang()), self.insist).view();
        let words = dynamic(move || if wrong() { p("", t::number_wrong(lang())).attr("role", "status") } else { nothing() });
        div("notice").attr("data-tone", "owed").bind_flag("hidden", move || !wrong()).child(words).child(insist)
    }

    fn serials(&self) -> Vec<El> {
        let field = |(j, (line, open, serials)): (usize, &(Line, i64, RwSignal<String>))| {
            let path = [&self.at, ".pieces.", &j.to_string(), ".serials"].concat();
            let variant = line.decided.as_ref().map_or(&line.variant, |decided| &decided.variant);
            let what = t::pieces(lang(), *open, [&line.item, ", ", variant].concat());
            let field =
                Field::area(self.form, &path, &t::serials(lang(), what), *serials, 2).hint(&t::serials_hint(lang(), *open)).optional();
            div("stack tight").child(field.view()).child(scan::into_lines(*serials))
        };
        self.pieces.iter().enumerate().map(field).collect()
    }
}
