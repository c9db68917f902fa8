//! What an executor sees of orders: the board, one's offers, what is in hand and what is over. Never who
//! ordered.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Func, NullOrdering},
};

use super::{
    applications,
    callbacks::{Order, Sight},
    error::ExecutorError,
};
use crate::{
    app::App,
    entity::{
        attachment::{self, Subject},
        executor,
        order::{self, Column, Model, Status},
        order_delivery, order_extension, order_offer,
    },
    features::study::{
        catalog::{Catalog, Mode, Price, Taking},
        reads,
    },
    kernel::{
        ids::{OrderId, UserId},
        page::Page,
        permission::{Permission, Rights},
    },
};

/// An order on a list, with what the executor has offered for it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The order.
    pub order: Model,
    /// One's own offer.
    pub offer: Option<order_offer::Model>,
}

/// What an order is to the executor who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Free to be offered for.
    Offered,
    /// Free to be taken.
    Free,
    /// In their hands, or was to the end.
    Mine,
    /// Neither any more: somebody else has it, or it ended.
    Lost,
}

/// An order as an executor sees it.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The order.
    pub order: Model,
    /// What it is to them.
    pub place: Place,
    /// One's own offer.
    pub offer: Option<order_offer::Model>,
    /// Files of the brief.
    pub files: Vec<attachment::Model>,
    /// Versions delivered so far.
    pub deliveries: Vec<order_delivery::Model>,
    /// The last request for more time.
    pub extension: Option<order_extension::Model>,
}

/// What stands on the panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The executor.
    pub executor: executor::Model,
    /// Orders on the board.
    pub board: u64,
    /// Orders assigned that wait for a yes.
    pub waiting: u64,
    /// Orders in hand, those among them.
    pub work: u64,
    /// Open offers.
    pub offers: u64,
}

/// The executor, whether at work or paused.
///
/// # Errors
/// [`ExecutorError::NotAllowed`] for everybody else, or the database.
pub async fn executor(
    app: &App,
    person: UserId,
    rights: &Rights,
) -> Result<executor::Model, ExecutorError> {
    if !rights.may(Permission::CarryOutOrders) {
        return Err(ExecutorError::NotAllowed);
    }
    applications::mine(app, person)
        .await?
        .filter(|row| {
            matches!(
                row.status,
                executor::Status::Approved | executor::Status::Paused
            )
        })
        .ok_or(ExecutorError::NotAllowed)
}

/// The panel.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn panel(
    app: &App,
    catalog: &Catalog,
    person: UserId,
    rights: &Rights,
) -> Result<Panel, ExecutorError> {
    let executor = executor(app, person, rights).await?;
    let db = &app.db;
    let waiting = in_hand(person).filter(Column::Status.eq(Status::Paid));
    let (board, waiting, work, offers) = tokio::try_join!(
        free(app, catalog, person, &Sight::default()).count(db),
        waiting.count(db),
        in_hand(person).count(db),
        offered(person).count(db),
    )?;
    Ok(Panel {
        executor,
        board,
        waiting,
        work,
        offers,
    })
}

/// Orders that may be taken or offered for.
///
/// # Errors
/// When the database does not answer.
pub async fn board(
    app: &App,
    catalog: &Catalog,
    person: UserId,
    sight: &Sight,
    (number, size): (u32, u64),
) -> Result<Page<Row>, DbErr> {
    let select = free(app, catalog, person, sight);
    let select = match sight.order {
        Order::New => select,
        Order::Soon => {
            select.order_by_with_nulls(Column::DueAt, sea_orm::Order::Asc, NullOrdering::Last)
        }
        Order::Dear => {
            let pays = Func::coalesce([
                Expr::col(Column::PriceMinor),
                Expr::col(Column::BudgetMinor),
                Expr::val(0),
            ]);
            select.order_by(Expr::expr(pays), sea_orm::Order::Desc)
        }
    };
    page(
        app,
        person,
        select.order_by_desc(Column::Id),
        (number, size),
    )
    .await
}

/// As [`board`], by the number of the order: those before this one, newest first, at most so many.
///
/// # Errors
/// When the database does not answer.
pub async fn board_before(
    app: &App,
    catalog: &Catalog,
    person: UserId,
    sight: &Sight,
    (before, limit): (Option<OrderId>, u64),
) -> Result<Vec<Row>, DbErr> {
    let mut select = free(app, catalog, person, sight);
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    let orders = select
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?;
    with_offers(app, person, orders).await
}

/// Orders for which somebody has an open offer.
///
/// # Errors
/// When the database does not answer.
pub async fn offers(app: &App, person: UserId, at: (u32, u64)) -> Result<Page<Row>, DbErr> {
    page(app, person, offered(person).order_by_desc(Column::Id), at).await
}

/// Orders in somebody's hands, the most urgent first.
///
/// # Errors
/// When the database does not answer.
pub async fn work(app: &App, person: UserId, at: (u32, u64)) -> Result<Page<Row>, DbErr> {
    let select = in_hand(person)
        .order_by_with_nulls(Column::DueAt, sea_orm::Order::Asc, NullOrdering::Last)
        .order_by_desc(Column::Id);
    page(app, person, select, at).await
}

/// Orders that somebody carried out, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn history(app: &App, person: UserId, at: (u32, u64)) -> Result<Page<Row>, DbErr> {
    let select = order::Entity::find()
        .filter(Column::ExecutorId.eq(person))
        .filter(Column::Status.is_in([Status::Completed, Status::Refunded, Status::Cancelled]))
        .order_by_desc(Column::EndedAt)
        .order_by_desc(Column::Id);
    page(app, person, select, at).await
}

/// One order, for an executor to whom it is or was something.
///
/// # Errors
/// [`ExecutorError::Gone`] for everybody else; see [`ExecutorError`].
pub async fn brief(
    app: &App,
    catalog: &Catalog,
    person: UserId,
    rights: &Rights,
    id: OrderId,
) -> Result<Brief, ExecutorError> {
    executor(app, person, rights).await?;
    let db = &app.db;
    let order = order::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(ExecutorError::Gone)?;
    let offer = order_offer::Entity::find()
        .filter(order_offer::Column::OrderId.eq(id))
        .filter(order_offer::Column::ExecutorId.eq(person))
        .one(db)
        .await?;
    let place = if order.executor_id == Some(person) && order.status != Status::AwaitingPayment {
        Place::Mine
    } else if free(app, catalog, person, &Sight::default())
        .filter(Column::Id.eq(id))
        .count(db)
        .await?
        > 0
    {
        if order.status == Status::Submitted {
            Place::Offered
        } else {
            Place::Free
        }
    } else {
        Place::Lost
    };
    if place == Place::Lost && offer.is_none() {
        return Err(ExecutorError::Gone);
    }
    let files = attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(Subject::Order))
        .filter(attachment::Column::SubjectId.eq(id.0))
        .order_by_asc(attachment::Column::Id)
        .all(db);
    let deliveries = order_delivery::Entity::find()
        .filter(order_delivery::Column::OrderId.eq(id))
        .order_by_asc(order_delivery::Column::Number)
        .all(db);
    let extension = order_extension::Entity::find()
        .filter(order_extension::Column::OrderId.eq(id))
        .order_by_desc(order_extension::Column::Id)
        .one(db);
    let (files, deliveries, extension) = tokio::try_join!(files, deliveries, extension)?;
    Ok(Brief {
        order,
        place,
        offer,
        files,
        deliveries,
        extension,
    })
}

/// What is free: kinds that are offered for while they have no price, kinds of the board once they are paid.
fn free(app: &App, catalog: &Catalog, person: UserId, sight: &Sight) -> Select<order::Entity> {
    let keys = |wanted: &dyn Fn(&crate::features::study::catalog::Kind) -> bool| -> Vec<String> {
        let kinds = catalog.kinds().iter().filter(|kind| wanted(kind));
        kinds.map(|kind| kind.key.clone()).collect()
    };
    let offers = keys(&|kind| kind.price == Price::ByQuote && kind.mode == Mode::Offers);
    let takes = keys(&|kind| kind.taking == Taking::Board);
    let is_free = Condition::any()
        .add(
            Condition::all()
                .add(Column::Status.eq(Status::Submitted))
                .add(Column::Kind.is_in(offers)),
        )
        .add(
            Condition::all()
                .add(Column::Status.eq(Status::Paid))
                .add(Column::Kind.is_in(takes)),
        );
    let mut select = order::Entity::find()
        .filter(is_free)
        .filter(Column::ExecutorId.is_null())
        .filter(Column::ClientId.ne(person));
    if let Some(kind) = &sight.kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    if sight.days > 0 {
        let until = app.clock.now().plus(TimeDelta::days(sight.days.into()));
        select = select.filter(Column::DueAt.lte(until));
    }
    select
}

fn in_hand(person: UserId) -> Select<order::Entity> {
    order::Entity::find()
        .filter(Column::ExecutorId.eq(person))
        .filter(Column::Status.is_in([
            Status::Paid,
            Status::InProgress,
            Status::ChangesRequested,
            Status::Delivered,
            Status::Disputed,
        ]))
}

fn offered(person: UserId) -> Select<order::Entity> {
    let mine = order_offer::Entity::find()
        .select_only()
        .column(order_offer::Column::OrderId)
        .filter(order_offer::Column::ExecutorId.eq(person))
        .filter(order_offer::Column::Status.eq(order_offer::Status::Open))
        .into_query();
    order::Entity::find()
        .filter(Column::Status.eq(Status::Submitted))
        .filter(Column::Id.in_subquery(mine))
}

async fn page(
    app: &App,
    person: UserId,
    select: Select<order::Entity>,
    (number, size): (u32, u64),
) -> Result<Page<Row>, DbErr> {
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Row>::locate(number, total, size);
    let orders = reads::part(&app.db, select, offset, size).await?;
    Ok(Page {
        items: with_offers(app, person, orders).await?,
        number,
        count: Page::<Row>::count_of(total, size),
        total,
    })
}

async fn with_offers(app: &App, person: UserId, orders: Vec<Model>) -> Result<Vec<Row>, DbErr> {
    let offers = order_offer::Entity::find()
        .filter(order_offer::Column::ExecutorId.eq(person))
        .filter(order_offer::Column::OrderId.is_in(orders.iter().map(|order| order.id)))
        .filter(order_offer::Column::Status.eq(order_offer::Status::Open))
        .all(&app.db)
        .await?;
    Ok(orders
        .into_iter()
        .map(|order| Row {
            offer: offers
                .iter()
                .find(|offer| offer.order_id == order.id)
                .cloned(),
            order,
        })
        .collect())
}
