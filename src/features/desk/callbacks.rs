//! Buttons of the desk for study orders.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    entity::{executor, order::Status, payment, payout},
    features::ledger::Kind,
    kernel::ids::{OrderId, PaymentId, PayoutId, UserId},
};

/// Whose orders are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    Anyone,
    /// Those of a client.
    Client(UserId),
    /// Those of an executor.
    Executor(UserId),
}

/// What of the orders is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Only in this state.
    pub status: Option<Status>,
    /// Only this kind of help.
    pub kind: Option<String>,
    /// Only what has not moved for so many days; zero: whatever.
    pub days: u8,
    /// Whose.
    pub whose: Whose,
}

impl Sight {
    /// Days without a movement that can be chosen.
    pub const DAYS: [u8; 4] = [1, 3, 7, 30];

    fn write<'w>(&self, to: &'w mut Writer) -> &'w mut Writer {
        // No key of the catalogue is a dash.
        to.word(self.status.map_or("-", short))
            .word(self.kind.as_deref().unwrap_or("-"))
            .int(self.days.into());
        match self.whose {
            Whose::Anyone => to.word("-").int(0),
            Whose::Client(user) => to.word("c").int(user.0),
            Whose::Executor(user) => to.word("x").int(user.0),
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let status = match from.word()? {
            "-" => None,
            word => Some(
                Status::ALL
                    .into_iter()
                    .find(|status| short(*status) == word)
                    .ok_or(Malformed)?,
            ),
        };
        let kind = match from.word()? {
            "-" => None,
            key => Some(key.to_owned()),
        };
        let days = from.int()?;
        let whose = match (from.word()?, from.int()?) {
            ("-", 0) => Whose::Anyone,
            ("c", user) => Whose::Client(UserId(user)),
            ("x", user) => Whose::Executor(UserId(user)),
            _ => return Err(Malformed),
        };
        Ok(Self {
            status,
            kind,
            days,
            whose,
        })
    }
}

/// A state in few letters: a filter has to fit a button.
const fn short(status: Status) -> &'static str {
    match status {
        Status::Draft => "dra",
        Status::Submitted => "sub",
        Status::Quoted => "quo",
        Status::AwaitingPayment => "pay",
        Status::Paid => "free",
        Status::InProgress => "work",
        Status::Delivered => "dlv",
        Status::ChangesRequested => "chg",
        Status::Disputed => "dis",
        Status::Completed => "done",
        Status::Refunded => "ref",
        Status::Cancelled => "can",
        Status::Expired => "exp",
    }
}

/// Which part of a list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// From the newest on.
    #[default]
    Top,
    /// Older than this one.
    Older(OrderId),
    /// Newer than this one.
    Newer(OrderId),
}

impl Part {
    fn write(self, to: &mut Writer) -> &mut Writer {
        match self {
            Self::Top => to.word("t").int(0),
            Self::Older(id) => to.word("o").int(id.0),
            Self::Newer(id) => to.word("n").int(id.0),
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        match (from.word()?, from.int()?) {
            ("t", 0) => Ok(Self::Top),
            ("o", id) => Ok(Self::Older(OrderId(id))),
            ("n", id) => Ok(Self::Newer(OrderId(id))),
            _ => Err(Malformed),
        }
    }
}

/// Payouts that are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Wait for a decision.
    Asked,
    /// Wait for the bank.
    Approved,
    /// The provider works on them.
    Sending,
    /// Are over.
    Over,
}

impl Queue {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Approved, Self::Sending, Self::Over];

    /// Its word on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Sending => "sending",
            Self::Over => "over",
        }
    }

    /// The states of its payouts.
    #[must_use]
    pub const fn statuses(self) -> &'static [payout::Status] {
        use payout::Status as S;
        match self {
            Self::Asked => &[S::Asked],
            Self::Approved => &[S::Approved],
            Self::Sending => &[S::Sending],
            Self::Over => &[S::Paid, S::Failed, S::Rejected, S::Withdrawn],
        }
    }

    /// The one in which a payout stands.
    #[must_use]
    pub const fn of(status: payout::Status) -> Self {
        use payout::Status as S;
        match status {
            S::Asked => Self::Asked,
            S::Approved => Self::Approved,
            S::Sending => Self::Sending,
            S::Paid | S::Failed | S::Rejected | S::Withdrawn => Self::Over,
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let word = from.word()?;
        Self::ALL
            .into_iter()
            .find(|queue| queue.word() == word)
            .ok_or(Malformed)
    }
}

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskCallback {
    /// The desk: how many orders are where.
    Home,
    /// Orders of this sight.
    List(Sight, Part),
    /// What is to be shown.
    Filter(Sight),
    /// The same, by kind of help.
    Kinds(Sight),
    /// Look for an order.
    Search,
    /// Orders that do not move, this page.
    Stalled(u32),
    /// An order.
    Order(OrderId),
    /// Files of its brief.
    Files(OrderId),
    /// What was delivered.
    Deliveries(OrderId),
    /// Its timeline, this page.
    Timeline(OrderId, u32),
    /// Its money.
    Money(OrderId),
    /// Offers for it.
    Offers(OrderId),
    /// Name a price: asks for it.
    Quote(OrderId),
    /// Price and days are named; nothing is said with them.
    QuoteBare(OrderId, i64, i32),
    /// Who could carry it out, this page.
    Assign(OrderId, u32),
    /// Ask before this one gets it.
    AssignTo(OrderId, UserId),
    /// Give it to this one.
    AssignYes(OrderId, UserId),
    /// Ask before it is taken away.
    TakeAway(OrderId),
    /// Take it away.
    TakeAwayYes(OrderId),
    /// Call it off: asks why.
    Cancel(OrderId),
    /// What the two say, and how much goes back.
    Decide(OrderId),
    /// What so many basis points would mean.
    Split(OrderId, u32),
    /// Another share: asks for it.
    Percent(OrderId),
    /// Decide so: asks why.
    Because(OrderId, u32),
    /// Yes to the question that is open; the number is that of its message's update.
    Confirm(i64),
    /// Executors in this state, this page.
    Executors(Option<executor::Status>, u32),
    /// An executor.
    Executor(UserId),
    /// Make an applicant an executor.
    Approve(UserId),
    /// Refuse an application: asks why.
    Refuse(UserId),
    /// Give nothing new: asks why.
    Pause(UserId),
    /// Let work again.
    Resume(UserId),
    /// Orders in hand: asks how many.
    Limit(UserId),
    /// Share of prices: asks how much.
    Share(UserId),
    /// The usual share.
    ShareUsual(UserId),
    /// What waits for a decision about money.
    Funds,
    /// Money that fits nothing, older than this payment; zero: the newest.
    Parked(i64),
    /// Refunds that did not go through.
    FailedRefunds,
    /// Payouts of a queue after this one; zero: the oldest.
    Payouts(Queue, i64),
    /// A payout.
    Payout(PayoutId),
    /// Ask before it is approved.
    PayoutOk(PayoutId),
    /// Approve it.
    PayoutYes(PayoutId),
    /// Reject it: asks why.
    PayoutNo(PayoutId),
    /// It was paid by hand: asks for the bank's reference.
    PayoutPaid(PayoutId),
    /// The bank did not take it: asks what it said.
    PayoutFailed(PayoutId),
    /// Attempts to pay in this state, older than this one; zero: the newest.
    Payments(Option<payment::Status>, i64),
    /// An attempt to pay.
    Payment(PaymentId),
    /// What is on the accounts of the ledger.
    Accounts,
    /// Facts of the ledger with a line on such an account, older than this one; zero: the newest.
    Book(Option<Kind>, i64),
    /// Ask before whole card numbers leave the bot.
    BankList,
    /// The list for the bank.
    BankListYes,
}

impl DeskCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let order = OrderId(i64::MAX);
        let user = UserId(i64::MAX);
        let widest = |status, whose| Sight {
            status: Some(status),
            kind: Some("k".repeat(16)),
            days: u8::MAX,
            whose,
        };
        let mut samples = vec![Self::Home, Self::List(Sight::default(), Part::Top)];
        samples.extend(
            Status::ALL
                .map(|status| Self::List(widest(status, Whose::Client(user)), Part::Older(order))),
        );
        samples.extend([
            Self::List(
                widest(Status::Paid, Whose::Executor(user)),
                Part::Newer(order),
            ),
            Self::Filter(widest(Status::InProgress, Whose::Executor(user))),
            Self::Kinds(widest(Status::InProgress, Whose::Client(user))),
            Self::Search,
            Self::Stalled(u32::MAX),
            Self::Order(order),
            Self::Files(order),
            Self::Deliveries(order),
            Self::Timeline(order, u32::MAX),
            Self::Money(order),
            Self::Offers(order),
            Self::Quote(order),
            Self::QuoteBare(order, i64::MAX, i32::MAX),
            Self::Assign(order, u32::MAX),
            Self::AssignTo(order, user),
            Self::AssignYes(order, user),
            Self::TakeAway(order),
            Self::TakeAwayYes(order),
            Self::Cancel(order),
            Self::Decide(order),
            Self::Split(order, u32::MAX),
            Self::Percent(order),
            Self::Because(order, u32::MAX),
            Self::Confirm(i64::MAX),
            Self::Executors(None, u32::MAX),
        ]);
        samples.extend(executor::Status::ALL.map(|status| Self::Executors(Some(status), u32::MAX)));
        samples.extend([
            Self::Executor(user),
            Self::Approve(user),
            Self::Refuse(user),
            Self::Pause(user),
            Self::Resume(user),
            Self::Limit(user),
            Self::Share(user),
            Self::ShareUsual(user),
            Self::Funds,
            Self::Parked(i64::MAX),
            Self::FailedRefunds,
        ]);
        samples.extend(Queue::ALL.map(|queue| Self::Payouts(queue, i64::MAX)));
        let payout = PayoutId(i64::MAX);
        samples.extend([
            Self::Payout(payout),
            Self::PayoutOk(payout),
            Self::PayoutYes(payout),
            Self::PayoutNo(payout),
            Self::PayoutPaid(payout),
            Self::PayoutFailed(payout),
            Self::Payments(None, i64::MAX),
            Self::Payment(PaymentId(i64::MAX)),
            Self::Accounts,
            Self::Book(None, i64::MAX),
            Self::BankList,
            Self::BankListYes,
        ]);
        samples.extend(payment::Status::ALL.map(|status| Self::Payments(Some(status), i64::MAX)));
        samples.extend(Kind::ALL.map(|kind| Self::Book(Some(kind), i64::MAX)));
        samples
    }
}

impl Callback for DeskCallback {
    const TAG: &'static str = "d1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Home => to.word("home"),
            Self::List(sight, part) => part.write(sight.write(to.word("ls"))),
            Self::Filter(sight) => sight.write(to.word("by")),
            Self::Kinds(sight) => sight.write(to.word("kinds")),
            Self::Search => to.word("find"),
            Self::Stalled(page) => to.word("still").int((*page).into()),
            Self::Order(id) => to.word("order").int(id.0),
            Self::Files(id) => to.word("files").int(id.0),
            Self::Deliveries(id) => to.word("dlv").int(id.0),
            Self::Timeline(id, page) => to.word("time").int(id.0).int((*page).into()),
            Self::Money(id) => to.word("money").int(id.0),
            Self::Offers(id) => to.word("offers").int(id.0),
            Self::Quote(id) => to.word("quote").int(id.0),
            Self::QuoteBare(id, price, days) => {
                to.word("bare").int(id.0).int(*price).int((*days).into())
            }
            Self::Assign(id, page) => to.word("assign").int(id.0).int((*page).into()),
            Self::AssignTo(id, user) => to.word("give").int(id.0).int(user.0),
            Self::AssignYes(id, user) => to.word("give-yes").int(id.0).int(user.0),
            Self::TakeAway(id) => to.word("take").int(id.0),
            Self::TakeAwayYes(id) => to.word("take-yes").int(id.0),
            Self::Cancel(id) => to.word("cancel").int(id.0),
            Self::Decide(id) => to.word("decide").int(id.0),
            Self::Split(id, bp) => to.word("split").int(id.0).int((*bp).into()),
            Self::Percent(id) => to.word("percent").int(id.0),
            Self::Because(id, bp) => to.word("why").int(id.0).int((*bp).into()),
            Self::Confirm(update) => to.word("yes").int(*update),
            Self::Executors(status, page) => to
                .word("execs")
                .word(status.map_or("-", executor::Status::word))
                .int((*page).into()),
            Self::Executor(user) => to.word("exec").int(user.0),
            Self::Approve(user) => to.word("x-yes").int(user.0),
            Self::Refuse(user) => to.word("x-no").int(user.0),
            Self::Pause(user) => to.word("x-pause").int(user.0),
            Self::Resume(user) => to.word("x-resume").int(user.0),
            Self::Limit(user) => to.word("x-limit").int(user.0),
            Self::Share(user) => to.word("x-share").int(user.0),
            Self::ShareUsual(user) => to.word("x-usual").int(user.0),
            Self::Funds => to.word("funds"),
            Self::Parked(before) => to.word("parked").int(*before),
            Self::FailedRefunds => to.word("failed"),
            Self::Payouts(queue, after) => to.word("outs").word(queue.word()).int(*after),
            Self::Payout(id) => to.word("out").int(id.0),
            Self::PayoutOk(id) => to.word("out-ok").int(id.0),
            Self::PayoutYes(id) => to.word("out-yes").int(id.0),
            Self::PayoutNo(id) => to.word("out-no").int(id.0),
            Self::PayoutPaid(id) => to.word("out-paid").int(id.0),
            Self::PayoutFailed(id) => to.word("out-fail").int(id.0),
            Self::Payments(status, before) => to
                .word("pays")
                .word(status.map_or("-", payment::Status::word))
                .int(*before),
            Self::Payment(id) => to.word("pay").int(id.0),
            Self::Accounts => to.word("accounts"),
            Self::Book(kind, before) => to
                .word("book")
                .word(kind.map_or("-", Kind::word))
                .int(*before),
            Self::BankList => to.word("bank"),
            Self::BankListYes => to.word("bank-yes"),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let order = |from: &mut Reader<'_>| from.int().map(OrderId);
        let user = |from: &mut Reader<'_>| from.int().map(UserId);
        let payout = |from: &mut Reader<'_>| from.int().map(PayoutId);
        Ok(match action {
            "home" => Self::Home,
            "ls" => Self::List(Sight::read(from)?, Part::read(from)?),
            "by" => Self::Filter(Sight::read(from)?),
            "kinds" => Self::Kinds(Sight::read(from)?),
            "find" => Self::Search,
            "still" => Self::Stalled(from.int()?),
            "order" => Self::Order(order(from)?),
            "files" => Self::Files(order(from)?),
            "dlv" => Self::Deliveries(order(from)?),
            "time" => Self::Timeline(order(from)?, from.int()?),
            "money" => Self::Money(order(from)?),
            "offers" => Self::Offers(order(from)?),
            "quote" => Self::Quote(order(from)?),
            "bare" => Self::QuoteBare(order(from)?, from.int()?, from.int()?),
            "assign" => Self::Assign(order(from)?, from.int()?),
            "give" => Self::AssignTo(order(from)?, user(from)?),
            "give-yes" => Self::AssignYes(order(from)?, user(from)?),
            "take" => Self::TakeAway(order(from)?),
            "take-yes" => Self::TakeAwayYes(order(from)?),
            "cancel" => Self::Cancel(order(from)?),
            "decide" => Self::Decide(order(from)?),
            "split" => Self::Split(order(from)?, from.int()?),
            "percent" => Self::Percent(order(from)?),
            "why" => Self::Because(order(from)?, from.int()?),
            "yes" => Self::Confirm(from.int()?),
            "execs" => {
                let status = match from.word()? {
                    "-" => None,
                    word => Some(executor::Status::from_word(word).ok_or(Malformed)?),
                };
                Self::Executors(status, from.int()?)
            }
            "exec" => Self::Executor(user(from)?),
            "x-yes" => Self::Approve(user(from)?),
            "x-no" => Self::Refuse(user(from)?),
            "x-pause" => Self::Pause(user(from)?),
            "x-resume" => Self::Resume(user(from)?),
            "x-limit" => Self::Limit(user(from)?),
            "x-share" => Self::Share(user(from)?),
            "x-usual" => Self::ShareUsual(user(from)?),
            "funds" => Self::Funds,
            "parked" => Self::Parked(from.int()?),
            "failed" => Self::FailedRefunds,
            "outs" => Self::Payouts(Queue::read(from)?, from.int()?),
            "out" => Self::Payout(payout(from)?),
            "out-ok" => Self::PayoutOk(payout(from)?),
            "out-yes" => Self::PayoutYes(payout(from)?),
            "out-no" => Self::PayoutNo(payout(from)?),
            "out-paid" => Self::PayoutPaid(payout(from)?),
            "out-fail" => Self::PayoutFailed(payout(from)?),
            "pays" => {
                let status = match from.word()? {
                    "-" => None,
                    word => Some(
                        payment::Status::ALL
                            .into_iter()
                            .find(|status| status.word() == word)
                            .ok_or(Malformed)?,
                    ),
                };
                Self::Payments(status, from.int()?)
            }
            "pay" => Self::Payment(from.int().map(PaymentId)?),
            "accounts" => Self::Accounts,
            "book" => {
                let kind = match from.word()? {
                    "-" => None,
                    word => Some(Kind::from_word(word).ok_or(Malformed)?),
                };
                Self::Book(kind, from.int()?)
            }
            "bank" => Self::BankList,
            "bank-yes" => Self::BankListYes,
            _ => return Err(Malformed),
        })
    }
}
