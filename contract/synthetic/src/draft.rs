//! Books in the making.

use eyelevel_contract::{
    civil::Date,
    ids::Id,
    statements::{
        matching::{Books, Item, ItemKind, Payment, PaymentKind},
        reading::CurrencyCode,
    },
};

use crate::{
    bank::Truth,
    chance::{Chance, mixed},
    recipe::Recipe,
    series::{Contract, Plan, Voice},
    text::{Numbers, broken, noise, spelled},
};

pub(crate) struct Draft {
    pub(crate) recipe: Recipe,
    pub(crate) chance: Chance,
    pub(crate) books: Books,
    pub(crate) truth: Truth,
    numbers: Numbers,
    /// How many items and payments there are.
    count: u64,
    invoices: usize,
    credits: usize,
    /// Whether the last payment says nothing.
    pub(crate) is_silent: bool,
}

impl Draft {
    pub(crate) fn new(recipe: &Recipe) -> Self {
        let mut chance = Chance::new(recipe.seed);
        Self {
            numbers: Numbers::any(&mut chance, recipe.invoices),
            recipe: recipe.clone(),
            chance,
            books: Books { items: vec![], payments: vec![], allocations: vec![], taken_back: vec![] },
            truth: Truth::default(),
            count: 0,
            invoices: 0,
            credits: 0,
            is_silent: false,
        }
    }

    /// Ids say nothing of when a line was made.
    fn id(&mut self, of: char) -> Id {
        self.count += 1;
        format!("{of}{:016x}", mixed(self.count ^ self.recipe.seed << 40))
    }

    /// One more invoice; gives its place.
    pub(crate) fn invoice(&mut self, contract: &Contract, plan: &Plan) -> usize {
        self.invoices += 1;
        let id = self.id('i');
        let announced = contract.voice == Voice::Id;
        self.books.items.push(Item {
            kind: ItemKind::Invoice,
            number: self.numbers.invoice(plan.date.year(), self.invoices),
            date: plan.date,
            due: contract.due_days.map(|days| plan.date.plus_days(days)),
            amount_minor: plan.amount,
            open_minor: plan.amount,
            currency: CurrencyCode::EUR,
            mandate: contract.mandate.clone(),
            end_to_end_id: announced.then(|| format!("E{}", &id[1..])),
            discounts: contract.discount.clone().into_iter().collect(),
            corrects: None,
            id,
        });
        self.books.items.len() - 1
    }

    /// A credit note, or a correction by the difference.
    pub(crate) fn less(&mut self, of: usize, date: Date, amount: i64, as_credit: bool, linked: bool) -> usize {
        self.credits += 1;
        let invoice = self.books.items[of].clone();
        let id = self.id('c');
        let minor = if as_credit { amount } else { -amount };
        self.books.items.push(Item {
            id,
            kind: if as_credit { ItemKind::CreditNote } else { ItemKind::Correction },
            number: self.numbers.credit(date.year(), self.credits),
            date,
            due: None,
            amount_minor: minor,
            open_minor: minor,
            mandate: invoice.mandate.filter(|_| !as_credit),
            end_to_end_id: None,
            discounts: vec![],
            corrects: (linked || !as_credit).then_some(invoice.id),
            ..invoice
        });
        self.books.items.len() - 1
    }

    /// A payment that says what its contract's payments say; nothing if it is silent. Gives its place.
    pub(crate) fn pay(&mut self, kind: PaymentKind, contract: &Contract, date: Date, amount: i64, of: &[usize]) -> usize {
        let id = self.id('p');
        let (silent, stray) = (self.recipe.silent, self.chance.often(150));
        let voice = if self.chance.often(silent) { Voice::Nothing } else { contract.voice };
        self.is_silent = voice == Voice::Nothing;
        let announced = of.first().and_then(|item| self.books.items[*item].end_to_end_id.clone()).filter(|_| of.len() == 1);
        let end_to_end_id = match voice {
            Voice::Id if announced.is_some() => announced,
            _ if stray && contract.voice != Voice::Id => Some(format!("X{}", &id[1..])),
            _ => self.chance.pick(&[None, Some("NOTPROVIDED")]).map(str::to_owned),
        };
        let remittance = self.text(voice, of);
        self.books.payments.push(Payment {
            id,
            kind,
            booking_date: date,
            value_date: None,
            amount_minor: amount,
            open_minor: amount,
            currency: CurrencyCode::EUR,
            end_to_end_id,
            mandate: contract.mandate.clone().filter(|_| contract.debits_name_mandate),
            remittance,
            reason: None,
            reversal: false,
            fee_minor: None,
        });
        self.books.payments.len() - 1
    }

    fn text(&mut self, voice: Voice, of: &[usize]) -> String {
        let chance = &mut self.chance;
        let mut parts: Vec<String> = (0..chance.between(0, 1)).map(|_| noise(chance)).collect();
        if voice == Voice::Number || voice == Voice::Id && (of.len() > 1 || chance.often(500)) {
            let named = of.iter().map(|item| {
                let item = &self.books.items[*item];
                if item.kind == ItemKind::Invoice { spelled(&item.number, chance) } else { item.number.clone() }
            });
            let named: Vec<String> = named.collect();
            parts.push(named.join(chance.pick(&[", ", " ", " + ", "; "])));
        }
        parts.extend((0..chance.between(0, 1)).map(|_| noise(chance)));
        broken(&parts.join(chance.pick(&[" ", " / ", "\n"])), chance)
    }

    /// The payment's id.
    pub(crate) fn payment(&self, at: usize) -> Id {
        self.books.payments[at].id.clone()
    }

    pub(crate) fn item(&self, at: usize) -> Id {
        self.books.items[at].id.clone()
    }

    /// What a payment is for.
    pub(crate) fn belongs(&mut self, payment: usize, item: usize, amount: i64, discount: i64) {
        self.truth.allocations.push((self.payment(payment), self.item(item), amount, discount));
    }

    pub(crate) fn finding(&mut self, word: &'static str, lines: Vec<Id>) {
        self.truth.findings.push((word, lines));
    }
}
