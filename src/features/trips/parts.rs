//! The parts of an offer: which will do, and how they are written.

use sea_orm::{UpdateMany, sea_query::Expr};

use super::{
    drafts::{FARTHEST, MOST_DAYS, words_of},
    error::TripError,
    offers::{INCLUDED_LIMIT, Part, VALID},
};
use crate::{
    app::App,
    entity::trip_offer::{Column, Entity, Model, Status},
    features::tours::{reads::today, sessions::HIGHEST},
};

/// A part as it is kept.
///
/// # Errors
/// Why it is none: see [`TripError`].
pub fn fit(app: &App, part: Part) -> Result<Part, TripError> {
    let (is_fit, why) = match &part {
        Part::Tour(_) | Part::Currency(_) => (true, TripError::Gone),
        Part::Day(day) => {
            let today = today(app);
            let latest = today.checked_add_days(FARTHEST).unwrap_or(today);
            (*day > today && *day <= latest, TripError::BadDay)
        }
        Part::Days(days) => ((1..=MOST_DAYS).contains(days), TripError::BadNumber),
        Part::Price(price) => ((1..=HIGHEST).contains(&price.minor()), TripError::BadPrice),
        Part::Included(words) => {
            let words = words_of(words, INCLUDED_LIMIT, false)?;
            return Ok(Part::Included(words));
        }
        Part::Valid(hours) => (VALID.contains(hours), TripError::BadNumber),
    };
    is_fit.then_some(part).ok_or(why)
}

/// An update that writes a part that fits. What the two bargain about stays in one currency.
pub(super) fn written(
    offer: &Model,
    update: UpdateMany<Entity>,
    part: Part,
) -> Result<UpdateMany<Entity>, TripError> {
    let is_sent = offer.status != Status::Draft;
    Ok(match part {
        Part::Tour(tour) => update.col_expr(Column::TourId, Expr::value(tour)),
        Part::Day(day) => update.col_expr(Column::StartsOn, Expr::value(day)),
        Part::Days(days) => update.col_expr(Column::Days, Expr::value(days)),
        Part::Price(price) => {
            if is_sent && price.currency() != offer.currency {
                return Err(TripError::BadPrice);
            }
            update
                .col_expr(Column::PriceMinor, Expr::value(price.minor()))
                .col_expr(Column::Currency, Expr::value(price.currency().code()))
        }
        Part::Currency(currency) => {
            if is_sent {
                return Err(TripError::Moved);
            }
            update
                .col_expr(Column::PriceMinor, Expr::value(0))
                .col_expr(Column::Currency, Expr::value(currency.code()))
        }
        Part::Included(words) => update.col_expr(Column::Included, Expr::value(words)),
        Part::Valid(hours) => update.col_expr(Column::ValidHours, Expr::value(hours)),
    })
}

/// Whether an offer says this already.
pub(super) fn says(offer: &Model, part: &Part) -> bool {
    match part {
        Part::Tour(tour) => offer.tour_id == *tour,
        Part::Day(day) => offer.starts_on == *day,
        Part::Days(days) => offer.days == *days,
        Part::Price(price) => offer.price() == *price,
        Part::Currency(currency) => offer.currency == *currency,
        Part::Included(words) => offer.included == *words,
        Part::Valid(hours) => offer.valid_hours == *hours,
    }
}
