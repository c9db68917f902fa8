//! Carrying out a call: who may, once per key, and the object as the answer.

use serde_json::{Map, Value, json};

use super::{
    error::Refusal,
    faults::Operation,
    http::{Done, Request},
    keys::{Keys, Scope},
    lists, money,
    objects::{Payout, Refund},
    payments, payouts, refunds,
    routes::Route,
    settings::ReceiptMode,
    shop::Shop,
};

/// Carries out a call.
pub(crate) fn run(shop: &mut Shop, request: &Request) -> Done {
    let refused = |refusal: Refusal| Done {
        result: Err(refusal),
        object_id: None,
    };
    let (route, account) = match enter(shop, request) {
        Ok(entered) => entered,
        Err(refusal) => return refused(refusal),
    };
    if !route.operation.is_post() {
        return Done {
            result: read(shop, &route, &request.query, &account),
            object_id: Some(route.id).filter(|id| !id.is_empty()),
        };
    }
    match write(shop, &route, account, request) {
        Ok(id) => Done {
            result: draw(shop, route.operation, &id),
            object_id: Some(id),
        },
        Err(refusal) => refused(refusal),
    }
}

/// Checks who calls.
fn enter(shop: &Shop, request: &Request) -> Result<(Route, String), Refusal> {
    let (account, secret) = request.credentials.clone()?;
    let settings = &shop.settings;
    let is_shop = account == settings.shop_id && secret == settings.secret_key;
    let is_gateway = account == settings.agent_id && secret == settings.agent_secret;
    if !is_shop && !is_gateway {
        return Err(Refusal::unauthorized("Basic authentication failed"));
    }
    let route = request.route.clone()?;
    if route.operation != Operation::Me && route.operation.is_payout() != is_gateway {
        return Err(Refusal::forbidden(
            "The product is not available for this account",
        ));
    }
    Ok((route, account))
}

/// Carries out a POST once per key; gives the id of its object.
fn write(
    shop: &mut Shop,
    route: &Route,
    account: String,
    request: &Request,
) -> Result<String, Refusal> {
    if !request.body.is_empty() && !request.is_json {
        return Err(Refusal::bare(415, "Unsupported media type"));
    }
    let key = Keys::check(request.key.as_deref())?.to_owned();
    let body = if request.body.is_empty() {
        Value::Object(Map::new())
    } else {
        serde_json::from_slice(&request.body).map_err(|error| {
            Refusal::invalid("Failed to parse request body").because(error.to_string())
        })?
    };
    let scope = Scope {
        account,
        path: request.path.clone(),
        key: key.clone(),
    };
    if let Some(result) = shop.keys.recall(&scope, &body, shop.now) {
        return result;
    }
    let result = match route.operation {
        Operation::CreatePayment => payments::create(shop, &key, &body),
        Operation::CapturePayment => payments::capture(shop, &route.id, &body),
        Operation::CancelPayment => payments::cancel(shop, &route.id),
        Operation::CreateRefund => refunds::create(shop, &key, &body),
        Operation::CreatePayout => payouts::create(shop, &key, &body),
        Operation::GetPayment
        | Operation::ListPayments
        | Operation::GetRefund
        | Operation::ListRefunds
        | Operation::GetPayout
        | Operation::ListPayouts
        | Operation::Me => Err(Refusal::bare(405, "Method not allowed")),
    };
    shop.keys.remember(scope, body, result.clone(), shop.now);
    result
}

fn draw(shop: &Shop, operation: Operation, id: &str) -> Result<Value, Refusal> {
    let drawn = match operation {
        Operation::CreateRefund | Operation::GetRefund => {
            let found = shop.refunds.get(id).map(Refund::draw);
            found.ok_or_else(|| Refusal::not_found("Refund not found or forbidden"))?
        }
        Operation::CreatePayout | Operation::GetPayout => {
            let found = shop.payouts.get(id).map(Payout::draw);
            found.ok_or_else(|| Refusal::not_found("Payout not found or forbidden"))?
        }
        _ => {
            let found = shop.payments.get(id).map(|one| one.draw(shop.frame()));
            found.ok_or_else(payments::missing)?
        }
    };
    Ok(drawn)
}

fn read(shop: &Shop, route: &Route, query: &str, account: &str) -> Result<Value, Refusal> {
    let now = shop.now;
    match route.operation {
        Operation::ListPayments => {
            lists::page(&shop.payments, query, now, |one| one.draw(shop.frame()))
        }
        Operation::ListRefunds => lists::page(&shop.refunds, query, now, Refund::draw),
        Operation::ListPayouts => lists::page(&shop.payouts, query, now, Payout::draw),
        Operation::Me => Ok(me(shop, account)),
        other => draw(shop, other, &route.id),
    }
}

fn me(shop: &Shop, account: &str) -> Value {
    let settings = &shop.settings;
    if account == settings.agent_id {
        json!({
            "account_id": account,
            "status": "enabled",
            "test": true,
            "payout_methods": ["bank_card", "yoo_money", "sbp"],
            "payout_balance": money::amount(settings.payout_balance_minor),
        })
    } else {
        json!({
            "account_id": account,
            "status": "enabled",
            "test": true,
            "fiscalization_enabled": settings.receipts != ReceiptMode::Off,
            "payment_methods": payments::METHODS,
        })
    }
}
