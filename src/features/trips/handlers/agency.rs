//! Requests for trips, as agencies answer them.

use super::{PAGE, fault};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        tours::reads::today,
        trips::{
            bargain,
            callbacks::TripDeskCallback,
            error::TripError,
            offers::{self, Part},
            reads::{self, Card},
            screens::agency as screens,
            state::TripsState,
            typed,
        },
    },
    kernel::ids::{AgencyId, TripId, TripOfferId},
};

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: TripDeskCallback) -> Result<(), Fault> {
    use TripDeskCallback as C;
    match callback {
        C::List(agency, page) => {
            let page = reads::desk(cx.app(), &cx.rights, agency, page, PAGE)
                .await
                .map_err(fault)?;
            cx.show(Some(tap), &screens::list(cx, agency, &page)).await
        }
        C::Open(agency, trip) => open(cx, tap, agency, trip).await,
        C::Tours(agency, trip, page) => {
            let tours = reads::tours(cx.app(), &cx.rights, agency, page, PAGE)
                .await
                .map_err(fault)?;
            cx.show(Some(tap), &screens::tours(&cx.tr, agency, trip, &tours))
                .await
        }
        C::Tour(agency, trip, tour) => {
            let offer = offers::begin(cx.app(), cx.actor(), &cx.rights, agency, trip, tour)
                .await
                .map_err(fault)?;
            if offer.price_minor == 0 {
                ask_price(cx, Some(tap), offer.id).await
            } else {
                show(cx, Some(tap), offer.id).await
            }
        }
        C::Offer(id) => show(cx, Some(tap), id).await,
        C::Price(id) => ask_price(cx, Some(tap), id).await,
        C::Currency(id, currency) => {
            edit(cx, id, Part::Currency(currency)).await?;
            ask_price(cx, Some(tap), id).await
        }
        C::Included(id) => ask_included(cx, Some(tap), id).await,
        C::Days(id) => {
            let card = card(cx, id).await?;
            cx.expect(TripsState::Days { offer: id }).await;
            cx.show(Some(tap), &screens::ask_days(&cx.tr, &card)).await
        }
        C::Turn(id, month) => {
            let card = card(cx, id).await?;
            let screen = screens::calendar(&cx.tr, &card, today(cx.app()), month);
            cx.show(Some(tap), &screen).await
        }
        C::Day(id, day) => {
            edit(cx, id, Part::Day(day)).await?;
            show(cx, Some(tap), id).await
        }
        C::Valid(id) => {
            let card = card(cx, id).await?;
            cx.show(Some(tap), &screens::ask_valid(&cx.tr, &card)).await
        }
        C::ValidFor(id, hours) => {
            edit(cx, id, Part::Valid(hours)).await?;
            show(cx, Some(tap), id).await
        }
        C::Send(id) => {
            offers::send(cx.app(), cx.actor(), &cx.rights, id)
                .await
                .map_err(fault)?;
            show(cx, Some(tap), id).await
        }
        C::Accept(id, revision) => {
            match bargain::accept(cx.app(), cx.actor(), &cx.rights, id, revision).await {
                Ok(_) => show(cx, Some(tap), id).await,
                Err(TripError::Changed) => {
                    let why = cx.tr.plain("trips-error-changed", args![]);
                    tap.alert(&why).await?;
                    show(cx, Some(tap), id).await
                }
                Err(error) => Err(fault(error)),
            }
        }
        C::Reply(id) => {
            let card = card(cx, id).await?;
            cx.expect(TripsState::Reply { offer: id }).await;
            cx.show(Some(tap), &screens::ask_reply(&cx.tr, &card)).await
        }
        C::Withdraw(id) => {
            let card = card(cx, id).await?;
            cx.show(Some(tap), &screens::ask_withdraw(&cx.tr, &card))
                .await
        }
        C::WithdrawYes(id) => {
            let gone = offers::withdraw(cx.app(), cx.actor(), &cx.rights, id)
                .await
                .map_err(fault)?;
            open(cx, tap, gone.agency_id, gone.trip_id).await
        }
    }
}

async fn open(cx: &Ctx, tap: &Tap, agency: AgencyId, trip: TripId) -> Result<(), Fault> {
    let db = &cx.app().db;
    let trip = offers::asked(db, &cx.rights, agency, trip)
        .await
        .map_err(fault)?;
    let name = reads::first_name(db, trip.traveller_id).await?;
    let offer = offers::live(db, agency, trip.id).await?;
    let screen = screens::request(cx, agency, &trip, name, offer.as_ref());
    cx.show(Some(tap), &screen).await
}

async fn card(cx: &Ctx, id: TripOfferId) -> Result<Card, Fault> {
    reads::desk_card(cx.app(), &cx.rights, id)
        .await
        .map_err(fault)
}

async fn show(cx: &Ctx, tap: Option<&Tap>, id: TripOfferId) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    let now = cx.app().clock.now();
    cx.show(tap, &screens::offer(&cx.tr, &card, now)).await
}

async fn edit(cx: &Ctx, id: TripOfferId, part: Part) -> Result<(), Fault> {
    offers::edit(cx.app(), cx.actor(), &cx.rights, id, part)
        .await
        .map(drop)
        .map_err(fault)
}

async fn ask_price(cx: &Ctx, tap: Option<&Tap>, id: TripOfferId) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    cx.expect(TripsState::Price { offer: id }).await;
    cx.show(tap, &screens::ask_price(&cx.tr, &card)).await
}

async fn ask_included(cx: &Ctx, tap: Option<&Tap>, id: TripOfferId) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    cx.expect(TripsState::Included { offer: id }).await;
    cx.show(tap, &screens::ask_included(&cx.tr, &card)).await
}

/// A part that was typed; what is no good is asked again.
async fn part(
    cx: &Ctx,
    card: &Card,
    part: Result<Part, TripError>,
    question: crate::bot::screen::Screen,
) -> Result<bool, Fault> {
    let done = match part {
        Ok(part) => offers::edit(cx.app(), cx.actor(), &cx.rights, card.offer.id, part)
            .await
            .map(drop),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            cx.expect_nothing().await;
            Ok(true)
        }
        Err(error @ (TripError::BadText | TripError::BadPrice | TripError::BadNumber)) => {
            cx.ask_again(question, fault(error)).await?;
            Ok(false)
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

pub(super) async fn priced(cx: &Ctx, id: TripOfferId, words: &str) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    let price = typed::sum(words, card.offer.currency)
        .map(Part::Price)
        .ok_or(TripError::BadPrice);
    let question = screens::ask_price(&cx.tr, &card);
    if !part(cx, &card, price, question).await? {
        return Ok(());
    }
    if card.offer.included.is_empty() {
        ask_included(cx, None, id).await
    } else {
        show(cx, None, id).await
    }
}

pub(super) async fn included(cx: &Ctx, id: TripOfferId, words: &str) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    let question = screens::ask_included(&cx.tr, &card);
    if part(cx, &card, Ok(Part::Included(words.to_owned())), question).await? {
        show(cx, None, id).await?;
    }
    Ok(())
}

pub(super) async fn lasting(cx: &Ctx, id: TripOfferId, words: &str) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    let days = words.trim().parse().map(Part::Days);
    let question = screens::ask_days(&cx.tr, &card);
    if part(cx, &card, days.or(Err(TripError::BadNumber)), question).await? {
        show(cx, None, id).await?;
    }
    Ok(())
}

pub(super) async fn replied(cx: &Ctx, id: TripOfferId, words: &str) -> Result<(), Fault> {
    let card = card(cx, id).await?;
    match bargain::reply(cx.app(), cx.actor(), &cx.rights, id, words).await {
        Ok(_) => {
            cx.expect_nothing().await;
            show(cx, None, id).await
        }
        Err(error @ (TripError::BadText | TripError::BadPrice)) => {
            let question = screens::ask_reply(&cx.tr, &card);
            cx.ask_again(question, fault(error)).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}
