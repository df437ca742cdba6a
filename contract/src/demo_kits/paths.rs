//! URLs of demo kits.

/// Demo-kit requests: `GET` lists them (same query as `/api/v1/requests`), `POST` submits one (`Draft`).
pub const DEMO_KITS: &str = "/api/v1/demo-kits";
/// What can be asked for: `?q=&sort=name|-name&cursor=&limit=`; `POST` adds an item (admins).
pub const CATALOGUE: &str = "/api/v1/demo-kits/catalogue";
/// The portal's catalogue.
pub const CATALOGUE_PAGE: &str = "/catalogue";
/// The portal's form; `?item=ID` begins with that item, `?draft=ID` opens a draft.
pub const FORM: &str = "/demo-kits/new";

/// The portal's form for a new item (admins).
pub const ITEM_FORM: &str = "/catalogue/new";

/// Items from a file (`POST` a CSV; `?confirm=true` writes it; admins).
pub const CATALOGUE_IMPORT: &str = "/api/v1/demo-kits/catalogue/import";
/// The portal's page for it.
pub const CATALOGUE_IMPORT_PAGE: &str = "/catalogue/import";
/// The whole catalogue as a file that can be imported again (`exports::Export::Catalogue`).
pub const CATALOGUE_EXPORT: &str = "/api/v1/exports/catalogue.csv";

/// The portal's page of one item.
#[must_use]
pub fn item_page(id: &str) -> String {
    format!("{CATALOGUE_PAGE}/{id}")
}

/// The portal's form, begun with that item.
#[must_use]
pub fn form_with(item_id: &str) -> String {
    format!("{FORM}?item={item_id}")
}

/// One request.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{DEMO_KITS}/{id}")
}

/// The decision (`POST`, `Decide`).
#[must_use]
pub fn decision(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/decision")
}

/// Parcels go out (`POST`, `Ship`).
#[must_use]
pub fn shipments(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/shipments")
}

/// Loans: `?state=out|soon|overdue|back&q=&cursor=&limit=`.
pub const LOANS: &str = "/api/v1/demo-kits/loans";
/// The same as a table for spreadsheets, all of it.
pub const LOANS_CSV: &str = "/api/v1/demo-kits/loans.csv";
/// The portal's list of loans.
pub const LOANS_PAGE: &str = "/loans";

/// The wish for a later last day (`POST`, `loans::AskLater`).
#[must_use]
pub fn later(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/later")
}

/// The wish to keep pieces (`POST`, `loans::AskKeep`).
#[must_use]
pub fn keep(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/keep")
}

/// The answer to a wish (`POST`, `loans::AnswerWish`).
#[must_use]
pub fn wish_answer(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/wish-answer")
}

/// The partner takes back what they wish (`POST`, `loans::TakeBackWish`).
#[must_use]
pub fn wish_withdrawal(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/wish-withdrawal")
}

/// The next step with a loan that is overdue (`POST`, `loans::NameStep`).
#[must_use]
pub fn step(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/step")
}

/// What came back of a loan (`POST`, `loans::CheckIn`).
#[must_use]
pub fn check_in(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/check-in")
}

/// Begins a draft like it (`POST`; answers a `drafts::Draft`).
#[must_use]
pub fn repeat(id: &str) -> String {
    format!("{DEMO_KITS}/{id}/repeat")
}

/// One item: `GET`, `PUT` with `If-Match` (admins).
#[must_use]
pub fn item(id: &str) -> String {
    format!("{CATALOGUE}/{id}")
}

/// Its picture.
#[must_use]
pub fn picture(id: &str) -> String {
    format!("{CATALOGUE}/{id}/picture")
}
