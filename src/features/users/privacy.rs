//! The right to one's own data: take it home, take back the consent, delete the account.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use serde_json::{Value, json};
use thiserror::Error;

use super::{
    consent::{self, Choice},
    people, roles,
};
use crate::{
    app::App,
    db,
    entity::{
        api_token, audit_record, bonus, consent::Decision, departure, dialogue, failed_update,
        faq_vote, friend_link, friendship, hour, hour_day_off, hour_window, idempotency_key, media,
        outbox, partner_application, payment, payout, referral, referral_code, review, user,
        user_note, user_role,
    },
    features::{
        audit::{self, AuditEvent},
        bookings::{self, error::BookingError},
        executors::applications,
        hours::{endings, error::HoursError},
        library::DOCUMENTS,
        media::forget_file,
        thread::reads as threads,
        trips,
    },
    kernel::{
        actor::Actor,
        ids::{TgId, UserId},
        time::Timestamp,
    },
};

/// Why an account is not deleted.
#[derive(Debug, Error)]
pub enum DeleteError {
    /// Nobody with this id.
    #[error("there is no such person")]
    NoSuchPerson,
    /// The database.
    #[error("the account was not deleted")]
    Database(#[from] DbErr),
    /// Bookings could not be called off: ours.
    #[error("the bookings of the account could not be called off")]
    Bookings(#[from] BookingError),
    /// Booked hours could not be called off: ours.
    #[error("the hours of the account could not be called off")]
    Hours(#[source] HoursError),
}

impl From<HoursError> for DeleteError {
    fn from(error: HoursError) -> Self {
        match error {
            HoursError::Database(error) => Self::Database(error),
            other => Self::Hours(other),
        }
    }
}

/// Everything that is stored about a person, as they may take it home.
///
/// # Errors
/// When the database does not answer.
pub async fn export(app: &App, actor: Actor, person: UserId) -> Result<Option<Value>, DbErr> {
    let Some(me) = people::find(app, person).await? else {
        return Ok(None);
    };
    let rights = roles::rights_of(app, &me).await?;
    let consents = crate::entity::consent::Entity::find()
        .filter(crate::entity::consent::Column::UserId.eq(person))
        .order_by_asc(crate::entity::consent::Column::Id)
        .all(&app.db)
        .await?;
    let friends = friendship::Entity::find()
        .filter(friendship::of(person))
        .all(&app.db)
        .await?;
    let tokens = api_token::Entity::find()
        .filter(api_token::Column::UserId.eq(person))
        .all(&app.db)
        .await?;
    let votes = faq_vote::Entity::find()
        .filter(faq_vote::Column::UserId.eq(person))
        .all(&app.db)
        .await?;
    let files = media::Entity::find()
        .filter(media::Column::OwnerId.eq(person))
        .all(&app.db)
        .await?;
    let deeds = audit_record::Entity::find()
        .filter(audit_record::Column::ActorId.eq(person))
        .order_by_asc(audit_record::Column::Id)
        .all(&app.db)
        .await?;
    let payments = payment::Entity::find()
        .filter(payment::Column::PayerId.eq(person))
        .order_by_asc(payment::Column::Id)
        .all(&app.db)
        .await?;
    let payouts = payout::Entity::find()
        .filter(payout::Column::UserId.eq(person))
        // What a manager asked for in the name of an agency is the agency's.
        .filter(payout::Column::AgencyId.is_null())
        .order_by_asc(payout::Column::Id)
        .all(&app.db)
        .await?;
    let code = referral_code::Entity::find_by_id(person)
        .one(&app.db)
        .await?;
    let application = partner_application::Entity::find_by_id(person)
        .one(&app.db)
        .await?;
    let brought = referral::Entity::find_by_id(person).one(&app.db).await?;
    let bonuses = bonus::Entity::find()
        .filter(bonus::Column::UserId.eq(person))
        .order_by_asc(bonus::Column::Id)
        .all(&app.db)
        .await?;
    let reviews = review::Entity::find()
        .filter(review::Column::AuthorId.eq(person))
        .order_by_asc(review::Column::Id)
        .all(&app.db)
        .await?;
    let hours = hour::Entity::find()
        .filter(
            Condition::any()
                .add(hour::Column::ClientId.eq(person))
                .add(hour::Column::OperatorId.eq(person)),
        )
        .order_by_asc(hour::Column::Id)
        .all(&app.db)
        .await?;
    let windows = hour_window::Entity::find()
        .filter(hour_window::Column::OperatorId.eq(person))
        .all(&app.db)
        .await?;
    let days_off = hour_day_off::Entity::find()
        .filter(hour_day_off::Column::OperatorId.eq(person))
        .all(&app.db)
        .await?;
    let when = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
    let data = json!({
        "exported_at": app.clock.now().rfc3339(),
        "profile": {
            "id": me.id,
            "telegram_id": me.telegram_id,
            "first_name": me.first_name,
            "last_name": me.last_name,
            "username": me.username,
            "language": me.lang,
            "time_zone": me.time_zone,
            "sphere": me.sphere,
            "specialisation": me.specialisation,
            "interests": me.interest_list(),
            "shows_trips": me.shows_trips,
            "came_with": me.start_payload,
            "created_at": me.created_at.rfc3339(),
            "seen_at": me.seen_at.rfc3339(),
        },
        "roles": rights.iter().map(|(role, agency)| json!({"role": role, "agency_id": agency})).collect::<Vec<_>>(),
        "consents": consents.iter().map(|row| json!({
            "document": row.document, "language": row.lang, "version": row.version,
            "decision": row.decision, "at": row.at.rfc3339(),
        })).collect::<Vec<_>>(),
        "friends": friends.iter().map(|row| json!({
            "friend_id": row.other(person), "asked_by_me": row.asked_by == person,
            "asked_at": row.created_at.rfc3339(), "accepted_at": when(row.accepted_at),
        })).collect::<Vec<_>>(),
        "tokens": tokens.iter().map(|row| json!({
            "name": row.name, "ends_with": row.hint, "scope": row.scope,
            "created_at": row.created_at.rfc3339(), "used_at": when(row.used_at),
            "revoked_at": when(row.revoked_at),
        })).collect::<Vec<_>>(),
        "faq_votes": votes.iter().map(|row| json!({
            "entry": row.entry, "helped": row.helped, "at": row.at.rfc3339(),
        })).collect::<Vec<_>>(),
        "files": files.iter().map(|row| json!({
            "kind": "avatar", "type": row.mime, "bytes": row.size, "at": row.created_at.rfc3339(),
        })).collect::<Vec<_>>(),
        "actions": deeds.iter().map(|row| json!({
            "action": row.action, "about": row.subject_kind, "id": row.subject_id,
            "at": row.at.rfc3339(),
        })).collect::<Vec<_>>(),
        "payments": payments.iter().map(|row| json!({
            "for": row.payable().key(), "through": row.provider, "status": row.status,
            "amount_minor": row.amount_minor, "bonus_minor": row.bonus_minor,
            "refunded_minor": row.refunded_minor, "currency": row.currency,
            "begun_at": row.created_at.rfc3339(), "paid_at": when(row.paid_at),
        })).collect::<Vec<_>>(),
        "payouts": payouts.iter().map(|row| json!({
            "from": row.purpose, "status": row.status, "amount_minor": row.amount_minor,
            "currency": row.currency, "card": row.card_mask,
            "asked_at": row.asked_at.rfc3339(), "ended_at": when(row.ended_at),
        })).collect::<Vec<_>>(),
        "executor": applications::export(app, person).await?,
        "thread_messages": threads::export(app, person).await?,
        "referrals": {
            "code": code.as_ref().map(|row| row.code.as_str()),
            "share_bp": code.as_ref().and_then(|row| row.share_bp),
            "partner_application": application.map(|row| json!({
                "about": row.about, "status": row.status, "refusal": row.refusal,
                "applied_at": row.applied_at.rfc3339(), "decided_at": when(row.decided_at),
            })),
            "came_by_a_link_at": when(brought.map(|row| row.touched_at)),
            "bonuses": bonuses.iter().map(|row| json!({
                "amount_minor": row.amount_minor, "taken_back_minor": row.clawed_minor,
                "currency": row.currency, "status": row.status,
                "available_at": row.available_at.rfc3339(), "at": row.created_at.rfc3339(),
            })).collect::<Vec<_>>(),
        },
        "reviews": reviews.iter().map(|row| json!({
            "about": row.subject_kind, "id": row.subject_id, "stars": row.stars,
            "text": row.text, "status": row.status, "answer": row.answer,
            "at": row.at.rfc3339(),
        })).collect::<Vec<_>>(),
        "hours": hours.iter().map(|row| json!({
            "id": row.id, "as": if row.client_id == person { "client" } else { "operator" },
            "starts_at": row.starts_at.rfc3339(), "status": row.status,
            "price_minor": row.price_minor, "currency": row.currency,
            "paid_minor": row.paid_minor, "refunded_minor": row.refunded_minor,
            "came_at": when(if row.client_id == person { row.client_came_at } else { row.operator_came_at }),
            "created_at": row.created_at.rfc3339(),
        })).collect::<Vec<_>>(),
        "week": windows.iter().map(|row| json!({
            "weekday": row.weekday, "from_minute": row.from_minute, "until_minute": row.until_minute,
        })).collect::<Vec<_>>(),
        "tours": bookings::reads::own_data(app, person).await?,
        "trips": trips::privacy::own_data(app, person).await?,
        "days_off": days_off.iter().map(|row| row.day).collect::<Vec<_>>(),
    });
    let now = app.clock.now();
    if let Some(txn) = db::begin_once(&app.db, actor, "privacy.export", now).await? {
        audit::record(&txn, now, actor, &AuditEvent::DataExported(person)).await?;
        txn.commit().await?;
    }
    Ok(Some(data))
}

/// Takes back the consent to every document that was agreed to.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(app: &App, actor: Actor, person: UserId) -> Result<(), DbErr> {
    let consents = consent::of(&app.db, person).await?;
    let choices: Vec<_> = DOCUMENTS
        .into_iter()
        .filter_map(|document| consents.latest(document))
        .filter(|row| row.decision == Decision::Given)
        .map(|row| Choice {
            document: row.document,
            lang: row.lang,
            version: &row.version,
            decision: Decision::Withdrawn,
        })
        .collect();
    if choices.is_empty() {
        return Ok(());
    }
    consent::decide(app, actor, person, &choices).await
}

/// Deletes an account: what identifies the person goes, at once and for good. The row stays, nameless,
/// for what money must refer to.
///
/// # Errors
/// See [`DeleteError`].
pub async fn delete(app: &App, actor: Actor, person: UserId) -> Result<(), DeleteError> {
    let me = people::find(app, person)
        .await?
        .filter(|me| me.deleted_at.is_none())
        .ok_or(DeleteError::NoSuchPerson)?;
    let telegram_id = me.telegram_id;
    let now = app.clock.now();
    // A second delivery must not delete what the person began anew meanwhile.
    let Some(txn) = db::begin_once(&app.db, actor, "privacy.delete", now).await? else {
        return Ok(());
    };
    // What is attached to an order belongs to the other side as well.
    let loose = || {
        Condition::all()
            .add(media::Column::OwnerId.eq(person))
            .add(media::Column::Uses.eq(0))
    };
    let files = media::Entity::find().filter(loose()).all(&txn).await?;
    // First, while the two can still be told.
    trips::privacy::leave(app, &txn, now, actor, person).await?;
    bookings::endings::leave(app, &txn, now, actor, person).await?;
    bookings::waiting::leave_all(&txn, person).await?;
    bookings::endings::forget(&txn, person).await?;
    endings::leave(&txn, &app.config.hours, now, actor, person).await?;
    friendship::Entity::delete_many()
        .filter(friendship::of(person))
        .exec(&txn)
        .await?;
    friend_link::Entity::delete_by_id(person).exec(&txn).await?;
    api_token::Entity::delete_many()
        .filter(api_token::Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    user_role::Entity::delete_many()
        .filter(user_role::Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    user_note::Entity::delete_many()
        .filter(user_note::Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    faq_vote::Entity::delete_many()
        .filter(faq_vote::Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    referral_code::Entity::delete_by_id(person)
        .exec(&txn)
        .await?;
    partner_application::Entity::delete_by_id(person)
        .exec(&txn)
        .await?;
    // Whom they brought is of no more use; who brought them stays, for the other one's accounts.
    referral::Entity::delete_many()
        .filter(referral::Column::ReferrerId.eq(person))
        .exec(&txn)
        .await?;
    // Stars belong to a rating; the words were theirs.
    review::Entity::update_many()
        .col_expr(review::Column::Text, Expr::value(""))
        .col_expr(review::Column::Answer, Expr::value(Option::<String>::None))
        .filter(review::Column::AuthorId.eq(person))
        .exec(&txn)
        .await?;
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    outbox::Entity::delete_many()
        .filter(outbox::Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    media::Entity::delete_many()
        .filter(loose())
        .exec(&txn)
        .await?;
    applications::forget(&txn, person).await?;
    if let Some(id) = telegram_id {
        let departed = departure::ActiveModel {
            who: Set(departure::who(id)),
            at: Set(now),
        };
        departure::Entity::insert(departed)
            .on_conflict(
                OnConflict::column(departure::Column::Who)
                    .update_column(departure::Column::At)
                    .to_owned(),
            )
            .exec_without_returning(&txn)
            .await?;
        dialogue::Entity::delete_by_id(id).exec(&txn).await?;
        failed_update::Entity::delete_many()
            .filter(written_by(id))
            .exec(&txn)
            .await?;
    }
    let mut row = me.into_active_model();
    row.telegram_id = Set(None);
    row.first_name = Set("—".to_owned());
    row.last_name = Set(None);
    row.username = Set(None);
    row.lang = Set(None);
    row.time_zone = Set(None);
    row.sphere = Set(None);
    row.specialisation = Set(None);
    row.interests = Set(String::new());
    row.shows_trips = Set(false);
    row.avatar_id = Set(None);
    row.start_payload = Set(None);
    row.pending_payload = Set(None);
    row.blocked_reason = Set(None);
    row.search = Set(String::new());
    row.deleted_at = Set(Some(now));
    let _: user::Model = row.update(&txn).await?;
    audit::record(&txn, now, actor, &AuditEvent::AccountDeleted(person)).await?;
    txn.commit().await?;
    if let Some(id) = telegram_id
        && let Err(error) = app.states.clear(id).await
    {
        // It names nobody and ends by itself.
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a question to a deleted account stays"
        );
    }
    for file in files {
        forget_file(app, &file.path).await;
    }
    Ok(())
}

/// Bodies of failed updates in which this person's id stands as a sender or a chat.
fn written_by(id: TgId) -> Condition {
    let marks = [
        format!("\"id\":{id},"),
        format!("\"id\":{id}}}"),
        format!("\"id\": {id},"),
    ];
    marks.into_iter().fold(Condition::any(), |any, mark| {
        any.add(failed_update::Column::Body.contains(mark))
    })
}
