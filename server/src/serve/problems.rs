use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use eyelevel_texts::problems as texts;
use maud::html;

use crate::app::App;
use crate::{pages, problem};

/// Every type of problem, with its status and its sentence: what a problem's `type` leads to.
pub(super) async fn page(State(app): State<App>, headers: HeaderMap) -> Response {
    let lang = problem::language(&headers);
    let list = html! {
        dl.facts {
            @for (word, status, title) in problem::types(lang) {
                dt id=(word) { code { (word) } " " (status) }
                dd { (title) }
            }
        }
    };
    pages::notice(app.portal.style(), lang, "Eyelevel", StatusCode::OK, texts::types(lang), texts::types_text(lang), &list)
}
