//! Promotions and promo codes, as their agencies see them.

use chrono_tz::Tz;

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button, copy},
        screen::Screen,
        texts::Tr,
    },
    entity::{agency, promo_code, promotion},
    features::tours::{
        callbacks::{AgencyCallback, MakerCallback, PlannerCallback},
        state::{Lowering, Step},
        words,
    },
    kernel::ids::AgencyId,
};

/// The next question about a discount.
#[must_use]
pub fn ask(tr: &Tr, lowering: &Lowering) -> Screen {
    let id = match lowering.missing() {
        Some(Step::Name) if lowering.is_code => "planner-ask-code",
        Some(Step::Name) => "planner-ask-promotion",
        Some(Step::Off) => "planner-ask-off",
        Some(Step::Until) => "planner-ask-until",
        Some(Step::Total) => "planner-ask-total",
        Some(Step::Person) => "planner-ask-person",
        Some(Step::Minimum) | None => "planner-ask-minimum",
    };
    let keyboard = match lowering.tour {
        Some(tour) => Keyboard::new().back(tr, &MakerCallback::Tour(tour)),
        None => Keyboard::new().back(tr, &PlannerCallback::Discounts(lowering.agency)),
    };
    Screen::new(tr.html(id, args![])).with(keyboard)
}

/// `3 / 10`, or `3`.
fn uses(used: i32, limit: Option<i32>) -> String {
    match limit {
        Some(limit) => format!("{used} / {limit}"),
        None => used.to_string(),
    }
}

/// All of an agency that are on.
#[must_use]
pub fn list(
    tr: &Tr,
    agency: &agency::Model,
    promotions: &[promotion::Model],
    codes: &[promo_code::Model],
) -> Screen {
    let id = agency.id;
    let html = tr.html(
        "planner-discounts",
        args![
            agency = agency.name.as_str(),
            count = promotions.len() + codes.len()
        ],
    );
    let rows = promotions
        .iter()
        .map(|one| {
            let off = words::off(tr, one.percent_bp, one.amount_minor, one.currency);
            button(
                format!("🔥 {} · −{off}", one.title),
                &PlannerCallback::Promotion(id, one.id),
            )
        })
        .chain(codes.iter().map(|one| {
            let off = words::off(tr, one.percent_bp, one.amount_minor, one.currency);
            button(
                format!("🎟 {} · −{off}", one.code),
                &PlannerCallback::PromoCode(id, one.id),
            )
        }));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row([
            button(
                tr.plain("planner-promote", args![]),
                &PlannerCallback::Promote(id, None),
            ),
            button(
                tr.plain("planner-new-code", args![]),
                &PlannerCallback::Code(id, None),
            ),
        ])
        .back(tr, &AgencyCallback::Open(id));
    Screen::new(html).with(keyboard)
}

/// A promotion.
#[must_use]
pub fn promotion(tr: &Tr, one: &promotion::Model, zone: Tz) -> Screen {
    let html = tr.html(
        "planner-promotion",
        args![
            name = one.title.as_str(),
            off = words::off(tr, one.percent_bp, one.amount_minor, one.currency),
            until = one.ends_at.day_in(zone),
            used = uses(one.used, one.total_limit),
        ],
    );
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("planner-end", args![]),
            &PlannerCallback::PromotionEnd(one.agency_id, one.id),
        )])
        .back(tr, &PlannerCallback::Discounts(one.agency_id));
    Screen::new(html).with(keyboard)
}

/// A promo code; `link` opens the bot with it.
#[must_use]
pub fn code(tr: &Tr, agency: AgencyId, one: &promo_code::Model, zone: Tz, link: &str) -> Screen {
    let mut html = tr.html(
        "planner-code",
        args![
            code = one.code.as_str(),
            off = words::off(tr, one.percent_bp, one.amount_minor, one.currency),
            until = one.ends_at.day_in(zone),
            used = uses(one.used, one.total_limit),
        ],
    );
    if let Some(minimum) = one.minimum() {
        let sum = tr.money(minimum);
        html = html.line(&tr.html("tours-promo-minimum", args![sum = sum]));
    }
    html = html.paragraph(&Html::escape(link));
    let keyboard = Keyboard::new()
        .row([copy(tr.plain("planner-code-copy", args![]), link)])
        .row([button(
            tr.plain("planner-end", args![]),
            &PlannerCallback::PromoCodeEnd(agency, one.id),
        )])
        .back(tr, &PlannerCallback::Discounts(agency));
    Screen::new(html).with(keyboard)
}
