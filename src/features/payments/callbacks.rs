//! Buttons of payments.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{BookingId, HourId, OrderId, PaymentId, RefundId},
        payable::Payable,
    },
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentsCallback {
    /// What is to be paid, with or without bonuses, and how.
    Due(Payable, bool),
    /// Pay on the provider's page, with or without bonuses.
    Pay(Payable, bool),
    /// Pay by Telegram's own invoice, with or without bonuses.
    Invoice(Payable, bool),
    /// Pay on Payme's page, with or without bonuses.
    Payme(Payable, bool),
    /// How an attempt stands.
    Check(PaymentId),
    /// The provider's list against ours, so many days back.
    Reconcile(u32),
    /// Staff: money that does not fit.
    Parked(PaymentId),
    /// Staff: take it for what it was meant for.
    Accept(PaymentId),
    /// Staff: send it back.
    GiveBack(PaymentId),
    /// Staff: a refund.
    Refund(RefundId),
    /// Staff: send a failed refund again.
    Retry(RefundId),
    /// Staff: it went back by hand.
    ByHand(RefundId),
}

impl PaymentsCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let order = Payable::Order(OrderId(i64::MAX));
        let hour = Payable::Hour(HourId(i64::MAX));
        vec![
            Self::Due(order, false),
            Self::Due(hour, true),
            Self::Pay(order, true),
            Self::Invoice(hour, false),
            Self::Payme(Payable::Booking(BookingId(i64::MAX)), true),
            Self::Due(Payable::Booking(BookingId(i64::MAX)), true),
            Self::Check(PaymentId(i64::MAX)),
            Self::Reconcile(u32::MAX),
            Self::Parked(PaymentId(1)),
            Self::Accept(PaymentId(1)),
            Self::GiveBack(PaymentId(1)),
            Self::Refund(RefundId(1)),
            Self::Retry(RefundId(1)),
            Self::ByHand(RefundId(1)),
        ]
    }
}

impl Callback for PaymentsCallback {
    const TAG: &'static str = "p1";

    fn write(&self, to: &mut Writer) {
        match *self {
            Self::Due(payable, bonus) => subject(to.word("due"), payable, bonus),
            Self::Pay(payable, bonus) => subject(to.word("pay"), payable, bonus),
            Self::Invoice(payable, bonus) => subject(to.word("tg"), payable, bonus),
            Self::Payme(payable, bonus) => subject(to.word("payme"), payable, bonus),
            Self::Check(id) => to.word("check").int(id.0),
            Self::Reconcile(days) => to.word("list").int(days.into()),
            Self::Parked(id) => to.word("odd").int(id.0),
            Self::Accept(id) => to.word("odd-take").int(id.0),
            Self::GiveBack(id) => to.word("odd-back").int(id.0),
            Self::Refund(id) => to.word("refund").int(id.0),
            Self::Retry(id) => to.word("refund-again").int(id.0),
            Self::ByHand(id) => to.word("refund-hand").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match action {
            "due" => {
                let (payable, bonus) = read_subject(from)?;
                Self::Due(payable, bonus)
            }
            "pay" => {
                let (payable, bonus) = read_subject(from)?;
                Self::Pay(payable, bonus)
            }
            "tg" => {
                let (payable, bonus) = read_subject(from)?;
                Self::Invoice(payable, bonus)
            }
            "payme" => {
                let (payable, bonus) = read_subject(from)?;
                Self::Payme(payable, bonus)
            }
            "check" => Self::Check(PaymentId(from.int()?)),
            "list" => Self::Reconcile(from.int()?),
            "odd" => Self::Parked(PaymentId(from.int()?)),
            "odd-take" => Self::Accept(PaymentId(from.int()?)),
            "odd-back" => Self::GiveBack(PaymentId(from.int()?)),
            "refund" => Self::Refund(RefundId(from.int()?)),
            "refund-again" => Self::Retry(RefundId(from.int()?)),
            "refund-hand" => Self::ByHand(RefundId(from.int()?)),
            _ => return Err(Malformed),
        })
    }
}

fn subject(to: &mut Writer, payable: Payable, bonus: bool) -> &mut Writer {
    to.word(payable.word())
        .int(payable.id())
        .word(if bonus { "b" } else { "n" })
}

fn read_subject(from: &mut Reader<'_>) -> Result<(Payable, bool), Malformed> {
    let kind = from.word()?.to_owned();
    let id = from.int()?;
    let payable = match kind.as_str() {
        "order" => Payable::Order(OrderId(id)),
        "hour" => Payable::Hour(HourId(id)),
        "booking" => Payable::Booking(BookingId(id)),
        _ => return Err(Malformed),
    };
    let bonus = match from.word()? {
        "b" => true,
        "n" => false,
        _ => return Err(Malformed),
    };
    Ok((payable, bonus))
}
