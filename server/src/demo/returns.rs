//! Returns, one in every state: a number that nobody knows, a display that arrived dead, and what became of others.

use eyelevel_contract::checklist::{Answered, Tried};
use eyelevel_contract::deliveries::NewRecipient;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{
    Arrived, Decide, DecideItem, DistributorAnswer, Draft, Finding, Finish, HandedIn, Inspect, Item, NewItem, Outcome, Reason, Refer,
    ReferralAnswer, Replacement, ReplacementItem, Return, SendLabel, SendReplacement,
};

use super::scene::{Scene, library, miriam};
use crate::db::q;
use crate::error::Result;
use crate::returns::{decide, finish, hand_in, inspect, label, receive, referral, ship, submit, thing};

/// So many working days ago, at a time of day.
type When = (i64, i8, i8);

/// The display that stayed dark.
const DEAD: &str = "EP42-00034";

pub(super) async fn play(scene: &Scene<'_>) -> Result<()> {
    closed(scene).await?;
    declined(scene).await?;
    inspected(scene).await?;
    restocked(scene).await?;
    dead_on_arrival(scene).await?;
    coming_back(scene).await?;
    to_hand_in(scene).await?;
    accepted(scene).await?;
    unknown(scene).await
}

fn form(serials: &[&str], reason: Reason, description: &str) -> Draft {
    Draft {
        serials: serials.iter().map(|serial| (*serial).to_owned()).collect(),
        reason: Some(reason),
        description: description.to_owned(),
        holds_data: Some(false),
        ..Draft::empty()
    }
}

/// Not in the catalogue: the requester says what it is.
fn named(serial: &str, product: &str, fault: &str, accessories: &str) -> NewItem {
    let text = str::to_owned;
    NewItem { product: text(product), fault: text(fault), accessories: text(accessories), ..NewItem::of(text(serial)) }
}

impl Scene<'_> {
    async fn asks_back(&self, who: &str, (ago, hour, minute): When, draft: &Draft) -> Result<String> {
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, who).await?;
        let id = submit::submit(&mut w, caller, draft).await?;
        self.done(w).await?;
        Ok(id)
    }

    async fn returned(&self, id: &str) -> Result<Return> {
        let auditor = self.people.who("auditor")?;
        thing(self.app, &mut self.app.db.read().await?, &auditor.actor, Lang::De, id).await
    }

    async fn judges(&self, (ago, hour, minute): When, id: &str, outcome: Option<Outcome>, no: (&str, &str)) -> Result<()> {
        let page = self.returned(id).await?;
        let one = |item: &Item| DecideItem {
            item_id: item.id.clone(),
            verdict: if no.0.is_empty() { Verdict::Approved } else { Verdict::Declined },
            outcome,
            reason: no.0.to_owned(),
            alternative: no.1.to_owned(),
            no_alternative: !no.0.is_empty() && no.1.is_empty(),
        };
        let body = Decide { items: page.items.iter().map(one).collect() };
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "approver").await?;
        decide::decide(&mut w, caller, id, &body).await?;
        self.done(w).await
    }

    async fn labels(&self, (ago, hour, minute): When, id: &str, number: &str, days: i64) -> Result<()> {
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "support").await?;
        let body = SendLabel { carrier: Carrier::Dhl, number: number.to_owned(), hand_in_by: Some(self.day(days)?) };
        label::send(&mut w, caller, id, &body).await?;
        self.done(w).await
    }

    async fn hands_in(&self, who: &str, (ago, hour, minute): When, id: &str) -> Result<()> {
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, who).await?;
        hand_in::hand_in(&mut w, caller, id, &HandedIn { carrier: None, number: String::new() }).await?;
        self.done(w).await
    }

    async fn scans(&self, (ago, hour, minute): When, id: &str, serials: &[&str]) -> Result<()> {
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "support").await?;
        let body = Arrived { serials: serials.iter().map(|serial| (*serial).to_owned()).collect() };
        receive::receive(&mut w, caller, id, &body).await?;
        self.done(w).await
    }

    async fn finds(&self, (ago, hour, minute): When, id: &str, finding: Finding, findings: &str) -> Result<()> {
        let page = self.returned(id).await?;
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "support").await?;
        for item in &page.items {
            let body = Inspect { item_id: item.id.clone(), finding, findings: findings.to_owned(), photos: Vec::new() };
            inspect::inspect(&mut w, caller, id, &body).await?;
        }
        self.done(w).await
    }

    async fn ends(&self, (ago, hour, minute): When, id: &str, outcome: Outcome, reason: &str) -> Result<()> {
        let page = self.returned(id).await?;
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "approver").await?;
        for item in &page.items {
            let (item_id, reason) = (item.id.clone(), reason.to_owned());
            let finish = Finish { item_id, outcome, credit: None, reason, alternative: String::new(), no_alternative: true };
            finish::finish(&mut w, caller, id, &finish).await?;
        }
        self.done(w).await
    }

    /// If a piece is free, it goes out.
    async fn replaces(&self, (ago, hour, minute): When, id: &str, number: &str, serial: &str) -> Result<()> {
        let page = self.returned(id).await?;
        if page.items.iter().any(|item| item.replacement != Some(Replacement::SetAside)) {
            return Ok(());
        }
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "support").await?;
        let item = |item: &Item| ReplacementItem { item_id: item.id.clone(), variant_id: None, serial: serial.to_owned() };
        let body = SendReplacement {
            carrier: Carrier::Ups,
            number: number.to_owned(),
            arrives_on: Some(self.day(1)?),
            items: page.items.iter().map(item).collect(),
        };
        ship::ship(&mut w, caller, id, &body).await?;
        self.done(w).await
    }
}

/// One more display is there, since one goes out in the place of another.
async fn restocked(scene: &Scene<'_>) -> Result<()> {
    let then = scene.at(5, 9, 0).await?;
    let (mut w, _) = scene.write(&then, "admin").await?;
    let sql = "UPDATE catalogue_variants SET on_hand = on_hand + 1 WHERE id = (SELECT MIN(l.variant_id) FROM demo_kit_lines l \
               JOIN delivery_pieces p ON p.line_id = l.id JOIN delivery_serials s ON s.piece_id = p.id WHERE s.serial = $1)";
    q(sql).bind(DEAD).run(&mut w.tx).await?;
    scene.done(w).await
}

/// The third story's epilogue: one of six stayed dark; the new one is on its way the same day.
async fn dead_on_arrival(scene: &Scene<'_>) -> Result<()> {
    let to = NewRecipient { why: "Ersatz für das dunkle Display".to_owned(), ..library() };
    let step = |question: &str, answer| Answered { question: question.to_owned(), answer };
    let checklist = vec![
        step("Leuchtet die LED neben der Batterie kurz auf, wenn Sie sie einlegen?", Tried::No),
        step("Bleibt das Display auch mit einer neuen Batterie dunkel?", Tried::Yes),
        step("Steht das Gateway im selben Raum?", Tried::NotTried),
    ];
    let draft = Draft {
        items: vec![NewItem { checklist, ..NewItem::of(DEAD.to_owned()) }],
        replacement_to: Some(to),
        reference: "SBK-11".to_owned(),
        ..form(&[], Reason::DeadOnArrival, "Bleibt dunkel, auch mit neuer Batterie.")
    };
    let id = scene.asks_back("partner", (4, 10, 0), &draft).await?;
    scene.replaces((4, 15, 30), &id, "1Z5R89390357567127", "EP42-00057").await?;
    scene.labels((4, 15, 40), &id, "", 9).await
}

/// The form has taken it, and a person looks.
async fn unknown(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        items: vec![named("0047-Ø-112", "Display 4,2 Zoll, vom Händler", "Zeigt waagerechte Streifen", "Halterung")],
        ..form(&[], Reason::Warranty, "Streifen seit dem Umzug ins neue Lager; die Nummer steht so auf dem Etikett.")
    };
    scene.asks_back("partner", (0, 9, 20), &draft).await.map(drop)
}

async fn accepted(scene: &Scene<'_>) -> Result<()> {
    let agent = scene.people.who("agent")?;
    let draft = Draft {
        bought_from: Some(agent.actor.organisation_id.clone()),
        ..form(&["BR-00077"], Reason::Warranty, "Verliert jede Nacht die Verbindung und startet erst nach dem Stecken neu.")
    };
    let id = scene.asks_back("other", (1, 11, 0), &draft).await?;
    scene.judges((1, 13, 10), &id, Some(Outcome::Repair), ("", "")).await?;
    handed_over(scene, &id, agent.id()).await
}

/// The helpful distributor: their workshop does it, and the owner stays the owner.
async fn handed_over(scene: &Scene<'_>, id: &str, agent: &str) -> Result<()> {
    let then = scene.at(1, 13, 20).await?;
    let (mut w, caller) = scene.write(&then, "approver").await?;
    let note = "Aus einer Charge, die ihr kennt; das Netzteil liegt bei euch.".to_owned();
    let refer = Refer { person_id: agent.to_owned(), note, file_ids: Vec::new(), with_recipient: false };
    referral::refer(&mut w, caller, id, &refer).await?;
    scene.done(w).await?;
    let page = scene.returned(id).await?;
    let Some(handed) = page.referral() else { return Ok(()) };
    let then = scene.at(1, 15, 45).await?;
    let (mut w, _) = scene.write(&then, "agent").await?;
    let text = "Wir tauschen das Netzteil in unserer Werkstatt.".to_owned();
    let said = DistributorAnswer { answer: Some(ReferralAnswer::Repair), by: Some(scene.day(5)?), text };
    referral::answer(&mut w, &handed.id, &said).await?;
    scene.done(w).await
}

async fn to_hand_in(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        items: vec![named("NB-2231", "Notebook-Ständer", "Falsche Farbe geliefert", "")],
        ..form(&[], Reason::WrongDelivery, "Bestellt war Schwarz.")
    };
    let id = scene.asks_back("other", (3, 13, 0), &draft).await?;
    scene.judges((2, 10, 30), &id, Some(Outcome::Replacement), ("", "")).await?;
    scene.labels((2, 10, 45), &id, "", 8).await
}

async fn coming_back(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        items: vec![named("LG-00203", "Backup-Appliance, Leihgabe", "", "Netzkabel, Schienen")],
        ..form(&[], Reason::LoanReturn, "Die Übung ist vorbei; das Gerät ist gelöscht.")
    };
    let id = scene.asks_back("partner", (4, 9, 0), &draft).await?;
    scene.judges((3, 15, 0), &id, Some(Outcome::TakenBack), ("", "")).await?;
    scene.labels((3, 15, 5), &id, "", 7).await?;
    scene.hands_in("partner", (1, 16, 30), &id).await
}

/// There was another device in the box, too.
async fn inspected(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        items: vec![named("SW-0915", "Schild, zweiseitig", "Rückseite bleibt weiß", "Netzteil")],
        replacement_to: Some(miriam()),
        ..form(&[], Reason::Warranty, "Vorderseite in Ordnung.")
    };
    let id = scene.asks_back("other", (9, 10, 0), &draft).await?;
    scene.judges((8, 14, 0), &id, None, ("", "")).await?;
    scene.labels((8, 14, 10), &id, "", 5).await?;
    scene.hands_in("other", (6, 12, 0), &id).await?;
    scene.scans((3, 9, 0), &id, &["SW-0915", "SW-0951"]).await?;
    scene.finds((2, 11, 0), &id, Finding::Confirmed, "Flachkabel der Rückseite gebrochen, ab Werk.").await
}

async fn declined(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        items: vec![named("EP42-00712", "Display 4,2 Zoll", "Glas gebrochen", "")],
        ..form(&[], Reason::Warranty, "Ein Kunde hat sich dagegen gelehnt.")
    };
    let id = scene.asks_back("other", (10, 9, 30), &draft).await?;
    let reason = "Gebrochenes Glas ist kein Fehler des Geräts; die Gewährleistung deckt es nicht.";
    scene.judges((9, 9, 45), &id, None, (reason, "Ein neues Glas samt Einbau kostet bei uns 39 €, binnen drei Arbeitstagen.")).await
}

async fn closed(scene: &Scene<'_>) -> Result<()> {
    let draft = Draft {
        items: vec![named("GW-1108", "Gateway", "Startet nicht", "Netzteil, Antenne")],
        reference: "SW-470".to_owned(),
        ..form(&[], Reason::Warranty, "Keine Anzeige, auch mit einem anderen Netzteil.")
    };
    let id = scene.asks_back("other", (16, 10, 0), &draft).await?;
    scene.judges((15, 11, 0), &id, Some(Outcome::Repair), ("", "")).await?;
    scene.labels((15, 11, 10), &id, "", 1).await?;
    scene.hands_in("other", (13, 12, 0), &id).await?;
    scene.scans((11, 9, 0), &id, &["GW-1108"]).await?;
    scene.finds((10, 10, 0), &id, Finding::Confirmed, "Spannungswandler defekt.").await?;
    scene.ends((10, 15, 0), &id, Outcome::Repair, "Spannungswandler getauscht, zwei Tage im Dauerlauf geprüft.").await
}
