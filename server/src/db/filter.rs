use super::query::{Arg, Bind, Query};

/// Conditions that are put together, with their values: `?` in a condition stands for its next value.
#[derive(Debug, Default)]
pub struct Filter {
    sql: String,
    args: Vec<Arg>,
}

/// Values of one condition.
pub trait Binds {
    /// Appends them.
    fn add_to(self, args: &mut Vec<Arg>);
}

impl<T: Bind> Binds for T {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.push(self.arg());
    }
}

impl<A: Bind, B: Bind> Binds for (A, B) {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.extend([self.0.arg(), self.1.arg()]);
    }
}

impl<A: Bind, B: Bind, C: Bind> Binds for (A, B, C) {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.extend([self.0.arg(), self.1.arg(), self.2.arg()]);
    }
}

impl<A: Bind, B: Bind, C: Bind, D: Bind> Binds for (A, B, C, D) {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.extend([self.0.arg(), self.1.arg(), self.2.arg(), self.3.arg()]);
    }
}

impl Binds for Vec<Arg> {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.extend(self);
    }
}

impl Binds for () {
    fn add_to(self, _: &mut Vec<Arg>) {}
}

impl Filter {
    /// No condition yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more condition that must hold. Text from outside goes into the values, never into the condition.
    pub fn and(&mut self, condition: &str, values: impl Binds) {
        self.sql.push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.add(condition, values);
    }

    /// All of them together, or this: a condition without a value.
    #[must_use]
    pub fn or(mut self, condition: &str) -> Self {
        if let Some(all) = self.sql.strip_prefix(" WHERE ") {
            self.sql = format!(" WHERE ({condition} OR ({all}))");
        }
        self
    }

    fn add(&mut self, sql: &str, values: impl Binds) {
        let mut next = self.args.len();
        values.add_to(&mut self.args);
        for c in sql.chars() {
            if c == '?' {
                next += 1;
                self.sql.push('$');
                self.sql.push_str(&next.to_string());
            } else {
                self.sql.push(c);
            }
        }
    }

    /// `head`, the conditions, `tail`; the tail's values come last.
    #[must_use]
    pub fn query(mut self, head: &str, tail: &str, values: impl Binds) -> Query {
        self.sql.push(' ');
        self.add(tail, values);
        Query::with(format!("{head}{}", self.sql), self.args)
    }
}
