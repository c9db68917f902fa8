//! The conversation of an order: everybody under a pseudonym, contacts masked.

use axum::{Extension, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{offered, parts::FileView, thread_refusal};
use crate::{
    entity::thread_message::{Addressee, Side},
    features::{
        Site, api,
        thread::{
            parties::{Parties, Thread},
            reads::{self, Author, Line},
            service::{self, Written},
        },
    },
    http::{ApiError, Caller, Json, Page, Path, Problem},
    kernel::{
        ids::{MediaId, MessageId, OrderId},
        page::Slice,
    },
};

/// A message.
#[derive(Serialize, ToSchema)]
pub(super) struct MessageView {
    id: MessageId,
    /// Whether the caller wrote it.
    is_own: bool,
    /// Which side wrote it.
    from: Side,
    /// The number of the executor who wrote it.
    executor: Option<i32>,
    /// Who reads it.
    to: Addressee,
    text: Option<String>,
    /// Whether contacts were taken out of it.
    is_masked: bool,
    file: Option<FileView>,
    /// RFC 3339.
    at: String,
}

impl From<Line> for MessageView {
    fn from(line: Line) -> Self {
        Self {
            id: line.message.id,
            is_own: line.author == Author::Me,
            from: line.message.side,
            executor: match line.author {
                Author::Executor(number) => number,
                Author::Me | Author::Client | Author::Operator | Author::Staff => None,
            },
            to: line.message.addressee,
            text: line.message.text,
            is_masked: line.message.masked,
            file: line.file.map(FileView::from),
            at: line.message.at.rfc3339(),
        }
    }
}

/// What was said about an order, newest first.
#[utoipa::path(
    get, path = "/orders/{id}/messages", tag = "study", params(("id" = i64, Path), Page),
    responses((status = 200, body = Slice<MessageView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    page: Page,
) -> Result<Json<Slice<MessageView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let view = reads::view(&site.app, caller.user_id, &caller.rights, Thread::order(id))
        .await
        .map_err(thread_refusal)?;
    let before = page.cursor.map(MessageId);
    let lines = reads::before(&site.app, caller.user_id, &view, before, page.fetch()).await?;
    let slice = page.slice(lines, |line| line.message.id.0);
    Ok(Json(slice.map(MessageView::from)))
}

/// What is said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMessage {
    #[schema(max_length = 3500)]
    text: Option<String>,
    /// A file of the caller's own, as `/media` named it.
    media_id: Option<MediaId>,
    /// To the other side by default; staff's word goes to everybody.
    to: Option<Addressee>,
}

/// A message that was passed on.
#[derive(Serialize, ToSchema)]
pub(super) struct PostedView {
    /// Kinds of contacts that were taken out of it.
    masked: Vec<&'static str>,
}

/// Write to the other side, or to staff.
#[utoipa::path(
    post, path = "/orders/{id}/messages", tag = "study", params(("id" = i64, Path)),
    request_body = NewMessage,
    responses((status = 201, body = PostedView), (status = "4XX", body = Problem)),
)]
pub(super) async fn write(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<NewMessage>,
) -> Result<(StatusCode, Json<PostedView>), ApiError> {
    api::consented(&site, &caller).await?;
    let thread = Thread::order(id);
    let view = reads::view(&site.app, caller.user_id, &caller.rights, thread)
        .await
        .map_err(thread_refusal)?;
    let to = request.to.unwrap_or(Parties::opposite(view.side));
    let file = match request.media_id {
        Some(media) => Some(offered(&site, &caller, media).await?),
        None => None,
    };
    let written = Written {
        text: request.text,
        file,
    };
    let found = service::post(
        &site.app,
        caller.actor(),
        &caller.rights,
        thread,
        to,
        written,
    )
    .await
    .map_err(thread_refusal)?;
    Ok((
        StatusCode::CREATED,
        Json(PostedView {
            masked: found.iter().map(|kind| kind.word()).collect(),
        }),
    ))
}
