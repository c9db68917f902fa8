//! What travellers see of bookings.

use super::{Steps, head, line, note, price, status};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button, link},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        booking::Status,
        waiting_party::{self, Status as Waiting},
    },
    features::{
        bookings::{
            callbacks::{BookingsCallback, Choice},
            endings::Preview,
            reads::{Card, Row},
            request::{LONGEST_NAME, Quote, WISH_LIMIT},
        },
        ctx::Ctx,
        menu::MenuCallback,
        payments::callbacks::PaymentsCallback,
        reviews::{callbacks::ReviewsCallback, work::Work},
        tours::{
            callbacks::ToursCallback,
            pricing::Party,
            titles::{Titles, best},
            words,
        },
    },
    kernel::{
        ids::BookingId, money::Money, page::Page, payable::Payable, refund_rule::RefundRule,
        time::Timestamp,
    },
};

/// Who comes: two counters.
#[must_use]
pub fn who(tr: &Tr, quote: &Quote, titles: &Titles, choice: Choice, largest: i32) -> Screen {
    let session = &quote.session;
    let chosen = choice.party;
    let free = session.free().max(0);
    let mut html = tr.html(
        "bookings-who",
        args![
            tour = titles.of(tr.lang()),
            days = words::days(session),
            adult = tr.money(session.adult()),
            child = tr.money(session.child()),
            free = i64::from(free),
        ],
    );
    let fits = chosen.seats() <= free;
    html = html.paragraph(&if fits {
        tr.html(
            "bookings-who-sum",
            args![
                party = words::party(tr, chosen.adults, chosen.children),
                sum = tr.money(quote.price.base),
            ],
        )
    } else {
        tr.html("bookings-who-full", args![])
    });
    let to = |adults: i32, children: i32| {
        let wanted = Party { adults, children };
        let party = if wanted.is_sound(largest) {
            wanted
        } else {
            chosen
        };
        BookingsCallback::Party(Choice { party, ..choice })
    };
    let (adults, children) = (chosen.adults, chosen.children);
    let next = if fits {
        button(
            tr.plain("bookings-next", args![]),
            &BookingsCallback::Summary(choice),
        )
    } else {
        button(
            tr.plain("bookings-wait", args![]),
            &BookingsCallback::Wait(choice.session, chosen),
        )
    };
    let keyboard = Keyboard::new()
        .counter(
            tr.plain("bookings-count-adults", args![count = i64::from(adults)]),
            (&to(adults - 1, children), &to(adults + 1, children)),
            &MenuCallback::Nothing,
        )
        .counter(
            tr.plain(
                "bookings-count-children",
                args![count = i64::from(children)],
            ),
            (&to(adults, children - 1), &to(adults, children + 1)),
            &MenuCallback::Nothing,
        )
        .row([next])
        .back(
            tr,
            &ToursCallback::Dates(session.tour_id, session.starts_on),
        );
    Screen::new(html).with(keyboard)
}

/// What it costs, step by step, and what happens next.
#[must_use]
pub fn summary(cx: &Ctx, quote: &Quote, titles: &Titles, choice: Choice) -> Screen {
    let tr = &cx.tr;
    let settings = &cx.app().config.tours;
    let session = &quote.session;
    let chosen = choice.party;
    let print = |money: Money| tr.money(money);
    let steps = Steps {
        base: print(quote.price.base),
        promotion: quote
            .promotion
            .clone()
            .map(|name| (name, print(quote.price.promotion))),
        promo: quote
            .code
            .clone()
            .map(|code| (code, print(quote.price.promo))),
        total: print(quote.price.total),
        is_due: true,
    };
    let mut html = tr
        .html(
            "bookings-summary",
            args![
                tour = titles.of(tr.lang()),
                agency = quote.agency.name.as_str(),
                days = words::days(session),
                party = words::party(tr, chosen.adults, chosen.children),
            ],
        )
        .paragraph(&steps.html(tr));
    if let Ok(rule) = session.refund_rule.parse::<RefundRule>() {
        html = html.paragraph(&words::rule(tr, &rule));
    }
    html = html.paragraph(&tr.html(
        "bookings-how",
        args![
            minutes = settings.hold_minutes,
            hours = settings.payment_window_hours
        ],
    ));
    let code = if choice.code.is_some() {
        "bookings-other-code"
    } else {
        "bookings-code"
    };
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("bookings-request", args![sum = steps.total.as_str()]),
            &BookingsCallback::Request(choice, quote.price.total.minor()),
        )])
        .row([button(
            tr.plain(code, args![]),
            &BookingsCallback::Code(choice),
        )])
        .back(tr, &BookingsCallback::Party(choice));
    Screen::new(html).with(keyboard)
}

/// The question for a promo code.
#[must_use]
pub fn ask_code(tr: &Tr, choice: Choice) -> Screen {
    Screen::new(tr.html("bookings-ask-code", args![]))
        .with(Keyboard::new().back(tr, &BookingsCallback::Summary(choice)))
}

/// The question for the names of everybody who comes.
#[must_use]
pub fn ask_names(tr: &Tr, choice: Choice) -> Screen {
    let html = names_of(tr, choice.party.seats());
    Screen::new(html).with(Keyboard::new().back(tr, &BookingsCallback::Summary(choice)))
}

/// The same, of a booking that is there.
#[must_use]
pub fn ask_new_names(tr: &Tr, card: &Card) -> Screen {
    let booking = &card.row.booking;
    let html = names_of(tr, booking.seats);
    Screen::new(html).with(Keyboard::new().back(tr, &BookingsCallback::Card(booking.id)))
}

fn names_of(tr: &Tr, seats: i32) -> Html {
    tr.html(
        "bookings-ask-names",
        args![count = i64::from(seats), limit = LONGEST_NAME],
    )
}

/// The question for a wish.
#[must_use]
pub fn ask_wish(tr: &Tr, booking: BookingId) -> Screen {
    Screen::new(tr.html("bookings-ask-wish", args![limit = WISH_LIMIT]))
        .with(Keyboard::new().back(tr, &BookingsCallback::Card(booking)))
}

/// The seats are gone.
#[must_use]
pub fn sold_out(tr: &Tr, choice: Choice) -> Screen {
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("bookings-wait", args![]),
            &BookingsCallback::Wait(choice.session, choice.party),
        )])
        .back(tr, &BookingsCallback::Party(choice));
    Screen::new(tr.html("bookings-sold-out", args![])).with(keyboard)
}

/// On the waiting list, or with seats held from it.
#[must_use]
pub fn waiting(
    tr: &Tr,
    party: &waiting_party::Model,
    titles: &Titles,
    days: &str,
    before: u64,
    now: Timestamp,
) -> Screen {
    let who = words::party(tr, party.adults, party.children);
    let args = || {
        args![
            tour = titles.of(tr.lang()),
            days = days,
            party = who.as_str()
        ]
    };
    let leave = button(
        tr.plain("bookings-unwait", args![]),
        &BookingsCallback::Unwait(party.session_id),
    );
    if party.status == Waiting::Offered {
        let minutes = party
            .offered_until
            .map_or(0, |until| words::minutes_left(now, until));
        let left = tr.plain(
            "bookings-left",
            args![hours = minutes / 60, minutes = minutes % 60],
        );
        let choice = Choice {
            session: party.session_id,
            party: Party {
                adults: party.adults,
                children: party.children,
            },
            code: None,
        };
        let html = tr
            .html("bookings-offered", args())
            .paragraph(&tr.html("bookings-offered-until", args![left = left]));
        let keyboard = Keyboard::new()
            .row([button(
                tr.plain("bookings-take-offer", args![]),
                &BookingsCallback::Summary(choice),
            )])
            .row([leave]);
        return Screen::new(html).with(keyboard);
    }
    let html = tr
        .html("bookings-waiting", args())
        .paragraph(&tr.html("bookings-waiting-before", args![count = before]));
    Screen::new(html).with(Keyboard::new().row([leave]).back(tr, &ToursCallback::Home))
}

/// One's own bookings.
#[must_use]
pub fn mine(tr: &Tr, page: &Page<Row>) -> Screen {
    let html = tr.html("bookings-mine", args![count = page.total]);
    let rows = page
        .items
        .iter()
        .map(|row| button(line(tr, row), &BookingsCallback::Card(row.booking.id)));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(page, BookingsCallback::Mine)
        .back(tr, &ToursCallback::Home);
    Screen::new(html).with(keyboard)
}

/// One booking, to whoever booked.
#[must_use]
pub fn card(tr: &Tr, card: &Card, now: Timestamp) -> Screen {
    let booking = &card.row.booking;
    let mut html = head(tr, &card.row)
        .line(&tr.html("bookings-agency", args![name = card.agency.name.as_str()]))
        .paragraph(&status(tr, booking, now));
    if let Some(note) = note(tr, booking) {
        html = html.line(&note);
    }
    html = html.paragraph(&price(tr, card));
    if !card.names.is_empty() {
        html = html.paragraph(&tr.html("bookings-names", args![names = card.names.join(", ")]));
    }
    if let Some(wish) = &booking.wish {
        html = html.paragraph(&tr.html("bookings-wish", args![text = wish]));
    }
    let is_paid = matches!(booking.status, Status::Paid | Status::Completed);
    if is_paid && !card.agency.contacts.is_empty() {
        html = html.paragraph(&tr.html(
            "bookings-contacts",
            args![contacts = card.agency.contacts.as_str()],
        ));
    }
    let meeting = best(&card.texts, tr.lang(), |text| text.lang)
        .map(|text| text.meeting_point.as_str())
        .filter(|text| !text.is_empty());
    if let Some(text) = meeting {
        html = html.paragraph(&tr.html("tours-meeting", args![text = text]));
    }
    if Status::SEATED.contains(&booking.status)
        && let Ok(rule) = booking.refund_rule.parse::<RefundRule>()
    {
        html = html.paragraph(&words::rule(tr, &rule));
    }
    Screen::new(html).with(keyboard(tr, card, now))
}

fn keyboard(tr: &Tr, card: &Card, now: Timestamp) -> Keyboard {
    let booking = &card.row.booking;
    let session = &card.row.session;
    let id = booking.id;
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    if booking.status == Status::Approved {
        keyboard = keyboard.row([button(
            label("bookings-pay"),
            &PaymentsCallback::Due(Payable::Booking(id), false),
        )]);
    }
    let chat = session
        .chat_link
        .as_deref()
        .filter(|_| booking.status == Status::Paid)
        .and_then(|address| link(label("bookings-chat"), address));
    let receipt = card
        .receipt
        .as_deref()
        .and_then(|address| link(label("bookings-receipt"), address));
    keyboard = keyboard.row(chat).row(receipt);
    if booking.status == Status::Completed {
        keyboard = keyboard.row([button(
            label("bookings-rate"),
            &ReviewsCallback::Ask(Work::Booking(id)),
        )]);
    }
    let is_ahead = now < session.starts_at && Status::SEATED.contains(&booking.status);
    if is_ahead {
        let wish = if booking.wish.is_some() {
            "bookings-other-wish"
        } else {
            "bookings-add-wish"
        };
        keyboard = keyboard.row([button(label(wish), &BookingsCallback::Wish(id))]);
    }
    if is_ahead && session.wants_names {
        let names = if card.names.is_empty() {
            "bookings-add-names"
        } else {
            "bookings-other-names"
        };
        keyboard = keyboard.row([button(label(names), &BookingsCallback::Names(id))]);
    }
    if is_ahead && booking.frozen_by.is_none() {
        keyboard = keyboard.row([button(
            label("bookings-cancel"),
            &BookingsCallback::Cancel(id),
        )]);
    }
    keyboard
        .row([button(
            label("bookings-to-tour"),
            &ToursCallback::Card(booking.tour_id),
        )])
        .back(tr, &BookingsCallback::Mine(0))
}

/// The question before a booking is called off, with the money.
#[must_use]
pub fn ask_cancel(tr: &Tr, preview: &Preview) -> Screen {
    let booking = &preview.booking;
    let number = booking.id.to_string();
    let (paid, refund) = (tr.money(preview.paid), tr.money(preview.refund));
    let html = if !preview.paid.is_positive() {
        tr.html("bookings-cancel-free", args![number = number])
    } else if preview.refund == preview.paid {
        tr.html(
            "bookings-cancel-whole",
            args![number = number, refund = refund],
        )
    } else if preview.refund.is_positive() {
        tr.html(
            "bookings-cancel-part",
            args![number = number, refund = refund, paid = paid],
        )
    } else {
        tr.html(
            "bookings-cancel-nothing",
            args![number = number, paid = paid],
        )
    };
    let yes = BookingsCallback::CancelYes(booking.id, preview.refund.minor());
    let keyboard = Keyboard::new().yes_no(tr, &yes, &BookingsCallback::Card(booking.id));
    Screen::new(html).with(keyboard)
}

/// A word with the way to the booking it is about.
#[must_use]
pub fn said(tr: &Tr, html: Html, booking: BookingId) -> Screen {
    Screen::new(html).with(Keyboard::new().row([button(
        tr.plain("bookings-open", args![]),
        &BookingsCallback::Card(booking),
    )]))
}
