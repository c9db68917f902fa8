//! What is read back, and what an audit finds.

use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, TransactionTrait, sea_query::Expr,
};

use super::{NOW, bonus, databases, payment};
use crate::{
    entity::{bonus::Status, ledger_account, ledger_entry, payment::Provider},
    features::ledger::{Account, Kind, facts, reads},
    kernel::{
        ids::UserId,
        money::{Currency, Money},
        time::Span,
    },
};

const ANNA: Account = Account::BonusPending(UserId(7));

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

/// Three bonuses of one person and one of another.
async fn earned(db: &DatabaseConnection) {
    let txn = db.begin().await.unwrap();
    for (id, user, minor) in [(1, 7, 100), (2, 8, 1000), (3, 7, 20), (4, 7, 3)] {
        let bonus = bonus(id, user, Status::Pending, rub(minor));
        facts::bonus_earned(&txn, NOW, &bonus).await.unwrap();
    }
    txn.commit().await.unwrap();
}

#[tokio::test]
async fn what_we_owe_is_the_balance_with_its_sign_turned() {
    for db in databases().await {
        earned(&db).await;
        let read = async |account, currency| {
            (
                reads::owed(&db, account, currency).await.unwrap(),
                reads::balance(&db, account, currency).await.unwrap(),
            )
        };
        assert_eq!(read(ANNA, Currency::Rub).await, (rub(123), rub(-123)));
        let expense = read(Account::BonusExpense, Currency::Rub).await;
        assert_eq!(expense, (rub(-1123), rub(1123)));
        let nothing = Money::zero(Currency::Uzs);
        assert_eq!(read(ANNA, Currency::Uzs).await, (nothing, nothing));
    }
}

#[tokio::test]
async fn movements_are_turned_page_by_page_newest_first() {
    for db in databases().await {
        earned(&db).await;
        let page = async |before, limit| {
            reads::movements(&db, ANNA, Currency::Rub, before, limit)
                .await
                .unwrap()
        };
        let first = page(None, 2).await;
        let told: Vec<_> = first
            .iter()
            .map(|one| (one.entry.amount_minor, one.fact.fact.as_str()))
            .collect();
        assert_eq!(told, [(-3, "bonus.earned:4"), (-20, "bonus.earned:3")]);
        let last = page(first.last().map(|one| one.entry.id), 2).await;
        let told: Vec<_> = last
            .iter()
            .map(|one| (one.entry.amount_minor, one.fact.subject_id))
            .collect();
        assert_eq!(told, [(-100, 1)]);
        let none = reads::movements(&db, ANNA, Currency::Uzs, None, 2)
            .await
            .unwrap();
        assert!(none.is_empty());
    }
}

#[tokio::test]
async fn an_audit_finds_what_was_written_past_the_ledger() {
    for db in databases().await {
        earned(&db).await;
        assert!(reads::audit(&db).await.unwrap().is_clean());
        ledger_account::Entity::update_many()
            .col_expr(ledger_account::Column::BalanceMinor, Expr::value(-1))
            .filter(ledger_account::Column::OwnerId.eq(8))
            .exec(&db)
            .await
            .unwrap();
        let audit = reads::audit(&db).await.unwrap();
        assert!(!audit.is_clean());
        assert!(audit.unbalanced.is_empty());
        let drifts: Vec<_> = audit
            .drifts
            .iter()
            .map(|drift| {
                (
                    drift.account.owner_id,
                    drift.account.balance_minor,
                    drift.sum,
                )
            })
            .collect();
        assert_eq!(drifts, [(8, -1, -1000)]);
        // A line that grew: its account drifts, and its fact is out of balance.
        ledger_entry::Entity::update_many()
            .col_expr(ledger_entry::Column::AmountMinor, Expr::value(-21))
            .filter(ledger_entry::Column::AmountMinor.eq(-20))
            .exec(&db)
            .await
            .unwrap();
        let audit = reads::audit(&db).await.unwrap();
        assert_eq!((audit.drifts.len(), audit.unbalanced.len()), (2, 1));
        let only_lines = reads::Audit {
            drifts: Vec::new(),
            ..audit
        };
        assert!(!only_lines.is_clean());
    }
}

#[tokio::test]
async fn a_bonus_that_was_set_free_is_known_as_such() {
    for db in databases().await {
        let txn = db.begin().await.unwrap();
        let earned = bonus(1, 7, Status::Pending, rub(50));
        facts::bonus_earned(&txn, NOW, &earned).await.unwrap();
        facts::bonus_released(&txn, NOW, &earned, rub(50))
            .await
            .unwrap();
        let [first, second] = [1, 2].map(|id| payment(id, 7, Provider::Yookassa, rub(100), 20));
        for payment in [&first, &second] {
            facts::bonus_reserved(&txn, NOW, payment).await.unwrap();
        }
        assert!(!facts::was_unreserved(&txn, &first).await.unwrap());
        facts::bonus_unreserved(&txn, NOW, &first).await.unwrap();
        assert!(facts::was_unreserved(&txn, &first).await.unwrap());
        assert!(!facts::was_unreserved(&txn, &second).await.unwrap());
        txn.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn facts_are_found_by_account_owner_and_time() {
    for db in databases().await {
        earned(&db).await;
        let txn = db.begin().await.unwrap();
        let later = NOW.plus(chrono::TimeDelta::days(1));
        let other = payment(9, 8, Provider::Yookassa, rub(500), 0);
        facts::paid(&txn, later, &other).await.unwrap();
        txn.commit().await.unwrap();
        let found = async |filter: reads::Filter, before, limit| {
            let facts = reads::facts(&db, &filter, before, limit).await.unwrap();
            facts
                .iter()
                .map(|one| one.fact.fact.clone())
                .collect::<Vec<_>>()
        };
        let any = reads::Filter::default();
        let all = [
            "payment.paid:9",
            "bonus.earned:4",
            "bonus.earned:3",
            "bonus.earned:2",
            "bonus.earned:1",
        ];
        assert_eq!(found(any, None, 9).await, all);
        assert_eq!(found(any, None, 2).await, all[..2]);
        let second = reads::facts(&db, &any, None, 2).await.unwrap()[1].fact.id;
        assert_eq!(found(any, Some(second), 9).await, all[2..]);
        let kind = reads::Filter {
            kind: Some(Kind::Prepaid),
            ..any
        };
        assert_eq!(found(kind, None, 9).await, all[..1]);
        let owner = reads::Filter {
            owner: Some(7),
            ..any
        };
        assert_eq!(found(owner, None, 9).await, [all[1], all[2], all[4]]);
        let both = reads::Filter {
            kind: Some(Kind::BonusPending),
            owner: Some(8),
            ..any
        };
        assert_eq!(found(both, None, 9).await, [all[3]]);
        let since = reads::Filter {
            span: Span {
                from: Some(later),
                until: None,
            },
            ..any
        };
        assert_eq!(found(since, None, 9).await, all[..1]);
        let until = reads::Filter {
            span: Span {
                from: None,
                until: Some(later),
            },
            ..any
        };
        assert_eq!(found(until, None, 9).await, all[1..]);
        let newest = reads::facts(&db, &any, None, 1).await.unwrap().remove(0);
        let lines: Vec<_> = newest
            .lines
            .iter()
            .map(|(entry, account)| (account.kind.as_str(), entry.amount_minor))
            .collect();
        assert_eq!(lines, [("clearing_yookassa", 500), ("prepaid", -500)]);
    }
}
