//! Buttons of those who decide for agencies.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::ids::{AgencyId, SessionId, TourId},
};

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgencyCallback {
    /// The agencies that one decides for.
    Home,
    /// One of them.
    Open(AgencyId),
    /// Sessions of an agency that are ahead, this page.
    Sessions(AgencyId, u32),
    /// One session.
    Session(SessionId),
    /// Who comes, as a file: true for a spreadsheet, false for CSV.
    Participants(SessionId, bool),
    /// Type words for everybody who comes.
    Message(SessionId),
    /// Let nobody book any more, or let people again.
    SetOpen(SessionId, bool),
    /// Ask why before a session is called off.
    Cancel(SessionId),
    /// Call it off without words.
    CancelYes(SessionId),
    /// The tour of a session, as travellers see it.
    Tour(TourId),
}

impl AgencyCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let agency = AgencyId(i64::MAX);
        let session = SessionId(i64::MAX);
        vec![
            Self::Home,
            Self::Open(agency),
            Self::Sessions(agency, u32::MAX),
            Self::Session(session),
            Self::Participants(session, true),
            Self::Participants(session, false),
            Self::Message(session),
            Self::SetOpen(session, true),
            Self::SetOpen(session, false),
            Self::Cancel(session),
            Self::CancelYes(session),
            Self::Tour(TourId(i64::MAX)),
        ]
    }
}

impl Callback for AgencyCallback {
    const TAG: &'static str = "a1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Home => to.word("home"),
            Self::Open(id) => to.word("open").int(id.0),
            Self::Sessions(id, page) => to.word("dates").int(id.0).int((*page).into()),
            Self::Session(id) => to.word("date").int(id.0),
            Self::Participants(id, is_sheet) => {
                to.word(if *is_sheet { "xlsx" } else { "csv" }).int(id.0)
            }
            Self::Message(id) => to.word("tell").int(id.0),
            Self::SetOpen(id, is_open) => to.word(if *is_open { "sell" } else { "stop" }).int(id.0),
            Self::Cancel(id) => to.word("off").int(id.0),
            Self::CancelYes(id) => to.word("off-yes").int(id.0),
            Self::Tour(id) => to.word("tour").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        let session = |from: &mut Reader<'_>| from.int().map(SessionId);
        Ok(match action {
            "home" => Self::Home,
            "open" => Self::Open(agency(from)?),
            "dates" => Self::Sessions(agency(from)?, from.int()?),
            "date" => Self::Session(session(from)?),
            "xlsx" => Self::Participants(session(from)?, true),
            "csv" => Self::Participants(session(from)?, false),
            "tell" => Self::Message(session(from)?),
            "sell" => Self::SetOpen(session(from)?, true),
            "stop" => Self::SetOpen(session(from)?, false),
            "off" => Self::Cancel(session(from)?),
            "off-yes" => Self::CancelYes(session(from)?),
            "tour" => Self::Tour(TourId(from.int()?)),
            _ => return Err(Malformed),
        })
    }
}
