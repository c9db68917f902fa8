//! Who takes part in a thread, and who may write to whom now.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use serde::{Deserialize, Serialize};

use crate::{
    entity::{
        executor, hour, order,
        thread_message::{Addressee, Side, ThreadKind},
    },
    kernel::{
        ids::{HourId, OrderId, UserId},
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// A thread: that of an order or of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Thread {
    /// Of what.
    pub kind: ThreadKind,
    /// Of which one.
    pub id: i64,
}

impl Thread {
    /// The thread of an order.
    #[must_use]
    pub const fn order(id: OrderId) -> Self {
        Self {
            kind: ThreadKind::Order,
            id: id.0,
        }
    }

    /// The thread of an hour.
    #[must_use]
    pub const fn hour(id: HourId) -> Self {
        Self {
            kind: ThreadKind::Hour,
            id: id.0,
        }
    }
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// Whose thread.
    pub thread: Thread,
    /// Who ordered.
    pub client: UserId,
    /// Who works: the executor of the order, the operator of the hour.
    pub executor: Option<UserId>,
    /// What the client knows the executor by; none for operators.
    pub number: Option<i32>,
    /// Since when the executor has the order: what was said before is not for them.
    pub since: Option<Timestamp>,
    /// Whether client and executor may write to each other now.
    pub is_open: bool,
}

impl Parties {
    /// On which side of the thread somebody stands; none for strangers.
    #[must_use]
    pub fn side(&self, who: UserId, rights: &Rights) -> Option<Side> {
        if who == self.client {
            Some(Side::Client)
        } else if self.executor == Some(who) {
            Some(Side::Executor)
        } else if rights.may(Permission::SeeOrders) {
            Some(Side::Staff)
        } else {
            None
        }
    }

    /// To whom somebody on this side writes when they say nothing else.
    #[must_use]
    pub const fn opposite(side: Side) -> Addressee {
        match side {
            Side::Client => Addressee::Executor,
            Side::Executor => Addressee::Client,
            Side::Staff => Addressee::Everyone,
        }
    }
}

/// The parties of a thread as things are now; none when there is no such order or hour, or it is still
/// a draft.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    db: &impl ConnectionTrait,
    now: Timestamp,
    thread: Thread,
) -> Result<Option<Parties>, DbErr> {
    match thread.kind {
        ThreadKind::Order => of_order(db, now, thread).await,
        ThreadKind::Hour => of_hour(db, thread).await,
    }
}

async fn of_order(
    db: &impl ConnectionTrait,
    now: Timestamp,
    thread: Thread,
) -> Result<Option<Parties>, DbErr> {
    use order::Status as S;
    let found = order::Entity::find_by_id(OrderId(thread.id))
        .one(db)
        .await?;
    let Some(order) = found.filter(|order| order.status != S::Draft) else {
        return Ok(None);
    };
    let is_open = match order.status {
        S::Paid | S::InProgress | S::Delivered | S::ChangesRequested | S::Disputed => true,
        S::Completed => order.warranty_until.is_some_and(|until| now <= until),
        S::Draft
        | S::Submitted
        | S::Quoted
        | S::AwaitingPayment
        | S::Refunded
        | S::Cancelled
        | S::Expired => false,
    };
    let number = match order.executor_id {
        Some(id) => executor::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    Ok(Some(Parties {
        thread,
        client: order.client_id,
        executor: order.executor_id,
        number: number.map(|executor| executor.number),
        since: order.assigned_at,
        is_open,
    }))
}

async fn of_hour(db: &impl ConnectionTrait, thread: Thread) -> Result<Option<Parties>, DbErr> {
    let found = hour::Entity::find_by_id(HourId(thread.id)).one(db).await?;
    Ok(found.map(|hour| Parties {
        thread,
        client: hour.client_id,
        executor: Some(hour.operator_id),
        number: None,
        since: None,
        is_open: hour.status == hour::Status::Live,
    }))
}
