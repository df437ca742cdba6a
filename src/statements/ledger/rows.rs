//! The ledger's rows: which lines stand in which, and what is drawn between them.

use eyelevel_contract::statements::{arrange::Link, ledger::Side};

use super::super::view::View;

/// What is shown, row by row.
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    /// Groups with lines between their rows, in order.
    tied: Vec<Tied>,
    /// One below the other, without lines between them.
    pub(super) narrow: bool,
    /// How many postings there are.
    pub(super) postings: usize,
}

/// One of them.
pub(super) struct Row {
    /// On the left and on the right; narrow, the one that there is stands on the left.
    pub(super) cells: [Option<usize>; 2],
    /// It begins a group.
    pub(super) first: bool,
    /// It stands below what it belongs to.
    pub(super) nested: bool,
}

struct Tied {
    group: usize,
    /// The rows.
    from: usize,
    until: usize,
}

/// A line between two rows.
pub(super) struct Drawn<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) link: &'a Link,
}

impl Rows {
    pub(super) fn new(view: &View, groups: &[usize], narrow: bool) -> Self {
        let mut rows = Self { all: Vec::new(), tied: Vec::new(), narrow, postings: 0 };
        for index in groups {
            let group = &view.groups[*index];
            let from = rows.all.len();
            if narrow {
                let line = |(i, (place, nested)): (usize, (usize, bool))| Row { cells: [Some(place), None], first: i == 0, nested };
                rows.all.extend(group.nested().into_iter().enumerate().map(line));
                rows.postings = rows.all.len();
                continue;
            }
            for (i, row) in group.rows.iter().enumerate() {
                let cells = [row.raises, row.lowers];
                rows.postings += cells.iter().flatten().count();
                rows.all.push(Row { cells, first: i == 0, nested: false });
            }
            if !group.links.is_empty() {
                rows.tied.push(Tied { group: *index, from, until: rows.all.len() });
            }
        }
        rows
    }

    /// The lines that go through some of the rows.
    pub(super) fn lines<'a>(&'a self, view: &'a View, from: usize, until: usize) -> impl Iterator<Item = Drawn<'a>> {
        let first = self.tied.partition_point(|tied| tied.until <= from);
        let seen = self.tied[first..].iter().take_while(move |tied| tied.from < until);
        seen.flat_map(move |tied| {
            let links = view.groups[tied.group].links.iter();
            links.map(move |link| Drawn { from: tied.from + link.from, to: tied.from + link.to, link })
        })
        .filter(move |drawn| drawn.from.min(drawn.to) < until && drawn.from.max(drawn.to) >= from)
    }

    /// Where a posting stands: row and side. Narrow, everything stands on the left.
    pub(super) fn place(&self, view: &View, posting: usize) -> Option<(usize, usize)> {
        let side = if self.narrow || view.posting(posting).kind.side() == Side::Raises { 0 } else { 1 };
        self.all.iter().position(|row| row.cells[side] == Some(posting)).map(|row| (row, side))
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use eyelevel_contract::{
        json::from_text,
        statements::{Statement, ledger::PostingKind},
    };
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::statements::view::{Filter, Show, mark};

    /// Two invoices and a debit over both, an invoice that was debited twice, a debit that may belong to the last invoice.
    fn view() -> View {
        let posting = |id: &str, kind: &str, allocated: i64| {
            let fields = r#""number":null,"booked_on":"2026-03-01","value_on":null,"due_on":null,"amount":100,"taxes":[],"corrects":null,
                "end_to_end_id":null,"mandate":null,"remittance":"","reason":null,"note":null,"source":null,"held":null,"by":null,"at":0"#;
            [r#"{"id":""#, id, r#"","kind":""#, kind, r#"","allocated":"#, &allocated.to_string(), ",", fields, "}"].concat()
        };
        let tie = |lowers: &str, raises: &str, rest: &str| {
            [r#"{"id":"","lowers":""#, lowers, r#"","raises":""#, raises, r#"","amount":100,"why":"","by":null,"at":0"#, rest, "}"].concat()
        };
        let postings = [
            posting("i0", "invoice", 100),
            posting("i1", "invoice", 100),
            posting("d2", "debit", 100),
            posting("i3", "invoice", 100),
            posting("d4", "debit", 100),
            posting("d5", "debit", 0),
            posting("i6", "invoice", 0),
            posting("d7", "debit", 0),
        ];
        let released = r#","released":null"#;
        let allocations = [tie("d2", "i0", released), tie("d2", "i1", released), tie("d4", "i3", released)];
        let text = [
            r#"{"account":{"id":"a","partner":{"id":"p","name":"P"},"number":"1","currency":"EUR","opening":0,"opened_on":"2026-01-01",
                "mandates":[],"ibans":[],"vat_id":null,"version":1},"from":"2026-01-01","until":"2026-12-31","equation":{"opening":0,
                "invoiced":0,"credited":0,"corrected":0,"discounted":0,"debited":0,"transferred":0,"returned":0,"fees":0,"refunded":0,
                "closing":0},"postings":["#,
            &postings.join(","),
            r#"],"allocations":["#,
            &allocations.join(","),
            r#"],"proposals":[{"lowers":"d7","raises":"i6","amount":100,"why":"Perhaps."}],
                "findings":[{"kind":"twice","sentence":"Twice.","postings":["i3","d5"],"amount":100,"refundable_until":null}],
                "months":[],"keeps":false}"#,
        ]
        .concat();
        View::new(&Rc::new(from_text::<Statement>(&text).expect("a statement")))
    }

    fn shown(view: &View, show: Show) -> Vec<Vec<usize>> {
        let filter = Filter { show, search: None };
        view.asked(&filter).iter().map(|group| view.groups[*group].postings().collect()).collect()
    }

    #[test]
    fn whoever_fits_is_shown_with_what_it_belongs_to() {
        let view = view();
        assert_eq!(shown(&view, Show::All).concat().len(), 8);
        assert_eq!(shown(&view, Show::Open), [vec![5], vec![6, 7]]);
        let of_finding = [vec![3, 4], vec![5]];
        assert_eq!(shown(&view, Show::Findings), of_finding);
        assert_eq!(shown(&view, Show::Finding(mark(&view.statement.findings[0]))), of_finding);
        assert!(shown(&view, Show::Finding("twice.d4".to_owned())).is_empty());
        assert_eq!((view.about[2].ties.len(), view.about[7].ties[0].proposed, view.about[5].findings.as_slice()), (2, true, &[0][..]));
    }

    #[test]
    fn rows_are_level_where_there_is_room_and_nested_where_there_is_none() {
        let view = view();
        let groups = view.asked(&Filter { show: Show::All, search: None });
        let wide = Rows::new(&view, &groups, false);
        let cells: Vec<_> = wide.all.iter().map(|row| row.cells).collect();
        assert_eq!(cells, [[Some(0), Some(2)], [Some(1), None], [Some(3), Some(4)], [None, Some(5)], [Some(6), Some(7)]]);
        assert_eq!((wide.postings, wide.place(&view, 5)), (8, Some((3, 1))));
        let lines = |from, until| wide.lines(&view, from, until).map(|line| (line.from, line.to)).collect::<Vec<_>>();
        assert_eq!(lines(0, 5), [(0, 0), (1, 0), (2, 2), (4, 4)]);
        assert_eq!(lines(1, 2), [(1, 0)]);
        assert!(wide.lines(&view, 4, 5).all(|line| line.link.proposed));
        let narrow = Rows::new(&view, &groups, true);
        let nested: Vec<_> = narrow.all.iter().map(|row| (row.cells[0], row.nested)).collect();
        let one = |place, nested| (Some(place), nested);
        assert_eq!(nested[..3], [one(0, false), one(2, true), one(1, false)]);
        assert_eq!((narrow.postings, narrow.place(&view, 2), narrow.lines(&view, 0, 8).count()), (8, Some((1, 0)), 0));
        assert_eq!(view.posting(2).kind, PostingKind::Debit);
    }
}
