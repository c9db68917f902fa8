//! What agencies see of requests, and of their offers.

use chrono::{Days, NaiveDate};

use super::{days, left, places, rounds, wanted};
use crate::{
    args,
    bot::{
        calendar,
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        tour, trip,
        trip_offer::{self, Side, Status},
    },
    features::{
        ctx::Ctx,
        tours::{callbacks::AgencyCallback, titles::Titles, words},
        trips::{
            bargain::WORD_LIMIT,
            callbacks::TripDeskCallback,
            drafts::{FARTHEST, MOST_DAYS},
            offers::{INCLUDED_LIMIT, VALID},
            reads::{Card, Row},
        },
    },
    kernel::{
        ids::{AgencyId, TripId},
        money::Currency,
        page::Page,
        time::Timestamp,
    },
};

/// Requests that wait.
#[must_use]
pub fn list(cx: &Ctx, agency: AgencyId, page: &Page<Row>) -> Screen {
    let tr = &cx.tr;
    let rows = page.items.iter().map(|row| {
        let trip = &row.trip;
        let sign = if row.offers > 0 { "💬" } else { "🆕" };
        let place = places(tr, &cx.site.library.tours, trip);
        let label = format!(
            "{sign} {place} · {} · 👥 {}",
            super::when(tr, trip),
            trip.seats()
        );
        button(label, &TripDeskCallback::Open(agency, trip.id))
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(page, |number| TripDeskCallback::List(agency, number))
        .back(tr, &AgencyCallback::Open(agency));
    Screen::new(tr.html("trips-desk", args![count = page.total])).with(keyboard)
}

/// One request, without the traveller's contacts.
#[must_use]
pub fn request(
    cx: &Ctx,
    agency: AgencyId,
    trip: &trip::Model,
    name: Option<String>,
    offer: Option<&trip_offer::Model>,
) -> Screen {
    let tr = &cx.tr;
    let name = name.unwrap_or_else(|| tr.plain("bookings-nobody", args![]));
    let mut html = tr
        .html("trips-head", args![number = trip.id.to_string()])
        .line(&tr.html("bookings-traveller", args![name = name]))
        .paragraph(&wanted(tr, &cx.site.library.tours, trip));
    let is_open = trip.status == trip::Status::Open;
    let mut keyboard = Keyboard::new();
    if is_open {
        html = html.paragraph(&tr.html(
            "trips-desk-left",
            args![left = left(tr, trip.expires_at, cx.app().clock.now())],
        ));
    } else {
        html = html.paragraph(&tr.html("trips-desk-over", args![]));
    }
    match offer {
        Some(offer) => {
            keyboard = keyboard.row([button(
                tr.plain("trips-my-offer", args![sum = tr.money(offer.price())]),
                &TripDeskCallback::Offer(offer.id),
            )]);
        }
        None if is_open => {
            keyboard = keyboard.row([button(
                tr.plain("trips-make-offer", args![]),
                &TripDeskCallback::Tours(agency, trip.id, 0),
            )]);
        }
        None => {}
    }
    Screen::new(html).with(keyboard.back(tr, &TripDeskCallback::List(agency, 0)))
}

/// Which tour is the offer based on?
#[must_use]
pub fn tours(
    tr: &Tr,
    agency: AgencyId,
    trip: TripId,
    page: &Page<(tour::Model, Titles)>,
) -> Screen {
    let rows = page.items.iter().map(|(tour, titles)| {
        let sign = if tour.status == tour::Status::Draft {
            "✏️ "
        } else {
            ""
        };
        button(
            format!("{sign}{}", titles.of(tr.lang())),
            &TripDeskCallback::Tour(agency, trip, tour.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(page, |number| TripDeskCallback::Tours(agency, trip, number))
        .back(tr, &TripDeskCallback::Open(agency, trip));
    Screen::new(tr.html("trips-which-tour", args![count = page.total])).with(keyboard)
}

fn status(tr: &Tr, card: &Card, now: Timestamp) -> Html {
    let offer = &card.offer;
    match offer.status {
        Status::Draft => tr.html("trips-my-draft", args![]),
        Status::Open if !card.is_standing(now) => tr.html("trips-my-over", args![]),
        Status::Open => match (offer.turn, offer.wanted()) {
            (Side::Agency, Some(wanted)) => {
                tr.html("trips-my-countered", args![sum = tr.money(wanted)])
            }
            (Side::Agency, None) => tr.html("trips-my-asked", args![]),
            (Side::Traveller, _) => tr.html(
                "trips-my-open",
                args![left = left(tr, offer.valid_until, now)],
            ),
        },
        Status::Chosen => tr.html("trips-my-chosen", args![]),
        Status::Passed | Status::Lapsed => tr.html("trips-my-over", args![]),
        Status::Declined => tr.html("trips-my-declined", args![]),
        Status::Withdrawn => tr.html("trips-my-withdrawn", args![]),
    }
}

/// An offer with everything that can be done about it.
#[must_use]
pub fn offer(tr: &Tr, card: &Card, now: Timestamp) -> Screen {
    let offer = &card.offer;
    let price = if offer.price_minor > 0 {
        tr.money(offer.price())
    } else {
        "—".to_owned()
    };
    let mut html = tr
        .html(
            "trips-my-head",
            args![
                number = card.trip.id.to_string(),
                party = words::party(tr, card.trip.adults, card.trip.children),
                tour = card.titles.of(tr.lang()),
                days = days(offer),
                sum = price,
                hours = i64::from(offer.valid_hours),
            ],
        )
        .paragraph(&Html::escape(&offer.included));
    if let Some(rounds) = rounds(tr, card) {
        html = html.paragraph(&rounds);
    }
    html = html.paragraph(&status(tr, card, now));
    let id = offer.id;
    let (agency, trip) = (offer.agency_id, offer.trip_id);
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    if offer.status == Status::Draft {
        keyboard = keyboard.row([button(label("trips-send"), &TripDeskCallback::Send(id))]);
    }
    if offer.status == Status::Open {
        if let Some(wanted) = offer.wanted() {
            keyboard = keyboard.row([button(
                tr.plain("trips-agree", args![sum = tr.money(wanted)]),
                &TripDeskCallback::Accept(id, offer.revision),
            )]);
        }
        if offer.turn == Side::Agency {
            keyboard = keyboard.row([button(label("trips-reply"), &TripDeskCallback::Reply(id))]);
        }
    }
    if matches!(offer.status, Status::Draft | Status::Open) {
        keyboard = keyboard
            .row([
                button(label("trips-set-price"), &TripDeskCallback::Price(id)),
                button(label("trips-set-text"), &TripDeskCallback::Included(id)),
            ])
            .row([
                button(
                    label("trips-set-day"),
                    &TripDeskCallback::Turn(id, offer.starts_on),
                ),
                button(label("trips-set-days"), &TripDeskCallback::Days(id)),
            ])
            .row([
                button(
                    label("trips-set-tour"),
                    &TripDeskCallback::Tours(agency, trip, 0),
                ),
                button(label("trips-set-valid"), &TripDeskCallback::Valid(id)),
            ])
            .row([button(
                label("trips-withdraw"),
                &TripDeskCallback::Withdraw(id),
            )]);
    }
    Screen::new(html).with(keyboard.back(tr, &TripDeskCallback::Open(agency, trip)))
}

/// The question for the price.
#[must_use]
pub fn ask_price(tr: &Tr, card: &Card) -> Screen {
    let id = card.offer.id;
    let html = tr.html(
        "trips-ask-price",
        args![party = words::party(tr, card.trip.adults, card.trip.children)],
    );
    let mut keyboard = Keyboard::new();
    if card.offer.status == Status::Draft {
        keyboard = keyboard.row([Currency::Rub, Currency::Uzs].map(|currency| {
            let label = match currency {
                Currency::Rub => "trips-currency-rub",
                Currency::Uzs => "trips-currency-uzs",
            };
            let label = tr.plain(label, args![]);
            let label = if card.offer.currency == currency {
                format!("✓ {label}")
            } else {
                label
            };
            button(label, &TripDeskCallback::Currency(id, currency))
        }));
    }
    Screen::new(html).with(keyboard.back(tr, &TripDeskCallback::Offer(id)))
}

/// The question for what is included.
#[must_use]
pub fn ask_included(tr: &Tr, card: &Card) -> Screen {
    Screen::new(tr.html("trips-ask-included", args![limit = INCLUDED_LIMIT]))
        .with(Keyboard::new().back(tr, &TripDeskCallback::Offer(card.offer.id)))
}

/// The question for the length.
#[must_use]
pub fn ask_days(tr: &Tr, card: &Card) -> Screen {
    Screen::new(tr.html("trips-ask-offer-days", args![most = i64::from(MOST_DAYS)]))
        .with(Keyboard::new().back(tr, &TripDeskCallback::Offer(card.offer.id)))
}

/// The question for an answer.
#[must_use]
pub fn ask_reply(tr: &Tr, card: &Card) -> Screen {
    Screen::new(tr.html("trips-ask-reply", args![limit = WORD_LIMIT]))
        .with(Keyboard::new().back(tr, &TripDeskCallback::Offer(card.offer.id)))
}

/// From which day on?
#[must_use]
pub fn calendar(tr: &Tr, card: &Card, today: NaiveDate, month: NaiveDate) -> Screen {
    let id = card.offer.id;
    let pick = |day: NaiveDate| TripDeskCallback::Day(id, day);
    let turn = |month: NaiveDate| TripDeskCallback::Turn(id, month);
    let days = calendar::Days {
        from: today.checked_add_days(Days::new(1)).unwrap_or(today),
        until: today.checked_add_days(FARTHEST).unwrap_or(today),
        pick: &pick,
        turn: &turn,
        none: TripDeskCallback::Turn(id, month),
    };
    let html = tr.html("trips-ask-day", args![when = super::when(tr, &card.trip)]);
    Screen::new(html).with(calendar::month(tr, month, &days).back(tr, &TripDeskCallback::Offer(id)))
}

/// For how long does it hold?
#[must_use]
pub fn ask_valid(tr: &Tr, card: &Card) -> Screen {
    let id = card.offer.id;
    let spans = VALID.map(|hours| {
        let label = tr.plain("trips-left-days", args![days = i64::from(hours / 24)]);
        button(label, &TripDeskCallback::ValidFor(id, hours))
    });
    Screen::new(tr.html("trips-ask-valid", args![])).with(
        Keyboard::new()
            .grid(2, spans)
            .back(tr, &TripDeskCallback::Offer(id)),
    )
}

/// The question before an offer is taken back.
#[must_use]
pub fn ask_withdraw(tr: &Tr, card: &Card) -> Screen {
    let id = card.offer.id;
    let yes = TripDeskCallback::WithdrawYes(id);
    let keyboard = Keyboard::new().yes_no(tr, &yes, &TripDeskCallback::Offer(id));
    Screen::new(tr.html("trips-ask-withdraw", args![])).with(keyboard)
}

/// A word about a request, with the way to it.
#[must_use]
pub fn said(tr: &Tr, html: Html, agency: AgencyId, trip: TripId) -> Screen {
    Screen::new(html).with(Keyboard::new().row([button(
        tr.plain("trips-open", args![]),
        &TripDeskCallback::Open(agency, trip),
    )]))
}

/// A word about an offer, with the way to it.
#[must_use]
pub fn said_of_offer(tr: &Tr, html: Html, card: &Card) -> Screen {
    Screen::new(html).with(Keyboard::new().row([button(
        tr.plain("trips-open-offer", args![]),
        &TripDeskCallback::Offer(card.offer.id),
    )]))
}
