//! What a test does with the service: settings, payers, objects.

use std::sync::Arc;

use super::{
    payments, payouts, refunds,
    settings::{Settings, Settlement},
    shop::{ActError, Shop},
    views::{PaymentView, PayoutView, RefundView},
};
use crate::sandbox::{Sandbox, Shared};

/// The payment service of a sandbox; a cheap handle, see [`Sandbox::yookassa`].
#[derive(Clone)]
pub struct YooKassa(pub(crate) Arc<Shared>);

impl std::fmt::Debug for YooKassa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("YooKassa").field(&self.api_url()).finish()
    }
}

impl Sandbox {
    /// The payment service.
    #[must_use]
    pub fn yookassa(&self) -> YooKassa {
        YooKassa(Arc::clone(&self.0))
    }
}

impl YooKassa {
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Shop) -> R) -> R {
        self.0.yookassa.with(work)
    }

    pub(crate) fn look<R>(&self, work: impl FnOnce(&mut Shop) -> R) -> R {
        self.0.yookassa.look(work)
    }

    /// Base URL of the API: paths such as `/payments` come after it.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("http://{}/yookassa/v3", self.0.addr)
    }

    /// The shop's settings, with its id and its secret key.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.look(|shop| shop.settings.clone())
    }

    /// Changes the shop's settings.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        self.with(|shop| change(&mut shop.settings));
    }

    /// Tells where notifications go.
    pub fn set_notification_url(&self, url: &str) {
        let url = url.to_owned();
        self.configure(|settings| settings.notification_url = Some(url));
    }

    /// Notifications go out by themselves, or only when asked for (as at the start).
    pub fn set_automatic(&self, automatic: bool) {
        self.configure(|settings| settings.automatic = automatic);
    }

    /// `X-Forwarded-For` of notifications from now on.
    pub fn set_forwarded_for(&self, address: Option<&str>) {
        let address = address.map(str::to_owned);
        self.configure(|settings| settings.forwarded_for = address);
    }

    /// How refunds end from now on.
    pub fn set_refund_mode(&self, mode: Settlement) {
        self.configure(|settings| settings.refund_mode = mode);
    }

    /// How payouts end from now on.
    pub fn set_payout_mode(&self, mode: Settlement) {
        self.configure(|settings| settings.payout_mode = mode);
    }
}

/// Payers and what they pay.
impl YooKassa {
    /// The payer pays, as with the button of the page. A payment is named by its id or by its
    /// `confirmation_url`.
    ///
    /// # Errors
    /// When there is no such payment or it is not pending.
    pub fn pay(&self, payment: &str) -> Result<PaymentView, ActError> {
        self.act(payment, |shop, id| payments::accept(shop, id, None))
    }

    /// The payer pays in this way: `bank_card`, `sbp`, `yoo_money` and so on.
    ///
    /// # Errors
    /// When there is no such payment or it is not pending.
    pub fn pay_with(&self, payment: &str, method: &str) -> Result<PaymentView, ActError> {
        self.act(payment, |shop, id| payments::accept(shop, id, Some(method)))
    }

    /// The payment fails with a reason such as `insufficient_funds`.
    ///
    /// # Errors
    /// When there is no such payment or it is not pending.
    pub fn decline(&self, payment: &str, reason: &str) -> Result<PaymentView, ActError> {
        self.act(payment, |shop, id| payments::decline(shop, id, reason))
    }

    fn act(
        &self,
        payment: &str,
        act: impl FnOnce(&mut Shop, &str) -> Result<(), ActError>,
    ) -> Result<PaymentView, ActError> {
        let id = payment_id(payment);
        self.with(|shop| {
            act(shop, id)?;
            PaymentView::of(shop, id).ok_or_else(|| ActError::Missing(id.to_owned()))
        })
    }

    /// A payment by its id or its `confirmation_url`.
    #[must_use]
    pub fn payment(&self, payment: &str) -> Option<PaymentView> {
        self.look(|shop| PaymentView::of(shop, payment_id(payment)))
    }

    /// All payments, oldest first.
    #[must_use]
    pub fn payments(&self) -> Vec<PaymentView> {
        self.look(|shop| PaymentView::all(shop))
    }

    /// A refund.
    #[must_use]
    pub fn refund(&self, id: &str) -> Option<RefundView> {
        self.look(|shop| shop.refunds.get(id).map(RefundView::of))
    }

    /// All refunds, oldest first.
    #[must_use]
    pub fn refunds(&self) -> Vec<RefundView> {
        self.look(|shop| shop.refunds.iter().map(RefundView::of).collect())
    }

    /// A pending refund succeeds.
    ///
    /// # Errors
    /// When there is no such refund or it is not pending.
    pub fn settle_refund(&self, id: &str) -> Result<(), ActError> {
        self.with(|shop| refunds::settle(shop, id, None))
    }

    /// A pending refund is refused, with a reason such as `insufficient_funds`.
    ///
    /// # Errors
    /// When there is no such refund or it is not pending.
    pub fn cancel_refund(&self, id: &str, reason: &str) -> Result<(), ActError> {
        self.with(|shop| refunds::settle(shop, id, Some(reason)))
    }

    /// A payout.
    #[must_use]
    pub fn payout(&self, id: &str) -> Option<PayoutView> {
        self.look(|shop| shop.payouts.get(id).map(PayoutView::of))
    }

    /// All payouts, oldest first.
    #[must_use]
    pub fn payouts(&self) -> Vec<PayoutView> {
        self.look(|shop| shop.payouts.iter().map(PayoutView::of).collect())
    }

    /// A pending payout succeeds.
    ///
    /// # Errors
    /// When there is no such payout or it is not pending.
    pub fn settle_payout(&self, id: &str) -> Result<(), ActError> {
        self.with(|shop| payouts::settle(shop, id, None))
    }

    /// A pending payout is refused, with a reason such as `recipient_not_found`.
    ///
    /// # Errors
    /// When there is no such payout or it is not pending.
    pub fn cancel_payout(&self, id: &str, reason: &str) -> Result<(), ActError> {
        self.with(|shop| payouts::settle(shop, id, Some(reason)))
    }
}

/// The id of a payment from the address of its page, or the id itself.
pub(crate) fn payment_id(text: &str) -> &str {
    let path = text.split(['?', '#']).next().unwrap_or(text);
    path.rsplit('/').next().unwrap_or(path)
}
