//! Buttons of bookings.

use serde::{Deserialize, Serialize};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    features::tours::pricing::Party,
    kernel::ids::{AgencyId, BookingId, PromoCodeId, SessionId},
};

/// What somebody is about to book: it travels in the buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which session.
    pub session: SessionId,
    /// Who comes.
    pub party: Party,
    /// With which promo code.
    pub code: Option<PromoCodeId>,
}

/// Which bookings an agency looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// They wait for an answer.
    Requested,
    /// They wait for the money.
    Approved,
    /// They are paid.
    Paid,
    /// They are over.
    Past,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Requested, Self::Approved, Self::Paid, Self::Past];

    /// The word in buttons and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Paid => "paid",
            Self::Past => "past",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.word() == word)
    }
}

/// Why an agency says no, in one tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no seats after all.
    Full,
    /// The dates change.
    Dates,
    /// Such a party cannot come along.
    Party,
    /// The agency does not say.
    Other,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Full, Self::Dates, Self::Party, Self::Other];

    /// The word in buttons and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Dates => "dates",
            Self::Party => "party",
            Self::Other => "other",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.word() == word)
    }
}

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingsCallback {
    /// Who comes.
    Party(Choice),
    /// What it costs, step by step.
    Summary(Choice),
    /// Type a promo code.
    Code(Choice),
    /// Ask for the seats at this price, in minor units.
    Request(Choice, i64),
    /// Wait for seats.
    Wait(SessionId, Party),
    /// Wait no more.
    Unwait(SessionId),
    /// One's own bookings, this page.
    Mine(u32),
    /// A booking of one's own.
    Card(BookingId),
    /// Type a wish for the agency.
    Wish(BookingId),
    /// Say who comes.
    Names(BookingId),
    /// Ask before it is called off.
    Cancel(BookingId),
    /// Call it off; so much was shown to go back, in minor units.
    CancelYes(BookingId, i64),
    /// Agency: its bookings, this page.
    Shelf(AgencyId, Shelf, u32),
    /// Agency: one of them.
    Desk(BookingId),
    /// Agency: yes.
    Approve(BookingId),
    /// Agency: why not?
    Reject(BookingId),
    /// Agency: no, because of this.
    RejectFor(BookingId, Refusal),
    /// Agency: no, in words.
    RejectIn(BookingId),
    /// Agency: ask before it is called off.
    CallOff(BookingId),
    /// Agency: call it off.
    CallOffYes(BookingId),
}

impl BookingsCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let party = Party {
            adults: 99,
            children: 99,
        };
        let choice = Choice {
            session: SessionId(i64::MAX),
            party,
            code: Some(PromoCodeId(i64::MAX)),
        };
        let id = BookingId(i64::MAX);
        let mut samples = vec![
            Self::Party(choice),
            Self::Summary(Choice {
                code: None,
                ..choice
            }),
            Self::Code(choice),
            Self::Request(choice, i64::MAX),
            Self::Wait(choice.session, party),
            Self::Unwait(choice.session),
            Self::Mine(u32::MAX),
            Self::Card(id),
            Self::Wish(id),
            Self::Names(id),
            Self::Cancel(id),
            Self::CancelYes(id, i64::MAX),
            Self::Desk(id),
            Self::Approve(id),
            Self::Reject(id),
            Self::RejectIn(id),
            Self::CallOff(id),
            Self::CallOffYes(id),
        ];
        samples.extend(Shelf::ALL.map(|shelf| Self::Shelf(AgencyId(i64::MAX), shelf, u32::MAX)));
        samples.extend(Refusal::ALL.map(|why| Self::RejectFor(id, why)));
        samples
    }
}

impl Callback for BookingsCallback {
    const TAG: &'static str = "b1";

    fn write(&self, to: &mut Writer) {
        match *self {
            Self::Party(choice) => write_choice(to.word("who"), choice),
            Self::Summary(choice) => write_choice(to.word("sum"), choice),
            Self::Code(choice) => write_choice(to.word("code"), choice),
            Self::Request(choice, shown) => write_choice(to.word("ask"), choice).int(shown),
            Self::Wait(session, party) => write_party(to.word("wait").int(session.0), party),
            Self::Unwait(session) => to.word("unwait").int(session.0),
            Self::Mine(page) => to.word("mine").int(page.into()),
            Self::Card(id) => to.word("card").int(id.0),
            Self::Wish(id) => to.word("wish").int(id.0),
            Self::Names(id) => to.word("names").int(id.0),
            Self::Cancel(id) => to.word("off").int(id.0),
            Self::CancelYes(id, refund) => to.word("off-yes").int(id.0).int(refund),
            Self::Shelf(agency, shelf, page) => to
                .word("shelf")
                .int(agency.0)
                .word(shelf.word())
                .int(page.into()),
            Self::Desk(id) => to.word("desk").int(id.0),
            Self::Approve(id) => to.word("yes").int(id.0),
            Self::Reject(id) => to.word("no").int(id.0),
            Self::RejectFor(id, why) => to.word("no-for").int(id.0).word(why.word()),
            Self::RejectIn(id) => to.word("no-in").int(id.0),
            Self::CallOff(id) => to.word("end").int(id.0),
            Self::CallOffYes(id) => to.word("end-yes").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let id = |from: &mut Reader<'_>| from.int().map(BookingId);
        let session = |from: &mut Reader<'_>| from.int().map(SessionId);
        Ok(match action {
            "who" => Self::Party(read_choice(from)?),
            "sum" => Self::Summary(read_choice(from)?),
            "code" => Self::Code(read_choice(from)?),
            "ask" => Self::Request(read_choice(from)?, from.int()?),
            "wait" => Self::Wait(session(from)?, read_party(from)?),
            "unwait" => Self::Unwait(session(from)?),
            "mine" => Self::Mine(from.int()?),
            "card" => Self::Card(id(from)?),
            "wish" => Self::Wish(id(from)?),
            "names" => Self::Names(id(from)?),
            "off" => Self::Cancel(id(from)?),
            "off-yes" => Self::CancelYes(id(from)?, from.int()?),
            "shelf" => {
                let agency = AgencyId(from.int()?);
                let shelf = Shelf::from_word(from.word()?).ok_or(Malformed)?;
                Self::Shelf(agency, shelf, from.int()?)
            }
            "desk" => Self::Desk(id(from)?),
            "yes" => Self::Approve(id(from)?),
            "no" => Self::Reject(id(from)?),
            "no-for" => {
                let booking = id(from)?;
                let why = Refusal::from_word(from.word()?).ok_or(Malformed)?;
                Self::RejectFor(booking, why)
            }
            "no-in" => Self::RejectIn(id(from)?),
            "end" => Self::CallOff(id(from)?),
            "end-yes" => Self::CallOffYes(id(from)?),
            _ => return Err(Malformed),
        })
    }
}

fn write_party(to: &mut Writer, party: Party) -> &mut Writer {
    to.int(party.adults.into()).int(party.children.into())
}

fn read_party(from: &mut Reader<'_>) -> Result<Party, Malformed> {
    Ok(Party {
        adults: from.int()?,
        children: from.int()?,
    })
}

fn write_choice(to: &mut Writer, choice: Choice) -> &mut Writer {
    write_party(to.int(choice.session.0), choice.party).int(choice.code.map_or(0, |code| code.0))
}

fn read_choice(from: &mut Reader<'_>) -> Result<Choice, Malformed> {
    let session = SessionId(from.int()?);
    let party = read_party(from)?;
    let code: i64 = from.int()?;
    Ok(Choice {
        session,
        party,
        code: (code != 0).then_some(PromoCodeId(code)),
    })
}
