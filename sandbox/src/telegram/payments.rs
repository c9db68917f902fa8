//! Payment of an invoice by a person.

use std::{sync::Arc, time::Duration};

use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

use super::{
    chats::ChatKey,
    inbox::{QueueKey, Ticket},
    incoming::{self, Outgoing, Refused},
    taps::Query,
    world::{World, lifetime},
};
use crate::{person::Delivery, sandbox::Shared};

/// How long the payer's client waits for the bot's word.
const CHECKOUT_LIMIT: Duration = Duration::from_secs(10);

/// How a payment of an invoice ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentOutcome {
    /// Paid; the delivery is that of the message about it.
    Paid(Delivery),
    /// The bot refused the checkout with this text.
    Declined(String),
    /// The bot did not answer the pre-checkout query within 10 s.
    TimedOut,
}

struct Checkout {
    ticket: Option<Ticket>,
    answer: oneshot::Receiver<Value>,
    paid: Value,
}

/// Pays an invoice: pre-checkout query, the bot's answer, the message about the payment.
pub(crate) async fn pay(
    shared: &Arc<Shared>,
    bot: i64,
    person: i64,
    chat: i64,
    message_id: i64,
) -> Result<PaymentOutcome, Refused> {
    let checkout = shared.with(|world| begin(world, bot, person, chat, message_id))?;
    if checkout.ticket.is_none() {
        return Ok(PaymentOutcome::TimedOut);
    }
    let Ok(Ok(answer)) = tokio::time::timeout(CHECKOUT_LIMIT, checkout.answer).await else {
        return Ok(PaymentOutcome::TimedOut);
    };
    if answer.get("ok").and_then(Value::as_bool) != Some(true) {
        let text = answer
            .get("error_message")
            .and_then(Value::as_str)
            .unwrap_or("");
        return Ok(PaymentOutcome::Declined(text.to_owned()));
    }
    let mut content = Map::new();
    content.insert("successful_payment".to_owned(), checkout.paid);
    let sent = shared
        .with(|world| incoming::post(world, bot, person, chat, content, Outgoing::default()))?;
    Ok(PaymentOutcome::Paid(shared.delivered(sent.ticket).await))
}

fn begin(
    world: &mut World,
    bot: i64,
    person: i64,
    chat: i64,
    message_id: i64,
) -> Result<Checkout, Refused> {
    let found = world.chats.get(&ChatKey::of(bot, chat));
    let message = found.and_then(|chat| chat.live(message_id));
    let invoice =
        message.and_then(|m| Some((m.content.get("invoice")?, m.invoice_payload.clone()?)));
    let Some((invoice, payload)) = invoice else {
        return Err(Refused::NotFound(format!("no invoice {message_id}")));
    };
    let currency = invoice.get("currency").cloned().unwrap_or_default();
    let total = invoice.get("total_amount").cloned().unwrap_or_default();
    let id = world.next_query_id();
    let body = json!({
        "id": id.to_string(),
        "from": world.user_value(person),
        "currency": currency,
        "total_amount": total,
        "invoice_payload": payload,
    });
    let queue = QueueKey::Payments(person);
    let ticket = world.push(bot, "pre_checkout_query", body, queue, lifetime::TAP, None);
    let (waiter, answer) = oneshot::channel();
    let now = world.clock.millis();
    let expires_at = now + lifetime::TAP;
    world.queries.open_query(
        id,
        Query {
            bot,
            expires_at,
            waiter,
        },
        now,
    );
    let paid = json!({
        "currency": currency,
        "total_amount": total,
        "invoice_payload": payload,
        "telegram_payment_charge_id": format!("sandbox_tg_{id}"),
        "provider_payment_charge_id": format!("sandbox_provider_{id}"),
    });
    Ok(Checkout {
        ticket,
        answer,
        paid,
    })
}
