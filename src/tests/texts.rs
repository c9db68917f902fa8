//! The texts: complete in three languages, with the same arguments, nothing unused, within limits.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use sputnik::{
    assets::Assets,
    config::{Config, Needs},
    entity::consent::Document,
    features::{ledger::Kind, library::Library},
    kernel::lang::Lang,
};

const LANGUAGES: [&str; 3] = ["ru", "uz", "en"];

/// Every message of a language with the arguments that it takes.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn messages(lang: &str) -> Messages {
    let mut all = Messages::new();
    for file in fs::read_dir(root(&format!("assets/locales/{lang}"))).unwrap() {
        let path = file.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(source).unwrap_or_else(|(_, errors)| {
            panic!("{}: {errors:?}", path.display());
        });
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut arguments = BTreeSet::new();
                    collect(message.value.as_ref().unwrap(), &mut arguments);
                    let known = all.insert(message.id.name.clone(), arguments);
                    assert!(known.is_none(), "{lang}: {} stands twice", message.id.name);
                }
                Entry::Junk { content } => panic!("{}: {content}", path.display()),
                _ => {}
            }
        }
    }
    all
}

fn collect(pattern: &Pattern<String>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => inline_argument(inline, arguments),
                Expression::Select { selector, variants } => {
                    inline_argument(selector, arguments);
                    for variant in variants {
                        collect(&variant.value, arguments);
                    }
                }
            }
        }
    }
}

fn inline_argument(expression: &InlineExpression<String>, arguments: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = expression {
        arguments.insert(id.name.clone());
    }
}

#[test]
fn every_language_says_the_same_things_with_the_same_arguments() {
    let russian = messages("ru");
    for lang in &LANGUAGES[1..] {
        let other = messages(lang);
        let missing: Vec<_> = russian
            .keys()
            .filter(|id| !other.contains_key(*id))
            .collect();
        let extra: Vec<_> = other
            .keys()
            .filter(|id| !russian.contains_key(*id))
            .collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{lang}: missing {missing:?}, extra {extra:?}"
        );
        for (id, arguments) in &russian {
            assert_eq!(&other[id], arguments, "{lang}: {id}");
        }
    }
}

#[test]
fn every_text_is_used_and_every_used_text_exists() {
    let sources = sources(&root("src"));
    let texts = messages("ru");
    // Ids that are put together from a word of ours.
    let built = [
        "command-",
        "role-",
        "audit-",
        "profile-edit-",
        "profile-ask-",
        "http-",
        "executors-edit-",
        "executors-status-",
        "executors-sort-",
        "file-",
        "contact-",
        "desk-status-",
        "desk-executor-status-",
        "desk-refund-status-",
        "desk-payout-status-",
        "desk-payment-status-",
        "desk-payment-by-",
        "desk-queue-",
        "desk-purpose-",
        "ledger-account-",
        "ledger-fact-",
        "ledger-about-",
        "statistics-title-",
        "statistics-period-",
        "payments-difference-",
        "payments-problem-",
        "study-ask-",
        "study-deed-",
        "study-field-",
        "study-status-",
        "agency-line-",
        "maker-state-",
        "maker-field-",
        "maker-choose-",
        "maker-missing-",
        "maker-lang-",
        "planner-part-",
        "platform-item-",
        "platform-ask-",
    ];
    for id in texts.keys() {
        let is_built = built.iter().any(|prefix| id.starts_with(prefix));
        assert!(
            is_built || sources.contains(&format!("\"{id}\"")),
            "{id} is not used"
        );
    }
    let prefixes: BTreeSet<_> = texts.keys().filter_map(|id| id.split('-').next()).collect();
    for quoted in sources.split('"').filter(|word| is_id(word, &prefixes)) {
        assert!(
            texts.contains_key(quoted),
            "{quoted} is used and does not exist"
        );
    }
}

#[test]
fn every_account_and_every_fact_of_the_ledger_has_a_name() {
    let texts = messages("ru");
    let named = |id: String| assert!(texts.contains_key(&id), "{id} is missing");
    for kind in Kind::ALL {
        named(format!("ledger-account-{}", kind.word().replace('_', "-")));
    }
    let facts = fs::read_to_string(root("src/features/ledger/facts.rs")).unwrap();
    let mut found = 0;
    for part in facts.split("Fact::once(\"").skip(1) {
        let mut words = part.split('"');
        let (kind, subject) = (words.next().unwrap(), words.nth(1).unwrap());
        named(format!("ledger-fact-{}", kind.replace(['.', '_'], "-")));
        named(format!("ledger-about-{}", subject.replace('_', "-")));
        found += 1;
    }
    for part in facts.split("kind: \"").skip(1) {
        let kind = part.split('"').next().unwrap();
        named(format!("ledger-fact-{}", kind.replace(['.', '_'], "-")));
        found += 1;
    }
    assert!(found >= 20, "{found}");
    for kind in ["order", "hour", "booking"] {
        named(format!("ledger-about-{kind}"));
    }
}

/// Whether a quoted word looks like the id of a text.
fn is_id(word: &str, prefixes: &BTreeSet<&str>) -> bool {
    word.contains('-')
        && !word.ends_with('-')
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && word.split('-').next().is_some_and(|prefix| prefixes.contains(prefix))
        // Headers, actions of buttons and programs share first words with some texts.
        && !["http-equiv", "audit-by", "privacy-policy", "common-name"].contains(&word)
}

fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("src/tests") && !path.ends_with("http/tests") {
                text.push_str(&sources(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    text
}

#[test]
fn texts_hold_no_markup_that_telegram_does_not_know_and_fit_where_they_go() {
    for lang in LANGUAGES {
        for file in fs::read_dir(root(&format!("assets/locales/{lang}"))).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            for tag in text
                .split('<')
                .skip(1)
                .filter_map(|rest| rest.split('>').next())
            {
                let name = tag.trim_start_matches('/');
                assert!(
                    ["b", "i", "code"].contains(&name),
                    "{}: <{tag}>",
                    path.display()
                );
            }
        }
        let alerts = messages(lang);
        for id in alerts
            .keys()
            .filter(|id| id.contains("-error-") || id.starts_with("common-"))
        {
            let source = plain(lang, id);
            assert!(
                source.chars().count() <= 190,
                "{lang}: {id} is too long for an alert: {source}"
            );
        }
    }
}

fn plain(lang: &str, id: &str) -> String {
    let texts = sputnik::bot::texts::Texts::load().unwrap();
    let lang = Lang::from_tag(lang).unwrap();
    let arguments = messages(lang.code())[id]
        .iter()
        .map(|name| {
            (
                &*name.clone().leak(),
                sputnik::bot::texts::Arg::from(12_i64),
            )
        })
        .collect();
    texts.lang(lang).plain(id, arguments)
}

#[test]
fn documents_pages_and_answers_fit_a_message_in_every_language() {
    let loaded = Config::load(Path::new("/dev/null"), [], Needs::Nothing).unwrap();
    let library = Library::load(&Assets::new(None), &loaded.config).unwrap();
    for lang in Lang::ALL {
        for document in [Document::Offer, Document::PersonalData] {
            let text = library.document(document, lang).unwrap();
            assert!(text.html.visible_len() < 3700, "{document:?} {lang:?}");
            assert!(
                !text.html.as_str().contains('{'),
                "{document:?} {lang:?} has a variable left"
            );
        }
        assert!(library.about(lang).visible_len() < 3900);
        assert!(library.stages(lang).visible_len() < 3900);
        for category in library.faq.categories() {
            assert_eq!(category.entries.len(), 3, "{}", category.key);
            for entry in &category.entries {
                let words = entry.question.in_lang(lang).len() + entry.answer.in_lang(lang).len();
                assert!(words < 3500, "{}.{} {lang:?}", category.key, entry.key);
                // A question is a button: longer ones are cut by the apps.
                assert!(
                    entry.question.in_lang(lang).chars().count() <= 64,
                    "{} {lang:?}",
                    entry.key
                );
            }
        }
        assert_eq!(library.faq.categories().len(), 9);
    }
}

#[test]
fn every_deed_of_the_log_has_a_name_in_every_language() {
    for lang in LANGUAGES {
        let texts = messages(lang);
        for action in sputnik::features::audit::event::ACTIONS {
            let id = format!("audit-{}", action.replace(['.', '_'], "-"));
            assert!(texts.contains_key(&id), "{lang}: {id}");
        }
    }
}

/// oʻ and gʻ are written with U+02BB and the sign of separation is U+02BC, everywhere.
#[test]
fn uzbek_is_written_with_its_own_signs() {
    let mut texts = Vec::new();
    for folder in ["assets/locales/uz", "assets/legal", "assets/brand"] {
        for file in fs::read_dir(root(folder)).unwrap() {
            let path = file.unwrap().path();
            if folder.ends_with("uz") || path.to_string_lossy().contains(".uz.") {
                texts.push((
                    path.display().to_string(),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    for file in fs::read_dir(root("assets/faq")).unwrap() {
        let path = file.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let category: toml::Value = toml::from_str(&source).unwrap();
        let mut uzbek = Vec::new();
        uzbek_words(&category, &mut uzbek);
        texts.push((path.display().to_string(), uzbek.join("\n")));
    }
    assert!(texts.len() > 15, "{}", texts.len());
    for (place, text) in texts {
        let mut before = ' ';
        for letter in text.chars() {
            let is_foreign = matches!(letter, '\'' | '`' | '‘' | '’' | '´');
            let is_lost = letter == 'ʻ' && !"oOgG".contains(before);
            assert!(
                !(is_lost || is_foreign && before.is_alphabetic()),
                "{place}: {letter} after {before}"
            );
            before = letter;
        }
    }
}

fn uzbek_words(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                if key == "uz" {
                    found.push(value.to_string());
                } else {
                    uzbek_words(value, found);
                }
            }
        }
        toml::Value::Array(values) => {
            for value in values {
                uzbek_words(value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn russian_plurals_are_right() {
    let texts = sputnik::bot::texts::Texts::load().unwrap();
    let tr = texts.lang(Lang::Ru);
    let told = |count: i64| tr.plain("circle-waiting", sputnik::args![count = count]);
    assert_eq!(told(1), "1 человек ждёт вашего ответа.");
    assert_eq!(told(3), "3 человека ждут вашего ответа.");
    assert_eq!(told(11), "11 человек ждут вашего ответа.");
    assert_eq!(told(21), "21 человек ждёт вашего ответа.");
}
