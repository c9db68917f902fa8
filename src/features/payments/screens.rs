//! What payments look like to those who pay and are paid.

use super::{callbacks::PaymentsCallback, service::Offer, words};
use crate::{
    args,
    bot::{
        keyboard::{Button, Keyboard, button, link},
        screen::Screen,
        texts::Tr,
    },
    clients::yookassa::objects::Reason,
    entity::{
        payment::{Model, Part, Provider, Status},
        payout, refund,
    },
    features::{
        bookings::callbacks::BookingsCallback, executors::callbacks::ExecutorsCallback,
        hours::callbacks::HoursCallback, referrals::callbacks::ReferralsCallback,
        study::callbacks::StudyCallback, tours::callbacks::AgencyMoneyCallback,
    },
    kernel::{ids::AgencyId, money::Money, payable::Payable},
};

/// Ways to pay that are set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// YooKassa's page.
    pub page: bool,
    /// Telegram's own invoice.
    pub invoice: bool,
    /// Payme's page.
    pub payme: bool,
}

impl Ways {
    /// Whether there is any.
    #[must_use]
    pub const fn any(self) -> bool {
        self.page || self.invoice || self.payme
    }
}

/// What is to be paid, and how.
#[must_use]
pub fn due(tr: &Tr, payable: Payable, offer: &Offer, use_bonus: bool, ways: Ways) -> Screen {
    let id = match offer.due.part {
        Part::Full => "payments-due-full",
        Part::Deposit => "payments-due-deposit",
        Part::Rest => "payments-due-rest",
    };
    let subject = words::subject(tr, payable);
    let mut html = tr.html(
        id,
        args![subject = subject, sum = tr.money(offer.due.money)],
    );
    let has_bonus = offer.bonus.is_positive();
    let bonus = tr.money(offer.bonus);
    let to_pay = if use_bonus && has_bonus {
        let left = offer.due.money.minor() - offer.bonus.minor();
        let left = Money::new(left, offer.due.money.currency());
        html = html.paragraph(&tr.html(
            "payments-due-bonus",
            args![bonus = bonus.as_str(), left = tr.money(left)],
        ));
        left
    } else {
        offer.due.money
    };
    let mut keyboard = Keyboard::new();
    if ways.page {
        keyboard = keyboard.row([button(
            tr.plain("payments-pay", args![sum = tr.money(to_pay)]),
            &PaymentsCallback::Pay(payable, use_bonus),
        )]);
    }
    if ways.payme {
        keyboard = keyboard.row([button(
            tr.plain("payments-pay-payme", args![sum = tr.money(to_pay)]),
            &PaymentsCallback::Payme(payable, use_bonus),
        )]);
    }
    if ways.invoice {
        keyboard = keyboard.row([button(
            tr.plain("payments-pay-telegram", args![]),
            &PaymentsCallback::Invoice(payable, use_bonus),
        )]);
    }
    if has_bonus {
        let label = if use_bonus {
            tr.plain("payments-bonus-keep", args![])
        } else {
            tr.plain("payments-bonus-use", args![bonus = bonus.as_str()])
        };
        keyboard = keyboard.row([button(label, &PaymentsCallback::Due(payable, !use_bonus))]);
    }
    Screen::new(html).with(keyboard.row([place(tr, payable)]))
}

/// The way to what is paid for.
fn place(tr: &Tr, payable: Payable) -> Button {
    match payable {
        Payable::Order(id) => button(
            tr.plain("payments-to-order", args![]),
            &StudyCallback::Card(id),
        ),
        Payable::Hour(id) => button(
            tr.plain("payments-to-hour", args![]),
            &HoursCallback::Card(id),
        ),
        Payable::Booking(id) => button(
            tr.plain("payments-to-booking", args![]),
            &BookingsCallback::Card(id),
        ),
    }
}

/// An attempt as it stands.
#[must_use]
pub fn attempt(tr: &Tr, payment: &Model) -> Screen {
    let subject = words::subject(tr, payment.payable());
    let sum = tr.money(payment.money());
    let said = |id: &str| tr.html(id, args![subject = subject.as_str(), sum = sum.as_str()]);
    let check = || {
        button(
            tr.plain("payments-check", args![]),
            &PaymentsCallback::Check(payment.id),
        )
    };
    let place = || place(tr, payment.payable());
    match payment.status {
        Status::Creating | Status::Pending if payment.open_key.is_none() => {
            Screen::new(said("payments-left")).with(Keyboard::new().row([place()]))
        }
        Status::Creating | Status::Pending => {
            let page = payment.confirmation_url.as_deref();
            let open = page.and_then(|url| link(tr.plain("payments-open", args![]), url));
            let id = match (payment.provider, &open) {
                (Provider::Telegram, _) => "payments-invoice-sent",
                (Provider::Payme, Some(_)) => "payments-ready-payme",
                (_, Some(_)) => "payments-ready",
                (_, None) => "payments-preparing",
            };
            let keyboard = Keyboard::new().row(open).row([check()]).row([place()]);
            Screen::new(said(id)).with(keyboard)
        }
        Status::Paid if is_returned(payment) => {
            Screen::new(said("payments-returned")).with(Keyboard::new().row([place()]))
        }
        Status::Paid => Screen::new(said("payments-paid")).with(Keyboard::new().row([place()])),
        Status::Parked => Screen::new(said("payments-parked")).with(Keyboard::new().row([place()])),
        Status::Cancelled => {
            let reason = reason(payment.problem.as_deref().unwrap_or_default());
            let html = said("payments-cancelled").paragraph(&tr.html(reason, args![]));
            let again = button(
                tr.plain("payments-again", args![]),
                &PaymentsCallback::Due(payment.payable(), false),
            );
            Screen::new(html).with(Keyboard::new().row([again]).row([place()]))
        }
    }
}

/// Whether all of it went back.
fn is_returned(payment: &Model) -> bool {
    payment.amount_minor > 0 && payment.refunded_minor == payment.amount_minor
}

/// What the payer is told about a payment that came to nothing.
fn reason(problem: &str) -> &'static str {
    if matches!(problem, "expired" | "no_answer") {
        return "payments-reason-expired";
    }
    match Reason::from(problem.to_owned()) {
        Reason::InsufficientFunds => "payments-reason-funds",
        Reason::CardExpired | Reason::InvalidCardNumber | Reason::InvalidCsc => {
            "payments-reason-card"
        }
        Reason::SecureFailed => "payments-reason-secure",
        Reason::ExpiredOnConfirmation | Reason::ExpiredOnCapture => "payments-reason-expired",
        Reason::LimitExceeded | Reason::OneTimeLimit | Reason::PeriodicLimit => {
            "payments-reason-limit"
        }
        Reason::IssuerUnavailable | Reason::InternalTimeout | Reason::RejectedByTimeout => {
            "payments-reason-later"
        }
        Reason::CallIssuer
        | Reason::GeneralDecline
        | Reason::FraudSuspected
        | Reason::MethodRestricted
        | Reason::CountryForbidden
        | Reason::IdentificationRequired
        | Reason::PermissionRevoked
        | Reason::CanceledByMerchant
        | Reason::PaymentExpired
        | Reason::RejectedByPayee
        | Reason::WalletClosed
        | Reason::RecipientNotFound
        | Reason::Other(_) => "payments-reason-bank",
    }
}

/// "Your money is back."
#[must_use]
pub fn refunded(tr: &Tr, refund: &refund::Model, payment: &Model) -> Screen {
    let subject = words::subject(tr, payment.payable());
    Screen::new(tr.html(
        "payments-refunded",
        args![subject = subject, sum = tr.money(refund.money())],
    ))
    .with(Keyboard::new().row([place(tr, payment.payable())]))
}

/// How a payout stands, to its owner.
#[must_use]
pub fn payout(tr: &Tr, payout: &payout::Model) -> Screen {
    use payout::Status as At;
    let (sum, to) = (tr.money(payout.money()), words::destination(tr, payout));
    let args = || args![sum = sum.as_str(), to = to.as_str()];
    let html = match payout.status {
        At::Asked => tr.html("payments-payout-asked", args()),
        At::Approved | At::Sending => tr.html("payments-payout-approved", args()),
        At::Paid => tr.html("payments-payout-paid", args()),
        At::Failed => tr.html("payments-payout-failed", args()),
        At::Withdrawn => tr.html("payments-payout-withdrawn", args()),
        At::Rejected => {
            let reason = payout.problem.as_deref().unwrap_or("—");
            tr.html("payments-payout-rejected", args())
                .paragraph(&tr.html("payments-payout-reason", args![reason = reason]))
        }
    };
    let label = tr.plain("payments-to-balance", args![]);
    let balance = match payout.purpose {
        payout::Purpose::Executor => button(label, &ExecutorsCallback::Money),
        payout::Purpose::Bonus => button(label, &ReferralsCallback::Open),
        payout::Purpose::Agency => {
            let agency = payout.agency_id.unwrap_or(AgencyId(0));
            button(label, &AgencyMoneyCallback::Open(agency))
        }
    };
    Screen::new(html).with(Keyboard::new().row([balance]))
}
