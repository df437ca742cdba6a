//! Pieces and what belongs to them in words of both languages, as the timeline keeps them.

use eyelevel_contract::demo_kits::Bilingual;
use eyelevel_contract::demo_kits::loans::{Loan, WishPiece};
use eyelevel_contract::lang::Lang;

use crate::db::AsConn;
use crate::error::Result;

/// Lines in both languages: what a kit's pieces are called.
pub(super) struct Names {
    de: std::collections::BTreeMap<String, String>,
    en: std::collections::BTreeMap<String, String>,
}

impl Names {
    pub(super) async fn of(on: &mut impl AsConn, id: &str) -> Result<Self> {
        let de = crate::demo_kits::store::names(on, id, Lang::De).await?;
        let en = crate::demo_kits::store::names(on, id, Lang::En).await?;
        Ok(Self { de, en })
    }

    fn of_line(&self, line_id: &str) -> Bilingual {
        let name = |names: &std::collections::BTreeMap<String, String>| names.get(line_id).cloned().unwrap_or_default();
        Bilingual { de: name(&self.de), en: name(&self.en) }
    }

    /// “2 × E-paper display, small ”, one after the other.
    pub(super) fn pieces(&self, pieces: &[WishPiece]) -> Vec<Bilingual> {
        let mut lines: Vec<&str> = Vec::new();
        for piece in pieces {
            if !lines.contains(&piece.line_id.as_str()) {
                lines.push(&piece.line_id);
            }
        }
        let said = |line: &str| {
            let own = || pieces.iter().filter(|piece| piece.line_id == line);
            let count: i64 = own().map(|piece| piece.quantity).sum();
            let serials: Vec<&str> = own().filter_map(|piece| piece.serial.as_deref()).collect();
            let behind = if serials.is_empty() { String::new() } else { format!(" ({})", serials.join(", ")) };
            let name = self.of_line(line);
            Bilingual { de: format!("{count} × {}{behind}", name.de), en: format!("{count} × {}{behind}", name.en) }
        };
        lines.into_iter().map(said).collect()
    }
}

/// Everything of a loan that is out.
pub(super) fn out(loan: &Loan) -> Vec<WishPiece> {
    let line = |line: &eyelevel_contract::demo_kits::loans::Lent| {
        let piece =
            |serial: Option<&str>, quantity| WishPiece { line_id: line.line_id.clone(), serial: serial.map(str::to_owned), quantity };
        let mut pieces: Vec<WishPiece> = line.serials_out().map(|serial| piece(Some(serial), 1)).collect();
        pieces.extend((line.loose_out() > 0).then(|| piece(None, line.loose_out())));
        pieces
    };
    loan.lent.iter().flat_map(line).collect()
}

/// One text for an entry of the timeline.
///
/// # Errors
/// If it can't be written as JSON.
pub(super) fn joined(parts: &[Bilingual]) -> Result<String> {
    let join = |lang: Lang| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join("; ");
    Ok(serde_json::to_string(&Bilingual { de: join(Lang::De), en: join(Lang::En) })?)
}
