//! Buttons of onboarding, profile and privacy.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    entity::consent::{Decision, Document},
    kernel::lang::Lang,
};

/// A field of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// First name.
    First,
    /// Last name.
    Last,
    /// Field of study or work.
    Sphere,
    /// Speciality.
    Specialisation,
    /// Interests.
    Interests,
    /// Time zone.
    Zone,
    /// Picture.
    Avatar,
}

impl Field {
    /// All fields, as the profile lists them.
    pub const ALL: [Self; 7] = [
        Self::First,
        Self::Last,
        Self::Sphere,
        Self::Specialisation,
        Self::Interests,
        Self::Zone,
        Self::Avatar,
    ];

    /// Its word on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Sphere => "sphere",
            Self::Specialisation => "spec",
            Self::Interests => "interests",
            Self::Zone => "zone",
            Self::Avatar => "avatar",
        }
    }

    fn of(word: &str) -> Result<Self, Malformed> {
        Self::ALL
            .into_iter()
            .find(|field| field.word() == word)
            .ok_or(Malformed)
    }
}

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersCallback {
    /// Show the languages.
    Language,
    /// This language.
    SetLanguage(Lang),
    /// Show what is to be agreed to.
    Consent,
    /// A decision about a document; the number names the version that was shown.
    Decide(Document, Decision, u32),
    /// The profile.
    Profile,
    /// Change a field.
    Edit(Field),
    /// Empty a field.
    Clear(Field),
    /// The zone with this number among those offered.
    Zone(u32),
    /// Ask for the location.
    ShareLocation,
    /// The page about one's data.
    Privacy,
    /// Read an agreed document again.
    Read(Document),
    /// Take one's data home.
    Export,
    /// Ask before the consent is taken back.
    Withdraw,
    /// Take it back.
    WithdrawYes,
    /// Ask before the account is deleted.
    Delete,
    /// Delete it.
    DeleteYes,
}

impl UsersCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let mut samples = vec![
            Self::Language,
            Self::Consent,
            Self::Decide(Document::Offer, Decision::Given, u32::MAX),
            Self::Decide(Document::PersonalData, Decision::Refused, 0),
            Self::Profile,
            Self::Zone(u32::MAX),
            Self::ShareLocation,
            Self::Privacy,
            Self::Read(Document::PersonalData),
            Self::Export,
            Self::Withdraw,
            Self::WithdrawYes,
            Self::Delete,
            Self::DeleteYes,
        ];
        samples.extend(Lang::ALL.map(Self::SetLanguage));
        samples.extend(Field::ALL.map(Self::Edit));
        samples.extend(Field::ALL.map(Self::Clear));
        samples
    }
}

impl Callback for UsersCallback {
    const TAG: &'static str = "u1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Language => to.word("langs"),
            Self::SetLanguage(lang) => to.word("lang").word(lang.code()),
            Self::Consent => to.word("consent"),
            Self::Decide(document, decision, version) => to
                .word("decide")
                .word(document_word(*document))
                .word(decision_word(*decision))
                .int((*version).into()),
            Self::Profile => to.word("profile"),
            Self::Edit(field) => to.word("edit").word(field.word()),
            Self::Clear(field) => to.word("clear").word(field.word()),
            Self::Zone(number) => to.word("zone").int((*number).into()),
            Self::ShareLocation => to.word("place"),
            Self::Privacy => to.word("privacy"),
            Self::Read(document) => to.word("read").word(document_word(*document)),
            Self::Export => to.word("export"),
            Self::Withdraw => to.word("withdraw"),
            Self::WithdrawYes => to.word("withdraw-yes"),
            Self::Delete => to.word("delete"),
            Self::DeleteYes => to.word("delete-yes"),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match action {
            "langs" => Self::Language,
            "lang" => {
                let code = from.word()?;
                let lang = Lang::ALL.into_iter().find(|lang| lang.code() == code);
                Self::SetLanguage(lang.ok_or(Malformed)?)
            }
            "consent" => Self::Consent,
            "decide" => Self::Decide(document(from)?, decision(from)?, from.int()?),
            "profile" => Self::Profile,
            "edit" => Self::Edit(Field::of(from.word()?)?),
            "clear" => Self::Clear(Field::of(from.word()?)?),
            "zone" => Self::Zone(from.int()?),
            "place" => Self::ShareLocation,
            "privacy" => Self::Privacy,
            "read" => Self::Read(document(from)?),
            "export" => Self::Export,
            "withdraw" => Self::Withdraw,
            "withdraw-yes" => Self::WithdrawYes,
            "delete" => Self::Delete,
            "delete-yes" => Self::DeleteYes,
            _ => return Err(Malformed),
        })
    }
}

const fn document_word(document: Document) -> &'static str {
    match document {
        Document::Offer => "offer",
        Document::PersonalData => "data",
    }
}

fn document(from: &mut Reader<'_>) -> Result<Document, Malformed> {
    match from.word()? {
        "offer" => Ok(Document::Offer),
        "data" => Ok(Document::PersonalData),
        _ => Err(Malformed),
    }
}

const fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Given => "yes",
        Decision::Refused => "no",
        Decision::Withdrawn => "back",
    }
}

fn decision(from: &mut Reader<'_>) -> Result<Decision, Malformed> {
    match from.word()? {
        "yes" => Ok(Decision::Given),
        "no" => Ok(Decision::Refused),
        _ => Err(Malformed),
    }
}
