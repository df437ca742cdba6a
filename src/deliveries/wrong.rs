//! The requester says in a recipient's place what is wrong: with which pieces, and in words.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::{Piece, PieceState, Receipt, RecipientStatus, countable, of_line, paths, validate_receipt},
    json::to_text,
    validate::{Fault, Faults},
};
use eyelevel_texts::{deliveries as t, receipts as tp, requests as tr, words};

use super::dialogs::parcel_id;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    requests::actions::Shown,
    ui::{
        el::{El, div, el, p},
        field::Field,
        form::Form,
        reactive::{GetUntracked, RwSignal},
    },
};

/// One line of what was sent, and what is chosen for it.
struct Line {
    serials: Vec<RwSignal<String>>,
    counts: Vec<(PieceState, RwSignal<String>)>,
}

/// Opens the dialog.
pub(super) fn open(recipient: &RecipientStatus, shown: &Shown) {
    let id = parcel_id(recipient);
    let sent: Rc<[Piece]> = countable(recipient.parcel.as_ref()).into();
    let title = t::receipt_title(lang(), &recipient.name);
    shown.dialog(&["receipt:", &id].concat(), &title, tr::send(lang()), t::reported(lang())).open(move |form| {
        let note = form.value("note", "");
        let field = Field::area(form, "note", t::what_is_wrong(lang()), note, 4);
        let field = if sent.is_empty() { field } else { field.optional() };
        let (lines, views): (Vec<_>, Vec<_>) = sent.iter().enumerate().map(|(i, piece)| line(form, i, piece)).unzip();
        let hint = (!sent.is_empty()).then(|| p("field-hint", tp::how_hint(lang())));
        let fields = div("stack").child(views).child(hint).child(field.view());
        Content::new(fields, move || {
            let mut faults = Faults::new();
            let mut receipt = Receipt::wrong(&note.get_untracked());
            for (i, (line, piece)) in lines.iter().zip(sent.iter()).enumerate() {
                receipt.pieces.extend(said(i, line, piece, &mut faults));
            }
            let receipt = faults.or(receipt)?;
            let checked = validate_receipt(&receipt, &sent).map_err(|faults| placed(&faults, &receipt, &sent))?;
            Ok(Call::post(paths::receipt(&id), to_text(&checked)))
        })
    });
}

fn state_path(line: usize, state: PieceState) -> String {
    ["lines.", &line.to_string(), ".", state.word()].concat()
}

/// Each piece with a serial number by itself, the others by how many.
fn line(form: Form, i: usize, piece: &Piece) -> (Line, El) {
    let options = || PieceState::ALL.iter().map(|state| (state.word().to_owned(), words::piece_state(lang(), *state).to_owned())).collect();
    let mut fields = Vec::new();
    let mut serials = Vec::new();
    for (j, serial) in piece.serials.iter().enumerate() {
        let path = ["lines.", &i.to_string(), ".serials.", &j.to_string()].concat();
        let value = form.value(&path, PieceState::Fine.word());
        fields.push(Field::select(form, &path, serial, value, options()).view());
        serials.push(value);
    }
    let mut counts = Vec::new();
    if usize::try_from(piece.quantity).is_ok_and(|quantity| quantity > serials.len()) {
        for state in PieceState::BAD {
            let path = state_path(i, *state);
            let value = form.value(&path, "");
            let label = tp::count(lang(), words::piece_state(lang(), *state), &piece.name);
            fields.push(Field::number(form, &path, &label, value).optional().view());
            counts.push((*state, value));
        }
    }
    let legend = el("legend").child([&piece.quantity.to_string(), " × ", &piece.name].concat());
    let view = el("fieldset").class("stack tight").child(legend).child(div("fields").child(fields));
    (Line { serials, counts }, view)
}

fn said(i: usize, line: &Line, piece: &Piece, faults: &mut Faults) -> Vec<eyelevel_contract::deliveries::PieceReceipt> {
    let state = |value: &RwSignal<String>| PieceState::from_word(&value.get_untracked()).unwrap_or(PieceState::Fine);
    let serials: Vec<_> = piece.serials.iter().zip(&line.serials).map(|(serial, value)| (serial.clone(), state(value))).collect();
    let mut counts = Vec::new();
    for (state, value) in &line.counts {
        let typed = value.get_untracked();
        match typed.trim() {
            "" => {}
            typed => match typed.parse::<u32>() {
                Ok(count) => counts.push((*state, i64::from(count))),
                Err(_) => faults.add(state_path(i, *state), Fault::NotANumber),
            },
        }
    }
    of_line(piece, &serials, &counts).unwrap_or_else(|fault| {
        faults.add(state_path(i, PieceState::Dead), fault);
        Vec::new()
    })
}

/// The faults of a receipt, at the fields that it came from.
fn placed(faults: &Faults, receipt: &Receipt, sent: &[Piece]) -> Faults {
    let mut at_fields = Faults::new();
    for (path, all) in faults.iter() {
        let place = path.strip_prefix("pieces.").and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
        let piece = place.and_then(|place| receipt.pieces.get(place));
        let field = piece.and_then(|piece| {
            let line = sent.iter().position(|line| line.line_id == piece.line_id)?;
            Some(state_path(line, piece.state))
        });
        for fault in all {
            at_fields.add(field.as_deref().unwrap_or(path), fault.clone());
        }
    }
    at_fields
}
