use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use eyelevel_contract::attachments::{self, Attachment, MAX_BYTES, MAX_FILES};
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::validate::Fault;
use sha2::{Digest as _, Sha256};

use super::Home;
use super::kind::{self, Text};
use super::photo::{self, Unfit};
use super::store::{self, CHUNK};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission, hex};
use crate::requests::{drafts, spine, store as requests};
use crate::write::Write;

/// Sends a file into a draft or a request: multipart, `draft_id` or `request_id` first, then `file`. What the bytes are decides, not the name.
#[utoipa::path(post, path = "/api/v1/attachments", tag = "attachments",
    request_body(content_type = "multipart/form-data", content = String, description = "`draft_id` or `request_id`, then `file`"),
    responses((status = 201, body = Attachment), (status = 400), (status = 401), (status = 403), (status = 404), (status = 413),
        (status = 415), (status = 422)))]
pub(super) async fn upload(State(app): State<App>, caller: Caller, request: Request) -> Result<Response> {
    let submission = Submission::keyed(request.headers())?;
    let mut form = Multipart::from_request(request, &app).await.map_err(|_| Error::UnsupportedMediaType)?;
    let mut home = None;
    while let Some(field) = form.next_field().await.map_err(read_error)? {
        match field.name().unwrap_or_default() {
            "draft_id" => home = Some(Home::Draft(word(field).await?)),
            "request_id" => home = Some(Home::Request(word(field).await?)),
            "file" => {
                let home = home.ok_or_else(|| Error::Malformed("draft_id or request_id must come before file".to_owned()))?;
                return receive(&app, &caller, &home, field, submission).await;
            }
            _ => return Err(Error::Malformed("fields are draft_id, request_id and file".to_owned())),
        }
    }
    Err(Error::field("file", Fault::Required))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn read_error(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Malformed(error.body_text()) }
}

/// A short field; an id is no book.
async fn word(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(part) = field.chunk().await.map_err(read_error)? {
        bytes.extend_from_slice(&part);
        if bytes.len() > 100 {
            return Err(Error::NotFound);
        }
    }
    String::from_utf8(bytes).map_err(|_| Error::NotFound)
}

/// Each row is a transaction of its own, so that a slow upload holds up nobody. A file that does not come whole is removed.
async fn receive(app: &App, caller: &Caller, home: &Home, field: Field<'_>, submission: Submission<()>) -> Result<Response> {
    let name = kind::name(field.file_name().unwrap_or_default());
    let id = begin(app, caller, home, &name).await?;
    let received = async {
        let whole = chunks(app, caller, &id, field).await?;
        complete(app, caller, home, &id, &name, whole, submission).await
    };
    let (answer, kept) = match received.await {
        Ok((answer, kept)) => (Ok(answer), kept),
        Err(error) => (Err(error), false),
    };
    if !kept {
        let mut w = caller.write(app).await?;
        store::delete(&mut w, &id).await?;
        w.commit().await?;
    }
    answer
}

async fn begin(app: &App, caller: &Caller, home: &Home, name: &str) -> Result<Id> {
    let mut w = caller.write(app).await?;
    let id = insert(&mut w, caller, home, name).await?;
    w.commit().await?;
    Ok(id)
}

/// A file of which nothing is here yet, where the caller may put one.
pub(super) async fn insert(w: &mut Write, caller: &Caller, home: &Home, name: &str) -> Result<Id> {
    let (draft, request) = match home {
        Home::Draft(id) => (Some(drafts::store::one(&mut w.tx, caller.id(), id).await?.id), None),
        Home::Request(id) => {
            let request = requests::visible(&mut w.tx, &caller.actor, id).await?;
            can(&caller.actor, Action::Write, &request)?;
            (None, Some(request.id))
        }
    };
    has_room(w, home).await?;
    let id = w.id();
    let sql = "INSERT INTO attachments (id, person_id, draft_id, request_id, name, media_type, bytes, sha256, uploaded_at) \
               VALUES ($1, $2, $3, $4, $5, '', 0, '', $6)";
    q(sql).bind(&id).bind(caller.id()).bind(draft).bind(request).bind(name).bind(w.now).run(&mut w.tx).await?;
    Ok(id)
}

/// What was cut off in the middle takes no room.
async fn has_room(w: &mut Write, home: &Home) -> Result<()> {
    let (column, id) = match home {
        Home::Draft(id) => ("draft_id", id),
        Home::Request(id) => ("request_id", id),
    };
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM attachments WHERE {column} = $1 AND complete");
    let (n,): (i64,) = q(sql).bind(id).one(&mut w.tx).await?;
    if usize::try_from(n).unwrap_or(usize::MAX) >= MAX_FILES {
        return Err(Error::field("file", Fault::TooMany(MAX_FILES)));
    }
    Ok(())
}

/// A file whose last byte has come.
pub(super) struct Whole {
    pub(super) media_type: &'static str,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

async fn chunks(app: &App, caller: &Caller, id: &Id, mut field: Field<'_>) -> Result<Whole> {
    let (mut buffer, mut seq, mut total) = (Vec::with_capacity(CHUNK), 0i64, 0u64);
    let (mut hash, mut text, mut magic) = (Sha256::new(), Text::default(), None);
    loop {
        let part = field.chunk().await.map_err(read_error)?;
        let ended = part.is_none();
        if let Some(part) = part {
            total += u64::try_from(part.len()).unwrap_or(u64::MAX);
            if total > MAX_BYTES {
                return Err(Error::TooLarge);
            }
            buffer.extend_from_slice(&part);
        }
        while buffer.len() >= CHUNK || (ended && !buffer.is_empty()) {
            let rest = buffer.split_off(buffer.len().min(CHUNK));
            let chunk = std::mem::replace(&mut buffer, rest);
            hash.update(&chunk);
            text.see(&chunk);
            if seq == 0 {
                magic = kind::by_magic(&chunk);
                // Not for us: no need to read on.
                let allowed = kind::allowed(magic, true).ok_or(Error::UnsupportedMediaType)?;
                if allowed.starts_with("image/") {
                    let begun = [chunk, buffer].concat();
                    let bytes = if ended { begun } else { whole(&mut field, begun).await? };
                    return picture(app, caller, id, bytes, allowed).await;
                }
            }
            write_chunk(app, caller, id, seq, chunk).await?;
            seq += 1;
        }
        if ended {
            break;
        }
    }
    if total == 0 {
        return Err(Error::field("file", Fault::Required));
    }
    let media_type = kind::allowed(magic, text.is_text()).ok_or(Error::UnsupportedMediaType)?;
    Ok(Whole { media_type, bytes: total, sha256: hex(&hash.finalize()) })
}

/// A picture is held whole, so that what it tells beside itself can be left out.
async fn whole(field: &mut Field<'_>, mut bytes: Vec<u8>) -> Result<Vec<u8>> {
    while let Some(part) = field.chunk().await.map_err(read_error)? {
        bytes.extend_from_slice(&part);
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_BYTES {
            return Err(Error::TooLarge);
        }
    }
    Ok(bytes)
}

async fn picture(app: &App, caller: &Caller, id: &Id, bytes: Vec<u8>, media_type: &'static str) -> Result<Whole> {
    let bytes = photo::attached(bytes, media_type).map_err(|unfit| match unfit {
        Unfit::TooManyPixels => Error::TooLarge,
        Unfit::TellsMore => Error::UnsupportedMediaType,
    })?;
    for (seq, chunk) in (0..).zip(bytes.chunks(CHUNK)) {
        write_chunk(app, caller, id, seq, chunk.to_vec()).await?;
    }
    Ok(Whole { media_type, bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX), sha256: hex(&Sha256::digest(&bytes)) })
}

async fn write_chunk(app: &App, caller: &Caller, id: &Id, seq: i64, chunk: Vec<u8>) -> Result<()> {
    let mut w = caller.write(app).await?;
    let sql = "INSERT INTO attachment_chunks (attachment_id, seq, content) VALUES ($1, $2, $3)";
    q(sql).bind(id).bind(seq).bind(chunk).run(&mut w.tx).await?;
    w.commit().await
}

/// Makes it visible, if where it belongs is still there and has room. A repetition with the same key gets the first answer; false: this file
/// is not needed then.
async fn complete(
    app: &App,
    caller: &Caller,
    home: &Home,
    id: &Id,
    name: &str,
    whole: Whole,
    submission: Submission<()>,
) -> Result<(Response, bool)> {
    let (Home::Draft(place) | Home::Request(place)) = home;
    let submission = submission.of_content(&[attachments::PATH, place, name, &whole.sha256]);
    let mut w = match submission.begin(app, caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok((answer, false)),
    };
    settle(&mut w, caller, home, id, &whole).await?;
    let file = store::one(&mut w.tx, id).await?.file();
    Ok((submission.created(w, caller, &attachments::file(id), &file).await?, true))
}

/// Makes a file visible whose last byte has come, if where it belongs is still there and has room.
///
/// # Errors
/// `NotFound` if it is not; a fault at `file` if it is full.
pub(super) async fn settle(w: &mut Write, caller: &Caller, home: &Home, id: &Id, whole: &Whole) -> Result<()> {
    match home {
        // Submitted or thrown away meanwhile: the file would be nowhere.
        Home::Draft(draft) if !drafts::store::hold(w, caller.id(), draft).await? => return Err(Error::NotFound),
        Home::Draft(_) => {}
        Home::Request(request) => drop(spine::held(w, &caller.actor, request).await?),
    }
    has_room(w, home).await?;
    let bytes = i64::try_from(whole.bytes).unwrap_or(i64::MAX);
    let (name,): (String,) = q("SELECT name FROM attachments WHERE id = $1").bind(id).one(&mut w.tx).await?;
    let name = kind::named(name, whole.media_type);
    let sql = "UPDATE attachments SET name = $1, media_type = $2, bytes = $3, sha256 = $4, complete = $5 WHERE id = $6";
    q(sql).bind(name).bind(whole.media_type).bind(bytes).bind(&whole.sha256).bind(true).bind(id).run(&mut w.tx).await?;
    w.audit("attachment.added", "attachment", id).await?;
    Ok(())
}
