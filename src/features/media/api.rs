//! `/api/v1/media`: files that go along with the work.

use axum::{
    Extension,
    extract::{DefaultBodyLimit, Multipart, multipart::MultipartRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

use super::files::{self, FileError};
use crate::{
    entity::{attachment::Subject, media::Model},
    features::{
        Site, api,
        executors::desk::{self, Place},
        study::{
            reads::{self, View},
            work,
        },
        thread::reads as threads,
    },
    http::{ApiError, ApiState, Caller, Json, Page, Path, Problem, UPLOAD_LIMIT},
    kernel::{
        ids::{DeliveryId, MediaId, MessageId, OrderId},
        page::Slice,
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        // A file may be larger than any other body.
        .routes(routes!(list, upload).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .routes(routes!(download, remove))
}

/// The file itself, where browsers look for it.
pub fn page() -> axum::Router<ApiState> {
    axum::Router::new().route("/media/{id}", axum::routing::get(download))
}

/// A file.
#[derive(Serialize, ToSchema)]
struct MediaView {
    id: MediaId,
    /// Without contacts.
    name: Option<String>,
    /// By its bytes.
    mime: String,
    /// Bytes.
    size: i64,
    /// Whether it is attached to something: then it cannot be removed.
    is_attached: bool,
    /// RFC 3339.
    created_at: String,
}

impl From<Model> for MediaView {
    fn from(file: Model) -> Self {
        Self {
            id: file.id,
            name: file.name,
            mime: file.mime,
            size: file.size,
            is_attached: file.uses > 0,
            created_at: file.created_at.rfc3339(),
        }
    }
}

/// One's own files, newest first.
#[utoipa::path(
    get, path = "/media", tag = "media", params(Page),
    responses((status = 200, body = Slice<MediaView>), (status = "4XX", body = Problem)),
)]
async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Slice<MediaView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let before = page.cursor.map(MediaId);
    let rows = files::mine(&site.app, caller.user_id, before, page.fetch()).await?;
    let slice = page.slice(rows, |file| file.id.0);
    Ok(Json(slice.map(MediaView::from)))
}

/// The form that a file comes in.
#[derive(ToSchema)]
struct Upload {
    /// At most 20 MiB. Documents, pictures, sound, films, archives and texts; no programs.
    #[schema(value_type = String, format = Binary)]
    #[expect(
        dead_code,
        reason = "it describes the form; the handler reads it part by part"
    )]
    file: Vec<u8>,
}

/// Keep a file, to be attached to an order, a delivery or a message. One that is attached to nothing is
/// forgotten after a week.
#[utoipa::path(
    post, path = "/media", tag = "media",
    request_body(content_type = "multipart/form-data", content = Upload),
    responses((status = 201, body = MediaView), (status = "4XX", body = Problem)),
)]
async fn upload(
    Extension(site): Extension<Site>,
    caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<MediaView>), ApiError> {
    api::consented(&site, &caller).await?;
    let mut form = form?;
    while let Some(part) = form.next_field().await? {
        if part.name() != Some("file") {
            continue;
        }
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await?;
        let file = files::keep(&site.app, caller.user_id, name.as_deref(), &bytes)
            .await
            .map_err(refusal)?;
        return Ok((StatusCode::CREATED, Json(file.into())));
    }
    Err(ApiError::invalid([("file", "http-field-missing")]))
}

/// The file itself, for its owner and whoever sees what it is attached to.
#[utoipa::path(
    get, path = "/media/{id}", tag = "media", params(("id" = i64, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = "4XX", body = Problem)),
)]
async fn download(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<MediaId>,
) -> Result<Response, ApiError> {
    api::consented(&site, &caller).await?;
    let file = files::find(&site.app, id).await.map_err(refusal)?;
    if !is_seen(&site, &caller, &file).await? {
        return Err(ApiError::not_found());
    }
    let bytes = files::bytes(&site.app, &file).await.map_err(refusal)?;
    let kind = HeaderValue::from_str(&file.mime).map_err(ApiError::fault)?;
    let saved =
        HeaderValue::from_str(&disposition(file.name.as_deref())).map_err(ApiError::fault)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, saved),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// Saved, never shown in place: it is somebody else's file. RFC 8187 for what is not ASCII.
fn disposition(name: Option<&str>) -> String {
    let mut header = "attachment; filename*=UTF-8''".to_owned();
    for byte in name.unwrap_or("file").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            header.push(char::from(byte));
        } else {
            header.push_str(&format!("%{byte:02X}"));
        }
    }
    header
}

/// Whether the caller is its owner, or sees something that it is attached to.
async fn is_seen(site: &Site, caller: &Caller, file: &Model) -> Result<bool, ApiError> {
    if file.owner_id == caller.user_id {
        return Ok(true);
    }
    let (app, who, rights) = (&site.app, caller.user_id, &caller.rights);
    for attached in files::attached(app, file.id).await? {
        let is_seen = match attached.subject_kind {
            Subject::Order => {
                let id = OrderId(attached.subject_id);
                match reads::card(app, who, rights, id).await {
                    Ok((_, View::Client | View::Staff)) => true,
                    Ok((_, View::Executor | View::Board)) => {
                        let catalog = &site.library.study;
                        desk::brief(app, catalog, who, rights, id)
                            .await
                            .is_ok_and(|brief| brief.place != Place::Lost)
                    }
                    Err(_) => false,
                }
            }
            Subject::Delivery => {
                let delivery = DeliveryId(attached.subject_id);
                match work::order_of(&app.db, delivery).await? {
                    Some(id) => reads::card(app, who, rights, id)
                        .await
                        .is_ok_and(|(_, view)| view != View::Board),
                    None => false,
                }
            }
            Subject::Message => {
                let message = MessageId(attached.subject_id);
                threads::line(app, who, rights, message).await.is_ok()
            }
            Subject::Parcel | Subject::Executor => false,
        };
        if is_seen {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Remove a file that is attached to nothing.
#[utoipa::path(
    delete, path = "/media/{id}", tag = "media", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
async fn remove(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<MediaId>,
) -> Result<StatusCode, ApiError> {
    api::consented(&site, &caller).await?;
    files::remove(&site.app, caller.user_id, id)
        .await
        .map_err(refusal)?;
    Ok(StatusCode::NO_CONTENT)
}

fn refusal(error: FileError) -> ApiError {
    match error {
        FileError::Empty => ApiError::invalid([("file", "http-file-empty")]),
        FileError::TooLarge => ApiError::too_large(),
        FileError::BadType => ApiError::unsupported_media(),
        FileError::TooMany => ApiError::conflict(
            "too_many_files",
            (
                "http-files-many",
                crate::args![limit = i64::try_from(files::LOOSE_LIMIT).unwrap_or(i64::MAX)],
            ),
        ),
        FileError::Gone => ApiError::not_found(),
        FileError::InUse => ApiError::conflict("file_in_use", "http-file-in-use"),
        FileError::Database(error) => error.into(),
        FileError::Storage(error) => ApiError::fault(error),
    }
}
