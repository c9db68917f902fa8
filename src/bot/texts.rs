//! Texts in three languages, by Fluent. Ids stand only in the features' `screens`; handlers and
//! services know no text.

use std::{collections::BTreeMap, fmt, sync::Arc};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use super::html::Html;
use crate::kernel::{
    lang::Lang,
    money::{Currency, Money},
};

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/locales");

type Bundle = FluentBundle<Arc<FluentResource>>;

/// All texts of all languages.
#[derive(Clone)]
pub struct Texts(Arc<BTreeMap<Lang, Bundle>>);

/// A text file of ours is broken; the start ends with it.
#[derive(Debug, thiserror::Error)]
#[error("{file} has a broken text: {problem}")]
pub struct BrokenText {
    file: String,
    problem: String,
}

/// An argument of a text.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Words: escaped where the text becomes HTML.
    Text(String),
    /// A number, for plurals and plain printing.
    Number(i64),
    /// A piece of finished HTML.
    Html(Html),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Html> for Arg {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// Named arguments of a text.
pub type Args = Vec<(&'static str, Arg)>;

/// `args![name = person.first_name, count = 3]`
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {
        vec![$((stringify!($name), $crate::bot::texts::Arg::from($value))),*]
    };
}

impl Texts {
    /// Parses the embedded files.
    ///
    /// # Errors
    /// When a file has a syntax error or says one id twice.
    pub fn load() -> Result<Self, BrokenText> {
        let mut bundles = BTreeMap::new();
        for lang in Lang::ALL {
            let locale = lang
                .code()
                .parse::<LanguageIdentifier>()
                .unwrap_or_default();
            let mut bundle = Bundle::new_concurrent(vec![locale]);
            // The marks that Fluent puts around every argument show up in some Telegram clients.
            bundle.set_use_isolating(false);
            let files = LOCALES
                .get_dir(lang.code())
                .into_iter()
                .flat_map(Dir::files);
            for file in files {
                let broken = |problem: String| BrokenText {
                    file: file.path().display().to_string(),
                    problem,
                };
                let source = file.contents_utf8().unwrap_or_default().to_owned();
                let resource = FluentResource::try_new(source)
                    .map_err(|(_, errors)| broken(format!("{errors:?}")))?;
                bundle
                    .add_resource(Arc::new(resource))
                    .map_err(|errors| broken(format!("{errors:?}")))?;
            }
            bundles.insert(lang, bundle);
        }
        Ok(Self(Arc::new(bundles)))
    }

    /// The texts of one language.
    #[must_use]
    pub fn lang(&self, lang: Lang) -> Tr {
        Tr {
            texts: self.clone(),
            lang,
        }
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts")
    }
}

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Tr {
    texts: Texts,
    lang: Lang,
}

impl Tr {
    /// Which language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The same texts in another language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Self {
        self.texts.lang(lang)
    }

    /// A text as Telegram HTML, its arguments escaped.
    #[must_use]
    pub fn html(&self, id: &str, args: Args) -> Html {
        Html::trusted(self.format(id, args, |words| Html::escape(&words).to_string()))
    }

    /// A text for a button, a toast or a command: no markup, nothing escaped.
    #[must_use]
    pub fn plain(&self, id: &str, args: Args) -> String {
        self.format(id, args, |words| words)
    }

    /// An amount as people read it: `1 500 ₽`, `12 500,50 ₽`.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        let id = match money.currency() {
            Currency::Rub => "common-money-rub",
            Currency::Uzs => "common-money-uzs",
        };
        self.plain(id, args![amount = grouped(money, self.lang)])
    }

    /// Basis points as per cent: `5`, `7,5`.
    #[must_use]
    pub fn percent(&self, basis_points: u32) -> String {
        let (whole, rest) = (basis_points / 100, basis_points % 100);
        let rest = format!("{rest:02}");
        match rest.trim_end_matches('0') {
            "" => whole.to_string(),
            rest => format!("{whole}{}{rest}", self.lang.decimal()),
        }
    }

    /// Tenths with one digit: `4,8`, `5,0`.
    #[must_use]
    pub fn tenths(&self, tenths: i64) -> String {
        format!(
            "{}{}{}",
            tenths / 10,
            self.lang.decimal(),
            (tenths % 10).abs()
        )
    }

    /// Whether there is such a text.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.texts
            .0
            .get(&self.lang)
            .is_some_and(|bundle| bundle.has_message(id))
    }

    fn format(&self, id: &str, args: Args, guard: impl Fn(String) -> String) -> String {
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(words) => FluentValue::from(guard(words)),
                Arg::Html(html) => FluentValue::from(html.to_string()),
                Arg::Number(number) => FluentValue::from(number),
            };
            values.set(name, value);
        }
        // A test holds that every id exists in every language; the key itself is the last resort.
        for lang in [self.lang, Lang::default()] {
            let pattern = self
                .texts
                .0
                .get(&lang)
                .and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
            let Some((bundle, pattern)) = pattern else {
                continue;
            };
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, Some(&values), &mut errors)
                .into_owned();
            if !errors.is_empty() {
                tracing::error!(
                    text.id = id,
                    lang = lang.code(),
                    ?errors,
                    "a text could not be filled in"
                );
            }
            return text;
        }
        tracing::error!(text.id = id, "a text is missing");
        id.to_owned()
    }
}

/// Thousands apart by a space that does not break; kopecks only when there are any.
fn grouped(money: Money, lang: Lang) -> String {
    let text = money.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    if fraction.bytes().any(|digit| digit != b'0') {
        grouped.push(lang.decimal());
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let texts = Texts::load().unwrap();
        let told = |lang, minor, currency| texts.lang(lang).money(Money::new(minor, currency));
        assert_eq!(told(Lang::Ru, 150_000, Currency::Rub), "1\u{a0}500\u{a0}₽");
        assert_eq!(told(Lang::Ru, 99, Currency::Rub), "0,99\u{a0}₽");
        assert_eq!(
            told(Lang::En, 123_456_789, Currency::Rub),
            "1\u{a0}234\u{a0}567.89\u{a0}₽"
        );
        assert_eq!(
            told(Lang::Uz, 100_000_000, Currency::Uzs),
            "1\u{a0}000\u{a0}000\u{a0}soʻm"
        );
        assert_eq!(told(Lang::Ru, -50_000, Currency::Rub), "−500\u{a0}₽");
    }
}
