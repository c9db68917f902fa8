//! Buttons of a client's orders.

use chrono::{Datelike, NaiveDate};

use super::catalog::Field;
use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::ids::{AttachmentId, DeliveryId, ExtensionId, OfferId, OrderId},
};

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyCallback {
    /// Kinds of help, the draft, the orders.
    Home,
    /// A kind of help.
    Kind(String),
    /// Order this kind.
    Begin(String),
    /// What the draft says so far.
    Draft(OrderId),
    /// Answer a question; whether the next one follows.
    Ask(OrderId, Field, bool),
    /// Leave an optional question without an answer.
    Skip(OrderId, Field, bool),
    /// The calendar at this month.
    Month(OrderId, NaiveDate, bool),
    /// This day is the last one.
    Day(OrderId, NaiveDate, bool),
    /// Files of the draft.
    Files(OrderId),
    /// Take a file from the draft.
    Detach(OrderId, AttachmentId),
    /// Send the draft.
    Submit(OrderId),
    /// Ask before the draft is thrown away.
    Discard(OrderId),
    /// Throw it away.
    DiscardYes(OrderId),
    /// Orders below this one; zero: from the newest.
    Mine(OrderId),
    /// An order.
    Card(OrderId),
    /// The whole brief.
    Brief(OrderId),
    /// Send the files of the brief.
    BriefFiles(OrderId),
    /// Take the price that is shown.
    AcceptQuote(OrderId, i64),
    /// Do not.
    DeclineQuote(OrderId),
    /// Offers of executors.
    Offers(OrderId),
    /// Ask before an offer is chosen.
    Offer(OfferId),
    /// Choose it at the price that is shown.
    Choose(OfferId, i64),
    /// What was delivered.
    Deliveries(OrderId),
    /// Send the files of a delivery.
    Delivery(OrderId, DeliveryId),
    /// Ask before the work is accepted.
    Accept(OrderId),
    /// Accept it.
    AcceptYes(OrderId),
    /// Ask for changes.
    Changes(OrderId),
    /// Call staff.
    Dispute(OrderId),
    /// Answer a request for more time.
    Extension(ExtensionId, bool),
    /// Ask before the order is called off, with a look at the money.
    Cancel(OrderId),
    /// Call it off.
    CancelYes(OrderId),
    /// What happened to the order.
    Timeline(OrderId),
}

impl StudyCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let order = OrderId(i64::MAX);
        let kind = "k".repeat(16);
        let day = NaiveDate::from_ymd_opt(2100, 12, 31).unwrap_or_default();
        let mut samples = vec![
            Self::Home,
            Self::Kind(kind.clone()),
            Self::Begin(kind),
            Self::Draft(order),
            Self::Month(order, day, true),
            Self::Day(order, day, false),
            Self::Files(order),
            Self::Detach(order, AttachmentId(i64::MAX)),
            Self::Submit(order),
            Self::Discard(order),
            Self::DiscardYes(order),
            Self::Mine(order),
            Self::Card(order),
            Self::Brief(order),
            Self::BriefFiles(order),
            Self::AcceptQuote(order, i64::MAX),
            Self::DeclineQuote(order),
            Self::Offers(order),
            Self::Offer(OfferId(i64::MAX)),
            Self::Choose(OfferId(i64::MAX), i64::MAX),
            Self::Deliveries(order),
            Self::Delivery(order, DeliveryId(i64::MAX)),
            Self::Accept(order),
            Self::AcceptYes(order),
            Self::Changes(order),
            Self::Dispute(order),
            Self::Extension(ExtensionId(i64::MAX), true),
            Self::Extension(ExtensionId(0), false),
            Self::Cancel(order),
            Self::CancelYes(order),
            Self::Timeline(order),
        ];
        samples.extend(Field::ALL.map(|field| Self::Ask(order, field, true)));
        samples.extend(Field::ALL.map(|field| Self::Skip(order, field, false)));
        samples
    }
}

impl Callback for StudyCallback {
    const TAG: &'static str = "o1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Home => to.word("home"),
            Self::Kind(key) => to.word("kind").word(key),
            Self::Begin(key) => to.word("begin").word(key),
            Self::Draft(id) => to.word("draft").int(id.0),
            Self::Ask(id, field, goes_on) => answer(to, "ask", *id, *field, *goes_on),
            Self::Skip(id, field, goes_on) => answer(to, "skip", *id, *field, *goes_on),
            Self::Month(id, day, goes_on) => date(to, "month", *id, *day, *goes_on),
            Self::Day(id, day, goes_on) => date(to, "day", *id, *day, *goes_on),
            Self::Files(id) => to.word("files").int(id.0),
            Self::Detach(id, file) => to.word("detach").int(id.0).int(file.0),
            Self::Submit(id) => to.word("send").int(id.0),
            Self::Discard(id) => to.word("drop").int(id.0),
            Self::DiscardYes(id) => to.word("drop-yes").int(id.0),
            Self::Mine(before) => to.word("mine").int(before.0),
            Self::Card(id) => to.word("card").int(id.0),
            Self::Brief(id) => to.word("brief").int(id.0),
            Self::BriefFiles(id) => to.word("brief-files").int(id.0),
            Self::AcceptQuote(id, price) => to.word("quote-yes").int(id.0).int(*price),
            Self::DeclineQuote(id) => to.word("quote-no").int(id.0),
            Self::Offers(id) => to.word("offers").int(id.0),
            Self::Offer(id) => to.word("offer").int(id.0),
            Self::Choose(id, price) => to.word("choose").int(id.0).int(*price),
            Self::Deliveries(id) => to.word("got").int(id.0),
            Self::Delivery(id, delivery) => to.word("got-files").int(id.0).int(delivery.0),
            Self::Accept(id) => to.word("accept").int(id.0),
            Self::AcceptYes(id) => to.word("accept-yes").int(id.0),
            Self::Changes(id) => to.word("changes").int(id.0),
            Self::Dispute(id) => to.word("dispute").int(id.0),
            Self::Extension(id, agree) => to.word("more").int(id.0).int((*agree).into()),
            Self::Cancel(id) => to.word("cancel").int(id.0),
            Self::CancelYes(id) => to.word("cancel-yes").int(id.0),
            Self::Timeline(id) => to.word("time").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let order = |from: &mut Reader<'_>| from.int().map(OrderId);
        Ok(match action {
            "home" => Self::Home,
            "kind" => Self::Kind(from.word()?.to_owned()),
            "begin" => Self::Begin(from.word()?.to_owned()),
            "draft" => Self::Draft(order(from)?),
            "ask" => Self::Ask(order(from)?, field(from)?, flag(from)?),
            "skip" => Self::Skip(order(from)?, field(from)?, flag(from)?),
            "month" => Self::Month(order(from)?, day(from)?, flag(from)?),
            "day" => Self::Day(order(from)?, day(from)?, flag(from)?),
            "files" => Self::Files(order(from)?),
            "detach" => Self::Detach(order(from)?, from.int().map(AttachmentId)?),
            "send" => Self::Submit(order(from)?),
            "drop" => Self::Discard(order(from)?),
            "drop-yes" => Self::DiscardYes(order(from)?),
            "mine" => Self::Mine(order(from)?),
            "card" => Self::Card(order(from)?),
            "brief" => Self::Brief(order(from)?),
            "brief-files" => Self::BriefFiles(order(from)?),
            "quote-yes" => Self::AcceptQuote(order(from)?, from.int()?),
            "quote-no" => Self::DeclineQuote(order(from)?),
            "offers" => Self::Offers(order(from)?),
            "offer" => Self::Offer(from.int().map(OfferId)?),
            "choose" => Self::Choose(from.int().map(OfferId)?, from.int()?),
            "got" => Self::Deliveries(order(from)?),
            "got-files" => Self::Delivery(order(from)?, from.int().map(DeliveryId)?),
            "accept" => Self::Accept(order(from)?),
            "accept-yes" => Self::AcceptYes(order(from)?),
            "changes" => Self::Changes(order(from)?),
            "dispute" => Self::Dispute(order(from)?),
            "more" => Self::Extension(from.int().map(ExtensionId)?, flag(from)?),
            "cancel" => Self::Cancel(order(from)?),
            "cancel-yes" => Self::CancelYes(order(from)?),
            "time" => Self::Timeline(order(from)?),
            _ => return Err(Malformed),
        })
    }
}

fn answer<'w>(
    to: &'w mut Writer,
    action: &str,
    id: OrderId,
    field: Field,
    goes_on: bool,
) -> &'w mut Writer {
    to.word(action)
        .int(id.0)
        .word(field.word())
        .int(goes_on.into())
}

fn date<'w>(
    to: &'w mut Writer,
    action: &str,
    id: OrderId,
    day: NaiveDate,
    goes_on: bool,
) -> &'w mut Writer {
    to.word(action)
        .int(id.0)
        .int(day.num_days_from_ce().into())
        .int(goes_on.into())
}

fn field(from: &mut Reader<'_>) -> Result<Field, Malformed> {
    let word = from.word()?;
    Field::ALL
        .into_iter()
        .find(|field| field.word() == word)
        .ok_or(Malformed)
}

fn flag(from: &mut Reader<'_>) -> Result<bool, Malformed> {
    match from.int::<i64>()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Malformed),
    }
}

fn day(from: &mut Reader<'_>) -> Result<NaiveDate, Malformed> {
    NaiveDate::from_num_days_from_ce_opt(from.int()?).ok_or(Malformed)
}
