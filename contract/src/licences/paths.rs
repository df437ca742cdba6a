//! URLs of licences, installations, products and known issues.

/// Licence requests: `GET` lists them (same query as `/api/v1/requests`), `POST` submits one (`Draft`).
pub const LICENCES: &str = "/api/v1/licences";
/// Installations that the caller may see: `?q=&customer=&product=&runs_out=7|30|60|90|ended&cursor=&limit=`; `POST` adds one.
pub const INSTALLATIONS: &str = "/api/v1/installations";
/// A CSV of installations (`POST`): what would come of it, with every bad line; `?confirm=true` does it, and with bad lines in it only if
/// `&good_only=true` says that the others shall do.
pub const IMPORT: &str = "/api/v1/installations/import";
/// Products: `?q=&cursor=&limit=`; `POST` adds one (admins).
pub const PRODUCTS: &str = "/api/v1/products";
/// What is left of all pools (`GET`, admins).
pub const POOLS: &str = "/api/v1/pools";
/// Known issues: `?product=&version=&mine=true&cursor=&limit=` (`mine`: those that touch an installation or a device of the caller's company); `POST` adds
/// one.
pub const KNOWN_ISSUES: &str = "/api/v1/known-issues";
/// Whether keys were taken back (`POST`): the one thing about a key that needs the server.
pub const REVOCATION: &str = "/api/v1/licence-revocation";
/// The public keys that prove our keys (`PublishedKeys`), for everybody.
pub const PUBLIC_KEYS: &str = "/.well-known/licence-keys.json";
/// A new signing key takes over (`POST`, admins); answers with the whole ring (`PublishedKeys`).
pub const SIGNING_KEYS: &str = "/api/v1/licences/signing-keys";
/// Renewals of the caller, the newest first (`GET`); many at once (`POST`, `NewRenewal`).
pub const RENEWALS: &str = "/api/v1/renewals";
/// What would come of a renewal (`POST`): of a `NewRenewal`, or of a CSV that names installations.
pub const RENEWAL_PREVIEW: &str = "/api/v1/renewals/preview";
/// The address for calendar programs (`POST`).
pub const CALENDAR_LINK: &str = "/api/v1/renewals/calendar";
/// The portal's page of what runs out when, and of renewals; `?renewal=ID`.
pub const RENEWALS_PAGE: &str = "/licences/renewals";

/// One renewal, as far as it is (`GET`).
#[must_use]
pub fn renewal(id: &str) -> String {
    format!("{RENEWALS}/{id}")
}

/// All keys of a renewal in one file (`GET`).
#[must_use]
pub fn renewal_zip(id: &str) -> String {
    format!("{RENEWALS}/{id}/keys.zip")
}

/// What runs out when, for calendar programs; behind a signed link.
#[must_use]
pub fn calendar(token: &str) -> String {
    format!("/licences/calendar/{token}/renewals.ics")
}

/// The portal's page: per customer and installation, what runs there, until when.
pub const PAGE: &str = "/licences";
/// The portal's form; `?installation=ID`, `?intent=renew`, `?request=ID` (whose key is refused), `?draft=ID`.
pub const FORM: &str = "/licences/new";
/// Check a key: in the portal, and for everybody.
pub const CHECK_PAGE: &str = "/licences/check";
/// The portal's installations.
pub const INSTALLATIONS_PAGE: &str = "/installations";
/// The portal's products.
pub const PRODUCTS_PAGE: &str = "/products";
/// The portal's page of the keys that sign ours.
pub const SIGNING_KEYS_PAGE: &str = "/licences/signing-keys";
/// Where figures of batches stand: the page of returns that says what breaks.
pub const BATCH_FIGURES: &str = "/returns/faults";
/// The portal's known issues.
pub const KNOWN_ISSUES_PAGE: &str = "/known-issues";

/// One licence request.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{LICENCES}/{id}")
}

/// A verb of a licence request, as the last part of its URL.
#[must_use]
pub fn verb(id: &str, verb: &str) -> String {
    format!("{LICENCES}/{id}/{verb}")
}

/// A person decides (`POST`, `DecideKey`).
pub const DECISION: &str = "decision";
/// The issuer is asked once more (`POST`), after a mismatch or a rejection.
pub const ISSUE: &str = "issue";
/// A key made by hand (`POST`, `HandMade`); the gate looks at it.
pub const HAND_MADE: &str = "hand-made";
/// The key goes to its recipients (`POST`, `SendKey`).
pub const SENDING: &str = "sending";
/// Other recipients (`POST`, `AskConsent`): asked for by the vendor, or wished by the requester.
pub const CONSENTS: &str = "consents";
/// It runs with the key (`POST`).
pub const WORKS: &str = "works";
/// What came of the call or the session (`POST`, `ContactOutcome`).
pub const CONTACT: &str = "contact";
/// A key of the request is taken back (`POST`, `Revoke`).
pub const REVOKED: &str = "revocation";

/// The requester's answer to a change of the recipients (`POST`, `AnswerConsent`).
#[must_use]
pub fn consent(id: &str, consent_id: &str) -> String {
    format!("{}/{consent_id}", verb(id, CONSENTS))
}

/// What can be said before a bridging key is asked for (`GET`): how many are left, who answers when.
#[must_use]
pub fn bridge_offer(installation_id: &str) -> String {
    format!("{INSTALLATIONS}/{installation_id}/bridge")
}

/// A licence file of one of the request's keys (`GET`); a key that is not signed, as text.
#[must_use]
pub fn file(id: &str, key_id: &str) -> String {
    format!("{}/{key_id}/file", verb(id, "keys"))
}

/// A licence request's page.
#[must_use]
pub fn page(id: &str) -> String {
    format!("{PAGE}/{id}")
}

/// The portal's form for an installation, begun with what it is for.
#[must_use]
pub fn form_for(installation_id: &str, intent: super::Intent) -> String {
    format!("{FORM}?installation={installation_id}&intent={intent}")
}

/// The portal's form for something that has no installation yet, or whose installation is still to be chosen.
#[must_use]
pub fn form_of(intent: super::Intent) -> String {
    format!("{FORM}?intent={intent}")
}

/// The portal's form for the key of a request that the program refuses. The key itself stands in no address.
#[must_use]
pub fn form_rejected(request_id: &str) -> String {
    format!("{FORM}?intent={}&request={request_id}", super::Intent::Rejected)
}

/// One installation: `GET`, `PUT` with `If-Match`.
#[must_use]
pub fn installation(id: &str) -> String {
    format!("{INSTALLATIONS}/{id}")
}

/// An installation's page.
#[must_use]
pub fn installation_page(id: &str) -> String {
    format!("{INSTALLATIONS_PAGE}/{id}")
}

/// One product: `GET`, `PUT` with `If-Match` (admins).
#[must_use]
pub fn product(id: &str) -> String {
    format!("{PRODUCTS}/{id}")
}

/// A product's pool (admins): `GET` says how many are left; `POST` says what would come of a CSV of keys, `?confirm=true` adds them, and with
/// bad lines in it only if `&good_only=true` says so. `&rule=ID`: keys of which rule.
#[must_use]
pub fn pool(product_id: &str) -> String {
    format!("{PRODUCTS}/{product_id}/pool")
}

/// The portal's page where a file of installations is looked at and imported.
pub const IMPORT_PAGE: &str = "/installations/import";
/// The portal's form for a new product.
pub const PRODUCT_FORM: &str = "/products/new";

/// A product's page.
#[must_use]
pub fn product_page(id: &str) -> String {
    format!("{PRODUCTS_PAGE}/{id}")
}

/// The portal's page of a product's ready-made keys, of one of its rules.
#[must_use]
pub fn pool_page(product_id: &str, rule_id: &str) -> String {
    format!("/pools/{product_id}?rule={rule_id}")
}

/// A signing key is retired (`POST`, admins): nothing is signed by it from then on.
#[must_use]
pub fn retirement(key_id: &str) -> String {
    format!("{SIGNING_KEYS}/{key_id}/retirement")
}

/// One known issue: `GET`, `PUT` with `If-Match`.
#[must_use]
pub fn known_issue(id: &str) -> String {
    format!("{KNOWN_ISSUES}/{id}")
}

/// Tells every partner with an affected installation (`POST`).
#[must_use]
pub fn publication(id: &str) -> String {
    format!("{KNOWN_ISSUES}/{id}/publication")
}

/// Whom a known issue would reach (`GET`, `IssueAudience`): `?affected=&fixed_in=` as they are being typed, else as they are.
#[must_use]
pub fn audience(id: &str) -> String {
    format!("{KNOWN_ISSUES}/{id}/audience")
}

/// A known issue's page.
#[must_use]
pub fn known_issue_page(id: &str) -> String {
    format!("{KNOWN_ISSUES_PAGE}/{id}")
}
