//! Categories, types of tours with their parameters, means of transport and cities, read from
//! `assets/catalog/tours.toml`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    assets::Assets,
    features::{library::BrokenFile, support::faq::Words},
    kernel::lang::Lang,
};

const PATH: &str = "catalog/tours.toml";

/// What tours are made of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// Categories, in the order in which they are shown.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
    /// Types of tours.
    #[serde(rename = "kind")]
    pub kinds: Vec<Kind>,
    /// Means of transport.
    #[serde(rename = "transport")]
    pub transports: Vec<Named>,
    /// Cities that tours go to or begin in.
    #[serde(rename = "city")]
    pub cities: Vec<Named>,
}

/// A category. Some stand below another one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable name. Tours keep it.
    pub key: String,
    /// Its sign.
    pub emoji: String,
    /// Its name, plain text.
    pub title: Words<String>,
    /// Key of the one above it.
    pub parent: Option<String>,
}

/// Something with a stable name and a title.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Stable name. Tours keep it.
    pub key: String,
    /// Its sign.
    pub emoji: String,
    /// Its name, plain text.
    pub title: Words<String>,
}

/// A type of tour: says what has to be known of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Stable name. Tours keep it.
    pub key: String,
    /// Its sign.
    pub emoji: String,
    /// Its name, plain text.
    pub title: Words<String>,
    /// What is asked about a tour of this type.
    #[serde(default, rename = "param")]
    pub params: Vec<Param>,
}

/// One parameter of a type.
#[derive(Clone, Debug, Deserialize)]
pub struct Param {
    /// Its name among the parameters.
    pub key: String,
    /// What is asked, plain text.
    pub title: Words<String>,
    /// What may be answered.
    #[serde(flatten)]
    pub is: Answer,
    /// A tour cannot be published without it.
    #[serde(default)]
    pub required: bool,
}

/// What may stand in a parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// A whole number.
    Number {
        /// Not below.
        min: i64,
        /// Not above.
        max: i64,
    },
    /// One of these.
    Choice {
        /// Which.
        options: Vec<Named>,
    },
    /// Yes or no.
    Flag,
}

/// Why a parameter does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParamFault {
    /// Which parameter.
    pub key: String,
    /// What is wrong: a word.
    pub problem: &'static str,
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
        let catalog: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let faults = catalog.faults();
        if faults.is_empty() {
            Ok(catalog)
        } else {
            Err(faults.join("; "))
        }
    }

    /// The category of a key.
    #[must_use]
    pub fn category(&self, key: &str) -> Option<&Category> {
        self.categories.iter().find(|one| one.key == key)
    }

    /// The categories below one, or those above which there is none.
    pub fn below<'a>(&'a self, parent: Option<&'a str>) -> impl Iterator<Item = &'a Category> {
        self.categories
            .iter()
            .filter(move |one| one.parent.as_deref() == parent)
    }

    /// A category and all that stand below it: what somebody who opens it looks for.
    #[must_use]
    pub fn within(&self, key: &str) -> Vec<&str> {
        let mut keys: Vec<&str> = self
            .category(key)
            .map(|one| one.key.as_str())
            .into_iter()
            .collect();
        let mut next = 0;
        while let Some(parent) = keys.get(next).copied() {
            keys.extend(self.below(Some(parent)).map(|one| one.key.as_str()));
            next += 1;
        }
        keys
    }

    /// The type of a key.
    #[must_use]
    pub fn kind(&self, key: &str) -> Option<&Kind> {
        self.kinds.iter().find(|one| one.key == key)
    }

    /// The means of transport of a key.
    #[must_use]
    pub fn transport(&self, key: &str) -> Option<&Named> {
        self.transports.iter().find(|one| one.key == key)
    }

    /// The city of a key.
    #[must_use]
    pub fn city(&self, key: &str) -> Option<&Named> {
        self.cities.iter().find(|one| one.key == key)
    }

    /// Everything that is wrong.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let categories = self
            .categories
            .iter()
            .map(|one| (one.key.as_str(), &one.title, one.emoji.as_str()));
        let kinds = self
            .kinds
            .iter()
            .map(|one| (one.key.as_str(), &one.title, one.emoji.as_str()));
        check("category", categories, &mut faults);
        check("kind", kinds, &mut faults);
        check("transport", named(&self.transports), &mut faults);
        check("city", named(&self.cities), &mut faults);
        for category in &self.categories {
            // The one above stands above in the file too, so there is no ring.
            if let Some(parent) = &category.parent {
                let before = self
                    .categories
                    .iter()
                    .take_while(|one| one.key != category.key);
                if !before.into_iter().any(|one| one.key == *parent) {
                    faults.push(format!(
                        "category {:?}: parent {parent:?} does not stand before it",
                        category.key
                    ));
                }
            }
        }
        for kind in &self.kinds {
            let place = format!("param of {}", kind.key);
            let params = kind
                .params
                .iter()
                .map(|one| (one.key.as_str(), &one.title, "-"));
            check(&place, params, &mut faults);
            for param in &kind.params {
                match &param.is {
                    Answer::Number { min, max } if min > max => {
                        faults.push(format!("{place} {:?}: min is above max", param.key));
                    }
                    Answer::Choice { options } => check(&place, named(options), &mut faults),
                    Answer::Number { .. } | Answer::Flag => {}
                }
            }
        }
        faults
    }
}

fn named(all: &[Named]) -> impl Iterator<Item = (&str, &Words<String>, &str)> {
    all.iter()
        .map(|one| (one.key.as_str(), &one.title, one.emoji.as_str()))
}

/// Keys are short, plain and stand once; titles are there in every language.
fn check<'a>(
    place: &str,
    all: impl Iterator<Item = (&'a str, &'a Words<String>, &'a str)>,
    faults: &mut Vec<String>,
) {
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for (key, title, emoji) in all {
        count += 1;
        let is_plain = (1..=12).contains(&key.len())
            && key
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if !is_plain {
            faults.push(format!(
                "{place} {key:?}: the key is not 1 to 12 of a-z, 0-9 and _"
            ));
        }
        if !seen.insert(key) {
            faults.push(format!("{place} {key:?}: the key stands twice"));
        }
        if !(1..=8).contains(&emoji.trim().chars().count()) {
            faults.push(format!("{place} {key:?}: emoji is not one sign"));
        }
        for lang in Lang::ALL {
            if !(1..=40).contains(&title.in_lang(lang).trim().chars().count()) {
                faults.push(format!(
                    "{place} {key:?}: title.{} has not 1 to 40 characters",
                    lang.code()
                ));
            }
        }
    }
    if count == 0 && !place.starts_with("param") {
        faults.push(format!("there is no [[{place}]]"));
    }
}

impl Kind {
    /// What does not fit: unknown parameters, answers of another sort or out of bounds, and, where all
    /// are `wanted`, those that are required and missing.
    #[must_use]
    pub fn faults(&self, params: &Map<String, Value>, wanted: bool) -> Vec<ParamFault> {
        let fault = |key: &str, problem| ParamFault {
            key: key.to_owned(),
            problem,
        };
        let mut faults: Vec<_> = params
            .keys()
            .filter(|key| !self.params.iter().any(|param| param.key == **key))
            .map(|key| fault(key, "unknown"))
            .collect();
        for param in &self.params {
            match params.get(&param.key) {
                None | Some(Value::Null) if param.required && wanted => {
                    faults.push(fault(&param.key, "missing"));
                }
                None | Some(Value::Null) => {}
                Some(value) => {
                    if let Some(problem) = param.is.problem(value) {
                        faults.push(fault(&param.key, problem));
                    }
                }
            }
        }
        faults
    }

    /// The parameter of a key.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.key == key)
    }
}

impl Answer {
    fn problem(&self, value: &Value) -> Option<&'static str> {
        match self {
            Self::Number { min, max } => match value.as_i64() {
                Some(number) if (*min..=*max).contains(&number) => None,
                Some(_) => Some("out_of_bounds"),
                None => Some("not_a_number"),
            },
            Self::Choice { options } => match value.as_str() {
                Some(word) if options.iter().any(|option| option.key == word) => None,
                _ => Some("not_an_option"),
            },
            Self::Flag => (!value.is_boolean()).then_some("not_a_flag"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SOUND: &str = r#"
        [[category]]
        key = "city"
        emoji = "🏙"
        title = { ru = "Города", uz = "Shaharlar", en = "Cities" }
        [[category]]
        key = "old"
        emoji = "🕌"
        parent = "city"
        title = { ru = "Старые", uz = "Qadimiy", en = "Old" }
        [[kind]]
        key = "hike"
        emoji = "🥾"
        title = { ru = "Поход", uz = "Yurish", en = "Hike" }
        [[kind.param]]
        key = "level"
        type = "choice"
        required = true
        title = { ru = "Сложность", uz = "Qiyinlik", en = "Level" }
        options = [{ key = "easy", emoji = "🟢", title = { ru = "Лёгкий", uz = "Oson", en = "Easy" } }]
        [[kind.param]]
        key = "km"
        type = "number"
        min = 1
        max = 100
        title = { ru = "Километров", uz = "Kilometr", en = "Kilometres" }
        [[kind.param]]
        key = "tent"
        type = "flag"
        title = { ru = "Ночёвка в палатке", uz = "Chodirda tunash", en = "Night in a tent" }
        [[transport]]
        key = "bus"
        emoji = "🚌"
        title = { ru = "Автобус", uz = "Avtobus", en = "Bus" }
        [[city]]
        key = "samarkand"
        emoji = "🕌"
        title = { ru = "Самарканд", uz = "Samarqand", en = "Samarkand" }
    "#;

    #[test]
    fn the_file_that_comes_along_is_sound() {
        let catalog = Catalog::load(&Assets::new(None)).unwrap();
        assert!(catalog.categories.iter().any(|one| one.parent.is_some()));
        assert!(catalog.kinds.len() >= 4 && catalog.cities.len() >= 10);
        for kind in &catalog.kinds {
            assert!(!kind.params.is_empty(), "{}", kind.key);
        }
    }

    #[test]
    fn a_category_has_what_stands_below_it() {
        let catalog = Catalog::read(SOUND).unwrap();
        assert_eq!(catalog.within("city"), ["city", "old"]);
        assert_eq!(catalog.within("old"), ["old"]);
        assert!(catalog.within("ghost").is_empty());
        let top: Vec<_> = catalog.below(None).map(|one| one.key.as_str()).collect();
        assert_eq!(top, ["city"]);
    }

    #[test]
    fn parameters_are_held_against_their_type() {
        let catalog = Catalog::read(SOUND).unwrap();
        let hike = catalog.kind("hike").unwrap();
        let problems = |params: Value, wanted| -> Vec<String> {
            hike.faults(params.as_object().unwrap(), wanted)
                .into_iter()
                .map(|fault| format!("{}: {}", fault.key, fault.problem))
                .collect()
        };
        assert!(problems(json!({"level": "easy", "km": 100, "tent": true}), true).is_empty());
        assert!(problems(json!({"level": null}), false).is_empty());
        assert_eq!(problems(json!({"km": 1}), true), ["level: missing"]);
        assert_eq!(
            problems(
                json!({"level": "hard", "km": 101, "tent": 1, "stars": 5}),
                true
            ),
            [
                "stars: unknown",
                "level: not_an_option",
                "km: out_of_bounds",
                "tent: not_a_flag"
            ]
        );
        assert_eq!(problems(json!({"km": "7"}), false), ["km: not_a_number"]);
    }

    #[test]
    fn every_fault_is_refused_by_name() {
        for (from, to, problem) in [
            (
                "\"city\"\n        emoji",
                "\"City\"\n        emoji",
                "the key is not 1 to 12",
            ),
            ("\"old\"", "\"city\"", "the key stands twice"),
            (
                "parent = \"city\"",
                "parent = \"sea\"",
                "does not stand before it",
            ),
            ("\"🚌\"", "\" \"", "emoji is not one sign"),
            ("\"Автобус\"", "\"\"", "title.ru has not 1 to 40"),
            ("max = 100", "max = 0", "min is above max"),
            ("\"flag\"", "\"date\"", "unknown variant"),
        ] {
            assert!(SOUND.contains(from), "{from}");
            let error = Catalog::read(&SOUND.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(problem), "{to}: {error}");
        }
    }
}
