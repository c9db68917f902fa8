//! What is written down about money.

/// What happened to an attempt to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentDeed {
    /// It was begun.
    Started,
    /// It was paid and taken.
    Paid,
    /// It was paid, and goes back: nobody waited for it.
    Returned,
    /// It was paid and does not fit.
    Parked,
    /// Staff took money that did not fit.
    Accepted,
}

impl PaymentDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Started => "payment.started",
            Self::Paid => "payment.paid",
            Self::Returned => "payment.returned",
            Self::Parked => "payment.parked",
            Self::Accepted => "payment.accepted",
        }
    }
}

/// What happened to a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundDeed {
    /// Staff ordered it.
    Ordered,
    /// The money went back.
    Done,
    /// The provider refused.
    Failed,
    /// Staff sent it again.
    Retried,
    /// Staff gave the money back by hand.
    ByHand,
    /// It was made in the provider's own office.
    Outside,
}

impl RefundDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Ordered => "refund.ordered",
            Self::Done => "refund.done",
            Self::Failed => "refund.failed",
            Self::Retried => "refund.retried",
            Self::ByHand => "refund.by_hand",
            Self::Outside => "refund.outside",
        }
    }
}

/// What happened to a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayoutDeed {
    /// It was asked for.
    Asked,
    /// The person took it back.
    Withdrawn,
    /// Staff approved it.
    Approved,
    /// Staff rejected it.
    Rejected,
    /// It was paid.
    Paid,
    /// It did not go through.
    Failed,
}

impl PayoutDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Asked => "payout.asked",
            Self::Withdrawn => "payout.withdrawn",
            Self::Approved => "payout.approved",
            Self::Rejected => "payout.rejected",
            Self::Paid => "payout.paid",
            Self::Failed => "payout.failed",
        }
    }
}
