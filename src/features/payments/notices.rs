//! News of money, in words.

use teloxide::types::MessageId;

use super::{
    error::PayError,
    events::{MoneyTrouble, PaymentNews, PayoutNews, RefundNews, Trouble},
    payouts, refunds, screens, service, staff_screens,
};
use crate::{
    bot::{screen::Shown, texts::Tr},
    entity::{payout, user},
    features::{Site, post::Notice},
};

/// How an attempt stands, in the place of the message that shows it.
pub(crate) async fn payment(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &PaymentNews,
) -> anyhow::Result<Option<Notice>> {
    let Some(payment) = gone(service::find(&site.app, event.payment).await)? else {
        return Ok(None);
    };
    if payment.payer_id != reader.id {
        return Ok(None);
    }
    let shown = payment
        .message_id
        .and_then(|id| i32::try_from(id).ok())
        .map(|id| Shown {
            id: MessageId(id),
            is_text: true,
            is_media: false,
        });
    Ok(Some(Notice {
        screen: screens::attempt(tr, &payment),
        renews_commands: false,
        replaces: shown,
    }))
}

/// "Your money is back."
pub(crate) async fn refund(
    site: &Site,
    tr: &Tr,
    event: &RefundNews,
) -> anyhow::Result<Option<Notice>> {
    let Some(refund) = gone(refunds::send::find(&site.app, event.refund).await)? else {
        return Ok(None);
    };
    let payment = service::find(&site.app, refund.payment_id).await?;
    Ok(Some(screens::refunded(tr, &refund, &payment).into()))
}

/// How a payout stands, to its owner; that it waits, to staff. Moot for staff once somebody decided.
pub(crate) async fn payout(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &PayoutNews,
) -> anyhow::Result<Option<Notice>> {
    let Some(payout) = gone(payouts::find(&site.app, event.payout).await)? else {
        return Ok(None);
    };
    Ok(if payout.user_id == reader.id {
        Some(screens::payout(tr, &payout).into())
    } else if payout.status == payout::Status::Asked {
        Some(staff_screens::payout_for_staff(tr, &payout).into())
    } else {
        None
    })
}

/// Money that needs somebody's eyes.
pub(crate) async fn trouble(
    site: &Site,
    tr: &Tr,
    event: &MoneyTrouble,
) -> anyhow::Result<Option<Notice>> {
    let app = &site.app;
    let screen = match event.what {
        Trouble::Parked(id) => staff_screens::parked(tr, &service::find(app, id).await?),
        Trouble::RefundFailed(id) | Trouble::RefundOutside(id) => {
            let refund = refunds::send::find(app, id).await?;
            let payment = service::find(app, refund.payment_id).await?;
            staff_screens::refund_for_staff(tr, &refund, &payment)
        }
        Trouble::PayoutFailed(id) => {
            staff_screens::payout_failed(tr, &payouts::find(app, id).await?)
        }
    };
    Ok(Some(screen.into()))
}

/// What is not there any more is not worth a word.
fn gone<T>(found: Result<T, PayError>) -> anyhow::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(PayError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
