//! A form in a dialog: it checks before it sends, shows the server's words at the same fields, keeps what was typed until it has arrived, then
//! closes, says so, and has the page read again.

use std::rc::Rc;

use eyelevel_contract::validate::Faults;

use crate::{
    client::Call,
    ui::{
        button, dialog,
        el::{El, div},
        failure::Failure,
        form::{Form, focus},
        reactive::untrack,
        toast,
    },
    writes::{self, MEMORY},
};

/// What a dialog is about.
pub(crate) struct FormDialog {
    /// Its heading.
    pub title: String,
    /// The name under which its fields are kept in the browser.
    pub name: String,
    /// Its button.
    pub submit: &'static str,
    /// What is said when it has worked.
    pub done: &'static str,
    /// Reads again what is shown.
    pub changed: Rc<dyn Fn()>,
}

/// What stands in a dialog.
pub(crate) struct Content {
    /// The fields.
    pub fields: El,
    /// What is to be sent, or what is wrong with it.
    pub read: Box<dyn Fn() -> Result<Call, Faults>>,
    /// Runs after errors have come, to move them to where their fields are; nothing to do for most.
    pub placed: Option<Rc<dyn Fn(Form)>>,
    /// Why it can't be sent as it is, where that is known before; never for most.
    pub blocked: Option<Blocked>,
}

/// Something is in the way of sending.
#[derive(Clone)]
pub(crate) struct Blocked {
    /// The element among the fields that says what; it can take the focus.
    pub by: &'static str,
    /// Whether it is so; whoever reads it follows it.
    pub now: Rc<dyn Fn() -> bool>,
}

impl Content {
    /// Fields, and what they say.
    pub(crate) fn new(fields: El, read: impl Fn() -> Result<Call, Faults> + 'static) -> Self {
        Self { fields, read: Box::new(read), placed: None, blocked: None }
    }
}

impl FormDialog {
    /// Opens it.
    pub(crate) fn open(self, content: impl FnOnce(Form) -> Content) {
        let title = self.title.clone();
        dialog::open(&title, move |closer| {
            let form = Form::kept(MEMORY, &self.name);
            self.element(form, content(form), closer)
        });
    }

    #[inline(never)]
    fn element(self, form: Form, content: Content, closer: dialog::Closer) -> El {
        let Content { fields, read, placed, blocked } = content;
        let Self { submit, done, changed, .. } = self;
        let button = match blocked.clone() {
            Some(blocked) => submit_unless(form, submit, blocked),
            None => form.submit(submit),
        };
        let send = move || match read() {
            Err(faults) => {
                form.fault(&faults);
                place(form, placed.as_ref());
            }
            Ok(call) => {
                let (closer, changed, reread, placed) = (closer.clone(), Rc::clone(&changed), Rc::clone(&changed), placed.clone());
                let arrived = move |_: &str| {
                    closer.close();
                    toast::say(done);
                    changed();
                };
                writes::submit_or(form, call, arrived, move |failure| failed(form, failure, placed.as_ref(), &reread));
            }
        };
        let act = move || match blocked.as_ref().filter(|blocked| untrack(|| (blocked.now)())) {
            Some(blocked) => focus(blocked.by),
            None => send(),
        };
        form.element(act).child(form.summary()).child(fields).child(div("buttons").child(button))
    }
}

/// The button that sends it; one that can't stays within reach of the keyboard, and says why.
fn submit_unless(form: Form, label: &str, blocked: Blocked) -> El {
    let (now, by) = (Rc::clone(&blocked.now), blocked.by);
    button::submit(label)
        .bind("aria-busy", move || form.pending.get().then(|| "true".to_owned()))
        .bind("aria-disabled", move || (form.pending.get() || (blocked.now)()).then(|| "true".to_owned()))
        .bind("aria-describedby", move || now().then(|| by.to_owned()))
}

fn place(form: Form, placed: Option<&Rc<dyn Fn(Form)>>) {
    if let Some(placed) = placed {
        placed(form);
    }
}

fn failed(form: Form, failure: Failure, placed: Option<&Rc<dyn Fn(Form)>>, changed: &Rc<dyn Fn()>) {
    // Things have moved on: what they are now is read and shown behind the dialog, and what was typed stays.
    if matches!(failure.status(), 409 | 412) {
        changed();
    }
    writes::show(form, failure);
    place(form, placed);
}
