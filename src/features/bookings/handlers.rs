//! Bookings in the bot: the traveller's side, and the agency's.

use teloxide::types::Message;

use super::{
    callbacks::{BookingsCallback, Choice, Refusal, Shelf},
    countdown, decide, endings,
    error::BookingError,
    reads,
    request::{self, Code, Quote, Wanted},
    screens::{desk, traveller},
    state::BookingsState,
    waiting,
};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        tours::{
            pricing::{CodeRefusal, Party},
            titles::{self, Titles},
            words,
        },
    },
    kernel::ids::{AgencyId, BookingId, SessionId, TourId},
};

/// Bookings on a page of a list.
const PAGE: u64 = 8;

/// A tap on a button of bookings.
pub async fn tapped(cx: Ctx, tap: Tap, callback: BookingsCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    use BookingsCallback as C;
    match callback {
        C::Party(choice) => who(&cx, &tap, choice).await,
        C::Summary(choice) => summary(&cx, Some(&tap), choice).await,
        C::Code(choice) => {
            cx.expect(BookingsState::Code { choice }).await;
            cx.show(Some(&tap), &traveller::ask_code(&cx.tr, choice))
                .await
        }
        C::Request(choice, shown) => ask(&cx, &tap, choice, shown).await,
        C::Wait(session, party) => wait(&cx, &tap, session, party).await,
        C::Unwait(session) => unwait(&cx, &tap, session).await,
        C::Mine(page) => mine(&cx, Some(&tap), page).await,
        C::Card(id) => card(&cx, Some(&tap), id).await,
        C::Wish(id) => {
            cx.expect(BookingsState::Wish { booking: id }).await;
            cx.show(Some(&tap), &traveller::ask_wish(&cx.tr, id)).await
        }
        C::Names(id) => {
            let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
            cx.expect(BookingsState::Rename { booking: id }).await;
            cx.show(Some(&tap), &traveller::ask_new_names(&cx.tr, &card))
                .await
        }
        C::Cancel(id) => ask_cancel(&cx, &tap, id).await,
        C::CancelYes(id, shown) => cancel(&cx, &tap, id, shown).await,
        C::Shelf(agency, shelf, page) => show_shelf(&cx, &tap, agency, shelf, page).await,
        C::Desk(id) => desk_card(&cx, Some(&tap), id).await,
        C::Approve(id) => {
            decide::approve(cx.app(), cx.actor(), &cx.rights, id)
                .await
                .map_err(fault)?;
            desk_card(&cx, Some(&tap), id).await
        }
        C::Reject(id) => {
            decide::of_agency(&cx.app().db, &cx.rights, id)
                .await
                .map_err(fault)?;
            cx.show(Some(&tap), &desk::ask_reason(&cx.tr, id)).await
        }
        C::RejectFor(id, why) => {
            let reason = (why != Refusal::Other).then(|| format!("#{}", why.word()));
            reject(&cx, Some(&tap), id, reason.as_deref()).await
        }
        C::RejectIn(id) => {
            cx.expect(BookingsState::Reason { booking: id }).await;
            cx.show(Some(&tap), &desk::ask_words(&cx.tr, id)).await
        }
        C::CallOff(id) => {
            let preview = endings::preview_by_agency(cx.app(), &cx.rights, id)
                .await
                .map_err(fault)?;
            cx.show(Some(&tap), &desk::ask_call_off(&cx.tr, &preview))
                .await
        }
        C::CallOffYes(id) => {
            endings::cancel_by_agency(cx.app(), cx.actor(), &cx.rights, id, None)
                .await
                .map_err(fault)?;
            desk_card(&cx, Some(&tap), id).await
        }
    }
}

/// What somebody typed about a booking.
pub async fn typed(cx: Ctx, message: Message, state: BookingsState) -> Result<(), Fault> {
    let Some(words) = message.text() else {
        return Err(Fault::refused("bookings-error-text"));
    };
    match state {
        BookingsState::Code { choice } => code(&cx, choice, words).await,
        BookingsState::Names {
            choice,
            shown_minor,
        } => names(&cx, choice, shown_minor, words).await,
        BookingsState::Rename { booking } => rename(&cx, booking, words).await,
        BookingsState::Wish { booking } => {
            request::wish(cx.app(), cx.actor(), booking, words)
                .await
                .map_err(fault)?;
            cx.expect_nothing().await;
            card(&cx, None, booking).await
        }
        BookingsState::Reason { booking } => {
            // What begins so is a word of ours.
            let reason = words.trim().trim_start_matches('#').trim();
            if reason.is_empty() || reason.chars().count() > request::WISH_LIMIT {
                let again = Fault::refused("bookings-error-reason");
                return cx.ask_again(desk::ask_words(&cx.tr, booking), again).await;
            }
            let done = reject(&cx, None, booking, Some(reason)).await;
            if !matches!(done, Err(Fault::Broken(_))) {
                // Said, or too late for it: nothing is awaited any more.
                cx.expect_nothing().await;
            }
            done
        }
    }
}

async fn titles_of(cx: &Ctx, tour: TourId) -> Result<Titles, Fault> {
    let mut titles = titles::of(&cx.app().db, [tour]).await?;
    Ok(titles.remove(&tour).unwrap_or_default())
}

async fn quote(cx: &Ctx, choice: Choice) -> Result<(Quote, Titles), Fault> {
    let code = choice.code.map(Code::Known);
    let quote = request::quote(cx.app(), choice.session, choice.party, code.as_ref())
        .await
        .map_err(fault)?;
    let titles = titles_of(cx, quote.tour.id).await?;
    Ok((quote, titles))
}

async fn who(cx: &Ctx, tap: &Tap, choice: Choice) -> Result<(), Fault> {
    if let Some(party) = waiting::mine(&cx.app().db, cx.me(), choice.session).await? {
        return show_party(cx, Some(tap), party).await;
    }
    let (quote, titles) = quote(cx, choice).await?;
    let largest = i32::try_from(cx.app().config.tours.max_party).unwrap_or(i32::MAX);
    let screen = traveller::who(&cx.tr, &quote, &titles, choice, largest);
    cx.show(Some(tap), &screen).await
}

async fn summary(cx: &Ctx, tap: Option<&Tap>, choice: Choice) -> Result<(), Fault> {
    let (quote, titles) = quote(cx, choice).await?;
    cx.show(tap, &traveller::summary(cx, &quote, &titles, choice))
        .await
}

async fn code(cx: &Ctx, choice: Choice, words: &str) -> Result<(), Fault> {
    let typed = Code::Typed(words.to_owned());
    let quote = request::quote(cx.app(), choice.session, choice.party, Some(&typed)).await;
    match quote {
        Ok(quote) => {
            cx.expect_nothing().await;
            let choice = Choice {
                code: quote.price.code_id,
                ..choice
            };
            let titles = titles_of(cx, quote.tour.id).await?;
            cx.send(&traveller::summary(cx, &quote, &titles, choice))
                .await
        }
        Err(error @ BookingError::Code(_)) => {
            let why = code_fault(cx, error);
            cx.ask_again(traveller::ask_code(&cx.tr, choice), why).await
        }
        Err(error) => Err(fault(error)),
    }
}

/// Why a code is refused, with the sum where there is one.
fn code_fault(cx: &Ctx, error: BookingError) -> Fault {
    match error {
        BookingError::Code(CodeRefusal::BelowMinimum(minimum)) => Fault::refused_with(
            "bookings-error-code-minimum",
            args![sum = cx.tr.money(minimum)],
        ),
        error => fault(error),
    }
}

async fn ask(cx: &Ctx, tap: &Tap, choice: Choice, shown_minor: i64) -> Result<(), Fault> {
    let (quote, _) = quote(cx, choice).await?;
    if quote.session.wants_names {
        cx.expect(BookingsState::Names {
            choice,
            shown_minor,
        })
        .await;
        return cx
            .show(Some(tap), &traveller::ask_names(&cx.tr, choice))
            .await;
    }
    carry_out(cx, Some(tap), choice, shown_minor, Vec::new()).await
}

async fn names(cx: &Ctx, choice: Choice, shown_minor: i64, words: &str) -> Result<(), Fault> {
    let names = words.lines().map(str::to_owned).collect();
    match carry_out(cx, None, choice, shown_minor, names).await {
        Err(Fault::Refused(refusal)) if refusal.id == "bookings-error-names" => {
            let question = traveller::ask_names(&cx.tr, choice);
            cx.ask_again(question, Fault::Refused(refusal)).await
        }
        other => {
            cx.expect_nothing().await;
            other
        }
    }
}

async fn rename(cx: &Ctx, id: BookingId, words: &str) -> Result<(), Fault> {
    let names: Vec<_> = words.lines().map(str::to_owned).collect();
    match request::rename(cx.app(), cx.actor(), id, &names).await {
        Ok(()) => {
            card(cx, None, id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ BookingError::NamesWanted) => {
            let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
            let question = traveller::ask_new_names(&cx.tr, &card);
            cx.ask_again(question, fault(error)).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

async fn carry_out(
    cx: &Ctx,
    tap: Option<&Tap>,
    choice: Choice,
    shown_minor: i64,
    names: Vec<String>,
) -> Result<(), Fault> {
    let wanted = Wanted {
        session: choice.session,
        party: choice.party,
        code: choice.code.map(Code::Known),
        wish: None,
        names,
        shown_minor,
        shown_in: None,
    };
    match request::request(cx.app(), cx.actor(), wanted).await {
        Ok(booking) => card(cx, tap, booking.id).await,
        Err(BookingError::SoldOut) => cx.show(tap, &traveller::sold_out(&cx.tr, choice)).await,
        Err(BookingError::PriceChanged) => {
            let Some(tap) = tap else {
                let (quote, titles) = quote(cx, choice).await?;
                let question = traveller::summary(cx, &quote, &titles, choice);
                return cx
                    .ask_again(question, Fault::refused("bookings-error-price"))
                    .await;
            };
            let text = cx.tr.plain("bookings-error-price", args![]);
            tap.alert(&text).await?;
            summary(cx, Some(tap), choice).await
        }
        Err(BookingError::Asked(id)) => {
            let html = cx.tr.html("bookings-error-asked", args![]);
            cx.show(tap, &traveller::said(&cx.tr, html, id)).await
        }
        Err(BookingError::CoolDown(until)) => Err(Fault::refused_with(
            "bookings-error-cooldown",
            args![until = until.moment_in(cx.zone())],
        )),
        Err(error @ BookingError::Code(_)) => Err(code_fault(cx, error)),
        Err(error) => Err(fault(error)),
    }
}

async fn wait(cx: &Ctx, tap: &Tap, session: SessionId, party: Party) -> Result<(), Fault> {
    match waiting::join(cx.app(), cx.actor(), session, party).await {
        Ok(party) => show_party(cx, Some(tap), party).await,
        Err(BookingError::NotFull) => {
            let choice = Choice {
                session,
                party,
                code: None,
            };
            summary(cx, Some(tap), choice).await
        }
        Err(BookingError::Asked(id)) => {
            let html = cx.tr.html("bookings-error-asked", args![]);
            cx.show(Some(tap), &traveller::said(&cx.tr, html, id)).await
        }
        Err(error) => Err(fault(error)),
    }
}

async fn show_party(
    cx: &Ctx,
    tap: Option<&Tap>,
    party: crate::entity::waiting_party::Model,
) -> Result<(), Fault> {
    let place = waiting::place(cx.app(), party).await.map_err(fault)?;
    let (days, now) = (words::days(&place.session), cx.app().clock.now());
    let (party, titles) = (&place.party, &place.titles);
    let screen = traveller::waiting(&cx.tr, party, titles, &days, place.before, now);
    cx.show(tap, &screen).await
}

async fn unwait(cx: &Ctx, tap: &Tap, session: SessionId) -> Result<(), Fault> {
    waiting::leave(cx.app(), cx.actor(), session)
        .await
        .map_err(fault)?;
    tap.toast(&cx.tr.plain("bookings-left-list", args![]))
        .await?;
    mine(cx, Some(tap), 0).await
}

/// One's own bookings.
///
/// # Errors
/// When the database or Telegram does not answer.
pub async fn mine(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    let page = reads::mine(cx.app(), cx.me(), page, PAGE).await?;
    cx.show(tap, &traveller::mine(&cx.tr, &page)).await
}

/// A booking of one's own. The message it is shown in counts down while something is awaited.
async fn card(cx: &Ctx, tap: Option<&Tap>, id: BookingId) -> Result<(), Fault> {
    let card = reads::card(cx.app(), cx.me(), id).await.map_err(fault)?;
    let now = cx.app().clock.now();
    let screen = traveller::card(&cx.tr, &card, now);
    let message = match tap {
        Some(tap) => {
            cx.show(Some(tap), &screen).await?;
            tap.shown()
                .filter(|shown| shown.is_text)
                .map(|shown| shown.id)
        }
        None => Some(screen.send(&cx.app().tg, cx.chat).await?.id),
    };
    let minutes = countdown::step(&card.row.booking, now);
    if let (Some(message), Some(minutes)) = (message, minutes) {
        countdown::shown(cx.app(), id, message.0.into(), minutes).await?;
    }
    Ok(())
}

async fn ask_cancel(cx: &Ctx, tap: &Tap, id: BookingId) -> Result<(), Fault> {
    let preview = endings::preview(cx.app(), cx.actor(), id)
        .await
        .map_err(fault)?;
    cx.show(Some(tap), &traveller::ask_cancel(&cx.tr, &preview))
        .await
}

async fn cancel(cx: &Ctx, tap: &Tap, id: BookingId, shown: i64) -> Result<(), Fault> {
    match endings::cancel(cx.app(), cx.actor(), id, shown).await {
        Ok(_) => card(cx, Some(tap), id).await,
        Err(BookingError::TermsChanged) => {
            let text = cx.tr.plain("bookings-error-terms", args![]);
            tap.alert(&text).await?;
            ask_cancel(cx, tap, id).await
        }
        Err(error) => Err(fault(error)),
    }
}

async fn show_shelf(
    cx: &Ctx,
    tap: &Tap,
    agency: AgencyId,
    shelf: Shelf,
    page: u32,
) -> Result<(), Fault> {
    let page = reads::shelf(cx.app(), &cx.rights, agency, shelf, page, PAGE)
        .await
        .map_err(fault)?;
    cx.show(Some(tap), &desk::shelf(&cx.tr, agency, shelf, &page))
        .await
}

async fn desk_card(cx: &Ctx, tap: Option<&Tap>, id: BookingId) -> Result<(), Fault> {
    let card = reads::desk_card(cx.app(), &cx.rights, id)
        .await
        .map_err(fault)?;
    cx.show(tap, &desk::card(&cx.tr, &card, cx.app().clock.now()))
        .await
}

async fn reject(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: BookingId,
    reason: Option<&str>,
) -> Result<(), Fault> {
    decide::reject(cx.app(), cx.actor(), &cx.rights, id, reason)
        .await
        .map_err(fault)?;
    desk_card(cx, tap, id).await
}

/// Why something is refused, as the id of a text; none when nobody but us or the database is to blame.
pub(super) const fn words(error: &BookingError) -> Option<&'static str> {
    use BookingError as E;
    Some(match error {
        E::NotAllowed => "common-not-allowed",
        E::Gone => "common-gone",
        E::NotOffered => "bookings-error-not-offered",
        E::SoldOut => "bookings-sold-out",
        E::NotFull => "bookings-error-not-full",
        E::BadParty => "bookings-error-party",
        E::NamesWanted => "bookings-error-names",
        E::PriceChanged => "bookings-error-price",
        E::Code(refusal) => match refusal {
            CodeRefusal::Unknown => "bookings-error-code-unknown",
            CodeRefusal::NotNow => "bookings-error-code-time",
            CodeRefusal::NotHere => "bookings-error-code-place",
            CodeRefusal::UsedUp | CodeRefusal::BelowMinimum(_) => "bookings-error-code-used",
            CodeRefusal::UsedUpByThem => "bookings-error-code-yours",
        },
        E::Asked(_) => "bookings-error-asked",
        E::TooManyHolds | E::CoolDown(_) => "bookings-error-holds",
        E::Moved => "bookings-error-moved",
        E::BeingPaid => "bookings-error-paying",
        E::Begun => "bookings-error-begun",
        E::TermsChanged => "bookings-error-terms",
        E::Database(_) | E::Ledger(_) | E::Refund(_) | E::Money(_) | E::Rule(_) => return None,
    })
}

/// The same for the bot.
pub(crate) fn fault(error: BookingError) -> Fault {
    match (words(&error), error) {
        (Some(id), _) => Fault::refused(id),
        (None, BookingError::Database(error)) => error.into(),
        (None, error) => Fault::Broken(error.into()),
    }
}
