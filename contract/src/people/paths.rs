//! URLs of people, organisations and sessions.

/// `POST` signs in, `DELETE` signs out (`?everywhere=true`: on all devices).
pub const SESSION: &str = "/api/v1/session";
/// Who is signed in, what they may do, and the settings of this installation.
pub const ME: &str = "/api/v1/me";
/// Organisations that the caller may see.
pub const ORGANISATIONS: &str = "/api/v1/organisations";
/// People that the caller may see; `POST` invites one.
pub const PEOPLE: &str = "/api/v1/people";

/// A CSV of people whom the vendor invites, and of the partners that are new (`POST`, `?confirm=true`: it is written).
pub const PEOPLE_IMPORT: &str = "/api/v1/people/import";
/// The portal's page for that.
pub const PEOPLE_IMPORT_PAGE: &str = "/people/import";

/// The portal's page of people; `?organisation=ID`: of that one (vendor only).
pub const PEOPLE_PAGE: &str = "/people";
/// The portal's page of organisations: a partner's customers, the vendor's partners and distributors.
pub const ORGANISATIONS_PAGE: &str = "/organisations";
/// The portal's page of whoever is signed in.
pub const ME_PAGE: &str = "/me";

/// One organisation: `GET`, `PUT` with `If-Match` (`EditOrganisation`).
#[must_use]
pub fn organisation(id: &str) -> String {
    format!("{ORGANISATIONS}/{id}")
}

/// One person: `GET`, `PUT` with `If-Match` (`EditPerson`).
#[must_use]
pub fn person(id: &str) -> String {
    format!("{PEOPLE}/{id}")
}

/// Sends the invitation once more (`POST`), for who has not set a password yet.
#[must_use]
pub fn invite_again(id: &str) -> String {
    format!("{PEOPLE}/{id}/invitation")
}

/// The server-rendered sign-in page; it returns to `next` afterwards.
#[must_use]
pub fn sign_in(next: &str) -> String {
    format!("/sign-in?next={}", crate::people::paths::encode(next))
}

/// The page that an invitation mail links to.
#[must_use]
pub fn invitation(token: &str) -> String {
    format!("/invitation/{token}")
}

/// The page that a password-reset mail links to.
#[must_use]
pub fn reset(token: &str) -> String {
    format!("/reset/{token}")
}

/// Percent-encodes a query value (RFC 3986: everything but unreserved characters and `/`).
#[must_use]
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
            }
        }
    }
    out
}
