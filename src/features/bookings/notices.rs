//! News of bookings in words: for the traveller and for the agency, each in theirs.

use super::{
    callbacks::BookingsCallback,
    error::BookingError,
    events::{BookingNews, News, PartyNews, PartyTurn, SessionNews, SessionTurn},
    reads::{self, Card},
    screens::{self, desk, traveller},
    waiting,
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{booking::Status, tour_session, user, waiting_party},
    features::{
        Site,
        post::Notice,
        tours::{callbacks::AgencyCallback, titles, words},
    },
    kernel::money::Money,
};

/// What happened to a booking, as far as it still holds and is this reader's business.
pub(crate) async fn news(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &BookingNews,
) -> anyhow::Result<Option<Notice>> {
    let card = match reads::any(&site.app, event.booking).await {
        Ok(card) => card,
        Err(BookingError::Gone) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let is_traveller = card.row.booking.traveller_id == reader.id;
    // Whoever books with an agency of their own reads both.
    let is_theirs = is_traveller && !is_for_agency(event.news);
    let told = if is_theirs {
        to_traveller(tr, event.news, &card)
    } else {
        to_agency(tr, event.news, &card)
    };
    let now = site.app.clock.now();
    Ok(told.map(|html| {
        if is_theirs {
            traveller::said(tr, html, event.booking).into()
        } else {
            let id = event.booking;
            let open = button(
                tr.plain("bookings-open", args![]),
                &BookingsCallback::Desk(id),
            );
            let keyboard = if card.row.booking.status == Status::Requested {
                desk::keyboard(tr, &card, now)
            } else {
                Keyboard::new().row([open])
            };
            Screen::new(html).with(keyboard).into()
        }
    }))
}

/// News that travellers never get.
const fn is_for_agency(news: News) -> bool {
    matches!(
        news,
        News::Requested | News::AnswerDue | News::CancelledByTraveller
    )
}

fn to_traveller(tr: &Tr, news: News, card: &Card) -> Option<Html> {
    let booking = &card.row.booking;
    let (is_at, id) = match news {
        News::Approved => (booking.status == Status::Approved, "bookings-news-approved"),
        News::PaymentDue => (
            booking.status == Status::Approved,
            "bookings-news-payment-due",
        ),
        News::Rejected => (booking.status == Status::Rejected, "bookings-news-rejected"),
        News::Unanswered => (
            booking.status == Status::Expired,
            "bookings-news-unanswered",
        ),
        News::Unpaid => (booking.status == Status::Expired, "bookings-news-unpaid"),
        News::Paid => (booking.status == Status::Paid, "bookings-news-paid"),
        News::CancelledByAgency => (true, "bookings-news-called-off"),
        News::SessionCancelled => (true, "bookings-news-session-cancelled"),
        News::Reversed => (true, "bookings-news-reversed"),
        News::Tomorrow => (booking.status == Status::Paid, "bookings-news-tomorrow"),
        News::Completed | News::Requested | News::AnswerDue | News::CancelledByTraveller => {
            return None;
        }
    };
    if !is_at {
        return None;
    }
    let mut html = tr
        .html(id, args![])
        .paragraph(&screens::head(tr, &card.row));
    if let Some(note) = screens::note(tr, booking) {
        html = html.paragraph(&note);
    }
    let refund = Money::new(booking.refunded_minor, booking.currency);
    if refund.is_positive() {
        html = html.paragraph(&tr.html("bookings-news-refund", args![sum = tr.money(refund)]));
    }
    Some(html)
}

fn to_agency(tr: &Tr, news: News, card: &Card) -> Option<Html> {
    let booking = &card.row.booking;
    let (is_at, id) = match news {
        News::Requested => (
            booking.status == Status::Requested,
            "bookings-news-requested",
        ),
        News::AnswerDue => (
            booking.status == Status::Requested,
            "bookings-news-answer-due",
        ),
        News::Paid => (booking.status == Status::Paid, "bookings-news-paid-agency"),
        News::CancelledByTraveller => (true, "bookings-news-cancelled"),
        News::Reversed => (true, "bookings-news-reversed-agency"),
        News::Approved
        | News::PaymentDue
        | News::Rejected
        | News::Unanswered
        | News::Unpaid
        | News::CancelledByAgency
        | News::SessionCancelled
        | News::Tomorrow
        | News::Completed => return None,
    };
    if !is_at {
        return None;
    }
    let name = card
        .traveller
        .clone()
        .unwrap_or_else(|| tr.plain("bookings-nobody", args![]));
    let mut html = tr
        .html(id, args![])
        .paragraph(&screens::head(tr, &card.row))
        .line(&tr.html("bookings-traveller", args![name = name]))
        .line(&tr.html("bookings-price", args![sum = tr.money(booking.price())]));
    if !card.names.is_empty() {
        html = html.paragraph(&tr.html("bookings-names", args![names = card.names.join(", ")]));
    }
    if let Some(wish) = &booking.wish {
        html = html.paragraph(&tr.html("bookings-wish", args![text = wish]));
    }
    Some(html)
}

/// What happened to a session, told to whoever decides about it.
pub(crate) async fn session(
    site: &Site,
    tr: &Tr,
    event: &SessionNews,
) -> anyhow::Result<Option<Notice>> {
    use sea_orm::EntityTrait;
    let session = tour_session::Entity::find_by_id(event.session)
        .one(&site.app.db)
        .await?;
    let Some(session) = session else {
        return Ok(None);
    };
    let titles = titles::of(&site.app.db, [session.tour_id]).await?;
    let title = titles
        .get(&session.tour_id)
        .map_or("—", |titles| titles.of(tr.lang()));
    let id = match event.what {
        SessionTurn::FewSeats => "bookings-session-few",
        SessionTurn::TooFew => "bookings-session-called-off",
    };
    let html = tr.html(
        id,
        args![
            tour = title,
            days = words::days(&session),
            minimum = i64::from(session.minimum_group),
        ],
    );
    let keyboard = Keyboard::new().row([button(
        tr.plain("bookings-open-session", args![]),
        &AgencyCallback::Session(session.id),
    )]);
    Ok(Some(Screen::new(html).with(keyboard).into()))
}

/// What happened to a waiting party.
pub(crate) async fn party(
    site: &Site,
    tr: &Tr,
    event: &PartyNews,
) -> anyhow::Result<Option<Notice>> {
    use sea_orm::EntityTrait;
    use waiting_party::Status as At;
    let party = waiting_party::Entity::find_by_id(event.party)
        .one(&site.app.db)
        .await?;
    let Some(party) = party else {
        return Ok(None);
    };
    let session = match waiting::session_of(&site.app, &party).await {
        Ok(session) => session,
        Err(BookingError::Gone) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let titles = titles::of(&site.app.db, [session.tour_id]).await?;
    let titles = titles.get(&session.tour_id).cloned().unwrap_or_default();
    let days = words::days(&session);
    let said = |id: &str| {
        let html = tr.html(id, args![tour = titles.of(tr.lang()), days = days.as_str()]);
        Some(Notice::from(Screen::new(html)))
    };
    Ok(match (event.what, party.status) {
        (PartyTurn::Offered, At::Offered) => {
            let now = site.app.clock.now();
            Some(traveller::waiting(tr, &party, &titles, &days, 0, now).into())
        }
        (PartyTurn::Lapsed, At::Lapsed) => said("bookings-news-lapsed"),
        (PartyTurn::Over, At::Over) => said("bookings-news-over"),
        _ => None,
    })
}
