//! `/api/v1/users`: one's own account.

use axum::{
    Extension,
    body::Bytes,
    extract::{DefaultBodyLimit, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

use super::{
    consent::{self, Choice},
    people::Account,
    privacy::{self, DeleteError},
    profile::{self, Change, ChangeError},
};
use crate::{
    bot::tg::TgError,
    entity::{
        api_token::Scope,
        consent::{Decision, Document},
        friendship::Status,
    },
    features::{
        Site, api,
        circle::service::{self as circle, CircleError},
        library::DOCUMENTS,
        media::{self, AvatarError},
        tokens::service::{self as tokens, TokenError},
    },
    http::{ApiError, ApiState, Caller, Json, Page, Path, Problem, idempotency::ShownOnce},
    kernel::{
        ids::{FriendshipId, TokenId, UserId},
        lang::Lang,
        page::Slice,
        permission::Role,
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(read_profile, change_profile))
        // A picture may be larger than any other body.
        .routes(routes!(read_avatar, put_avatar).layer(DefaultBodyLimit::max(media::AVATAR_LIMIT)))
        .routes(routes!(list_friends, add_friend))
        .routes(routes!(remove_friend))
        .routes(routes!(list_tokens, create_token))
        .routes(routes!(revoke_token))
        .routes(routes!(export))
        .routes(routes!(delete_me))
}

/// An account.
#[derive(Serialize, ToSchema)]
struct Profile {
    id: UserId,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language: Lang,
    time_zone: String,
    sphere: Option<String>,
    specialisation: Option<String>,
    interests: Vec<String>,
    has_avatar: bool,
    roles: Vec<Role>,
    /// Documents that wait for a decision; nothing but this account works before.
    documents: Vec<PendingDocument>,
}

/// A document that was not agreed to in its present version.
#[derive(Serialize, ToSchema)]
struct PendingDocument {
    /// `offer` or `personal_data`.
    #[schema(value_type = String)]
    document: Document,
    /// To be sent back with the decision.
    version: String,
    /// The text, in Telegram's HTML.
    html: String,
}

impl Profile {
    fn of(site: &Site, account: &Account) -> Self {
        let person = &account.person;
        let locale = site.app.config.locale;
        let language = person.lang.unwrap_or(locale.default);
        let is_open = account.consents.missing(&site.library).is_some();
        let documents = DOCUMENTS
            .into_iter()
            .filter(|_| is_open)
            .filter_map(|document| {
                let text = site.library.document(document, language)?;
                Some(PendingDocument {
                    document,
                    version: text.version.clone(),
                    html: text.html.to_string(),
                })
            })
            .collect();
        Self {
            id: person.id,
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            username: person.username.clone(),
            language,
            time_zone: person
                .time_zone
                .clone()
                .unwrap_or_else(|| locale.time_zone.name().to_owned()),
            sphere: person.sphere.clone(),
            specialisation: person.specialisation.clone(),
            interests: person
                .interest_list()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            has_avatar: person.avatar_id.is_some(),
            roles: account.rights.iter().map(|(role, _)| role).collect(),
            documents,
        }
    }
}

/// First visit: language, zone, and decisions about the documents.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    language: Option<Lang>,
    /// IANA name.
    time_zone: Option<String>,
    /// Versions that were shown and agreed to.
    #[serde(default)]
    agree: Vec<Agreement>,
}

/// Consent to one document.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Agreement {
    /// `offer` or `personal_data`.
    #[schema(value_type = String)]
    document: Document,
    /// As told in `documents`.
    version: String,
}

/// Make oneself known, and agree to the documents.
#[utoipa::path(
    post, path = "/register", tag = "users", request_body = Registration,
    responses((status = 200, body = Profile), (status = "4XX", body = Problem)),
)]
async fn register(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<Registration>,
) -> Result<Json<Profile>, ApiError> {
    if !request.agree.is_empty() {
        api::person_only(&caller)?;
    }
    let account = api::account(&site, &caller).await?;
    let lang = request
        .language
        .or(account.person.lang)
        .unwrap_or(site.app.config.locale.default);
    let mut choices = Vec::new();
    for agreement in &request.agree {
        let is_present = site
            .library
            .document(agreement.document, lang)
            .is_some_and(|text| text.version == agreement.version);
        if !is_present {
            return Err(ApiError::conflict("document_changed", "consent-changed"));
        }
        choices.push(Choice {
            document: agreement.document,
            lang,
            version: &agreement.version,
            decision: Decision::Given,
        });
    }
    let changes = [
        request.language.map(Change::Lang),
        request.time_zone.map(Change::TimeZone),
    ];
    change(&site, &caller, changes.into_iter().flatten().collect()).await?;
    if !choices.is_empty() {
        consent::decide(&site.app, caller.actor(), caller.user_id, &choices).await?;
    }
    Ok(Json(Profile::of(
        &site,
        &api::account(&site, &caller).await?,
    )))
}

/// One's account.
#[utoipa::path(
    get, path = "/profile", tag = "users",
    responses((status = 200, body = Profile), (status = "4XX", body = Problem)),
)]
async fn read_profile(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<Json<Profile>, ApiError> {
    Ok(Json(Profile::of(
        &site,
        &api::account(&site, &caller).await?,
    )))
}

/// What is to be changed; what is left out stays. An empty text empties the field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProfileChange {
    first_name: Option<String>,
    last_name: Option<String>,
    sphere: Option<String>,
    specialisation: Option<String>,
    interests: Option<Vec<String>>,
    language: Option<Lang>,
    /// IANA name.
    time_zone: Option<String>,
}

/// Change one's account.
#[utoipa::path(
    patch, path = "/profile", tag = "users", request_body = ProfileChange,
    responses((status = 200, body = Profile), (status = "4XX", body = Problem)),
)]
async fn change_profile(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<ProfileChange>,
) -> Result<Json<Profile>, ApiError> {
    api::consented(&site, &caller).await?;
    let optional = |text: String| (!text.trim().is_empty()).then_some(text);
    let changes = [
        request.first_name.map(Change::FirstName),
        request
            .last_name
            .map(|text| Change::LastName(optional(text))),
        request.sphere.map(|text| Change::Sphere(optional(text))),
        request
            .specialisation
            .map(|text| Change::Specialisation(optional(text))),
        request.interests.map(Change::Interests),
        request.language.map(Change::Lang),
        request.time_zone.map(Change::TimeZone),
    ];
    change(&site, &caller, changes.into_iter().flatten().collect()).await?;
    Ok(Json(Profile::of(
        &site,
        &api::account(&site, &caller).await?,
    )))
}

/// All of the changes, or none and every field that will not do.
async fn change(site: &Site, caller: &Caller, wanted: Vec<Change>) -> Result<(), ApiError> {
    let wrong: Vec<_> = wanted
        .iter()
        .filter_map(|change| Some((field_of(change), problem(&profile::check(change).err()?)?)))
        .collect();
    if !wrong.is_empty() {
        return Err(ApiError::invalid(wrong));
    }
    match profile::change_all(&site.app, caller.user_id, wanted).await {
        Ok(_) => Ok(()),
        Err(ChangeError::NoSuchPerson) => Err(ApiError::unauthorized()),
        Err(ChangeError::Database(error)) => Err(error.into()),
        // Every value was checked above.
        Err(error) => Err(ApiError::fault(error)),
    }
}

const fn field_of(change: &Change) -> &'static str {
    match change {
        Change::FirstName(_) => "first_name",
        Change::LastName(_) => "last_name",
        Change::Sphere(_) => "sphere",
        Change::Specialisation(_) => "specialisation",
        Change::Interests(_) => "interests",
        Change::Lang(_) => "language",
        Change::TimeZone(_) => "time_zone",
    }
}

/// What is wrong with a value; none when the value is not to blame.
const fn problem(error: &ChangeError) -> Option<&'static str> {
    match error {
        ChangeError::Empty => Some("profile-error-empty"),
        ChangeError::TooLong => Some("profile-error-long"),
        ChangeError::TooMany => Some("profile-error-many"),
        ChangeError::UnknownZone => Some("profile-error-zone"),
        ChangeError::NoSuchPerson | ChangeError::Database(_) => None,
    }
}

/// One's picture.
#[utoipa::path(
    get, path = "/avatar", tag = "users",
    responses((status = 200, content_type = "image/*"), (status = "4XX", body = Problem)),
)]
async fn read_avatar(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let account = api::account(&site, &caller).await?;
    let (bytes, mime) = media::avatar_bytes(&site.app, &account.person)
        .await
        .map_err(avatar_error)?
        .ok_or_else(ApiError::not_found)?;
    Ok(([(header::CONTENT_TYPE, mime)], bytes).into_response())
}

/// Replace one's picture: JPEG, PNG or WebP, as the body.
#[utoipa::path(
    put, path = "/avatar", tag = "users", request_body(content_type = "image/*", content = Vec<u8>),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
async fn put_avatar(
    Extension(site): Extension<Site>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let body = body?;
    let account = api::consented(&site, &caller).await?;
    media::keep_avatar(&site.app, &account.person, &body, None)
        .await
        .map_err(avatar_error)?;
    Ok(StatusCode::NO_CONTENT)
}

fn avatar_error(error: AvatarError) -> ApiError {
    match error {
        AvatarError::TooLarge => ApiError::too_large(),
        AvatarError::NotAPicture => ApiError::unsupported_media(),
        AvatarError::Database(error) => error.into(),
        AvatarError::Storage(error) => ApiError::fault(error),
        AvatarError::Telegram(error) => ApiError::fault(error),
    }
}

/// A friend, or somebody who asks to be one.
#[derive(Serialize, ToSchema)]
struct FriendView {
    id: FriendshipId,
    name: String,
    username: Option<String>,
    /// Whether both agreed; else the person waits for an answer.
    is_accepted: bool,
    /// RFC 3339.
    since: String,
}

impl From<circle::Friend> for FriendView {
    fn from(friend: circle::Friend) -> Self {
        let is_accepted = friend.pair.status == Status::Accepted;
        Self {
            id: friend.pair.id,
            name: friend.person.full_name(),
            // Somebody who only asks is not yet shown more of than a name.
            username: friend.person.username.filter(|_| is_accepted),
            is_accepted,
            since: friend
                .pair
                .accepted_at
                .unwrap_or(friend.pair.created_at)
                .rfc3339(),
        }
    }
}

/// The circle.
#[derive(Serialize, ToSchema)]
struct Circle {
    /// The personal link, to be given to friends.
    link: String,
    items: Vec<FriendView>,
    next_cursor: Option<String>,
}

/// One's friends, newest first.
#[utoipa::path(
    get, path = "/friends", tag = "users", params(Page),
    responses((status = 200, body = Circle), (status = "4XX", body = Problem)),
)]
async fn list_friends(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Circle>, ApiError> {
    api::consented(&site, &caller).await?;
    let token = circle::link(&site.app, caller.user_id).await?;
    let link = site
        .app
        .deep_link(&format!("friend_{token}"))
        .await
        .map_err(|error: TgError| {
            if error.is_transient() {
                ApiError::unavailable()
            } else {
                ApiError::fault(error)
            }
        })?;
    let before = page.cursor.map(FriendshipId);
    let friends = circle::list_before(&site.app, caller.user_id, before, page.fetch()).await?;
    let Slice { items, next_cursor } = page.slice(friends, |friend| friend.pair.id.0);
    Ok(Json(Circle {
        link,
        items: items.into_iter().map(FriendView::from).collect(),
        next_cursor,
    }))
}

/// Follow somebody's link, or answer a request: exactly one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewFriend {
    /// What stands after `friend_` in a link.
    token: Option<String>,
    /// A request to be accepted.
    accept: Option<FriendshipId>,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
struct FriendAnswer {
    /// Friends already, or still waiting for the other one.
    is_accepted: bool,
}

/// Ask somebody to connect, or agree to a request.
#[utoipa::path(
    post, path = "/friends", tag = "users", request_body = NewFriend,
    responses((status = 200, body = FriendAnswer), (status = "4XX", body = Problem)),
)]
async fn add_friend(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<NewFriend>,
) -> Result<Json<FriendAnswer>, ApiError> {
    api::consented(&site, &caller).await?;
    let is_accepted = match (request.token, request.accept) {
        (Some(token), None) => {
            let (asked, _) = circle::ask(&site.app, caller.user_id, &token)
                .await
                .map_err(circle_error)?;
            asked == circle::Asked::Friends
        }
        (None, Some(pair)) => {
            circle::accept(&site.app, caller.user_id, pair)
                .await
                .map_err(circle_error)?;
            true
        }
        (None, None) | (Some(_), Some(_)) => {
            return Err(ApiError::invalid([("token", "http-one-of-two")]));
        }
    };
    Ok(Json(FriendAnswer { is_accepted }))
}

fn circle_error(error: CircleError) -> ApiError {
    match error {
        CircleError::DeadLink => ApiError::invalid([("token", "circle-error-link")]),
        CircleError::Yourself => ApiError::conflict("own_link", "circle-error-yourself"),
        CircleError::AlreadyFriends => {
            ApiError::conflict("already_friends", "circle-error-already")
        }
        CircleError::Full => ApiError::conflict("circle_full", "circle-error-full"),
        CircleError::Gone => ApiError::not_found(),
        CircleError::Database(error) => error.into(),
    }
}

/// End a friendship, or decline a request.
#[utoipa::path(
    delete, path = "/friends/{id}", tag = "users", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
async fn remove_friend(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(pair): Path<FriendshipId>,
) -> Result<StatusCode, ApiError> {
    if circle::remove(&site.app, caller.user_id, pair).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found())
    }
}

/// A personal token, without its words.
#[derive(Serialize, ToSchema)]
struct TokenView {
    id: TokenId,
    name: String,
    ends_with: String,
    scope: Scope,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    used_at: Option<String>,
    /// The token itself: told once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

impl TokenView {
    fn of(row: crate::entity::api_token::Model, token: Option<String>) -> Self {
        Self {
            id: row.id,
            name: row.name,
            ends_with: row.hint,
            scope: row.scope,
            created_at: row.created_at.rfc3339(),
            used_at: row.used_at.map(crate::kernel::time::Timestamp::rfc3339),
            token,
        }
    }
}

/// One's live tokens.
#[utoipa::path(
    get, path = "/tokens", tag = "users",
    responses((status = 200, body = Slice<TokenView>), (status = "4XX", body = Problem)),
)]
async fn list_tokens(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<Json<Slice<TokenView>>, ApiError> {
    // There are ten at most: one page.
    let rows = tokens::list(&site.app, caller.user_id).await?;
    let items = rows
        .into_iter()
        .map(|row| TokenView::of(row, None))
        .collect();
    Ok(Json(Slice {
        items,
        next_cursor: None,
    }))
}

/// A wish for a token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTokenRequest {
    name: String,
    scope: Scope,
}

/// Make a token. Only the person may, in the Mini App: a token makes no tokens.
#[utoipa::path(
    post, path = "/tokens", tag = "users", request_body = NewTokenRequest,
    responses((status = 201, body = TokenView), (status = "4XX", body = Problem)),
)]
async fn create_token(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<NewTokenRequest>,
) -> Result<(StatusCode, Extension<ShownOnce>, Json<TokenView>), ApiError> {
    api::person_only(&caller)?;
    api::consented(&site, &caller).await?;
    let made = tokens::create(
        &site.app,
        caller.actor(),
        caller.user_id,
        &request.name,
        request.scope,
    )
    .await
    .map_err(token_error)?;
    let view = TokenView::of(made.row, Some(made.secret));
    Ok((StatusCode::CREATED, Extension(ShownOnce), Json(view)))
}

fn token_error(error: TokenError) -> ApiError {
    match error {
        TokenError::Empty => ApiError::invalid([("name", "tokens-error-empty")]),
        TokenError::TooLong => ApiError::invalid([(
            "name",
            (
                "tokens-error-long",
                crate::args![limit = tokens::NAME_LIMIT],
            ),
        )]),
        TokenError::TooMany => ApiError::conflict(
            "too_many_tokens",
            ("tokens-error-many", crate::args![limit = tokens::LIMIT]),
        ),
        TokenError::Gone => ApiError::not_found(),
        TokenError::Database(error) => error.into(),
    }
}

/// Revoke a token.
#[utoipa::path(
    delete, path = "/tokens/{id}", tag = "users", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
async fn revoke_token(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TokenId>,
) -> Result<StatusCode, ApiError> {
    if tokens::revoke(&site.app, caller.actor(), caller.user_id, id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found())
    }
}

/// Everything that is stored about oneself.
#[utoipa::path(
    get, path = "/export", tag = "users",
    responses((status = 200, body = Object), (status = "4XX", body = Problem)),
)]
async fn export(Extension(site): Extension<Site>, caller: Caller) -> Result<Json<Value>, ApiError> {
    let data = privacy::export(&site.app, caller.actor(), caller.user_id)
        .await?
        .ok_or_else(ApiError::unauthorized)?;
    Ok(Json(data))
}

/// Delete one's account. Only the person may, in the Mini App.
#[utoipa::path(
    delete, path = "/me", tag = "users",
    responses((status = 204), (status = "4XX", body = Problem)),
)]
async fn delete_me(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    api::person_only(&caller)?;
    match privacy::delete(&site.app, caller.actor(), caller.user_id).await {
        Ok(()) | Err(DeleteError::NoSuchPerson) => Ok(StatusCode::NO_CONTENT),
        Err(DeleteError::Database(error)) => Err(error.into()),
        Err(error @ (DeleteError::Hours(_) | DeleteError::Bookings(_))) => {
            Err(ApiError::fault(error))
        }
    }
}
