//! What the log says of a request: every line that is written while it is answered carries its id, what was asked (never the address itself: there are
//! tokens in some), and who asked, once that is known.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;
use tracing::field::Empty;

/// As much of an id that came with the request.
const ID_MAX: usize = 64;

/// Puts all that is logged of a request together.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let id = id.get(..ID_MAX).unwrap_or(id);
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let span = tracing::error_span!("request", id, method = %request.method(), path, person = Empty);
    next.run(request).instrument(span).await
}
