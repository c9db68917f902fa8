//! Payments in the bot.

use std::time::Duration;

use chrono::TimeDelta;
use secrecy::ExposeSecret;
use serde_json::json;
use teloxide::types::{Message, UpdateKind};

use super::{
    callbacks::PaymentsCallback,
    check,
    error::PayError,
    native::{self, Bill},
    parked, reads, reconcile, refunds,
    screens::{self, Ways},
    service::{self, Next},
    staff_screens,
    state::PaymentsState,
    words,
};
use crate::{
    app::App,
    args,
    bot::{fault::Fault, intake::Incoming, screen::Screen, tap::Tap, texts::Tr},
    entity::{payment::Model, refund},
    features::{Site, ctx::Ctx, payme::begin as payme},
    kernel::{
        ids::{PaymentId, RefundId},
        lang::Lang,
        money::Currency,
        payable::Payable,
        permission::Permission,
    },
};

/// How long Telegram may take to send an invoice or to hear an answer.
const LIMIT: Duration = Duration::from_secs(8);
/// Longest span that is compared, in days.
const LONGEST: u32 = 366;

/// A tap on a button of payments.
pub async fn tapped(cx: Ctx, tap: Tap, callback: PaymentsCallback) -> Result<(), Fault> {
    match callback {
        PaymentsCallback::Due(payable, use_bonus) => due(&cx, &tap, payable, use_bonus).await,
        PaymentsCallback::Pay(payable, use_bonus) => pay(&cx, &tap, payable, use_bonus).await,
        PaymentsCallback::Invoice(payable, use_bonus) => {
            invoice(&cx, &tap, payable, use_bonus).await
        }
        PaymentsCallback::Payme(payable, bonus) => pay_at_payme(&cx, &tap, payable, bonus).await,
        PaymentsCallback::Check(id) => look(&cx, &tap, id).await,
        PaymentsCallback::Reconcile(days) => compare(&cx, &tap, days).await,
        PaymentsCallback::Parked(id) => show_parked(&cx, &tap, id).await,
        PaymentsCallback::Accept(id) => {
            parked::accept(cx.app(), cx.actor(), &cx.rights, id).await?;
            show_parked(&cx, &tap, id).await
        }
        PaymentsCallback::GiveBack(id) => {
            parked::give_back(cx.app(), cx.actor(), &cx.rights, id).await?;
            show_parked(&cx, &tap, id).await
        }
        PaymentsCallback::Refund(id) => show_refund(&cx, Some(&tap), id).await,
        PaymentsCallback::Retry(id) => {
            refunds::retry(cx.app(), cx.actor(), &cx.rights, id).await?;
            show_refund(&cx, Some(&tap), id).await
        }
        PaymentsCallback::ByHand(id) => ask_reference(&cx, &tap, id).await,
    }
}

async fn due(cx: &Ctx, tap: &Tap, payable: Payable, use_bonus: bool) -> Result<(), Fault> {
    let offer = service::offer(cx.app(), cx.actor(), payable).await?;
    let currency = offer.due.money.currency();
    let ways = Ways {
        page: cx.app().shop.is_some() && currency == Currency::Rub,
        invoice: native::is_set_up(cx.app()),
        payme: payme::is_offered(cx.app(), payable).await?,
    };
    if !ways.any() {
        return Err(PayError::NotSetUp.into());
    }
    let screen = screens::due(&cx.tr, payable, &offer, use_bonus, ways);
    cx.show(Some(tap), &screen).await
}

async fn pay_at_payme(cx: &Ctx, tap: &Tap, payable: Payable, use_bonus: bool) -> Result<(), Fault> {
    let lang = cx.tr.lang();
    let started = payme::start(cx.app(), cx.actor(), lang, payable, use_bonus).await?;
    remember(cx.app(), tap, started.payment.id).await?;
    cx.show(Some(tap), &screens::attempt(&cx.tr, &started.payment))
        .await
}

async fn pay(cx: &Ctx, tap: &Tap, payable: Payable, use_bonus: bool) -> Result<(), Fault> {
    let started = service::start(cx.app(), cx.actor(), payable, use_bonus).await?;
    remember(cx.app(), tap, started.payment.id).await?;
    let screen = screens::attempt(&cx.tr, &started.payment);
    cx.show(Some(tap), &screen).await?;
    if started.next == Next::Wait {
        // The page may have come between the answer and this message.
        let now = service::find(cx.app(), started.payment.id).await?;
        if now.confirmation_url.is_some() {
            cx.show(Some(tap), &screens::attempt(&cx.tr, &now)).await?;
        }
    }
    Ok(())
}

/// The tapped message shows the attempt from now on, and is changed when it is over.
async fn remember(app: &App, tap: &Tap, id: PaymentId) -> Result<(), Fault> {
    if let Some(shown) = tap.shown().filter(|shown| shown.is_text) {
        service::shown(app, id, shown.id.0.into()).await?;
    }
    Ok(())
}

async fn invoice(cx: &Ctx, tap: &Tap, payable: Payable, use_bonus: bool) -> Result<(), Fault> {
    let payment = native::start(cx.app(), cx.actor(), payable, use_bonus).await?;
    remember(cx.app(), tap, payment.id).await?;
    cx.show(Some(tap), &screens::attempt(&cx.tr, &payment))
        .await?;
    if payment.amount_minor > 0 {
        send_invoice(cx, &payment).await?;
    }
    Ok(())
}

async fn send_invoice(cx: &Ctx, payment: &Model) -> Result<(), Fault> {
    let app = cx.app();
    let payable = payment.payable();
    let subject = words::subject(&cx.tr, payable);
    let lang = cx.tr.lang();
    let description = words::description(app, lang, payable, payment.part);
    let token = app.config.payments.telegram_provider_token.expose_secret();
    let mut body = json!({
        "chat_id": cx.chat,
        "title": clipped(&subject, 32),
        "description": clipped(&description, 255),
        "payload": payment.return_token,
        "provider_token": token,
        "currency": payment.currency.code(),
        "prices": [{"label": clipped(&subject, 32), "amount": payment.amount_minor}],
    });
    let receipt = words::receipt(app, lang, payable, payment.part, payment.money());
    if let (Some(receipt), Some(fields)) = (receipt, body.as_object_mut()) {
        let data = receipt
            .provider_data(payment.money())
            .map_err(PayError::from)?;
        fields.insert("need_email".to_owned(), true.into());
        fields.insert("send_email_to_provider".to_owned(), true.into());
        fields.insert("provider_data".to_owned(), data.into());
    }
    app.tg.raw("sendInvoice", &body, LIMIT).await?;
    Ok(())
}

fn clipped(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

async fn look(cx: &Ctx, tap: &Tap, id: PaymentId) -> Result<(), Fault> {
    let card = reads::card(cx.app(), cx.me(), &cx.rights, id).await?;
    match check::recheck(cx.app(), id).await {
        Ok(payment) => {
            let toast = match payment.ended_at {
                Some(_) => None,
                None => Some(cx.tr.plain("payments-not-yet", args![])),
            };
            let screen = screens::attempt(&cx.tr, &payment);
            match toast {
                Some(toast) => Ok(tap.show_with_toast(&screen, &toast).await?),
                None => cx.show(Some(tap), &screen).await,
            }
        }
        Err(PayError::NoAnswer(_)) => {
            let toast = cx.tr.plain("payments-error-no-answer", args![]);
            let screen = screens::attempt(&cx.tr, &card.payment);
            Ok(tap.show_with_toast(&screen, &toast).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Comparing takes as long as the provider's list is: the message says so, and then shows the result.
async fn compare(cx: &Ctx, tap: &Tap, days: u32) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    cx.show(Some(tap), &staff_screens::comparing(&cx.tr))
        .await?;
    let (cx, tap) = (cx.clone(), tap.clone());
    let tasks = cx.app().tasks.clone();
    tasks.spawn(async move {
        let until = cx.app().clock.now();
        let days = i64::from(std::cmp::min(days, LONGEST));
        let from = until.minus(TimeDelta::days(days));
        let screen = match reconcile::report(cx.app(), &cx.rights, from, until).await {
            Ok(report) => {
                let (from, until) = (from.moment_in(cx.zone()), until.moment_in(cx.zone()));
                staff_screens::report(&cx.tr, &report, &from, &until)
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the lists could not be compared"
                );
                staff_screens::incomparable(&cx.tr)
            }
        };
        if let Err(error) = tap.show(&screen).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a report was not shown"
            );
        }
    });
    Ok(())
}

async fn show_parked(cx: &Ctx, tap: &Tap, id: PaymentId) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let payment = service::find(cx.app(), id).await?;
    cx.show(Some(tap), &staff_screens::parked(&cx.tr, &payment))
        .await
}

async fn show_refund(cx: &Ctx, tap: Option<&Tap>, id: RefundId) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let refund = refunds::send::find(cx.app(), id).await?;
    let payment = service::find(cx.app(), refund.payment_id).await?;
    let screen = staff_screens::refund_for_staff(&cx.tr, &refund, &payment);
    cx.show(tap, &screen).await
}

/// Under which reference did the money go back?
async fn ask_reference(cx: &Ctx, tap: &Tap, id: RefundId) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let refund = refunds::send::find(cx.app(), id).await?;
    if refund.status != refund::Status::Failed {
        return Err(PayError::Moved.into());
    }
    let payment = service::find(cx.app(), refund.payment_id).await?;
    cx.expect(PaymentsState::Reference { refund: id }).await;
    let screen = staff_screens::ask_reference(&cx.tr, &refund, &payment);
    cx.show(Some(tap), &screen).await
}

/// A reference that staff typed.
pub async fn typed(cx: Ctx, message: Message, state: PaymentsState) -> Result<(), Fault> {
    let PaymentsState::Reference { refund: id } = state;
    let text = message.text().unwrap_or_default();
    match refunds::by_hand(cx.app(), cx.actor(), &cx.rights, id, text).await {
        Ok(()) => {
            show_refund(&cx, None, id).await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
        Err(PayError::BadText) => {
            let refund = refunds::send::find(cx.app(), id).await?;
            let payment = service::find(cx.app(), refund.payment_id).await?;
            let screen = staff_screens::ask_reference(&cx.tr, &refund, &payment);
            let html = cx.tr.html("payments-error-text", args![]);
            let html = html.paragraph(&screen.html);
            cx.send(&Screen { html, ..screen }).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(error.into())
        }
    }
}

/// Telegram asks whether it may take the money. It waits ten seconds, so this is answered ahead of
/// everything else; no answer is a no.
pub async fn checkout(site: Site, incoming: Incoming) -> Result<(), Fault> {
    let UpdateKind::PreCheckoutQuery(query) = &incoming.update.kind else {
        return Ok(());
    };
    let app = &site.app;
    let bill = Bill {
        payload: &query.invoice_payload,
        currency: &query.currency,
        minor: query.total_amount.into(),
    };
    let may_pay = native::may_pay(app, &bill).await;
    let mut body = json!({"pre_checkout_query_id": query.id.0, "ok": true});
    if !matches!(may_pay, Ok(true)) {
        let lang = query.from.language_code.as_deref().and_then(Lang::from_tag);
        let tr: Tr = app.texts.lang(lang.unwrap_or(app.config.locale.default));
        let id = match &may_pay {
            Ok(_) => "payments-error-invoice-old",
            Err(_) => "common-trouble",
        };
        body = json!({
            "pre_checkout_query_id": query.id.0,
            "ok": false,
            "error_message": tr.plain(id, args![]),
        });
    }
    app.tg.raw("answerPreCheckoutQuery", &body, LIMIT).await?;
    may_pay?;
    Ok(())
}

/// Telegram took the money.
pub async fn invoice_paid(site: Site, incoming: Incoming) -> Result<(), Fault> {
    let UpdateKind::Message(message) = &incoming.update.kind else {
        return Ok(());
    };
    let message: &Message = message;
    let Some(paid) = message.successful_payment() else {
        return Ok(());
    };
    let bill = Bill {
        payload: &paid.invoice_payload,
        currency: &paid.currency,
        minor: paid.total_amount.into(),
    };
    native::paid(&site.app, &bill, &paid.provider_payment_charge_id).await?;
    Ok(())
}

impl From<PayError> for Fault {
    fn from(error: PayError) -> Self {
        match error {
            PayError::NothingDue => Self::refused("payments-error-nothing"),
            PayError::NotSetUp => Self::refused("payments-error-not-set-up"),
            PayError::Refused(_) => Self::refused("payments-error-refused"),
            PayError::NoAnswer(_) => Self::refused("payments-error-no-answer"),
            PayError::NotFound => Self::refused("common-gone"),
            PayError::Moved => Self::refused("payments-error-moved"),
            PayError::NotAllowed => Self::refused("common-not-allowed"),
            PayError::OwnPayout => Self::refused("payments-error-own-payout"),
            PayError::TooMuch => Self::refused("payments-error-too-much"),
            PayError::BadAmount => Self::refused("payments-error-amount"),
            PayError::BadText => Self::refused("payments-error-text"),
            PayError::BeingPaid => Self::refused("bookings-error-paying"),
            PayError::AlreadyOpen => Self::refused("payments-error-already-open"),
            PayError::NotEnough => Self::refused("payments-error-not-enough"),
            PayError::Database(error) => error.into(),
            PayError::Card(_)
            | PayError::Body(_)
            | PayError::Ledger(_)
            | PayError::Fulfil(_)
            | PayError::Cut => Self::Broken(error.into()),
        }
    }
}
