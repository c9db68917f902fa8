//! Refunds.

use serde_json::Value;

use super::{
    error::Refusal,
    money,
    objects::{Cancellation, REFUND_LIMIT, Refund, Status, object_id},
    read, receipt,
    settings::{ReceiptMode, Settlement},
    shop::{ActError, Shop},
};

/// The smallest remainder of a partial refund, for shops with that rule.
const REMAINDER: i64 = 100;

pub(crate) fn create(shop: &mut Shop, key: &str, body: &Value) -> Result<String, Refusal> {
    let fields = read::object(body)?;
    let settings = &shop.settings;
    let Some(payment_id) = read::text(fields, "payment_id", "")? else {
        return Err(Refusal::field("payment_id"));
    };
    let amount = money::read(fields.get("amount"), "amount")?;
    let description = read::description(fields, 250)?;
    let metadata = read::metadata(fields)?;
    if !settings.refunds {
        return Err(Refusal::forbidden("Refunds are disabled by settings"));
    }
    let Some(payment) = shop.payments.get(payment_id) else {
        return Err(Refusal::invalid("Payment not found or forbidden").at("payment_id"));
    };
    let is_late = shop.now - payment.created_at > REFUND_LIMIT;
    if payment.status != Status::Succeeded || is_late {
        return Err(Refusal::invalid(
            "Payment can not be refunded in current status.",
        ));
    }
    let left = payment.amount - payment.refunded - payment.reserved;
    if left == 0 {
        return Err(Refusal::invalid("Payment is already completely refunded"));
    }
    if amount > left {
        return Err(Refusal::invalid("Refund sum exceeded").at("amount"));
    }
    if amount < left && !settings.partial_refunds {
        return Err(Refusal::invalid("Partial refund forbidden").at("amount"));
    }
    if amount < left && left - amount <= REMAINDER && settings.refund_remainder {
        let words = "Remaining payment amount after refund must be greater than 1.00 RUB";
        return Err(Refusal::invalid(words).at("amount"));
    }
    let given = receipt::check(fields, settings.receipts, amount)?;
    let is_part = amount < payment.amount;
    if is_part && given.is_none() && settings.receipts != ReceiptMode::Off {
        return Err(receipt::illegal("a partial refund needs a receipt"));
    }
    let payment_id = payment_id.to_owned();
    let mode = settings.refund_mode.clone();
    let id = object_id("0015-5000-9000");
    if let Some(payment) = shop.payments.get_mut(&payment_id) {
        payment.reserved += amount;
    }
    shop.refunds.push(Refund {
        id: id.clone(),
        key: key.to_owned(),
        payment_id,
        status: Status::Pending,
        amount,
        created_at: shop.now,
        description,
        metadata,
        receipt: given,
        cancellation: None,
    });
    match mode {
        Settlement::Instant => finish(shop, &id, None),
        Settlement::Pending => {}
        Settlement::Cancel { reason } => finish(shop, &id, Some(&reason)),
    }
    Ok(id)
}

/// Ends a pending refund: with money back, or with a reason why not.
pub(crate) fn settle(shop: &mut Shop, id: &str, reason: Option<&str>) -> Result<(), ActError> {
    let refund = shop.refunds.get(id);
    let status = refund
        .ok_or_else(|| ActError::Missing(id.to_owned()))?
        .status;
    if status != Status::Pending {
        return Err(ActError::WrongStatus {
            id: id.to_owned(),
            status,
        });
    }
    finish(shop, id, reason);
    Ok(())
}

fn finish(shop: &mut Shop, id: &str, reason: Option<&str>) {
    let Some(refund) = shop.refunds.get_mut(id) else {
        return;
    };
    refund.status = match reason {
        None => Status::Succeeded,
        Some(reason) => {
            let party = match reason {
                "rejected_by_payee" | "general_decline" => "refund_network",
                _ => "yoo_money",
            };
            let reason = reason.to_owned();
            refund.cancellation = Some(Cancellation { party, reason });
            Status::Canceled
        }
    };
    let (amount, payment_id) = (refund.amount, refund.payment_id.clone());
    let drawn = refund.draw();
    if let Some(payment) = shop.payments.get_mut(&payment_id) {
        payment.reserved -= amount;
        if reason.is_none() {
            payment.refunded += amount;
        }
    }
    // A canceled refund is told by nobody: the shop has to ask.
    if reason.is_none() {
        shop.notify("refund.succeeded", id, drawn);
    }
}
