//! Drafts: an order while its client writes it. One draft a client; it survives restarts because it is
//! a row from its first answer on.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
    sea_query::{Expr, OnConflict},
};

pub use super::enclosures::{FILE_LIMIT, attach, detach, files_of, files_of_all, put};
use super::{
    answers,
    catalog::{Field, Kind, Mode, Price},
    change,
    error::StudyError,
    events::News,
    machine::Act,
};
use crate::{
    app::App,
    db,
    entity::{
        attachment::{self, Subject},
        order::{self, Column, Entity, Model, Status},
    },
    features::{audit::order::OrderDeed, media::files},
    kernel::{
        actor::Actor,
        ids::{OrderId, UserId},
        money::Currency,
        time,
        words::clean,
    },
};

/// Longest subject, topic and volume, in characters.
pub const LINE_LIMIT: usize = 200;
/// Longest description of what is wanted, in characters.
pub const TEXT_LIMIT: usize = 3000;
/// Orders of one client that are under way at once.
pub const OPEN_LIMIT: u64 = 30;
/// Largest budget and price, in minor units: a million roubles.
pub const PRICE_LIMIT: i64 = 100_000_000;

/// One answer about what is wanted; none empties an optional field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Discipline.
    Subject(Option<String>),
    /// Topic.
    Topic(Option<String>),
    /// What exactly.
    Details(Option<String>),
    /// How much.
    Volume(Option<String>),
    /// Last day, in the client's zone.
    Deadline(Option<NaiveDate>, chrono_tz::Tz),
    /// What the client would like to pay, in minor units.
    Budget(Option<i64>),
}

/// Begins a draft of this kind; a draft that was there gives way, its answers are kept.
///
/// # Errors
/// [`StudyError::TooManyOpen`], or the database.
pub async fn start(app: &App, actor: Actor, kind: &Kind) -> Result<Model, StudyError> {
    let client = actor.user().ok_or(StudyError::NotAllowed)?;
    let now = app.clock.now();
    if open_orders(&app.db, client).await? >= OPEN_LIMIT {
        return Err(StudyError::TooManyOpen);
    }
    if let Some(draft) = latest(app, client).await? {
        Entity::update_many()
            .col_expr(Column::Kind, Expr::value(kind.key.clone()))
            .col_expr(Column::MovedAt, Expr::value(now))
            .filter(Column::Id.eq(draft.id))
            .filter(Column::Status.eq(Status::Draft))
            .exec(&app.db)
            .await?;
        return change::find(&app.db, draft.id).await;
    }
    let row = order::ActiveModel {
        client_id: Set(client),
        kind: Set(kind.key.clone()),
        status: Set(Status::Draft),
        currency: Set(Currency::Rub),
        search: Set(String::new()),
        created_at: Set(now),
        moved_at: Set(now),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&app.db)
        .await?;
    if inserted == 0 {
        tracing::debug!("two taps began one draft");
    }
    latest(app, client).await?.ok_or(StudyError::NoSuchOrder)
}

/// The client's draft, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn latest(app: &App, client: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::Status.eq(Status::Draft))
        .order_by_desc(Column::Id)
        .one(&app.db)
        .await
}

async fn open_orders(db: &impl ConnectionTrait, client: UserId) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::Status.is_not_in([
            Status::Draft,
            Status::Completed,
            Status::Refunded,
            Status::Cancelled,
            Status::Expired,
        ]))
        .count(db)
        .await
}

/// The client's order, when it is still a draft.
///
/// # Errors
/// [`StudyError::NoSuchOrder`], [`StudyError::Moved`] once it was sent, or the database.
pub async fn own(app: &App, actor: Actor, id: OrderId) -> Result<Model, StudyError> {
    let order = change::of_client(&app.db, id, actor.user()).await?;
    if order.status == Status::Draft {
        Ok(order)
    } else {
        Err(StudyError::Moved)
    }
}

/// Writes an answer into the draft.
///
/// # Errors
/// See [`StudyError`]: a text or a day that does not do, an order that is no draft any more.
pub async fn edit(
    app: &App,
    actor: Actor,
    id: OrderId,
    kind: &Kind,
    answer: Answer,
) -> Result<Model, StudyError> {
    edit_all(app, actor, id, kind, vec![answer]).await
}

/// Writes all of these answers into the draft, or none when one does not do.
///
/// # Errors
/// As [`edit`].
pub async fn edit_all(
    app: &App,
    actor: Actor,
    id: OrderId,
    kind: &Kind,
    told: Vec<Answer>,
) -> Result<Model, StudyError> {
    let draft = change::of_client(&app.db, id, actor.user()).await?;
    let now = app.clock.now();
    let mut update = Entity::update_many()
        .col_expr(Column::MovedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Draft));
    for answer in told {
        update = answers::write(update, kind, now, answer)?;
    }
    change_draft(app, update).await?;
    change::find(&app.db, draft.id).await
}

/// Begins a draft with its answers, for whoever has them all at hand: a draft that is there already is not
/// written over.
///
/// # Errors
/// [`StudyError::DraftOpen`]; see [`start`] and [`edit`].
pub async fn begin(
    app: &App,
    actor: Actor,
    kind: &Kind,
    told: Vec<Answer>,
) -> Result<Model, StudyError> {
    let client = actor.user().ok_or(StudyError::NotAllowed)?;
    let now = app.clock.now();
    for answer in &told {
        answers::check(kind, now, answer.clone())?;
    }
    if latest(app, client).await?.is_some() {
        return Err(StudyError::DraftOpen);
    }
    let draft = start(app, actor, kind).await?;
    edit_all(app, actor, draft.id, kind, told).await
}

async fn change_draft(app: &App, update: sea_orm::UpdateMany<Entity>) -> Result<(), StudyError> {
    match update.exec(&app.db).await?.rows_affected {
        0 => Err(StudyError::Moved),
        _ => Ok(()),
    }
}

/// Words within a limit of characters, without what no database takes.
pub(super) fn words(text: Option<String>, limit: usize) -> Result<Option<String>, StudyError> {
    let Some(text) = text else { return Ok(None) };
    let text = clean(&text);
    if text.is_empty() {
        return Err(StudyError::Empty);
    }
    if text.chars().count() > limit {
        return Err(StudyError::TooLong(limit));
    }
    Ok(Some(text))
}

/// The first field that has to be filled in and is not.
#[must_use]
pub fn missing(kind: &Kind, draft: &Model, files: usize) -> Option<Field> {
    kind.fields
        .asked()
        .find(|(field, is_required)| *is_required && !is_filled(draft, files, *field))
        .map(|(field, _)| field)
}

/// Whether a field is filled in.
#[must_use]
pub fn is_filled(draft: &Model, files: usize, field: Field) -> bool {
    match field {
        Field::Subject => draft.subject.is_some(),
        Field::Topic => draft.topic.is_some(),
        Field::Details => draft.details.is_some(),
        Field::Deadline => draft.due_on.is_some(),
        Field::Volume => draft.volume.is_some(),
        Field::Files => files > 0,
        Field::Budget => draft.budget_minor.is_some(),
    }
}

/// Sends the draft. A kind with a fixed price goes straight to the payment.
///
/// # Errors
/// [`StudyError::Missing`], [`StudyError::TooSoon`] when the draft lay for too long,
/// [`StudyError::Moved`], or the database.
pub async fn submit(
    app: &App,
    actor: Actor,
    id: OrderId,
    kind: &Kind,
    zone: chrono_tz::Tz,
) -> Result<Model, StudyError> {
    let draft = change::of_client(&app.db, id, actor.user()).await?;
    if draft.status != Status::Draft {
        // A double tap: it is sent already.
        return Ok(draft);
    }
    let files = files_of(&app.db, Subject::Order, id.0).await?;
    if let Some(field) = missing(kind, &draft, files.len()) {
        return Err(StudyError::Missing(field));
    }
    let now = app.clock.now();
    let first = time::local_day(now, zone) + TimeDelta::days(kind.minimum_days.into());
    if draft.due_on.is_some_and(|day| day < first) {
        return Err(StudyError::TooSoon(first));
    }
    let settings = &app.config.study;
    let act = match kind.price {
        Price::Fixed(_) => Act::OrderFixed,
        Price::ByQuote => Act::Submit,
    };
    let txn = db::begin(&app.db).await?;
    let mut update = change::step(act, id, now)
        .col_expr(Column::SubmittedAt, Expr::value(now))
        .col_expr(Column::Search, Expr::value(search(&draft)))
        .col_expr(
            Column::RevisionsLeft,
            Expr::value(i32::from(kind.revisions)),
        );
    if let Price::Fixed(price) = kind.price {
        update = update
            .col_expr(Column::PriceMinor, Expr::value(price.minor()))
            .col_expr(Column::Days, Expr::value(i32::from(kind.typical_days)))
            .col_expr(
                Column::PayBy,
                Expr::value(now.plus(TimeDelta::hours(settings.pay_hours.into()))),
            );
    }
    match change::take(&txn, update).await {
        Err(StudyError::Moved) => {
            txn.rollback().await?;
            return change::find(&app.db, id).await;
        }
        other => other?,
    }
    change::write_down(&txn, now, actor, id, OrderDeed::Submitted).await?;
    change::tell_staff(app, &txn, now, id, News::Submitted).await?;
    let order = change::find(&txn, id).await?;
    if act == Act::Submit && kind.mode == Mode::Offers {
        change::tell_board(&txn, now, &order).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// What staff's search looks into.
fn search(draft: &Model) -> String {
    [&draft.subject, &draft.topic, &draft.details]
        .into_iter()
        .flatten()
        .map(|text| text.to_lowercase())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Throws the draft away, with its files.
///
/// # Errors
/// [`StudyError::Moved`] when it was sent meanwhile, or the database.
pub async fn discard(app: &App, actor: Actor, id: OrderId) -> Result<(), StudyError> {
    change::of_client(&app.db, id, actor.user()).await?;
    let txn = db::begin(&app.db).await?;
    let gone = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Draft))
        .exec(&txn)
        .await?;
    if gone.rows_affected == 0 {
        return Err(StudyError::Moved);
    }
    files::release(&txn, &files_of(&txn, Subject::Order, id.0).await?).await?;
    attachment::Entity::delete_many()
        .filter(attachment::Column::SubjectKind.eq(Subject::Order))
        .filter(attachment::Column::SubjectId.eq(id.0))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(())
}
