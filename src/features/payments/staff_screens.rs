//! What payments look like to staff.

use super::{callbacks::PaymentsCallback, reconcile::Report, words};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        payment::{Model, Provider, Status},
        payout, refund,
    },
    features::desk::callbacks::DeskCallback,
};

/// Differences shown in full; the rest is counted.
const DIFFERENCES: usize = 20;

/// A new request for a payout, to staff.
#[must_use]
pub fn payout_for_staff(tr: &Tr, payout: &payout::Model) -> Screen {
    let purpose = match payout.purpose {
        payout::Purpose::Executor => "payments-staff-purpose-executor",
        payout::Purpose::Bonus => "payments-staff-purpose-bonus",
        payout::Purpose::Agency => "payments-staff-purpose-agency",
    };
    let keyboard = Keyboard::new().row([button(
        tr.plain("desk-open-payout", args![]),
        &DeskCallback::Payout(payout.id),
    )]);
    let html = tr.html(
        "payments-staff-payout",
        args![
            number = payout.id.to_string(),
            sum = tr.money(payout.money()),
            to = words::destination(tr, payout),
            purpose = tr.plain(purpose, args![])
        ],
    );
    Screen::new(html).with(keyboard)
}

/// Money that does not fit, to staff.
#[must_use]
pub fn parked(tr: &Tr, payment: &Model) -> Screen {
    let subject = words::subject(tr, payment.payable());
    let html = tr.html(
        "payments-staff-parked",
        args![
            number = payment.id.to_string(),
            subject = subject,
            sum = tr.money(payment.money()),
            theirs = payment.provider_id.as_deref().unwrap_or("—"),
            problem = problem(tr, payment.problem.as_deref())
        ],
    );
    let mut keyboard = Keyboard::new();
    if payment.status == Status::Parked {
        if payment.problem.as_deref() == Some("amount") {
            keyboard = keyboard.row([button(
                tr.plain("payments-staff-accept", args![]),
                &PaymentsCallback::Accept(payment.id),
            )]);
        }
        keyboard = keyboard.row([button(
            tr.plain("payments-staff-give-back", args![]),
            &PaymentsCallback::GiveBack(payment.id),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &DeskCallback::Parked(0)))
}

/// A refund, to staff.
#[must_use]
pub fn refund_for_staff(tr: &Tr, refund: &refund::Model, payment: &Model) -> Screen {
    use refund::Status as At;
    let is_native = payment.provider == Provider::Telegram;
    let id = match refund.status {
        At::Creating | At::Pending => "payments-staff-refund-open",
        At::Done if refund.cause == refund::Cause::Outside => "payments-staff-refund-outside",
        At::Done => "payments-staff-refund-done",
        At::Failed if is_native => "payments-staff-refund-native",
        At::Failed => "payments-staff-refund-failed",
    };
    let mut html = tr.html(
        id,
        args![
            number = refund.id.to_string(),
            subject = words::subject(tr, payment.payable()),
            sum = tr.money(refund.money()),
            theirs = payment.provider_id.as_deref().unwrap_or("—"),
            problem = problem(tr, refund.problem.as_deref())
        ],
    );
    if let Some(reference) = &refund.reference {
        html = html.line(&tr.html("payments-staff-reference", args![text = reference.as_str()]));
    }
    let mut keyboard = Keyboard::new();
    if refund.status == At::Failed {
        // There is nobody to send it to but a person.
        let retry = (!is_native).then(|| {
            button(
                tr.plain("payments-staff-retry", args![]),
                &PaymentsCallback::Retry(refund.id),
            )
        });
        keyboard = keyboard.row(retry).row([button(
            tr.plain("payments-staff-by-hand", args![]),
            &PaymentsCallback::ByHand(refund.id),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &DeskCallback::FailedRefunds))
}

/// The reference under which money went back by hand.
#[must_use]
pub fn ask_reference(tr: &Tr, refund: &refund::Model, payment: &Model) -> Screen {
    let id = if payment.provider == Provider::Telegram {
        "payments-staff-ask-native-reference"
    } else {
        "payments-staff-ask-reference"
    };
    let html = tr.html(
        id,
        args![
            number = refund.id.to_string(),
            sum = tr.money(refund.money())
        ],
    );
    let keyboard = Keyboard::new().back(tr, &PaymentsCallback::Refund(refund.id));
    Screen::new(html).with(keyboard)
}

/// A payout that did not go through, to staff.
#[must_use]
pub fn payout_failed(tr: &Tr, payout: &payout::Model) -> Screen {
    let html = tr.html(
        "payments-staff-payout-failed",
        args![
            number = payout.id.to_string(),
            sum = tr.money(payout.money()),
            problem = payout.problem.as_deref().unwrap_or("—")
        ],
    );
    let keyboard = Keyboard::new().row([button(
        tr.plain("desk-open-payout", args![]),
        &DeskCallback::Payout(payout.id),
    )]);
    Screen::new(html).with(keyboard)
}

/// "The lists are being compared."
#[must_use]
pub fn comparing(tr: &Tr) -> Screen {
    Screen::new(tr.html("payments-staff-comparing", args![]))
}

/// The provider's list could not be had.
#[must_use]
pub fn incomparable(tr: &Tr) -> Screen {
    let html = tr.html("payments-staff-incomparable", args![]);
    Screen::new(html).with(spans(tr))
}

/// The provider's list against ours.
#[must_use]
pub fn report(tr: &Tr, report: &Report, from: &str, until: &str) -> Screen {
    let mut html = tr.html(
        "payments-staff-report",
        args![
            from = from,
            until = until,
            payments = report.payments,
            received = tr.money(report.received),
            refunds = report.refunds,
            returned = tr.money(report.returned)
        ],
    );
    let ledger = if report.is_ledger_clean {
        "payments-staff-ledger-clean"
    } else {
        "payments-staff-ledger-broken"
    };
    html = html.paragraph(&tr.html(ledger, args![]));
    if report.differences.is_empty() {
        html = html.line(&tr.html("payments-staff-agrees", args![]));
    }
    let mut lines = Html::default();
    for difference in report.differences.iter().take(DIFFERENCES) {
        let kind = tr.plain(
            &format!("payments-difference-{}", difference.kind.word()),
            args![],
        );
        let ours = difference.ours.map_or("—".to_owned(), |id| id.to_string());
        lines = lines.line(&tr.html(
            "payments-staff-difference",
            args![
                kind = kind,
                ours = ours,
                theirs = difference.theirs.as_deref().unwrap_or("—")
            ],
        ));
    }
    html = html.paragraph(&lines);
    let hidden = report.differences.len().saturating_sub(DIFFERENCES);
    if hidden > 0 {
        html = html.line(&tr.html("payments-staff-more", args![count = hidden]));
    }
    Screen::new(html).with(spans(tr))
}

/// Other spans to compare.
fn spans(tr: &Tr) -> Keyboard {
    let span =
        |id: &str, days: u32| button(tr.plain(id, args![]), &PaymentsCallback::Reconcile(days));
    Keyboard::new()
        .row([
            span("payments-staff-day", 1),
            span("payments-staff-week", 7),
            span("payments-staff-month", 31),
        ])
        .back(tr, &DeskCallback::Funds)
}

/// What is wrong, in words; a code that we have no words for as it is.
fn problem(tr: &Tr, code: Option<&str>) -> String {
    let code = code.unwrap_or("—");
    let id = format!("payments-problem-{}", code.replace('_', "-"));
    if tr.has(&id) {
        tr.plain(&id, args![])
    } else {
        code.to_owned()
    }
}
