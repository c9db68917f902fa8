//! Planning sessions.

use chrono::Days;

use super::{discounts, fault};
use crate::{
    args,
    bot::{fault::Fault, screen::Screen, tap::Tap},
    features::{
        ctx::Ctx,
        desk::amounts,
        tours::{
            callbacks::{Part, PlannerCallback, Sketch},
            own_session, own_tour, reads,
            screens::planner as screens,
            sessions::{self, Change, Plan},
            state::ToursState,
            titles,
        },
    },
    kernel::{
        ids::SessionId,
        money::{Currency, Money},
        refund_rule::RefundRule,
    },
};

/// Sessions are planned so far ahead.
const AHEAD: Days = Days::new(730);

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: PlannerCallback) -> Result<(), Fault> {
    use PlannerCallback as C;
    let some = Some(tap);
    match callback {
        C::Day(tour, month) => {
            own_tour(&cx.app().db, &cx.rights, tour)
                .await
                .map_err(fault)?;
            let today = reads::today(cx.app());
            let until = today.checked_add_days(AHEAD).unwrap_or(today);
            let shown = month.clamp(today, until);
            cx.show(some, &screens::day(&cx.tr, tour, shown, (today, until)))
                .await
        }
        C::Picked(tour, starts_on) => {
            own_tour(&cx.app().db, &cx.rights, tour)
                .await
                .map_err(fault)?;
            cx.show(some, &screens::currency(&cx.tr, tour, starts_on))
                .await
        }
        C::Sketch(sketch) => step(cx, some, sketch).await,
        C::Ask(sketch, part) => {
            cx.expect(ToursState::Sketch { sketch, part }).await;
            cx.show(some, &screens::ask_part(&cx.tr, &sketch, part))
                .await
        }
        C::Make(sketch) => make(cx, tap, sketch).await,
        C::Change(session, part) => {
            let row = own_session(&cx.app().db, &cx.rights, session)
                .await
                .map_err(fault)?;
            cx.expect(ToursState::Session { session, part }).await;
            cx.show(some, &screens::ask_change(&cx.tr, &row, part))
                .await
        }
        C::Names(id, wants) => {
            let change = Change {
                wants_names: Some(wants),
                ..Change::default()
            };
            sessions::change(cx.app(), cx.actor(), &cx.rights, id, change)
                .await
                .map_err(fault)?;
            super::agency::session(cx, some, id).await
        }
        C::Repeat(id) => {
            own_session(&cx.app().db, &cx.rights, id)
                .await
                .map_err(fault)?;
            cx.show(some, &screens::every(&cx.tr, id)).await
        }
        C::Every(id, weeks) => {
            own_session(&cx.app().db, &cx.rights, id)
                .await
                .map_err(fault)?;
            cx.show(some, &screens::times(&cx.tr, id, weeks)).await
        }
        C::Times(id, weeks, times) => repeat(cx, tap, id, weeks, times).await,
        C::Discounts(agency) => discounts::list(cx, some, agency).await,
        C::Promote(agency, tour) => discounts::begin(cx, tap, agency, tour, false).await,
        C::Code(agency, tour) => discounts::begin(cx, tap, agency, tour, true).await,
        C::Promotion(agency, id) => discounts::promotion(cx, tap, agency, id).await,
        C::PromotionEnd(agency, id) => discounts::end_promotion(cx, tap, agency, id).await,
        C::PromoCode(agency, id) => discounts::code(cx, tap, agency, id).await,
        C::PromoCodeEnd(agency, id) => discounts::end_code(cx, tap, agency, id).await,
    }
}

/// The next question of a sketch, or all that was said.
async fn step(cx: &Ctx, tap: Option<&Tap>, sketch: Sketch) -> Result<(), Fault> {
    own_tour(&cx.app().db, &cx.rights, sketch.tour)
        .await
        .map_err(fault)?;
    if let Some(part) = sketch.missing() {
        cx.expect(ToursState::Sketch { sketch, part }).await;
        return cx
            .show(tap, &screens::ask_part(&cx.tr, &sketch, part))
            .await;
    }
    let mut titles = titles::of(&cx.app().db, [sketch.tour]).await?;
    let title = titles.remove(&sketch.tour).unwrap_or_default();
    cx.show(tap, &screens::sketch(&cx.tr, &sketch, &title))
        .await
}

/// A number that people count with; none for anything else.
fn count(typed: &str) -> Option<i32> {
    let plain: String = typed.split_whitespace().collect();
    plain.parse().ok()
}

/// A price in minor units; none for what is no price.
fn price(typed: &str, currency: Currency) -> Option<i64> {
    amounts::typed(typed, currency)
        .filter(|money| money.is_positive())
        .map(Money::minor)
}

/// Whether the words mean that there is none.
fn is_none(typed: &str) -> bool {
    typed.trim() == "-"
}

/// A part of a sketch was typed.
pub(super) async fn sketched(
    cx: &Ctx,
    sketch: Sketch,
    part: Part,
    typed: &str,
) -> Result<(), Fault> {
    let next = match part {
        Part::Price => price(typed, sketch.currency).map(|adult| Sketch { adult, ..sketch }),
        Part::Child if is_none(typed) => Some(Sketch {
            child: -1,
            ..sketch
        }),
        Part::Child => amounts::typed(typed, sketch.currency).map(|money| Sketch {
            child: money.minor(),
            ..sketch
        }),
        Part::Seats => count(typed)
            .filter(|seats| (1..=sessions::MOST_SEATS).contains(seats))
            .map(|seats| Sketch {
                seats,
                least: sketch.least.min(seats),
                ..sketch
            }),
        Part::Least => count(typed)
            .filter(|least| (0..=sketch.seats).contains(least))
            .map(|least| Sketch { least, ..sketch }),
        // Set once the session is there.
        Part::Chat | Part::Rule => None,
    };
    let Some(next) = next else {
        let question = screens::ask_part(&cx.tr, &sketch, part);
        let why = Fault::refused("tours-error-number");
        return cx.ask_again(question, why).await;
    };
    if next.missing().is_none() {
        cx.expect_nothing().await;
    }
    step(cx, None, next).await
}

async fn make(cx: &Ctx, tap: &Tap, sketch: Sketch) -> Result<(), Fault> {
    let plan = Plan {
        starts_on: sketch.starts_on,
        adult_minor: sketch.adult,
        child_minor: (sketch.child >= 0).then_some(sketch.child),
        currency: sketch.currency,
        capacity: sketch.seats,
        minimum_group: sketch.least,
        wants_names: sketch.names,
        chat_link: None,
        refund_rule: None,
    };
    let (app, rights) = (cx.app(), &cx.rights);
    let session = sessions::add(app, cx.actor(), rights, sketch.tour, plan)
        .await
        .map_err(fault)?;
    super::agency::session(cx, Some(tap), session.id).await
}

/// A part of a session was typed.
pub(super) async fn changed(cx: &Ctx, id: SessionId, part: Part, typed: &str) -> Result<(), Fault> {
    let row = own_session(&cx.app().db, &cx.rights, id)
        .await
        .map_err(fault)?;
    let question = screens::ask_change(&cx.tr, &row, part);
    let Some(change) = change_of(row.currency, part, typed) else {
        let why = Fault::refused(match part {
            Part::Rule => "tours-error-rule",
            Part::Price | Part::Child | Part::Seats | Part::Least | Part::Chat => {
                "tours-error-number"
            }
        });
        return cx.ask_again(question, why).await;
    };
    match sessions::change(cx.app(), cx.actor(), &cx.rights, id, change).await {
        Ok(_) => {
            super::agency::session(cx, None, id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error) => {
            let why = match part {
                Part::Chat => Fault::refused("planner-error-chat"),
                Part::Price | Part::Child | Part::Seats | Part::Least | Part::Rule => fault(error),
            };
            cx.ask_again(question, why).await
        }
    }
}

fn change_of(currency: Currency, part: Part, typed: &str) -> Option<Change> {
    let nothing = Change::default();
    Some(match part {
        Part::Price => Change {
            adult_minor: Some(price(typed, currency)?),
            ..nothing
        },
        Part::Child if is_none(typed) => Change {
            child_minor: Some(None),
            ..nothing
        },
        Part::Child => Change {
            child_minor: Some(Some(amounts::typed(typed, currency)?.minor())),
            ..nothing
        },
        Part::Seats => Change {
            capacity: Some(count(typed)?),
            ..nothing
        },
        Part::Least => Change {
            minimum_group: Some(count(typed)?),
            ..nothing
        },
        Part::Chat => Change {
            chat_link: Some(Some(typed.to_owned()).filter(|typed| !is_none(typed))),
            ..nothing
        },
        Part::Rule => Change {
            refund_rule: Some(rule(typed)?),
            ..nothing
        },
    })
}

/// `14 100, 7 50` or `14:100 7:50`: days and per cent in pairs.
fn rule(typed: &str) -> Option<RefundRule> {
    let numbers: Vec<&str> = typed
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = numbers.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let steps: Vec<String> = pairs.map(|pair| pair.join(":")).collect();
    steps.join(" ").parse().ok()
}

async fn repeat(cx: &Ctx, tap: &Tap, id: SessionId, weeks: u32, times: u32) -> Result<(), Fault> {
    let made = sessions::repeat(cx.app(), cx.actor(), &cx.rights, id, weeks, times)
        .await
        .map_err(fault)?;
    let html = cx.tr.html("planner-repeated", args![count = made.len()]);
    cx.send(&Screen::new(html)).await?;
    super::agency::session(cx, Some(tap), id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_as_people_write_it() {
        let read = |typed| rule(typed).map(|rule| rule.to_string());
        assert_eq!(read("14:100 7:50").as_deref(), Some("14:100 7:50"));
        assert_eq!(read("14 — 100%, 7 — 50%").as_deref(), Some("14:100 7:50"));
        for odd in ["14", "14 100 7", "7:50 14:100", "14:101"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
