//! What a party pays: the price of its seats, less the best promotion, less a promo code. Arithmetic
//! over rows, and nothing else; bonuses are a way to pay what is left.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    entity::{promo_code, promotion, tour_session},
    kernel::{
        ids::{AgencyId, PromoCodeId, PromotionId, SessionId, TourId},
        money::{Currency, Money, MoneyError},
        time::Timestamp,
    },
};

/// Whoever discounts is still paid something: providers take nothing below this, in minor units.
const SMALLEST: i64 = 100;

/// Who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// How many adults.
    pub adults: i32,
    /// How many children.
    pub children: i32,
}

impl Party {
    /// Everybody has a seat.
    #[must_use]
    pub const fn seats(self) -> i32 {
        self.adults.saturating_add(self.children)
    }

    /// Whether such a party can travel: children come with an adult.
    #[must_use]
    pub const fn is_sound(self, largest: i32) -> bool {
        self.adults > 0 && self.children >= 0 && self.seats() <= largest
    }
}

/// The steps of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The seats.
    pub base: Money,
    /// What the best promotion takes off.
    pub promotion: Money,
    /// What the code takes off what is left then.
    pub promo: Money,
    /// What is to be paid.
    pub total: Money,
    /// The best promotion.
    pub promotion_id: Option<PromotionId>,
    /// The code.
    pub code_id: Option<PromoCodeId>,
}

/// Why a code takes nothing off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeRefusal {
    /// No such code, or it is switched off.
    #[error("there is no such code")]
    Unknown,
    /// It is not valid yet, or not any more.
    #[error("the code is not valid now")]
    NotNow,
    /// It is for something else.
    #[error("the code is for other tours")]
    NotHere,
    /// The price is below its minimum.
    #[error("the price is below the minimum of the code")]
    BelowMinimum(Money),
    /// So many bookings as it is for have it.
    #[error("the code is used up")]
    UsedUp,
    /// This person has used it as often as one may.
    #[error("the person has used up the code")]
    UsedUpByThem,
}

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PriceError {
    /// The code.
    #[error("the code is refused")]
    Code(#[from] CodeRefusal),
    /// An amount that does not fit: ours.
    #[error("an amount does not fit")]
    Money(#[from] MoneyError),
}

/// What a promotion or a code takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// So many basis points.
    Part(u32),
    /// An amount, where the price is in its currency.
    Sum(Money),
}

impl Off {
    /// As the rows have it.
    #[must_use]
    pub fn of(percent_bp: Option<i32>, minor: Option<i64>, currency: Option<Currency>) -> Self {
        match (percent_bp, minor, currency) {
            (None, Some(minor), Some(currency)) => Self::Sum(Money::new(minor, currency)),
            (part, ..) => Self::Part(u32::try_from(part.unwrap_or_default()).unwrap_or_default()),
        }
    }

    /// What it takes off this price: never so much that nothing is left.
    fn from(self, price: Money) -> Result<Money, MoneyError> {
        let off = match self {
            Self::Part(basis_points) => price.share(basis_points)?,
            Self::Sum(money) if money.currency() == price.currency() => money,
            Self::Sum(_) => Money::zero(price.currency()),
        };
        let most = price.minor().saturating_sub(SMALLEST).max(0);
        Ok(Money::new(off.minor().clamp(0, most), price.currency()))
    }
}

/// What something is good for.
#[derive(Clone, Copy)]
struct Scope {
    agency: Option<AgencyId>,
    tour: Option<TourId>,
    session: Option<SessionId>,
}

impl Scope {
    fn holds(self, session: &tour_session::Model) -> bool {
        self.agency.is_none_or(|agency| agency == session.agency_id)
            && self.tour.is_none_or(|tour| tour == session.tour_id)
            && self.session.is_none_or(|only| only == session.id)
    }
}

/// What the seats cost. A private session has one price, that of its party.
///
/// # Errors
/// When the amount does not fit.
pub fn base(session: &tour_session::Model, party: Party) -> Result<Money, MoneyError> {
    if session.is_private {
        return Ok(session.adult());
    }
    let adults = session.adult().proportion(party.adults.into(), 1)?;
    let children = session.child().proportion(party.children.into(), 1)?;
    adults.plus(children)
}

/// Whether a promotion holds for a session now.
#[must_use]
pub fn holds(promotion: &promotion::Model, session: &tour_session::Model, now: Timestamp) -> bool {
    let scope = Scope {
        agency: Some(promotion.agency_id),
        tour: promotion.tour_id,
        session: promotion.session_id,
    };
    promotion.is_active
        && promotion.starts_at <= now
        && now < promotion.ends_at
        && promotion
            .total_limit
            .is_none_or(|limit| promotion.used < limit)
        && scope.holds(session)
}

/// The price of a party's seats.
///
/// # Errors
/// See [`PriceError`].
pub fn price(
    session: &tour_session::Model,
    party: Party,
    promotions: &[promotion::Model],
    code: Option<&promo_code::Model>,
    now: Timestamp,
) -> Result<Price, PriceError> {
    let base = base(session, party)?;
    let (promotion_id, promotion) = best(session, base, promotions, now)?;
    let left = base.minus(promotion)?;
    let promo = match code {
        Some(code) => taken_off(session, left, code, now)?,
        None => Money::zero(base.currency()),
    };
    Ok(Price {
        base,
        promotion,
        promo,
        total: left.minus(promo)?,
        promotion_id,
        code_id: code.map(|code| code.id),
    })
}

/// The promotion that takes most off, the older of two that are as good.
fn best(
    session: &tour_session::Model,
    base: Money,
    promotions: &[promotion::Model],
    now: Timestamp,
) -> Result<(Option<PromotionId>, Money), MoneyError> {
    let mut best = (None, Money::zero(base.currency()));
    for promotion in promotions.iter().filter(|one| holds(one, session, now)) {
        let off = Off::of(
            promotion.percent_bp,
            promotion.amount_minor,
            promotion.currency,
        );
        let off = off.from(base)?;
        if off.minor() > best.1.minor() {
            best = (Some(promotion.id), off);
        }
    }
    Ok(best)
}

/// What a code takes off.
fn taken_off(
    session: &tour_session::Model,
    left: Money,
    code: &promo_code::Model,
    now: Timestamp,
) -> Result<Money, PriceError> {
    let scope = Scope {
        agency: code.agency_id,
        tour: code.tour_id,
        session: code.session_id,
    };
    let off = Off::of(code.percent_bp, code.amount_minor, code.currency);
    let is_foreign = code
        .currency
        .is_some_and(|currency| currency != left.currency());
    if !code.is_active {
        return Err(CodeRefusal::Unknown.into());
    }
    if now < code.starts_at || code.ends_at <= now {
        return Err(CodeRefusal::NotNow.into());
    }
    if is_foreign || !scope.holds(session) {
        return Err(CodeRefusal::NotHere.into());
    }
    if left.minor() < code.minimum_minor {
        let minimum = Money::new(code.minimum_minor, left.currency());
        return Err(CodeRefusal::BelowMinimum(minimum).into());
    }
    if code.total_limit.is_some_and(|limit| code.used >= limit) {
        return Err(CodeRefusal::UsedUp.into());
    }
    Ok(off.from(left)?)
}
