//! What staff sees of orders. Moving them is the study services' business.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};

use crate::{
    app::App,
    entity::{
        attachment::{self, Subject},
        executor, ledger_account, ledger_entry, ledger_transaction,
        order::{self, Model},
        order_delivery, order_extension, order_offer, payment, refund,
        thread_message::{self, Side, ThreadKind},
        user,
    },
    features::{
        study::{
            drafts,
            error::StudyError,
            jobs, quotes,
            reads::{self, Counter},
            work::{self, Delivered},
        },
        users::people,
    },
    kernel::{
        ids::{OrderId, UserId},
        money::{Currency, Money},
        page::Page,
        permission::{Permission, Rights},
    },
};

/// People that a search finds at most.
const PEOPLE: u64 = 5;
/// Words of either side that are shown at a dispute.
const WORDS: u64 = 3;

/// What waits.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Orders by state.
    pub counters: Vec<Counter>,
    /// Orders that do not move.
    pub stalled: u64,
    /// People who want to be executors.
    pub applicants: u64,
}

/// What waits.
///
/// # Errors
/// [`StudyError::NotAllowed`], or the database.
pub async fn overview(app: &App, mine: &Rights) -> Result<Overview, StudyError> {
    let counters = reads::counters(app, mine).await?;
    let stalled = jobs::stalled(app, app.clock.now()).count(&app.db).await?;
    let applicants = executor::Entity::find()
        .filter(executor::Column::Status.eq(executor::Status::Applied))
        .count(&app.db)
        .await?;
    Ok(Overview {
        counters,
        stalled,
        applicants,
    })
}

/// Orders that do not move, those that wait longest first.
///
/// # Errors
/// [`StudyError::NotAllowed`], or the database.
pub async fn stalled(
    app: &App,
    mine: &Rights,
    number: u32,
    size: u64,
) -> Result<Page<Model>, StudyError> {
    require(mine, Permission::SeeOrders)?;
    let select = jobs::stalled(app, app.clock.now());
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Model>::locate(number, total, size);
    let sorted = select.order_by_asc(order::Column::Id);
    let items = reads::part(&app.db, sorted, offset, size).await?;
    Ok(Page {
        items,
        number,
        count: Page::<Model>::count_of(total, size),
        total,
    })
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Orders with these words, newest first.
    pub orders: Vec<Model>,
    /// Whether there are more.
    pub has_more: bool,
    /// People of this name who ordered something.
    pub clients: Vec<user::Model>,
    /// Executors of this name or number.
    pub executors: Vec<(executor::Model, user::Model)>,
}

/// Looks for a number, words of the brief, a client or an executor.
///
/// # Errors
/// [`StudyError::Empty`], [`StudyError::NotAllowed`], or the database.
pub async fn search(
    app: &App,
    mine: &Rights,
    words: &str,
    limit: u64,
) -> Result<Found, StudyError> {
    require(mine, Permission::SeeOrders)?;
    if words.trim().is_empty() {
        return Err(StudyError::Empty);
    }
    let filter = reads::StaffFilter {
        words: Some(words.to_owned()),
        ..Default::default()
    };
    let found = reads::window(app, mine, &filter, reads::Cursor::Top, limit).await?;
    let named = people::named(app, words, PEOPLE).await?;
    let ids: Vec<_> = named.iter().map(|person| person.id).collect();
    // Asked for each of the few: a client may have thousands of orders.
    let ordered: Vec<UserId> = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::Id.is_in(ids.clone()))
        .filter(Expr::exists(
            order::Entity::find()
                .select_only()
                .column(order::Column::Id)
                .filter(
                    Expr::col((order::Entity, order::Column::ClientId))
                        .equals((user::Entity, user::Column::Id)),
                )
                .filter(order::Column::Status.ne(order::Status::Draft))
                .into_query(),
        ))
        .into_tuple()
        .all(&app.db)
        .await?;
    let number = words
        .trim()
        .trim_start_matches(['#', '№', ' '])
        .parse::<i32>()
        .ok();
    let mut matching = Condition::any().add(executor::Column::UserId.is_in(ids));
    if let Some(number) = number {
        matching = matching.add(executor::Column::Number.eq(number));
    }
    let executors = executor::Entity::find()
        .filter(matching)
        .filter(
            executor::Column::Status.is_in([executor::Status::Approved, executor::Status::Paused]),
        )
        .order_by_asc(executor::Column::Number)
        .limit(PEOPLE)
        .all(&app.db)
        .await?;
    Ok(Found {
        orders: found.orders,
        has_more: found.has_older,
        clients: named
            .into_iter()
            .filter(|person| ordered.contains(&person.id))
            .collect(),
        executors: with_people(app, executors).await?,
    })
}

async fn with_people(
    app: &App,
    executors: Vec<executor::Model>,
) -> Result<Vec<(executor::Model, user::Model)>, StudyError> {
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(executors.iter().map(|row| row.user_id)))
        .all(&app.db)
        .await?;
    Ok(executors
        .into_iter()
        .filter_map(|row| {
            let person = people.iter().find(|person| person.id == row.user_id)?;
            Some((row, person.clone()))
        })
        .collect())
}

/// An order with everything that staff wants to know at once.
#[derive(Clone, Debug)]
pub struct Card {
    /// The order.
    pub order: Model,
    /// Who ordered.
    pub client: user::Model,
    /// Who carries it out.
    pub executor: Option<(executor::Model, user::Model)>,
    /// Files of the brief.
    pub files: Vec<attachment::Model>,
    /// Offers that are open, cheapest first.
    pub offers: Vec<order_offer::Model>,
    /// What was delivered, oldest first.
    pub deliveries: Vec<order_delivery::Model>,
    /// More time that the executor asked for.
    pub extension: Option<order_extension::Model>,
}

/// An order for staff.
///
/// # Errors
/// [`StudyError::NotAllowed`], [`StudyError::NoSuchOrder`], or the database.
pub async fn card(app: &App, mine: &Rights, id: OrderId) -> Result<Card, StudyError> {
    require(mine, Permission::SeeOrders)?;
    let db = &app.db;
    let order = order::Entity::find_by_id(id)
        .one(db)
        .await?
        .filter(|order| order.status != order::Status::Draft)
        .ok_or(StudyError::NoSuchOrder)?;
    let client = people::find(app, order.client_id)
        .await?
        .ok_or(StudyError::NoSuchOrder)?;
    let executor = match order.executor_id {
        Some(user) => executor_of(app, user).await?,
        None => None,
    };
    Ok(Card {
        files: drafts::files_of(db, Subject::Order, id.0).await?,
        offers: quotes::offers(db, id).await?,
        deliveries: work::deliveries(db, id).await?,
        extension: work::open_extension(db, id).await?,
        order,
        client,
        executor,
    })
}

/// An executor with the person.
///
/// # Errors
/// When the database does not answer.
pub async fn executor_of(
    app: &App,
    user: UserId,
) -> Result<Option<(executor::Model, user::Model)>, StudyError> {
    let row = executor::Entity::find_by_id(user).all(&app.db).await?;
    Ok(with_people(app, row).await?.pop())
}

/// Offers with who made them, cheapest first.
///
/// # Errors
/// As [`card`].
pub async fn offers(
    app: &App,
    mine: &Rights,
    id: OrderId,
) -> Result<Vec<(order_offer::Model, executor::Model, user::Model)>, StudyError> {
    require(mine, Permission::SeeOrders)?;
    let offers = quotes::offers(&app.db, id).await?;
    let rows = executor::Entity::find()
        .filter(executor::Column::UserId.is_in(offers.iter().map(|offer| offer.executor_id)))
        .all(&app.db)
        .await?;
    let executors = with_people(app, rows).await?;
    Ok(offers
        .into_iter()
        .filter_map(|offer| {
            let (row, person) = executors
                .iter()
                .find(|(row, _)| row.user_id == offer.executor_id)?;
            Some((offer, row.clone(), person.clone()))
        })
        .collect())
}

/// Deliveries with their files, oldest first.
///
/// # Errors
/// As [`card`].
pub async fn deliveries(
    app: &App,
    mine: &Rights,
    id: OrderId,
) -> Result<Vec<Delivered>, StudyError> {
    require(mine, Permission::SeeOrders)?;
    Ok(work::deliveries_with_files(&app.db, id).await?)
}

/// Whoever could carry an order out: with room for it first, then by rating. The client is not among them.
///
/// # Errors
/// [`StudyError::NotAllowed`], [`StudyError::NoSuchOrder`], or the database.
pub async fn hands(
    app: &App,
    mine: &Rights,
    id: OrderId,
    number: u32,
    size: u64,
) -> Result<(Model, Page<(executor::Model, user::Model)>), StudyError> {
    use executor::Column as Of;
    require(mine, Permission::SteerOrders)?;
    let order = card(app, mine, id).await?.order;
    let select = executor::Entity::find()
        .filter(Of::Status.eq(executor::Status::Approved))
        .filter(Of::UserId.ne(order.client_id));
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Model>::locate(number, total, size);
    let is_full = Expr::case(Expr::col(Of::InHand).lt(Expr::col(Of::LimitInHand)), 0).finally(1);
    // Stars in hundredths, whole numbers on both databases; nobody's first work is held against them.
    let rating = Expr::case(
        Of::StarsCount.gt(0),
        Expr::col(Of::StarsSum)
            .mul(100)
            .div(Expr::col(Of::StarsCount)),
    )
    .finally(0);
    let rows = select
        .order_by_asc(Expr::expr(is_full))
        .order_by_desc(Expr::expr(rating))
        .order_by_asc(Of::Number)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    let page = Page {
        items: with_people(app, rows).await?,
        number,
        count: Page::<Model>::count_of(total, size),
        total,
    };
    Ok((order, page))
}

/// What the two sides said last, oldest first.
///
/// # Errors
/// [`StudyError::NotAllowed`], or the database.
pub async fn last_words(
    app: &App,
    mine: &Rights,
    id: OrderId,
) -> Result<Vec<thread_message::Model>, StudyError> {
    use thread_message::Column as Of;
    require(mine, Permission::SeeOrders)?;
    let mut said = Vec::new();
    for side in [Side::Client, Side::Executor] {
        said.extend(
            thread_message::Entity::find()
                .filter(Of::ThreadKind.eq(ThreadKind::Order))
                .filter(Of::ThreadId.eq(id.0))
                .filter(Of::Side.eq(side))
                .filter(Of::Text.is_not_null())
                .order_by_desc(Of::Id)
                .limit(WORDS)
                .all(&app.db)
                .await?,
        );
    }
    said.sort_by_key(|message| message.id);
    Ok(said)
}

/// Where the money of an order is, by the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Its attempts to pay that count, oldest first.
    pub payments: Vec<payment::Model>,
    /// What was promised back, oldest first.
    pub refunds: Vec<refund::Model>,
    /// Balances by kind of account, debits positive.
    pub balances: BTreeMap<String, i64>,
}

impl Books {
    /// What lies on an account of this kind for the order; what we owe or earned is positive.
    #[must_use]
    pub fn held(&self, account: &str, currency: Currency) -> Money {
        let minor = self.balances.get(account).copied().unwrap_or(0);
        Money::new(minor.saturating_neg(), currency)
    }
}

/// Where the money of an order is.
///
/// # Errors
/// [`StudyError::NotAllowed`], or the database.
pub async fn books(app: &App, mine: &Rights, id: OrderId) -> Result<Books, StudyError> {
    require(mine, Permission::SeeOrders)?;
    let db = &app.db;
    let payments = payment::Entity::find()
        .filter(payment::Column::PayableKind.eq(payment::PayableKind::Order))
        .filter(payment::Column::PayableId.eq(id.0))
        .filter(payment::Column::Status.is_in([payment::Status::Paid, payment::Status::Parked]))
        .order_by_asc(payment::Column::Id)
        .all(db)
        .await?;
    let refunds = refund::Entity::find()
        .filter(refund::Column::PaymentId.is_in(payments.iter().map(|payment| payment.id)))
        .order_by_asc(refund::Column::Id)
        .all(db)
        .await?;
    let about = |kind: &str, ids: Vec<i64>| {
        Condition::all()
            .add(ledger_transaction::Column::SubjectKind.eq(kind))
            .add(ledger_transaction::Column::SubjectId.is_in(ids))
    };
    let facts = Condition::any()
        .add(about("order", vec![id.0]))
        .add(about(
            "payment",
            payments.iter().map(|row| row.id.0).collect(),
        ))
        .add(about(
            "refund",
            refunds.iter().map(|row| row.id.0).collect(),
        ));
    let transactions: Vec<i64> = ledger_transaction::Entity::find()
        .select_only()
        .column(ledger_transaction::Column::Id)
        .filter(facts)
        .into_tuple()
        .all(db)
        .await?;
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::TransactionId.is_in(transactions))
        .all(db)
        .await?;
    let accounts = ledger_account::Entity::find()
        .filter(ledger_account::Column::Id.is_in(entries.iter().map(|entry| entry.account_id)))
        .all(db)
        .await?;
    let mut balances = BTreeMap::new();
    for entry in entries {
        if let Some(account) = accounts.iter().find(|one| one.id == entry.account_id) {
            *balances.entry(account.kind.clone()).or_insert(0) += entry.amount_minor;
        }
    }
    Ok(Books {
        payments,
        refunds,
        balances,
    })
}

/// Lets pass whoever may do this.
pub(super) fn require(mine: &Rights, permission: Permission) -> Result<(), StudyError> {
    if mine.may(permission) {
        Ok(())
    } else {
        Err(StudyError::NotAllowed)
    }
}
