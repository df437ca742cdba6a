//! Error bodies: RFC 9457 `application/problem+json`.

use std::collections::BTreeMap;

use crate::json::{Json, Wire};

/// What went wrong, for a person (in the caller's language) and for a program.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Where the type is explained, with a word that programs can switch on: `/api/problems#validation`, `…#not-found`, `…#conflict` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short sentence that is the same for all problems of the type.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened here and what to do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Field path (`recipients.0.email`) → messages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, Vec<String>>,
    /// The right that is missing, where a refusal names one (403).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_right: Option<String>,
}

/// By hand, because `type` is no name for a field, and because whatever a proxy answers in place of the server must do.
impl Wire for Problem {
    fn read(json: &Json, ok: &mut bool) -> Self {
        Self {
            kind: Wire::read(json.get("type"), &mut true),
            title: Wire::read(json.get("title"), ok),
            status: Wire::read(json.get("status"), &mut true),
            detail: Wire::read(json.get("detail"), ok),
            errors: Wire::read(json.get("errors"), &mut true),
            missing_right: Wire::read(json.get("missing_right"), ok),
        }
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (name, value) in [("type", &self.kind), ("title", &self.title)] {
            crate::json::field(out, name);
            value.write(out);
        }
        crate::json::field(out, "status");
        self.status.write(out);
        crate::json::field(out, "detail");
        self.detail.write(out);
        crate::json::field(out, "errors");
        self.errors.write(out);
        crate::json::field(out, "missing_right");
        self.missing_right.write(out);
        out.push('}');
    }
}
