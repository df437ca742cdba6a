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
        rules::{Action, Refusal, can},
    },
    validate::{Fault, Faults},
};
use eyelevel_texts::{common, requests as t, words};

use crate::ui::reactive::{GetUntracked, RwSignal};
use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::{self, lang},
    session,
    ui::{
        button,
        el::{El, div, p},
        field::{Field, left},
        form::Form,
        toast,
    },
    writes,
};

/// A request as it is shown, and what to do when an action has changed it.
#[derive(Clone)]
pub(crate) struct Shown {
    /// The request.
    pub request: Rc<Request>,
    /// Reads it again.
    pub changed: Rc<dyn Fn()>,
}

impl Shown {
    /// Why the reader can't do this, in words; `None` if they can.
    #[must_use]
    pub(crate) fn refusal(&self, action: Action) -> Option<String> {
        button::why(can(&session::actor(), action, &self.request))
    }

    /// Whether this is an action of the reader's side and role at all, possible now or not.
    #[must_use]
    pub(crate) fn concerns(&self, action: Action) -> bool {
        let theirs = |refusal: Refusal| !refusal.is_missing_right() || refusal == Refusal::NeedsAnotherPerson;
        can(&session::actor(), action, &self.request).err().is_none_or(theirs)
    }

    /// A dialog with a form about this request; what is typed into it is kept under its name.
    #[must_use]
    pub(crate) fn dialog(&self, name: &str, title: &str, submit: &'static str, done: &'static str) -> FormDialog {
        let name = [name, ":", &self.request.id].concat();
        FormDialog { title: title.to_owned(), name, submit, done, changed: Rc::clone(&self.changed) }
    }
}

/// A dialog with one text.
#[derive(Clone, Copy)]
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
    let url = paths::verb(&shown.request.id, what.verb);
    shown.dialog(what.verb, what.title, what.submit, t::sent(lang())).open(move |form| {
        let value = form.value(what.field, "");
        let mut field = Field::area(form, what.field, what.label, value, 4).hint(what.hint);
        if what.optional {
            field = field.optional();
        }
        let fields = div("stack tight").child(field.view()).child(left(value, what.most));
        Content::new(fields, move || {
            let mut faults = Faults::new();
            let typed = value.get_untracked();
            let text = if what.optional {
                faults.optional_text(what.field, &typed, what.most).unwrap_or_default()
            } else {
                faults.text(what.field, &typed, what.most)
            };
            faults.or(Call::post(url.clone(), (what.body)(text)))
        })
    });
}

/// The vendor asks what is missing.
pub(crate) fn ask(shown: &Shown) {
    let body = |missing| to_text(&Ask { missing });
    let (title, label, hint, submit) = (t::ask(lang()), t::ask_missing(lang()), t::ask_hint(lang()), t::send(lang()));
    one_text(
        shown,
        OneText { verb: paths::QUESTION, title, field: "missing", label, hint, submit, most: REASON_MAX, optional: false, body },
    );
}

/// The partner answers.
pub(crate) fn answer(shown: &Shown) {
    let body = |text| to_text(&Answer { text });
    let (title, label, submit) = (t::answer(lang()), t::your_answer(lang()), t::send(lang()));
    one_text(
        shown,
        OneText { verb: paths::ANSWER, title, field: "text", label, hint: "", submit, most: MESSAGE_MAX, optional: false, body },
    );
}

/// The partner says that it was answered already, and may say where.
pub(crate) fn object(shown: &Shown) {
    let body = |reason| to_text(&WithReason { reason });
    let (title, label, hint) = (t::object(lang()), t::object_where(lang()), t::object_why(lang()));
    one_text(
        shown,
        OneText { verb: paths::OBJECTION, title, field: "reason", label, hint, submit: title, most: REASON_MAX, optional: true, body },
    );
}

/// The partner accepts what was offered.
pub(crate) fn accept(shown: &Shown) {
    let shown = shown.clone();
    let call = Call::post(paths::verb(&shown.request.id, paths::ACCEPTANCE), "{}".to_owned());
    writes::act(call, move |_| {
        toast::say(t::accepted(lang()));
        (shown.changed)();
    });
}

/// The partner takes it back.
pub(crate) fn withdraw(shown: &Shown) {
    let body = |reason| to_text(&WithReason { reason });
    let (title, label) = (t::withdraw(lang()), t::withdraw_reason(lang()));
    one_text(
        shown,
        OneText { verb: paths::WITHDRAWAL, title, field: "reason", label, hint: "", submit: title, most: REASON_MAX, optional: true, body },
    );
}

/// What the partner wrote needs no answer; they read who says so.
pub(crate) fn no_reply(shown: &Shown) {
    let body = |reason| to_text(&WithReason { reason });
    let (title, label, hint) = (t::no_reply(lang()), t::no_reply_reason(lang()), t::no_reply_hint(lang()));
    one_text(
        shown,
        OneText { verb: paths::NO_REPLY, title, field: "reason", label, hint, submit: title, most: REASON_MAX, optional: true, body },
    );
}

/// The requester wants another person to look.
pub(crate) fn second_look(shown: &Shown) {
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
pub(crate) fn move_promise(shown: &Shown) {
    let url = paths::verb(&shown.request.id, paths::PROMISE);
    shown.dialog(paths::PROMISE, t::move_promise(lang()), t::move_promise(lang()), t::saved(lang())).open(move |form| {
        let day = form.value("due_at", "");
        let time = form.value("time", "16:00");
        let reason = form.value("reason", "");
        let when = div("fields")
            .child(Field::date(form, "due_at", t::move_day(lang()), day).view())
            .child(Field::time(form, "time", t::move_time(lang()), time).view());
        let fields = div("stack").child(when).child(Field::area(form, "reason", t::move_reason(lang()), reason, 3).view());
        Content::new(fields, move || {
            let mut faults = Faults::new();
            let due_at = instant(&day.get_untracked(), &time.get_untracked());
            if due_at.is_none() {
                faults.add("due_at", Fault::Required);
            }
            let reason = faults.text("reason", &reason.get_untracked(), REASON_MAX);
            faults.or(Call::post(url.clone(), to_text(&MovePromise { due_at: due_at.unwrap_or_default(), reason })))
        })
    });
}

/// The instant of a day and a time of day, in the installation's zone.
pub(super) fn instant(day: &str, time: &str) -> Option<Millis> {
    let (hour, minute) = time.split_once(':')?;
    Civil::new(day.parse().ok()?, hour.parse().ok()?, minute.get(..2)?.parse().ok()?).map(i18n::instant)
}

/// Somebody else of the vendor takes over.
pub(crate) fn hand_over(shown: &Shown) {
    let shown = shown.clone();
    colleagues(move |people| hand_over_to(&shown, &people));
}

/// Who there is of the reader's company. It is read before a dialog opens: it is short, and a list that fills itself under the hand is worse than a moment.
pub(super) fn colleagues(then: impl FnOnce(Vec<Person>) + 'static) {
    let url = [people::PEOPLE, "?limit=1000&organisation=", &session::me().organisation.id].concat();
    writes::act(Call::get(url), move |text| then(from_text::<Page<Person>>(text).map(|page| page.items).unwrap_or_default()));
}

/// To whom something can be handed over: not to whose it is.
pub(super) fn owners(people: &[Person], owner: Option<&str>) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), t::choose(lang()).to_owned())];
    for person in people.iter().filter(|person| person.active && Some(person.id.as_str()) != owner) {
        let roles = person.roles.iter().map(|role| words::role(lang(), *role)).collect::<Vec<_>>().join(", ");
        options.push((person.id.clone(), [&person.name, " (", &roles, ")"].concat()));
    }
    options
}

fn hand_over_to(shown: &Shown, people: &[Person]) {
    let options = owners(people, Some(&shown.request.owner.id));
    let url = paths::verb(&shown.request.id, paths::OWNER);
    shown.dialog(paths::OWNER, t::hand_over(lang()), t::hand_over(lang()), t::saved(lang())).open(move |form| {
        let to = HandOverTo::new(form);
        Content::new(to.fields(form, options, ""), move || Ok(Call::post(url.clone(), to_text(&to.read()?))))
    });
}

/// To whom something is handed over, and why: the fields of a form.
#[derive(Clone, Copy)]
pub(super) struct HandOverTo {
    owner: RwSignal<String>,
    reason: RwSignal<String>,
}

impl HandOverTo {
    /// As the form has them.
    pub(super) fn new(form: Form) -> Self {
        Self { owner: form.value("owner_id", ""), reason: form.value("reason", "") }
    }

    /// The fields, with a hint at the reason.
    pub(super) fn fields(self, form: Form, options: Vec<(String, String)>, hint: &str) -> El {
        let to = Field::select(form, "owner_id", t::hand_over_to(lang()), self.owner, options).view();
        let why = Field::area(form, "reason", t::hand_over_reason(lang()), self.reason, 3).hint(hint).view();
        div("stack").child(to).child(why)
    }

    /// What they say.
    ///
    /// # Errors
    /// The faults by field.
    pub(super) fn read(self) -> Result<HandOver, Faults> {
        let mut faults = Faults::new();
        let owner_id = self.owner.get_untracked();
        if owner_id.is_empty() {
            faults.add("owner_id", Fault::Required);
        }
        let reason = faults.text("reason", &self.reason.get_untracked(), REASON_MAX);
        faults.or(HandOver { owner_id, reason })
    }
}

/// The partner's own fields: their reference, and who of them sees the request. If somebody was faster, what they wrote is read and shown
/// behind the dialog, and what was typed here stays.
pub(crate) fn edit(shown: &Shown) {
    let request = Rc::clone(&shown.request);
    shown.dialog("edit", t::edit_title(lang()), common::save(lang()), t::saved(lang())).open(move |form| {
        let reference = form.value("reference", request.reference.as_deref().unwrap_or_default());
        let limited = form.value("limited", if request.limited { "on" } else { "" });
        let most = REFERENCE_MAX.to_string();
        let line = Field::line(form, "reference", t::reference(lang()), reference).optional().attr("maxlength", &most).view();
        let check = Field::check(form, "limited", t::limited(lang()), limited).view();
        Content::new(div("stack").child(line).child(check), move || {
            let body = EditRequest { reference: reference.get_untracked(), limited: !limited.get_untracked().is_empty() };
            Ok(Call::put(paths::one(&request.id), request.version, to_text(&body)))
        })
    });
}

/// The question, as long as it is not answered.
#[must_use]
pub(crate) fn question(shown: &Shown) -> Option<El> {
    let question = shown.request.question.as_deref()?;
    Some(div("notice").attr("data-tone", "owed").child(p("small", t::question_is(lang()))).child(p("pre", question)))
}

/// A button for an action, explained when it is not possible; nothing if it is not this person's.
#[must_use]
pub(crate) fn action(shown: &Shown, action: Action, button: El, act: fn(&Shown)) -> Option<El> {
    if !shown.concerns(action) {
        return None;
    }
    let why = shown.refusal(action);
    let shown = shown.clone();
    Some(button::explained(button, why, move || act(&shown)))
}
