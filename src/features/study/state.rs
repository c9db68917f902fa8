//! What a client types about an order.

use serde::{Deserialize, Serialize};

use super::catalog::Field;
use crate::{features::State, kernel::ids::OrderId};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyState {
    /// An answer about what is wanted.
    Answer {
        /// Of which draft.
        order: OrderId,
        /// To which question.
        #[serde(with = "field_word")]
        field: Field,
        /// Whether the next question follows.
        goes_on: bool,
    },
    /// What should be changed in a delivery.
    Changes {
        /// Of which order.
        order: OrderId,
    },
    /// Why staff is called.
    Dispute {
        /// About which order.
        order: OrderId,
    },
}

impl From<StudyState> for State {
    fn from(state: StudyState) -> Self {
        Self::Study(state)
    }
}

/// A field by its word, which stays when the enum is reordered.
mod field_word {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Field;

    pub(super) fn serialize<S: Serializer>(field: &Field, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(field.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Field, D::Error> {
        let word = String::deserialize(from)?;
        Field::ALL
            .into_iter()
            .find(|field| field.word() == word)
            .ok_or_else(|| D::Error::custom("no such field"))
    }
}
