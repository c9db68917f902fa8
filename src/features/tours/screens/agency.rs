//! What those see who decide for agencies.

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        agency, tour,
        tour_session::{self, Status},
    },
    features::{
        bookings::callbacks::{BookingsCallback, Shelf},
        menu::MenuCallback,
        tours::{
            callbacks::{
                AgencyCallback, AgencyMoneyCallback, MakerCallback, PlannerCallback,
                PlatformCallback,
            },
            desk::{Load, SessionRow},
            titles::Titles,
            words,
        },
        trips::callbacks::TripDeskCallback,
    },
    kernel::{
        ids::{AgencyId, SessionId},
        page::Page,
        refund_rule::RefundRule,
    },
};

/// The agencies that somebody decides for; the platform may add others.
#[must_use]
pub fn home(tr: &Tr, agencies: &[agency::Model], may_add: bool) -> Screen {
    let rows = agencies
        .iter()
        .map(|agency| button(agency.name.as_str(), &AgencyCallback::Open(agency.id)));
    let add = may_add.then(|| button(tr.plain("platform-new", args![]), &PlatformCallback::New));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row(add)
        .back(tr, &MenuCallback::Home);
    Screen::new(tr.html("agency-home", args![count = agencies.len()])).with(keyboard)
}

/// One agency.
#[must_use]
pub fn open(
    tr: &Tr,
    agency: &agency::Model,
    counts: &[(Shelf, u64)],
    trips: u64,
    has_others: bool,
) -> Screen {
    let mut html = tr.html("agency-open", args![name = agency.name.as_str()]);
    if agency.status == agency::Status::Blocked {
        let reason = agency.blocked_reason.as_deref().unwrap_or("—");
        html = html.paragraph(&tr.html("agency-blocked", args![reason = reason]));
    }
    let shelves = counts.iter().map(|(shelf, count)| {
        let id = match shelf {
            Shelf::Requested => "agency-shelf-requested",
            Shelf::Approved => "agency-shelf-approved",
            Shelf::Paid => "agency-shelf-paid",
            Shelf::Past => "agency-shelf-past",
        };
        button(
            tr.plain(id, args![count = *count]),
            &BookingsCallback::Shelf(agency.id, *shelf, 0),
        )
    });
    let requests = button(
        tr.plain("trips-desk-button", args![count = trips]),
        &TripDeskCallback::List(agency.id, 0),
    );
    let keyboard = Keyboard::new()
        .grid(2, shelves)
        .row([requests])
        .row([button(
            tr.plain("agency-sessions", args![]),
            &AgencyCallback::Sessions(agency.id, 0),
        )])
        .row([
            button(
                tr.plain("agency-tours", args![]),
                &MakerCallback::Tours(agency.id, tour::Status::Published, 0),
            ),
            button(
                tr.plain("agency-discounts", args![]),
                &PlannerCallback::Discounts(agency.id),
            ),
        ])
        .row([
            button(
                tr.plain("agency-money-button", args![]),
                &AgencyMoneyCallback::Open(agency.id),
            ),
            button(
                tr.plain("agency-settings", args![]),
                &PlatformCallback::Card(agency.id),
            ),
        ]);
    let keyboard = if has_others {
        keyboard.back(tr, &AgencyCallback::Home)
    } else {
        keyboard.back(tr, &MenuCallback::Home)
    };
    Screen::new(html).with(keyboard)
}

/// Sessions that are ahead.
#[must_use]
pub fn sessions(tr: &Tr, agency: AgencyId, page: &Page<SessionRow>) -> Screen {
    let rows = page.items.iter().map(|row| {
        let session = &row.session;
        button(
            format!(
                "{} {} · {} · {}/{}",
                sign(session.status),
                session.starts_on.format("%d.%m"),
                row.titles.of(tr.lang()),
                session.taken,
                session.capacity
            ),
            &AgencyCallback::Session(session.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(page, |number| AgencyCallback::Sessions(agency, number))
        .back(tr, &AgencyCallback::Open(agency));
    Screen::new(tr.html("agency-sessions-title", args![count = page.total])).with(keyboard)
}

const fn sign(status: Status) -> &'static str {
    match status {
        Status::Open => "🟢",
        Status::Closed => "🔒",
        Status::Cancelled => "✖️",
        Status::Completed => "🏁",
    }
}

/// One session with its load.
#[must_use]
pub fn session(tr: &Tr, session: &tour_session::Model, titles: &Titles, load: &Load) -> Screen {
    let state = match session.status {
        Status::Open => "agency-session-open",
        Status::Closed => "agency-session-closed",
        Status::Cancelled => "agency-session-cancelled",
        Status::Completed => "agency-session-completed",
    };
    let head = if session.is_private {
        "agency-session-private"
    } else {
        "agency-session"
    };
    let mut html = tr
        .html(
            head,
            args![
                tour = titles.of(tr.lang()),
                days = words::days(session),
                adult = tr.money(session.adult()),
                child = tr.money(session.child()),
            ],
        )
        .line(&tr.html(state, args![]))
        .paragraph(&tr.html(
            "agency-load",
            args![
                capacity = i64::from(session.capacity),
                free = i64::from(session.free()),
                paid = load.paid,
                approved = load.approved,
                requested = load.requested,
                waiting = load.waiting,
            ],
        ));
    if session.minimum_group > 0 {
        html = html.line(&tr.html(
            "agency-minimum",
            args![count = i64::from(session.minimum_group)],
        ));
    }
    if let Ok(rule) = session.refund_rule.parse::<RefundRule>() {
        html = html.paragraph(&words::rule(tr, &rule));
    }
    let id = session.id;
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    if load.paid + load.approved > 0 {
        keyboard = keyboard
            .row([
                button(
                    label("agency-csv"),
                    &AgencyCallback::Participants(id, false),
                ),
                button(
                    label("agency-xlsx"),
                    &AgencyCallback::Participants(id, true),
                ),
            ])
            .row([button(
                label("agency-message"),
                &AgencyCallback::Message(id),
            )]);
    }
    match session.status {
        Status::Open => {
            keyboard = keyboard.row([button(
                label("agency-close"),
                &AgencyCallback::SetOpen(id, false),
            )]);
        }
        Status::Closed => {
            keyboard = keyboard.row([button(
                label("agency-reopen"),
                &AgencyCallback::SetOpen(id, true),
            )]);
        }
        Status::Cancelled | Status::Completed => {}
    }
    if matches!(session.status, Status::Open | Status::Closed) {
        keyboard = super::planner::changes(tr, keyboard, session);
        keyboard = keyboard.row([button(label("agency-cancel"), &AgencyCallback::Cancel(id))]);
    }
    let keyboard = keyboard
        .row([button(
            label("bookings-to-tour"),
            &MakerCallback::Tour(session.tour_id),
        )])
        .back(tr, &AgencyCallback::Sessions(session.agency_id, 0));
    Screen::new(html).with(keyboard)
}

/// The question for words to everybody who comes.
#[must_use]
pub fn ask_message(tr: &Tr, session: SessionId) -> Screen {
    Screen::new(tr.html("agency-ask-message", args![]))
        .with(Keyboard::new().back(tr, &AgencyCallback::Session(session)))
}

/// The question before a session is called off.
#[must_use]
pub fn ask_cancel(tr: &Tr, session: &tour_session::Model, load: &Load) -> Screen {
    let html = tr.html(
        "agency-ask-cancel",
        args![
            days = words::days(session),
            count = load.requested + load.approved + load.paid
        ],
    );
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("agency-cancel-yes", args![]),
            &AgencyCallback::CancelYes(session.id),
        )])
        .back(tr, &AgencyCallback::Session(session.id));
    Screen::new(html).with(keyboard)
}
