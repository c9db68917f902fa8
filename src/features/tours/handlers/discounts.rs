//! Lowering prices: promotions and promo codes.

use chrono::NaiveDate;

use super::fault;
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        desk::amounts,
        tours::{
            agencies,
            discounts::{self, For, NewCode, NewPromotion, Off},
            error::ToursError,
            own_tour, reads, require,
            screens::discounts as screens,
            state::{Lowering, Step, Taken, ToursState},
        },
    },
    kernel::{
        ids::{AgencyId, PromoCodeId, PromotionId, TourId},
        money::{Currency, Money},
        time::{Timestamp, end_of_day},
    },
};

pub(super) async fn promotion(
    cx: &Ctx,
    tap: &Tap,
    agency: AgencyId,
    id: PromotionId,
) -> Result<(), Fault> {
    require(&cx.rights, agency).map_err(fault)?;
    let all = discounts::promotions(cx.app(), agency).await?;
    let one = all.into_iter().find(|one| one.id == id);
    let one = one.ok_or_else(|| Fault::refused("common-gone"))?;
    let zone = cx.app().config.tours.time_zone;
    cx.show(Some(tap), &screens::promotion(&cx.tr, &one, zone))
        .await
}

pub(super) async fn end_promotion(
    cx: &Ctx,
    tap: &Tap,
    agency: AgencyId,
    id: PromotionId,
) -> Result<(), Fault> {
    discounts::end_promotion(cx.app(), cx.actor(), &cx.rights, id)
        .await
        .map_err(fault)?;
    list(cx, Some(tap), agency).await
}

pub(super) async fn code(
    cx: &Ctx,
    tap: &Tap,
    agency: AgencyId,
    id: PromoCodeId,
) -> Result<(), Fault> {
    require(&cx.rights, agency).map_err(fault)?;
    let all = discounts::codes(cx.app(), Some(agency)).await?;
    let one = all.into_iter().find(|one| one.id == id);
    let one = one.ok_or_else(|| Fault::refused("common-gone"))?;
    let zone = cx.app().config.tours.time_zone;
    let link = cx.app().deep_link(&format!("promo_{}", one.code)).await?;
    let screen = screens::code(&cx.tr, agency, &one, zone, &link);
    cx.show(Some(tap), &screen).await
}

pub(super) async fn end_code(
    cx: &Ctx,
    tap: &Tap,
    agency: AgencyId,
    id: PromoCodeId,
) -> Result<(), Fault> {
    discounts::end_code(cx.app(), cx.actor(), &cx.rights, id)
        .await
        .map_err(fault)?;
    list(cx, Some(tap), agency).await
}

pub(super) async fn list(cx: &Ctx, tap: Option<&Tap>, agency: AgencyId) -> Result<(), Fault> {
    require(&cx.rights, agency).map_err(fault)?;
    let row = agencies::find(&cx.app().db, agency).await.map_err(fault)?;
    let promotions = discounts::promotions(cx.app(), agency).await?;
    let codes = discounts::codes(cx.app(), Some(agency)).await?;
    cx.show(tap, &screens::list(&cx.tr, &row, &promotions, &codes))
        .await
}

pub(super) async fn begin(
    cx: &Ctx,
    tap: &Tap,
    agency: AgencyId,
    tour: Option<TourId>,
    is_code: bool,
) -> Result<(), Fault> {
    require(&cx.rights, agency).map_err(fault)?;
    if let Some(tour) = tour {
        own_tour(&cx.app().db, &cx.rights, tour)
            .await
            .map_err(fault)?;
    }
    let lowering = Lowering {
        agency,
        tour,
        is_code,
        name: None,
        off: None,
        until: None,
        total: None,
        person: None,
        minimum: None,
    };
    let question = screens::ask(&cx.tr, &lowering);
    cx.expect(ToursState::Lowering(lowering)).await;
    cx.show(Some(tap), &question).await
}

/// `10 %`, or a sum with its currency where that is said; roubles otherwise.
fn off(typed: &str) -> Option<Taken> {
    if let Some(number) = typed.trim().strip_suffix('%') {
        let percent: u32 = number.trim().parse().ok()?;
        return (1..=90)
            .contains(&percent)
            .then_some(Taken::Percent(percent));
    }
    let money = sum(typed, Currency::Rub).filter(|money| money.is_positive())?;
    Some(Taken::Sum(money.minor(), money.currency()))
}

/// A sum in the currency that is said with it, or else in this one.
fn sum(typed: &str, unsaid: Currency) -> Option<Money> {
    let lower = typed.to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| lower.contains(sign));
    let currency = if says(&["сум", "soʻm", "so'm", "uzs"]) {
        Currency::Uzs
    } else if says(&["₽", "руб", "rub"]) {
        Currency::Rub
    } else {
        unsaid
    };
    amounts::typed(typed, currency)
}

/// The price from which a code is good, in the currency of what it takes off where that is a sum.
fn minimum(typed: &str, off: Option<Taken>) -> Option<Money> {
    match off {
        Some(Taken::Sum(_, currency)) => {
            sum(typed, currency).filter(|money| money.currency() == currency)
        }
        Some(Taken::Percent(_)) | None => sum(typed, Currency::Rub),
    }
}

/// A day as people write it: `31.12.2030`, or `31.12` of this year or the next.
fn day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    let typed = typed.trim().trim_end_matches('.');
    if let Ok(day) = NaiveDate::parse_from_str(typed, "%d.%m.%Y") {
        return Some(day);
    }
    let mut parts = typed.split('.').map(str::parse::<u32>);
    let (Some(Ok(day)), Some(Ok(month)), None) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    [today.year(), today.year() + 1]
        .into_iter()
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|day| *day >= today)
}

/// The next thing about a discount was typed.
pub(super) async fn typed(cx: &Ctx, mut lowering: Lowering, words: &str) -> Result<(), Fault> {
    let today = reads::today(cx.app());
    let is_read = match lowering.missing() {
        Some(Step::Name) => {
            lowering.name = Some(words.trim().to_owned()).filter(|name| !name.is_empty());
            lowering.name.is_some()
        }
        Some(Step::Off) => {
            lowering.off = off(words);
            lowering.off.is_some()
        }
        Some(Step::Until) => {
            lowering.until = day(words, today).filter(|day| *day >= today);
            lowering.until.is_some()
        }
        Some(Step::Total) => {
            lowering.total = words
                .trim()
                .parse()
                .ok()
                .filter(|count| *count <= 1_000_000);
            lowering.total.is_some()
        }
        Some(Step::Person) => {
            lowering.person = words.trim().parse().ok().filter(|count| *count <= 1000);
            lowering.person.is_some()
        }
        Some(Step::Minimum) => {
            lowering.minimum = minimum(words, lowering.off);
            lowering.minimum.is_some()
        }
        None => true,
    };
    let question = screens::ask(&cx.tr, &lowering);
    if !is_read {
        return cx
            .ask_again(question, Fault::refused("planner-error-answer"))
            .await;
    }
    if lowering.missing().is_some() {
        cx.expect(ToursState::Lowering(lowering)).await;
        return cx.send(&question).await;
    }
    let agency = lowering.agency;
    match make(cx, &lowering).await {
        Ok(()) => {
            list(cx, None, agency).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ (ToursError::Taken | ToursError::BadText(_))) => {
            // The name is asked for again, the rest stays.
            lowering.name = None;
            let question = screens::ask(&cx.tr, &lowering);
            cx.expect(ToursState::Lowering(lowering)).await;
            let why = match error {
                ToursError::Taken => Fault::refused("planner-error-code-taken"),
                _ => Fault::refused_with("planner-error-name", args![]),
            };
            cx.ask_again(question, why).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

async fn make(cx: &Ctx, lowering: &Lowering) -> Result<(), ToursError> {
    let zone = cx.app().config.tours.time_zone;
    let good_for = For {
        agency: Some(lowering.agency),
        tour: lowering.tour,
        session: None,
    };
    let off = match lowering.off {
        Some(Taken::Percent(percent)) => Off::Percent(percent),
        Some(Taken::Sum(minor, currency)) => Off::Sum(Money::new(minor, currency)),
        None => return Err(ToursError::BadNumber("off")),
    };
    let name = lowering.name.clone().ok_or(ToursError::BadText("name"))?;
    let until = lowering.until.ok_or(ToursError::BadDates)?;
    let (starts_at, ends_at): (Timestamp, _) = (cx.app().clock.now(), end_of_day(until, zone));
    let limit = |count: Option<u32>| {
        count
            .filter(|count| *count > 0)
            .and_then(|count| i32::try_from(count).ok())
    };
    let (app, actor, rights) = (cx.app(), cx.actor(), &cx.rights);
    if lowering.is_code {
        let code = NewCode {
            code: name,
            good_for,
            off,
            minimum: lowering.minimum.filter(|money| money.is_positive()),
            starts_at,
            ends_at,
            total_limit: limit(lowering.total),
            person_limit: limit(lowering.person),
        };
        discounts::add_code(app, actor, rights, code).await?;
    } else {
        let promotion = NewPromotion {
            title: name,
            good_for,
            off,
            starts_at,
            ends_at,
            total_limit: limit(lowering.total),
        };
        discounts::promote(app, actor, rights, promotion).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_off_is_read_as_people_write_it() {
        assert_eq!(off(" 10 % "), Some(Taken::Percent(10)));
        assert_eq!(off("1 500"), Some(Taken::Sum(150_000, Currency::Rub)));
        assert_eq!(
            off("50 000 сум"),
            Some(Taken::Sum(5_000_000, Currency::Uzs))
        );
        for odd in ["", "0%", "91 %", "-5", "много", "0"] {
            assert_eq!(off(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_minimum_is_in_the_currency_of_what_is_taken_off() {
        let (percent, sums) = (Taken::Percent(10), Taken::Sum(5_000_000, Currency::Uzs));
        let rub = |minor| Some(Money::new(minor, Currency::Rub));
        let uzs = |minor| Some(Money::new(minor, Currency::Uzs));
        assert_eq!(minimum("5 000", Some(percent)), rub(500_000));
        assert_eq!(minimum("500 000 сум", Some(percent)), uzs(50_000_000));
        assert_eq!(minimum("500 000", Some(sums)), uzs(50_000_000));
        assert_eq!(minimum("0", Some(sums)), uzs(0));
        assert_eq!(minimum("5 000 ₽", Some(sums)), None);
        assert_eq!(minimum("много", Some(percent)), None);
    }

    #[test]
    fn a_day_without_a_year_is_the_next_one() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = date("2030-06-15");
        assert_eq!(day("31.12.2030", today), Some(date("2030-12-31")));
        assert_eq!(day("15.06", today), Some(today));
        assert_eq!(day("1.2", today), Some(date("2031-02-01")));
        for odd in ["", "31.02", "завтра", "1.2.3.4"] {
            assert_eq!(day(odd, today), None, "{odd}");
        }
    }
}
