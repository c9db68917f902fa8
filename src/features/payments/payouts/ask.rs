//! Asking for a payout.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use secrecy::SecretString;

use super::{
    super::{error::PayError, events::PayoutNews, new_key},
    PURPOSE, find, over,
};
use crate::{
    app::App,
    db,
    entity::payout::{ActiveModel, Model, Provider, Purpose, Status},
    features::{
        audit::{self, AuditEvent, money::PayoutDeed},
        ledger::facts,
        users::roles,
    },
    kernel::{
        actor::Actor,
        card::CardNumber,
        ids::{AgencyId, PayoutId, UserId},
        money::Money,
        permission::{Permission, Rights},
    },
    outbox,
};

/// No balance holds more, and no sum of balances overflows with it.
pub(super) const LARGEST: i64 = 1_000_000_000_000;

/// What somebody asks for.
#[derive(Debug)]
pub struct Asked {
    /// From which balance.
    pub purpose: Purpose,
    /// How much.
    pub money: Money,
    /// To which card.
    pub card: CardNumber,
}

/// Asks for a payout: the money is set aside at once.
///
/// # Errors
/// [`PayError::BadAmount`] below the minimum, [`PayError::NotEnough`], [`PayError::AlreadyOpen`], and see
/// [`PayError`].
pub async fn ask(app: &App, actor: Actor, mine: &Rights, asked: Asked) -> Result<Model, PayError> {
    let user = actor.user().ok_or(PayError::NotAllowed)?;
    let may_ask = match asked.purpose {
        Purpose::Executor => mine.may(Permission::CarryOutOrders),
        Purpose::Bonus => true,
        // Agencies have accounts, not cards.
        Purpose::Agency => false,
    };
    if !may_ask {
        return Err(PayError::NotAllowed);
    }
    let number = SecretString::from(asked.card.expose());
    let request = Request {
        user,
        agency: None,
        purpose: asked.purpose,
        money: asked.money,
        place: (PURPOSE, user.0, &number),
        mask: asked.card.mask(),
    };
    keep(app, actor, request).await
}

/// A request for a payout, whosever it is.
pub(super) struct Request<'r> {
    /// Who asks.
    pub(super) user: UserId,
    /// For which agency.
    pub(super) agency: Option<AgencyId>,
    /// From which balance.
    pub(super) purpose: Purpose,
    /// How much.
    pub(super) money: Money,
    /// The number of the card or of the account, what it is sealed for, and for whom.
    pub(super) place: (&'static str, i64, &'r SecretString),
    /// What of it may be shown.
    pub(super) mask: String,
}

/// Keeps a request, sets its money aside and tells staff.
///
/// # Errors
/// [`PayError::BadAmount`], [`PayError::AlreadyOpen`], [`PayError::NotEnough`], and see [`PayError`].
pub(super) async fn keep(app: &App, actor: Actor, request: Request<'_>) -> Result<Model, PayError> {
    let money = request.money;
    let minimum = app.config.payouts.minimum(money.currency());
    if !(minimum..=LARGEST).contains(&money.minor()) {
        return Err(PayError::BadAmount);
    }
    let (purpose, owner, place) = request.place;
    let sealed = app
        .vault
        .seal(purpose, owner, place)
        .map_err(|error| PayError::Card(error.into()))?;
    // One request a person, or an agency, is open at a time.
    let open_key = match request.agency {
        Some(agency) => format!("agency:{agency}"),
        None => request.user.to_string(),
    };
    let now = app.clock.now();
    let row = ActiveModel {
        user_id: Set(request.user),
        agency_id: Set(request.agency),
        purpose: Set(request.purpose),
        amount_minor: Set(money.minor()),
        currency: Set(money.currency()),
        status: Set(Status::Asked),
        open_key: Set(Some(open_key)),
        provider: Set(Provider::Manual),
        card_sealed: Set(Some(sealed)),
        card_mask: Set(request.mask),
        idempotence_key: Set(new_key()),
        checks: Set(0),
        asked_at: Set(now),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let payout = match row.insert(&txn).await {
        Ok(payout) => payout,
        Err(error) if db::is_unique(&error) => return Err(PayError::AlreadyOpen),
        Err(error) => return Err(error.into()),
    };
    facts::payout_asked(&txn, now, &payout).await?;
    let event = AuditEvent::Payout(payout.id, PayoutDeed::Asked);
    audit::record(&txn, now, actor, &event).await?;
    for reader in roles::holders(app, &txn, Permission::DecideMoney).await? {
        let news = PayoutNews { payout: payout.id };
        outbox::enqueue(&txn, now, reader, &news, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(payout)
}

/// Takes a request back that nobody has decided: one's own, or that of an agency that one decides for.
///
/// # Errors
/// [`PayError::Moved`] when staff was faster, and see [`PayError`].
pub async fn withdraw(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PayoutId,
) -> Result<(), PayError> {
    let payout = find(app, id).await?;
    let is_mine = match payout.agency_id {
        Some(agency) => mine.manages(agency),
        None => Some(payout.user_id) == actor.user(),
    };
    if !is_mine {
        return Err(PayError::NotFound);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = over(id, &[Status::Asked], Status::Withdrawn, now)
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        txn.rollback().await?;
        return Err(PayError::Moved);
    }
    facts::payout_returned(&txn, now, &payout).await?;
    let event = AuditEvent::Payout(id, PayoutDeed::Withdrawn);
    audit::record(&txn, now, actor, &event).await?;
    txn.commit().await?;
    Ok(())
}
