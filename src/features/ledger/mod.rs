//! The ledger: double entry, rows only ever added.
//!
//! Invariants: the lines of a fact sum to zero in every currency; a fact is booked once, whoever books
//! it; a balance is the sum of its account's lines and changes with them in one transaction; a guarded
//! line never lets a debt of ours turn into a claim. What facts there are stands in [`facts`], what
//! accounts in [`chart`].

pub mod chart;
pub mod facts;
pub mod reads;

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExprTrait,
    QueryFilter,
    sea_query::{Expr, OnConflict},
};
use thiserror::Error;

pub use self::{
    chart::{Account, Kind},
    reads::owed,
};
use crate::{
    entity::{ledger_account, ledger_entry, ledger_transaction},
    kernel::{
        ids::{AccountId, LedgerTransactionId},
        money::{Currency, Money, MoneyError},
        time::Timestamp,
    },
};

/// A fact to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What happened, such as `payment.paid`.
    pub kind: &'static str,
    /// To what: kind and row.
    pub subject: (&'static str, i64),
    /// Names the fact among all facts: `payment.paid:17`.
    pub key: String,
}

impl Fact {
    /// A fact that can happen to its subject once.
    #[must_use]
    pub fn once(kind: &'static str, subject: (&'static str, i64)) -> Self {
        Self {
            kind,
            subject,
            key: format!("{kind}:{}", subject.1),
        }
    }
}

/// One line of a fact: debits are positive, credits negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    account: Account,
    money: Money,
    is_guarded: bool,
}

impl Line {
    /// Debits an account.
    #[must_use]
    pub const fn debit(account: Account, money: Money) -> Self {
        Self {
            account,
            money,
            is_guarded: false,
        }
    }

    /// Credits an account.
    #[must_use]
    pub const fn credit(account: Account, money: Money) -> Self {
        Self::debit(
            account,
            Money::new(money.minor().saturating_neg(), money.currency()),
        )
    }

    /// Debits an account of ours towards somebody, but never more than we owe there.
    #[must_use]
    pub const fn guarded_debit(account: Account, money: Money) -> Self {
        Self {
            account,
            money,
            is_guarded: true,
        }
    }
}

/// Whether a fact is news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// Booked now.
    Now,
    /// Was booked before; nothing changed.
    Before,
}

/// Why a fact is not booked.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// A guarded account does not hold that much.
    #[error("the balance is not enough")]
    NotEnough,
    /// The lines do not sum to zero: a fault of ours, refused before it is written.
    #[error("the lines of {0} do not sum to zero")]
    Unbalanced(&'static str),
    /// An amount does not fit.
    #[error("an amount does not fit")]
    Money(#[from] MoneyError),
    /// The database.
    #[error("the ledger does not answer")]
    Database(#[from] DbErr),
}

/// Books a fact in the caller's transaction. Lines of nothing are left out; a fact that was booked
/// before changes nothing.
///
/// # Errors
/// See [`LedgerError`]; the caller's transaction must not be committed then.
pub async fn post(
    txn: &DatabaseTransaction,
    now: Timestamp,
    fact: Fact,
    lines: &[Line],
) -> Result<Posted, LedgerError> {
    let lines = merged(fact.kind, lines)?;
    hold(txn).await?;
    let Some(transaction) = claim(txn, now, fact).await? else {
        return Ok(Posted::Before);
    };
    // In one order everywhere: two facts that touch the same accounts wait for each other, never in a
    // ring.
    for (key, line) in lines {
        let account = account(txn, key).await?;
        book(txn, transaction, account, line).await?;
    }
    Ok(Posted::Now)
}

/// Number of the lock below among PostgreSQL's advisory locks of this database.
const BOOK: i64 = 815_001;

/// One book-keeper at a time: the facts of one transaction touch the same few accounts in any order, and
/// two transactions must not wait for each other in a ring. Locks on rows of the domain come before it.
/// SQLite has one writer anyway.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({BOOK})"))
            .await?;
    }
    Ok(())
}

/// An account as the database knows it.
type Key = (&'static str, i64, Currency);

/// One line an account, without lines of nothing, in the order of accounts.
fn merged(kind: &'static str, lines: &[Line]) -> Result<BTreeMap<Key, (i64, bool)>, LedgerError> {
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    let mut merged: BTreeMap<Key, (i64, bool)> = BTreeMap::new();
    for line in lines {
        let currency = line.money.currency();
        let minor = line.money.minor();
        *sums.entry(currency).or_default() += i128::from(minor);
        let key = (line.account.kind(), line.account.owner(), currency);
        let entry = merged.entry(key).or_default();
        entry.0 = entry.0.checked_add(minor).ok_or(MoneyError::Overflow)?;
        entry.1 |= line.is_guarded;
    }
    if sums.values().any(|sum| *sum != 0) {
        return Err(LedgerError::Unbalanced(kind));
    }
    merged.retain(|_, (minor, _)| *minor != 0);
    Ok(merged)
}

/// Writes the fact's row; none when it is there already.
async fn claim(
    txn: &DatabaseTransaction,
    now: Timestamp,
    fact: Fact,
) -> Result<Option<LedgerTransactionId>, DbErr> {
    let row = ledger_transaction::ActiveModel {
        kind: Set(fact.kind.to_owned()),
        subject_kind: Set(fact.subject.0.to_owned()),
        subject_id: Set(fact.subject.1),
        fact: Set(fact.key.clone()),
        at: Set(now),
        ..Default::default()
    };
    let inserted = ledger_transaction::Entity::insert(row)
        .on_conflict(
            OnConflict::column(ledger_transaction::Column::Fact)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    if inserted == 0 {
        return Ok(None);
    }
    let row = ledger_transaction::Entity::find()
        .filter(ledger_transaction::Column::Fact.eq(fact.key))
        .one(txn)
        .await?;
    Ok(row.map(|row| row.id))
}

/// The account's row; opened at first need.
async fn account(
    txn: &DatabaseTransaction,
    (kind, owner, currency): Key,
) -> Result<AccountId, DbErr> {
    let find = || {
        ledger_account::Entity::find()
            .filter(ledger_account::Column::Kind.eq(kind))
            .filter(ledger_account::Column::OwnerId.eq(owner))
            .filter(ledger_account::Column::Currency.eq(currency))
    };
    if let Some(row) = find().one(txn).await? {
        return Ok(row.id);
    }
    let row = ledger_account::ActiveModel {
        kind: Set(kind.to_owned()),
        owner_id: Set(owner),
        currency: Set(currency),
        balance_minor: Set(0),
        ..Default::default()
    };
    ledger_account::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([
                ledger_account::Column::Kind,
                ledger_account::Column::OwnerId,
                ledger_account::Column::Currency,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    find()
        .one(txn)
        .await?
        .map(|row| row.id)
        .ok_or_else(|| DbErr::RecordNotFound("an account that was just opened".to_owned()))
}

/// Adds a line and moves the balance by it.
async fn book(
    txn: &DatabaseTransaction,
    transaction: LedgerTransactionId,
    account: AccountId,
    (minor, is_guarded): (i64, bool),
) -> Result<(), LedgerError> {
    let balance = || Expr::col(ledger_account::Column::BalanceMinor);
    let mut update = ledger_account::Entity::update_many()
        .col_expr(ledger_account::Column::BalanceMinor, balance().add(minor))
        .filter(ledger_account::Column::Id.eq(account));
    if is_guarded {
        update = update.filter(balance().add(minor).lte(0));
    }
    if update.exec(txn).await?.rows_affected == 0 {
        return Err(LedgerError::NotEnough);
    }
    let row = ledger_entry::ActiveModel {
        transaction_id: Set(transaction),
        account_id: Set(account),
        amount_minor: Set(minor),
        ..Default::default()
    };
    ledger_entry::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
