//! The dialogs of the spine. Each checks by the contract before it sends, maps the server's messages to the same fields, and keeps what was typed
//! until it has arrived.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Civil,
    ids::Millis,
    json::{from_text, to_text},
    page::Page,
    people::{Person, paths as people},
    requests::{
        Answer, Ask, EditRequest, HandOver, MESSAGE_MAX, MovePromise, REASON_MAX, REFERENCE_MAX, Request, WithReason, paths,
        rules::{Action, can},
    },
    validate::{Fault, Faults},
};
use eyelevel_texts::{requests as t, words};
use leptos::prelude::{GetUntracked, RwSignal, Set};

use crate::{
    client::Call,
    i18n::{self, lang},
    session,
    ui::{
        button, dialog,
        el::{El, div, p},
        field::{Field, left},
        form::Form,
        toast,
    },
    writes::{self, MEMORY},
};

/// A request as it is shown, and what to do when an action has changed it.
#[derive(Clone)]
pub struct Shown {
    /// The request.
    pub request: Rc<Request>,
    /// Reads it again.
    pub changed: Rc<dyn Fn()>,
}

impl Shown {
    /// Why the reader can't do this, in words; `None` if they can.
    #[must_use]
    pub fn refusal(&self, action: Action) -> Option<String> {
        can(&session::actor(), action, &self.request).err().map(|refusal| words::refusal(lang(), &refusal))
    }

    /// Whether this is an action of the reader's side and role at all, possible now or not.
    #[must_use]
    pub fn concerns(&self, action: Action) -> bool {
        can(&session::actor(), action, &self.request).err().is_none_or(|refusal| !refusal.is_missing_right())
    }

    /// A form of this request; what is typed into it is kept under its name.
    #[must_use]
    pub fn form(&self, name: &str) -> Form {
        Form::kept(MEMORY, &[name, ":", &self.request.id].concat())
    }

    fn done(&self, sentence: &str) {
        toast::say(sentence);
        (self.changed)();
    }
}

/// A dialog with one text.
struct OneText {
    verb: &'static str,
    title: &'static str,
    field: &'static str,
    label: &'static str,
    hint: &'static str,
    submit: &'static str,
    most: usize,
    optional: bool,
    body: fn(String) -> String,
}

fn one_text(shown: &Shown, what: OneText) {
    let shown = shown.clone();
    dialog::open(what.title, move |closer| {
        let form = shown.form(what.verb);
        let value = form.value(what.field, "");
        let act = move || {
            let mut faults = Faults::new();
            let text = if what.optional {
                faults.optional_text(what.field, &value.get_untracked(), what.most).unwrap_or_default()
            } else {
                faults.text(what.field, &value.get_untracked(), what.most)
            };
            if !faults.is_empty() {
                form.fault(&faults);
                return;
            }
            let (shown, closer) = (shown.clone(), closer.clone());
            writes::submit(form, Call::post(paths::verb(&shown.request.id, what.verb), (what.body)(text)), move |_| {
                closer.close();
                shown.done(t::sent(lang()));
            });
        };
        let mut field = Field::area(form, what.field, what.label, value, 4).hint(what.hint);
        if what.optional {
            field = field.optional();
        }
        let element = form.element(act).child(form.summary()).child(field.view()).child(left(value, what.most));
        element.child(div("buttons").child(form.submit(what.submit)))
    });
}

/// The vendor asks what is missing.
pub fn ask(shown: &Shown) {
    let body = |missing| to_text(&Ask { missing });
    let (title, label, hint, submit) = (t::ask(lang()), t::ask_missing(lang()), t::ask_hint(lang()), t::send(lang()));
    one_text(
        shown,
        OneText { verb: paths::QUESTION, title, field: "missing", label, hint, submit, most: REASON_MAX, optional: false, body },
    );
}

/// The partner answers.
pub fn answer(shown: &Shown) {
    let body = |text| to_text(&Answer { text });
    let (title, label, submit) = (t::answer(lang()), t::your_answer(lang()), t::send(lang()));
    one_text(
        shown,
        OneText { verb: paths::ANSWER, title, field: "text", label, hint: "", submit, most: MESSAGE_MAX, optional: false, body },
    );
}

/// The partner says that it was answered already.
pub fn object(shown: &Shown) {
    lone(shown, paths::OBJECTION, t::sent(lang()));
}

/// The partner accepts what was offered.
pub fn accept(shown: &Shown) {
    lone(shown, paths::ACCEPTANCE, t::accepted(lang()));
}

fn lone(shown: &Shown, verb: &str, sentence: &'static str) {
    let shown = shown.clone();
    writes::act(Call::post(paths::verb(&shown.request.id, verb), "{}".to_owned()), move |_| shown.done(sentence));
}

/// The partner takes it back.
pub fn withdraw(shown: &Shown) {
    let body = |reason| to_text(&WithReason { reason });
    let (title, label) = (t::withdraw(lang()), t::withdraw_reason(lang()));
    one_text(
        shown,
        OneText { verb: paths::WITHDRAWAL, title, field: "reason", label, hint: "", submit: title, most: REASON_MAX, optional: true, body },
    );
}

/// The requester wants another person to look.
pub fn second_look(shown: &Shown) {
    let body = |reason| to_text(&WithReason { reason });
    let (title, label, hint) = (t::second_look(lang()), t::second_look_reason(lang()), t::second_look_hint(lang()));
    one_text(
        shown,
        OneText {
            verb: paths::SECOND_LOOK,
            title,
            field: "reason",
            label,
            hint,
            submit: t::send(lang()),
            most: REASON_MAX,
            optional: false,
            body,
        },
    );
}

/// The owner moves the promised date.
pub fn move_promise(shown: &Shown) {
    let shown = shown.clone();
    dialog::open(t::move_promise(lang()), move |closer| {
        let form = shown.form(paths::PROMISE);
        let day = form.value("due_at", "");
        let time = form.value("time", "16:00");
        let reason = form.value("reason", "");
        let act = move || {
            let mut faults = Faults::new();
            let due_at = instant(&day.get_untracked(), &time.get_untracked());
            if due_at.is_none() {
                faults.add("due_at", Fault::Required);
            }
            let reason = faults.text("reason", &reason.get_untracked(), REASON_MAX);
            let Ok((due_at, reason)) = faults.clone().or((due_at.unwrap_or_default(), reason)) else {
                form.fault(&faults);
                return;
            };
            let (shown, closer) = (shown.clone(), closer.clone());
            let call = Call::post(paths::verb(&shown.request.id, paths::PROMISE), to_text(&MovePromise { due_at, reason }));
            writes::submit(form, call, move |_| {
                closer.close();
                shown.done(t::saved(lang()));
            });
        };
        let when = div("fields")
            .child(Field::date(form, "due_at", t::move_day(lang()), day).view())
            .child(Field::time(form, "time", t::move_time(lang()), time).view());
        let reason = Field::area(form, "reason", t::move_reason(lang()), reason, 3).view();
        form.element(act).child(form.summary()).child(when).child(reason).child(div("buttons").child(form.submit(t::move_promise(lang()))))
    });
}

/// The instant of a day and a time of day, in the installation's zone.
fn instant(day: &str, time: &str) -> Option<Millis> {
    let (hour, minute) = time.split_once(':')?;
    Civil::new(day.parse().ok()?, hour.parse().ok()?, minute.get(..2)?.parse().ok()?).map(i18n::instant)
}

/// Somebody else of the vendor takes over.
pub fn hand_over(shown: &Shown) {
    let shown = shown.clone();
    let url = [people::PEOPLE, "?limit=1000&organisation=", &session::me().organisation.id].concat();
    // Who there is, is read before the dialog opens: it is short, and a list that fills itself under the hand is worse than a moment.
    writes::act(Call::get(url), move |text| {
        let people = from_text::<Page<Person>>(text).map(|page| page.items).unwrap_or_default();
        dialog::open(t::hand_over(lang()), move |closer| hand_over_form(&shown, &people, closer));
    });
}

fn hand_over_form(shown: &Shown, people: &[Person], closer: dialog::Closer) -> El {
    let form = shown.form(paths::OWNER);
    let owner = form.value("owner_id", "");
    let reason = form.value("reason", "");
    let others = people.iter().filter(|person| person.id != shown.request.owner.id && person.active);
    let mut options = vec![(String::new(), t::choose(lang()).to_owned())];
    options.extend(others.map(|person| {
        let roles = person.roles.iter().map(|role| words::role(lang(), *role)).collect::<Vec<_>>().join(", ");
        (person.id.clone(), [&person.name, " (", &roles, ")"].concat())
    }));
    let shown = shown.clone();
    let act = move || {
        let mut faults = Faults::new();
        let owner_id = owner.get_untracked();
        if owner_id.is_empty() {
            faults.add("owner_id", Fault::Required);
        }
        let reason = faults.text("reason", &reason.get_untracked(), REASON_MAX);
        if !faults.is_empty() {
            form.fault(&faults);
            return;
        }
        let (shown, closer) = (shown.clone(), closer.clone());
        let call = Call::post(paths::verb(&shown.request.id, paths::OWNER), to_text(&HandOver { owner_id, reason }));
        writes::submit(form, call, move |_| {
            closer.close();
            shown.done(t::saved(lang()));
        });
    };
    let to = Field::select(form, "owner_id", t::hand_over_to(lang()), owner, options).view();
    let why = Field::area(form, "reason", t::hand_over_reason(lang()), reason, 3).view();
    form.element(act).child(form.summary()).child(to).child(why).child(div("buttons").child(form.submit(t::hand_over(lang()))))
}

/// The partner's own fields: their reference, and who of them sees the request.
pub fn edit(shown: &Shown) {
    let shown = shown.clone();
    dialog::open(t::edit_title(lang()), move |closer| {
        let form = shown.form("edit");
        let request = Rc::clone(&shown.request);
        let reference = form.value("reference", request.reference.as_deref().unwrap_or_default());
        let limited = form.value("limited", if request.limited { "on" } else { "" });
        let act = move || save_edit(&shown, form, reference, limited, closer.clone());
        let reference =
            Field::line(form, "reference", t::reference(lang()), reference).optional().attr("maxlength", &REFERENCE_MAX.to_string());
        let limited = Field::check(form, "limited", t::limited(lang()), limited);
        let buttons = div("buttons").child(form.submit(eyelevel_texts::common::save(lang())));
        form.element(act).child(form.summary()).child(reference.view()).child(limited.view()).child(buttons)
    });
}

fn save_edit(shown: &Shown, form: Form, reference: RwSignal<String>, limited: RwSignal<String>, closer: dialog::Closer) {
    let body = EditRequest { reference: reference.get_untracked(), limited: !limited.get_untracked().is_empty() };
    let (shown, again) = (shown.clone(), shown.clone());
    let call = Call::put(paths::one(&shown.request.id), shown.request.version, to_text(&body));
    writes::submit_or(
        form,
        call,
        move |_| {
            closer.close();
            shown.done(t::saved(lang()));
        },
        // Somebody was faster: what they wrote is read and shown behind this dialog; what was typed here stays.
        move |failure| {
            if failure.status() == 412 {
                (again.changed)();
            }
            form.notice.set(failure.words());
        },
    );
}

/// The question, as long as it is not answered.
#[must_use]
pub fn question(shown: &Shown) -> Option<El> {
    let question = shown.request.question.as_deref()?;
    Some(div("notice").attr("data-tone", "owed").child(p("small", t::question_is(lang()))).child(p("pre", question)))
}

/// A button for an action, explained when it is not possible; nothing if it is not this person's.
#[must_use]
pub fn action(shown: &Shown, action: Action, button: El, act: fn(&Shown)) -> Option<El> {
    if !shown.concerns(action) {
        return None;
    }
    let why = shown.refusal(action);
    let shown = shown.clone();
    Some(button::explained(button, why, move || act(&shown)))
}
