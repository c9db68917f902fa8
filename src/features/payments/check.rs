//! Asking the provider how attempts stand: notices get lost, and the payer who comes back waits.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{
    creation,
    error::PayError,
    service::{self, OPEN},
    settle::{self, Outcome},
};
use crate::{
    app::App,
    clients::yookassa::error::CallError,
    entity::payment::{Column, Entity, Model, Provider, Status},
    kernel::{ids::PaymentId, time::Timestamp},
};

/// An attempt that nobody has finished by then is over for us; money that comes later still counts.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// Whoever asks more often gets the answer of a moment ago.
const PAUSE: TimeDelta = TimeDelta::seconds(2);
/// Attempts looked at in one round.
pub(crate) const BATCH: u64 = 50;

/// How long after its beginning an attempt is looked at first.
pub(crate) const fn first_gap(provider: Provider) -> TimeDelta {
    match provider {
        // By then whoever tapped has the answer, or it has to be asked for.
        Provider::Yookassa => TimeDelta::seconds(15),
        // Telegram and Payme tell by themselves; only the end of the attempt's life is ours.
        Provider::Telegram | Provider::Bonus | Provider::Payme => LIFE,
    }
}

/// How long to wait before an attempt is looked at again: while its making is unknown once a minute at
/// least, later less and less often.
pub(crate) fn gap(status: Status, checks: i32) -> TimeDelta {
    let doubled = 1_i64 << checks.clamp(0, 12);
    match status {
        Status::Creating => TimeDelta::seconds(std::cmp::min(5 * doubled, 60)),
        Status::Pending | Status::Paid | Status::Cancelled | Status::Parked => {
            TimeDelta::seconds(std::cmp::min(15 * doubled, 1800))
        }
    }
}

/// Attempts that are due to be looked at.
///
/// # Errors
/// When the database does not answer.
pub async fn due(app: &App) -> Result<Vec<Model>, PayError> {
    Ok(Entity::find()
        .filter(Column::NextCheckAt.lte(app.clock.now()))
        .order_by_asc(Column::NextCheckAt)
        .limit(BATCH)
        .all(&app.db)
        .await?)
}

/// Takes a due attempt for one look: false when somebody else has it.
pub(crate) async fn claim(app: &App, attempt: &Model) -> Result<bool, PayError> {
    let next = app.clock.now().plus(gap(attempt.status, attempt.checks));
    let claimed = Entity::update_many()
        .col_expr(Column::Checks, Expr::value(attempt.checks + 1))
        .col_expr(Column::NextCheckAt, Expr::value(next))
        .filter(Column::Id.eq(attempt.id))
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::NextCheckAt.eq(attempt.next_check_at))
        .exec(&app.db)
        .await?;
    Ok(claimed.rows_affected > 0)
}

/// Looks at an attempt: makes its payment, or asks how it stands.
///
/// # Errors
/// See [`PayError`].
pub async fn look(app: &App, attempt: &Model) -> Result<Outcome, PayError> {
    let is_old = app.clock.now().since(attempt.created_at) >= LIFE;
    match (attempt.provider, &attempt.provider_id) {
        (Provider::Yookassa, Some(theirs)) => {
            let outcome = ask(app, attempt, theirs).await?;
            if outcome == Outcome::Unchanged && is_old {
                return settle::end(app, attempt, "expired").await;
            }
            Ok(outcome)
        }
        (Provider::Yookassa, None) => {
            // Whoever refused has ended the attempt, and its payer is told.
            match creation::create(app, attempt).await {
                Ok(()) | Err(PayError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
            let now = service::find(app, attempt.id).await?;
            if now.status == Status::Pending && now.open_key.is_some() {
                creation::tell(app, attempt.id).await?;
            }
            Ok(Outcome::Unchanged)
        }
        (Provider::Payme, _) if crate::features::payme::is_open(app, attempt.id).await? => {
            Ok(Outcome::Unchanged)
        }
        (Provider::Telegram | Provider::Bonus | Provider::Payme, _) if is_old => {
            settle::end(app, attempt, "expired").await
        }
        (Provider::Telegram | Provider::Bonus | Provider::Payme, _) => Ok(Outcome::Unchanged),
    }
}

async fn ask(app: &App, attempt: &Model, theirs: &str) -> Result<Outcome, PayError> {
    let shop = app.shop.as_ref().ok_or(PayError::NotSetUp)?;
    match shop.payment(theirs).await {
        Ok(payment) => settle::apply(app, attempt, &payment).await,
        Err(CallError::NotFound) => {
            tracing::error!(
                payment.id = attempt.id.0,
                "YooKassa does not know a payment that it made"
            );
            Ok(Outcome::Unchanged)
        }
        Err(error) => Err(PayError::NoAnswer(error)),
    }
}

/// Asks about one attempt because somebody waits for it, and gives it as it stands then. Whoever asks
/// too often gets what is known.
///
/// # Errors
/// [`PayError::NoAnswer`] when the provider is silent, and see [`PayError`].
pub async fn recheck(app: &App, id: PaymentId) -> Result<Model, PayError> {
    let attempt = service::find(app, id).await?;
    if !OPEN.contains(&attempt.status) {
        return Ok(attempt);
    }
    let now = app.clock.now();
    if now.since(last_look(&attempt)) >= PAUSE {
        let next = now.plus(gap(attempt.status, attempt.checks));
        let claimed = Entity::update_many()
            .col_expr(Column::NextCheckAt, Expr::value(next))
            .filter(Column::Id.eq(id))
            .filter(Column::Status.is_in(OPEN))
            .filter(Column::NextCheckAt.eq(attempt.next_check_at))
            .exec(&app.db)
            .await?;
        if claimed.rows_affected > 0 {
            look(app, &attempt).await?;
        }
    }
    service::find(app, id).await
}

/// When an attempt was looked at last: every look sets the time of the next.
fn last_look(attempt: &Model) -> Timestamp {
    if attempt.checks == 0 && attempt.provider_id.is_none() {
        return attempt.created_at;
    }
    let step = std::cmp::max(attempt.checks - 1, 0);
    attempt.next_check_at.map_or(attempt.created_at, |next| {
        next.minus(gap(attempt.status, step))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rarer_but_an_unknown_outcome_is_asked_for_every_minute() {
        let seconds = |status, checks| gap(status, checks).num_seconds();
        let made: Vec<_> = (0..9)
            .map(|checks| seconds(Status::Pending, checks))
            .collect();
        assert_eq!(made, [15, 30, 60, 120, 240, 480, 960, 1800, 1800]);
        let unknown: Vec<_> = (0..6)
            .map(|checks| seconds(Status::Creating, checks))
            .collect();
        assert_eq!(unknown, [5, 10, 20, 40, 60, 60]);
    }
}
