//! The audit log: who did what to whom, in the transaction of the deed.

pub mod booking;
pub mod event;
pub mod executor;
pub mod hour;
pub mod money;
pub mod order;
pub mod reads;
pub mod trip;

use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};

pub use self::{
    booking::{AgencyDeed, BookingDeed, TourDeed},
    event::AuditEvent,
    hour::HourDeed,
    trip::TripDeed,
};
use crate::{
    entity::audit_record::{self, ActorKind},
    kernel::{
        actor::{Actor, Who},
        time::Timestamp,
    },
};

/// Writes a deed down.
///
/// # Errors
/// When the database refuses.
pub async fn record(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    event: &AuditEvent,
) -> Result<(), DbErr> {
    record_all(txn, now, actor, [event]).await
}

/// Writes many deeds down in one statement; a few hundred at most.
///
/// # Errors
/// When the database refuses.
pub async fn record_all<'a>(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    events: impl IntoIterator<Item = &'a AuditEvent>,
) -> Result<(), DbErr> {
    let kind = match actor.who {
        Who::User(_) => ActorKind::User,
        Who::Shell => ActorKind::Shell,
        Who::System => ActorKind::System,
    };
    let rows = events.into_iter().map(|event| {
        let (subject_kind, subject_id) = event.subject();
        audit_record::ActiveModel {
            at: Set(now),
            actor_kind: Set(kind),
            actor_id: Set(actor.user()),
            role: Set(actor.role),
            action: Set(event.action().to_owned()),
            subject_kind: Set(subject_kind.to_owned()),
            subject_id: Set(subject_id),
            details: Set(event.details().to_string()),
            ..Default::default()
        }
    });
    audit_record::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
