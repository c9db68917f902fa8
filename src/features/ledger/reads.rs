//! Reading the ledger.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::Account;
use crate::{
    entity::{ledger_account, ledger_entry, ledger_transaction},
    kernel::{
        ids::AccountId,
        money::{Currency, Money},
    },
};

/// What we owe on an account: its balance with the sign turned. Negative is a debt to us.
///
/// # Errors
/// When the database does not answer.
pub async fn owed(
    db: &impl ConnectionTrait,
    account: Account,
    currency: Currency,
) -> Result<Money, DbErr> {
    let balance = balance(db, account, currency).await?;
    Ok(Money::new(balance.minor().saturating_neg(), currency))
}

/// The balance of an account: debits are positive.
///
/// # Errors
/// When the database does not answer.
pub async fn balance(
    db: &impl ConnectionTrait,
    account: Account,
    currency: Currency,
) -> Result<Money, DbErr> {
    let row = row_of(db, account, currency).await?;
    Ok(Money::new(row.map_or(0, |row| row.balance_minor), currency))
}

async fn row_of(
    db: &impl ConnectionTrait,
    account: Account,
    currency: Currency,
) -> Result<Option<ledger_account::Model>, DbErr> {
    ledger_account::Entity::find()
        .filter(ledger_account::Column::Kind.eq(account.kind()))
        .filter(ledger_account::Column::OwnerId.eq(account.owner()))
        .filter(ledger_account::Column::Currency.eq(currency))
        .one(db)
        .await
}

/// A line of an account with the fact that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The line.
    pub entry: ledger_entry::Model,
    /// The fact.
    pub fact: ledger_transaction::Model,
}

/// Lines of an account below `before`, newest first, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn movements(
    db: &impl ConnectionTrait,
    account: Account,
    currency: Currency,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Movement>, DbErr> {
    let Some(row) = row_of(db, account, currency).await? else {
        return Ok(Vec::new());
    };
    let mut select =
        ledger_entry::Entity::find().filter(ledger_entry::Column::AccountId.eq(row.id));
    if let Some(before) = before {
        select = select.filter(ledger_entry::Column::Id.lt(before));
    }
    let entries = select
        .order_by_desc(ledger_entry::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let facts = ledger_transaction::Entity::find()
        .filter(
            ledger_transaction::Column::Id.is_in(entries.iter().map(|entry| entry.transaction_id)),
        )
        .all(db)
        .await?;
    Ok(entries
        .into_iter()
        .filter_map(|entry| {
            let fact = facts.iter().find(|fact| fact.id == entry.transaction_id)?;
            Some(Movement {
                fact: fact.clone(),
                entry,
            })
        })
        .collect())
}

/// An account whose stored balance is not the sum of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Which account.
    pub account: ledger_account::Model,
    /// What its lines sum to.
    pub sum: i64,
}

/// Adds everything up again. Both lists are empty unless somebody wrote past the ledger.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &impl ConnectionTrait) -> Result<Audit, DbErr> {
    let sums: Vec<(AccountId, i64)> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::AccountId)
        .column_as(
            ledger_entry::Column::AmountMinor.sum().cast_as("bigint"),
            "sum",
        )
        .group_by(ledger_entry::Column::AccountId)
        .into_tuple()
        .all(db)
        .await?;
    let drifts = ledger_account::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .filter_map(|account| {
            let sum = sums
                .iter()
                .find(|(id, _)| *id == account.id)
                .map_or(0, |(_, sum)| *sum);
            (sum != account.balance_minor).then_some(Drift { account, sum })
        })
        .collect();
    let unbalanced = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::TransactionId)
        .inner_join_accounts()
        .group_by(ledger_entry::Column::TransactionId)
        .group_by(Expr::col((
            ledger_account::Entity,
            ledger_account::Column::Currency,
        )))
        .having(ledger_entry::Column::AmountMinor.sum().ne(0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Audit { drifts, unbalanced })
}

/// What does not add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Accounts whose balance is not the sum of their lines.
    pub drifts: Vec<Drift>,
    /// Facts whose lines do not sum to zero.
    pub unbalanced: Vec<i64>,
}

impl Audit {
    /// Whether everything adds up.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.drifts.is_empty() && self.unbalanced.is_empty()
    }
}

/// The join that the relation-less entities do not describe.
trait JoinAccounts {
    fn inner_join_accounts(self) -> Self;
}

impl JoinAccounts for sea_orm::Select<ledger_entry::Entity> {
    fn inner_join_accounts(self) -> Self {
        let relation = ledger_entry::Entity::belongs_to(ledger_account::Entity)
            .from(ledger_entry::Column::AccountId)
            .to(ledger_account::Column::Id)
            .into();
        self.join(sea_orm::JoinType::InnerJoin, relation)
    }
}
