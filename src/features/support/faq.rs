//! Questions and answers, read from `assets/faq/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::search::{Doc, Index};
use crate::{
    assets::Assets, bot::html::Html, config::Modules, features::library::BrokenFile,
    kernel::lang::Lang,
};

/// A text in every language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words<T> {
    ru: T,
    uz: T,
    en: T,
}

impl<T> Words<T> {
    /// In this language.
    pub const fn in_lang(&self, lang: Lang) -> &T {
        match lang {
            Lang::Ru => &self.ru,
            Lang::Uz => &self.uz,
            Lang::En => &self.en,
        }
    }
}

/// A group of questions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable name, at most 16 letters.
    pub key: String,
    /// Its sign.
    pub emoji: String,
    /// Its name.
    pub title: Words<String>,
    /// Its questions.
    #[serde(rename = "entry")]
    pub entries: Vec<Entry>,
}

/// A question with its answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Stable name within the category, at most 32 letters.
    pub key: String,
    /// What people ask.
    pub question: Words<String>,
    /// What we answer, in Telegram's HTML.
    pub answer: Words<String>,
    /// Other words that people use for it.
    pub words: Words<Vec<String>>,
}

impl Entry {
    /// The answer, ready to be sent.
    #[must_use]
    pub fn answer_html(&self, lang: Lang) -> Html {
        Html::trusted(self.answer.in_lang(lang).trim().to_owned())
    }
}

/// All categories that the switched-on modules have a use for, and the search over them.
pub struct Faq {
    categories: Vec<Category>,
    indexes: BTreeMap<Lang, Index>,
}

impl Faq {
    /// Reads and indexes the files.
    ///
    /// # Errors
    /// When a file is broken, or a key is too long for a button.
    pub fn load(assets: &Assets, modules: Modules) -> Result<Self, BrokenFile> {
        let mut categories = Vec::new();
        for name in assets
            .list("faq")
            .into_iter()
            .filter(|name| name.ends_with(".toml"))
        {
            let path = format!("faq/{name}");
            let broken = |problem: String| BrokenFile {
                path: path.clone(),
                problem,
            };
            let text = assets.text(&path).unwrap_or_default();
            let category: Category =
                toml::from_str(&text).map_err(|error| broken(error.to_string()))?;
            let is_plain = |key: &str, limit| {
                (1..=limit).contains(&key.len())
                    && key
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            };
            if !is_plain(&category.key, 16) {
                return Err(broken(format!(
                    "the key {:?} does not fit a button",
                    category.key
                )));
            }
            if let Some(entry) = category
                .entries
                .iter()
                .find(|entry| !is_plain(&entry.key, 32))
            {
                return Err(broken(format!(
                    "the key {:?} does not fit a button",
                    entry.key
                )));
            }
            if categories
                .iter()
                .any(|known: &Category| known.key == category.key)
            {
                return Err(broken(format!("the key {:?} stands twice", category.key)));
            }
            if is_wanted(&category.key, modules) {
                categories.push(category);
            }
        }
        let indexes = Lang::ALL
            .into_iter()
            .map(|lang| (lang, index(&categories, lang)))
            .collect();
        Ok(Self {
            categories,
            indexes,
        })
    }

    /// The categories, in the order of their files.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The category of this name.
    #[must_use]
    pub fn category(&self, key: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.key == key)
    }

    /// The entry of these names.
    #[must_use]
    pub fn entry(&self, category: &str, entry: &str) -> Option<(&Category, &Entry)> {
        let category = self.category(category)?;
        let entry = category.entries.iter().find(|known| known.key == entry)?;
        Some((category, entry))
    }

    /// Entries that answer a question in somebody's own words, best first; none when nothing fits.
    #[must_use]
    pub fn search(&self, lang: Lang, words: &str, limit: usize) -> Vec<(&Category, &Entry)> {
        let entries: Vec<_> = self
            .categories
            .iter()
            .flat_map(|category| category.entries.iter().map(move |entry| (category, entry)))
            .collect();
        self.indexes
            .get(&lang)
            .into_iter()
            .flat_map(|index| index.search(words, limit))
            .filter_map(|hit| entries.get(hit.doc).copied())
            .collect()
    }
}

fn index(categories: &[Category], lang: Lang) -> Index {
    let docs = categories.iter().flat_map(|category| {
        category.entries.iter().map(move |entry| Doc {
            question: entry.question.in_lang(lang),
            answer: entry.answer.in_lang(lang),
            words: entry.words.in_lang(lang),
            category: category.title.in_lang(lang),
        })
    });
    Index::build(lang, docs)
}

/// Questions about a line of work that is switched off would only raise hopes.
fn is_wanted(category: &str, modules: Modules) -> bool {
    match category {
        "study" | "executors" => modules.study,
        "tours" => modules.tours,
        "planner" => modules.planner,
        "habits" => modules.habits,
        _ => true,
    }
}
