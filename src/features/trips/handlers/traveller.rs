//! A request and its offers, as the traveller goes through them.

use chrono::NaiveDate;

use super::{PAGE, fault};
use crate::{
    args,
    bot::{fault::Fault, screen::Screen, tap::Tap},
    entity::trip::{self, Status},
    features::{
        ctx::Ctx,
        tours::reads::today,
        trips::{
            bargain,
            callbacks::{At, TripsCallback},
            choice,
            drafts::{self, Answer, Step},
            error::TripError,
            reads,
            screens::{traveller as screens, wizard},
            state::TripsState,
            submit, typed,
        },
    },
    kernel::ids::{TripId, TripOfferId},
};

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: TripsCallback) -> Result<(), Fault> {
    use TripsCallback as C;
    match callback {
        C::Mine(page) => {
            let page = reads::mine(cx.app(), cx.me(), page, PAGE).await?;
            cx.show(Some(tap), &screens::mine(cx, &page)).await
        }
        C::Begin => {
            let draft = drafts::start(cx.app(), cx.actor()).await.map_err(fault)?;
            match drafts::missing(&draft) {
                Some(step) => ask(cx, Some(tap), draft.id, step, true, None).await,
                None => summary(cx, Some(tap), draft.id).await,
            }
        }
        C::Ask(at, step) => ask(cx, Some(tap), at.trip, step, at.goes_on, None).await,
        C::Next(at, step) => next(cx, Some(tap), at, step).await,
        C::City(at, key) => stay(cx, tap, at, Step::Place, Answer::City(key)).await,
        C::Turn(at, month) => {
            ask(cx, Some(tap), at.trip, Step::When, at.goes_on, Some(month)).await
        }
        C::Day(at, day) => stay(cx, tap, at, Step::When, Answer::Day(day)).await,
        C::Month(at, month) => go_on(cx, tap, at, Step::When, Answer::Month(month)).await,
        C::Flexible(at, days) => stay(cx, tap, at, Step::When, Answer::Flexible(days)).await,
        C::Days(at, days) => go_on(cx, tap, at, Step::Days, Answer::Days(days)).await,
        C::Party(at, party) => stay(cx, tap, at, Step::Party, Answer::Party(party)).await,
        C::Currency(at, currency) => {
            stay(cx, tap, at, Step::Budget, Answer::Currency(currency)).await
        }
        C::Without(at, step) => {
            let answer = if step == Step::Budget {
                Answer::Budget(None)
            } else {
                Answer::Wishes(String::new())
            };
            go_on(cx, tap, at, step, answer).await
        }
        C::Transport(at, key) => stay(cx, tap, at, Step::Transport, Answer::Transport(key)).await,
        C::Summary(trip) => summary(cx, Some(tap), trip).await,
        C::Submit(trip) => submit(cx, tap, trip).await,
        C::Card(trip) => card(cx, Some(tap), trip).await,
        C::Compare(trip) => compare(cx, Some(tap), trip).await,
        C::Offer(id) => offer(cx, Some(tap), id).await,
        C::Counter(id) => {
            let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
            if !card.is_standing(cx.app().clock.now()) {
                return Err(Fault::refused("trips-error-moved"));
            }
            cx.expect(TripsState::Counter { offer: id }).await;
            cx.show(Some(tap), &screens::ask_counter(&cx.tr, &card))
                .await
        }
        C::Decline(id) => {
            let gone = choice::decline(cx.app(), cx.actor(), id)
                .await
                .map_err(fault)?;
            compare(cx, Some(tap), gone.trip_id).await
        }
        C::Choose(id, revision) => {
            let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
            if card.offer.revision != revision {
                return changed(cx, tap, id).await;
            }
            cx.show(Some(tap), &screens::ask_choose(cx, &card)).await
        }
        C::ChooseYes(id, revision) => choose(cx, tap, id, revision).await,
        C::Cancel(trip) => {
            let trip = own(cx, trip).await?;
            cx.show(Some(tap), &screens::ask_cancel(&cx.tr, &trip))
                .await
        }
        C::CancelYes(trip) => {
            choice::cancel(cx.app(), cx.actor(), trip)
                .await
                .map_err(fault)?;
            card(cx, Some(tap), trip).await
        }
    }
}

async fn own(cx: &Ctx, id: TripId) -> Result<trip::Model, Fault> {
    reads::of_traveller(&cx.app().db, cx.me(), id)
        .await
        .map_err(fault)
}

/// The caller's draft; one that was sent meanwhile is no draft.
async fn draft(cx: &Ctx, id: TripId) -> Result<trip::Model, Fault> {
    let draft = own(cx, id).await?;
    if draft.status == Status::Draft {
        Ok(draft)
    } else {
        Err(Fault::refused("trips-error-moved"))
    }
}

fn question(
    cx: &Ctx,
    draft: &trip::Model,
    step: Step,
    goes_on: bool,
    month: Option<NaiveDate>,
) -> Screen {
    let at = At {
        trip: draft.id,
        goes_on,
    };
    match step {
        Step::Place => wizard::place(cx, draft, at),
        Step::When => {
            let today = today(cx.app());
            let month = month.or(draft.starts_on).unwrap_or(today);
            wizard::when(&cx.tr, draft, at, today, month)
        }
        Step::Days => wizard::days(&cx.tr, draft, at),
        Step::Party => {
            let most = i32::try_from(cx.app().config.tours.max_party).unwrap_or(i32::MAX);
            wizard::party(&cx.tr, draft, at, most)
        }
        Step::Budget => wizard::budget(&cx.tr, draft, at),
        Step::Transport => wizard::transport(cx, draft, at),
        Step::Wishes => wizard::wishes(&cx.tr, draft, at),
    }
}

/// Asks one question; most may be answered by words as well.
async fn ask(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: TripId,
    step: Step,
    goes_on: bool,
    month: Option<NaiveDate>,
) -> Result<(), Fault> {
    let draft = draft(cx, id).await?;
    match step {
        Step::Place | Step::Days | Step::Budget | Step::Wishes => {
            cx.expect(TripsState::Answer {
                trip: id,
                step,
                goes_on,
            })
            .await;
        }
        Step::When | Step::Party | Step::Transport => {}
    }
    cx.show(tap, &question(cx, &draft, step, goes_on, month))
        .await
}

async fn answer(cx: &Ctx, id: TripId, answer: Answer) -> Result<trip::Model, TripError> {
    drafts::edit(cx.app(), &cx.site.library.tours, cx.actor(), id, answer).await
}

/// An answer after which there may be more to say to the same question.
async fn stay(cx: &Ctx, tap: &Tap, at: At, step: Step, said: Answer) -> Result<(), Fault> {
    answer(cx, at.trip, said).await.map_err(fault)?;
    ask(cx, Some(tap), at.trip, step, at.goes_on, None).await
}

async fn go_on(cx: &Ctx, tap: &Tap, at: At, step: Step, said: Answer) -> Result<(), Fault> {
    answer(cx, at.trip, said).await.map_err(fault)?;
    next(cx, Some(tap), at, step).await
}

/// The question after this one, or the summary. What must be answered is not skipped.
async fn next(cx: &Ctx, tap: Option<&Tap>, at: At, step: Step) -> Result<(), Fault> {
    let draft = draft(cx, at.trip).await?;
    if drafts::missing(&draft) == Some(step) {
        return Err(Fault::refused("trips-error-missing"));
    }
    match step.next() {
        Some(next) if at.goes_on => ask(cx, tap, at.trip, next, true, None).await,
        _ => summary(cx, tap, at.trip).await,
    }
}

async fn summary(cx: &Ctx, tap: Option<&Tap>, id: TripId) -> Result<(), Fault> {
    let draft = draft(cx, id).await?;
    cx.show(tap, &wizard::summary(cx, &draft)).await
}

pub(super) async fn answered(
    cx: &Ctx,
    id: TripId,
    step: Step,
    goes_on: bool,
    words: &str,
) -> Result<(), Fault> {
    let draft = match draft(cx, id).await {
        Ok(draft) => draft,
        Err(refused) => {
            cx.expect_nothing().await;
            return Err(refused);
        }
    };
    let done = match read(&draft, step, words) {
        Ok(said) => answer(cx, id, said).await.map_err(fault),
        Err(error) => Err(fault(error)),
    };
    match done {
        Ok(_) => {
            // Before the next question is asked: it has a state of its own.
            cx.expect_nothing().await;
            next(cx, None, At { trip: id, goes_on }, step).await
        }
        Err(why) => {
            let again = question(cx, &draft, step, goes_on, None);
            cx.ask_again(again, why).await
        }
    }
}

/// The answer that words give.
fn read(draft: &trip::Model, step: Step, words: &str) -> Result<Answer, TripError> {
    match step {
        Step::Place => Ok(Answer::Place(words.to_owned())),
        Step::Days => words
            .trim()
            .parse()
            .map(Answer::Days)
            .or(Err(TripError::BadNumber)),
        Step::Budget => typed::sum(words, draft.currency)
            .map(|sum| Answer::Budget(Some(sum)))
            .ok_or(TripError::BadPrice),
        Step::Wishes => Ok(Answer::Wishes(words.to_owned())),
        // These are answered by buttons; a state of that kind is none of ours.
        Step::When | Step::Party | Step::Transport => Err(TripError::Moved),
    }
}

async fn submit(cx: &Ctx, tap: &Tap, id: TripId) -> Result<(), Fault> {
    match submit::submit(cx.app(), cx.actor(), id).await {
        Ok(_) => card(cx, Some(tap), id).await,
        Err(TripError::Missing(step)) => {
            let why = cx.tr.plain("trips-error-missing", args![]);
            tap.alert(&why).await?;
            ask(cx, Some(tap), id, step, false, None).await
        }
        Err(TripError::TooMany) => Err(Fault::refused_with(
            "trips-error-too-many",
            args![count = cx.app().config.tours.max_trip_requests],
        )),
        Err(error) => Err(fault(error)),
    }
}

async fn card(cx: &Ctx, tap: Option<&Tap>, id: TripId) -> Result<(), Fault> {
    let (trip, offers) = reads::compare(cx.app(), cx.me(), id).await.map_err(fault)?;
    if trip.status == Status::Draft {
        return summary(cx, tap, id).await;
    }
    cx.show(tap, &screens::card(cx, &trip, offers.len())).await
}

async fn compare(cx: &Ctx, tap: Option<&Tap>, id: TripId) -> Result<(), Fault> {
    let (trip, offers) = reads::compare(cx.app(), cx.me(), id).await.map_err(fault)?;
    let now = cx.app().clock.now();
    cx.show(tap, &screens::compare(&cx.tr, &trip, &offers, now))
        .await
}

async fn offer(cx: &Ctx, tap: Option<&Tap>, id: TripOfferId) -> Result<(), Fault> {
    let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
    let now = cx.app().clock.now();
    cx.show(tap, &screens::offer(&cx.tr, &card, now)).await
}

pub(super) async fn countered(cx: &Ctx, id: TripOfferId, words: &str) -> Result<(), Fault> {
    match bargain::counter(cx.app(), cx.actor(), id, words).await {
        Ok(_) => {
            cx.expect_nothing().await;
            offer(cx, None, id).await
        }
        Err(error @ (TripError::BadText | TripError::BadPrice)) => {
            let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
            let again = screens::ask_counter(&cx.tr, &card);
            cx.ask_again(again, fault(error)).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

/// The offer is not what was shown: a word, and what it is now.
async fn changed(cx: &Ctx, tap: &Tap, id: TripOfferId) -> Result<(), Fault> {
    tap.alert(&cx.tr.plain("trips-error-changed", args![]))
        .await?;
    offer(cx, Some(tap), id).await
}

async fn choose(cx: &Ctx, tap: &Tap, id: TripOfferId, revision: i32) -> Result<(), Fault> {
    match choice::choose(cx.app(), cx.actor(), id, revision).await {
        Ok(booking) => {
            let html = cx.tr.html("trips-chosen", args![]);
            let screen = screens::booked(&cx.tr, html, booking);
            cx.show(Some(tap), &screen).await
        }
        Err(TripError::Changed) => changed(cx, tap, id).await,
        Err(error) => Err(fault(error)),
    }
}
