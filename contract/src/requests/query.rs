use super::{Figure, Grouping, Kind, Section, Severity, State};
use crate::people::paths::encode;

words! {
    /// The order of a list of requests. A hyphen turns it round.
    Sort {
        /// By time left, the tightest first; what stands still comes last.
        Due = "due",
        /// By time left, the loosest first.
        DueLast = "-due",
        /// The longest untouched first.
        Updated = "updated",
        /// The last changed first.
        UpdatedLast = "-updated",
        /// The oldest first.
        Created = "created",
        /// The newest first.
        CreatedLast = "-created",
    }
}

wire! {
    /// What a list of requests shows: filters, order and place. The same words stand in the portal's own address.
    #[derive(Default)]
    pub struct RequestQuery {
        #[serde(default)]
        pub section: Option<Section>,
        #[serde(default)]
        pub state: Option<State>,
        #[serde(default)]
        pub kind: Option<Kind>,
        #[serde(default)]
        pub severity: Option<Severity>,
        /// Finds number, subject, the partner's reference and the customer.
        #[serde(default)]
        pub q: Option<String>,
        /// `me`: only what the caller owns (vendor) or asked for (partner); else the vendor's person with that id.
        #[serde(default)]
        pub owner: Option<String>,
        /// Of these, only what is unread: `owner=me` goes without saying.
        #[serde(default)]
        pub unread: Option<bool>,
        /// One partner's (vendor only).
        #[serde(default)]
        pub partner: Option<String>,
        /// One customer's, or `none`: only what names no customer.
        #[serde(default)]
        pub customer: Option<String>,
        /// Only those behind this figure of the scorecard.
        #[serde(default)]
        pub figure: Option<Figure>,
        /// … in these months: the first (`2026-10`) …
        #[serde(default)]
        pub from: Option<String>,
        /// … and the last.
        #[serde(default)]
        pub until: Option<String>,
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Put together by these; says how a list is shown, not what is in it.
        #[serde(default)]
        pub group: Option<Grouping>,
        /// What the page before answered as `next`.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows of a page, at most [`crate::page::MAX_LIMIT`].
        #[serde(default)]
        pub limit: Option<i64>,
    }
}

impl RequestQuery {
    /// The query string without its question mark; empty when nothing is set.
    #[must_use]
    pub fn to_query(&self) -> String {
        let limit = self.limit.map(|l| l.to_string());
        let parts = [
            ("section", self.section.map(Section::word)),
            ("state", self.state.map(State::word)),
            ("kind", self.kind.map(Kind::word)),
            ("severity", self.severity.map(Severity::word)),
            ("q", self.q.as_deref()),
            ("owner", self.owner.as_deref()),
            ("unread", (self.unread == Some(true)).then_some("true")),
            ("partner", self.partner.as_deref()),
            ("customer", self.customer.as_deref()),
            ("figure", self.figure.map(Figure::word)),
            ("from", self.from.as_deref()),
            ("until", self.until.as_deref()),
            ("sort", self.sort.map(Sort::word)),
            ("group", self.group.map(Grouping::word)),
            ("cursor", self.cursor.as_deref()),
            ("limit", limit.as_deref()),
        ];
        let mut out = String::new();
        for (name, value) in parts {
            let Some(value) = value.filter(|v| !v.is_empty()) else { continue };
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(name);
            out.push('=');
            out.push_str(&encode(value));
        }
        out
    }

    /// A query from named values, as an address holds them; what is unknown is left out.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| get(name).filter(|v| !v.is_empty());
        Self {
            section: text("section").and_then(|v| Section::from_word(&v)),
            state: text("state").and_then(|v| State::from_word(&v)),
            kind: text("kind").and_then(|v| Kind::from_word(&v)),
            severity: text("severity").and_then(|v| Severity::from_word(&v)),
            q: text("q"),
            owner: text("owner"),
            unread: text("unread").map(|v| v == "true"),
            partner: text("partner"),
            customer: text("customer"),
            figure: text("figure").and_then(|v| Figure::from_word(&v)),
            from: text("from"),
            until: text("until"),
            sort: text("sort").and_then(|v| Sort::from_word(&v)),
            group: text("group").and_then(|v| Grouping::from_word(&v)),
            cursor: text("cursor"),
            limit: text("limit").and_then(|v| v.parse().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_query_comes_back_as_it_went() {
        let query = RequestQuery {
            section: Some(Section::WithVendor),
            severity: Some(Severity::Critical),
            q: Some("Müller & Söhne=?".to_owned()),
            sort: Some(Sort::UpdatedLast),
            limit: Some(200),
            ..RequestQuery::default()
        };
        let text = query.to_query();
        assert_eq!(text, "section=with_vendor&severity=critical&q=M%C3%BCller%20%26%20S%C3%B6hne%3D%3F&sort=-updated&limit=200");
        let pairs = [
            ("section", "with_vendor"),
            ("severity", "critical"),
            ("q", "Müller & Söhne=?"),
            ("sort", "-updated"),
            ("limit", "200"),
            ("kind", "nonsense"),
        ];
        let back = RequestQuery::read(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()));
        assert_eq!(back, query);
        assert_eq!(RequestQuery::default().to_query(), "");
    }
}
