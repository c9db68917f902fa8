//! What of the profile is being typed.

use serde::{Deserialize, Serialize};

use crate::features::State;

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsersState {
    /// A first name.
    FirstName,
    /// A last name.
    LastName,
    /// A field of study or work.
    Sphere,
    /// A speciality.
    Specialisation,
    /// Interests, by comma or line.
    Interests,
    /// A city, a zone, or a location.
    Zone,
    /// A picture.
    Avatar,
}

impl From<UsersState> for State {
    fn from(state: UsersState) -> Self {
        Self::Users(state)
    }
}
