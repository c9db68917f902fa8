//! What travellers see of their requests and of offers.

use super::{days, each, left, places, rounds, wanted};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        trip::{self, Status},
        trip_offer::{Side, Status as OfferStatus},
    },
    features::{
        bookings::callbacks::BookingsCallback,
        ctx::Ctx,
        tours::{callbacks::ToursCallback, words},
        trips::{
            bargain::WORD_LIMIT,
            callbacks::TripsCallback,
            reads::{Card, Row},
        },
    },
    kernel::{
        ids::{BookingId, TripId, TripOfferId},
        page::Page,
        time::Timestamp,
    },
};

/// Letters of an offer's words beside others.
const TEASER: usize = 160;

const fn sign(status: Status) -> &'static str {
    match status {
        Status::Draft => "✏️",
        Status::Open => "⏳",
        Status::Chosen => "✅",
        Status::Cancelled => "↩️",
        Status::Expired => "⌛",
    }
}

/// One's own requests.
#[must_use]
pub fn mine(cx: &Ctx, page: &Page<Row>) -> Screen {
    let tr = &cx.tr;
    let rows = page.items.iter().map(|row| {
        let trip = &row.trip;
        let place = places(tr, &cx.site.library.tours, trip);
        let label = format!("{} {place} · {}", sign(trip.status), super::when(tr, trip));
        let label = if row.offers > 0 && trip.status == Status::Open {
            format!("{label} · 💬 {}", row.offers)
        } else {
            label
        };
        if trip.status == Status::Draft {
            button(label, &TripsCallback::Summary(trip.id))
        } else {
            button(label, &TripsCallback::Card(trip.id))
        }
    });
    let has_draft = page
        .items
        .iter()
        .any(|row| row.trip.status == Status::Draft);
    let begin = if has_draft {
        "trips-go-on"
    } else {
        "trips-begin"
    };
    let keyboard = Keyboard::new()
        .row([button(tr.plain(begin, args![]), &TripsCallback::Begin)])
        .grid(1, rows)
        .pager(page, TripsCallback::Mine)
        .back(tr, &ToursCallback::Home);
    Screen::new(tr.html("trips-mine", args![count = page.total])).with(keyboard)
}

fn status(cx: &Ctx, trip: &trip::Model, offers: usize) -> Html {
    let tr = &cx.tr;
    match trip.status {
        // A draft is shown with its questions.
        Status::Draft => Html::default(),
        Status::Open => tr.html(
            "trips-status-open",
            args![
                left = left(tr, trip.expires_at, cx.app().clock.now()),
                count = offers,
            ],
        ),
        Status::Chosen => tr.html("trips-status-chosen", args![]),
        Status::Cancelled => tr.html("trips-status-cancelled", args![]),
        Status::Expired => tr.html("trips-status-expired", args![]),
    }
}

/// A request of one's own that was sent.
#[must_use]
pub fn card(cx: &Ctx, trip: &trip::Model, offers: usize) -> Screen {
    let tr = &cx.tr;
    let html = tr
        .html("trips-head", args![number = trip.id.to_string()])
        .paragraph(&wanted(tr, &cx.site.library.tours, trip))
        .paragraph(&status(cx, trip, offers));
    let mut keyboard = Keyboard::new();
    if trip.status == Status::Open {
        if offers > 0 {
            keyboard = keyboard.row([button(
                tr.plain("trips-compare", args![count = offers]),
                &TripsCallback::Compare(trip.id),
            )]);
        }
        keyboard = keyboard.row([button(
            tr.plain("trips-cancel", args![]),
            &TripsCallback::Cancel(trip.id),
        )]);
    }
    if let Some(booking) = trip.booking_id {
        keyboard = keyboard.row([button(
            tr.plain("bookings-open", args![]),
            &BookingsCallback::Card(booking),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &TripsCallback::Mine(0)))
}

/// The head of an offer: whose, at which price, when, for how long.
fn facts(tr: &Tr, card: &Card, now: Timestamp) -> Html {
    let agency = match words::rating(tr, card.stars.0, card.stars.1) {
        Some(rating) => format!("{} · {rating}", card.agency.name),
        None => card.agency.name.clone(),
    };
    let html = tr.html(
        "trips-offer",
        args![
            agency = agency,
            sum = tr.money(card.offer.price()),
            each = tr.money(each(card)),
            days = days(&card.offer),
        ],
    );
    if card.is_standing(now) {
        html.line(&tr.html(
            "trips-valid",
            args![left = left(tr, card.offer.valid_until, now)],
        ))
    } else {
        html
    }
}

/// Offers side by side.
#[must_use]
pub fn compare(tr: &Tr, trip: &trip::Model, offers: &[Card], now: Timestamp) -> Screen {
    let mut html = tr.html("trips-compare-title", args![count = offers.len()]);
    for card in offers {
        html = html.paragraph(&facts(tr, card, now));
        let words: String = card.offer.included.chars().take(TEASER).collect();
        let words = if words.len() < card.offer.included.len() {
            format!("{}…", words.trim_end())
        } else {
            words
        };
        html = html.line(&Html::escape(&words));
    }
    let rows = offers.iter().map(|card| {
        button(
            format!("{} · {}", card.agency.name, tr.money(card.offer.price())),
            &TripsCallback::Offer(card.offer.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &TripsCallback::Card(trip.id));
    Screen::new(html).with(keyboard)
}

/// One offer.
#[must_use]
pub fn offer(tr: &Tr, card: &Card, now: Timestamp) -> Screen {
    let offer = &card.offer;
    let mut html = facts(tr, card, now)
        .line(&tr.html("trips-based-on", args![tour = card.titles.of(tr.lang())]))
        .paragraph(&Html::escape(&offer.included));
    if let Some(rounds) = rounds(tr, card) {
        html = html.paragraph(&rounds);
    }
    let is_standing = card.is_standing(now);
    if !is_standing {
        let id = match offer.status {
            OfferStatus::Chosen => "trips-offer-chosen",
            OfferStatus::Withdrawn => "trips-offer-withdrawn",
            OfferStatus::Declined => "trips-offer-declined",
            OfferStatus::Draft | OfferStatus::Open | OfferStatus::Passed | OfferStatus::Lapsed => {
                "trips-offer-over"
            }
        };
        html = html.paragraph(&tr.html(id, args![]));
    } else if offer.turn == Side::Agency {
        html = html.paragraph(&tr.html("trips-turn-agency", args![]));
    }
    let id = offer.id;
    let mut keyboard = Keyboard::new();
    if is_standing {
        keyboard = keyboard
            .row([button(
                tr.plain("trips-choose", args![sum = tr.money(offer.price())]),
                &TripsCallback::Choose(id, offer.revision),
            )])
            .row([
                button(
                    tr.plain("trips-counter", args![]),
                    &TripsCallback::Counter(id),
                ),
                button(
                    tr.plain("trips-decline", args![]),
                    &TripsCallback::Decline(id),
                ),
            ]);
    }
    let keyboard = if card.trip.status == Status::Open {
        keyboard.back(tr, &TripsCallback::Compare(card.trip.id))
    } else {
        keyboard.back(tr, &TripsCallback::Card(card.trip.id))
    };
    Screen::new(html).with(keyboard)
}

/// The question for another price.
#[must_use]
pub fn ask_counter(tr: &Tr, card: &Card) -> Screen {
    let html = tr.html(
        "trips-ask-counter",
        args![
            agency = card.agency.name.as_str(),
            sum = tr.money(card.offer.price()),
            limit = WORD_LIMIT,
        ],
    );
    Screen::new(html).with(Keyboard::new().back(tr, &TripsCallback::Offer(card.offer.id)))
}

/// The question before an offer is chosen.
#[must_use]
pub fn ask_choose(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let settings = &cx.app().config.tours;
    let html = tr
        .html(
            "trips-ask-choose",
            args![
                agency = card.agency.name.as_str(),
                sum = tr.money(card.offer.price()),
                days = days(&card.offer),
                party = words::party(tr, card.trip.adults, card.trip.children),
                hours = settings.payment_window_hours,
            ],
        )
        .paragraph(&crate::features::tours::words::rule(
            tr,
            &settings.refund_rule,
        ));
    let id = card.offer.id;
    let yes = TripsCallback::ChooseYes(id, card.offer.revision);
    let keyboard = Keyboard::new().yes_no(tr, &yes, &TripsCallback::Offer(id));
    Screen::new(html).with(keyboard)
}

/// The question before a request is called off.
#[must_use]
pub fn ask_cancel(tr: &Tr, trip: &trip::Model) -> Screen {
    let html = tr.html("trips-ask-cancel", args![number = trip.id.to_string()]);
    let yes = TripsCallback::CancelYes(trip.id);
    let keyboard = Keyboard::new().yes_no(tr, &yes, &TripsCallback::Card(trip.id));
    Screen::new(html).with(keyboard)
}

/// A word with the way to the booking.
#[must_use]
pub fn booked(tr: &Tr, html: Html, booking: BookingId) -> Screen {
    Screen::new(html).with(
        Keyboard::new()
            .row([button(
                tr.plain("bookings-open", args![]),
                &BookingsCallback::Card(booking),
            )])
            .back(tr, &TripsCallback::Mine(0)),
    )
}

/// A word about a request.
#[must_use]
pub fn said(tr: &Tr, html: Html, trip: TripId) -> Screen {
    Screen::new(html).with(Keyboard::new().row([button(
        tr.plain("trips-open", args![]),
        &TripsCallback::Card(trip),
    )]))
}

/// A word about an offer.
#[must_use]
pub fn said_of_offer(tr: &Tr, html: Html, trip: TripId, offer: TripOfferId) -> Screen {
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("trips-open-offer", args![]),
            &TripsCallback::Offer(offer),
        )])
        .row([button(
            tr.plain("trips-open-all", args![]),
            &TripsCallback::Compare(trip),
        )]);
    Screen::new(html).with(keyboard)
}
