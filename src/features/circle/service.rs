//! The rules of the circle.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, OnConflict},
};
use thiserror::Error;

use super::events::{FriendAccepted, FriendAsked};
use crate::{
    app::App,
    db,
    entity::{
        friend_link,
        friendship::{self, Column, Entity, Model, Status},
        user,
    },
    kernel::{
        ids::{FriendshipId, UserId},
        page::Page,
    },
    outbox,
};

/// Friends and open requests a person may have at most.
pub const LIMIT: u64 = 200;

/// Why two people are not connected.
#[derive(Debug, Error)]
pub enum CircleError {
    /// Nobody's link, or an old one.
    #[error("the link leads nowhere")]
    DeadLink,
    /// One's own link.
    #[error("the link is one's own")]
    Yourself,
    /// They are friends already.
    #[error("they are friends already")]
    AlreadyFriends,
    /// The circle of one of the two is full.
    #[error("the circle is full")]
    Full,
    /// There is no such request or friend (any more).
    #[error("there is no such friend")]
    Gone,
    /// The database.
    #[error("the circle does not answer")]
    Database(#[from] DbErr),
}

/// A friend, or somebody who asks to be one.
#[derive(Clone, Debug)]
pub struct Friend {
    /// The pair.
    pub pair: Model,
    /// The other person.
    pub person: user::Model,
}

/// What came of following a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The owner is asked.
    Waiting,
    /// The owner had asked before: they are friends now.
    Friends,
}

/// A person's link token; made at first need.
///
/// # Errors
/// When the database does not answer.
pub async fn link(app: &App, person: UserId) -> Result<String, DbErr> {
    if let Some(row) = friend_link::Entity::find_by_id(person).one(&app.db).await? {
        return Ok(row.token);
    }
    write_link(
        app,
        person,
        OnConflict::column(friend_link::Column::UserId)
            .do_nothing()
            .to_owned(),
    )
    .await?;
    friend_link::Entity::find_by_id(person)
        .one(&app.db)
        .await?
        .map(|row| row.token)
        .ok_or_else(|| DbErr::RecordNotFound("a link that was just written".to_owned()))
}

/// A new link; the old one leads nowhere from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn renew_link(app: &App, person: UserId) -> Result<(), DbErr> {
    let replace = OnConflict::column(friend_link::Column::UserId)
        .update_columns([friend_link::Column::Token, friend_link::Column::CreatedAt])
        .to_owned();
    write_link(app, person, replace).await
}

async fn write_link(app: &App, person: UserId, on_conflict: OnConflict) -> Result<(), DbErr> {
    // 128 random bits: nobody guesses their way into a circle.
    let row = friend_link::ActiveModel {
        user_id: Set(person),
        token: Set(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>())),
        created_at: Set(app.clock.now()),
    };
    friend_link::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(&app.db)
        .await?;
    Ok(())
}

/// Whose link this is.
///
/// # Errors
/// [`CircleError::DeadLink`], [`CircleError::Yourself`], or the database.
pub async fn owner_of(app: &App, guest: UserId, token: &str) -> Result<user::Model, CircleError> {
    let link = friend_link::Entity::find()
        .filter(friend_link::Column::Token.eq(token))
        .one(&app.db)
        .await?
        .ok_or(CircleError::DeadLink)?;
    if link.user_id == guest {
        return Err(CircleError::Yourself);
    }
    user::Entity::find_by_id(link.user_id)
        .one(&app.db)
        .await?
        .filter(|owner| owner.deleted_at.is_none() && owner.blocked_at.is_none())
        .ok_or(CircleError::DeadLink)
}

/// Asks the owner of a link to connect.
///
/// # Errors
/// See [`CircleError`].
pub async fn ask(
    app: &App,
    guest: UserId,
    token: &str,
) -> Result<(Asked, user::Model), CircleError> {
    let owner = owner_of(app, guest, token).await?;
    let (low, high) = (
        std::cmp::min(guest, owner.id),
        std::cmp::max(guest, owner.id),
    );
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    // Two who ask one person at once are counted one after another. SQLite has one writer anyway, and
    // leaves the lock out.
    user::Entity::find()
        .filter(user::Column::Id.is_in([low, high]))
        .order_by_asc(user::Column::Id)
        .lock_exclusive()
        .all(&txn)
        .await?;
    let row = friendship::ActiveModel {
        low_id: Set(low),
        high_id: Set(high),
        asked_by: Set(guest),
        status: Set(Status::Asked),
        created_at: Set(now),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::LowId, Column::HighId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    let pair = Entity::find()
        .filter(Column::LowId.eq(low))
        .filter(Column::HighId.eq(high))
        .one(&txn)
        .await?
        .ok_or(CircleError::Gone)?;
    if inserted > 0 {
        // Only somebody new needs room; whoever is in the circle already is answered below.
        if friends_of(&txn, guest).await? > LIMIT || friends_of(&txn, owner.id).await? > LIMIT {
            txn.rollback().await?;
            return Err(CircleError::Full);
        }
        let event = FriendAsked {
            friendship: pair.id,
        };
        outbox::enqueue(&txn, now, owner.id, &event, outbox::Options::default()).await?;
        txn.commit().await?;
        app.outbox.nudge();
        return Ok((Asked::Waiting, owner));
    }
    txn.rollback().await?;
    match pair.status {
        Status::Accepted => Err(CircleError::AlreadyFriends),
        Status::Asked if pair.asked_by == guest => Ok((Asked::Waiting, owner)),
        // Whoever was told no is not told so; the one who said it hears no more.
        Status::Declined if pair.asked_by == guest => Ok((Asked::Waiting, owner)),
        Status::Declined => {
            ask_after_all(app, guest, &pair).await?;
            Ok((Asked::Waiting, owner))
        }
        // Both asked: that is agreement.
        Status::Asked => {
            accept(app, guest, pair.id).await?;
            Ok((Asked::Friends, owner))
        }
    }
}

/// Somebody who once said no asks now: the pair begins anew, the other way round.
async fn ask_after_all(app: &App, guest: UserId, pair: &Model) -> Result<(), CircleError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value("asked"))
        .col_expr(Column::AskedBy, Expr::value(guest))
        .col_expr(Column::CreatedAt, Expr::value(now))
        .filter(Column::Id.eq(pair.id))
        .filter(Column::Status.eq(Status::Declined))
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 {
        let event = FriendAsked {
            friendship: pair.id,
        };
        let told = pair.other(guest);
        outbox::enqueue(&txn, now, told, &event, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Says no to a request. It is remembered, so that the same person does not ask every day; the one who
/// asked is not told.
///
/// # Errors
/// When the database does not answer.
pub async fn decline(app: &App, me: UserId, pair: FriendshipId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value("declined"))
        .filter(Column::Id.eq(pair))
        .filter(friendship::of(me))
        .filter(Column::Status.eq(Status::Asked))
        .filter(Column::AskedBy.ne(me))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// Agrees to a request; the one who asked is told. Agreeing twice is agreeing once.
///
/// # Errors
/// [`CircleError::Gone`] when there is no request to this person, or the database.
pub async fn accept(app: &App, me: UserId, pair: FriendshipId) -> Result<Friend, CircleError> {
    let friend = find(app, me, pair).await?;
    if friend.pair.asked_by == me && friend.pair.status == Status::Asked {
        // One cannot answer one's own question.
        return Err(CircleError::Gone);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value("accepted"))
        .col_expr(Column::AcceptedAt, Expr::value(now))
        .filter(Column::Id.eq(pair))
        .filter(Column::Status.eq(Status::Asked))
        .filter(Column::AskedBy.ne(me))
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 {
        let event = FriendAccepted { friendship: pair };
        let told = friend.pair.asked_by;
        outbox::enqueue(&txn, now, told, &event, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    find(app, me, pair).await
}

/// Ends a friendship or a request, whoever of the two wants it; false when there was none.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(app: &App, me: UserId, pair: FriendshipId) -> Result<bool, DbErr> {
    let removed = Entity::delete_many()
        .filter(Column::Id.eq(pair))
        .filter(friendship::of(me))
        .exec(&app.db)
        .await?;
    Ok(removed.rows_affected > 0)
}

/// A pair in which `me` takes part, with the other person.
///
/// # Errors
/// [`CircleError::Gone`] or the database.
pub async fn find(app: &App, me: UserId, pair: FriendshipId) -> Result<Friend, CircleError> {
    let pair = Entity::find_by_id(pair)
        .filter(friendship::of(me))
        .filter(Column::Status.ne(Status::Declined))
        .one(&app.db)
        .await?
        .ok_or(CircleError::Gone)?;
    let person = user::Entity::find_by_id(pair.other(me))
        .one(&app.db)
        .await?
        .ok_or(CircleError::Gone)?;
    Ok(Friend { pair, person })
}

/// Requests to `me` first, then friends; one numbered page.
///
/// # Errors
/// When the database does not answer.
pub async fn list(app: &App, me: UserId, number: u32, size: u64) -> Result<Page<Friend>, DbErr> {
    let select = shown_to(me);
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Friend>::locate(number, total, size);
    let pairs = select
        .order_by_desc(Column::Status)
        .order_by_desc(Column::Id)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    let items = with_people(app, me, pairs).await?;
    Ok(Page {
        items,
        number,
        count: Page::<Friend>::count_of(total, size),
        total,
    })
}

/// Requests to `me` and friends with an id below `before`, newest first: the API's pages.
///
/// # Errors
/// When the database does not answer.
pub async fn list_before(
    app: &App,
    me: UserId,
    before: Option<FriendshipId>,
    limit: u64,
) -> Result<Vec<Friend>, DbErr> {
    let mut select = shown_to(me);
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    let pairs = select
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?;
    with_people(app, me, pairs).await
}

/// Own requests that wait for an answer are not shown: whoever is asked owes no explanation.
fn shown_to(me: UserId) -> Select<Entity> {
    Entity::find().filter(friendship::of(me)).filter(
        Column::Status
            .eq(Status::Accepted)
            .or(Column::AskedBy.ne(me)),
    )
}

async fn with_people(app: &App, me: UserId, pairs: Vec<Model>) -> Result<Vec<Friend>, DbErr> {
    let ids: Vec<_> = pairs.iter().map(|pair| pair.other(me)).collect();
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(ids))
        .all(&app.db)
        .await?;
    Ok(pairs
        .into_iter()
        .filter_map(|pair| {
            let other = pair.other(me);
            let person = people.iter().find(|person| person.id == other)?.clone();
            Some(Friend { pair, person })
        })
        .collect())
}

/// How many friends a person has, and how many wait for an answer.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(app: &App, me: UserId) -> Result<(u64, u64), DbErr> {
    let count = |status: Status| {
        shown_to(me)
            .filter(Column::Status.eq(status))
            .count(&app.db)
    };
    tokio::try_join!(count(Status::Accepted), count(Status::Asked))
}

async fn friends_of(db: &impl ConnectionTrait, person: UserId) -> Result<u64, DbErr> {
    Entity::find()
        .filter(friendship::of(person))
        .count(db)
        .await
}
