//! The search on the real questions and answers, and on queries that nobody should be able to break.

use std::{fs, path::Path};

use toml::Table;

use super::*;

/// Queries that the weights and the least score were set on.
const LABELLED: &str = include_str!("../../../tests/data/faq_queries.toml");
/// Queries that had no part in it.
const HELD_OUT: &str = include_str!("../../../tests/data/faq_queries_heldout.toml");

/// What people also type into a search box, and what no entry answers. The least score was set on these...
const FOREIGN: [(Lang, &[&str]); 3] = [
    (
        Lang::Ru,
        &[
            "какая погода завтра",
            "курс доллара на сегодня",
            "рецепт плова",
            "кто выиграл вчера матч",
            "расскажи анекдот",
            "сколько будет 15 умножить на 37",
            "где купить айфон дешевле",
            "как похудеть за неделю",
            "почему небо голубое",
            "посоветуй фильм на вечер",
            "как установить виндовс",
            "столица австралии",
            "я тебя люблю",
            "что подарить маме",
            "расписание электричек до ходжикента",
            "привет как дела",
        ],
    ),
    (
        Lang::Uz,
        &[
            "bugun ob havo qanday",
            "dollar kursi",
            "osh qanday tayyorlanadi",
            "telefon sotib olmoqchiman",
        ],
    ),
    (
        Lang::En,
        &[
            "weather in london",
            "best pizza recipe",
            "who won the election",
            "how to fix my car engine",
        ],
    ),
];

/// ... and not on these.
const FOREIGN_HELD_OUT: [(Lang, &[&str]); 3] = [
    (
        Lang::Ru,
        &[
            "погода в ташкенте на выходные",
            "сколько стоит биткоин",
            "как приготовить борщ",
            "напиши стих про осень",
            "какой сегодня день",
            "кто президент франции",
            "болит голова что выпить",
            "переведи слово собака на английский",
            "во сколько закрывается магнит",
            "хочу кушать",
            "ты дурак?",
            "как пройти в библиотеку",
            "скачать музыку бесплатно",
            "сколько лет пугачевой",
            "решите уравнение x^2=4",
            "номер такси",
            "где ближайшая аптека",
            "у меня сломался холодильник",
            "гороскоп на завтра",
            "играет ли сегодня пахтакор",
            "скидка на кроссовки",
            "спасибо большое",
            "как зовут твоего кота",
            "ljcnfdrf gbwws",
        ],
    ),
    (
        Lang::Uz,
        &[
            "ertaga yomg'ir yog'adimi",
            "palov retsepti",
            "futbol natijalari",
            "salom yaxshimisiz",
        ],
    ),
    (
        Lang::En,
        &[
            "what time is it in tokyo",
            "tell me a joke",
            "buy cheap shoes",
            "how tall is mount everest",
            "python list comprehension",
        ],
    ),
];

/// The help section in one language.
struct Help {
    index: Index,
    /// Names of entries, as the labels have them.
    names: Vec<String>,
}

impl Help {
    fn open(lang: Lang) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/faq");
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        let mut names = Vec::new();
        let mut texts = Vec::new();
        for file in files {
            let category: Table = fs::read_to_string(file).unwrap().parse().unwrap();
            let title = category["title"][lang.code()].as_str().unwrap().to_owned();
            for entry in category["entry"].as_array().unwrap() {
                let of = |part: &str| entry[part][lang.code()].clone();
                let words: Vec<String> = of("words").try_into().unwrap();
                texts.push((of("question"), of("answer"), words, title.clone()));
                names.push(format!(
                    "{}.{}",
                    category["key"].as_str().unwrap(),
                    entry["key"].as_str().unwrap()
                ));
            }
        }
        let docs = texts.iter().map(|(question, answer, words, category)| Doc {
            question: question.as_str().unwrap(),
            answer: answer.as_str().unwrap(),
            words,
            category,
        });
        Self {
            index: Index::build(lang, docs),
            names,
        }
    }

    fn search(&self, query: &str) -> Vec<&str> {
        self.index
            .search(query, 3)
            .into_iter()
            .map(|hit| self.names[hit.doc].as_str())
            .collect()
    }
}

/// Shares of queries, in percent, whose answer comes first and is among the first three.
fn quality(lang: Lang, labelled: &str) -> (usize, usize) {
    let help = Help::open(lang);
    let labelled: Table = labelled.parse().unwrap();
    let (mut queries, mut first, mut among) = (0, 0, 0);
    for query in labelled["query"].as_array().unwrap() {
        if query["lang"].as_str() != Some(lang.code()) {
            continue;
        }
        let expected: Vec<String> = query["expect"].clone().try_into().unwrap();
        for name in &expected {
            assert!(help.names.contains(name), "no such entry: {name}");
        }
        let found = help.search(query["text"].as_str().unwrap());
        let place = found
            .iter()
            .position(|name| expected.iter().any(|one| one == name));
        queries += 1;
        first += usize::from(place == Some(0));
        among += usize::from(place.is_some());
    }
    (first * 100 / queries, among * 100 / queries)
}

fn assert_quality(labelled: &str, floors: [(Lang, usize, usize); 3]) {
    for (lang, least_first, least_among) in floors {
        let (first, among) = quality(lang, labelled);
        assert!(
            first >= least_first && among >= least_among,
            "{lang:?}: {first} % come first, {among} % are among three"
        );
    }
}

/// Measured: 98/100, 91/100 and 96/96 %. These queries and the entries' other wordings were written
/// together, so the figures flatter.
#[test]
fn labelled_queries_find_their_answers() {
    assert_quality(
        LABELLED,
        [(Lang::Ru, 95, 97), (Lang::Uz, 85, 94), (Lang::En, 93, 93)],
    );
}

/// Measured: 57/61, 95/95 and 65/70 %. This is nearer to what people get: words alone do not tell that
/// a supervisor who wants changes asks for a revision.
#[test]
fn queries_that_no_weight_was_set_on_find_their_answers_too() {
    assert_quality(
        HELD_OUT,
        [(Lang::Ru, 52, 57), (Lang::Uz, 85, 85), (Lang::En, 55, 60)],
    );
}

fn found_for_nothing(queries: [(Lang, &[&'static str]); 3]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (lang, queries) in queries {
        let help = Help::open(lang);
        for query in queries {
            found.extend(
                help.search(query)
                    .first()
                    .map(|name| (*query, (*name).to_owned())),
            );
        }
    }
    found
}

/// Measured: 5 of 24, and 10 of 33 of those that the least score was not set on. What is left shares its
/// main word with an entry ("discount", "how much is"), which words alone cannot tell apart.
#[test]
fn foreign_subjects_mostly_find_nothing() {
    let found = found_for_nothing(FOREIGN);
    assert!(found.len() <= 6, "{found:#?}");
    let found = found_for_nothing(FOREIGN_HELD_OUT);
    assert!(found.len() <= 11, "{found:#?}");
}

#[test]
fn nonsense_finds_nothing_in_any_language() {
    for lang in Lang::ALL {
        let help = Help::open(lang);
        for query in [
            "",
            "   \n\t",
            "asdfgh qwerty",
            "🙂",
            "👨‍👩‍👧‍👦 🇺🇿",
            "?!.,:;—…«»",
            "'''ʻʼ’",
            "<b></b>",
            "как the nima",
            "\u{202e}\u{200f}\u{feff}",
            "مرحبا كيف الحال",
            "שלום עולם",
            "你好",
            "0",
            "\0\u{1}",
        ] {
            assert_eq!(help.search(query), [""; 0], "{lang:?} {query:?}");
        }
    }
}

#[test]
fn a_long_query_is_cut_and_its_beginning_counts() {
    let help = Help::open(Lang::Ru);
    assert_eq!(help.search(&"ж".repeat(5_000)), [""; 0]);
    assert_eq!(help.search(&"🙂".repeat(5_000)), [""; 0]);
    let repeated = "как вернуть деньги ".repeat(280);
    assert!(repeated.chars().count() > 5_000);
    assert_eq!(help.search(&repeated), help.search("как вернуть деньги"));
    let late = format!("{} как вернуть деньги", "🙂 ".repeat(2_500));
    assert_eq!(help.search(&late), [""; 0]);
}

#[test]
fn queries_are_read_as_they_were_meant() {
    let russian = Help::open(Lang::Ru);
    for query in [
        "как вернуть деньги",
        "КАК ВЕРНУТЬ ДЕНЬГИ?!",
        "rfr dthyenm ltymub",
        "kak vernut dengi",
        "вернуть дeньги 🙏",
        "вер\u{ad}нуть\u{200f} деньги",
    ] {
        assert_eq!(
            russian.search(query).first(),
            Some(&"refunds.how-to-refund"),
            "{query}"
        );
    }
    let uzbek = Help::open(Lang::Uz);
    for query in [
        "doʻstni taklif qilish",
        "do'stni taklif qilish",
        "dostni taklif qilish",
        "дўстни таклиф қилиш",
    ] {
        assert_eq!(
            uzbek.search(query).first(),
            Some(&"support.invite-friends"),
            "{query}"
        );
    }
    let english = Help::open(Lang::En);
    for query in ["cancel a booking", "сфтсуд ф ищщлштп"] {
        assert_eq!(
            english.search(query).first(),
            Some(&"tours.cancel-booking"),
            "{query}"
        );
    }
}

fn doc<'a>(question: &'a str, answer: &'a str) -> Doc<'a> {
    Doc {
        question,
        answer,
        words: &[],
        category: "",
    }
}

#[test]
fn equals_keep_their_own_order_and_the_limit_holds() {
    let index = Index::build(Lang::En, vec![doc("Refund of money", ""); 5]);
    let docs = |limit| -> Vec<usize> {
        index
            .search("refund", limit)
            .iter()
            .map(|hit| hit.doc)
            .collect()
    };
    assert_eq!(docs(9), [0, 1, 2, 3, 4]);
    assert_eq!(docs(2), [0, 1]);
    assert_eq!(docs(0), [0; 0]);
}

#[test]
fn scores_stay_within_their_scale() {
    let index = Index::build(
        Lang::En,
        [doc("Refund", ""), doc("Tour", "<b>Seats</b> &amp; dates")],
    );
    for query in [
        "refund",
        "tour",
        "refund tour seats dates",
        "refund refund refund",
    ] {
        for hit in index.search(query, 9) {
            assert!((LEAST..=ONE).contains(&hit.score), "{query}: {hit:?}");
        }
    }
}

#[test]
fn markup_is_not_searched() {
    let index = Index::build(
        Lang::En,
        [
            doc(
                "Seats",
                "<blockquote>Two <code>places</code></blockquote> &amp; more",
            ),
            doc("Dates", "Three"),
        ],
    );
    assert_eq!(index.search("blockquote", 3), []);
    assert_eq!(index.search("amp", 3), []);
    assert_eq!(
        index.search("places", 3).first().map(|hit| hit.doc),
        Some(0)
    );
}

#[test]
fn an_index_of_nothing_finds_nothing() {
    assert_eq!(Index::build(Lang::Ru, []).search("деньги", 3), []);
    assert_eq!(
        Index::build(Lang::Ru, [doc("", "")]).search("деньги", 3),
        []
    );
}
