//! What callers see of tours, sessions and discounts.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::super::reads::{Brief, Card};
use crate::{
    entity::{agency, promo_code, promotion, tour, tour_session, tour_text},
    kernel::{
        ids::{AgencyId, PromoCodeId, PromotionId, SessionId, TourId},
        lang::Lang,
        money::{Currency, Money},
        time::Timestamp,
    },
};

/// A tour on certain days.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionView {
    id: SessionId,
    tour_id: TourId,
    #[schema(inline)]
    status: tour_session::Status,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    adult: Money,
    child: Money,
    capacity: i32,
    seats_left: i32,
    /// So many seats it takes to set off; nought: any number.
    minimum_group: i32,
    /// Whether the names of all participants are wanted.
    names_wanted: bool,
    /// What goes back when a traveller cancels: days before the beginning and per cent, such as
    /// `14:100 7:50`.
    refund_rule: String,
    /// Invitation to its chat, for whoever decides for the agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    chat_link: Option<String>,
}

impl SessionView {
    pub(super) fn of(session: tour_session::Model, is_own: bool) -> Self {
        Self {
            id: session.id,
            tour_id: session.tour_id,
            status: session.status,
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            adult: session.adult(),
            child: session.child(),
            capacity: session.capacity,
            seats_left: session.free(),
            minimum_group: session.minimum_group,
            names_wanted: session.wants_names,
            refund_rule: session.refund_rule,
            chat_link: session.chat_link.filter(|_| is_own),
        }
    }
}

/// A tour in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct TourView {
    id: TourId,
    agency_id: AgencyId,
    #[schema(inline)]
    status: tour::Status,
    /// In the caller's language, or in another one where there is none.
    title: String,
    /// Keys of the catalogue.
    category: String,
    kind: String,
    city: String,
    days: i32,
    /// Stars of all reviews together.
    stars_sum: i32,
    reviews: i32,
}

impl TourView {
    pub(super) fn of(tour: &tour::Model, title: &str) -> Self {
        Self {
            id: tour.id,
            agency_id: tour.agency_id,
            status: tour.status,
            title: title.to_owned(),
            category: tour.category.clone(),
            kind: tour.kind.clone(),
            city: tour.city.clone(),
            days: tour.days,
            stars_sum: tour.stars_sum,
            reviews: tour.stars_count,
        }
    }
}

/// A tour in a list, with the session that can be booked next.
#[derive(Serialize, ToSchema)]
pub(super) struct BriefView {
    #[serde(flatten)]
    tour: TourView,
    next_session: Option<SessionView>,
}

impl BriefView {
    pub(super) fn of(brief: Brief, lang: Lang) -> Self {
        Self {
            tour: TourView::of(&brief.tour, brief.titles.of(lang)),
            next_session: brief.next.map(|session| SessionView::of(session, false)),
        }
    }
}

/// Words of a tour in one language.
#[derive(Serialize, ToSchema)]
pub(super) struct TextView {
    #[schema(inline)]
    lang: Lang,
    title: String,
    description: String,
    /// What the price includes.
    included: String,
    /// Where and when it begins.
    meeting_point: String,
}

impl From<tour_text::Model> for TextView {
    fn from(text: tour_text::Model) -> Self {
        Self {
            lang: text.lang,
            title: text.title,
            description: text.description,
            included: text.included,
            meeting_point: text.meeting_point,
        }
    }
}

/// A tour with everything that is shown of it.
#[derive(Serialize, ToSchema)]
pub(super) struct TourCard {
    #[serde(flatten)]
    tour: TourView,
    agency: AgencyView,
    /// In all languages that there are.
    texts: Vec<TextView>,
    /// Answers to what the type of tour asks.
    params: Map<String, Value>,
    /// Keys of the catalogue.
    transports: Vec<String>,
    /// Languages that are spoken on the tour: their codes.
    languages: Vec<String>,
    /// How many pictures it has; the bot shows them.
    pictures: usize,
    /// Whether the caller keeps it.
    is_favourite: bool,
    /// The lowest price of an adult that can be booked.
    price_from: Option<Money>,
    promotions: Vec<PromotionView>,
}

impl TourCard {
    pub(super) fn of(card: Card, lang: Lang) -> Self {
        let words = |keys: &str| keys.split_whitespace().map(str::to_owned).collect();
        let price_from = card.lowest();
        Self {
            tour: TourView::of(&card.tour, card.title(lang)),
            agency: AgencyView::of(&card.agency),
            params: serde_json::from_str(&card.tour.params).unwrap_or_default(),
            transports: words(&card.tour.transports),
            languages: words(&card.tour.languages),
            texts: card.texts.into_iter().map(TextView::from).collect(),
            pictures: card.photos.len(),
            is_favourite: card.is_kept,
            price_from,
            promotions: card
                .promotions
                .into_iter()
                .map(PromotionView::from)
                .collect(),
        }
    }
}

/// A share or a sum.
#[derive(Serialize, ToSchema)]
struct OffView {
    /// In basis points.
    percent_bp: Option<i32>,
    amount: Option<Money>,
}

impl OffView {
    fn of(percent_bp: Option<i32>, minor: Option<i64>, currency: Option<Currency>) -> Self {
        Self {
            percent_bp,
            amount: minor
                .zip(currency)
                .map(|(minor, currency)| Money::new(minor, currency)),
        }
    }
}

/// A promotion: it holds for whoever books, without a code.
#[derive(Serialize, ToSchema)]
pub(super) struct PromotionView {
    id: PromotionId,
    agency_id: AgencyId,
    /// This tour alone.
    tour_id: Option<TourId>,
    /// This session alone.
    session_id: Option<SessionId>,
    title: String,
    #[serde(flatten)]
    off: OffView,
    /// RFC 3339.
    starts_at: String,
    /// RFC 3339.
    ends_at: String,
    /// For so many bookings.
    total_limit: Option<i32>,
    used: i32,
    is_active: bool,
}

impl From<promotion::Model> for PromotionView {
    fn from(row: promotion::Model) -> Self {
        Self {
            id: row.id,
            agency_id: row.agency_id,
            tour_id: row.tour_id,
            session_id: row.session_id,
            off: OffView::of(row.percent_bp, row.amount_minor, row.currency),
            title: row.title,
            starts_at: row.starts_at.rfc3339(),
            ends_at: row.ends_at.rfc3339(),
            total_limit: row.total_limit,
            used: row.used,
            is_active: row.is_active,
        }
    }
}

/// A promo code.
#[derive(Serialize, ToSchema)]
pub(super) struct CodeView {
    id: PromoCodeId,
    code: String,
    /// Of this agency; null: of every one.
    agency_id: Option<AgencyId>,
    /// This tour alone.
    tour_id: Option<TourId>,
    /// This session alone.
    session_id: Option<SessionId>,
    #[serde(flatten)]
    off: OffView,
    /// From this price on, and for prices in its currency alone; null: from any price.
    minimum: Option<Money>,
    /// RFC 3339.
    starts_at: String,
    /// RFC 3339.
    ends_at: String,
    /// For so many bookings.
    total_limit: Option<i32>,
    /// For so many bookings of one person.
    person_limit: Option<i32>,
    used: i32,
    is_active: bool,
}

impl From<promo_code::Model> for CodeView {
    fn from(row: promo_code::Model) -> Self {
        Self {
            id: row.id,
            agency_id: row.agency_id,
            tour_id: row.tour_id,
            session_id: row.session_id,
            off: OffView::of(row.percent_bp, row.amount_minor, row.currency),
            minimum: row.minimum(),
            code: row.code,
            starts_at: row.starts_at.rfc3339(),
            ends_at: row.ends_at.rfc3339(),
            total_limit: row.total_limit,
            person_limit: row.person_limit,
            used: row.used,
            is_active: row.is_active,
        }
    }
}

/// An agency, for everybody.
#[derive(Serialize, ToSchema)]
pub(super) struct AgencyView {
    id: AgencyId,
    name: String,
    description: String,
    contacts: String,
    #[schema(inline)]
    status: agency::Status,
}

impl AgencyView {
    pub(super) fn of(agency: &agency::Model) -> Self {
        Self {
            id: agency.id,
            name: agency.name.clone(),
            description: agency.description.clone(),
            contacts: agency.contacts.clone(),
            status: agency.status,
        }
    }
}

/// An agency, with its terms for whoever decides for it; they are null for everybody else.
#[derive(Serialize, ToSchema)]
pub(super) struct AgencyCard {
    #[serde(flatten)]
    agency: AgencyView,
    /// The platform's share of new bookings, in basis points.
    commission_bp: Option<i32>,
    /// Whether a cash desk at Payme is connected. Its keys are never told.
    has_payme: Option<bool>,
    blocked_reason: Option<String>,
    created_at: Option<String>,
}

impl AgencyCard {
    pub(super) fn of(agency: &agency::Model, is_own: bool) -> Self {
        Self {
            agency: AgencyView::of(agency),
            commission_bp: is_own.then_some(agency.commission_bp),
            has_payme: is_own.then(|| agency.payme_merchant.is_some()),
            blocked_reason: agency.blocked_reason.clone().filter(|_| is_own),
            created_at: is_own.then(|| Timestamp::rfc3339(agency.created_at)),
        }
    }
}
