//! Never oversold: whatever runs at once, seats, promotions and codes are given out as often as there are.

use std::sync::Arc;

use futures::future::join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};
use sea_orm::{ConnectionTrait, EntityTrait};
use sputnik::{
    app::App,
    entity::{booking, promo_code, promo_use, tour_session},
    features::{
        bookings::{decide, endings, error::BookingError, jobs::Rounds, waiting},
        ledger,
        tours::pricing::CodeRefusal,
    },
    jobs::Job,
    kernel::{
        ids::{SessionId, UserId},
        time::Timestamp,
    },
};
use tokio::sync::Mutex;

use super::{
    DAY, acting, add, ask, ask_with, code, crowd, held, is_sound, on_sale, party, pay, plan,
    platform, row, rows, selling, session_row,
};
use crate::support::TestApp;

/// So many people want seats at once.
async fn fifty_at_once(t: &TestApp, session: SessionId) -> usize {
    let people = crowd(t, 50).await;
    let wishes = people.into_iter().map(|person| {
        let app = t.app.clone();
        tokio::spawn(async move { book(&app, person.id, session).await })
    });
    let mut won = 0;
    for wish in join_all(wishes).await {
        match wish.unwrap() {
            Ok(()) => won += 1,
            Err(BookingError::SoldOut) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    won
}

async fn book(app: &App, person: UserId, session: SessionId) -> Result<(), BookingError> {
    use sputnik::features::bookings::request::{self, Wanted};
    let wanted = Wanted {
        session,
        party: party(1, 0),
        code: None,
        wish: None,
        names: Vec::new(),
        shown_minor: 150_000,
        shown_in: None,
    };
    request::request(app, acting(person), wanted)
        .await
        .map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_at_once_one_gets_the_last_seat() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 1).await;
    assert_eq!(fifty_at_once(&t, session.id).await, 1);
    assert_eq!(rows(&t).await.len(), 1);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

/// The control: whoever counts the bookings first and writes then, as everybody would without the
/// conditional update of the counter, sells the seat again and again.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_condition_the_seat_is_sold_more_than_once() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 1).await;
    let people = crowd(&t, 50).await;
    let barrier = Arc::new(tokio::sync::Barrier::new(people.len()));
    let template = {
        let first = ask(&t, people[0].id, session.id, party(1, 0))
            .await
            .unwrap();
        let cancelled = endings::cancel(&t.app, acting(people[0].id), first.id, 0).await;
        cancelled.unwrap()
    };
    let wishes = people.into_iter().map(|person| {
        let (app, barrier, template) = (t.app.clone(), barrier.clone(), template.clone());
        tokio::spawn(async move {
            let seen = tour_session::Entity::find_by_id(template.session_id)
                .one(&app.db)
                .await
                .unwrap()
                .unwrap();
            barrier.wait().await;
            if seen.free() < 1 {
                return false;
            }
            let row = booking::ActiveModel {
                id: sea_orm::ActiveValue::NotSet,
                traveller_id: sea_orm::ActiveValue::Set(person.id),
                status: sea_orm::ActiveValue::Set(booking::Status::Requested),
                ..template.into()
            };
            booking::Entity::insert(row)
                .exec_without_returning(&app.db)
                .await
                .unwrap();
            true
        })
    });
    let sold = join_all(wishes).await;
    let sold = sold
        .into_iter()
        .filter(|sold| *sold.as_ref().unwrap())
        .count();
    assert!(sold > 1, "the control must show the fault");
    assert!(held(&t, session.id).await > 1);
    assert!(!is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

/// The last line of defence: the database itself counts no more seats than there are.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_refuses_a_counter_that_says_too_much() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 3).await;
    for taken in [4, -1] {
        let update = format!(
            "UPDATE tour_sessions SET taken = {taken} WHERE id = {}",
            session.id
        );
        assert!(
            t.app.db.execute_unprepared(&update).await.is_err(),
            "{taken}"
        );
    }
    t.finish().await;
}

/// Sixty-four tasks book, approve, pay, cancel, expire and wait over three sessions, in any order; after
/// every step the counters say what the bookings say.
#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_tasks_of_all_sorts_never_oversell() {
    let t = Arc::new(TestApp::start().await);
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let mut sessions = Vec::new();
    for (starts_on, capacity) in [(DAY, 5), ("2030-01-28", 7), ("2030-02-04", 12)] {
        sessions.push(add(&t, &tour, plan(starts_on, capacity)).await.id);
    }
    code(&t, "TEN", Some(6), Some(1)).await;
    let people = crowd(&t, 16).await;
    let people: Vec<UserId> = people.into_iter().map(|person| person.id).collect();
    let decider = people[0];
    let seed = rand::random::<u64>();
    let worst: Arc<Mutex<Option<String>>> = Arc::default();
    let tasks = (0..64_u64).map(|number| {
        let (t, worst) = (t.clone(), worst.clone());
        let (people, sessions) = (people.clone(), sessions.clone());
        tokio::spawn(async move {
            let mut chance = StdRng::seed_from_u64(seed ^ number);
            for _ in 0..4 {
                let person = people[chance.random_range(0..people.len())];
                let session = sessions[chance.random_range(0..sessions.len())];
                step(&t, &mut chance, person, decider, session).await;
                for session in &sessions {
                    // One snapshot: the counter and what it counts, in one statement.
                    if let Some(fault) = fault(&t.app, *session).await {
                        worst.lock().await.get_or_insert(fault);
                    }
                }
            }
        })
    });
    for task in join_all(tasks).await {
        task.unwrap();
    }
    let found = worst.lock().await.take();
    assert!(found.is_none(), "seed {seed}: {found:?}");
    for session in &sessions {
        assert!(is_sound(&t, *session).await, "seed {seed}");
    }
    let ten = promo_code::Entity::find().one(&t.app.db).await.unwrap();
    let ten = ten.unwrap();
    let alive = rows(&t).await.into_iter().filter(|booking| {
        booking.promo_code_id == Some(ten.id)
            && (booking::Status::SEATED.contains(&booking.status)
                || booking.status == booking::Status::Completed)
    });
    assert_eq!(
        i32::try_from(alive.count()).unwrap(),
        ten.used,
        "seed {seed}"
    );
    assert!(ten.used <= 6, "seed {seed}");
    assert!(ledger::reads::audit(&t.app.db).await.unwrap().is_clean());
    t.settle().await;
    let t = Arc::into_inner(t).expect("every task has ended");
    t.finish().await;
}

/// What does not fit in one snapshot of the database.
async fn fault(app: &App, session: SessionId) -> Option<String> {
    use sea_orm::{DbBackend, Statement};
    let sql = "SELECT s.taken, s.capacity, \
               COALESCE((SELECT SUM(b.seats) FROM bookings b WHERE b.session_id = s.id \
                 AND b.status IN ('requested', 'approved', 'paid')), 0) \
               + COALESCE((SELECT SUM(w.seats) FROM waiting_parties w WHERE w.session_id = s.id \
                 AND w.status = 'offered'), 0) AS held \
               FROM tour_sessions s WHERE s.id = $1";
    let backend: DbBackend = app.db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [session.0.into()]);
    let row = app.db.query_one_raw(statement).await.unwrap().unwrap();
    let taken: i32 = row.try_get("", "taken").unwrap();
    let capacity: i32 = row.try_get("", "capacity").unwrap();
    let held: i64 = row.try_get("", "held").unwrap();
    (i64::from(taken) != held || held > i64::from(capacity))
        .then(|| format!("session {session}: counted {taken}, held {held} of {capacity}"))
}

/// One thing that somebody does; being refused is no fault.
async fn step(
    t: &TestApp,
    chance: &mut StdRng,
    person: UserId,
    decider: UserId,
    session: SessionId,
) {
    let all = rows(t).await;
    let some = (!all.is_empty()).then(|| all[chance.random_range(0..all.len())].clone());
    match (chance.random_range(0..10), some) {
        (0..=2, _) | (_, None) => {
            let party = party(chance.random_range(1..4), 0);
            let typed = chance.random_bool(0.3).then_some("TEN");
            match ask_with(t, person, session, party, typed).await {
                Ok(_) => {}
                Err(
                    BookingError::SoldOut
                    | BookingError::Asked(_)
                    | BookingError::TooManyHolds
                    | BookingError::Code(CodeRefusal::UsedUp | CodeRefusal::UsedUpByThem),
                ) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        (3..=4, Some(booking)) => {
            match decide::approve(&t.app, acting(decider), &platform(), booking.id).await {
                Ok(_) | Err(BookingError::Moved) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        (5..=6, Some(booking)) => drop(pay(t, booking.id).await),
        (7, Some(booking)) => {
            let actor = acting(booking.traveller_id);
            if let Ok(preview) = endings::preview(&t.app, actor, booking.id).await {
                let shown = preview.refund.minor();
                match endings::cancel(&t.app, actor, booking.id, shown).await {
                    Ok(_) | Err(BookingError::Moved | BookingError::TermsChanged) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
        }
        (8, Some(booking)) => {
            // Its time is over, whatever it waited for.
            use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
            booking::Entity::update_many()
                .col_expr(booking::Column::HoldUntil, Expr::value(Timestamp(1)))
                .filter(booking::Column::Id.eq(booking.id))
                .filter(booking::Column::Status.eq(booking::Status::Requested))
                .exec(&t.app.db)
                .await
                .unwrap();
            Rounds.run(&t.app).await.unwrap();
        }
        (_, Some(_)) => match waiting::join(&t.app, acting(person), session, party(2, 0)).await {
            Ok(_) | Err(BookingError::NotFull | BookingError::Asked(_)) => {}
            Err(error) => panic!("{error:?}"),
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_for_one_is_used_once_and_free_again_when_the_booking_dies() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 60).await;
    let ten = code(&t, "ONCE", Some(1), None).await;
    let people = crowd(&t, 50).await;
    let wishes = people.iter().map(|person| {
        let (t, id) = (&t, person.id);
        async move { ask_with(t, id, session.id, party(1, 0), Some("once")).await }
    });
    let outcomes = join_all(wishes).await;
    let won: Vec<_> = outcomes.iter().flatten().collect();
    assert_eq!(won.len(), 1, "{outcomes:?}");
    assert_eq!((won[0].price_minor, won[0].promo_minor), (135_000, 15_000));
    assert!(
        outcomes
            .iter()
            .filter_map(|one| one.as_ref().err())
            .all(|error| { matches!(error, BookingError::Code(CodeRefusal::UsedUp)) })
    );
    let used = async || {
        let row = promo_code::Entity::find_by_id(ten.id).one(&t.app.db).await;
        row.unwrap().unwrap().used
    };
    assert_eq!(used().await, 1);
    endings::cancel(&t.app, acting(won[0].traveller_id), won[0].id, 0)
        .await
        .unwrap();
    assert_eq!(used().await, 0);
    // Whoever was refused before has it now.
    let other = people
        .iter()
        .find(|person| person.id != won[0].traveller_id)
        .unwrap();
    ask_with(&t, other.id, session.id, party(1, 0), Some("ONCE"))
        .await
        .unwrap();
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_uses_a_code_as_often_as_one_may() {
    let t = TestApp::start().await;
    let (_, tour, first) = on_sale(&t, 9).await;
    let second = add(&t, &tour, plan("2030-01-28", 9)).await;
    code(&t, "MINE", None, Some(1)).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let both = tokio::join!(
        ask_with(&t, me, first.id, party(1, 0), Some("MINE")),
        ask_with(&t, me, second.id, party(1, 0), Some("MINE")),
    );
    let outcomes = [both.0, both.1];
    assert_eq!(outcomes.iter().flatten().count(), 1, "{outcomes:?}");
    assert!(
        outcomes
            .iter()
            .any(|one| { matches!(one, Err(BookingError::Code(CodeRefusal::UsedUpByThem))) })
    );
    let uses = promo_use::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(uses.iter().map(|one| one.used).collect::<Vec<_>>(), [1]);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn capacity_never_goes_below_what_is_taken_and_prices_of_holds_stay() {
    use sputnik::features::tours::{
        error::ToursError,
        sessions::{self, Change},
    };
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 5).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let booking = ask(&t, me, session.id, party(2, 1)).await.unwrap();
    assert_eq!(booking.price_minor, 390_000);
    let shell = sputnik::kernel::actor::Actor::SHELL;
    let change = |capacity, adult_minor| Change {
        capacity,
        adult_minor,
        ..Change::default()
    };
    let lower = sessions::change(
        &t.app,
        shell,
        &platform(),
        session.id,
        change(Some(2), None),
    )
    .await;
    assert!(matches!(lower, Err(ToursError::BelowTaken(3))), "{lower:?}");
    assert_eq!(session_row(&t, session.id).await.capacity, 5);
    let dearer = change(Some(3), Some(200_000));
    sessions::change(&t.app, shell, &platform(), session.id, dearer)
        .await
        .unwrap();
    assert_eq!(row(&t, booking.id).await.price_minor, 390_000);
    // Whoever was shown the old price is shown the new one first, and the session is full by now.
    let boris = t.person("Борис", "ru").await;
    let him = t.row(&boris).await.id;
    let old = book(&t.app, him, session.id).await;
    assert!(matches!(old, Err(BookingError::PriceChanged)), "{old:?}");
    let full = ask(&t, him, session.id, party(1, 0)).await;
    assert!(matches!(full, Err(BookingError::SoldOut)), "{full:?}");
    t.settle().await;
    t.finish().await;
}
