//! The provider's list against ours, and ours against the ledger: whatever does not agree is named.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::error::PayError;
use crate::{
    app::App,
    clients::yookassa::{
        Span,
        error::CallError,
        objects::{List, Payment, PaymentStatus, Refund, TransferStatus},
    },
    entity::{
        ledger_transaction,
        payment::{self, Provider},
        refund,
    },
    features::ledger,
    kernel::{
        money::{Currency, Money},
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// Ids asked for in one statement.
const CHUNK: usize = 500;

/// What was compared, and what does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// From when on.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Payments that succeeded at the provider.
    pub payments: usize,
    /// Their sum.
    pub received: Money,
    /// Refunds that succeeded at the provider.
    pub refunds: usize,
    /// Their sum.
    pub returned: Money,
    /// Whether the ledger adds up.
    pub is_ledger_clean: bool,
    /// What does not agree.
    pub differences: Vec<Difference>,
}

/// One thing that does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What is wrong.
    pub kind: Kind,
    /// Our row, when there is one.
    pub ours: Option<i64>,
    /// The provider's id, when there is one.
    pub theirs: Option<String>,
}

/// Kinds of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Paid at the provider, and we know nothing of it.
    UnknownPayment,
    /// Paid at the provider, not with us.
    NotSettled,
    /// Paid with us, not at the provider.
    NotPaid,
    /// Another amount.
    Amount,
    /// Paid with us, not in the ledger.
    NotBooked,
    /// Given back at the provider, and we know nothing of it.
    UnknownRefund,
    /// Given back at the provider, not with us.
    RefundNotSettled,
    /// Given back with us, not at the provider.
    RefundNotMade,
    /// Given back with us, not in the ledger.
    RefundNotBooked,
}

impl Kind {
    /// The word of its text.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnknownPayment => "unknown-payment",
            Self::NotSettled => "not-settled",
            Self::NotPaid => "not-paid",
            Self::Amount => "amount",
            Self::NotBooked => "not-booked",
            Self::UnknownRefund => "unknown-refund",
            Self::RefundNotSettled => "refund-not-settled",
            Self::RefundNotMade => "refund-not-made",
            Self::RefundNotBooked => "refund-not-booked",
        }
    }
}

/// Compares a span of time, by the provider's time of creation.
///
/// # Errors
/// [`PayError::NotAllowed`], [`PayError::NoAnswer`] when the provider does not answer, and see
/// [`PayError`].
pub async fn report(
    app: &App,
    mine: &Rights,
    from: Timestamp,
    until: Timestamp,
) -> Result<Report, PayError> {
    if !mine.may(Permission::DecideMoney) {
        return Err(PayError::NotAllowed);
    }
    let shop = app.shop.as_ref().ok_or(PayError::NotSetUp)?;
    let span = || Span {
        from,
        until,
        cursor: None,
    };
    let payments = everything(span(), |span| async move { shop.payments(&span).await }).await?;
    let refunds = everything(span(), |span| async move { shop.refunds(&span).await }).await?;
    let zero = Money::zero(Currency::Rub);
    let mut report = Report {
        from,
        until,
        payments: 0,
        received: zero,
        refunds: 0,
        returned: zero,
        is_ledger_clean: ledger::reads::audit(&app.db).await?.is_clean(),
        differences: Vec::new(),
    };
    compare_payments(app, &mut report, &payments).await?;
    compare_refunds(app, &mut report, &refunds).await?;
    Ok(report)
}

/// All pages of a list.
async fn everything<T, F>(mut span: Span, fetch: impl Fn(Span) -> F) -> Result<Vec<T>, PayError>
where
    F: Future<Output = Result<List<T>, CallError>>,
{
    let mut all = Vec::new();
    loop {
        let page = fetch(span.clone()).await.map_err(PayError::NoAnswer)?;
        all.extend(page.items);
        match page.next_cursor {
            Some(cursor) => span.cursor = Some(cursor),
            None => return Ok(all),
        }
    }
}

impl Report {
    fn differs(&mut self, kind: Kind, ours: Option<i64>, theirs: Option<&str>) {
        self.differences.push(Difference {
            kind,
            ours,
            theirs: theirs.map(str::to_owned),
        });
    }
}

async fn compare_payments(
    app: &App,
    report: &mut Report,
    theirs: &[Payment],
) -> Result<(), PayError> {
    let mut ours: BTreeMap<String, payment::Model> = BTreeMap::new();
    let ids: Vec<&str> = theirs.iter().map(|one| one.id.as_str()).collect();
    for chunk in ids.chunks(CHUNK) {
        let rows = payment::Entity::find()
            .filter(payment::Column::ProviderId.is_in(chunk.iter().copied()))
            .all(&app.db)
            .await?;
        ours.extend(
            rows.into_iter()
                .filter_map(|row| Some((row.provider_id.clone()?, row))),
        );
    }
    for object in theirs {
        let is_paid = object.status == PaymentStatus::Succeeded;
        let money = object.amount.money();
        if is_paid {
            report.payments += 1;
            if let Some(money) = money.filter(|money| money.currency() == Currency::Rub) {
                report.received = report.received.plus(money)?;
            }
        }
        match ours.get(&object.id) {
            None if is_paid => report.differs(Kind::UnknownPayment, None, Some(&object.id)),
            None => {}
            Some(row) => {
                let is_ours = matches!(row.status, payment::Status::Paid | payment::Status::Parked);
                let id = Some(row.id.0);
                if is_paid && !is_ours {
                    report.differs(Kind::NotSettled, id, Some(&object.id));
                } else if !is_paid && is_ours {
                    report.differs(Kind::NotPaid, id, Some(&object.id));
                } else if is_paid && money != Some(row.money()) {
                    report.differs(Kind::Amount, id, Some(&object.id));
                }
            }
        }
    }
    // What we hold for paid and the provider does not list in that span.
    let rows = payment::Entity::find()
        .filter(payment::Column::Provider.eq(Provider::Yookassa))
        .filter(payment::Column::Status.eq(payment::Status::Paid))
        .filter(payment::Column::CreatedAt.gte(report.from))
        .filter(payment::Column::CreatedAt.lt(report.until))
        .all(&app.db)
        .await?;
    let facts: Vec<_> = rows
        .iter()
        .flat_map(|row| {
            [
                format!("payment.paid:{}", row.id),
                format!("payment.parked:{}", row.id),
            ]
        })
        .collect();
    let booked = booked(&app.db, &facts).await?;
    for row in rows {
        let is_listed = row
            .provider_id
            .as_ref()
            .is_some_and(|id| ours.contains_key(id));
        if !is_listed {
            report.differs(Kind::NotPaid, Some(row.id.0), row.provider_id.as_deref());
        }
        let has_fact = ["payment.paid", "payment.parked"]
            .iter()
            .any(|kind| booked.contains(&format!("{kind}:{}", row.id)));
        if !has_fact {
            report.differs(Kind::NotBooked, Some(row.id.0), row.provider_id.as_deref());
        }
    }
    Ok(())
}

async fn compare_refunds(
    app: &App,
    report: &mut Report,
    theirs: &[Refund],
) -> Result<(), PayError> {
    let mut ours: BTreeMap<String, refund::Model> = BTreeMap::new();
    let ids: Vec<&str> = theirs.iter().map(|one| one.id.as_str()).collect();
    for chunk in ids.chunks(CHUNK) {
        let rows = refund::Entity::find()
            .filter(refund::Column::ProviderId.is_in(chunk.iter().copied()))
            .all(&app.db)
            .await?;
        ours.extend(
            rows.into_iter()
                .filter_map(|row| Some((row.provider_id.clone()?, row))),
        );
    }
    for object in theirs {
        let is_done = object.status == TransferStatus::Succeeded;
        if is_done {
            report.refunds += 1;
            let money = object.amount.money();
            if let Some(money) = money.filter(|money| money.currency() == Currency::Rub) {
                report.returned = report.returned.plus(money)?;
            }
        }
        match ours.get(&object.id) {
            None if is_done => report.differs(Kind::UnknownRefund, None, Some(&object.id)),
            None => {}
            Some(row) => {
                let is_ours = row.status == refund::Status::Done;
                let id = Some(row.id.0);
                if is_done && !is_ours {
                    report.differs(Kind::RefundNotSettled, id, Some(&object.id));
                } else if !is_done && is_ours {
                    report.differs(Kind::RefundNotMade, id, Some(&object.id));
                } else if is_done && object.amount.money() != Some(row.money()) {
                    report.differs(Kind::Amount, id, Some(&object.id));
                }
            }
        }
    }
    let done: Vec<_> = ours
        .values()
        .filter(|row| row.status == refund::Status::Done)
        .collect();
    let facts: Vec<_> = done
        .iter()
        .map(|row| format!("refund.done:{}", row.id))
        .collect();
    let booked = booked(&app.db, &facts).await?;
    for row in done {
        if !booked.contains(&format!("refund.done:{}", row.id)) {
            report.differs(
                Kind::RefundNotBooked,
                Some(row.id.0),
                row.provider_id.as_deref(),
            );
        }
    }
    Ok(())
}

/// Which of these facts the ledger has.
async fn booked(
    db: &impl ConnectionTrait,
    facts: &[String],
) -> Result<std::collections::BTreeSet<String>, DbErr> {
    let mut found = std::collections::BTreeSet::new();
    for chunk in facts.chunks(CHUNK) {
        let keys: Vec<String> = ledger_transaction::Entity::find()
            .select_only()
            .column(ledger_transaction::Column::Fact)
            .filter(ledger_transaction::Column::Fact.is_in(chunk.iter().map(String::as_str)))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(keys);
    }
    Ok(found)
}
