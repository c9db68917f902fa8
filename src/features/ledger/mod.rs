//! The ledger: double entry, rows only ever added.
//!
//! Invariants: the lines of a fact sum to zero in every currency; a fact is booked once, whoever books
//! it; a balance is the sum of its account's lines and changes with them in one transaction; a guarded
//! line never lets a debt of ours turn into a claim. What facts there are stands in [`facts`], what
//! accounts in [`chart`].

pub mod chart;
pub mod facts;
pub mod reads;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    ExprTrait, QueryFilter,
    sea_query::{CaseStatement, Expr, OnConflict},
};
use thiserror::Error;

pub use self::{chart::Account, reads::owed};
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
    // Before the book is held, because everybody waits for it: an account that is open stays as it is.
    let open = open_accounts(txn, &lines).await?;
    hold(txn).await?;
    let Some(transaction) = claim(txn, now, fact).await? else {
        return Ok(Posted::Before);
    };
    // In one order everywhere: two facts that open the same accounts wait for each other, never in a ring.
    let mut moves = Vec::with_capacity(lines.len());
    for (key, (minor, is_guarded)) in lines {
        let account = match open.get(&key) {
            Some(account) => *account,
            None => account(txn, key).await?,
        };
        moves.push(Move {
            account,
            minor,
            is_guarded,
        });
    }
    move_balances(txn, &moves).await?;
    let entries = moves.iter().map(|one| ledger_entry::ActiveModel {
        transaction_id: Set(transaction),
        account_id: Set(one.account),
        amount_minor: Set(one.minor),
        ..Default::default()
    });
    ledger_entry::Entity::insert_many(entries)
        .exec_without_returning(txn)
        .await?;
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
        .exec(txn)
        .await;
    match inserted {
        Ok(inserted) => Ok(Some(inserted.last_insert_id)),
        Err(DbErr::RecordNotInserted) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Those of the accounts that are open.
async fn open_accounts(
    txn: &DatabaseTransaction,
    lines: &BTreeMap<Key, (i64, bool)>,
) -> Result<BTreeMap<Key, AccountId>, DbErr> {
    use ledger_account::Column as Of;
    if lines.is_empty() {
        return Ok(BTreeMap::new());
    }
    let any = lines
        .keys()
        .fold(Condition::any(), |any, (kind, owner, currency)| {
            any.add(
                Condition::all()
                    .add(Of::Kind.eq(*kind))
                    .add(Of::OwnerId.eq(*owner))
                    .add(Of::Currency.eq(*currency)),
            )
        });
    let rows = ledger_account::Entity::find().filter(any).all(txn).await?;
    Ok(lines
        .keys()
        .filter_map(|key| {
            let row = rows
                .iter()
                .find(|row| (row.kind.as_str(), row.owner_id, row.currency) == *key)?;
            Some((*key, row.id))
        })
        .collect())
}

/// The row of an account that was not open a moment ago.
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

/// What a fact does to one account.
struct Move {
    account: AccountId,
    minor: i64,
    is_guarded: bool,
}

/// Moves the balances by the lines of a fact, all of them or, where a guard says no, none.
async fn move_balances(txn: &DatabaseTransaction, moves: &[Move]) -> Result<(), LedgerError> {
    use ledger_account::Column as Of;
    let Some((first, others)) = moves.split_first() else {
        return Ok(());
    };
    let is = |one: &Move| Expr::col(Of::Id).eq(one.account);
    let mut change = CaseStatement::new().case(is(first), first.minor);
    for one in others {
        change = change.case(is(one), one.minor);
    }
    let moved = || Expr::col(Of::BalanceMinor).add(Expr::expr(change.clone()));
    let guarded = moves.iter().filter(|one| one.is_guarded);
    let guarded: Vec<_> = guarded.map(|one| one.account).collect();
    let mut update = ledger_account::Entity::update_many()
        .col_expr(Of::BalanceMinor, moved())
        .filter(Of::Id.is_in(moves.iter().map(|one| one.account)));
    if !guarded.is_empty() {
        let allowed = Condition::any()
            .add(Of::Id.is_not_in(guarded))
            .add(moved().lte(0));
        update = update.filter(allowed);
    }
    let changed = update.exec(txn).await?.rows_affected;
    if changed < u64::try_from(moves.len()).unwrap_or(u64::MAX) {
        return Err(LedgerError::NotEnough);
    }
    Ok(())
}
