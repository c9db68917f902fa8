//! Payouts to agencies: to the account of a company, by hand; and the commission that agencies pay us.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    super::error::PayError,
    ACCOUNT_PURPOSE, TEXT,
    ask::{LARGEST, Request, keep},
};
use crate::{
    app::App,
    db,
    entity::{
        agency, agency_receipt,
        payout::{Column, Entity, Model, Purpose},
    },
    features::{
        audit::{self, AgencyDeed, AuditEvent},
        ledger::facts,
    },
    kernel::{
        actor::Actor,
        bank::BankDetails,
        ids::AgencyId,
        money::Money,
        permission::{Permission, Rights},
        words::clean,
    },
};

/// What an agency asks for.
#[derive(Debug)]
pub struct AgencyAsked {
    /// Which agency.
    pub agency: AgencyId,
    /// How much.
    pub money: Money,
    /// To which account.
    pub account: BankDetails,
}

/// An agency's manager asks for what the agency earned: it is set aside at once. One request of an agency
/// is open at a time.
///
/// # Errors
/// [`PayError::BadAmount`] below the minimum, [`PayError::NotEnough`], [`PayError::AlreadyOpen`], and see
/// [`PayError`].
pub async fn ask_for_agency(
    app: &App,
    actor: Actor,
    mine: &Rights,
    asked: AgencyAsked,
) -> Result<Model, PayError> {
    let user = actor.user().ok_or(PayError::NotAllowed)?;
    if !mine.manages(asked.agency) {
        return Err(PayError::NotAllowed);
    }
    let request = Request {
        user,
        agency: Some(asked.agency),
        purpose: Purpose::Agency,
        money: asked.money,
        place: (ACCOUNT_PURPOSE, asked.agency.0, asked.account.expose()),
        mask: asked.account.mask(),
    };
    keep(app, actor, request).await
}

/// The newest payouts of an agency.
///
/// # Errors
/// When the database does not answer.
pub async fn of_agency(
    db: &impl ConnectionTrait,
    agency: AgencyId,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AgencyId.eq(agency))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Staff writes down that an agency's commission has come to our bank: once for each reference.
///
/// # Errors
/// [`PayError::BadAmount`], [`PayError::BadText`], [`PayError::Moved`] for a reference that stands
/// already, and see [`PayError`].
pub async fn receive(
    app: &App,
    actor: Actor,
    mine: &Rights,
    agency: AgencyId,
    money: Money,
    reference: &str,
) -> Result<agency_receipt::Model, PayError> {
    if !mine.may(Permission::DecideMoney) {
        return Err(PayError::NotAllowed);
    }
    if !(1..=LARGEST).contains(&money.minor()) {
        return Err(PayError::BadAmount);
    }
    let reference = clean(reference);
    if reference.is_empty() || reference.chars().count() > TEXT {
        return Err(PayError::BadText);
    }
    if agency::Entity::find_by_id(agency)
        .one(&app.db)
        .await?
        .is_none()
    {
        return Err(PayError::NotFound);
    }
    let now = app.clock.now();
    let row = agency_receipt::ActiveModel {
        agency_id: Set(agency),
        amount_minor: Set(money.minor()),
        currency: Set(money.currency()),
        reference: Set(reference),
        recorded_by: Set(actor.user()),
        at: Set(now),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let receipt = match row.insert(&txn).await {
        Ok(receipt) => receipt,
        Err(error) if db::is_unique(&error) => return Err(PayError::Moved),
        Err(error) => return Err(error.into()),
    };
    let deed = AgencyDeed::CommissionReceived(money);
    audit::record(&txn, now, actor, &AuditEvent::Agency(agency, deed)).await?;
    facts::agency_paid(&txn, now, &receipt).await?;
    txn.commit().await?;
    Ok(receipt)
}
