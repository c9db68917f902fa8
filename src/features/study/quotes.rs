//! Prices: named by staff, or offered by executors for the client to choose from.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::{
    change,
    drafts::{PRICE_LIMIT, words},
    error::StudyError,
    events::News,
    hands,
    machine::Act,
    masking::{self, ContactKind},
};
use crate::{
    app::App,
    db,
    entity::{
        executor,
        order::{Column, Model, Status},
        order_offer::{self, Status as OfferStatus},
    },
    features::audit::order::OrderDeed,
    kernel::{
        actor::Actor,
        ids::{OfferId, OrderId},
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// Longest note with a price, in characters.
pub const NOTE_LIMIT: usize = 500;
/// Longest time that can be promised, in days.
pub const DAYS_LIMIT: i32 = 365;

/// What somebody wants for the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Price in minor units of the order's currency.
    pub price_minor: i64,
    /// Days of work.
    pub days: i32,
    /// What is said with it.
    pub note: Option<String>,
}

impl Terms {
    fn check(mut self) -> Result<Self, StudyError> {
        if !(100..=PRICE_LIMIT).contains(&self.price_minor) {
            return Err(StudyError::BadPrice);
        }
        if !(1..=DAYS_LIMIT).contains(&self.days) {
            return Err(StudyError::BadDays);
        }
        self.note = words(self.note.filter(|note| !note.trim().is_empty()), NOTE_LIMIT)?;
        Ok(self)
    }
}

/// Staff names a price, or another one.
///
/// # Errors
/// See [`StudyError`].
pub async fn quote(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: OrderId,
    terms: Terms,
) -> Result<Model, StudyError> {
    if !rights.may(Permission::SteerOrders) {
        return Err(StudyError::NotAllowed);
    }
    let terms = terms.check()?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "order.quote", now).await? else {
        return change::find(&app.db, id).await;
    };
    let update = change::step(Act::Quote, id, now)
        .col_expr(Column::PriceMinor, Expr::value(terms.price_minor))
        .col_expr(Column::Days, Expr::value(terms.days))
        .col_expr(Column::QuoteNote, Expr::value(terms.note))
        .col_expr(Column::QuotedAt, Expr::value(now))
        .col_expr(
            Column::QuotedBy,
            Expr::value(actor.user().map(|user| user.0)),
        );
    change::take(&txn, update).await?;
    let deed = OrderDeed::Quoted {
        price_minor: terms.price_minor,
        days: terms.days,
    };
    change::write_down(&txn, now, actor, id, deed).await?;
    let order = change::find(&txn, id).await?;
    change::tell(&txn, now, order.client_id, id, News::Quoted).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// The client takes the price that was shown; another one meanwhile is not taken unseen.
///
/// # Errors
/// See [`StudyError`].
pub async fn accept_quote(
    app: &App,
    actor: Actor,
    id: OrderId,
    shown_minor: i64,
) -> Result<Model, StudyError> {
    let order = change::of_client(&app.db, id, actor.user()).await?;
    if order.status == Status::AwaitingPayment && order.price_minor == Some(shown_minor) {
        return Ok(order);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = change::step(Act::AcceptQuote, id, now)
        .col_expr(Column::PayBy, Expr::value(pay_by(app, now)))
        .filter(Column::PriceMinor.eq(shown_minor));
    change::take(&txn, update).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::QuoteAccepted).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    Ok(order)
}

fn pay_by(app: &App, now: Timestamp) -> Timestamp {
    now.plus(TimeDelta::hours(app.config.study.pay_hours.into()))
}

/// The client does not take the price; staff may name another one.
///
/// # Errors
/// See [`StudyError`].
pub async fn decline_quote(app: &App, actor: Actor, id: OrderId) -> Result<Model, StudyError> {
    change::of_client(&app.db, id, actor.user()).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = change::step(Act::DeclineQuote, id, now)
        .col_expr(Column::PriceMinor, Expr::value(Option::<i64>::None))
        .col_expr(Column::QuotedAt, Expr::value(Option::<i64>::None));
    change::take(&txn, update).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::QuoteDeclined).await?;
    change::tell_staff(app, &txn, now, id, News::QuoteDeclined).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// An executor makes an offer, or changes theirs; with the kinds of contacts that were taken out of the
/// note. A repeat of the update offers nothing anew.
///
/// # Errors
/// See [`StudyError`].
pub async fn offer(
    app: &App,
    actor: Actor,
    id: OrderId,
    terms: Terms,
) -> Result<(order_offer::Model, Vec<ContactKind>), StudyError> {
    let person = actor.user().ok_or(StudyError::NotAllowed)?;
    let terms = terms.check()?;
    let masked = masking::mask(&terms.note.unwrap_or_default());
    hands::at_work(&app.db, person).await?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "order.offer", now).await? else {
        let offer = of_executor(&app.db, id, person).await?;
        return Ok((offer.ok_or(StudyError::Moved)?, masked.found));
    };
    let order = change::find(&txn, id).await?;
    if order.client_id == person {
        return Err(StudyError::OwnOrder);
    }
    if order.status != Status::Submitted {
        return Err(StudyError::Moved);
    }
    let row = order_offer::ActiveModel {
        order_id: Set(id),
        executor_id: Set(person),
        price_minor: Set(terms.price_minor),
        days: Set(terms.days),
        note: Set(masked.text),
        status: Set(OfferStatus::Open),
        at: Set(now),
        ..Default::default()
    };
    use order_offer::Column as Of;
    order_offer::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Of::OrderId, Of::ExecutorId])
                .update_columns([Of::PriceMinor, Of::Days, Of::Note, Of::Status, Of::At])
                // An offer that was chosen is a promise.
                .action_and_where(Expr::col((order_offer::Entity, Of::Status)).ne("chosen"))
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    let offer = of_executor(&txn, id, person)
        .await?
        .ok_or(StudyError::Moved)?;
    if offer.status != OfferStatus::Open {
        return Err(StudyError::Moved);
    }
    let deed = OrderDeed::Offered {
        price_minor: terms.price_minor,
        days: terms.days,
    };
    change::write_down(&txn, now, actor, id, deed).await?;
    change::write_down_masked(&txn, now, actor, id, &masked.found).await?;
    change::tell(&txn, now, order.client_id, id, News::Offered).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok((offer, masked.found))
}

/// The offer of this executor for an order.
///
/// # Errors
/// When the database does not answer.
pub async fn of_executor(
    db: &impl ConnectionTrait,
    order: OrderId,
    executor: crate::kernel::ids::UserId,
) -> Result<Option<order_offer::Model>, DbErr> {
    order_offer::Entity::find()
        .filter(order_offer::Column::OrderId.eq(order))
        .filter(order_offer::Column::ExecutorId.eq(executor))
        .one(db)
        .await
}

/// The executor takes an offer back; one that is gone is gone already.
///
/// # Errors
/// [`StudyError::Moved`] when it was chosen meanwhile, or the database.
pub async fn withdraw_offer(app: &App, actor: Actor, id: OrderId) -> Result<(), StudyError> {
    let person = actor.user().ok_or(StudyError::NotAllowed)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = order_offer::Entity::update_many()
        .col_expr(order_offer::Column::Status, Expr::value("withdrawn"))
        .filter(order_offer::Column::OrderId.eq(id))
        .filter(order_offer::Column::ExecutorId.eq(person))
        .filter(order_offer::Column::Status.eq(OfferStatus::Open))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        let offer = of_executor(&txn, id, person).await?;
        return match offer.map(|offer| offer.status) {
            Some(OfferStatus::Chosen) => Err(StudyError::Moved),
            _ => Ok(()),
        };
    }
    change::write_down(&txn, now, actor, id, OrderDeed::OfferWithdrawn).await?;
    txn.commit().await?;
    Ok(())
}

/// Open offers of an order, cheapest first.
///
/// # Errors
/// When the database does not answer.
pub async fn offers(
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Vec<order_offer::Model>, DbErr> {
    order_offer::Entity::find()
        .filter(order_offer::Column::OrderId.eq(id))
        .filter(order_offer::Column::Status.eq(OfferStatus::Open))
        .order_by_asc(order_offer::Column::PriceMinor)
        .order_by_asc(order_offer::Column::Id)
        .all(db)
        .await
}

/// As [`choose_offer`], when the offer is one for this order.
///
/// # Errors
/// [`StudyError::NoSuchOrder`] for an offer of another order; see [`choose_offer`].
pub async fn choose_offer_of(
    app: &App,
    actor: Actor,
    id: OrderId,
    offer: OfferId,
    shown_minor: i64,
) -> Result<Model, StudyError> {
    let known = order_offer::Entity::find_by_id(offer)
        .filter(order_offer::Column::OrderId.eq(id))
        .one(&app.db)
        .await?;
    match known {
        Some(known) => choose_offer(app, actor, known.id, shown_minor).await,
        None => Err(StudyError::NoSuchOrder),
    }
}

/// The client chooses an offer as it was shown: one that was changed meanwhile is not taken unseen.
///
/// # Errors
/// See [`StudyError`].
pub async fn choose_offer(
    app: &App,
    actor: Actor,
    offer: OfferId,
    shown_minor: i64,
) -> Result<Model, StudyError> {
    let offer = order_offer::Entity::find_by_id(offer)
        .one(&app.db)
        .await?
        .ok_or(StudyError::NoSuchOrder)?;
    let id = offer.order_id;
    let order = change::of_client(&app.db, id, actor.user()).await?;
    if order.status == Status::AwaitingPayment && order.executor_id == Some(offer.executor_id) {
        return Ok(order);
    }
    let executor = hands::at_work(&app.db, offer.executor_id).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let chosen = order_offer::Entity::update_many()
        .col_expr(order_offer::Column::Status, Expr::value("chosen"))
        .filter(order_offer::Column::Id.eq(offer.id))
        .filter(order_offer::Column::Status.eq(OfferStatus::Open))
        .filter(order_offer::Column::PriceMinor.eq(shown_minor))
        .exec(&txn)
        .await;
    let chosen = match chosen {
        // Another offer was chosen at the same moment.
        Err(error) if db::is_unique(&error) => return Err(StudyError::Moved),
        other => other?,
    };
    if chosen.rows_affected == 0 {
        return Err(StudyError::Moved);
    }
    let update = change::step(Act::ChooseOffer, id, now)
        .col_expr(Column::PriceMinor, Expr::value(shown_minor))
        .col_expr(Column::Days, Expr::value(offer.days))
        .col_expr(Column::QuoteNote, Expr::value(offer.note.clone()))
        .col_expr(Column::QuotedAt, Expr::value(now))
        .col_expr(Column::QuotedBy, Expr::value(offer.executor_id.0))
        .col_expr(Column::ExecutorId, Expr::value(offer.executor_id.0))
        .col_expr(
            Column::ShareBp,
            Expr::value(hands::share_bp(&app.config.study, &executor)),
        )
        .col_expr(Column::PayBy, Expr::value(pay_by(app, now)));
    change::take(&txn, update).await?;
    let deed = OrderDeed::OfferChosen {
        price_minor: shown_minor,
    };
    change::write_down(&txn, now, actor, id, deed).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    Ok(order)
}

/// Ends the offers that were not chosen, and tells those who made them.
///
/// # Errors
/// When the database refuses.
pub async fn close_offers(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: OrderId,
) -> Result<(), DbErr> {
    for offer in offers(txn, id).await? {
        order_offer::Entity::update_many()
            .col_expr(order_offer::Column::Status, Expr::value("declined"))
            .filter(order_offer::Column::Id.eq(offer.id))
            .filter(order_offer::Column::Status.eq(OfferStatus::Open))
            .exec(txn)
            .await?;
        change::tell(txn, now, offer.executor_id, id, News::OfferLost).await?;
    }
    Ok(())
}

/// An offer with whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferOf {
    /// The offer.
    pub offer: order_offer::Model,
    /// The executor.
    pub executor: executor::Model,
}

/// Open offers of executors at work, cheapest first.
///
/// # Errors
/// When the database does not answer.
pub async fn with_executors(db: &impl ConnectionTrait, id: OrderId) -> Result<Vec<OfferOf>, DbErr> {
    let offers = offers(db, id).await?;
    let people = executor::Entity::find()
        .filter(executor::Column::UserId.is_in(offers.iter().map(|offer| offer.executor_id)))
        .filter(executor::Column::Status.eq(executor::Status::Approved))
        .all(db)
        .await?;
    Ok(offers
        .into_iter()
        .filter_map(|offer| {
            let executor = people
                .iter()
                .find(|person| person.user_id == offer.executor_id)?
                .clone();
            Some(OfferOf { offer, executor })
        })
        .collect())
}

/// One open offer.
///
/// # Errors
/// [`StudyError::Moved`] when it is no longer open, or the database.
pub async fn find_offer(db: &impl ConnectionTrait, id: OfferId) -> Result<OfferOf, StudyError> {
    let offer = order_offer::Entity::find_by_id(id)
        .one(db)
        .await?
        .filter(|offer| offer.status == OfferStatus::Open)
        .ok_or(StudyError::Moved)?;
    let executor = hands::at_work(db, offer.executor_id).await?;
    Ok(OfferOf { offer, executor })
}
