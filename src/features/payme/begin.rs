//! The way to Payme's checkout page.

use base64::{Engine, engine::general_purpose::STANDARD};
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::rpc::FIELD;
use crate::{
    app::App,
    entity::{agency, booking, payment},
    features::{
        fulfilment::Due,
        payments::{
            error::PayError,
            service::{self, Next, Started, Way},
            words,
        },
    },
    kernel::{
        actor::Actor, ids::BookingId, lang::Lang, money::Currency, payable::Payable,
        time::Timestamp,
    },
};

/// Whether something can be paid at a cash desk of Payme's.
///
/// # Errors
/// When the database does not answer.
pub async fn is_offered(app: &App, payable: Payable) -> Result<bool, PayError> {
    let Payable::Booking(id) = payable else {
        return Ok(false);
    };
    Ok(merchant(app, id).await?.is_some())
}

/// The cash desk at which a booking can be paid.
async fn merchant(app: &App, id: BookingId) -> Result<Option<String>, PayError> {
    let booking = booking::Entity::find_by_id(id).one(&app.db).await?;
    let Some(booking) = booking.filter(|booking| booking.currency == Currency::Uzs) else {
        return Ok(None);
    };
    let agency = agency::Entity::find_by_id(booking.agency_id)
        .one(&app.db)
        .await?;
    Ok(agency.and_then(|agency| agency.payme_merchant))
}

/// Begins to pay on Payme's page, or goes on with what was begun.
///
/// # Errors
/// [`PayError::NotSetUp`] without a cash desk, and see [`PayError`].
pub async fn start(
    app: &App,
    actor: Actor,
    lang: Lang,
    payable: Payable,
    use_bonus: bool,
) -> Result<Started, PayError> {
    let Payable::Booking(id) = payable else {
        return Err(PayError::NotSetUp);
    };
    let merchant = merchant(app, id).await?.ok_or(PayError::NotSetUp)?;
    let way = Way {
        provider: payment::Provider::Payme,
        use_bonus,
    };
    let mut payment = service::open(app, actor, payable, way).await?;
    if payment.status == payment::Status::Paid {
        return Ok(Started {
            payment,
            next: Next::Paid,
        });
    }
    let back = words::return_url(app, &payment.return_token).await;
    let address = link(app, &merchant, id, payment.amount_minor, lang, &back);
    service::opened_at(app, payment.id, &address).await?;
    payment.confirmation_url = Some(address.clone());
    Ok(Started {
        payment,
        next: Next::Page(address),
    })
}

/// An attempt for the whole price, for whoever came past our button.
pub(super) async fn attempt(
    txn: &DatabaseTransaction,
    now: Timestamp,
    booking: &booking::Model,
) -> Result<payment::Model, PayError> {
    let due = Due {
        payer: booking.traveller_id,
        part: payment::Part::Full,
        money: booking.price(),
        until: booking.pay_by,
    };
    let payable = Payable::Booking(booking.id);
    service::begin_in(txn, now, payable, &due, payment::Provider::Payme).await
}

/// The address of the page: its parameters in base64, of the standard alphabet with padding.
fn link(
    app: &App,
    merchant: &str,
    booking: BookingId,
    amount: i64,
    lang: Lang,
    back: &str,
) -> String {
    let params = parameters(merchant, booking, amount, lang, back);
    let root = app.config.payme.checkout_url.as_str().trim_end_matches('/');
    format!("{root}/{params}")
}

fn parameters(merchant: &str, booking: BookingId, amount: i64, lang: Lang, back: &str) -> String {
    let lang = lang.code();
    STANDARD.encode(format!(
        "m={merchant};ac.{FIELD}={booking};a={amount};l={lang};c={back}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_of_the_page_are_in_base64() {
        let params = parameters(
            "587f72c72cac0d162c722ae2",
            BookingId(197),
            500,
            Lang::Uz,
            "https://t.me/bot",
        );
        let plain = STANDARD.decode(&params).unwrap();
        assert_eq!(
            String::from_utf8(plain).unwrap(),
            "m=587f72c72cac0d162c722ae2;ac.order_id=197;a=500;l=uz;c=https://t.me/bot"
        );
        // As Payme's own page has it.
        assert!(
            params.starts_with("bT01ODdmNzJjNzJjYWMwZDE2MmM3MjJhZTI7YWMub3JkZXJfaWQ9MTk3O2E9NTAw")
        );
    }
}
