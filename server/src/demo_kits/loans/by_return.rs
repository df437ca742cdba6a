use std::collections::BTreeMap;

use eyelevel_contract::demo_kits::loans::{CheckIn, sort, takes_back};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;

use super::{check_in, store};
use crate::error::Result;
use crate::extract::Caller;
use crate::requests::spine;
use crate::write::Write;

/// What came of pieces that came back with a return, by the numbers of their loans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booked {
    /// Here they are checked in.
    pub at: Vec<String>,
    /// These can't take them back yet.
    pub not_at: Vec<String>,
}

/// Checks in what a partner has on loan and has sent back as a return: the same as a scan at the loan itself. What is not on loan to them, or is
/// back already, is no news. The loans are held in the order of their ids, behind the return.
///
/// # Errors
/// Whatever the database says.
pub async fn by_return(w: &mut Write, caller: &Caller, partner_id: &str, serials: &[&str]) -> Result<Booked> {
    let mut loans: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for serial in serials {
        // As it stands, else by what it looks like.
        let out = store::out_at(w, partner_id, serial).await?;
        if let Some((loan, serial)) = out.iter().find(|(_, known)| known == serial).or(out.first()) {
            loans.entry(loan.clone()).or_default().push(serial.clone());
        }
    }
    let (app, mut booked) = (w.app().clone(), Booked::default());
    for (id, serials) in loans {
        spine::lock(w, &id).await?;
        let kit = crate::demo_kits::store::kit(&app, &mut w.tx, &caller.actor, Lang::De, &id).await?;
        // Somebody may have scanned it at the loan meanwhile.
        let sorted = sort(&kit.loan, &serials);
        if sorted.here.is_empty() {
            continue;
        }
        let number = kit.page.request.number.clone();
        if !takes_back(&kit) {
            booked.not_at.push(number);
            continue;
        }
        let body = CheckIn { serials, counted: Vec::new(), lacking: Vec::new(), came: Vec::new(), waived: Vec::new() };
        check_in::book(w, caller, &kit, &sorted, &body).await?;
        booked.at.push(number);
    }
    Ok(booked)
}
