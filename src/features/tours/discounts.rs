//! Promotions and promo codes as agencies and the platform make them.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, DbErr,
    EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};

use super::{
    agencies::{self, text},
    error::ToursError,
    own_session, own_tour, require,
};
use crate::{
    app::App,
    db,
    entity::{agency, promo_code, promotion},
    features::audit::{self, AuditEvent, TourDeed},
    kernel::{
        actor::Actor,
        ids::{AgencyId, PromoCodeId, PromotionId, SessionId, TourId},
        money::Money,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// Longest name of a promotion, in characters.
pub const TITLE_LIMIT: usize = 60;

/// What is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// So much, in per cent.
    Percent(u32),
    /// This much.
    Sum(Money),
}

impl Off {
    fn columns(self) -> Result<(Option<i32>, Option<Money>), ToursError> {
        match self {
            Self::Percent(percent @ 1..=90) => {
                Ok((Some(i32::try_from(percent * 100).unwrap_or(0)), None))
            }
            Self::Sum(money) if money.is_positive() => Ok((None, Some(money))),
            Self::Percent(_) | Self::Sum(_) => Err(ToursError::BadNumber("off")),
        }
    }
}

/// What a discount is good for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct For {
    /// Of this agency; none: of every one.
    pub agency: Option<AgencyId>,
    /// This tour alone.
    pub tour: Option<TourId>,
    /// This session alone.
    pub session: Option<SessionId>,
}

/// A promotion to be made.
#[derive(Clone, Debug)]
pub struct NewPromotion {
    /// What it is called.
    pub title: String,
    /// What it is good for.
    pub good_for: For,
    /// What it takes off.
    pub off: Off,
    /// From then on.
    pub starts_at: Timestamp,
    /// Until then.
    pub ends_at: Timestamp,
    /// For so many bookings.
    pub total_limit: Option<i32>,
}

/// A promo code to be made.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// What is typed.
    pub code: String,
    /// What it is good for.
    pub good_for: For,
    /// What it takes off.
    pub off: Off,
    /// From this price on, and for prices in its currency alone.
    pub minimum: Option<Money>,
    /// From then on.
    pub starts_at: Timestamp,
    /// Until then.
    pub ends_at: Timestamp,
    /// For so many bookings.
    pub total_limit: Option<i32>,
    /// For so many bookings of one person.
    pub person_limit: Option<i32>,
}

/// Makes a promotion of an agency.
///
/// # Errors
/// See [`ToursError`].
pub async fn promote(
    app: &App,
    actor: Actor,
    rights: &Rights,
    wanted: NewPromotion,
) -> Result<promotion::Model, ToursError> {
    let good_for = within(app, rights, wanted.good_for).await?;
    let agency = good_for.agency.ok_or(ToursError::BadText("agency"))?;
    agencies::selling(&app.db, agency).await?;
    let (percent_bp, sum) = wanted.off.columns()?;
    span(wanted.starts_at, wanted.ends_at, app.clock.now())?;
    limit(wanted.total_limit)?;
    let now = app.clock.now();
    let row = promotion::ActiveModel {
        agency_id: Set(agency),
        tour_id: Set(good_for.tour),
        session_id: Set(good_for.session),
        title: Set(text("title", &wanted.title, TITLE_LIMIT, false)?),
        percent_bp: Set(percent_bp),
        amount_minor: Set(sum.map(Money::minor)),
        currency: Set(sum.map(Money::currency)),
        starts_at: Set(wanted.starts_at),
        ends_at: Set(wanted.ends_at),
        total_limit: Set(wanted.total_limit),
        used: Set(0),
        is_active: Set(true),
        created_at: Set(now),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let promotion = row.insert(&txn).await?;
    write_down(&txn, now, actor, good_for.tour, TourDeed::PromotionAdded).await?;
    txn.commit().await?;
    Ok(promotion)
}

/// Makes a promo code: of an agency, or of the platform for everybody's tours.
///
/// # Errors
/// [`ToursError::Taken`] for a code that is there, and see [`ToursError`].
pub async fn add_code(
    app: &App,
    actor: Actor,
    rights: &Rights,
    wanted: NewCode,
) -> Result<promo_code::Model, ToursError> {
    let good_for = within(app, rights, wanted.good_for).await?;
    if good_for.agency.is_none() && !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    let code = spelled(&wanted.code)?;
    let (percent_bp, sum) = wanted.off.columns()?;
    let now = app.clock.now();
    span(wanted.starts_at, wanted.ends_at, now)?;
    limit(wanted.total_limit)?;
    limit(wanted.person_limit)?;
    let is_odd = |minimum: Money| {
        !minimum.is_positive() || sum.is_some_and(|sum| sum.currency() != minimum.currency())
    };
    if wanted.minimum.is_some_and(is_odd) {
        return Err(ToursError::BadNumber("minimum"));
    }
    let row = promo_code::ActiveModel {
        code: Set(code),
        agency_id: Set(good_for.agency),
        tour_id: Set(good_for.tour),
        session_id: Set(good_for.session),
        percent_bp: Set(percent_bp),
        amount_minor: Set(sum.map(Money::minor)),
        currency: Set(sum.or(wanted.minimum).map(Money::currency)),
        minimum_minor: Set(wanted.minimum.map_or(0, Money::minor)),
        starts_at: Set(wanted.starts_at),
        ends_at: Set(wanted.ends_at),
        total_limit: Set(wanted.total_limit),
        person_limit: Set(wanted.person_limit),
        used: Set(0),
        is_active: Set(true),
        created_at: Set(now),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let code = match row.insert(&txn).await {
        Err(error) if db::is_unique(&error) => return Err(ToursError::Taken),
        other => other?,
    };
    write_down(&txn, now, actor, good_for.tour, TourDeed::CodeAdded).await?;
    txn.commit().await?;
    Ok(code)
}

/// A code as it is stored: 3 to 20 capitals, digits and hyphens.
fn spelled(typed: &str) -> Result<String, ToursError> {
    let code = capitals(typed);
    let is_fit = (3..=20).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
    is_fit.then_some(code).ok_or(ToursError::BadText("code"))
}

fn span(starts_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> Result<(), ToursError> {
    if starts_at < ends_at && ends_at > now {
        Ok(())
    } else {
        Err(ToursError::BadDates)
    }
}

fn limit(limit: Option<i32>) -> Result<(), ToursError> {
    if limit.is_none_or(|limit| limit > 0) {
        Ok(())
    } else {
        Err(ToursError::BadNumber("limit"))
    }
}

/// What a discount is good for, with the agency of its tour or session: that of whoever makes it.
async fn within(app: &App, rights: &Rights, wanted: For) -> Result<For, ToursError> {
    let mut good_for = wanted;
    if let Some(session) = wanted.session {
        let session = own_session(&app.db, rights, session).await?;
        good_for.tour = Some(session.tour_id);
        good_for.agency = Some(session.agency_id);
    } else if let Some(tour) = wanted.tour {
        let tour = own_tour(&app.db, rights, tour).await?;
        good_for.agency = Some(tour.agency_id);
    } else if let Some(agency) = wanted.agency {
        require(rights, agency)?;
        agencies::find(&app.db, agency).await?;
    }
    Ok(good_for)
}

/// Ends a promotion: bookings that have it keep it.
///
/// # Errors
/// See [`ToursError`].
pub async fn end_promotion(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: PromotionId,
) -> Result<(), ToursError> {
    let promotion = promotion::Entity::find_by_id(id).one(&app.db).await?;
    let promotion = promotion.ok_or(ToursError::Gone)?;
    require(rights, promotion.agency_id)?;
    let txn = db::begin(&app.db).await?;
    let changed = promotion::Entity::update_many()
        .col_expr(promotion::Column::IsActive, Expr::value(false))
        .filter(promotion::Column::Id.eq(id))
        .filter(promotion::Column::IsActive.eq(true))
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 {
        let (now, tour) = (app.clock.now(), promotion.tour_id);
        write_down(&txn, now, actor, tour, TourDeed::PromotionEnded).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Switches a promo code off: bookings that have it keep it.
///
/// # Errors
/// See [`ToursError`].
pub async fn end_code(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: PromoCodeId,
) -> Result<(), ToursError> {
    let code = promo_code::Entity::find_by_id(id).one(&app.db).await?;
    let code = code.ok_or(ToursError::Gone)?;
    match code.agency_id {
        Some(agency) => require(rights, agency)?,
        None if rights.may(Permission::ManageAgencies) => {}
        None => return Err(ToursError::NotAllowed),
    }
    let txn = db::begin(&app.db).await?;
    let changed = promo_code::Entity::update_many()
        .col_expr(promo_code::Column::IsActive, Expr::value(false))
        .filter(promo_code::Column::Id.eq(id))
        .filter(promo_code::Column::IsActive.eq(true))
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 {
        let (now, tour) = (app.clock.now(), code.tour_id);
        write_down(&txn, now, actor, tour, TourDeed::CodeEnded).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// The promotions of an agency that are switched on, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn promotions(app: &App, agency: AgencyId) -> Result<Vec<promotion::Model>, DbErr> {
    promotion::Entity::find()
        .filter(promotion::Column::AgencyId.eq(agency))
        .filter(promotion::Column::IsActive.eq(true))
        .filter(promotion::Column::EndsAt.gt(app.clock.now()))
        .order_by_desc(promotion::Column::Id)
        .all(&app.db)
        .await
}

/// Promotions of agencies that sell which hold now, newest first: the first hundred.
///
/// # Errors
/// When the database does not answer.
pub async fn holding(app: &App) -> Result<Vec<promotion::Model>, DbErr> {
    use promotion::Column as P;
    let now = app.clock.now();
    let selling = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .filter(agency::Column::Status.eq(agency::Status::Active));
    promotion::Entity::find()
        .filter(P::IsActive.eq(true))
        .filter(P::StartsAt.lte(now))
        .filter(P::EndsAt.gt(now))
        .filter(
            Condition::any()
                .add(P::TotalLimit.is_null())
                .add(Expr::col(P::Used).lt(Expr::col(P::TotalLimit))),
        )
        .filter(P::AgencyId.in_subquery(selling.into_query()))
        .order_by_desc(P::Id)
        .limit(MOST_HOLDING)
        .all(&app.db)
        .await
}

/// Promotions that everybody is shown.
const MOST_HOLDING: u64 = 100;

/// The promo codes of an agency that are switched on, newest first; none: those of the platform.
///
/// # Errors
/// When the database does not answer.
pub async fn codes(app: &App, agency: Option<AgencyId>) -> Result<Vec<promo_code::Model>, DbErr> {
    use promo_code::Column as C;
    promo_code::Entity::find()
        .filter(match agency {
            Some(agency) => C::AgencyId.eq(agency),
            None => C::AgencyId.is_null(),
        })
        .filter(C::IsActive.eq(true))
        .filter(C::EndsAt.gt(app.clock.now()))
        .order_by_desc(C::Id)
        .all(&app.db)
        .await
}

async fn write_down(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    tour: Option<TourId>,
    deed: TourDeed,
) -> Result<(), DbErr> {
    audit::record(txn, now, actor, &AuditEvent::Tour(tour, deed)).await
}

/// A promo code that somebody may use now.
///
/// # Errors
/// When the database does not answer.
pub async fn live_code(app: &App, typed: &str) -> Result<Option<promo_code::Model>, DbErr> {
    use promo_code::Column as C;
    let now = app.clock.now();
    let code = promo_code::Entity::find()
        .filter(C::Code.eq(capitals(typed)))
        .filter(C::IsActive.eq(true))
        .filter(C::StartsAt.lte(now))
        .filter(C::EndsAt.gt(now))
        .one(&app.db)
        .await?;
    Ok(code.filter(|code| code.total_limit.is_none_or(|limit| code.used < limit)))
}

/// A promo code that was typed as it would be stored: in capitals, without spaces around it.
#[must_use]
pub fn capitals(typed: &str) -> String {
    typed.trim().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_spelled_one_way() {
        assert_eq!(spelled(" spring-10 ").unwrap(), "SPRING-10");
        for odd in ["ab", "весна", "a b c", "twenty-one-letters-now", "A.B"] {
            assert!(spelled(odd).is_err(), "{odd}");
        }
    }
}
