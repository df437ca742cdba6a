//! URLs of the calendar and the policies.

/// The calendar as it holds now: `GET`, `PUT` with `If-Match`.
pub const CALENDAR: &str = "/api/v1/calendars/current";
/// What a calendar file (RFC 5545) says, as closed days; nothing is saved (`POST`).
pub const READ: &str = "/api/v1/calendars/closed-days";
/// The policies as they hold now: `GET`, `PUT` with `If-Match`.
pub const POLICIES: &str = "/api/v1/policies";
/// What would be promised (`POST`); nothing is saved.
pub const PREVIEW: &str = "/api/v1/policies/preview";
/// What would be promised to the caller's company for a request that was made now, by kind and severity (`GET`).
pub const MINE: &str = "/api/v1/policies/mine";
/// The portal's page of both.
pub const PAGE: &str = "/calendars";
