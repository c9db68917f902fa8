//! What callers see of an order: each side its own.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    brief, kind_of,
    parts::{CancelView, DeliveryView, ExtensionView, FileView, OfferView},
    refusal,
};
use crate::{
    entity::{
        attachment::Subject,
        order::{Model, Status},
    },
    features::{
        Site,
        executors::desk,
        study::{
            drafts, endings, hands, masking, quotes,
            reads::{self, View},
            work,
        },
    },
    http::{ApiError, Caller},
    kernel::{
        ids::{OrderId, UserId},
        money::Money,
        time::Timestamp,
    },
};

/// As whom the caller sees an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Seen {
    /// Its client.
    Client,
    /// Its executor.
    Executor,
    /// An executor who looks at the board.
    Board,
    /// Staff.
    Staff,
}

impl From<View> for Seen {
    fn from(view: View) -> Self {
        match view {
            View::Client => Self::Client,
            View::Executor => Self::Executor,
            View::Board => Self::Board,
            View::Staff => Self::Staff,
        }
    }
}

/// An order. Amounts and days that are not known yet, and what is not for the caller's eyes, are null.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderView {
    id: OrderId,
    /// As whom the caller sees it.
    seen_as: Seen,
    /// Key in the catalogue.
    kind: String,
    status: Status,
    subject: Option<String>,
    topic: Option<String>,
    details: Option<String>,
    volume: Option<String>,
    /// Last day, where the client lives.
    deadline: Option<NaiveDate>,
    budget: Option<Money>,
    price: Option<Money>,
    /// What the executor gets of the price; for the executor and staff.
    executor_share: Option<Money>,
    /// Days of work that were promised.
    days: Option<i32>,
    /// What the client paid, and what of that went or goes back; not for executors.
    paid: Option<Money>,
    refunded: Option<Money>,
    /// What is still to be paid.
    rest: Option<Money>,
    /// The number that clients know the executor by.
    executor: Option<i32>,
    /// Rounds of changes that are left.
    revisions_left: i32,
    /// RFC 3339, as all instants here: the payment is awaited until then.
    pay_by: Option<String>,
    /// The executor has to say yes until then.
    accept_by: Option<String>,
    /// Silence counts as acceptance from then on.
    auto_accept_at: Option<String>,
    /// Claims are heard until then.
    warranty_until: Option<String>,
    created_at: String,
    submitted_at: Option<String>,
    paid_at: Option<String>,
    delivered_at: Option<String>,
    ended_at: Option<String>,
    /// The last movement.
    moved_at: String,
    /// How it ended, as a word.
    ended_reason: Option<String>,
    /// For staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<UserId>,
    /// For staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    executor_id: Option<UserId>,
}

impl OrderView {
    /// What this side sees of it.
    pub(super) fn of(order: Model, seen_as: Seen, executor: Option<i32>) -> Self {
        let is_carried_out = matches!(seen_as, Seen::Executor | Seen::Board);
        let is_staff = seen_as == Seen::Staff;
        let money = |minor: i64| Money::new(minor, order.currency);
        let words = |text: Option<String>| {
            if is_carried_out {
                text.map(|text| masking::mask(&text).text)
            } else {
                text
            }
        };
        let price = order.price_minor.map(money);
        let share = order
            .share_bp
            .filter(|_| is_staff || seen_as == Seen::Executor)
            .and_then(|bp| price?.share(u32::try_from(bp).ok()?).ok());
        let when = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
        let unless_carried_out = |value: Money| (!is_carried_out).then_some(value);
        Self {
            id: order.id,
            seen_as,
            kind: order.kind,
            status: order.status,
            deadline: order.due_on,
            budget: order.budget_minor.map(money),
            price,
            executor_share: share,
            days: order.days,
            paid: unless_carried_out(money(order.paid_minor)),
            refunded: unless_carried_out(money(order.refunded_minor)),
            rest: unless_carried_out(money(match order.price_minor {
                Some(price) => std::cmp::max(price.saturating_sub(order.paid_minor), 0),
                None => 0,
            })),
            subject: words(order.subject),
            topic: words(order.topic),
            details: words(order.details),
            volume: words(order.volume),
            executor,
            revisions_left: order.revisions_left,
            pay_by: when(order.pay_by).filter(|_| !is_carried_out),
            accept_by: when(order.accept_by),
            auto_accept_at: when(order.auto_accept_at),
            warranty_until: when(order.warranty_until),
            created_at: order.created_at.rfc3339(),
            submitted_at: when(order.submitted_at),
            paid_at: when(order.paid_at),
            delivered_at: when(order.delivered_at),
            ended_at: when(order.ended_at),
            moved_at: order.moved_at.rfc3339(),
            ended_reason: order.ended_reason,
            client_id: is_staff.then_some(order.client_id),
            executor_id: order.executor_id.filter(|_| is_staff),
        }
    }
}

/// An order with everything that belongs to it.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderCard {
    #[serde(flatten)]
    order: OrderView,
    /// What was said with the price; for the client and staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    price_note: Option<String>,
    /// Fields of a draft that have to be filled in yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<&'static str>,
    /// Files of the brief.
    files: Vec<FileView>,
    deliveries: Vec<DeliveryView>,
    /// Open offers, cheapest first; for the client and staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    offers: Option<Vec<OfferView>>,
    /// One's own offer; for executors.
    #[serde(skip_serializing_if = "Option::is_none")]
    own_offer: Option<OfferView>,
    /// The wish for more time that waits for an answer; for an executor the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<ExtensionView>,
    /// What calling off would mean; for the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancellation: Option<CancelView>,
    /// Why staff was called; for staff and whoever called.
    #[serde(skip_serializing_if = "Option::is_none")]
    dispute_reason: Option<String>,
    /// Kinds of contacts that were taken out of what was just written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) masked: Vec<&'static str>,
}

/// The order with everything that the caller may see of it.
pub(super) async fn card(site: &Site, caller: &Caller, id: OrderId) -> Result<OrderCard, ApiError> {
    let (order, view) = reads::card(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    match view {
        View::Client | View::Staff => whole(site, caller, order, view).await,
        // Their own desk says what they may see.
        View::Executor | View::Board => executors(site, brief(site, caller, id).await?, view).await,
    }
}

async fn whole(
    site: &Site,
    caller: &Caller,
    order: Model,
    view: View,
) -> Result<OrderCard, ApiError> {
    let db = &site.app.db;
    let id = order.id;
    let number = match order.executor_id {
        Some(person) => hands::number(db, person).await?,
        None => None,
    };
    let files = drafts::files_of(db, Subject::Order, id.0).await?;
    let missing = match kind_of(site, &order.kind) {
        Ok(kind) if order.status == Status::Draft => {
            let asked = kind.fields.asked().filter(|(field, is_required)| {
                *is_required && !drafts::is_filled(&order, files.len(), *field)
            });
            asked.map(|(field, _)| field.word()).collect()
        }
        Ok(_) | Err(_) => Vec::new(),
    };
    let offers = quotes::with_executors(db, id).await?;
    let is_client = view == View::Client;
    let has_disputed = order.dispute_by == Some(caller.user_id);
    Ok(OrderCard {
        price_note: order.quote_note.clone().filter(|note| !note.is_empty()),
        missing,
        files: files.into_iter().map(FileView::from).collect(),
        deliveries: deliveries(site, id).await?,
        offers: Some(
            offers
                .into_iter()
                .map(|one| OfferView::of(one, &order))
                .collect(),
        ),
        own_offer: None,
        extension: work::open_extension(db, id).await?.map(ExtensionView::from),
        cancellation: is_client.then(|| endings::preview(&order).into()),
        dispute_reason: order
            .dispute_reason
            .clone()
            .filter(|_| has_disputed || view == View::Staff),
        masked: Vec::new(),
        order: OrderView::of(order, view.into(), number),
    })
}

async fn executors(site: &Site, brief: desk::Brief, view: View) -> Result<OrderCard, ApiError> {
    let order = brief.order;
    let is_theirs = view == View::Executor;
    let number = match order.executor_id.filter(|_| is_theirs) {
        Some(person) => hands::number(&site.app.db, person).await?,
        None => None,
    };
    let has_disputed =
        is_theirs && order.dispute_by.is_some() && order.dispute_by == order.executor_id;
    Ok(OrderCard {
        price_note: None,
        missing: Vec::new(),
        files: brief.files.into_iter().map(FileView::from).collect(),
        deliveries: if is_theirs {
            deliveries(site, order.id).await?
        } else {
            Vec::new()
        },
        offers: None,
        own_offer: brief.offer.map(|offer| OfferView::own(offer, &order)),
        extension: brief
            .extension
            .filter(|_| is_theirs)
            .map(ExtensionView::from),
        cancellation: None,
        dispute_reason: order.dispute_reason.clone().filter(|_| has_disputed),
        masked: Vec::new(),
        order: OrderView::of(order, view.into(), number),
    })
}

async fn deliveries(site: &Site, id: OrderId) -> Result<Vec<DeliveryView>, ApiError> {
    let delivered = work::deliveries_with_files(&site.app.db, id).await?;
    let views = delivered.into_iter().map(|(row, files)| DeliveryView {
        number: row.number,
        note: row.note,
        at: row.at.rfc3339(),
        files: files.into_iter().map(FileView::from).collect(),
    });
    Ok(views.collect())
}
