//! Buttons of those who make tours.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    entity::tour::Status,
    features::tours::photos::Move,
    kernel::{
        ids::{AgencyId, TourId},
        lang::Lang,
    },
};

/// What is typed about a tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What it is called.
    Title,
    /// What it is.
    Description,
    /// What the price includes.
    Included,
    /// Where and when it begins.
    MeetingPoint,
}

impl Field {
    /// All of them, as they stand on the page.
    pub const ALL: [Self; 4] = [
        Self::Title,
        Self::Description,
        Self::Included,
        Self::MeetingPoint,
    ];

    /// The word in buttons and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Included => "included",
            Self::MeetingPoint => "meeting",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }
}

/// What is chosen from the catalogue, one of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Its category.
    Category,
    /// Its type.
    Kind,
    /// Its city.
    City,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Category, Self::Kind, Self::City];

    /// The word in buttons and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Kind => "kind",
            Self::City => "city",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }
}

/// What the buttons say. Keys are those of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MakerCallback {
    /// Tours of an agency in a state, this page.
    Tours(AgencyId, Status, u32),
    /// Type the title of a new one.
    New(AgencyId),
    /// A tour, with everything that can be changed.
    Tour(TourId),
    /// Its words in a language.
    Words(TourId, Lang),
    /// Type one of them.
    Ask(TourId, Lang, Field),
    /// Choose from the catalogue.
    Choose(TourId, Choice),
    /// This one.
    Chosen(TourId, Choice, String),
    /// Means of transport.
    Transports(TourId),
    /// This one, or not.
    Transport(TourId, String, bool),
    /// Languages that are spoken.
    Languages(TourId),
    /// This one, or not.
    Language(TourId, Lang, bool),
    /// Type how many days.
    Days(TourId),
    /// Parameters of its type.
    Params(TourId),
    /// One of them: choose or type.
    Param(TourId, String),
    /// This answer; none takes it away.
    Answer(TourId, String, Option<String>),
    /// Its pictures.
    Photos(TourId),
    /// One of them.
    Photo(TourId, i64),
    /// Move it, or take it out.
    Shift(TourId, i64, Move),
    /// Let everybody see it.
    Publish(TourId),
    /// Ask before it is put away.
    Archive(TourId),
    /// Put it away.
    ArchiveYes(TourId),
}

impl MakerCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let tour = TourId(i64::MAX);
        let agency = AgencyId(i64::MAX);
        // Keys of the catalogue have twelve letters at most.
        let key = || "k".repeat(12);
        let mut all = vec![
            Self::Tours(agency, Status::Draft, u32::MAX),
            Self::Tours(agency, Status::Published, 0),
            Self::Tours(agency, Status::Archived, 0),
            Self::New(agency),
            Self::Tour(tour),
            Self::Words(tour, Lang::Uz),
            Self::Transports(tour),
            Self::Transport(tour, key(), true),
            Self::Transport(tour, key(), false),
            Self::Languages(tour),
            Self::Language(tour, Lang::En, true),
            Self::Language(tour, Lang::En, false),
            Self::Days(tour),
            Self::Params(tour),
            Self::Param(tour, key()),
            Self::Answer(tour, key(), Some(key())),
            Self::Answer(tour, key(), None),
            Self::Photos(tour),
            Self::Photo(tour, i64::MAX),
            Self::Shift(tour, i64::MAX, Move::Cover),
            Self::Shift(tour, i64::MAX, Move::Forward),
            Self::Shift(tour, i64::MAX, Move::Out),
            Self::Publish(tour),
            Self::Archive(tour),
            Self::ArchiveYes(tour),
        ];
        all.extend(Field::ALL.map(|field| Self::Ask(tour, Lang::Ru, field)));
        for choice in Choice::ALL {
            all.push(Self::Choose(tour, choice));
            all.push(Self::Chosen(tour, choice, key()));
        }
        all
    }
}

/// What stands where nothing is chosen.
const NONE: &str = "-";

impl Callback for MakerCallback {
    const TAG: &'static str = "w1";

    fn write(&self, to: &mut Writer) {
        let flag = |is_on: bool| if is_on { "y" } else { "n" };
        match self {
            Self::Tours(agency, status, page) => to
                .word("list")
                .int(agency.0)
                .word(status.word())
                .int((*page).into()),
            Self::New(agency) => to.word("new").int(agency.0),
            Self::Tour(id) => to.word("tour").int(id.0),
            Self::Words(id, lang) => to.word("words").int(id.0).word(lang.code()),
            Self::Ask(id, lang, field) => to
                .word("ask")
                .int(id.0)
                .word(lang.code())
                .word(field.word()),
            Self::Choose(id, choice) => to.word("pick").int(id.0).word(choice.word()),
            Self::Chosen(id, choice, key) => to.word("set").int(id.0).word(choice.word()).word(key),
            Self::Transports(id) => to.word("ways").int(id.0),
            Self::Transport(id, key, is_on) => {
                to.word("way").int(id.0).word(key).word(flag(*is_on))
            }
            Self::Languages(id) => to.word("tongues").int(id.0),
            Self::Language(id, lang, is_on) => to
                .word("tongue")
                .int(id.0)
                .word(lang.code())
                .word(flag(*is_on)),
            Self::Days(id) => to.word("days").int(id.0),
            Self::Params(id) => to.word("params").int(id.0),
            Self::Param(id, key) => to.word("param").int(id.0).word(key),
            Self::Answer(id, key, answer) => to
                .word("is")
                .int(id.0)
                .word(key)
                .word(answer.as_deref().unwrap_or(NONE)),
            Self::Photos(id) => to.word("photos").int(id.0),
            Self::Photo(id, photo) => to.word("photo").int(id.0).int(*photo),
            Self::Shift(id, photo, to_where) => {
                let word = match to_where {
                    Move::Cover => "cover",
                    Move::Forward => "fore",
                    Move::Out => "out",
                };
                to.word(word).int(id.0).int(*photo)
            }
            Self::Publish(id) => to.word("go").int(id.0),
            Self::Archive(id) => to.word("away").int(id.0),
            Self::ArchiveYes(id) => to.word("away-yes").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let tour = |from: &mut Reader<'_>| from.int().map(TourId);
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        let key = |from: &mut Reader<'_>| from.word().map(str::to_owned);
        let lang = |from: &mut Reader<'_>| lang_of(from.word()?).ok_or(Malformed);
        let choice = |from: &mut Reader<'_>| Choice::from_word(from.word()?).ok_or(Malformed);
        let flag = |from: &mut Reader<'_>| match from.word()? {
            "y" => Ok(true),
            "n" => Ok(false),
            _ => Err(Malformed),
        };
        let shift = |from: &mut Reader<'_>, to| Ok(Self::Shift(tour(from)?, from.int()?, to));
        Ok(match action {
            "list" => Self::Tours(
                agency(from)?,
                Status::from_word(from.word()?).ok_or(Malformed)?,
                from.int()?,
            ),
            "new" => Self::New(agency(from)?),
            "tour" => Self::Tour(tour(from)?),
            "words" => Self::Words(tour(from)?, lang(from)?),
            "ask" => Self::Ask(
                tour(from)?,
                lang(from)?,
                Field::from_word(from.word()?).ok_or(Malformed)?,
            ),
            "pick" => Self::Choose(tour(from)?, choice(from)?),
            "set" => Self::Chosen(tour(from)?, choice(from)?, key(from)?),
            "ways" => Self::Transports(tour(from)?),
            "way" => Self::Transport(tour(from)?, key(from)?, flag(from)?),
            "tongues" => Self::Languages(tour(from)?),
            "tongue" => Self::Language(tour(from)?, lang(from)?, flag(from)?),
            "days" => Self::Days(tour(from)?),
            "params" => Self::Params(tour(from)?),
            "param" => Self::Param(tour(from)?, key(from)?),
            "is" => Self::Answer(
                tour(from)?,
                key(from)?,
                Some(key(from)?).filter(|answer| answer != NONE),
            ),
            "photos" => Self::Photos(tour(from)?),
            "photo" => Self::Photo(tour(from)?, from.int()?),
            "cover" => shift(from, Move::Cover)?,
            "fore" => shift(from, Move::Forward)?,
            "out" => shift(from, Move::Out)?,
            "go" => Self::Publish(tour(from)?),
            "away" => Self::Archive(tour(from)?),
            "away-yes" => Self::ArchiveYes(tour(from)?),
            _ => return Err(Malformed),
        })
    }
}

fn lang_of(code: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.code() == code)
}
