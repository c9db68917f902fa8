//! Addresses of the API.

use super::{error::Refusal, faults::Operation};

/// An operation and the object it is about.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) id: String,
}

impl Route {
    /// Finds the operation of a call; `path` is below the API's address.
    pub(crate) fn of(method: &str, path: &str) -> Result<Self, Refusal> {
        use Operation as Op;
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let wrong_method = || Err(Refusal::bare(405, "Method not allowed"));
        let (operation, id) = match (method, parts.as_slice()) {
            ("POST", ["payments"]) => (Op::CreatePayment, ""),
            ("GET", ["payments"]) => (Op::ListPayments, ""),
            ("GET", ["payments", id]) => (Op::GetPayment, *id),
            ("POST", ["payments", id, "capture"]) => (Op::CapturePayment, *id),
            ("POST", ["payments", id, "cancel"]) => (Op::CancelPayment, *id),
            ("POST", ["refunds"]) => (Op::CreateRefund, ""),
            ("GET", ["refunds"]) => (Op::ListRefunds, ""),
            ("GET", ["refunds", id]) => (Op::GetRefund, *id),
            ("POST", ["payouts"]) => (Op::CreatePayout, ""),
            ("GET", ["payouts"]) => (Op::ListPayouts, ""),
            ("GET", ["payouts", id]) => (Op::GetPayout, *id),
            ("GET", ["me"]) => (Op::Me, ""),
            (_, ["payments" | "refunds" | "payouts" | "me"])
            | (_, ["payments" | "refunds" | "payouts", _])
            | (_, ["payments", _, "capture" | "cancel"]) => return wrong_method(),
            _ => return Err(Refusal::not_found("Resource not found")),
        };
        Ok(Self {
            operation,
            id: id.to_owned(),
        })
    }
}

impl Operation {
    /// Whether the operation belongs to the payout gateway.
    pub(crate) const fn is_payout(self) -> bool {
        matches!(
            self,
            Self::CreatePayout | Self::GetPayout | Self::ListPayouts
        )
    }

    pub(crate) const fn is_post(self) -> bool {
        match self {
            Self::CreatePayment
            | Self::CapturePayment
            | Self::CancelPayment
            | Self::CreateRefund
            | Self::CreatePayout => true,
            Self::GetPayment
            | Self::ListPayments
            | Self::GetRefund
            | Self::ListRefunds
            | Self::GetPayout
            | Self::ListPayouts
            | Self::Me => false,
        }
    }
}
