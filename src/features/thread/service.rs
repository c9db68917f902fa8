//! Writing: what is said on one side reaches the other, without contacts.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use thiserror::Error;

use super::{
    events::MessagePosted,
    parties::{self, Parties, Thread},
};
use crate::{
    app::App,
    db,
    entity::{
        attachment::{self, NewFile, Subject},
        hour,
        thread_message::{self, Addressee, Side, ThreadKind},
    },
    features::{
        audit::{self, AuditEvent, order::OrderDeed},
        study::masking::{self, ContactKind},
        users::roles,
    },
    kernel::{
        actor::Actor,
        ids::{HourId, OrderId, UserId},
        permission::{Permission, Rights},
        time::Timestamp,
        words::clean,
    },
    outbox,
};

/// Longest message, in UTF-16 units: with a head above it, it still is one message of Telegram's.
pub const TEXT_LIMIT: usize = 3500;
/// A longer caption goes as a message of its own.
const CAPTION_LIMIT: usize = 800;

/// Why something is not passed on.
#[derive(Debug, Error)]
pub enum ThreadError {
    /// No such thread, or not theirs.
    #[error("there is no such thread")]
    Gone,
    /// Nobody stands on the other side yet.
    #[error("nobody is on the other side")]
    NobodyThere,
    /// Its time is over, or has not come.
    #[error("the thread is closed")]
    Closed,
    /// Neither words nor a file.
    #[error("there is nothing to pass on")]
    Empty,
    /// Over [`TEXT_LIMIT`].
    #[error("the message is too long")]
    TooLong,
    /// The database.
    #[error("the thread is out of reach")]
    Database(#[from] DbErr),
}

/// What somebody wrote.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Words, or the caption of the file.
    pub text: Option<String>,
    /// The file.
    pub file: Option<NewFile>,
}

/// The thread with the side that somebody stands on, when they may write to that one now.
///
/// # Errors
/// See [`ThreadError`].
pub async fn entry(
    app: &App,
    who: UserId,
    rights: &Rights,
    thread: Thread,
    to: Addressee,
) -> Result<(Parties, Side), ThreadError> {
    let parties = parties::of(&app.db, app.clock.now(), thread)
        .await?
        .ok_or(ThreadError::Gone)?;
    let side = parties.side(who, rights).ok_or(ThreadError::Gone)?;
    permit(&parties, side, to)?;
    Ok((parties, side))
}

/// Passes a message on; the kinds of contacts that were taken out of it. A repeat of the update passes
/// nothing on.
///
/// # Errors
/// See [`ThreadError`].
pub async fn post(
    app: &App,
    actor: Actor,
    rights: &Rights,
    thread: Thread,
    to: Addressee,
    written: Written,
) -> Result<Vec<ContactKind>, ThreadError> {
    let author = actor.user().ok_or(ThreadError::Gone)?;
    let (parties, side) = entry(app, author, rights, thread, to).await?;
    let text = written.text.as_deref().map(clean).unwrap_or_default();
    if text.is_empty() && written.file.is_none() {
        return Err(ThreadError::Empty);
    }
    if text.encode_utf16().count() > TEXT_LIMIT {
        return Err(ThreadError::TooLong);
    }
    let (text, in_text) = match side {
        // Staff may name a page or a phone: they have nobody to lead away.
        Side::Staff => (text, Vec::new()),
        Side::Client | Side::Executor => {
            let masked = masking::mask(&text);
            (masked.text, masked.found)
        }
    };
    let mut file = written.file;
    let in_name = match &mut file {
        Some(file) if side != Side::Staff => masking::mask_file(file),
        Some(_) | None => Vec::new(),
    };
    let found = masking::both(&in_text, &in_name);
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "thread.post", now).await? else {
        return Ok(found);
    };
    let readers = readers(app, &txn, &parties, author, to).await?;
    let is_apart = file.is_some() && text.encode_utf16().count() > CAPTION_LIMIT;
    let mut parts = Vec::new();
    if let Some(file) = file {
        if is_apart {
            parts.push((String::new(), Some(file), in_name));
        } else {
            parts.push((text.clone(), Some(file), found.clone()));
        }
    }
    if is_apart || parts.is_empty() {
        parts.push((text, None, in_text));
    }
    for (text, file, found) in parts {
        let row = thread_message::ActiveModel {
            thread_kind: Set(thread.kind),
            thread_id: Set(thread.id),
            author_id: Set(author),
            side: Set(side),
            addressee: Set(to),
            text: Set((!text.is_empty()).then_some(text)),
            masked: Set(!found.is_empty()),
            at: Set(now),
            ..Default::default()
        };
        let message = thread_message::Entity::insert(row)
            .exec(&txn)
            .await?
            .last_insert_id;
        if let Some(file) = file {
            let row = file.row((Subject::Message, message.0), author, now);
            attachment::Entity::insert(row)
                .exec_without_returning(&txn)
                .await?;
        }
        let event = MessagePosted {
            message,
            masked: found.iter().map(|kind| kind.word().to_owned()).collect(),
        };
        for reader in &readers {
            outbox::enqueue(&txn, now, *reader, &event, outbox::Options::default()).await?;
        }
    }
    if !found.is_empty() {
        // The fact alone: what was said is nobody's business in the log.
        let event = match thread.kind {
            ThreadKind::Order => AuditEvent::Order(OrderId(thread.id), OrderDeed::ContactsMasked),
            ThreadKind::Hour => AuditEvent::HourContactsMasked(HourId(thread.id)),
        };
        audit::record(&txn, now, actor, &event).await?;
    }
    if thread.kind == ThreadKind::Hour {
        note_arrival(&txn, HourId(thread.id), side, now).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(found)
}

/// Who may write to whom. Staff always has the word; the two others have it while the work goes on.
fn permit(parties: &Parties, side: Side, to: Addressee) -> Result<(), ThreadError> {
    let is_possible = match side {
        Side::Client => matches!(to, Addressee::Executor | Addressee::Staff),
        Side::Executor => matches!(to, Addressee::Client | Addressee::Staff),
        Side::Staff => to != Addressee::Staff,
    };
    if !is_possible {
        return Err(ThreadError::Gone);
    }
    if matches!(
        (side, to),
        (
            Side::Client | Side::Executor,
            Addressee::Client | Addressee::Executor
        )
    ) && !parties.is_open
    {
        return Err(ThreadError::Closed);
    }
    if to == Addressee::Executor && parties.executor.is_none() {
        return Err(ThreadError::NobodyThere);
    }
    Ok(())
}

/// Who is told of a message.
async fn readers(
    app: &App,
    txn: &DatabaseTransaction,
    parties: &Parties,
    author: UserId,
    to: Addressee,
) -> Result<Vec<UserId>, DbErr> {
    let mut readers: Vec<UserId> = match to {
        Addressee::Client => vec![parties.client],
        Addressee::Executor => parties.executor.into_iter().collect(),
        Addressee::Everyone => std::iter::once(parties.client)
            .chain(parties.executor)
            .collect(),
        Addressee::Staff => {
            // Whoever of the staff spoke last here has the matter in hand.
            let last = thread_message::Entity::find()
                .filter(thread_message::Column::ThreadKind.eq(parties.thread.kind))
                .filter(thread_message::Column::ThreadId.eq(parties.thread.id))
                .filter(thread_message::Column::Side.eq(Side::Staff))
                .order_by_desc(thread_message::Column::Id)
                .one(txn)
                .await?;
            match last {
                Some(last) => vec![last.author_id],
                None => roles::holders(app, txn, Permission::SteerOrders).await?,
            }
        }
    };
    readers.retain(|reader| *reader != author);
    Ok(readers)
}

/// Notes that somebody came to their hour; the first word counts.
async fn note_arrival(
    txn: &DatabaseTransaction,
    hour: HourId,
    side: Side,
    now: Timestamp,
) -> Result<(), DbErr> {
    let column = match side {
        Side::Client => hour::Column::ClientCameAt,
        Side::Executor => hour::Column::OperatorCameAt,
        Side::Staff => return Ok(()),
    };
    hour::Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(hour::Column::Id.eq(hour))
        .filter(column.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
