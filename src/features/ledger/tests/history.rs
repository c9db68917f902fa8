//! Random histories of all facts.

use std::collections::BTreeMap;

use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, EntityTrait, PaginatorTrait, TransactionTrait,
};

use super::{
    NOW, bonus,
    book::{Book, Booking, Name, Outcome},
    databases, payment, payout, receipt, refund,
};
use crate::{
    entity::{
        bonus::Status as BonusStatus,
        ledger_account, ledger_entry,
        payment::Provider,
        payout::{Provider as PayoutProvider, Purpose},
    },
    features::ledger::{
        LedgerError, Posted,
        facts::{self, BookingOver, From},
        reads,
    },
    kernel::{
        ids::{AgencyId, BookingId, HourId, OrderId, UserId},
        money::{Currency, Money},
        payable::Payable,
    },
};

/// Every function of `facts` that books.
const FACTS: [&str; 21] = [
    "paid",
    "parked",
    "unparked",
    "completed",
    "hour_done",
    "booking_over",
    "booking_at_desk",
    "refund_promised",
    "refund_from_desk",
    "refund_done",
    "refund_by_hand",
    "bonus_returned",
    "bonus_earned",
    "bonus_released",
    "bonus_clawed",
    "bonus_reserved",
    "bonus_unreserved",
    "payout_asked",
    "payout_paid",
    "payout_returned",
    "agency_paid",
];

/// One fact with all that any of them may need.
#[derive(Clone, Debug)]
struct Step {
    fact: &'static str,
    id: i64,
    user: i64,
    minor: i64,
    /// A second amount: the bonus in a payment, what was clawed before.
    other: i64,
    share_bp: u32,
    provider: Provider,
    source: u8,
    is_bonus: bool,
    is_manual: bool,
    has_executor: bool,
    status: BonusStatus,
    currency: Currency,
}

fn step() -> impl Strategy<Value = Step> {
    // Few ids and few people, so that facts meet each other.
    let names = (
        prop::sample::select(FACTS.to_vec()),
        1..5_i64,
        1..3_i64,
        prop::sample::select(vec![Currency::Rub, Currency::Rub, Currency::Uzs]),
    );
    let amounts = (
        prop_oneof![Just(0), 1..20_i64, 1..100_000_i64],
        0..10_i64,
        0..=10_000_u32,
    );
    let ways = (
        prop::sample::select(vec![
            Provider::Yookassa,
            Provider::Telegram,
            Provider::Bonus,
            Provider::Payme,
        ]),
        0..5_u8,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(vec![
            BonusStatus::Pending,
            BonusStatus::Available,
            BonusStatus::Clawed,
        ]),
    );
    (names, amounts, ways).prop_map(|(names, amounts, ways)| Step {
        fact: names.0,
        id: names.1,
        user: names.2,
        currency: names.3,
        minor: amounts.0,
        other: amounts.1,
        share_bp: amounts.2,
        provider: ways.0,
        source: ways.1,
        is_bonus: ways.2,
        is_manual: ways.3,
        has_executor: ways.4,
        status: ways.5,
    })
}

impl Step {
    const fn money(&self) -> Money {
        Money::new(self.minor, self.currency)
    }

    const fn from(&self) -> From {
        match self.source {
            0 => From::Prepaid,
            1 => From::Income,
            2 => From::Parked,
            3 => From::Booked {
                agency: AgencyId(self.user),
                commission_bp: self.share_bp,
            },
            _ => From::Earned {
                executor: UserId(self.user),
                share_bp: self.share_bp,
            },
        }
    }

    const fn ours(&self, kind: &'static str) -> Name {
        (kind, 0, self.currency)
    }

    const fn theirs(&self, kind: &'static str) -> Name {
        (kind, self.user, self.currency)
    }

    fn clearing(&self) -> Option<Name> {
        match self.provider {
            Provider::Yookassa => Some(self.ours("clearing_yookassa")),
            Provider::Telegram => Some(self.ours("clearing_telegram")),
            Provider::Payme => Some(self.ours("clearing_payme")),
            Provider::Bonus => None,
        }
    }

    /// Where refunded money is taken from.
    fn source(&self) -> Vec<(Name, i64)> {
        let part = self.minor * i64::from(self.share_bp) / 10_000;
        match self.source {
            0 => vec![(self.ours("prepaid"), self.minor)],
            1 => vec![(self.ours("income"), self.minor)],
            2 => vec![(self.ours("parked"), self.minor)],
            3 => vec![
                (self.theirs("agency_payable"), self.minor - part),
                (self.ours("income"), part),
            ],
            _ => vec![
                (self.theirs("executor_payable"), part),
                (self.ours("income"), self.minor - part),
            ],
        }
    }

    fn payout_balance(&self) -> Name {
        self.theirs(if self.is_bonus {
            "bonus_available"
        } else {
            "executor_payable"
        })
    }

    /// Books it as the product does.
    async fn post(&self, txn: &DatabaseTransaction) -> Result<Posted, LedgerError> {
        let (id, money) = (self.id, self.money());
        let payment = payment(id, self.user, self.provider, money, self.other);
        let purpose = if self.is_bonus {
            Purpose::Bonus
        } else {
            Purpose::Executor
        };
        let by = if self.is_manual {
            PayoutProvider::Manual
        } else {
            PayoutProvider::Yookassa
        };
        let payout = payout(id, self.user, purpose, by, money);
        let bonus = bonus(id, self.user, self.status, money);
        let refund = refund(id, money);
        let executor = self.has_executor.then_some(UserId(self.user));
        match self.fact {
            "paid" => facts::paid(txn, NOW, &payment).await,
            "parked" => facts::parked(txn, NOW, &payment, money).await,
            "unparked" => facts::unparked(txn, NOW, &payment, money).await,
            "completed" => {
                facts::completed(txn, NOW, OrderId(id), money, executor, self.share_bp).await
            }
            "hour_done" => facts::hour_done(txn, NOW, HourId(id), money).await,
            "booking_over" => {
                let over = BookingOver {
                    booking: BookingId(id),
                    agency: AgencyId(self.user),
                    commission_bp: self.share_bp,
                    kept: money,
                };
                facts::booking_over(txn, NOW, over).await
            }
            "booking_at_desk" => {
                let agency = AgencyId(self.user);
                facts::booking_at_desk(txn, NOW, BookingId(id), agency, money).await
            }
            "refund_promised" => facts::refund_promised(txn, NOW, &refund, self.from()).await,
            "refund_from_desk" => {
                facts::refund_from_desk(txn, NOW, &refund, &payment, self.from()).await
            }
            "refund_done" => facts::refund_done(txn, NOW, &refund, &payment).await,
            "refund_by_hand" => facts::refund_by_hand(txn, NOW, &refund, &payment).await,
            "bonus_returned" => {
                let payable = Payable::Hour(HourId(id));
                let owner = UserId(self.user);
                facts::bonus_returned(txn, NOW, payable, "end", owner, money, self.from()).await
            }
            "bonus_earned" => facts::bonus_earned(txn, NOW, &bonus).await,
            "bonus_released" => facts::bonus_released(txn, NOW, &bonus, money).await,
            "bonus_clawed" => facts::bonus_clawed(txn, NOW, &bonus, self.other, money).await,
            "bonus_reserved" => facts::bonus_reserved(txn, NOW, &payment).await,
            "bonus_unreserved" => facts::bonus_unreserved(txn, NOW, &payment).await,
            "payout_asked" => facts::payout_asked(txn, NOW, &payout).await,
            "payout_paid" => facts::payout_paid(txn, NOW, &payout).await,
            "payout_returned" => facts::payout_returned(txn, NOW, &payout).await,
            "agency_paid" => facts::agency_paid(txn, NOW, &receipt(id, self.user, money)).await,
            fact => panic!("{fact} is not known"),
        }
    }

    /// What it means to an accountant; none for money that never reaches an account of ours.
    fn booking(&self) -> Option<Booking> {
        let (id, minor, other) = (self.id, self.minor, self.other);
        let key = |kind: &str| format!("{kind}:{id}");
        let from_to = |key: String, from: Name, to: Name, minor: i64| Booking {
            key,
            lines: vec![(from, minor), (to, -minor)],
            guarded: Vec::new(),
        };
        // Takes out of what we owe somebody, as far as there is something.
        let guarded = |key: String, from: Name, to: Name, minor: i64| Booking {
            guarded: vec![from],
            ..from_to(key, from, to, minor)
        };
        let (ours, theirs) = (|kind| self.ours(kind), |kind| self.theirs(kind));
        Some(match self.fact {
            "paid" => {
                let reserved = theirs("bonus_reserved");
                let mut lines = vec![(reserved, other), (ours("prepaid"), -minor - other)];
                lines.extend(self.clearing().map(|clearing| (clearing, minor)));
                Booking {
                    key: key("payment.paid"),
                    lines,
                    guarded: vec![reserved],
                }
            }
            "parked" => from_to(
                key("payment.parked"),
                self.clearing()?,
                ours("parked"),
                minor,
            ),
            "unparked" => guarded(
                key("payment.unparked"),
                ours("parked"),
                ours("prepaid"),
                minor,
            ),
            "completed" => {
                let part = minor * i64::from(self.share_bp) / 10_000;
                let part = if self.has_executor { part } else { 0 };
                Booking {
                    key: key("order.completed"),
                    lines: vec![
                        (ours("prepaid"), minor),
                        (theirs("executor_payable"), -part),
                        (ours("income"), part - minor),
                    ],
                    guarded: Vec::new(),
                }
            }
            "hour_done" => from_to(key("hour.done"), ours("prepaid"), ours("income"), minor),
            "booking_over" => {
                let part = minor * i64::from(self.share_bp) / 10_000;
                Booking {
                    key: key("booking.over"),
                    lines: vec![
                        (ours("prepaid"), minor),
                        (ours("income"), -part),
                        (theirs("agency_payable"), part - minor),
                    ],
                    guarded: Vec::new(),
                }
            }
            "booking_at_desk" => from_to(
                key("booking.at_desk"),
                theirs("agency_payable"),
                ours("clearing_payme"),
                minor,
            ),
            // Only an agency has a desk, and only for what was earned already.
            "refund_from_desk" if self.provider == Provider::Payme && self.source == 3 => from_to(
                key("refund.from_desk"),
                ours("clearing_payme"),
                theirs("agency_payable"),
                minor,
            ),
            "refund_from_desk" => return None,
            "refund_promised" => {
                let mut lines = self.source();
                lines.push((ours("refunds_payable"), -minor));
                Booking {
                    key: key("refund.promised"),
                    lines,
                    guarded: Vec::new(),
                }
            }
            "refund_done" => from_to(
                key("refund.done"),
                ours("refunds_payable"),
                self.clearing()?,
                minor,
            ),
            // The same fact: money goes back once, whichever way.
            "refund_by_hand" => from_to(
                key("refund.done"),
                ours("refunds_payable"),
                ours(match self.provider {
                    Provider::Telegram => "clearing_telegram",
                    Provider::Payme => "clearing_payme",
                    Provider::Yookassa | Provider::Bonus => "bank",
                }),
                minor,
            ),
            "bonus_returned" => {
                let mut lines = self.source();
                lines.push((theirs("bonus_available"), -minor));
                Booking {
                    key: format!("bonus.returned:hour:{id}:end"),
                    lines,
                    guarded: Vec::new(),
                }
            }
            "bonus_earned" => from_to(
                key("bonus.earned"),
                ours("bonus_expense"),
                theirs("bonus_pending"),
                minor,
            ),
            "bonus_released" => guarded(
                key("bonus.released"),
                theirs("bonus_pending"),
                theirs("bonus_available"),
                minor,
            ),
            "bonus_clawed" => {
                let from = match self.status {
                    BonusStatus::Pending => theirs("bonus_pending"),
                    BonusStatus::Available | BonusStatus::Clawed => theirs("bonus_available"),
                };
                let key = format!("bonus.clawed:{id}:{other}");
                from_to(key, from, ours("bonus_expense"), minor)
            }
            "bonus_reserved" => guarded(
                key("bonus.reserved"),
                theirs("bonus_available"),
                theirs("bonus_reserved"),
                other,
            ),
            "bonus_unreserved" => guarded(
                key("bonus.unreserved"),
                theirs("bonus_reserved"),
                theirs("bonus_available"),
                other,
            ),
            "payout_asked" => guarded(
                key("payout.asked"),
                self.payout_balance(),
                theirs("payouts_in_transit"),
                minor,
            ),
            "payout_paid" => guarded(
                key("payout.paid"),
                theirs("payouts_in_transit"),
                ours(if self.is_manual {
                    "bank"
                } else {
                    "clearing_yookassa"
                }),
                minor,
            ),
            "payout_returned" => guarded(
                key("payout.returned"),
                theirs("payouts_in_transit"),
                self.payout_balance(),
                minor,
            ),
            "agency_paid" => from_to(
                key("agency.paid"),
                ours("bank"),
                theirs("agency_payable"),
                minor,
            ),
            fact => panic!("{fact} is not known"),
        })
    }
}

#[test]
fn every_fact_is_in_the_histories() {
    let written: Vec<_> = include_str!("../facts.rs")
        .split("\npub async fn ")
        .skip(1)
        .filter(|function| {
            let head = function.split('{').next().unwrap_or_default();
            head.contains("Result<Posted")
        })
        .filter_map(|function| function.split('(').next())
        .collect();
    assert_eq!(written, FACTS);
}

#[test]
fn random_histories_agree_with_a_book_kept_by_hand() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for db in runtime.block_on(databases()) {
        let mut runner = TestRunner::new(Config::with_cases(128));
        runner
            .run(&prop::collection::vec(step(), 1..48), |steps| {
                runtime.block_on(agree(&db, &steps))
            })
            .unwrap();
    }
}

/// Goes through one history, step by step in both books.
async fn agree(db: &DatabaseConnection, steps: &[Step]) -> Result<(), TestCaseError> {
    let txn = db.begin().await.unwrap();
    let mut book = Book::default();
    for step in steps {
        let expected = step
            .booking()
            .map_or(Outcome::Before, |booking| book.write(&booking));
        let inner = txn.begin().await.unwrap();
        let happened = match step.post(&inner).await {
            Ok(Posted::Now) => Outcome::Now,
            Ok(Posted::Before) => Outcome::Before,
            Err(LedgerError::NotEnough) => Outcome::NotEnough,
            Err(LedgerError::Unbalanced(_)) => Outcome::Unbalanced,
            Err(error) => panic!("{step:?}: {error}"),
        };
        // What is refused leaves nothing, since its transaction is not committed.
        if matches!(happened, Outcome::Now | Outcome::Before) {
            inner.commit().await.unwrap();
        } else {
            inner.rollback().await.unwrap();
        }
        prop_assert_eq!(happened, expected, "{:?}", step);
        prop_assert_eq!(balances(&txn).await, nonzero(&book), "{:?}", step);
    }
    let entries = ledger_entry::Entity::find().count(&txn).await.unwrap();
    prop_assert_eq!(usize::try_from(entries).unwrap(), book.entries);
    let audit = reads::audit(&txn).await.unwrap();
    prop_assert!(audit.is_clean(), "{:?}", audit);
    let total: i64 = book.balances.values().sum();
    prop_assert_eq!(total, 0);
    txn.rollback().await.unwrap();
    Ok(())
}

async fn balances(txn: &DatabaseTransaction) -> BTreeMap<(String, i64, Currency), i64> {
    let accounts = ledger_account::Entity::find().all(txn).await.unwrap();
    accounts
        .into_iter()
        .filter(|account| account.balance_minor != 0)
        .map(|account| {
            let name = (account.kind, account.owner_id, account.currency);
            (name, account.balance_minor)
        })
        .collect()
}

fn nonzero(book: &Book) -> BTreeMap<(String, i64, Currency), i64> {
    book.balances
        .iter()
        .filter(|(_, minor)| **minor != 0)
        .map(|((kind, owner, currency), minor)| (((*kind).to_owned(), *owner, *currency), *minor))
        .collect()
}
