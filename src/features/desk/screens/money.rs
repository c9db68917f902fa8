//! The money desk: what does not fit, what did not go back, payouts.

use teloxide::types::InputFile;

use super::clip;
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::{Media, Screen},
        texts::Tr,
    },
    entity::{
        payment,
        payout::{self, Purpose, Status},
        refund,
    },
    features::{
        ctx::Ctx,
        desk::{
            callbacks::{DeskCallback, Queue},
            funds::{Part, Payment, Payments, Payout, Waiting},
            state::DeskState,
        },
        payments::{callbacks::PaymentsCallback, words::subject},
    },
};

/// Days that a reconciliation looks back.
const DAYS: u32 = 7;

/// What waits.
#[must_use]
pub fn home(cx: &Ctx, waiting: &Waiting) -> Screen {
    let tr = &cx.tr;
    let counted =
        |id: &str, count: u64, to: DeskCallback| button(tr.plain(id, args![count = count]), &to);
    let mut keyboard = Keyboard::new()
        .row([
            counted(
                "desk-payouts-asked",
                waiting.asked,
                DeskCallback::Payouts(Queue::Asked, 0),
            ),
            counted(
                "desk-payouts-approved",
                waiting.approved,
                DeskCallback::Payouts(Queue::Approved, 0),
            ),
        ])
        .row([
            counted(
                "desk-payouts-sending",
                waiting.sending,
                DeskCallback::Payouts(Queue::Sending, 0),
            ),
            button(
                tr.plain("desk-payouts-over", args![]),
                &DeskCallback::Payouts(Queue::Over, 0),
            ),
        ]);
    if waiting.approved > 0 {
        keyboard = keyboard.row([button(
            tr.plain("desk-bank-list", args![]),
            &DeskCallback::BankList,
        )]);
    }
    let keyboard = keyboard
        .row([
            counted("desk-parked", waiting.parked, DeskCallback::Parked(0)),
            counted("desk-failed", waiting.failed, DeskCallback::FailedRefunds),
        ])
        .row([button(
            tr.plain("desk-reconcile", args![days = i64::from(DAYS)]),
            &PaymentsCallback::Reconcile(DAYS),
        )])
        .row([
            button(
                tr.plain("desk-payments", args![]),
                &DeskCallback::Payments(None, 0),
            ),
            button(tr.plain("ledger-open", args![]), &DeskCallback::Accounts),
        ])
        .back(tr, &DeskCallback::Home);
    Screen::new(tr.html("desk-funds", args![])).with(keyboard)
}

fn payment_status(tr: &Tr, status: payment::Status) -> String {
    tr.plain(&format!("desk-payment-status-{}", status.word()), args![])
}

/// Attempts to pay, the newest first.
#[must_use]
pub fn payments(
    cx: &Ctx,
    status: Option<payment::Status>,
    is_older: bool,
    part: &Payments,
) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("desk-payments-title", args![]);
    if part.rows.is_empty() {
        html = html.paragraph(&tr.html("desk-payments-none", args![]));
    }
    let rows = part.rows.iter().map(|row| {
        button(
            format!(
                "№ {} · {} · {} · {}",
                row.id,
                tr.money(row.money()),
                payment_status(tr, row.status),
                row.created_at.day_in(cx.zone())
            ),
            &DeskCallback::Payment(row.id),
        )
    });
    let choices = payment::Status::ALL.map(|one| {
        let is_chosen = status == Some(one);
        let mark = if is_chosen { "✓ " } else { "" };
        let to = (!is_chosen).then_some(one);
        button(
            format!("{mark}{}", payment_status(tr, one)),
            &DeskCallback::Payments(to, 0),
        )
    });
    let newest = is_older.then(|| {
        button(
            tr.plain("ledger-newest", args![]),
            &DeskCallback::Payments(status, 0),
        )
    });
    let older = part.rows.last().filter(|_| part.has_more).map(|last| {
        button(
            tr.plain("desk-older", args![]),
            &DeskCallback::Payments(status, last.id.0),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row(newest.into_iter().chain(older))
        .grid(2, choices)
        .back(tr, &DeskCallback::Funds);
    Screen::new(html).with(keyboard)
}

/// An attempt to pay.
#[must_use]
pub fn payment(cx: &Ctx, found: &Payment) -> Screen {
    let tr = &cx.tr;
    let row = &found.card.payment;
    let mut html = tr.html(
        "desk-payment",
        args![
            id = row.id.to_string(),
            sum = tr.money(row.money()),
            status = payment_status(tr, row.status),
            subject = subject(tr, row.payable()),
            name = found.payer.full_name(),
            provider = tr.plain(&format!("desk-payment-by-{}", row.provider.word()), args![]),
            at = row.created_at.moment_in(cx.zone()),
        ],
    );
    if let Some(at) = row.paid_at {
        let at = at.moment_in(cx.zone());
        html = html.line(&tr.html("desk-payment-paid", args![at = at]));
    }
    if row.bonus().is_positive() {
        html = html.line(&tr.html("desk-payment-bonus", args![sum = tr.money(row.bonus())]));
    }
    if let Some(theirs) = &row.provider_id {
        html = html.line(&tr.html("desk-payment-theirs", args![id = clip(theirs, 60)]));
    }
    let refunds = found.card.refunds.iter().map(|refund| {
        let status = format!("desk-refund-status-{}", refund.status.word());
        button(
            format!(
                "↩️ {} · {}",
                tr.money(refund.money()),
                tr.plain(&status, args![])
            ),
            &PaymentsCallback::Refund(refund.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, refunds)
        .back(tr, &DeskCallback::Payments(None, 0));
    Screen::new(html).with(keyboard)
}

/// Money that fits nothing.
#[must_use]
pub fn parked(cx: &Ctx, payments: &[payment::Model]) -> Screen {
    let tr = &cx.tr;
    let id = if payments.is_empty() {
        "desk-parked-none"
    } else {
        "desk-parked-title"
    };
    let rows = payments.iter().map(|payment| {
        let at = payment
            .paid_at
            .map_or_else(|| "—".to_owned(), |at| at.day_in(cx.zone()));
        button(
            format!("№ {} · {} · {at}", payment.id, tr.money(payment.money())),
            &PaymentsCallback::Parked(payment.id),
        )
    });
    // A full page may have another one behind it.
    let older = payments.last().filter(|_| payments.len() >= 8).map(|last| {
        button(
            tr.plain("desk-older", args![]),
            &DeskCallback::Parked(last.id.0),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row(older)
        .back(tr, &DeskCallback::Funds);
    Screen::new(tr.html(id, args![])).with(keyboard)
}

/// Refunds that did not go through.
#[must_use]
pub fn failed(cx: &Ctx, refunds: &[refund::Model]) -> Screen {
    let tr = &cx.tr;
    let id = if refunds.is_empty() {
        "desk-failed-none"
    } else {
        "desk-failed-title"
    };
    let rows = refunds.iter().map(|refund| {
        button(
            format!(
                "№ {} · {} · {}",
                refund.id,
                tr.money(refund.money()),
                refund.created_at.day_in(cx.zone())
            ),
            &PaymentsCallback::Refund(refund.id),
        )
    });
    let keyboard = Keyboard::new().grid(1, rows).back(tr, &DeskCallback::Funds);
    Screen::new(tr.html(id, args![])).with(keyboard)
}

fn status(tr: &Tr, status: Status) -> String {
    tr.plain(&format!("desk-payout-status-{}", status.word()), args![])
}

/// What kind of place a payout goes to.
fn place(tr: &Tr, row: &payout::Model) -> String {
    let id = match row.purpose {
        Purpose::Executor | Purpose::Bonus => "desk-payout-place-card",
        Purpose::Agency => "desk-payout-place-account",
    };
    tr.plain(id, args![])
}

fn owner(tr: &Tr, payout: &Payout) -> String {
    let name = payout.person.full_name();
    if let Some(agency) = &payout.agency {
        return format!("{} ({name})", agency.name);
    }
    match payout.number {
        Some(number) => tr.plain(
            "desk-executor-name",
            args![number = number.to_string(), name = name],
        ),
        None => name,
    }
}

/// Payouts of a queue.
#[must_use]
pub fn list(cx: &Ctx, queue: Queue, part: &Part) -> Screen {
    let tr = &cx.tr;
    let name = tr.plain(&format!("desk-queue-{}", queue.word()), args![]);
    let mut html = tr.html("desk-payouts-title", args![queue = name]);
    if part.payouts.is_empty() {
        html = html.paragraph(&tr.html("desk-payouts-none", args![]));
    }
    let rows = part.payouts.iter().map(|payout| {
        let row = &payout.row;
        button(
            format!(
                "№ {} · {} · {} · {}",
                row.id,
                tr.money(row.money()),
                owner(tr, payout),
                row.asked_at.day_in(cx.zone())
            ),
            &DeskCallback::Payout(row.id),
        )
    });
    let more = part.payouts.last().filter(|_| part.has_more).map(|last| {
        button(
            tr.plain("desk-more", args![]),
            &DeskCallback::Payouts(queue, last.row.id.0),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row(more)
        .back(tr, &DeskCallback::Funds);
    Screen::new(html).with(keyboard)
}

/// A payout.
#[must_use]
pub fn card(cx: &Ctx, payout: &Payout) -> Screen {
    let tr = &cx.tr;
    let row = &payout.row;
    let mut html = tr.html(
        "desk-payout",
        args![
            id = row.id.to_string(),
            sum = tr.money(row.money()),
            status = status(tr, row.status),
            name = owner(tr, payout),
            purpose = tr.plain(&format!("desk-purpose-{}", row.purpose.word()), args![]),
            place = place(tr, row),
            card = row.card_mask.as_str(),
            at = row.asked_at.moment_in(cx.zone()),
        ],
    );
    if let Some(reference) = &row.reference {
        html = html.line(&tr.html("desk-payout-reference", args![text = clip(reference, 200)]));
    }
    if let Some(problem) = &row.problem {
        html = html.line(&tr.html("desk-payout-problem", args![text = clip(problem, 200)]));
    }
    let label = |id: &str| tr.plain(id, args![]);
    let keyboard = match row.status {
        Status::Asked => Keyboard::new().row([
            button(
                label("desk-payout-approve"),
                &DeskCallback::PayoutOk(row.id),
            ),
            button(label("desk-payout-reject"), &DeskCallback::PayoutNo(row.id)),
        ]),
        Status::Approved => Keyboard::new()
            .row([button(
                label("desk-payout-paid"),
                &DeskCallback::PayoutPaid(row.id),
            )])
            .row([
                button(
                    label("desk-payout-fail"),
                    &DeskCallback::PayoutFailed(row.id),
                ),
                button(label("desk-payout-reject"), &DeskCallback::PayoutNo(row.id)),
            ]),
        Status::Sending | Status::Paid | Status::Failed | Status::Rejected | Status::Withdrawn => {
            Keyboard::new()
        }
    };
    let queue = Queue::of(row.status);
    Screen::new(html).with(keyboard.back(tr, &DeskCallback::Payouts(queue, 0)))
}

/// Is it approved?
#[must_use]
pub fn ask_approve(cx: &Ctx, payout: &Payout) -> Screen {
    let tr = &cx.tr;
    let row = &payout.row;
    let html = tr.html(
        "desk-ask-payout",
        args![
            sum = tr.money(row.money()),
            name = owner(tr, payout),
            place = place(tr, row).to_lowercase(),
            card = row.card_mask.as_str()
        ],
    );
    let keyboard = Keyboard::new().yes_no(
        tr,
        &DeskCallback::PayoutYes(row.id),
        &DeskCallback::Payout(row.id),
    );
    Screen::new(html).with(keyboard)
}

/// A reason or a reference.
#[must_use]
pub fn ask(cx: &Ctx, payout: &Payout, question: &DeskState) -> Screen {
    let tr = &cx.tr;
    let id = match question {
        DeskState::PayoutReject { .. } => "desk-ask-payout-reject",
        DeskState::PayoutReference { .. } => "desk-ask-payout-reference",
        _ => "desk-ask-payout-fail",
    };
    let html = tr.html(
        id,
        args![sum = tr.money(payout.row.money()), name = owner(tr, payout)],
    );
    Screen::new(html).with(Keyboard::new().back(tr, &DeskCallback::Payout(payout.row.id)))
}

/// Whole card numbers leave the bot: is that meant?
#[must_use]
pub fn ask_bank_list(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let keyboard = Keyboard::new().yes_no(tr, &DeskCallback::BankListYes, &DeskCallback::Funds);
    Screen::new(tr.html("desk-ask-bank-list", args![])).with(keyboard)
}

/// The list for the bank.
#[must_use]
pub fn bank_list(cx: &Ctx, count: usize, file: InputFile) -> Screen {
    Screen::new(cx.tr.html("desk-bank-list-here", args![count = count]))
        .with_media(Media::Document(file))
}
