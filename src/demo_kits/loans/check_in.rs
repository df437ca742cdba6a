//! What came back: serial numbers scanned or typed, pieces counted, accessories that are missing. What the booking would say stands below before
//! it is sent.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        DemoKit,
        loans::{CheckIn, Counted, LackingPart, Lent, Loan, Whereabouts, sort, validate_check_in},
        paths,
    },
    ids::Id,
    json::to_text,
};
use eyelevel_texts::loan_page as t;

use super::out;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    requests::actions::Shown,
    scan,
    ui::{
        button,
        el::{El, div, dynamic, el, p},
        field::Field,
        form::Form,
        reactive::{Get, RwSignal, Set, untrack},
    },
};

const MISSING: &str = "";
const CAME: &str = "came";
const WAIVED: &str = "waived";

/// What is typed.
#[derive(Clone)]
struct Typed {
    serials: RwSignal<String>,
    counts: Vec<(Id, RwSignal<String>)>,
    parts: Vec<(Id, usize, RwSignal<String>)>,
    owed: Vec<(Id, RwSignal<String>)>,
}

/// Nothing typed is none; what is no number is out of bounds, and said to be.
fn number(typed: RwSignal<String>) -> i64 {
    let typed = typed.get();
    if typed.trim().is_empty() { 0 } else { typed.trim().parse().unwrap_or(-1) }
}

impl Typed {
    fn new(form: Form, loan: &Loan) -> Self {
        let count = |line: &Lent| (line.line_id.clone(), form.value(&["count.", &line.line_id].concat(), ""));
        let parts = |line: &Lent| {
            let part = |i: usize| (line.line_id.clone(), i, form.value(&part_path(&line.line_id, i), ""));
            (0..line.contents.len()).map(part).collect::<Vec<_>>()
        };
        Self {
            serials: form.value("serials", ""),
            counts: loan.lent.iter().filter(|line| line.loose_out() > 0).map(count).collect(),
            parts: loan.lent.iter().flat_map(parts).collect(),
            owed: loan.lacks().map(|part| (part.id.clone(), form.value(&["owed.", &part.id].concat(), MISSING))).collect(),
        }
    }

    fn body(&self) -> CheckIn {
        let of = |word: &str| self.owed.iter().filter(|(_, now)| now.get() == word).map(|(id, _)| id.clone()).collect();
        let lines = self.serials.get();
        let counted = self.counts.iter().map(|(line, typed)| Counted { line_id: line.clone(), quantity: number(*typed) });
        let lacking =
            self.parts.iter().map(|(line, part, typed)| LackingPart { line_id: line.clone(), part: *part, quantity: number(*typed) });
        CheckIn {
            serials: lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            counted: counted.filter(|counted| counted.quantity != 0).collect(),
            lacking: lacking.filter(|part| part.quantity != 0).collect(),
            came: of(CAME),
            waived: of(WAIVED),
        }
    }

    /// Everything is there.
    fn fill(&self, loan: &Loan) {
        let all = CheckIn::all(loan);
        self.serials.set(all.serials.join("\n"));
        for (line, typed) in &self.counts {
            let count = all.counted.iter().find(|counted| counted.line_id == *line).map_or(0, |counted| counted.quantity);
            typed.set(count.to_string());
        }
        self.owed.iter().for_each(|(_, now)| now.set(CAME.to_owned()));
    }
}

fn part_path(line_id: &str, part: usize) -> String {
    ["part.", line_id, ".", &part.to_string()].concat()
}

pub(super) fn open(kit: &Rc<DemoKit>, shown: &Shown) {
    let (kit, url) = (Rc::clone(kit), paths::check_in(&shown.request.id));
    shown.dialog("check-in", t::check_in_title(lang()), t::book(lang()), t::booked(lang())).open(move |form| {
        let typed = Typed::new(form, &kit.loan);
        let fields = fields(form, &kit, &typed);
        let sent = typed.clone();
        let placed = move |form: Form| untrack(|| place(form, &sent));
        let read = move || validate_check_in(&untrack(|| typed.body()), &kit.loan).map(|body| Call::post(url.clone(), to_text(&body)));
        Content { placed: Some(Rc::new(placed)), ..Content::new(fields, read) }
    });
}

/// Which field each thing stands in that is told of by its place in what was sent; all serial numbers stand in one.
fn place(form: Form, typed: &Typed) {
    let of = |word: &str| typed.owed.iter().filter(|(_, now)| now.get() == word).map(|(id, _)| ["owed.", id].concat()).collect();
    let counts: Vec<String> =
        typed.counts.iter().filter(|(_, typed)| number(*typed) != 0).map(|(line, _)| ["count.", line].concat()).collect();
    let parts: Vec<String> =
        typed.parts.iter().filter(|(.., typed)| number(*typed) != 0).map(|(line, part, _)| part_path(line, *part)).collect();
    let lists: [(&str, Vec<String>); 4] = [("counted", counts), ("lacking", parts), ("came", of(CAME)), ("waived", of(WAIVED))];
    form.errors.update(|errors| {
        for (path, _) in errors.iter_mut() {
            let mut steps = path.split('.');
            let (list, at) = (steps.next().unwrap_or_default(), steps.next().and_then(|at| at.parse::<usize>().ok()));
            let fields = lists.iter().find(|(name, _)| *name == list).map(|(_, fields)| fields);
            *path = fields.zip(at).and_then(|(fields, at)| fields.get(at)).map_or_else(|| "serials".to_owned(), Clone::clone);
        }
    });
}

fn fields(form: Form, kit: &Rc<DemoKit>, typed: &Typed) -> El {
    let (all, filled) = (typed.clone(), Rc::clone(kit));
    let here = button::secondary(t::all_here(lang())).class("button small").on("click", move |_| all.fill(&filled.loan));
    let serials = Field::area(form, "serials", t::came(lang()), typed.serials, 4).hint(t::came_hint(lang())).view();
    let counts = typed.counts.iter().filter_map(|(line_id, typed)| {
        let line = kit.loan.line(line_id)?;
        let label = t::count(lang(), &line.name);
        let hint = t::count_hint(lang(), line.loose_out());
        Some(Field::number(form, &["count.", line_id].concat(), &label, *typed).hint(&hint).optional().view())
    });
    let counts = counts.collect::<Vec<_>>();
    let owed = owed(form, kit, typed);
    let parts = parts(form, kit, typed);
    let (now, said) = (typed.clone(), Rc::clone(kit));
    let preview = div("stack tight loan-preview").attr("role", "status").child(dynamic(move || preview(&said.loan, &now.body())));
    div("stack")
        .child(div("buttons").child(here))
        .child(serials)
        .child(scan::into_lines(typed.serials))
        .child(counts)
        .child(owed)
        .child(parts)
        .child(preview)
}

/// What was lacking: whether it came, or is let go.
fn owed(form: Form, kit: &DemoKit, typed: &Typed) -> Vec<El> {
    let options = || {
        let option = |word: &str, label: &str| (word.to_owned(), label.to_owned());
        vec![option(MISSING, t::part_missing(lang())), option(CAME, t::part_came(lang())), option(WAIVED, t::part_waived(lang()))]
    };
    let one = |(id, now): &(Id, RwSignal<String>)| {
        let part = kit.loan.lacks().find(|part| part.id == *id)?;
        let label = t::owed_part(lang(), [&part.quantity.to_string(), " × ", &part.name].concat());
        Some(Field::select(form, &["owed.", id].concat(), &label, *now, options()).view())
    };
    typed.owed.iter().filter_map(one).collect()
}

/// What belongs to each piece: out of the way, as long as nothing is missing.
fn parts(form: Form, kit: &DemoKit, typed: &Typed) -> Option<El> {
    let line = |line: &Lent| {
        let own = typed.parts.iter().filter(|(id, ..)| *id == line.line_id).filter_map(|(id, part, typed)| {
            let name = line.contents.get(*part)?;
            Some(Field::number(form, &part_path(id, *part), name, *typed).optional().view())
        });
        let own = own.collect::<Vec<_>>();
        (!own.is_empty())
            .then(|| el("fieldset").class("stack tight").child(el("legend").child(line.name.as_str())).child(div("fields").child(own)))
    };
    let lines = kit.loan.lent.iter().filter_map(line).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        let hint = p("small muted", t::parts_hint(lang()));
        el("details").class("stack tight").child(el("summary").child(t::parts(lang()))).child(hint).child(lines)
    })
}

/// What the booking will say: how many are back, what is missing, what was not lent.
fn preview(loan: &Loan, body: &CheckIn) -> El {
    let sorted = sort(loan, &body.serials);
    let mut after = loan.clone();
    for (line_id, serial) in &sorted.here {
        if let Some(line) = after.lent.iter_mut().find(|line| line.line_id == *line_id) {
            line.back += 1;
            if let Some(device) = line.devices.iter_mut().find(|device| device.serial == *serial) {
                device.whereabouts = Whereabouts::Back;
            }
        }
    }
    for counted in &body.counted {
        if let Some(line) = after.lent.iter_mut().find(|line| line.line_id == counted.line_id) {
            line.back += counted.quantity.clamp(0, line.loose_out());
        }
    }
    let names = |all: &[String]| all.join(", ");
    let here = i64::try_from(sorted.here.len()).unwrap_or(0);
    let missing = out(&after);
    let nothing_more = missing.is_empty() && body.lacking.is_empty() && loan.lacks().count() == body.came.len() + body.waived.len();
    div("stack tight")
        .child((here > 0).then(|| p("small", &t::preview_here(lang(), here))))
        .child((!missing.is_empty()).then(|| p("small", &t::preview_missing(lang(), &missing))))
        .child((!sorted.strays.is_empty()).then(|| p("small", &t::preview_stray(lang(), names(&sorted.strays)))))
        .child((!sorted.known.is_empty()).then(|| p("small", &t::preview_known(lang(), names(&sorted.known)))))
        .child(nothing_more.then(|| p("small", t::preview_all(lang()))))
}
