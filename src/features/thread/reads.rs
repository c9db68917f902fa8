//! Reading what was said: each side sees what was written by it or for it, staff sees everything.

use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use serde_json::{Value, json};

use super::{
    parties::{self, Parties, Thread},
    service::ThreadError,
};
use crate::{
    app::App,
    entity::{
        attachment::{self, Subject},
        executor,
        thread_message::{Addressee, Column, Entity, Model, Side, ThreadKind},
    },
    kernel::{
        ids::{MessageId, UserId},
        page::Page,
        permission::Rights,
    },
};

/// Messages of a transcript as a file: more than anybody reads.
const FILE_LIMIT: u64 = 5000;

/// One message with what is needed to show it.
#[derive(Clone, Debug)]
pub struct Line {
    /// As stored.
    pub message: Model,
    /// Who wrote it.
    pub author: Author,
    /// Its file.
    pub file: Option<attachment::Model>,
}

/// Who wrote a message, by the only names that the sides have for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Whoever reads.
    Me,
    /// The client.
    Client,
    /// The executor of this number; without one when it is not known.
    Executor(Option<i32>),
    /// The operator of an hour.
    Operator,
    /// The platform.
    Staff,
}

/// A thread as somebody sees it.
#[derive(Clone, Debug)]
pub struct View {
    /// Who takes part.
    pub parties: Parties,
    /// On which side the viewer stands.
    pub side: Side,
}

/// The thread for whoever may read it.
///
/// # Errors
/// [`ThreadError::Gone`] or the database.
pub async fn view(
    app: &App,
    who: UserId,
    rights: &Rights,
    thread: Thread,
) -> Result<View, ThreadError> {
    let parties = parties::of(&app.db, app.clock.now(), thread)
        .await?
        .ok_or(ThreadError::Gone)?;
    let side = parties.side(who, rights).ok_or(ThreadError::Gone)?;
    Ok(View { parties, side })
}

/// One numbered page, oldest first; a number beyond the end is the last page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    app: &App,
    who: UserId,
    view: &View,
    number: u32,
    size: u64,
) -> Result<Page<Line>, DbErr> {
    let select = seen_by(view, who);
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Line>::locate(number, total, size);
    let rows = select
        .order_by_asc(Column::Id)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    Ok(Page {
        items: lines(app, who, rows).await?,
        number,
        count: Page::<Line>::count_of(total, size),
        total,
    })
}

/// Messages before this one, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn before(
    app: &App,
    who: UserId,
    view: &View,
    before: Option<MessageId>,
    limit: u64,
) -> Result<Vec<Line>, DbErr> {
    let mut select = seen_by(view, who);
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    let rows = select
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?;
    lines(app, who, rows).await
}

/// The newest messages, oldest of them first, for a file.
///
/// # Errors
/// When the database does not answer.
pub async fn all(app: &App, who: UserId, view: &View) -> Result<Vec<Line>, DbErr> {
    let mut rows = seen_by(view, who)
        .order_by_desc(Column::Id)
        .limit(FILE_LIMIT)
        .all(&app.db)
        .await?;
    rows.reverse();
    lines(app, who, rows).await
}

/// One message with its view, when the reader may see it.
///
/// # Errors
/// [`ThreadError::Gone`] or the database.
pub async fn line(
    app: &App,
    who: UserId,
    rights: &Rights,
    message: MessageId,
) -> Result<(View, Line), ThreadError> {
    let row = Entity::find_by_id(message)
        .one(&app.db)
        .await?
        .ok_or(ThreadError::Gone)?;
    let thread = Thread {
        kind: row.thread_kind,
        id: row.thread_id,
    };
    let view = view(app, who, rights, thread).await?;
    let is_seen = seen_by(&view, who)
        .filter(Column::Id.eq(message))
        .count(&app.db)
        .await?
        > 0;
    if !is_seen {
        return Err(ThreadError::Gone);
    }
    let line = lines(app, who, vec![row]).await?.pop();
    Ok((view, line.ok_or(ThreadError::Gone)?))
}

fn seen_by(view: &View, who: UserId) -> Select<Entity> {
    let parties = &view.parties;
    let mine = match view.side {
        Side::Client => Condition::any()
            .add(Column::Side.eq(Side::Client))
            .add(Column::Addressee.is_in([Addressee::Client, Addressee::Everyone])),
        Side::Executor => {
            // Whoever came later does not read what an earlier executor was told.
            let mut told = Condition::all()
                .add(Column::Addressee.is_in([Addressee::Executor, Addressee::Everyone]));
            if let Some(since) = parties.since {
                told = told.add(Column::At.gte(since));
            }
            Condition::any().add(Column::AuthorId.eq(who)).add(told)
        }
        Side::Staff => Condition::all(),
    };
    Entity::find()
        .filter(Column::ThreadKind.eq(parties.thread.kind))
        .filter(Column::ThreadId.eq(parties.thread.id))
        .filter(mine)
}

async fn lines(app: &App, who: UserId, rows: Vec<Model>) -> Result<Vec<Line>, DbErr> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let files = attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(Subject::Message))
        .filter(attachment::Column::SubjectId.is_in(ids))
        .all(&app.db)
        .await?;
    let executors: Vec<_> = rows
        .iter()
        .filter(|row| row.side == Side::Executor)
        .map(|row| row.author_id)
        .collect();
    let executors = executor::Entity::find()
        .filter(executor::Column::UserId.is_in(executors))
        .all(&app.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|message| {
            let author = match (message.side, message.thread_kind) {
                _ if message.author_id == who => Author::Me,
                (Side::Client, _) => Author::Client,
                (Side::Executor, ThreadKind::Order) => Author::Executor(
                    executors
                        .iter()
                        .find(|executor| executor.user_id == message.author_id)
                        .map(|executor| executor.number),
                ),
                (Side::Executor, ThreadKind::Hour) => Author::Operator,
                (Side::Staff, _) => Author::Staff,
            };
            let file = files
                .iter()
                .find(|file| file.subject_id == message.id.0)
                .cloned();
            Line {
                message,
                author,
                file,
            }
        })
        .collect())
}

/// The newest words of one side, whoever asks: for news that quote them.
///
/// # Errors
/// When the database does not answer.
pub async fn last_of(app: &App, thread: Thread, side: Side) -> Result<Option<String>, DbErr> {
    let last = Entity::find()
        .filter(Column::ThreadKind.eq(thread.kind))
        .filter(Column::ThreadId.eq(thread.id))
        .filter(Column::Side.eq(side))
        .filter(Column::Text.is_not_null())
        .order_by_desc(Column::Id)
        .one(&app.db)
        .await?;
    Ok(last.and_then(|message| message.text))
}

/// Everything that somebody wrote in threads, as they may take it home.
///
/// # Errors
/// When the database does not answer.
pub async fn export(app: &App, author: UserId) -> Result<Value, DbErr> {
    let rows = Entity::find()
        .filter(Column::AuthorId.eq(author))
        .order_by_asc(Column::Id)
        .all(&app.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            json!({
                "thread": row.thread_kind, "id": row.thread_id, "text": row.text,
                "at": row.at.rfc3339(),
            })
        })
        .collect())
}
