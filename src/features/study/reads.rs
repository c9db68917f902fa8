//! Looking at orders. Long lists go by cursor, so that a page costs the same however many there are.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Asterisk, Expr, Func, Query, SelectStatement, UnionType},
};

use super::{change, error::StudyError, machine};
use crate::{
    app::App,
    db,
    entity::order::{Column, Entity, Model, Status},
    kernel::{
        ids::{OrderId, UserId},
        page::cut,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// As whom somebody sees an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Its client.
    Client,
    /// Its executor.
    Executor,
    /// An executor at work who looks at the board.
    Board,
    /// Staff.
    Staff,
}

/// An order, for somebody who may see it.
///
/// # Errors
/// [`StudyError::NoSuchOrder`] for everybody else, or the database.
pub async fn card(
    app: &App,
    who: UserId,
    rights: &Rights,
    id: OrderId,
) -> Result<(Model, View), StudyError> {
    let order = change::find(&app.db, id).await?;
    let view = if order.client_id == who {
        View::Client
    } else if order.executor_id == Some(who) {
        View::Executor
    } else if rights.may(Permission::SeeOrders) && order.status != Status::Draft {
        View::Staff
    } else if rights.may(Permission::CarryOutOrders) && is_on_board(&order) {
        View::Board
    } else {
        return Err(StudyError::NoSuchOrder);
    };
    Ok((order, view))
}

/// Whether executors see it on the board: to make offers, or to take it.
#[must_use]
pub fn is_on_board(order: &Model) -> bool {
    order.status == Status::Submitted
        || (order.status == Status::Paid && order.executor_id.is_none())
}

/// Orders of a client below `before`, newest first; drafts are not among them.
///
/// # Errors
/// When the database does not answer.
pub async fn of_client(
    app: &App,
    client: UserId,
    before: Option<OrderId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let select = Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::Status.ne(Status::Draft));
    page(&app.db, select, before, limit).await
}

/// Whose orders somebody lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those they ordered.
    Ordered,
    /// Those they carry out, or did.
    CarriedOut,
    /// Everybody's, for staff.
    Everybodys,
}

/// Orders below `before`, newest first; drafts only when they are asked for, and only one's own.
///
/// # Errors
/// [`StudyError::NotAllowed`] for everybody's when the caller is no staff, or the database.
pub async fn listed(
    app: &App,
    (who, rights): (UserId, &Rights),
    whose: Whose,
    status: Option<Status>,
    before: Option<OrderId>,
    limit: u64,
) -> Result<Vec<Model>, StudyError> {
    let mut select = Entity::find();
    select = match whose {
        Whose::Ordered => select.filter(Column::ClientId.eq(who)),
        Whose::CarriedOut => {
            let theirs = Status::ALL.into_iter().filter(|status| {
                machine::is_in_hand(*status)
                    || matches!(status, Status::Completed | Status::Refunded)
            });
            select
                .filter(Column::ExecutorId.eq(who))
                .filter(Column::Status.is_in(theirs))
        }
        Whose::Everybodys if rights.may(Permission::SeeOrders) => {
            select.filter(Column::Status.ne(Status::Draft))
        }
        Whose::Everybodys => return Err(StudyError::NotAllowed),
    };
    select = match status {
        Some(status) => select.filter(Column::Status.eq(status)),
        None => select.filter(Column::Status.ne(Status::Draft)),
    };
    Ok(page(&app.db, select, before, limit).await?)
}

/// Part of a list that cannot go by cursor: the rows are found by their numbers alone, which an index
/// may hold, and only those that are shown are read whole.
///
/// # Errors
/// When the database does not answer.
pub async fn part(
    db: &impl ConnectionTrait,
    sorted: Select<Entity>,
    offset: u64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let ids: Vec<OrderId> = sorted
        .select_only()
        .column(Column::Id)
        .offset(offset)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut orders = Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    orders.sort_by_key(|order| ids.iter().position(|id| *id == order.id));
    Ok(orders)
}

async fn page(
    db: &impl ConnectionTrait,
    mut select: Select<Entity>,
    before: Option<OrderId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    select.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// What staff wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffFilter {
    /// Only in these states; empty: all but drafts.
    pub statuses: Vec<Status>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only of this client.
    pub client: Option<UserId>,
    /// Only of this executor.
    pub executor: Option<UserId>,
    /// Only with these words.
    pub words: Option<String>,
    /// Only those that have not moved since.
    pub still_since: Option<Timestamp>,
}

fn wanted(filter: &StaffFilter) -> Select<Entity> {
    let mut select = Entity::find();
    select = if filter.statuses.is_empty() {
        select.filter(Column::Status.ne(Status::Draft))
    } else {
        select.filter(Column::Status.is_in(filter.statuses.iter().copied()))
    };
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    if let Some(client) = filter.client {
        select = select.filter(Column::ClientId.eq(client));
    }
    if let Some(executor) = filter.executor {
        select = select.filter(Column::ExecutorId.eq(executor));
    }
    if let Some(since) = filter.still_since {
        select = select.filter(Column::MovedAt.lte(since));
    }
    for word in filter
        .words
        .iter()
        .flat_map(|words| words.split_whitespace())
        .map(|word| word.trim_start_matches(['#', '№']))
        .filter(|word| !word.is_empty())
    {
        select = match word.parse::<i64>() {
            Ok(number) => select.filter(Column::Id.eq(number)),
            Err(_) => select.filter(db::saying(Column::Search, &word.to_lowercase())),
        };
    }
    select
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// From the newest on.
    #[default]
    Top,
    /// What is older than this one.
    Older(OrderId),
    /// What is newer than this one.
    Newer(OrderId),
}

/// A part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Newest first.
    pub orders: Vec<Model>,
    /// Whether there are newer ones.
    pub has_newer: bool,
    /// Whether there are older ones.
    pub has_older: bool,
}

/// A part of the list for staff that can be turned either way; each turn costs the same however long the
/// list is.
///
/// # Errors
/// [`StudyError::NotAllowed`], or the database.
pub async fn window(
    app: &App,
    rights: &Rights,
    filter: &StaffFilter,
    cursor: Cursor,
    limit: u64,
) -> Result<Window, StudyError> {
    if !rights.may(Permission::SeeOrders) {
        return Err(StudyError::NotAllowed);
    }
    let select = wanted(filter);
    let more = limit.saturating_add(1);
    if let Cursor::Newer(id) = cursor {
        let mut orders = select
            .clone()
            .filter(Column::Id.gt(id))
            .order_by_asc(Column::Id)
            .limit(more)
            .all(&app.db)
            .await?;
        if !orders.is_empty() {
            let has_newer = cut(&mut orders, limit);
            orders.reverse();
            let older = select.filter(Column::Id.lte(id));
            let has_older = is_any(&app.db, older, Order::Desc).await?;
            return Ok(Window {
                orders,
                has_newer,
                has_older,
            });
        }
    }
    let before = match cursor {
        Cursor::Older(id) => Some(id),
        Cursor::Top | Cursor::Newer(_) => None,
    };
    let mut orders = page(&app.db, select.clone(), before, more).await?;
    let has_older = cut(&mut orders, limit);
    let has_newer = match before {
        Some(id) => is_any(&app.db, select.filter(Column::Id.gte(id)), Order::Asc).await?,
        None => false,
    };
    Ok(Window {
        orders,
        has_newer,
        has_older,
    })
}

/// Whether there is one, nearest to the cursor first: in no order PostgreSQL reads the table from its
/// beginning, and half of it lies before the first that fits.
async fn is_any(
    db: &impl ConnectionTrait,
    select: Select<Entity>,
    order: Order,
) -> Result<bool, DbErr> {
    let one: Option<OrderId> = select
        .select_only()
        .column(Column::Id)
        .order_by(Column::Id, order)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(one.is_some())
}

/// Orders of one state are counted up to here: what is over only ever grows, and nobody acts on its number.
pub const COUNTED: i64 = 1000;

/// How many orders are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Counter {
    /// The state.
    pub status: Status,
    /// How many; above [`COUNTED`] it means "more than that".
    pub count: i64,
}

/// Orders by state, for staff; no drafts.
///
/// # Errors
/// [`StudyError::NotAllowed`], or the database.
pub async fn counters(app: &App, rights: &Rights) -> Result<Vec<Counter>, StudyError> {
    if !rights.may(Permission::SeeOrders) {
        return Err(StudyError::NotAllowed);
    }
    let mut states = Status::ALL
        .into_iter()
        .filter(|status| *status != Status::Draft);
    let Some(first) = states.next() else {
        return Ok(Vec::new());
    };
    let mut query = counting(first);
    for state in states {
        query.union(UnionType::All, counting(state));
    }
    let statement = app.db.get_database_backend().build(&query);
    Ok(Counter::find_by_statement(statement).all(&app.db).await?)
}

fn counting(status: Status) -> SelectStatement {
    let some = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.eq(status))
        .order_by_asc(Column::Id)
        .limit(u64::try_from(COUNTED).unwrap_or(0).saturating_add(1))
        .into_query();
    Query::select()
        .expr_as(Expr::value(status.word()), Alias::new("status"))
        .expr_as(Func::count(Expr::col(Asterisk)), Alias::new("count"))
        .from_subquery(some, Alias::new("part"))
        .to_owned()
}
