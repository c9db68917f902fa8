//! The kinds of help with studies, read from `assets/catalog/study.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{
    assets::Assets,
    features::{library::BrokenFile, support::faq::Words},
    kernel::{
        lang::Lang,
        money::{Currency, Money},
    },
};

const PATH: &str = "catalog/study.toml";

/// All kinds of help, in the order in which they are shown.
pub struct Catalog {
    kinds: Vec<Kind>,
}

/// A kind of help.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Stable name, at most 16 of `a-z 0-9 _`. Orders keep it.
    pub key: String,
    /// Its sign.
    pub emoji: String,
    /// Its name, plain text.
    pub title: Words<String>,
    /// What the client gets, plain text.
    pub description: Words<String>,
    /// What it costs.
    #[serde(deserialize_with = "price")]
    pub price: Price,
    /// Who prices an order that has no fixed price.
    pub mode: Mode,
    /// How a paid order finds its executor.
    pub taking: Taking,
    /// How long it usually takes.
    pub typical_days: u16,
    /// The nearest deadline that can be chosen.
    pub minimum_days: u16,
    /// Rounds of changes that are included.
    pub revisions: u8,
    /// What is asked.
    #[serde(default)]
    pub fields: Fields,
    /// In what the volume is counted; there whenever the volume is asked.
    pub volume_hint: Option<Words<String>>,
}

/// What a kind of help costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// Always the same.
    Fixed(Money),
    /// Each order is priced by itself, as [`Mode`] says.
    ByQuote,
}

/// Who prices an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Staff.
    Quote,
    /// Executors; the client picks one of their offers.
    Offers,
}

/// How a paid order finds its executor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// From the board, by whoever is first.
    Board,
    /// Staff assigns somebody.
    Staff,
}

/// A field of the order's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Which subject.
    Subject,
    /// Which topic.
    Topic,
    /// What exactly is wanted.
    Details,
    /// Until when.
    Deadline,
    /// How much.
    Volume,
    /// Files of the client.
    Files,
    /// What the client is ready to pay.
    Budget,
}

impl Field {
    /// All fields, in the order in which they are asked.
    pub const ALL: [Self; 7] = [
        Self::Subject,
        Self::Topic,
        Self::Details,
        Self::Deadline,
        Self::Volume,
        Self::Files,
        Self::Budget,
    ];

    /// Its name in the file, and in ids of texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Topic => "topic",
            Self::Details => "details",
            Self::Deadline => "deadline",
            Self::Volume => "volume",
            Self::Files => "files",
            Self::Budget => "budget",
        }
    }
}

/// Whether a field is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// An order cannot be sent without it.
    Required,
    /// It may be skipped.
    Optional,
    /// Not at all.
    #[default]
    #[serde(skip)]
    No,
}

/// Which fields a kind asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fields {
    subject: Asked,
    topic: Asked,
    details: Asked,
    deadline: Asked,
    volume: Asked,
    files: Asked,
    budget: Asked,
}

impl Fields {
    /// Whether this field is asked.
    #[must_use]
    pub const fn of(&self, field: Field) -> Asked {
        match field {
            Field::Subject => self.subject,
            Field::Topic => self.topic,
            Field::Details => self.details,
            Field::Deadline => self.deadline,
            Field::Volume => self.volume,
            Field::Files => self.files,
            Field::Budget => self.budget,
        }
    }

    /// The fields that are asked, in their order, each with whether it is required.
    pub fn asked(&self) -> impl Iterator<Item = (Field, bool)> + '_ {
        Field::ALL
            .into_iter()
            .filter_map(|field| match self.of(field) {
                Asked::Required => Some((field, true)),
                Asked::Optional => Some((field, false)),
                Asked::No => None,
            })
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, rename = "kind")]
    kinds: Vec<Kind>,
}

impl Catalog {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// [`BrokenFile`] with every fault that was found.
    pub fn load(assets: &Assets) -> Result<Self, BrokenFile> {
        let broken = |problem: String| BrokenFile {
            path: PATH.to_owned(),
            problem,
        };
        let text = assets
            .text(PATH)
            .ok_or_else(|| broken("is missing".to_owned()))?;
        Self::read(&text).map_err(broken)
    }

    fn read(text: &str) -> Result<Self, String> {
        let Written { kinds } = toml::from_str(text).map_err(|error| error.to_string())?;
        let faults = faults(&kinds);
        if faults.is_empty() {
            Ok(Self { kinds })
        } else {
            Err(faults.join("; "))
        }
    }

    /// The kinds, in the order of the file.
    #[must_use]
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The kind of this key; none when it is no longer offered.
    #[must_use]
    pub fn kind(&self, key: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.key == key)
    }
}

/// `"quote"`, or kopecks.
fn price<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Price, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Kopecks(i64),
        Word(String),
    }
    match Written::deserialize(deserializer) {
        Ok(Written::Kopecks(minor)) => Ok(Price::Fixed(Money::new(minor, Currency::Rub))),
        Ok(Written::Word(word)) if word == "quote" => Ok(Price::ByQuote),
        Ok(Written::Word(_)) | Err(_) => Err(serde::de::Error::custom(
            "the price is neither \"quote\" nor a whole number of kopecks",
        )),
    }
}

/// Everything that is wrong, with the kind it is wrong with.
fn faults(kinds: &[Kind]) -> Vec<String> {
    let mut faults = Vec::new();
    if kinds.is_empty() {
        faults.push("there is no [[kind]]".to_owned());
    }
    let mut seen = BTreeSet::new();
    for kind in kinds {
        let key = kind.key.as_str();
        let mut require = |holds: bool, problem: String| {
            if !holds {
                faults.push(format!("kind {key:?}: {problem}"));
            }
        };
        require(
            (1..=16).contains(&key.len())
                && key
                    .bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')),
            "the key is not 1 to 16 of a-z, 0-9 and _".to_owned(),
        );
        require(seen.insert(key), "the key stands twice".to_owned());
        let mut texts = vec![
            ("title", &kind.title, 40),
            ("description", &kind.description, 400),
        ];
        texts.extend(
            kind.volume_hint
                .as_ref()
                .map(|hint| ("volume_hint", hint, 60)),
        );
        for (name, words, limit) in texts {
            for lang in Lang::ALL {
                let len = words.in_lang(lang).trim().chars().count();
                require(
                    (1..=limit).contains(&len),
                    format!("{name}.{} has not 1 to {limit} characters", lang.code()),
                );
            }
        }
        require(
            (1..=8).contains(&kind.emoji.trim().chars().count()),
            "emoji is not one sign".to_owned(),
        );
        if let Price::Fixed(money) = kind.price {
            require(
                (100..=1_000_000_000).contains(&money.minor()),
                "price is not 100 to 1000000000 kopecks".to_owned(),
            );
        }
        require(
            (1..=365).contains(&kind.minimum_days),
            "minimum_days is not 1 to 365".to_owned(),
        );
        require(
            (1..=365).contains(&kind.typical_days),
            "typical_days is not 1 to 365".to_owned(),
        );
        require(
            kind.minimum_days <= kind.typical_days,
            "minimum_days is above typical_days".to_owned(),
        );
        require(kind.revisions <= 9, "revisions is not 0 to 9".to_owned());
        require(
            kind.fields.of(Field::Deadline) == Asked::Required,
            "fields.deadline is not \"required\"; an order always has one".to_owned(),
        );
        require(
            [Field::Subject, Field::Topic, Field::Details]
                .into_iter()
                .any(|field| kind.fields.of(field) == Asked::Required),
            "none of fields.subject, fields.topic, fields.details is \"required\"; \
             nobody would know what is wanted"
                .to_owned(),
        );
        require(
            kind.volume_hint.is_some() == (kind.fields.of(Field::Volume) != Asked::No),
            "volume_hint and fields.volume go together".to_owned(),
        );
        require(
            kind.price == Price::ByQuote || kind.fields.of(Field::Budget) == Asked::No,
            "fields.budget is asked though the price is fixed".to_owned(),
        );
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
        [[kind]]
        key = "review"
        emoji = "🔎"
        price = 150000
        mode = "quote"
        taking = "board"
        typical_days = 4
        minimum_days = 1
        revisions = 1
        title = { ru = "Проверка", uz = "Tekshirish", en = "Review" }
        description = { ru = "Прочитаем", uz = "Oʻqiymiz", en = "We read" }
        fields = { subject = "required", deadline = "required", volume = "optional" }
        volume_hint = { ru = "Страниц", uz = "Bet", en = "Pages" }
    "#;

    fn fault(from: &str, to: &str) -> String {
        assert!(SOUND.contains(from), "{from}");
        let Err(problem) = Catalog::read(&SOUND.replacen(from, to, 1)) else {
            panic!("{to} is taken");
        };
        problem
    }

    #[test]
    fn the_file_that_comes_along_is_sound() {
        let catalog = Catalog::load(&Assets::new(None)).unwrap();
        assert!(catalog.kinds().len() >= 11);
        for key in ["consultation", "tutoring", "diploma", "exam"] {
            assert_eq!(catalog.kind(key).unwrap().key, key);
        }
        assert!(catalog.kind("ghost").is_none());
        // Every way of pricing and of taking has an example.
        let kinds = catalog.kinds();
        for mode in [Mode::Quote, Mode::Offers] {
            assert!(kinds.iter().any(|kind| kind.mode == mode), "{mode:?}");
        }
        for taking in [Taking::Board, Taking::Staff] {
            assert!(kinds.iter().any(|kind| kind.taking == taking), "{taking:?}");
        }
        assert!(kinds.iter().any(|kind| kind.price == Price::ByQuote));
        assert!(kinds.iter().any(|kind| kind.price != Price::ByQuote));
    }

    #[test]
    fn a_kind_is_read_as_it_is_written() {
        let catalog = Catalog::read(SOUND).unwrap();
        let kind = catalog.kind("review").unwrap();
        assert_eq!(kind.price, Price::Fixed(Money::new(150_000, Currency::Rub)));
        assert_eq!(kind.title.in_lang(Lang::Uz), "Tekshirish");
        let asked: Vec<_> = kind.fields.asked().collect();
        assert_eq!(
            asked,
            [
                (Field::Subject, true),
                (Field::Deadline, true),
                (Field::Volume, false)
            ]
        );
        for (field, _) in asked {
            assert!(SOUND.contains(field.word()));
        }
    }

    #[test]
    fn every_fault_is_refused_by_name() {
        let long = format!("ru = \"{}\"", "я".repeat(41));
        let cases = [
            ("\"review\"", "\"Review\"", "the key is not 1 to 16"),
            ("\"review\"", "\"\"", "the key is not 1 to 16"),
            (
                "\"review\"",
                "\"seventeen_letters\"",
                "the key is not 1 to 16",
            ),
            ("\"🔎\"", "\" \"", "emoji is not one sign"),
            ("150000", "-1", "price is not 100 to"),
            ("150000", "\"free\"", "the price is neither"),
            ("150000", "1500.5", "the price is neither"),
            ("\"quote\"", "\"auction\"", "unknown variant `auction`"),
            ("\"board\"", "\"lottery\"", "unknown variant `lottery`"),
            (
                "typical_days = 4",
                "typical_days = 400",
                "typical_days is not 1 to 365",
            ),
            (
                "minimum_days = 1",
                "minimum_days = 0",
                "minimum_days is not 1 to 365",
            ),
            (
                "minimum_days = 1",
                "minimum_days = 5",
                "minimum_days is above typical_days",
            ),
            ("revisions = 1", "revisions = 10", "revisions is not 0 to 9"),
            (
                "ru = \"Проверка\"",
                "ru = \" \"",
                "title.ru has not 1 to 40",
            ),
            ("ru = \"Проверка\"", &long, "title.ru has not 1 to 40"),
            (
                "en = \"We read\"",
                "en = \"\"",
                "description.en has not 1 to 400",
            ),
            (
                "uz = \"Bet\"",
                "uz = \"\"",
                "volume_hint.uz has not 1 to 60",
            ),
            ("ru = \"Проверка\", ", "", "missing field `ru`"),
            (
                "subject = \"required\", ",
                "",
                "nobody would know what is wanted",
            ),
            (
                "deadline = \"required\"",
                "deadline = \"optional\"",
                "fields.deadline is not",
            ),
            (
                ", volume = \"optional\"",
                "",
                "volume_hint and fields.volume go together",
            ),
            (
                "volume = \"optional\"",
                "volume = \"optional\", budget = \"optional\"",
                "fields.budget is asked though",
            ),
            (
                "subject = \"required\"",
                "subject = \"no\"",
                "unknown variant `no`",
            ),
            ("subject =", "subjekt =", "unknown field `subjekt`"),
            (
                "revisions = 1",
                "revisions = 1\nrush = 1",
                "unknown field `rush`",
            ),
            ("taking = \"board\"", "", "missing field `taking`"),
        ];
        for (from, to, named) in cases {
            let problem = fault(from, to);
            assert!(problem.contains(named), "{from} → {to}: {problem}");
        }
        let twice = Catalog::read(&SOUND.repeat(2)).err().unwrap();
        assert_eq!(twice, "kind \"review\": the key stands twice");
        assert_eq!(Catalog::read("").err().unwrap(), "there is no [[kind]]");
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let text = SOUND
            .replace("revisions = 1", "revisions = 10")
            .replace("150000", "0");
        let problem = Catalog::read(&text).err().unwrap();
        assert_eq!(
            problem,
            "kind \"review\": price is not 100 to 1000000000 kopecks; \
             kind \"review\": revisions is not 0 to 9"
        );
    }

    #[test]
    fn the_operators_file_stands_in_for_ours_and_its_faults_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let assets = Assets::new(Some(folder.path().to_owned()));
        std::fs::create_dir(folder.path().join("catalog")).unwrap();
        let path = folder.path().join(PATH);
        std::fs::write(&path, SOUND).unwrap();
        assert_eq!(Catalog::load(&assets).unwrap().kinds().len(), 1);
        std::fs::write(&path, SOUND.replace("🔎", "")).unwrap();
        let broken = Catalog::load(&assets).err().unwrap().to_string();
        assert_eq!(
            broken,
            "assets/catalog/study.toml: kind \"review\": emoji is not one sign"
        );
    }
}
