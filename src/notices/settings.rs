//! How the reader would like to be told.

use std::rc::Rc;

use eyelevel_contract::{
    json::{Json, to_text},
    notices::{EditNoticeSettings, NoticeKind, NoticeSettings, PAGE, SETTINGS, Way, validate},
};
use eyelevel_texts::{notice_page as t, told};

use crate::{
    edit_form::{EditForm, Edited, Place, once},
    i18n::lang,
    router, session,
    ui::{
        button,
        el::{El, div, el, p},
        failure::Errors,
        field::Field,
        form::{Form, in_words},
        record::{As, Entry, Record, document, typed},
        toast,
    },
};

const ENTRIES: &[Entry] = &[
    ("ways.messages", As::Text),
    ("ways.progress", As::Text),
    ("ways.mine", As::Text),
    ("ways.deliveries", As::Text),
    ("ways.reminders", As::Text),
    ("ways.warnings", As::Text),
    ("ways.statements", As::Text),
    ("ways.known_issues", As::Text),
    ("quiet_from", As::Text),
    ("quiet_until", As::Text),
    ("digest_at", As::Text),
];

const PLACE: Place = Place {
    name: "notices",
    all: SETTINGS,
    one: |_| SETTINGS.to_owned(),
    done: |_, _| {
        toast::say(t::saved(lang()));
        router::go(PAGE);
    },
};

/// The form.
struct Model(Record);

/// Settings as the form holds them: every kind has its way.
fn unchanged(settings: &Json) -> Json {
    let mut settings: NoticeSettings = typed(settings);
    for kind in NoticeKind::ALL.iter().filter(|kind| !kind.is_owed()) {
        settings.ways.entry(kind.word().to_owned()).or_insert(Way::AtOnce);
    }
    document(&settings)
}

impl Edited for Model {
    fn json(&self) -> Json {
        self.0.json()
    }

    fn fill(&self, json: &Json) {
        self.0.fill(json);
    }

    fn check(&self) -> Result<String, Errors> {
        let edit: EditNoticeSettings = typed(&self.0.json());
        validate(&edit).map(|_| to_text(&edit)).map_err(|faults| in_words(&faults))
    }

    fn unchanged(&self, theirs: &Json) -> Json {
        Record::new(ENTRIES, &unchanged(theirs)).json()
    }
}

pub(super) fn page(_: &str) -> El {
    router::title(t::settings(lang()));
    once(SETTINGS.to_owned(), view).class("page narrow")
}

fn view(settings: &Rc<Json>) -> El {
    let (form, record) = (Form::new(), Record::new(ENTRIES, &unchanged(settings)));
    let edit = EditForm::new(form, Rc::new(Model(record.clone())), PLACE, "mine", Some(settings));
    let actor = session::actor();
    let kinds = NoticeKind::ALL.iter().filter(|kind| !kind.is_owed() && kind.is_told(&actor)).map(|kind| {
        let path = ["ways.", kind.word()].concat();
        let (name, means) = told::kind(lang(), *kind);
        let options = kind.ways().iter().map(|way| (way.word().to_owned(), told::way(lang(), *way).to_owned())).collect();
        Field::select(form, &path, name, record.value(&path), options).hint(means).view()
    });
    let (owed, owed_means) = told::kind(lang(), NoticeKind::Owed);
    let section = |title: &str| el("section").class("card").child(el("h2").child(title));
    let mail = section(t::by_mail(lang()))
        .child(p("muted", &[owed, ": ", owed_means].concat()))
        .child(div("stack").child(kinds.collect::<Vec<_>>()));
    let time = |path: &'static str, label: &str| Field::time(form, path, label, record.value(path));
    let quiet = div("fields")
        .child(time("quiet_from", t::quiet_from(lang())).optional().view())
        .child(time("quiet_until", t::quiet_until(lang())).optional().view());
    let times = section(t::times(lang()))
        .child(time("digest_at", t::digest_at(lang())).view())
        .child(
            el("fieldset")
                .class("stack tight")
                .child(el("legend").child(el("strong").child(t::quiet(lang()))))
                .child(quiet)
                .child(p("muted small", t::quiet_why(lang()))),
        )
        .child(p("muted small", &t::zone(lang(), &session::me().installation.zone)));
    let head = div("page-head").child(el("h1").child(t::settings(lang()))).child(button::link("button quiet", PAGE, t::back(lang())));
    let main = div("stack").child(form.summary()).child(edit.theirs()).child(mail).child(times).child(edit.buttons());
    div("stack")
        .child(head)
        .child(p("muted", t::settings_lead(lang())))
        .child(edit.element().attr("aria-label", t::settings(lang())).child(main))
}
