//! Long texts, loaded once at start: legal documents, pages about the brand, the FAQ, the catalogues
//! of study help and of tours.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{PoisonError, RwLock},
};

use sha2::{Digest, Sha256};
use teloxide::types::{FileId, InputFile};

use super::{study::catalog::Catalog, support::faq::Faq, tours};
use crate::{
    assets::Assets, bot::html::Html, config::Config, entity::consent::Document, kernel::lang::Lang,
};

/// The greeting picture among the assets.
pub const GREETING: &str = "media/greeting.png";

/// What was loaded.
pub struct Library {
    documents: BTreeMap<(u8, Lang), LegalText>,
    about: BTreeMap<Lang, Html>,
    stages: BTreeMap<Lang, Html>,
    /// Questions and answers.
    pub faq: Faq,
    /// Kinds of study help.
    pub study: Catalog,
    /// What tours are made of.
    pub tours: tours::catalog::Catalog,
    greeting: Vec<u8>,
    /// What Telegram calls pictures of the assets, by their paths.
    pictures: RwLock<HashMap<String, String>>,
}

/// A legal document in one language.
#[derive(Clone, Debug)]
pub struct LegalText {
    /// Its words, with the operator's name in place.
    pub html: Html,
    /// SHA-256 of those words, in hex: another text is another version, and is asked again.
    pub version: String,
}

/// A file of the library is missing or broken; the start ends with it.
#[derive(Debug, thiserror::Error)]
#[error("assets/{path}: {problem}")]
pub struct BrokenFile {
    /// Below `assets/`.
    pub path: String,
    /// What is wrong.
    pub problem: String,
}

impl Library {
    /// Loads everything.
    ///
    /// # Errors
    /// [`BrokenFile`] for the first file that is missing or broken.
    pub fn load(assets: &Assets, config: &Config) -> Result<Self, BrokenFile> {
        let mut documents = BTreeMap::new();
        let mut about = BTreeMap::new();
        let mut stages = BTreeMap::new();
        for lang in Lang::ALL {
            for document in DOCUMENTS {
                let text = read(
                    assets,
                    config,
                    &format!("legal/{}.{}.html", name(document), lang.code()),
                )?;
                let version = hex::encode(Sha256::digest(text.as_bytes()));
                let html = Html::trusted(text);
                if html.visible_len() > DOCUMENT_LIMIT {
                    // A person agrees to what they can read: a document must not be cut.
                    return Err(BrokenFile {
                        path: format!("legal/{}.{}.html", name(document), lang.code()),
                        problem: format!("is longer than {DOCUMENT_LIMIT} characters"),
                    });
                }
                documents.insert((number(document), lang), LegalText { html, version });
            }
            about.insert(
                lang,
                Html::trusted(read(
                    assets,
                    config,
                    &format!("brand/about.{}.html", lang.code()),
                )?),
            );
            stages.insert(
                lang,
                Html::trusted(read(
                    assets,
                    config,
                    &format!("brand/stages.{}.html", lang.code()),
                )?),
            );
        }
        let greeting = assets
            .bytes(GREETING)
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default();
        Ok(Self {
            documents,
            about,
            stages,
            faq: Faq::load(assets, config.modules)?,
            study: Catalog::load(assets)?,
            tours: tours::catalog::Catalog::load(assets)?,
            greeting,
            pictures: RwLock::default(),
        })
    }

    /// A legal document.
    #[must_use]
    pub fn document(&self, document: Document, lang: Lang) -> Option<&LegalText> {
        self.documents.get(&(number(document), lang))
    }

    /// The page "About us".
    #[must_use]
    pub fn about(&self, lang: Lang) -> Html {
        self.about.get(&lang).cloned().unwrap_or_default()
    }

    /// The page "How it works".
    #[must_use]
    pub fn stages(&self, lang: Lang) -> Html {
        self.stages.get(&lang).cloned().unwrap_or_default()
    }

    /// The greeting picture: uploaded once, then by Telegram's own id; none when there is no file.
    #[must_use]
    pub fn greeting(&self) -> Option<InputFile> {
        self.picture(GREETING).or_else(|| {
            (!self.greeting.is_empty())
                .then(|| InputFile::memory(self.greeting.clone()).file_name("greeting.png"))
        })
    }

    /// A picture of the assets by Telegram's own id; none when it was not uploaded yet.
    #[must_use]
    pub fn picture(&self, path: &str) -> Option<InputFile> {
        self.pictures
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
            .map(|id| InputFile::file_id(FileId(id.clone())))
    }

    /// Remembers what Telegram calls a picture of the assets: the file travels once.
    pub fn picture_is(&self, path: &str, file_id: &FileId) {
        self.pictures
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), file_id.0.clone());
    }
}

/// A message holds 4096 characters; the question above a document needs some of them.
const DOCUMENT_LIMIT: usize = 3800;

/// Documents in the order in which they are asked.
pub const DOCUMENTS: [Document; 2] = [Document::Offer, Document::PersonalData];

const fn number(document: Document) -> u8 {
    match document {
        Document::Offer => 0,
        Document::PersonalData => 1,
    }
}

const fn name(document: Document) -> &'static str {
    match document {
        Document::Offer => "offer",
        Document::PersonalData => "personal_data",
    }
}

/// A page with the brand's variables filled in. The line with an empty date is left out; an empty
/// contact is answered by the next best that the operator told.
fn read(assets: &Assets, config: &Config, path: &str) -> Result<String, BrokenFile> {
    let text = assets.text(path).ok_or_else(|| BrokenFile {
        path: path.to_owned(),
        problem: "is missing".to_owned(),
    })?;
    let brand = &config.brand;
    let first_told = |values: &[&String]| {
        let told = values.iter().find(|value| !value.is_empty());
        told.map_or_else(String::new, |value| (*value).clone())
    };
    let variables = [
        ("{name}", brand.name.clone()),
        (
            "{legal_entity}",
            first_told(&[&brand.legal_entity, &brand.name]),
        ),
        (
            "{contact}",
            first_told(&[
                &brand.contact,
                &brand.site,
                &brand.chat,
                &brand.channel,
                &brand.name,
            ]),
        ),
        ("{documents_date}", brand.documents_date.clone()),
    ];
    let is_dateless =
        |line: &&str| brand.documents_date.is_empty() && line.contains("{documents_date}");
    let mut page = text
        .lines()
        .filter(|line| !is_dateless(line))
        .collect::<Vec<_>>()
        .join("\n");
    for (variable, value) in variables {
        page = page.replace(variable, Html::escape(&value).as_str());
    }
    Ok(page)
}
