//! Questions and answers: browsing, searching, voting; open to everyone.

use sea_orm::EntityTrait;
use sputnik::{
    bot::callback::Callback,
    entity::{consent, faq_vote},
    features::support::{
        callbacks::SupportCallback,
        votes::{self, Count},
    },
    kernel::lang::Lang,
};
use sputnik_sandbox::Delivery;

use super::{
    accounts::png,
    calls::{call, finish_repeated, newest, repeat},
    support::{Settings, TestApp},
};

async fn votes_on_cancelling(t: &TestApp) -> Count {
    votes::counts(&t.app).await.unwrap()["tours.cancel-booking"]
}

/// Category and question keys with their words in one language.
fn catalogue(t: &TestApp, lang: Lang) -> Vec<(String, Vec<String>)> {
    t.site
        .library
        .faq
        .categories()
        .iter()
        .map(|category| {
            let questions = category
                .entries
                .iter()
                .map(|entry| entry.question.in_lang(lang).clone());
            (category.title.in_lang(lang).clone(), questions.collect())
        })
        .collect()
}

/// Opens every answer by taps alone; the number of answers.
async fn browse(code: &str, lang: Lang, words: [&str; 3]) {
    let [back, topics, helped] = words;
    let t = TestApp::start().await;
    // Nobody has agreed to anything.
    let reader = t.stranger("Reader", code).await;
    assert_eq!(reader.say("/faq").await, Delivery::Done);
    let catalogue = catalogue(&t, lang);
    assert_eq!(catalogue.len(), 9);
    let mut opened = 0;
    for (title, questions) in &catalogue {
        assert!(reader.screen().contains(topics), "{}", reader.screen());
        reader.tap(title).await.unwrap();
        assert!(reader.screen().contains(title), "{}", reader.screen());
        for question in questions {
            reader.tap(question).await.unwrap();
            let screen = reader.screen();
            assert!(screen.starts_with(&format!("*{question}*\n\n")), "{screen}");
            assert!(screen.contains(helped), "{screen}");
            assert!(
                screen.chars().count() > question.chars().count() + 80,
                "an answer is empty: {screen}"
            );
            reader.tap(back).await.unwrap();
            opened += 1;
        }
        reader.tap(back).await.unwrap();
    }
    assert_eq!(opened, 27);
    // One message was turned over all the time.
    assert_eq!(reader.messages().len(), 2);
    assert!(
        consent::Entity::find()
            .all(&t.app.db)
            .await
            .unwrap()
            .is_empty()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_opens_in_russian() {
    browse(
        "ru",
        Lang::Ru,
        ["‹ Назад", "Вопросы и ответы", "Это помогло?"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_opens_in_uzbek() {
    browse(
        "uz",
        Lang::Uz,
        ["‹ Orqaga", "Savol-javoblar", "Bu yordam berdimi?"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_opens_in_english() {
    browse(
        "en",
        Lang::En,
        ["‹ Back", "Questions and answers", "Did this help?"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_found_in_other_words_forms_and_with_typos() {
    let t = TestApp::start().await;
    let asks = [
        ("ru", "хочу вирнуть денги", "Как вернуть деньги?"),
        (
            "ru",
            "отменить бронирование тура",
            "Как отменить бронь тура?",
        ),
        ("ru", "скок стоит курсач", "Как заказать помощь с учёбой?"),
        ("ru", "СТАТЬ ИСПОЛНИТЕЛЕМ", "Как стать исполнителем?"),
        ("en", "cancell my bookng", "How do I cancel a tour booking?"),
        ("en", "refunded money", "How do I get a refund?"),
        ("uz", "pulni qaytarish", "Pulni qanday qaytarib olaman?"),
    ];
    for (lang, words, question) in asks {
        let reader = t.stranger("Reader", lang).await;
        reader.say("/faq").await;
        reader.say(words).await;
        let offered = reader.buttons();
        assert!(
            offered.contains(&question.to_owned()),
            "{words}: {offered:?}"
        );
        reader.tap(question).await.unwrap();
        assert!(
            reader.screen().starts_with(&format!("*{question}*")),
            "{}",
            reader.screen()
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_answer_is_said_kindly_and_may_be_asked_again() {
    let t = TestApp::with(Settings::default().with("BRAND__CONTACT", "@help_desk")).await;
    let anna = t.stranger("Анна", "ru").await;
    anna.say("/faq").await;
    anna.say("сколько ног у сороконожки").await;
    assert!(
        anna.screen()
            .starts_with("На такой вопрос ответа не нашлось."),
        "{}",
        anna.screen()
    );
    assert!(anna.screen().contains("@help_desk"), "{}", anna.screen());
    // Still listening: another try needs no button.
    anna.say("как вернуть деньги").await;
    assert!(
        anna.buttons().contains(&"Как вернуть деньги?".to_owned()),
        "{:?}",
        anna.buttons()
    );
    for nothing in ["🚀🚀", "??", "<b>", "   .   ", &"щ".repeat(4000)] {
        anna.say(nothing).await;
        assert!(
            anna.screen()
                .starts_with("На такой вопрос ответа не нашлось."),
            "{nothing:.9}: {}",
            anna.screen()
        );
    }
    anna.tap("📚 Все темы").await.unwrap();
    assert!(
        anna.screen().starts_with("*Вопросы и ответы*"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_no_question() {
    let t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    anna.say("/faq").await;
    anna.tap("Оплата").await.unwrap();
    anna.tap("🔎 Спросить своими словами").await.unwrap();
    assert!(
        anna.screen().starts_with("Напишите вопрос своими словами"),
        "{}",
        anna.screen()
    );
    anna.send_photo(png(), Some("как вернуть деньги")).await;
    assert!(
        anna.screen().starts_with("Здесь нужен вопрос словами."),
        "{}",
        anna.screen()
    );
    anna.send_voice(vec![1, 2, 3]).await;
    assert!(
        anna.screen().starts_with("Здесь нужен вопрос словами."),
        "{}",
        anna.screen()
    );
    anna.say("как вернуть деньги").await;
    assert!(
        anna.buttons().contains(&"Как вернуть деньги?".to_owned()),
        "{:?}",
        anna.buttons()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_has_one_vote_and_the_last_one_counts() {
    let mut t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let mut votes = Vec::new();
    for (person, vote, toast) in [
        (&anna, "👍 Да", "Рады помочь!"),
        (
            &boris,
            "👎 Нет",
            "Жаль. Попробуйте спросить другими словами.",
        ),
        (
            &anna,
            "👎 Нет",
            "Жаль. Попробуйте спросить другими словами.",
        ),
        (&anna, "👍 Да", "Рады помочь!"),
        (&boris, "👍 Да", "Рады помочь!"),
        (&boris, "👍 Да", "Рады помочь!"),
    ] {
        person.say("/faq").await;
        person.tap("Туры и брони").await.unwrap();
        person.tap("Как отменить бронь тура?").await.unwrap();
        person.tap(vote).await.unwrap();
        assert_eq!(person.last_toast().as_deref(), Some(toast));
        // The question is answered: it goes.
        assert!(
            !person.screen().contains("Это помогло?"),
            "{}",
            person.screen()
        );
        let Count { helped, not } = votes_on_cancelling(&t).await;
        votes.push((helped, not));
    }
    assert_eq!(votes, [(1, 0), (1, 1), (0, 2), (1, 1), (2, 0), (2, 0)]);
    // A vote that is delivered twice is one vote.
    repeat(&mut t).await;
    assert_eq!(votes_on_cancelling(&t).await, Count { helped: 2, not: 0 });
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_vote_counts_for_nothing() {
    let t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    anna.say("/faq").await;
    for (category, entry) in [
        ("tours", "nonsense"),
        ("nonsense", "cancel-booking"),
        ("payments", "cancel-booking"),
    ] {
        for forged in [
            SupportCallback::Vote(category.to_owned(), entry.to_owned(), true),
            SupportCallback::Entry(category.to_owned(), entry.to_owned()),
        ] {
            anna.tap_data(newest(&anna), &forged.encode()).await;
            assert!(
                anna.screen().starts_with("*Вопросы и ответы*"),
                "{forged:?}: {}",
                anna.screen()
            );
        }
    }
    assert!(
        faq_vote::Entity::find()
            .all(&t.app.db)
            .await
            .unwrap()
            .is_empty()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_switched_off_has_no_questions() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/faq").await;
    anna.tap("Туры и брони").await.unwrap();
    let old = newest(&anna);
    let all = call(&t, "", "GET", "/support/faq").await;
    assert_eq!(all.json["items"].as_array().unwrap().len(), 9);

    t.restart(Settings::default().with("MODULES__TOURS", "false"))
        .await;
    anna.say("/faq").await;
    assert_eq!(anna.buttons().len(), 8 + 1, "{:?}", anna.buttons());
    assert!(!anna.screen().contains("Туры и брони"), "{}", anna.screen());
    // A button of before leads to what there is.
    anna.tap_on(old, "Как отменить бронь тура?").await.unwrap();
    assert!(
        anna.transcript()
            .iter()
            .any(|screen| screen.starts_with("*Вопросы и ответы*"))
    );
    anna.say("/faq").await;
    anna.say("как отменить бронь тура").await;
    assert!(
        !anna
            .buttons()
            .contains(&"Как отменить бронь тура?".to_owned()),
        "{:?}",
        anna.buttons()
    );
    let left = call(&t, "", "GET", "/support/faq").await;
    let keys: Vec<_> = left.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["key"].as_str().unwrap())
        .collect();
    assert!(!keys.contains(&"tours") && keys.len() == 8, "{keys:?}");

    let off = ["STUDY", "TOURS", "PLANNER", "HABITS"]
        .into_iter()
        .fold(Settings::default(), |settings, module| {
            settings.with(&format!("MODULES__{module}"), "false")
        });
    t.restart(off).await;
    let left = call(&t, "", "GET", "/support/faq").await;
    let keys: Vec<_> = left.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["payments", "refunds", "privacy", "support"]);
    anna.say("/menu").await;
    assert!(!anna.screen().contains("Этапы работы"), "{}", anna.screen());
    t.finish().await;
}
