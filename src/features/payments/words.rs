//! What the payer reads at the provider: descriptions and lines of receipts. Words only; when they are
//! needed is the services' affair.

use super::page;
use crate::{
    app::App,
    args,
    bot::texts::Tr,
    clients::yookassa::bodies::{Item, Receipt},
    entity::{payment::Part, payout},
    kernel::{lang::Lang, money::Money, payable::Payable},
};

/// What is paid for, in a few words.
#[must_use]
pub fn subject(tr: &Tr, payable: Payable) -> String {
    match payable {
        Payable::Order(id) => tr.plain("payments-subject-order", args![number = id.to_string()]),
        Payable::Hour(_) => tr.plain("payments-subject-hour", args![]),
        Payable::Booking(id) => {
            tr.plain("payments-subject-booking", args![number = id.to_string()])
        }
    }
}

/// What is paid for, and which part of it.
#[must_use]
pub fn description(app: &App, lang: Lang, payable: Payable, part: Part) -> String {
    let tr = app.texts.lang(lang);
    let subject = subject(&tr, payable);
    let brand = app.config.brand.name.as_str();
    let id = match part {
        Part::Full => "payments-description-full",
        Part::Deposit => "payments-description-deposit",
        Part::Rest => "payments-description-rest",
    };
    tr.plain(id, args![subject = subject, brand = brand])
}

/// Why money goes back.
#[must_use]
pub fn refund_description(app: &App, lang: Lang, payable: Payable) -> String {
    let tr = app.texts.lang(lang);
    let subject = subject(&tr, payable);
    tr.plain("payments-description-refund", args![subject = subject])
}

/// The receipt of so much money; none when the shop makes none through YooKassa.
#[must_use]
pub fn receipt(
    app: &App,
    lang: Lang,
    payable: Payable,
    part: Part,
    money: Money,
) -> Option<Receipt> {
    let config = &app.config.yookassa;
    config.receipts.then(|| Receipt {
        email: Some(config.receipt_email.clone()),
        phone: None,
        items: vec![Item {
            description: description(app, lang, payable, part),
            quantity: 1,
            amount: money,
            vat_code: config.receipt_vat_code,
            payment_subject: config.receipt_subject.clone(),
            payment_mode: config.receipt_mode.clone(),
        }],
        tax_system_code: (config.receipt_tax_system_code > 0)
            .then_some(config.receipt_tax_system_code),
    })
}

/// Where the payer comes back to: our page, or the bot itself when nobody reaches our pages.
pub async fn return_url(app: &App, token: &str) -> String {
    let root = &app.config.http.public_url;
    if !root.is_empty() {
        return format!("{root}{}/{token}", page::PATH);
    }
    match app.bot_name().await {
        Ok(name) => format!("https://t.me/{name}"),
        Err(_) => "https://t.me".to_owned(),
    }
}

/// Where a payout goes: "card •••• 0008", "account •••• 1234".
#[must_use]
pub fn destination(tr: &Tr, payout: &payout::Model) -> String {
    let id = match payout.purpose {
        payout::Purpose::Executor | payout::Purpose::Bonus => "payments-to-card",
        payout::Purpose::Agency => "payments-to-account",
    };
    tr.plain(id, args![mask = payout.card_mask.as_str()])
}
