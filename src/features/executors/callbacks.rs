//! Buttons of applications and of the executor's panel.

use chrono::{Datelike, NaiveDate};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::ids::{AttachmentId, OrderId, PayoutId, UserId},
};

/// A field of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What they are good at.
    Subjects,
    /// What they have done.
    Experience,
    /// Files that show it.
    Samples,
    /// Where the money goes.
    Card,
}

impl Field {
    /// All fields, in the order in which they are asked.
    pub const ALL: [Self; 4] = [Self::Subjects, Self::Experience, Self::Samples, Self::Card];

    /// Its word on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Subjects => "subjects",
            Self::Experience => "experience",
            Self::Samples => "samples",
            Self::Card => "card",
        }
    }

    /// The one that is asked after it.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Subjects => Some(Self::Experience),
            Self::Experience => Some(Self::Samples),
            Self::Samples => Some(Self::Card),
            Self::Card => None,
        }
    }

    fn of(word: &str) -> Result<Self, Malformed> {
        Self::ALL
            .into_iter()
            .find(|field| field.word() == word)
            .ok_or(Malformed)
    }
}

/// How the board is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What came last, first.
    #[default]
    New,
    /// What has to be done soonest, first.
    Soon,
    /// What pays most, first.
    Dear,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::New, Self::Soon, Self::Dear];

    /// Its word on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Soon => "soon",
            Self::Dear => "dear",
        }
    }

    fn of(word: &str) -> Result<Self, Malformed> {
        Self::ALL
            .into_iter()
            .find(|order| order.word() == word)
            .ok_or(Malformed)
    }
}

/// What of the board is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Only this kind of help.
    pub kind: Option<String>,
    /// Only what has to be done within so many days; zero: whenever.
    pub days: u16,
    /// In which order.
    pub order: Order,
}

impl Sight {
    fn write(&self, to: &mut Writer) {
        // No key of the catalogue is a dash.
        to.word(self.kind.as_deref().unwrap_or("-"))
            .int(self.days.into())
            .word(self.order.word());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let kind = from.word()?;
        Ok(Self {
            kind: (kind != "-").then(|| kind.to_owned()),
            days: from.int()?,
            order: Order::of(from.word()?)?,
        })
    }
}

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecutorsCallback {
    /// The application as it stands.
    Apply,
    /// Begin to write it, or go on where something is missing.
    Begin,
    /// Ask for one field of it.
    Edit(Field),
    /// Ask for what comes after this one.
    Next(Field),
    /// Take a sample away.
    Drop(AttachmentId),
    /// Send it.
    Send,
    /// Staff looks at an application.
    Look(UserId),
    /// Staff wants its samples.
    Samples(UserId),
    /// Staff says yes.
    Approve(UserId),
    /// Staff says no, and will be asked why.
    Refuse(UserId),
    /// The executor's panel.
    Panel,
    /// Orders that may be taken or offered for, this page.
    Board(Sight, u32),
    /// What of the board is to be shown.
    Filter(Sight),
    /// An order, whether on the board, offered for or in hand.
    Order(OrderId),
    /// Files of its brief.
    Files(OrderId),
    /// Take it.
    Take(OrderId),
    /// Make or change an offer.
    Offer(OrderId),
    /// Take the offer back.
    Withdraw(OrderId),
    /// One's offers, this page.
    Offers(u32),
    /// Orders in hand, this page.
    Work(u32),
    /// Say yes to an assignment.
    Start(OrderId),
    /// Ask before it is declined.
    Decline(OrderId),
    /// Decline it.
    DeclineYes(OrderId),
    /// Put a delivery together.
    Deliver(OrderId),
    /// Forget its files and begin anew.
    Unpack(OrderId),
    /// Its files are complete: what is said with them?
    Packed(OrderId),
    /// Deliver without a word.
    DeliverBare(OrderId),
    /// Ask for more time: the calendar.
    More(OrderId),
    /// Another month of it.
    MoreMonth(OrderId, NaiveDate),
    /// This day.
    MoreDay(OrderId, NaiveDate),
    /// Call staff, and be asked why.
    Dispute(OrderId),
    /// Orders that are over, this page.
    History(u32),
    /// Earnings.
    Money,
    /// Movements before this entry of the ledger; zero: the newest.
    Entries(i64),
    /// Another card.
    Card,
    /// Ask before the balance is paid out.
    Payout,
    /// Ask for the payout.
    PayoutYes,
    /// Take the request back.
    PayoutBack(PayoutId),
    /// A button that is only there to be seen.
    Nothing,
}

impl ExecutorsCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let order = OrderId(i64::MAX);
        let user = UserId(i64::MAX);
        let day = NaiveDate::MAX;
        let sight = Sight {
            kind: Some("k".repeat(16)),
            days: u16::MAX,
            order: Order::Soon,
        };
        let mut samples = vec![Self::Apply, Self::Begin];
        samples.extend(Field::ALL.map(Self::Edit));
        samples.extend([
            Self::Next(Field::Experience),
            Self::Drop(AttachmentId(i64::MAX)),
            Self::Send,
            Self::Look(user),
            Self::Samples(user),
            Self::Approve(user),
            Self::Refuse(user),
            Self::Panel,
            Self::Board(Sight::default(), 0),
            Self::Board(sight.clone(), u32::MAX),
            Self::Filter(sight),
            Self::Order(order),
            Self::Files(order),
            Self::Take(order),
            Self::Offer(order),
            Self::Withdraw(order),
            Self::Offers(u32::MAX),
            Self::Work(u32::MAX),
            Self::Start(order),
            Self::Decline(order),
            Self::DeclineYes(order),
            Self::Deliver(order),
            Self::Unpack(order),
            Self::Packed(order),
            Self::DeliverBare(order),
            Self::More(order),
            Self::MoreMonth(order, day),
            Self::MoreDay(order, day),
            Self::Dispute(order),
            Self::History(u32::MAX),
            Self::Money,
            Self::Entries(i64::MAX),
            Self::Card,
            Self::Payout,
            Self::PayoutYes,
            Self::PayoutBack(PayoutId(i64::MAX)),
            Self::Nothing,
        ]);
        samples
    }
}

impl Callback for ExecutorsCallback {
    const TAG: &'static str = "x1";

    fn write(&self, to: &mut Writer) {
        let day = |day: &NaiveDate| i64::from(day.num_days_from_ce());
        match self {
            Self::Apply => to.word("apply"),
            Self::Begin => to.word("begin"),
            Self::Edit(field) => to.word("edit").word(field.word()),
            Self::Next(field) => to.word("next").word(field.word()),
            Self::Drop(sample) => to.word("drop").int(sample.0),
            Self::Send => to.word("send"),
            Self::Look(user) => to.word("look").int(user.0),
            Self::Samples(user) => to.word("samples").int(user.0),
            Self::Approve(user) => to.word("yes").int(user.0),
            Self::Refuse(user) => to.word("no").int(user.0),
            Self::Panel => to.word("panel"),
            Self::Board(sight, page) => {
                sight.write(to.word("board"));
                to.int((*page).into())
            }
            Self::Filter(sight) => {
                sight.write(to.word("filter"));
                to
            }
            Self::Order(order) => to.word("order").int(order.0),
            Self::Files(order) => to.word("files").int(order.0),
            Self::Take(order) => to.word("take").int(order.0),
            Self::Offer(order) => to.word("offer").int(order.0),
            Self::Withdraw(order) => to.word("back").int(order.0),
            Self::Offers(page) => to.word("offers").int((*page).into()),
            Self::Work(page) => to.word("work").int((*page).into()),
            Self::Start(order) => to.word("start").int(order.0),
            Self::Decline(order) => to.word("dec").int(order.0),
            Self::DeclineYes(order) => to.word("dec-yes").int(order.0),
            Self::Deliver(order) => to.word("deliver").int(order.0),
            Self::Unpack(order) => to.word("unpack").int(order.0),
            Self::Packed(order) => to.word("packed").int(order.0),
            Self::DeliverBare(order) => to.word("bare").int(order.0),
            Self::More(order) => to.word("more").int(order.0),
            Self::MoreMonth(order, month) => to.word("more-m").int(order.0).int(day(month)),
            Self::MoreDay(order, picked) => to.word("more-d").int(order.0).int(day(picked)),
            Self::Dispute(order) => to.word("dispute").int(order.0),
            Self::History(page) => to.word("history").int((*page).into()),
            Self::Money => to.word("money"),
            Self::Entries(before) => to.word("entries").int(*before),
            Self::Card => to.word("card"),
            Self::Payout => to.word("pay"),
            Self::PayoutYes => to.word("pay-yes"),
            Self::PayoutBack(payout) => to.word("pay-no").int(payout.0),
            Self::Nothing => to.word("nop"),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let order = |from: &mut Reader<'_>| from.int().map(OrderId);
        let user = |from: &mut Reader<'_>| from.int().map(UserId);
        let day = |from: &mut Reader<'_>| {
            NaiveDate::from_num_days_from_ce_opt(from.int()?).ok_or(Malformed)
        };
        Ok(match action {
            "apply" => Self::Apply,
            "begin" => Self::Begin,
            "edit" => Self::Edit(Field::of(from.word()?)?),
            "next" => Self::Next(Field::of(from.word()?)?),
            "drop" => Self::Drop(AttachmentId(from.int()?)),
            "send" => Self::Send,
            "look" => Self::Look(user(from)?),
            "samples" => Self::Samples(user(from)?),
            "yes" => Self::Approve(user(from)?),
            "no" => Self::Refuse(user(from)?),
            "panel" => Self::Panel,
            "board" => Self::Board(Sight::read(from)?, from.int()?),
            "filter" => Self::Filter(Sight::read(from)?),
            "order" => Self::Order(order(from)?),
            "files" => Self::Files(order(from)?),
            "take" => Self::Take(order(from)?),
            "offer" => Self::Offer(order(from)?),
            "back" => Self::Withdraw(order(from)?),
            "offers" => Self::Offers(from.int()?),
            "work" => Self::Work(from.int()?),
            "start" => Self::Start(order(from)?),
            "dec" => Self::Decline(order(from)?),
            "dec-yes" => Self::DeclineYes(order(from)?),
            "deliver" => Self::Deliver(order(from)?),
            "unpack" => Self::Unpack(order(from)?),
            "packed" => Self::Packed(order(from)?),
            "bare" => Self::DeliverBare(order(from)?),
            "more" => Self::More(order(from)?),
            "more-m" => Self::MoreMonth(order(from)?, day(from)?),
            "more-d" => Self::MoreDay(order(from)?, day(from)?),
            "dispute" => Self::Dispute(order(from)?),
            "history" => Self::History(from.int()?),
            "money" => Self::Money,
            "entries" => Self::Entries(from.int()?),
            "card" => Self::Card,
            "pay" => Self::Payout,
            "pay-yes" => Self::PayoutYes,
            "pay-no" => Self::PayoutBack(PayoutId(from.int()?)),
            "nop" => Self::Nothing,
            _ => return Err(Malformed),
        })
    }
}
