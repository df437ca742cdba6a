use axum::extract::State;
use eyelevel_contract::board::{Board, BoardSection, COUNT_MAX, ROWS};
use eyelevel_contract::requests::{Request, Section};

use crate::app::App;
use crate::calendars;
use crate::deliveries;
use crate::demo_kits;
use crate::error::Result;
use crate::extract::Caller;
use crate::requests::escalations;
use crate::requests::store::{self, Order};
use crate::requests::unread;

/// The board of the caller: what waits for whom, by the time left.
#[utoipa::path(get, path = "/api/v1/board", tag = "board", responses((status = 200, body = Board), (status = 401)))]
pub(super) async fn show(State(app): State<App>, caller: Caller) -> Result<axum::Json<Board>> {
    let now = app.clock.now();
    let mut board = Board {
        with_partner: section(&app, &caller, Section::WithPartner).await?,
        with_vendor: section(&app, &caller, Section::WithVendor).await?,
        on_the_way: section(&app, &caller, Section::OnTheWay).await?,
        done: section(&app, &caller, Section::Done).await?,
        attention: deliveries::needs(&app, &caller, ROWS).await?,
        escalated: escalations::waiting_for(&app, &caller.actor, ROWS).await?,
        unanswered: unanswered(&app, &caller).await?,
        overdue: demo_kits::loans::needs(&app, &caller, ROWS).await?,
        parcels: deliveries::under_way(&app, &caller, ROWS).await?,
        open: calendars::hours(&app, &mut app.db.read().await?).await?.open(now),
        now,
    };
    let Board { with_partner, with_vendor, on_the_way, done, escalated, unanswered, .. } = &mut board;
    let sections = [with_partner, with_vendor, on_the_way, done].into_iter().flat_map(|section| section.items.iter_mut());
    let shown = sections.chain(escalated.iter_mut()).chain(unanswered.iter_mut());
    unread::mark(&mut app.db.read().await?, &caller.actor, shown).await?;
    Ok(axum::Json(board))
}

/// The reader's requests where somebody waits for an answer, the most pressing first.
async fn unanswered(app: &App, caller: &Caller) -> Result<Vec<Request>> {
    if !caller.actor.is_vendor() {
        return Ok(Vec::new());
    }
    let mut filter = store::seen_by(&caller.actor, "");
    filter.and("reply_id IS NOT NULL", ());
    filter.and("owner_id = ?", caller.id());
    let order = Order { column: "reply_due_at", descending: false };
    let rows = store::requests(&mut app.db.read().await?, filter, order, ROWS).await?;
    Ok(rows.into_iter().map(|(_, request)| request).collect())
}

async fn section(app: &App, caller: &Caller, section: Section) -> Result<BoardSection> {
    let filter = || {
        let mut filter = store::seen_by(&caller.actor, "");
        filter.and("section = ?", section.word());
        filter
    };
    // What is owed is sorted by the time left; what is done, by when it was done.
    let order = match section {
        Section::Done => Order { column: "updated_at", descending: true },
        _ => Order { column: "sort_due", descending: false },
    };
    let mut on = app.db.read().await?;
    let rows = store::requests(&mut on, filter(), order, ROWS).await?;
    let count = store::count(&mut on, filter(), COUNT_MAX + 1).await?;
    Ok(BoardSection { items: rows.into_iter().map(|(_, r)| r).collect(), count: count.min(COUNT_MAX), more: count > COUNT_MAX })
}
