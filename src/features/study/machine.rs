//! The states of an order and what leads from one to another. Pure: services ask it for the states from
//! which a deed is possible and write the new one by compare-and-set.

use crate::entity::order::Status::{self, *};

/// What happens to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// The client sends a draft that has to be priced.
    Submit,
    /// The client sends a draft of a kind with a fixed price.
    OrderFixed,
    /// Staff names a price, or another one.
    Quote,
    /// The client takes the price.
    AcceptQuote,
    /// The client does not: it may be priced anew.
    DeclineQuote,
    /// The client takes an executor's offer.
    ChooseOffer,
    /// The money came.
    Pay,
    /// The money came after the payment had been given up, and nothing stands against it.
    PayLate,
    /// The assigned executor begins, or somebody takes the order.
    Start,
    /// Staff takes the order from its executor.
    TakeAway,
    /// The executor delivers.
    Deliver,
    /// The client wants changes.
    RequestChanges,
    /// The client accepts, or keeps silent for long enough.
    Accept,
    /// One of the two calls staff.
    Dispute,
    /// The client claims within the warranty.
    Claim,
    /// Staff decides: the executor keeps at least a part.
    DecideKeep,
    /// Staff decides: all money goes back.
    DecideRefund,
    /// The client calls off before money came.
    Cancel,
    /// The client calls off before the work began: all money goes back.
    CallOff,
    /// Nobody moved in time.
    Expire,
}

impl Act {
    /// Everything that can happen.
    pub const ALL: [Self; 20] = [
        Self::Submit,
        Self::OrderFixed,
        Self::Quote,
        Self::AcceptQuote,
        Self::DeclineQuote,
        Self::ChooseOffer,
        Self::Pay,
        Self::PayLate,
        Self::Start,
        Self::TakeAway,
        Self::Deliver,
        Self::RequestChanges,
        Self::Accept,
        Self::Dispute,
        Self::Claim,
        Self::DecideKeep,
        Self::DecideRefund,
        Self::Cancel,
        Self::CallOff,
        Self::Expire,
    ];

    /// From which states it is possible, and to which it leads.
    #[must_use]
    pub const fn way(self) -> (&'static [Status], Status) {
        match self {
            Self::Submit => (&[Draft], Submitted),
            Self::OrderFixed => (&[Draft], AwaitingPayment),
            Self::Quote => (&[Submitted, Quoted], Quoted),
            Self::AcceptQuote => (&[Quoted], AwaitingPayment),
            Self::DeclineQuote => (&[Quoted], Submitted),
            Self::ChooseOffer => (&[Submitted], AwaitingPayment),
            Self::Pay => (&[AwaitingPayment], Paid),
            Self::PayLate => (&[Expired], Paid),
            Self::Start => (&[Paid], InProgress),
            Self::TakeAway => (&[Paid, InProgress, ChangesRequested], Paid),
            Self::Deliver => (&[InProgress, ChangesRequested], Delivered),
            Self::RequestChanges => (&[Delivered], ChangesRequested),
            Self::Accept => (&[Delivered], Completed),
            Self::Dispute => (&[InProgress, ChangesRequested, Delivered], Disputed),
            Self::Claim => (&[Completed], Disputed),
            Self::DecideKeep => (&DECIDABLE, Completed),
            Self::DecideRefund => (&DECIDABLE, Refunded),
            Self::Cancel => (&[Submitted, Quoted, AwaitingPayment], Cancelled),
            Self::CallOff => (&[Paid], Refunded),
            Self::Expire => (&[Submitted, Quoted, AwaitingPayment], Expired),
        }
    }

    /// The state that follows; none where it is not possible.
    #[must_use]
    pub fn next(self, from: Status) -> Option<Status> {
        let (possible, to) = self.way();
        possible.contains(&from).then_some(to)
    }
}

/// Where staff may decide about the money.
const DECIDABLE: [Status; 5] = [Paid, InProgress, ChangesRequested, Delivered, Disputed];

/// Whether an executor has such an order in hand.
#[must_use]
pub const fn is_in_hand(status: Status) -> bool {
    matches!(
        status,
        Paid | InProgress | ChangesRequested | Delivered | Disputed
    )
}

/// Whether client and executor may write to each other.
#[must_use]
pub const fn may_talk(status: Status) -> bool {
    is_in_hand(status) || matches!(status, Completed)
}

/// Whether nothing more happens by itself.
#[must_use]
pub const fn is_over(status: Status) -> bool {
    matches!(status, Completed | Refunded | Cancelled | Expired)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_read_as_written() {
        let table: String = Status::ALL
            .into_iter()
            .map(|from| {
                let ways: Vec<_> = Act::ALL
                    .into_iter()
                    .filter_map(|act| Some(format!("{act:?} → {:?}", act.next(from)?)))
                    .collect();
                format!("{from:?}: {}\n", ways.join(", "))
            })
            .collect();
        insta::assert_snapshot!(table, @r"
        Draft: Submit → Submitted, OrderFixed → AwaitingPayment
        Submitted: Quote → Quoted, ChooseOffer → AwaitingPayment, Cancel → Cancelled, Expire → Expired
        Quoted: Quote → Quoted, AcceptQuote → AwaitingPayment, DeclineQuote → Submitted, Cancel → Cancelled, Expire → Expired
        AwaitingPayment: Pay → Paid, Cancel → Cancelled, Expire → Expired
        Paid: Start → InProgress, TakeAway → Paid, DecideKeep → Completed, DecideRefund → Refunded, CallOff → Refunded
        InProgress: TakeAway → Paid, Deliver → Delivered, Dispute → Disputed, DecideKeep → Completed, DecideRefund → Refunded
        Delivered: RequestChanges → ChangesRequested, Accept → Completed, Dispute → Disputed, DecideKeep → Completed, DecideRefund → Refunded
        ChangesRequested: TakeAway → Paid, Deliver → Delivered, Dispute → Disputed, DecideKeep → Completed, DecideRefund → Refunded
        Disputed: DecideKeep → Completed, DecideRefund → Refunded
        Completed: Claim → Disputed
        Refunded: 
        Cancelled: 
        Expired: PayLate → Paid
        ");
    }

    #[test]
    fn orders_that_are_over_stay_so_but_for_late_money_and_claims() {
        for from in Status::ALL.into_iter().filter(|status| is_over(*status)) {
            let ways: Vec<_> = Act::ALL
                .into_iter()
                .filter(|act| act.next(from).is_some())
                .collect();
            let expected: &[Act] = match from {
                Status::Expired => &[Act::PayLate],
                Status::Completed => &[Act::Claim],
                _ => &[],
            };
            assert_eq!(ways, expected, "{from:?}");
        }
    }

    #[test]
    fn work_begins_only_with_money() {
        for act in Act::ALL {
            let (from, to) = act.way();
            if is_in_hand(to) && !matches!(act, Act::Pay | Act::PayLate) {
                for status in from {
                    assert!(
                        is_in_hand(*status) || *status == Status::Completed,
                        "{act:?} leads from {status:?} to {to:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_order_is_in_hand_from_the_payment_to_the_acceptance() {
        let in_hand: Vec<_> = Status::ALL
            .into_iter()
            .filter(|status| is_in_hand(*status))
            .collect();
        assert_eq!(
            in_hand,
            [Paid, InProgress, Delivered, ChangesRequested, Disputed]
        );
    }

    #[test]
    fn an_order_is_over_when_nothing_more_happens_by_itself() {
        let over: Vec<_> = Status::ALL
            .into_iter()
            .filter(|status| is_over(*status))
            .collect();
        assert_eq!(over, [Completed, Refunded, Cancelled, Expired]);
    }

    #[test]
    fn whoever_has_it_in_hand_may_talk() {
        for status in Status::ALL {
            assert_eq!(
                may_talk(status),
                is_in_hand(status) || status == Status::Completed,
                "{status:?}"
            );
        }
    }
}
