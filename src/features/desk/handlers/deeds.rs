//! Doing something to an order: asked step by step, shown once more, then done.

use super::{orders::card as show_card, study_fault};
use crate::{
    bot::{fault::Fault, tap::Tap},
    entity::order::Model,
    features::{
        State,
        ctx::{Awaited, Ctx},
        desk::{
            amounts, orders,
            screens::deeds as screens,
            state::{Deed, DeskState},
        },
        study::{
            assign as assigning,
            disputes::{self, REASON_LIMIT},
            endings,
            error::StudyError,
            machine::{self, Act},
            quotes::{self, DAYS_LIMIT, NOTE_LIMIT, Terms},
        },
    },
    kernel::{
        ids::{OrderId, UserId},
        permission::Permission,
    },
};

const PAGE: u64 = 8;

/// The order, for whoever steers.
async fn steered(cx: &Ctx, id: OrderId) -> Result<Model, Fault> {
    cx.require(Permission::SteerOrders)?;
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    Ok(card.order)
}

/// What does it cost?
pub(super) async fn ask_price(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    if Act::Quote.next(order.status).is_none() {
        return Err(study_fault(StudyError::Moved));
    }
    cx.expect(DeskState::Price { order: id }).await;
    cx.show(tap, &screens::ask_price(cx, &order)).await
}

/// The price; then the days.
pub(super) async fn price_typed(cx: &Ctx, id: OrderId, text: &str) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    let Some(price) = amounts::price(text, order.currency) else {
        let screen = screens::ask_price(cx, &order);
        return cx
            .ask_again(screen, study_fault(StudyError::BadPrice))
            .await;
    };
    cx.expect(DeskState::Days {
        order: id,
        price_minor: price.minor(),
    })
    .await;
    cx.send(&screens::ask_days(cx, &order)).await
}

/// The days; then the note.
pub(super) async fn days_typed(
    cx: &Ctx,
    id: OrderId,
    price_minor: i64,
    text: &str,
) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    let days = text
        .parse::<i32>()
        .ok()
        .filter(|days| (1..=DAYS_LIMIT).contains(days));
    let Some(days) = days else {
        let screen = screens::ask_days(cx, &order);
        return cx.ask_again(screen, study_fault(StudyError::BadDays)).await;
    };
    cx.expect(DeskState::Note {
        order: id,
        price_minor,
        days,
    })
    .await;
    cx.send(&screens::ask_note(cx, &order, price_minor, days))
        .await
}

/// The note; then everything once more.
pub(super) async fn note_typed(
    cx: &Ctx,
    id: OrderId,
    (price_minor, days): (i64, i32),
    text: &str,
) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    if let Err(error) = fits(text, NOTE_LIMIT) {
        let screen = screens::ask_note(cx, &order, price_minor, days);
        return cx.ask_again(screen, study_fault(error)).await;
    }
    confirm_quote(cx, None, id, (price_minor, days), Some(text.to_owned())).await
}

fn fits(text: &str, limit: usize) -> Result<(), StudyError> {
    if text.is_empty() {
        Err(StudyError::Empty)
    } else if text.chars().count() > limit {
        Err(StudyError::TooLong(limit))
    } else {
        Ok(())
    }
}

/// Is that the price?
pub(super) async fn confirm_quote(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    (price_minor, days): (i64, i32),
    note: Option<String>,
) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    let screen = screens::confirm_quote(cx, &order, (price_minor, days), note.as_deref());
    await_yes(
        cx,
        Deed::Quote {
            order: id,
            price_minor,
            days,
            note,
        },
    )
    .await;
    cx.show(tap, &screen).await
}

/// From here on only the button of this very message does it.
async fn await_yes(cx: &Ctx, deed: Deed) {
    cx.expect(DeskState::Ready {
        asked: cx.update.0,
        deed,
    })
    .await;
}

/// Yes to the question that is open.
pub(super) async fn confirm(
    cx: &Ctx,
    tap: Option<&Tap>,
    asked: i64,
    awaited: Awaited,
) -> Result<(), Fault> {
    cx.require(Permission::SteerOrders)?;
    let deed = match awaited {
        Awaited::Input(State::Desk(DeskState::Ready { asked: open, deed })) if open == asked => {
            deed
        }
        Awaited::Input(_) | Awaited::Nothing | Awaited::Lost => {
            return Err(Fault::refused("desk-error-answered"));
        }
    };
    let id = match &deed {
        Deed::Quote { order, .. } | Deed::Cancel { order, .. } | Deed::Resolve { order, .. } => {
            *order
        }
    };
    if let Err(fault) = carry_out(cx, deed).await {
        if matches!(fault, Fault::Refused(_)) {
            cx.expect_nothing().await;
        }
        return Err(fault);
    }
    show_card(cx, tap, id).await?;
    // Last: a repeat of the update finds the effect and shows it again.
    cx.expect_nothing().await;
    Ok(())
}

async fn carry_out(cx: &Ctx, deed: Deed) -> Result<(), Fault> {
    let (app, actor, mine) = (cx.app(), cx.actor(), &cx.rights);
    let done = match deed {
        Deed::Quote {
            order,
            price_minor,
            days,
            note,
        } => {
            let terms = Terms {
                price_minor,
                days,
                note,
            };
            quotes::quote(app, actor, mine, order, terms).await
        }
        Deed::Cancel {
            order,
            reason,
            back_minor,
        } => {
            let before = steered(cx, order).await?;
            let is_open = !machine::is_over(before.status);
            if is_open && screens::back_of(&before).minor() != back_minor {
                return Err(study_fault(StudyError::Moved));
            }
            endings::cancel(app, actor, mine, order, Some(reason)).await
        }
        Deed::Resolve {
            order,
            refund_bp,
            reason,
            back_minor,
        } => {
            let before = steered(cx, order).await?;
            let split = disputes::split(&before, refund_bp).map_err(study_fault)?;
            // One that is decided already is a repeat, or too late: the service knows which.
            let is_open = Act::DecideKeep.next(before.status).is_some();
            if is_open && split.back.minor() != back_minor {
                return Err(study_fault(StudyError::Moved));
            }
            disputes::resolve(app, actor, mine, order, refund_bp, reason).await
        }
    };
    done.map(drop).map_err(study_fault)
}

/// Who could carry it out?
pub(super) async fn hands(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    page: u32,
) -> Result<(), Fault> {
    let (order, people) = orders::hands(cx.app(), &cx.rights, id, page, PAGE)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &screens::hands(cx, &order, &people)).await
}

/// Does this one get it?
pub(super) async fn ask_assign(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    user: UserId,
) -> Result<(), Fault> {
    cx.require(Permission::SteerOrders)?;
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    let (row, person) = orders::executor_of(cx.app(), user)
        .await
        .map_err(study_fault)?
        .ok_or(Fault::refused("desk-error-not-executor"))?;
    cx.show(tap, &screens::ask_assign(cx, &card, (&row, &person)))
        .await
}

/// Gives it to this one.
pub(super) async fn assign(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    user: UserId,
) -> Result<(), Fault> {
    assigning::assign(cx.app(), cx.actor(), &cx.rights, id, user)
        .await
        .map_err(study_fault)?;
    show_card(cx, tap, id).await
}

/// Is it taken away?
pub(super) async fn ask_take_away(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    cx.require(Permission::SteerOrders)?;
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &screens::ask_take_away(cx, &card)).await
}

/// Takes it away.
pub(super) async fn take_away(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    assigning::take_away(cx.app(), cx.actor(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    show_card(cx, tap, id).await
}

/// Why is it called off?
pub(super) async fn ask_cancel(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    match endings::preview(&order) {
        endings::Preview::Free | endings::Preview::Refund(_) => {}
        endings::Preview::AskStaff | endings::Preview::Over => {
            return Err(study_fault(StudyError::Moved));
        }
    }
    cx.expect(DeskState::CancelReason { order: id }).await;
    cx.show(tap, &screens::ask_cancel(cx, &order)).await
}

/// Because of this; is it called off?
pub(super) async fn cancel_typed(cx: &Ctx, id: OrderId, text: &str) -> Result<(), Fault> {
    let order = steered(cx, id).await?;
    if let Err(error) = fits(text, REASON_LIMIT) {
        return cx
            .ask_again(screens::ask_cancel(cx, &order), study_fault(error))
            .await;
    }
    let deed = Deed::Cancel {
        order: id,
        reason: text.to_owned(),
        back_minor: screens::back_of(&order).minor(),
    };
    await_yes(cx, deed).await;
    cx.send(&screens::confirm_cancel(cx, &order, text)).await
}

/// The order, for whoever decides about its money, when there is something to decide.
async fn decidable(cx: &Ctx, id: OrderId) -> Result<Model, Fault> {
    cx.require(Permission::DecideMoney)?;
    let order = steered(cx, id).await?;
    if Act::DecideKeep.next(order.status).is_none() || order.kept_minor() <= 0 {
        return Err(study_fault(StudyError::Moved));
    }
    Ok(order)
}

/// What the two say, and how much goes back?
pub(super) async fn dispute(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    decidable(cx, id).await?;
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    let said = orders::last_words(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &screens::dispute(cx, &card, &said)).await
}

/// What so many basis points would mean.
pub(super) async fn split(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    refund_bp: u32,
) -> Result<(), Fault> {
    let order = decidable(cx, id).await?;
    let parts = disputes::split(&order, refund_bp).map_err(study_fault)?;
    cx.show(tap, &screens::split(cx, &order, refund_bp, &parts))
        .await
}

/// Another share: how large?
pub(super) async fn ask_percent(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let order = decidable(cx, id).await?;
    cx.expect(DeskState::Percent { order: id }).await;
    cx.show(tap, &screens::ask_percent(cx, &order)).await
}

/// So large.
pub(super) async fn percent_typed(cx: &Ctx, id: OrderId, text: &str) -> Result<(), Fault> {
    let order = decidable(cx, id).await?;
    let Some(refund_bp) = amounts::basis_points(text) else {
        let screen = screens::ask_percent(cx, &order);
        return cx.ask_again(screen, study_fault(StudyError::TooMuch)).await;
    };
    cx.expect_nothing().await;
    split(cx, None, id, refund_bp).await
}

/// Why is it decided so?
pub(super) async fn ask_reason(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    refund_bp: u32,
) -> Result<(), Fault> {
    let order = decidable(cx, id).await?;
    disputes::split(&order, refund_bp).map_err(study_fault)?;
    cx.expect(DeskState::Reason {
        order: id,
        refund_bp,
    })
    .await;
    cx.show(tap, &screens::ask_reason(cx, &order, refund_bp))
        .await
}

/// Because of this; is it decided so?
pub(super) async fn reason_typed(
    cx: &Ctx,
    id: OrderId,
    refund_bp: u32,
    text: &str,
) -> Result<(), Fault> {
    let order = decidable(cx, id).await?;
    if let Err(error) = fits(text, REASON_LIMIT) {
        let screen = screens::ask_reason(cx, &order, refund_bp);
        return cx.ask_again(screen, study_fault(error)).await;
    }
    let parts = disputes::split(&order, refund_bp).map_err(study_fault)?;
    let deed = Deed::Resolve {
        order: id,
        refund_bp,
        reason: text.to_owned(),
        back_minor: parts.back.minor(),
    };
    await_yes(cx, deed).await;
    cx.send(&screens::confirm_split(cx, &order, refund_bp, &parts, text))
        .await
}
