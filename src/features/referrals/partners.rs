//! Staff's side of referrals: who brings people, what it earns them, and their share.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};
use thiserror::Error;

use super::{
    balance, bonuses, codes,
    risk::{self, Facts, Risk},
};
use crate::{
    app::App,
    db,
    entity::{bonus, booking, hour, order, payment, referral, referral_code, user, user_role},
    features::{
        audit::{self, AuditEvent},
        users::people,
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, BookingId, HourId, OrderId, UserId},
        money::{Currency, Money},
        page::Page,
        permission::{Permission, Rights, Role},
        time::{self, Timestamp},
    },
};

/// The greatest share that staff may give, in basis points: more than half of a price is a slip of the
/// finger.
pub const SHARE_LIMIT: u32 = 5_000;
/// Months that a card looks back on.
const MONTHS: u32 = 6;
/// Bonuses and arrivals that are looked at for risk.
const LOOKED_AT: u64 = 2_000;

/// Why staff cannot do that.
#[derive(Debug, Error)]
pub enum PartnerError {
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// Nobody with this id.
    #[error("there is no such person")]
    NoSuchPerson,
    /// Not a per cent between nothing and [`SHARE_LIMIT`].
    #[error("that is no share")]
    NoShare,
    /// The database.
    #[error("referrals are out of reach")]
    Database(#[from] DbErr),
}

/// Somebody who brings people.
#[derive(Clone, Debug)]
pub struct Partner {
    /// Who.
    pub person: user::Model,
    /// Their share in basis points.
    pub share_bp: u32,
    /// Whether it is their own, or that of the configuration.
    pub has_own_share: bool,
    /// How many people came.
    pub came: u64,
    /// How many of those paid.
    pub paid: u64,
}

/// A month of a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// How many people came.
    pub came: u64,
    /// How many different people paid.
    pub paid: u64,
    /// What was earned and not taken back, by currency.
    pub earned: Vec<Money>,
}

/// A partner in detail.
#[derive(Clone, Debug)]
pub struct Card {
    /// Who.
    pub partner: Partner,
    /// Newest month first.
    pub months: Vec<Month>,
    /// What to look at twice.
    pub risk: Risk,
}

/// People who are partners by role, have a share of their own, or brought somebody; the newest first.
///
/// # Errors
/// See [`PartnerError`].
pub async fn list(
    app: &App,
    mine: &Rights,
    number: u32,
    size: u64,
) -> Result<Page<Partner>, PartnerError> {
    require(mine)?;
    let by_role = user_role::Entity::find()
        .select_only()
        .column(user_role::Column::UserId)
        .filter(user_role::Column::Role.eq(Role::Partner))
        .into_query();
    let by_share = referral_code::Entity::find()
        .select_only()
        .column(referral_code::Column::UserId)
        .filter(referral_code::Column::ShareBp.is_not_null())
        .into_query();
    let by_deed = referral::Entity::find()
        .select_only()
        .column(referral::Column::ReferrerId)
        .into_query();
    let select = user::Entity::find()
        .filter(user::Column::DeletedAt.is_null())
        .filter(
            Condition::any()
                .add(user::Column::Id.in_subquery(by_role))
                .add(user::Column::Id.in_subquery(by_share))
                .add(user::Column::Id.in_subquery(by_deed)),
        );
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Partner>::locate(number, total, size);
    let people = select
        .order_by_desc(user::Column::Id)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    let mut items = Vec::new();
    for person in people {
        items.push(partner(app, person).await?);
    }
    Ok(Page {
        items,
        number,
        count: Page::<Partner>::count_of(total, size),
        total,
    })
}

async fn partner(app: &App, person: user::Model) -> Result<Partner, DbErr> {
    let code = referral_code::Entity::find_by_id(person.id)
        .one(&app.db)
        .await?;
    let (came, paid) = balance::counts(&app.db, person.id).await?;
    let rules = &app.config.referrals;
    Ok(Partner {
        share_bp: code
            .as_ref()
            .map_or(rules.share_bp(), |code| codes::share(code, rules)),
        has_own_share: code.is_some_and(|code| code.share_bp.is_some()),
        person,
        came,
        paid,
    })
}

/// The person, for staff who may see partners.
///
/// # Errors
/// See [`PartnerError`].
pub async fn find(app: &App, mine: &Rights, id: UserId) -> Result<user::Model, PartnerError> {
    require(mine)?;
    people::find(app, id)
        .await?
        .filter(|person| person.deleted_at.is_none())
        .ok_or(PartnerError::NoSuchPerson)
}

/// A partner with their months, as days are counted in `zone`.
///
/// # Errors
/// See [`PartnerError`].
pub async fn card(app: &App, mine: &Rights, id: UserId, zone: Tz) -> Result<Card, PartnerError> {
    let person = find(app, mine, id).await?;
    let now = app.clock.now();
    let came_at: Vec<Timestamp> = referral::Entity::find()
        .select_only()
        .column(referral::Column::TouchedAt)
        .filter(referral::Column::ReferrerId.eq(id))
        .order_by_desc(referral::Column::TouchedAt)
        .limit(LOOKED_AT)
        .into_tuple()
        .all(&app.db)
        .await?;
    let earned = bonus::Entity::find()
        .filter(bonus::Column::UserId.eq(id))
        .order_by_desc(bonus::Column::Id)
        .limit(LOOKED_AT)
        .all(&app.db)
        .await?;
    let facts = facts(app, id, &came_at, &earned).await?;
    Ok(Card {
        partner: partner(app, person).await?,
        months: months(time::local_day(now, zone), zone, &came_at, &earned),
        risk: risk::assess(&facts, now),
    })
}

/// The last months up to that of `today`, newest first.
fn months(
    today: NaiveDate,
    zone: Tz,
    came_at: &[Timestamp],
    earned: &[bonus::Model],
) -> Vec<Month> {
    let first_of = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let month_of = |at: Timestamp| first_of(time::local_day(at, zone));
    (0..MONTHS)
        .filter_map(|back| first_of(today).checked_sub_months(Months::new(back)))
        .map(|first| {
            let came = came_at.iter().filter(|at| month_of(**at) == first).count();
            let bonuses = || {
                earned
                    .iter()
                    .filter(|row| month_of(row.created_at) == first)
            };
            let payers: BTreeSet<_> = bonuses().map(|row| row.from_user_id).collect();
            let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
            for row in bonuses() {
                let sum = sums.entry(row.currency).or_default();
                *sum = sum.saturating_add(bonuses::left_of(row).minor());
            }
            Month {
                first,
                came: u64::try_from(came).unwrap_or(u64::MAX),
                paid: u64::try_from(payers.len()).unwrap_or(u64::MAX),
                earned: sums
                    .into_iter()
                    .map(|(currency, minor)| Money::new(minor, currency))
                    .collect(),
            }
        })
        .collect()
}

/// What the note on risk is made of.
async fn facts(
    app: &App,
    id: UserId,
    came_at: &[Timestamp],
    earned: &[bonus::Model],
) -> Result<Facts, DbErr> {
    let payments = payment::Entity::find()
        .filter(payment::Column::Id.is_in(earned.iter().map(|row| row.payment_id)))
        .all(&app.db)
        .await?;
    let of_kind = |kind: payment::PayableKind| {
        payments
            .iter()
            .filter(move |payment| payment.payable_kind == kind)
            .map(|payment| payment.payable_id)
    };
    let orders = order::Entity::find()
        .filter(order::Column::Id.is_in(of_kind(payment::PayableKind::Order).map(OrderId)))
        .all(&app.db)
        .await?;
    let hours = hour::Entity::find()
        .filter(hour::Column::Id.is_in(of_kind(payment::PayableKind::Hour).map(HourId)))
        .all(&app.db)
        .await?;
    let bookings = booking::Entity::find()
        .filter(booking::Column::Id.is_in(of_kind(payment::PayableKind::Booking).map(BookingId)))
        .all(&app.db)
        .await?;
    let managed: BTreeSet<AgencyId> = user_role::Entity::find()
        .filter(user_role::Column::UserId.eq(id))
        .filter(user_role::Column::Role.eq(Role::Manager))
        .all(&app.db)
        .await?
        .into_iter()
        .map(|role| role.agency_id)
        .collect();
    let booking_of = |payment: &payment::Model| {
        let mine = payment.payable_kind == payment::PayableKind::Booking;
        bookings
            .iter()
            .find(|booking| mine && booking.id.0 == payment.payable_id)
    };
    let order_of = |payment: &payment::Model| {
        let mine = payment.payable_kind == payment::PayableKind::Order;
        orders
            .iter()
            .find(|order| mine && order.id.0 == payment.payable_id)
    };
    let hour_of = |payment: &payment::Model| {
        let mine = payment.payable_kind == payment::PayableKind::Hour;
        hours
            .iter()
            .find(|hour| mine && hour.id.0 == payment.payable_id)
    };
    let count = |of: &dyn Fn(&payment::Model) -> bool| {
        let count = payments.iter().filter(|payment| of(payment)).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    };
    let payers: BTreeSet<_> = earned.iter().map(|row| row.from_user_id).collect();
    Ok(Facts {
        came_at: came_at.to_vec(),
        payments: u64::try_from(earned.len()).unwrap_or(u64::MAX),
        payers: u64::try_from(payers.len()).unwrap_or(u64::MAX),
        own_work: count(&|payment| {
            order_of(payment).is_some_and(|order| order.executor_id == Some(id))
                || hour_of(payment).is_some_and(|hour| hour.operator_id == id)
                || booking_of(payment).is_some_and(|booking| managed.contains(&booking.agency_id))
        }),
        finished: count(&|payment| {
            order_of(payment).is_some_and(|order| order.status == order::Status::Completed)
                || hour_of(payment).is_some_and(|hour| hour.status == hour::Status::Done)
                || booking_of(payment)
                    .is_some_and(|booking| booking.status == booking::Status::Completed)
        }),
        first_paid_at: earned.iter().map(|row| row.created_at).min(),
        last_paid_at: earned.iter().map(|row| row.created_at).max(),
    })
}

/// Gives a person a share of their own, or that of the configuration again; false when that was so
/// already. What was earned before stays as it was.
///
/// # Errors
/// See [`PartnerError`].
pub async fn set_share(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
    share_bp: Option<u32>,
) -> Result<bool, PartnerError> {
    require(mine)?;
    let points = match share_bp {
        Some(points) if points > SHARE_LIMIT => return Err(PartnerError::NoShare),
        Some(points) => Some(i32::try_from(points).or(Err(PartnerError::NoShare))?),
        None => None,
    };
    find(app, mine, id).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    codes::of(&txn, now, id).await?;
    let column = referral_code::Column::ShareBp;
    let differs = match points {
        Some(points) => Condition::any()
            .add(column.is_null())
            .add(column.ne(points)),
        None => Condition::any().add(column.is_not_null()),
    };
    let changed = referral_code::Entity::update_many()
        .col_expr(column, Expr::value(points))
        .filter(referral_code::Column::UserId.eq(id))
        .filter(differs)
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 {
        audit::record(&txn, now, actor, &AuditEvent::ShareSet(id, share_bp)).await?;
    }
    txn.commit().await?;
    Ok(changed.rows_affected > 0)
}

/// Reads `7`, `7.5`, `7,5 %` as basis points.
///
/// # Errors
/// [`PartnerError::NoShare`] for anything else, and for more than [`SHARE_LIMIT`].
pub fn read_share(text: &str) -> Result<u32, PartnerError> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    let percent: Decimal = text.parse().or(Err(PartnerError::NoShare))?;
    let points = percent
        .checked_mul(Decimal::ONE_HUNDRED)
        .filter(|points| points.fract().is_zero())
        .ok_or(PartnerError::NoShare)?;
    u32::try_from(points)
        .ok()
        .filter(|points| *points <= SHARE_LIMIT)
        .ok_or(PartnerError::NoShare)
}

fn require(mine: &Rights) -> Result<(), PartnerError> {
    if mine.may(Permission::GrantRoles) || mine.may(Permission::DecideMoney) {
        Ok(())
    } else {
        Err(PartnerError::NotAllowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_as_people_write_it_or_refused() {
        let read = |text| read_share(text).ok();
        assert_eq!(read("7"), Some(700));
        assert_eq!(read(" 7,5 % "), Some(750));
        assert_eq!(read("7.25%"), Some(725));
        assert_eq!(read("0"), Some(0));
        assert_eq!(read("50"), Some(5_000));
        for text in ["", "%", "50.01", "-1", "7.123", "семь", "1e9", "７", "1 0"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
