//! Making, finding and revoking tokens.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use thiserror::Error;

use crate::{
    app::App,
    db,
    entity::api_token::{self, Column, Entity, Model, Scope},
    features::{
        audit::{self, AuditEvent},
        users::people,
    },
    kernel::{
        actor::Actor,
        ids::{TokenId, UserId},
        token::{hash_token, new_token},
    },
};

/// Live tokens a person may have.
pub const LIMIT: u64 = 10;
/// Longest name.
pub const NAME_LIMIT: usize = 40;
/// `used_at` is written at most this often.
const USED_STEP: TimeDelta = TimeDelta::minutes(1);

/// Why there is no new token.
#[derive(Debug, Error)]
pub enum TokenError {
    /// Nothing but spaces.
    #[error("the name is empty")]
    Empty,
    /// Over [`NAME_LIMIT`].
    #[error("the name is too long")]
    TooLong,
    /// [`LIMIT`] live tokens are there.
    #[error("there are too many tokens")]
    TooMany,
    /// There is no such token of this person.
    #[error("there is no such token")]
    Gone,
    /// The database.
    #[error("tokens are out of reach")]
    Database(#[from] DbErr),
}

/// A token that was just made: the only time its words are known.
#[derive(Debug)]
pub struct NewToken {
    /// As stored.
    pub row: Model,
    /// The token itself.
    pub secret: String,
}

/// Makes a token.
///
/// # Errors
/// See [`TokenError`].
pub async fn create(
    app: &App,
    actor: Actor,
    owner: UserId,
    name: &str,
    scope: Scope,
) -> Result<NewToken, TokenError> {
    let words = name.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let name = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if name.is_empty() {
        return Err(TokenError::Empty);
    }
    if name.chars().count() > NAME_LIMIT {
        return Err(TokenError::TooLong);
    }
    let secret = new_token();
    let hint: String = secret
        .chars()
        .skip(secret.chars().count().saturating_sub(4))
        .collect();
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "token.create", now).await? else {
        return renew(app, owner, &name, scope, secret, hint).await;
    };
    // Whoever makes several at once makes them one after another: none slips past the count.
    people::one_at_a_time(&txn, owner).await?;
    if Entity::find().filter(live_of(owner)).count(&txn).await? >= LIMIT {
        return Err(TokenError::TooMany);
    }
    let row = api_token::ActiveModel {
        user_id: Set(owner),
        name: Set(name),
        hash: Set(hash_token(&secret)),
        hint: Set(hint),
        scope: Set(scope),
        created_at: Set(now),
        ..Default::default()
    };
    let row = Entity::insert(row).exec_with_returning(&txn).await?;
    audit::record(&txn, now, actor, &AuditEvent::TokenCreated(row.id, scope)).await?;
    txn.commit().await?;
    Ok(NewToken { row, secret })
}

/// A repeat of the update that made a token: its words were perhaps never seen and are known no more,
/// so the same token gets new ones.
async fn renew(
    app: &App,
    owner: UserId,
    name: &str,
    scope: Scope,
    secret: String,
    hint: String,
) -> Result<NewToken, TokenError> {
    let made = Entity::find()
        .filter(live_of(owner))
        .filter(Column::Name.eq(name))
        .filter(Column::Scope.eq(scope))
        .order_by_desc(Column::Id)
        .one(&app.db)
        .await?
        .ok_or(TokenError::Gone)?;
    let mut row = made.into_active_model();
    row.hash = Set(hash_token(&secret));
    row.hint = Set(hint);
    let row = row.update(&app.db).await?;
    Ok(NewToken { row, secret })
}

/// Live tokens of a person, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(app: &App, owner: UserId) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(live_of(owner))
        .order_by_desc(Column::Id)
        .all(&app.db)
        .await
}

/// One live token of a person.
///
/// # Errors
/// [`TokenError::Gone`] or the database.
pub async fn find(app: &App, owner: UserId, id: TokenId) -> Result<Model, TokenError> {
    Entity::find_by_id(id)
        .filter(live_of(owner))
        .one(&app.db)
        .await?
        .ok_or(TokenError::Gone)
}

/// Revokes a token; false when it was not there or revoked before.
///
/// # Errors
/// When the database does not answer.
pub async fn revoke(app: &App, actor: Actor, owner: UserId, id: TokenId) -> Result<bool, DbErr> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(live_of(owner))
        .exec(&txn)
        .await?;
    if revoked.rows_affected > 0 {
        audit::record(&txn, now, actor, &AuditEvent::TokenRevoked(id)).await?;
    }
    txn.commit().await?;
    Ok(revoked.rows_affected > 0)
}

/// The live token with this hash; notes its use.
///
/// # Errors
/// When the database does not answer.
pub async fn by_hash(app: &App, hash: &str) -> Result<Option<Model>, DbErr> {
    let Some(token) = Entity::find()
        .filter(Column::Hash.eq(hash))
        .filter(Column::RevokedAt.is_null())
        .one(&app.db)
        .await?
    else {
        return Ok(None);
    };
    let now = app.clock.now();
    if token.used_at.is_none_or(|used| now.since(used) > USED_STEP) {
        Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(now))
            .filter(Column::Id.eq(token.id))
            .exec(&app.db)
            .await?;
    }
    Ok(Some(token))
}

fn live_of(owner: UserId) -> Condition {
    Condition::all()
        .add(Column::UserId.eq(owner))
        .add(Column::RevokedAt.is_null())
}
