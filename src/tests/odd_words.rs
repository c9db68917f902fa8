//! Whatever is typed or sent, and whatever was awaited: states that cannot be read, files, long texts.

use serde_json::json;
use sputnik::{
    entity::api_token::Scope,
    features::{
        State,
        bookings::{callbacks::Choice, state::BookingsState},
        hours::state::HoursState,
        referrals::{applications, state::ReferralsState},
        reviews::{state::ReviewsState, work::Work},
        staff::state::StaffState,
        support::state::SupportState,
        tokens::state::TokensState,
        tours::{
            callbacks::{Field, Item, Part, Sketch},
            pricing::Party,
            state::{Lowering, ToursState},
        },
        trips::{drafts::Step, state::TripsState},
        users::{callbacks::UsersCallback, state::UsersState},
    },
    kernel::{
        ids::{AgencyId, BookingId, OrderId, SessionId, TgId, TourId, TripId, TripOfferId, UserId},
        lang::Lang,
        money::Currency,
        permission::{Rights, Role},
        time::Timestamp,
    },
};
use sputnik_sandbox::{Delivery, Person};

use super::{
    accounts::png,
    bookings::{acting, on_sale},
    support::{
        TestApp,
        updates::{message, press},
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_cannot_be_read_is_confessed_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let huge = format!("\"{}\"", "x".repeat(100_000));
    let deep = "[".repeat(5_000);
    let states = [
        "",
        "{",
        "null",
        "7",
        "\"first_name\"",
        "{}",
        "[]",
        r#"{"orders": {"step": 3}}"#,
        r#"{"users": "shoe_size"}"#,
        r#"{"users": {"first_name": 1}}"#,
        r#"{"staff": {"note": {}}}"#,
        r#"{"staff": {"note": {"user": "x"}}}"#,
        r#"{"users": "first_name", "staff": "find"}"#,
        &huge,
        &deep,
    ];
    for state in states {
        t.app
            .states
            .set(TgId(anna.id()), state.to_owned())
            .await
            .unwrap();
        assert_eq!(anna.say("Экономика").await, Delivery::Done);
        let said = anna.screen();
        assert!(
            said.contains("Бот забыл, о чём спрашивал"),
            "{state:.40}: {said}"
        );
        assert!(said.contains("чем помочь"), "{state:.40}: {said}");
        anna.say("Экономика").await;
        assert!(
            anna.screen().contains("не ждал от вас текста"),
            "{state:.40}: {}",
            anna.screen()
        );
    }
    // A tap and a command need no state to be read.
    for state in ["{", r#"{"orders": 1}"#] {
        t.app
            .states
            .set(TgId(anna.id()), state.to_owned())
            .await
            .unwrap();
        press(&anna, &UsersCallback::Profile).await;
        assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
        t.app
            .states
            .set(TgId(anna.id()), state.to_owned())
            .await
            .unwrap();
        anna.say("/circle").await;
        assert!(anna.screen().contains("*Круг*"), "{}", anna.screen());
        assert_eq!(t.state(&anna).await, None);
    }
    t.finish().await;
}

/// Every input that can be awaited; the compiler asks for the new ones.
fn all_states(user: UserId) -> Vec<State> {
    let known = |state: &State| match state {
        State::Users(
            UsersState::FirstName
            | UsersState::LastName
            | UsersState::Sphere
            | UsersState::Specialisation
            | UsersState::Interests
            | UsersState::Zone
            | UsersState::Avatar,
        )
        | State::Tokens(TokensState::Name { .. })
        | State::Support(SupportState::Search)
        | State::Staff(
            StaffState::Find | StaffState::BlockReason { .. } | StaffState::Note { .. },
        )
        | State::Referrals(
            ReferralsState::Card { .. }
            | ReferralsState::About
            | ReferralsState::Refusal { .. }
            | ReferralsState::Share { .. },
        )
        | State::Reviews(ReviewsState::Text { .. } | ReviewsState::Answer { .. })
        | State::Hours(HoursState::Windows { .. })
        | State::Tours(
            ToursState::Search
            | ToursState::NewAgency
            | ToursState::Agency { .. }
            | ToursState::MerchantKey { .. }
            | ToursState::NewTour { .. }
            | ToursState::Word { .. }
            | ToursState::Days { .. }
            | ToursState::Param { .. }
            | ToursState::Photos { .. }
            | ToursState::Sketch { .. }
            | ToursState::Session { .. }
            | ToursState::Lowering(_)
            | ToursState::Message { .. }
            | ToursState::Account { .. }
            | ToursState::Received { .. }
            | ToursState::Reference { .. }
            | ToursState::Cancel { .. },
        )
        | State::Bookings(
            BookingsState::Code { .. }
            | BookingsState::Names { .. }
            | BookingsState::Rename { .. }
            | BookingsState::Wish { .. }
            | BookingsState::Reason { .. },
        )
        | State::Trips(
            TripsState::Answer { .. }
            | TripsState::Counter { .. }
            | TripsState::Price { .. }
            | TripsState::Included { .. }
            | TripsState::Days { .. }
            | TripsState::Reply { .. },
        )
        | State::Payments(_)
        | State::Study(_)
        | State::Executors(_)
        | State::Thread(_)
        | State::Desk(_) => true,
    };
    let choice = Choice {
        session: SessionId(1),
        party: Party {
            adults: 1,
            children: 0,
        },
        code: None,
    };
    let offer = TripOfferId(1);
    let states: Vec<State> = vec![
        UsersState::FirstName.into(),
        UsersState::LastName.into(),
        UsersState::Sphere.into(),
        UsersState::Specialisation.into(),
        UsersState::Interests.into(),
        UsersState::Zone.into(),
        UsersState::Avatar.into(),
        TokensState::Name { scope: Scope::Read }.into(),
        SupportState::Search.into(),
        StaffState::Find.into(),
        StaffState::BlockReason { user }.into(),
        StaffState::Note { user }.into(),
        ReferralsState::About.into(),
        ReferralsState::Refusal {
            user,
            applied_at: Timestamp(0),
        }
        .into(),
        ReferralsState::Share { user }.into(),
        ReviewsState::Text {
            work: Work::Order(OrderId(1)),
        }
        .into(),
        HoursState::Windows { weekday: 2 }.into(),
        ToursState::Search.into(),
        ToursState::NewAgency.into(),
        ToursState::Agency {
            agency: AgencyId(1),
            item: Item::Name,
        }
        .into(),
        ToursState::MerchantKey {
            agency: AgencyId(1),
            merchant: "5f".to_owned(),
        }
        .into(),
        ToursState::NewTour {
            agency: AgencyId(1),
        }
        .into(),
        ToursState::Word {
            tour: TourId(1),
            lang: Lang::Ru,
            field: Field::Description,
        }
        .into(),
        ToursState::Days { tour: TourId(1) }.into(),
        ToursState::Param {
            tour: TourId(1),
            key: "group_max".to_owned(),
        }
        .into(),
        ToursState::Photos {
            tour: TourId(1),
            album: None,
        }
        .into(),
        ToursState::Sketch {
            sketch: Sketch {
                tour: TourId(1),
                starts_on: chrono::NaiveDate::default(),
                adult: 0,
                child: -1,
                currency: Currency::Rub,
                seats: 0,
                least: 0,
                names: false,
            },
            part: Part::Price,
        }
        .into(),
        ToursState::Session {
            session: SessionId(1),
            part: Part::Rule,
        }
        .into(),
        ToursState::Lowering(Lowering {
            agency: AgencyId(1),
            tour: None,
            is_code: true,
            name: None,
            off: None,
            until: None,
            total: None,
            person: None,
            minimum: None,
        })
        .into(),
        ToursState::Account {
            agency: AgencyId(1),
            minor: 1,
            currency: Currency::Rub,
        }
        .into(),
        ToursState::Received {
            agency: AgencyId(1),
            currency: Currency::Rub,
        }
        .into(),
        ToursState::Reference {
            agency: AgencyId(1),
            minor: 1,
            currency: Currency::Rub,
        }
        .into(),
        ToursState::Message {
            session: choice.session,
        }
        .into(),
        ToursState::Cancel {
            session: choice.session,
        }
        .into(),
        BookingsState::Code { choice }.into(),
        BookingsState::Names {
            choice,
            shown_minor: 1,
        }
        .into(),
        BookingsState::Rename {
            booking: BookingId(1),
        }
        .into(),
        BookingsState::Wish {
            booking: BookingId(1),
        }
        .into(),
        BookingsState::Reason {
            booking: BookingId(1),
        }
        .into(),
        TripsState::Answer {
            trip: TripId(1),
            step: Step::Wishes,
            goes_on: false,
        }
        .into(),
        TripsState::Counter { offer }.into(),
        TripsState::Price { offer }.into(),
        TripsState::Included { offer }.into(),
        TripsState::Days { offer }.into(),
        TripsState::Reply { offer }.into(),
    ];
    assert!(states.iter().all(known));
    states
}

#[tokio::test(flavor = "multi_thread")]
async fn files_in_place_of_words_are_asked_again_in_every_question() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    let (me, him) = (t.row(&admin).await, t.row(&boris).await);
    // The first agency, with its first tour and session; somebody who wants to be a partner.
    on_sale(&t, 6).await;
    applications::apply(&t.app, acting(him.id), &Rights::new([]), "Канал о поездках")
        .await
        .unwrap();
    t.settle().await;
    for state in all_states(him.id) {
        for kind in 0..8 {
            if kind == 0 && state == State::Users(UsersState::Avatar) {
                continue;
            }
            if kind == 6 && state == State::Users(UsersState::Zone) {
                continue;
            }
            t.await_state(&admin, state.clone()).await;
            let before = admin.messages().len();
            // What may be a secret is taken out of the chat.
            let is_taken_out = matches!(
                state,
                State::Tours(ToursState::Account { .. } | ToursState::MerchantKey { .. })
            );
            send(&admin, kind).await;
            let said = admin.screen();
            assert_eq!(
                admin.messages().len(),
                before + 2 - usize::from(is_taken_out),
                "{state:?}, {kind}: {said}"
            );
            let asks_again = [
                "Здесь нуж",
                "Здесь пусто",
                "Текст пустой",
                "Напишите",
                "фото",
                "номер счёта",
                "ключ",
            ];
            assert!(
                asks_again.iter().any(|words| said.contains(words)),
                "{state:?}, {kind}: {said}"
            );
            assert!(
                t.state(&admin).await.is_some(),
                "{state:?}, {kind}: the question is closed"
            );
        }
    }
    assert_eq!((t.row(&admin).await, t.row(&boris).await), (me, him));
    assert_eq!(t.audited("token.created").await, 0);
    t.finish().await;
}

/// Something that is no words.
async fn send(person: &Person, kind: u8) {
    let delivery = match kind {
        0 => person.send_photo(png(), Some("подпись")).await,
        1 => {
            person
                .send_document("a.pdf", "application/pdf", b"%PDF-1.4".to_vec(), None)
                .await
        }
        2 => person.send_voice(vec![1, 2, 3]).await,
        3 => person.send_video(vec![1, 2, 3]).await,
        4 => person.send_audio(vec![1, 2, 3]).await,
        5 => person.send_sticker().await,
        6 => person.send_location(41.3, 69.2).await,
        _ => person.send_contact("+998901234567").await,
    };
    assert_eq!(delivery, Delivery::Done, "{kind}");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_any_length_and_kind_are_answered_in_every_question() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    let him = t.row(&boris).await;
    let texts = [
        "я".repeat(5_000),
        "🚀".repeat(3_000),
        "<".repeat(4_096),
        "&amp;<b>".to_owned(),
        " \n\t ".to_owned(),
        "\u{202e}\u{200b}\u{feff}".to_owned(),
        "مرحبا \u{202e}abc".to_owned(),
        "%_\\'\"".to_owned(),
        "a\u{0}b".to_owned(),
        "e\u{301}\u{301}\u{301}".repeat(50),
    ];
    for state in all_states(him.id) {
        if matches!(
            state,
            State::Tours(ToursState::Account { .. } | ToursState::MerchantKey { .. })
        ) {
            // Their words are taken out of a chat that the words of this test never reach.
            continue;
        }
        for text in &texts {
            t.await_state(&admin, state.clone()).await;
            let before = admin.messages().len();
            t.push(&message(&admin, &json!({"text": text}))).await;
            assert!(
                admin.messages().len() > before,
                "{state:?}: no answer to {text:.20}"
            );
            assert!(
                !admin.screen().contains("сломалось у нас"),
                "{state:?}, {text:.20}: {}",
                admin.screen()
            );
        }
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_of_any_length_are_answered() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for text in [
        format!("/start {}", "a".repeat(4_000)),
        format!("/{}", "я".repeat(4_000)),
        "/".to_owned(),
        "/ /menu".to_owned(),
        "/start friend_".to_owned(),
        "/start friend_\u{0}".to_owned(),
        "/start friend_%".to_owned(),
        "/menu@someone_else".to_owned(),
        "/@".to_owned(),
    ] {
        let before = anna.messages().len();
        t.push(&message(&anna, &json!({"text": text}))).await;
        assert!(anna.messages().len() > before, "no answer to {text:.20}");
        assert!(
            !anna.screen().contains("сломалось у нас"),
            "{text:.20}: {}",
            anna.screen()
        );
    }
    t.finish().await;
}
