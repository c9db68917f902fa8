//! What somebody has of bonuses, and how much of a price it covers.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Iterable, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::codes;
use crate::{
    app::App,
    config,
    entity::{bonus, referral},
    features::ledger::{Account, LedgerError, owed},
    kernel::{
        ids::{BonusId, UserId},
        money::{Currency, Money},
        page::Page,
    },
};

/// Bonuses of one person in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// May still be taken back.
    pub pending: Money,
    /// May be used or paid out; negative after a refund of what was used already.
    pub available: Money,
    /// Set aside for a payment that is open.
    pub reserved: Money,
}

impl Balance {
    /// What a payout may take.
    #[must_use]
    pub fn withdrawable(&self) -> Money {
        at_least_nothing(self.available)
    }

    fn is_empty(&self) -> bool {
        [self.pending, self.available, self.reserved]
            .iter()
            .all(|money| money.minor() == 0)
    }
}

/// A person's bonuses in one currency, as the ledger has them.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    db: &impl ConnectionTrait,
    person: UserId,
    currency: Currency,
) -> Result<Balance, DbErr> {
    Ok(Balance {
        pending: owed(db, Account::BonusPending(person), currency).await?,
        available: owed(db, Account::BonusAvailable(person), currency).await?,
        reserved: owed(db, Account::BonusReserved(person), currency).await?,
    })
}

/// How much of a price a person's bonuses may cover: what is available, up to the part of the price that
/// the configuration allows. A payment sets it aside with [`facts::bonus_reserved`], which refuses what
/// was used elsewhere meanwhile, and spends it with [`facts::paid`].
///
/// [`facts::bonus_reserved`]: crate::features::ledger::facts::bonus_reserved
/// [`facts::paid`]: crate::features::ledger::facts::paid
///
/// # Errors
/// See [`LedgerError`].
pub async fn usable(
    db: &impl ConnectionTrait,
    rules: &config::Referrals,
    person: UserId,
    price: Money,
) -> Result<Money, LedgerError> {
    let available = owed(db, Account::BonusAvailable(person), price.currency()).await?;
    let cap = price.share(rules.cap_bp())?;
    Ok(at_least_nothing(if available.minor() < cap.minor() {
        available
    } else {
        cap
    }))
}

fn at_least_nothing(money: Money) -> Money {
    Money::new(money.minor().max(0), money.currency())
}

/// What a person sees of their referrals.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The code of the link.
    pub code: String,
    /// The share that it earns, in basis points.
    pub share_bp: u32,
    /// How many people came by it.
    pub came: u64,
    /// How many of them paid.
    pub paid: u64,
    /// Bonuses by currency; one at least.
    pub balances: Vec<Balance>,
}

/// A person's referrals; their code is made at first sight.
///
/// # Errors
/// When the database does not answer.
pub async fn overview(app: &App, person: UserId) -> Result<Overview, DbErr> {
    let code = codes::of(&app.db, app.clock.now(), person).await?;
    let (came, paid) = counts(&app.db, person).await?;
    let balances = all(&app.db, person).await?;
    Ok(Overview {
        share_bp: codes::share(&code, &app.config.referrals),
        code: code.code,
        came,
        paid,
        balances,
    })
}

/// How many people somebody brought, and how many of those paid.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: &impl ConnectionTrait, person: UserId) -> Result<(u64, u64), DbErr> {
    let came = referral::Entity::find()
        .filter(referral::Column::ReferrerId.eq(person))
        .count(db)
        .await?;
    let paid = bonus::Entity::find()
        .select_only()
        .column(bonus::Column::FromUserId)
        .distinct()
        .filter(bonus::Column::UserId.eq(person))
        .count(db)
        .await?;
    Ok((came, paid))
}

/// A person's bonuses in all currencies in which there are any; one at least.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait, person: UserId) -> Result<Vec<Balance>, DbErr> {
    let mut balances = Vec::new();
    for currency in Currency::iter() {
        let balance = of(db, person, currency).await?;
        if !balance.is_empty() {
            balances.push(balance);
        }
    }
    if balances.is_empty() {
        balances.push(of(db, person, Currency::Rub).await?);
    }
    Ok(balances)
}

/// A person's bonuses below `before`, newest first, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn history_before(
    db: &impl ConnectionTrait,
    person: UserId,
    before: Option<BonusId>,
    limit: u64,
) -> Result<Vec<bonus::Model>, DbErr> {
    bonus::Entity::find()
        .filter(
            Condition::all()
                .add(bonus::Column::UserId.eq(person))
                .add_option(before.map(|before| bonus::Column::Id.lt(before))),
        )
        .order_by_desc(bonus::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// A page of a person's bonuses, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn history(
    db: &impl ConnectionTrait,
    person: UserId,
    number: u32,
    size: u64,
) -> Result<Page<bonus::Model>, DbErr> {
    let select = bonus::Entity::find().filter(bonus::Column::UserId.eq(person));
    let total = select.clone().count(db).await?;
    let (number, offset) = Page::<bonus::Model>::locate(number, total, size);
    let items = select
        .order_by_desc(bonus::Column::Id)
        .offset(offset)
        .limit(size)
        .all(db)
        .await?;
    Ok(Page {
        items,
        number,
        count: Page::<bonus::Model>::count_of(total, size),
        total,
    })
}
