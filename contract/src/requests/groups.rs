//! Requests in groups: how many a person, a partner or a customer has of what a list shows, and when the first of them is due.

use super::RequestQuery;
use crate::ids::{Id, Millis};

/// The groups of a list (`GET`): the list's own query, with `group`.
pub const GROUPS: &str = "/api/v1/requests/groups";
/// So many groups are told, those with the nearest date; beyond that `more` says so.
pub const GROUPS_MAX: i64 = 200;
/// The group of what has none: requests that name no customer.
pub const NOBODY: &str = "none";

words! {
    /// What requests are put together by.
    Grouping {
        /// The named person of the vendor.
        Owner = "owner",
        /// The company that asked.
        Partner = "partner",
        /// The partner's customer that it is about.
        Customer = "customer",
    }
}

wire! {
    /// One group.
    pub struct RequestGroup {
        /// Of the person or the company; [`NOBODY`] for what has none.
        pub id: Id,
        /// None for what has none.
        pub name: Option<String>,
        pub count: i64,
        /// How many of them the vendor owes something past its date.
        pub late: i64,
        /// The nearest date of a running promise.
        pub next_due: Option<Millis>,
    }

    /// The groups of a list, the nearest date first.
    pub struct RequestGroups {
        pub groups: Vec<RequestGroup>,
        /// Whether there are more than these.
        pub more: bool,
    }
}

impl RequestQuery {
    /// The list of one group alone: the same filters, and this one.
    #[must_use]
    pub fn within(&self, grouping: Grouping, id: &str) -> Self {
        let mut one = Self { group: None, cursor: None, ..self.clone() };
        let filter = match grouping {
            Grouping::Owner => &mut one.owner,
            Grouping::Partner => &mut one.partner,
            Grouping::Customer => &mut one.customer,
        };
        *filter = Some(id.to_owned());
        one
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::requests::Section;

    #[test]
    fn a_group_is_the_list_with_one_filter_more() {
        let query = RequestQuery {
            section: Some(Section::WithVendor),
            owner: Some("me".to_owned()),
            group: Some(Grouping::Customer),
            cursor: Some("x".to_owned()),
            ..RequestQuery::default()
        };
        assert_eq!(query.within(Grouping::Customer, "c1").to_query(), "section=with_vendor&owner=me&customer=c1");
        assert_eq!(query.within(Grouping::Owner, "p1").to_query(), "section=with_vendor&owner=p1");
        assert_eq!(query.within(Grouping::Partner, "o1").to_query(), "section=with_vendor&owner=me&partner=o1");
    }
}
