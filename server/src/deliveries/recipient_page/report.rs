//! The two answers of the page: one click, or what is wrong.

use eyelevel_contract::deliveries::{PHOTOS_MAX, Piece, PieceState, countable};
use eyelevel_texts::{page as words, public_page as texts};
use maud::{Markup, html};

use super::form::{Filled, Wrong, count_field, megabytes, serial_field};
use super::store::Shown;

/// What the picker of a phone offers. A phone that takes HEIC makes a JPEG of it for who names these; one that is sent all the same is taken.
const ACCEPTED: &str = "image/jpeg,image/png,image/webp";

/// Both answers; what was filled in before, and what was wrong with it.
pub(super) fn answer(shown: &Shown, before: Option<(&Filled, &Wrong)>) -> Markup {
    let lang = shown.lang;
    let (nothing, fine) = (Filled::default(), Wrong::default());
    let (filled, wrong) = before.unwrap_or((&nothing, &fine));
    let sent = countable(shown.recipient.parcel.as_ref());
    html! {
        form method="post" action=(shown.to("received")) {
            button.button.primary.wide type="submit" { (texts::everything_arrived(lang)) }
        }
        details.report open[before.is_some()] {
            summary.button { (texts::something_is_wrong(lang)) }
            form.form method="post" enctype="multipart/form-data" action=(shown.to("problem")) {
                @if !sent.is_empty() {
                    h2 { (texts::which_pieces(lang)) }
                    @for (i, line) in sent.iter().enumerate() { (pieces(shown, i, line, filled, wrong.lines.get(&i))) }
                }
                (note(shown, filled, wrong))
                (photos(shown, filled, wrong))
                button.button type="submit" { (texts::send_problem(lang)) }
            }
        }
    }
}

/// Each piece with a serial number by itself, the others by how many.
fn pieces(shown: &Shown, i: usize, line: &Piece, filled: &Filled, error: Option<&String>) -> Markup {
    let lang = shown.lang;
    let others = line.quantity.saturating_sub(i64::try_from(line.serials.len()).unwrap_or(i64::MAX));
    let error_id = format!("line-{i}-error");
    let described = error.map(|_| &error_id);
    html! {
        fieldset.field aria-describedby=[described] {
            legend { (line.name) ", " (texts::pieces(lang, line.quantity)) }
            @for (j, serial) in line.serials.iter().enumerate() {
                @let (name, chosen) = (serial_field(i, j), filled.state(i, j));
                div.piece {
                    label for=(name) { (texts::serial(lang, serial)) }
                    select.input id=(name) name=(name) {
                        @for state in PieceState::ALL {
                            option value=(state) selected[*state == chosen] { (words::piece_state(lang, *state)) }
                        }
                    }
                }
            }
            @if others > 0 {
                p.field-hint { (texts::count_hint(lang)) }
                @for state in PieceState::BAD {
                    @let name = count_field(i, *state);
                    div.piece {
                        label for=(name) { (words::piece_state(lang, *state)) }
                        input.input id=(name) name=(name) inputmode="numeric" autocomplete="off" value=(filled.value(&name))
                            aria-invalid=[error.map(|_| "true")];
                    }
                }
            }
            @if let Some(text) = error { p.field-error id=(error_id) { (text) } }
        }
    }
}

fn note(shown: &Shown, filled: &Filled, wrong: &Wrong) -> Markup {
    let lang = shown.lang;
    html! {
        div.field {
            label for="note" { (texts::what_is_wrong(lang)) }
            p.field-hint #note-hint { (texts::what_is_wrong_hint(lang)) }
            textarea.input #note name="note" rows="3" autocomplete="off" aria-invalid=[wrong.note.as_ref().map(|_| "true")]
                aria-describedby=(if wrong.note.is_some() { "note-error" } else { "note-hint" }) { (filled.value("note")) }
            @if let Some(text) = &wrong.note { p.field-error #note-error { (text) } }
        }
    }
}

fn photos(shown: &Shown, filled: &Filled, wrong: &Wrong) -> Markup {
    let lang = shown.lang;
    html! {
        div.field {
            label for="photos" { (texts::photos(lang)) }
            p.field-hint #photos-hint { (texts::photos_hint(lang, PHOTOS_MAX, megabytes())) }
            input.input #photos type="file" name="photos" multiple accept=(ACCEPTED) aria-invalid=[wrong.photos.as_ref().map(|_| "true")]
                aria-describedby=(if wrong.photos.is_some() { "photos-error" } else { "photos-hint" });
            @if let Some(text) = &wrong.photos {
                p.field-error #photos-error { (text) }
            } @else if filled.had_photos {
                p.field-error { (texts::photos_again(lang)) }
            }
        }
    }
}
