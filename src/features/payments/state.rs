//! What staff types about payments.

use serde::{Deserialize, Serialize};

use crate::{features::State, kernel::ids::RefundId};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentsState {
    /// The reference under which money went back by hand.
    Reference {
        /// Of which refund.
        refund: RefundId,
    },
}

impl From<PaymentsState> for State {
    fn from(state: PaymentsState) -> Self {
        Self::Payments(state)
    }
}
