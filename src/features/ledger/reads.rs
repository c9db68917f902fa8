//! Reading the ledger.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::{Account, Kind};
use crate::{
    entity::{ledger_account, ledger_entry, ledger_transaction},
    kernel::{
        ids::{AccountId, LedgerTransactionId},
        money::{Currency, Money},
        time::{Span, Timestamp},
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

/// What we owed on an account before a moment: its lines until then with the sign turned.
///
/// # Errors
/// When the database does not answer.
pub async fn owed_before(
    db: &impl ConnectionTrait,
    account: Account,
    currency: Currency,
    before: Timestamp,
) -> Result<Money, DbErr> {
    let Some(row) = row_of(db, account, currency).await? else {
        return Ok(Money::zero(currency));
    };
    let earlier = ledger_transaction::Entity::find()
        .select_only()
        .column(ledger_transaction::Column::Id)
        .filter(ledger_transaction::Column::At.lt(before))
        .into_query();
    // Row by row: what sums are on one database and on the other are different types.
    let amounts: Vec<i64> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::AmountMinor)
        .filter(ledger_entry::Column::AccountId.eq(row.id))
        .filter(ledger_entry::Column::TransactionId.in_subquery(earlier))
        .into_tuple()
        .all(db)
        .await?;
    let sum = amounts.into_iter().fold(0_i64, i64::saturating_add);
    Ok(Money::new(sum.saturating_neg(), currency))
}

/// The balances of all accounts of a kind together, in each currency: debits are positive.
///
/// # Errors
/// When the database does not answer.
pub async fn totals(db: &impl ConnectionTrait) -> Result<Vec<(String, Currency, i64)>, DbErr> {
    use ledger_account::Column;
    ledger_account::Entity::find()
        .select_only()
        .column(Column::Kind)
        .column(Column::Currency)
        .column_as(Column::BalanceMinor.sum().cast_as("bigint"), "sum")
        .group_by(Column::Kind)
        .group_by(Column::Currency)
        .order_by_asc(Column::Currency)
        .into_tuple()
        .all(db)
        .await
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

/// Which facts: those with a line on such an account, booked then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// An account of this kind.
    pub kind: Option<Kind>,
    /// An account of this owner; zero is the platform.
    pub owner: Option<i64>,
    /// Booked then.
    pub span: Span,
}

/// A fact with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The fact.
    pub fact: ledger_transaction::Model,
    /// Its lines, each with its account, in the order in which they were booked.
    pub lines: Vec<(ledger_entry::Model, ledger_account::Model)>,
}

/// Facts below `before` with their lines, newest first, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(
    db: &impl ConnectionTrait,
    filter: &Filter,
    before: Option<LedgerTransactionId>,
    limit: u64,
) -> Result<Vec<Booked>, DbErr> {
    use ledger_transaction::Column;
    let facts = ledger_transaction::Entity::find()
        .filter(
            Condition::all()
                .add_option(touched(filter).map(|touched| Column::Id.in_subquery(touched)))
                .add_option(filter.span.from.map(|from| Column::At.gte(from)))
                .add_option(filter.span.until.map(|until| Column::At.lt(until)))
                .add_option(before.map(|before| Column::Id.lt(before))),
        )
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::TransactionId.is_in(facts.iter().map(|fact| fact.id)))
        .order_by_asc(ledger_entry::Column::Id)
        .all(db)
        .await?;
    let accounts: BTreeMap<AccountId, ledger_account::Model> = ledger_account::Entity::find()
        .filter(ledger_account::Column::Id.is_in(entries.iter().map(|entry| entry.account_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|account| (account.id, account))
        .collect();
    let mut lines: BTreeMap<LedgerTransactionId, Vec<_>> = BTreeMap::new();
    for entry in entries {
        if let Some(account) = accounts.get(&entry.account_id) {
            let of = lines.entry(entry.transaction_id).or_default();
            of.push((entry, account.clone()));
        }
    }
    Ok(facts
        .into_iter()
        .map(|fact| Booked {
            lines: lines.remove(&fact.id).unwrap_or_default(),
            fact,
        })
        .collect())
}

/// Facts with a line on the accounts that are looked for; none when any will do.
fn touched(filter: &Filter) -> Option<SelectStatement> {
    if filter.kind.is_none() && filter.owner.is_none() {
        return None;
    }
    let accounts = ledger_account::Entity::find()
        .select_only()
        .column(ledger_account::Column::Id)
        .filter(
            Condition::all()
                .add_option(
                    filter
                        .kind
                        .map(|kind| ledger_account::Column::Kind.eq(kind.word())),
                )
                .add_option(
                    filter
                        .owner
                        .map(|owner| ledger_account::Column::OwnerId.eq(owner)),
                ),
        )
        .into_query();
    let entries = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::TransactionId)
        .filter(ledger_entry::Column::AccountId.in_subquery(accounts))
        .into_query();
    Some(entries)
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
