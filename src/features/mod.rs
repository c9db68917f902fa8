//! What Sputnik does, one folder a domain. This file is the one list of them: the dialogue's root
//! state, the tree of handlers, notices, jobs and routes are put together here, and nowhere else.

pub mod api;
pub mod audit;
pub mod bookings;
pub mod circle;
pub mod ctx;
pub mod desk;
pub mod executors;
pub mod front;
pub mod fulfilment;
pub mod hours;
pub mod ledger;
pub mod library;
pub mod media;
pub mod menu;
pub mod payme;
pub mod payments;
pub mod post;
pub mod referrals;
pub mod reviews;
pub mod staff;
pub mod statistics;
pub mod study;
pub mod support;
pub mod thread;
pub mod tokens;
pub mod tours;
pub mod trips;
pub mod upkeep;
pub mod users;

use std::sync::Arc;

use axum::{Extension, Router};
use serde::{Deserialize, Serialize};

use self::library::Library;
use crate::{
    app::App,
    http::{self, Authority},
    jobs::Job,
};

/// The application together with what the features loaded at start.
#[derive(Clone)]
pub struct Site {
    /// The application.
    pub app: App,
    /// Texts that are too long for a message file: documents, FAQ, pages about the brand.
    pub library: Arc<Library>,
}

impl Site {
    /// Loads the library.
    ///
    /// # Errors
    /// When one of its files is broken.
    pub fn open(app: App) -> Result<Self, library::BrokenFile> {
        let library = Arc::new(Library::load(&app.assets, &app.config)?);
        Ok(Self { app, library })
    }
}

/// What the bot waits for in a chat. Exists only while typed input is awaited: buttons carry their own
/// context, so that old keyboards keep working.
///
/// Stored as JSON by the names of variants: a name never changes its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something of the profile.
    Users(users::state::UsersState),
    /// The name of a token.
    Tokens(tokens::state::TokensState),
    /// A question to the FAQ.
    Support(support::state::SupportState),
    /// Something of the staff panel.
    Staff(staff::state::StaffState),
    /// Something about an order.
    Study(study::state::StudyState),
    /// Something of an application or of an executor's work.
    Executors(executors::state::ExecutorsState),
    /// Messages to the other side of an order or an hour.
    Thread(thread::state::ThreadState),
    /// Something of the desk for study orders.
    Desk(desk::state::DeskState),
    /// Something of the money desk.
    Payments(payments::state::PaymentsState),
    /// A partner's share.
    Referrals(referrals::state::ReferralsState),
    /// Words of a review, or an answer.
    Reviews(reviews::state::ReviewsState),
    /// Something of an operator's week.
    Hours(hours::state::HoursState),
    /// Something about tours.
    Tours(tours::state::ToursState),
    /// Something about a booking.
    Bookings(bookings::state::BookingsState),
    /// Something about a trip made to order.
    Trips(trips::state::TripsState),
}

/// Periodic work of all features.
#[must_use]
pub fn jobs() -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(upkeep::Prune),
        Arc::new(study::jobs::Deadlines),
        Arc::new(study::jobs::Reminders),
        Arc::new(study::jobs::Stalled),
        Arc::new(desk::digest::Digest),
        Arc::new(referrals::bonuses::Release),
        Arc::new(hours::jobs::Rounds),
        Arc::new(bookings::jobs::Rounds),
        Arc::new(trips::jobs::Rounds),
        Arc::new(payme::jobs::TimeOuts),
        Arc::new(payments::jobs::Recheck),
        Arc::new(payments::jobs::Refunds),
        Arc::new(payments::jobs::Payouts),
        Arc::new(payments::jobs::Hints),
    ]
}

/// What is served outside of the API's prefix: webhooks and pages, and the files of people, for callers that
/// `authority` knows.
pub fn pages(site: &Site, authority: Arc<dyn Authority>) -> Router {
    let files = media::api::page().layer(Extension(site.clone()));
    payments::webhook::routes(site.clone())
        .merge(payments::page::routes(site.clone()))
        .merge(payme::webhook::routes(site.clone()))
        .merge(http::for_callers(&site.app, authority, files))
}
