//! Cancelling: by the traveller, by the agency, with the session, with the account.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    entity::{booking::Status, booking_participant, payment, refund, tour_favourite},
    features::{
        bookings::{decide, endings, error::BookingError, fulfil::Settled, jobs::Rounds, request},
        ledger::{self, Account},
        payme::begin,
        tours::{
            reads as tours,
            sessions::{self, Change},
        },
        users::privacy,
    },
    kernel::{
        actor::Actor,
        ids::{BookingId, UserId},
        lang::Lang,
        money::Currency,
        payable::Payable,
    },
};

use super::{
    DAY, acting, add, approve, ask, at_payme, audited, code, crowd, is_sound, manager, on_sale,
    owed, party, pay, plan, platform, promote, rights, row, selling, session_row,
};
use crate::{payments::give_bonus_in, support::TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn the_rule_of_the_session_says_what_goes_back() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 4).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let me = acting(t.row(&anna).await.id);
    let booking = ask(&t, t.row(&anna).await.id, session.id, party(2, 0))
        .await
        .unwrap();
    approve(&t, booking.id).await;
    assert_eq!(pay(&t, booking.id).await, Settled::Done);
    t.settle().await;
    // Nineteen days before: all of it. A week before: half.
    let whole = endings::preview(&t.app, me, booking.id).await.unwrap();
    assert_eq!(whole.refund.minor(), 300_000);
    t.advance(session.starts_at.since(t.app.clock.now()) - TimeDelta::days(7));
    let stale = endings::cancel(&t.app, me, booking.id, 300_000).await;
    assert!(
        matches!(stale, Err(BookingError::TermsChanged)),
        "{stale:?}"
    );
    let both = tokio::join!(
        endings::cancel(&t.app, me, booking.id, 150_000),
        endings::cancel(&t.app, me, booking.id, 150_000),
    );
    // Twice is once, whoever comes second.
    assert!(both.0.is_ok() || both.1.is_ok(), "{both:?}");
    endings::cancel(&t.app, me, booking.id, 150_000)
        .await
        .unwrap();
    t.settle().await;
    let after = row(&t, booking.id).await;
    assert_eq!(
        (after.status, after.refunded_minor),
        (Status::Refunded, 150_000)
    );
    assert_eq!(session_row(&t, session.id).await.taken, 0);
    assert_eq!(refund::Entity::find().count(&t.app.db).await.unwrap(), 1);
    // What is kept belongs to the agency, less the commission.
    assert_eq!(owed(&t, Account::AgencyPayable(agency.id)).await, 135_000);
    assert_eq!(owed(&t, Account::Income).await, 15_000);
    assert_eq!(owed(&t, Account::RefundsPayable).await, 150_000);
    assert!(ledger::reads::audit(&t.app.db).await.unwrap().is_clean());
    assert!(
        boss.screen().contains("Путешественник отменил бронь"),
        "{}",
        boss.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_and_cancelling_at_once_end_in_one_state_with_the_money_right() {
    let t = TestApp::start().await;
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let session = add(&t, &tour, plan(DAY, 40)).await;
    for person in crowd(&t, 8).await {
        let booking = ask(&t, person.id, session.id, party(1, 0)).await.unwrap();
        approve(&t, booking.id).await;
        let (settled, cancelled) = tokio::join!(
            pay(&t, booking.id),
            endings::cancel(&t.app, acting(person.id), booking.id, 0)
        );
        let after = row(&t, booking.id).await;
        match (settled, cancelled.is_ok()) {
            (Settled::Done, false) => assert_eq!(after.status, Status::Paid),
            (Settled::Unwanted, true) => assert_eq!(after.status, Status::Cancelled),
            both => panic!("{both:?}"),
        }
        assert!(is_sound(&t, session.id).await);
    }
    assert!(ledger::reads::audit(&t.app.db).await.unwrap().is_clean());
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn approving_and_rejecting_at_once_is_one_of_the_two() {
    let t = TestApp::start().await;
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let session = add(&t, &tour, plan(DAY, 40)).await;
    let decider = acting(t.row(&t.person("Мария", "ru").await).await.id);
    for person in crowd(&t, 8).await {
        let booking = ask(&t, person.id, session.id, party(1, 0)).await.unwrap();
        let everything = platform();
        let (yes, no) = tokio::join!(
            decide::approve(&t.app, decider, &everything, booking.id),
            decide::reject(&t.app, decider, &everything, booking.id, Some("#full")),
        );
        let after = row(&t, booking.id).await.status;
        match (yes.is_ok(), no.is_ok()) {
            (true, false) => assert_eq!(after, Status::Approved),
            (false, true) => assert_eq!(after, Status::Rejected),
            both => panic!("{both:?}"),
        }
        assert!(is_sound(&t, session.id).await);
        t.settle().await;
        let held = sputnik::entity::booking::Entity::find()
            .filter(sputnik::entity::booking::Column::TravellerId.eq(person.id));
        assert_eq!(held.count(&t.app.db).await.unwrap(), 1);
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_called_off_takes_all_its_bookings_with_it() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 9).await;
    let boss = manager(&t, agency.id, "Мария").await;
    promote(&t, agency.id, 20, Some(5)).await;
    code(&t, "TEN", None, None).await;
    let people = [
        t.person("Анна", "ru").await,
        t.person("Борис", "ru").await,
        t.person("Kate", "en").await,
    ];
    let mut bookings = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let id = t.row(person).await.id;
        let booking = super::ask_with(&t, id, session.id, party(1, 0), Some("ten"))
            .await
            .unwrap();
        // 1500 less a fifth, less a tenth of what is left.
        assert_eq!(booking.price_minor, 108_000);
        if number > 0 {
            approve(&t, booking.id).await;
        }
        if number > 1 {
            assert_eq!(pay(&t, booking.id).await, Settled::Done);
        }
        bookings.push(booking.id);
    }
    t.settle().await;
    let mine = rights(&t, &boss).await;
    let me = acting(t.row(&boss).await.id);
    sessions::cancel(&t.app, me, &mine, session.id, "Перевал закрыт")
        .await
        .unwrap();
    assert_eq!(t.run(&Rounds).await, 3);
    t.settle().await;
    let mut ends = Vec::new();
    for id in bookings {
        ends.push(row(&t, id).await.status);
    }
    assert_eq!(
        ends,
        [Status::Cancelled, Status::Cancelled, Status::Refunded]
    );
    assert!(people[2].screen().contains("The tour does not take place"));
    assert!(
        people[2].screen().contains("Перевал закрыт"),
        "{}",
        people[2].screen()
    );
    assert!(is_sound(&t, session.id).await);
    use sputnik::entity::{promo_code, promotion};
    let promotion = promotion::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    let ten = promo_code::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((promotion.used, ten.used), (0, 0));
    assert_eq!(t.run(&Rounds).await, 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn managers_decide_for_their_own_agency_and_no_other() {
    let t = TestApp::start().await;
    let (_, _, session) = on_sale(&t, 9).await;
    let (other, _) = selling(&t, "Два моря").await;
    let stranger = manager(&t, other.id, "Чужая").await;
    let anna = t.person("Анна", "ru").await;
    let booking = ask(&t, t.row(&anna).await.id, session.id, party(1, 0))
        .await
        .unwrap();
    let (mine, me) = (
        rights(&t, &stranger).await,
        acting(t.row(&stranger).await.id),
    );
    let yes = decide::approve(&t.app, me, &mine, booking.id).await;
    assert!(matches!(yes, Err(BookingError::Gone)), "{yes:?}");
    let nobody = rights(&t, &anna).await;
    let own = acting(t.row(&anna).await.id);
    let yes = decide::approve(&t.app, own, &nobody, booking.id).await;
    assert!(matches!(yes, Err(BookingError::NotAllowed)), "{yes:?}");
    let off = sessions::cancel(&t.app, me, &mine, session.id, "").await;
    assert!(off.is_err());
    // A blocked agency sells nothing more; what was asked for goes on.
    sputnik::features::tours::agencies::block(
        &t.app,
        Actor::SHELL,
        &platform(),
        booking.agency_id,
        "Жалобы",
    )
    .await
    .unwrap();
    let boris = t.person("Борис", "ru").await;
    let blocked = ask(&t, t.row(&boris).await.id, session.id, party(1, 0)).await;
    assert!(
        matches!(blocked, Err(BookingError::NotOffered)),
        "{blocked:?}"
    );
    approve(&t, booking.id).await;
    assert_eq!(pay(&t, booking.id).await, Settled::Done);
    t.settle().await;
    t.finish().await;
}

/// Names, wish and favourites that are kept of a person with this booking.
async fn kept(t: &TestApp, person: UserId, id: BookingId) -> (u64, Option<String>, u64) {
    let names =
        booking_participant::Entity::find().filter(booking_participant::Column::BookingId.eq(id));
    let favourites =
        tour_favourite::Entity::find().filter(tour_favourite::Column::UserId.eq(person));
    (
        names.count(&t.app.db).await.unwrap(),
        row(t, id).await.wish,
        favourites.count(&t.app.db).await.unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_deletes_the_account_calls_off_what_is_ahead_and_is_forgotten() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    let soon = add(&t, &tour, plan("2030-01-05", 6)).await;
    let later = add(&t, &tour, plan("2030-03-01", 6)).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let (me, other) = (t.row(&anna).await.id, t.row(&boris).await.id);
    let mut paid = Vec::new();
    for (person, session) in [(me, soon.id), (me, later.id), (other, later.id)] {
        let id = ask(&t, person, session, party(1, 0)).await.unwrap().id;
        approve(&t, id).await;
        assert_eq!(pay(&t, id).await, Settled::Done);
        paid.push(id);
    }
    assert_eq!(audited(&t, "booking.paid").await, 3);
    let [begun, ahead, theirs] = paid[..] else {
        unreachable!()
    };
    let wants = Change {
        wants_names: Some(true),
        ..Change::default()
    };
    sessions::change(&t.app, Actor::SHELL, &platform(), later.id, wants)
        .await
        .unwrap();
    for (person, id) in [(me, ahead), (other, theirs)] {
        let names = ["Имя Фамилия".to_owned()];
        request::rename(&t.app, acting(person), id, &names)
            .await
            .unwrap();
        request::wish(&t.app, acting(person), id, "У окна")
            .await
            .unwrap();
        tours::keep(&t.app, person, tour.id, true).await.unwrap();
    }
    // One tour has begun, and whoever deletes the account is on it.
    t.advance(soon.starts_at.since(t.app.clock.now()));
    t.settle().await;
    privacy::delete(&t.app, acting(me), me).await.unwrap();
    t.settle().await;
    assert_eq!(row(&t, begun).await.status, Status::Paid);
    let gone = row(&t, ahead).await;
    assert_eq!(
        (gone.status, gone.ended_reason.as_deref()),
        (Status::Refunded, Some("traveller"))
    );
    assert_eq!(row(&t, theirs).await.status, Status::Paid);
    assert_eq!(audited(&t, "booking.cancelled").await, 1);
    assert!(
        boss.screen().contains("Путешественник отменил бронь"),
        "{}",
        boss.screen()
    );
    assert!(is_sound(&t, later.id).await && is_sound(&t, soon.id).await);
    assert_eq!(session_row(&t, later.id).await.taken, 1);
    assert_eq!(kept(&t, me, ahead).await, (0, None, 0));
    assert_eq!(
        kept(&t, other, theirs).await,
        (1, Some("У окна".to_owned()), 1)
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_called_off_takes_its_open_payment_and_the_bonus_set_aside_with_it() {
    let t = TestApp::start().await;
    let (_, session) = at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    give_bonus_in(&t, &anna, 10_000_000, Currency::Uzs).await;
    let id = ask(&t, me, session, party(1, 0)).await.unwrap().id;
    approve(&t, id).await;
    let payable = Payable::Booking(id);
    let begun = begin::start(&t.app, acting(me), Lang::Ru, payable, true).await;
    let attempt = begun.unwrap().payment.id;
    let bonus = async |account| {
        ledger::owed(&t.app.db, account, Currency::Uzs)
            .await
            .unwrap()
            .minor()
    };
    assert_eq!(bonus(Account::BonusReserved(me)).await, 10_000_000);
    endings::cancel(&t.app, acting(me), id, 0).await.unwrap();
    // Its place is free; what comes all the same goes back.
    let attempt = payment::Entity::find_by_id(attempt).one(&t.app.db).await;
    let attempt = attempt.unwrap().unwrap();
    assert_eq!((attempt.open_key, attempt.bonus_minor), (None, 0));
    assert_eq!(bonus(Account::BonusReserved(me)).await, 0);
    assert_eq!(bonus(Account::BonusAvailable(me)).await, 10_000_000);
    assert_eq!(audited(&t, "booking.cancelled").await, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_that_begins_this_moment_is_not_called_off_any_more() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 4).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let (me, other) = (t.row(&anna).await.id, t.row(&boris).await.id);
    let mut paid = Vec::new();
    for person in [me, other] {
        let id = ask(&t, person, session.id, party(1, 0)).await.unwrap().id;
        approve(&t, id).await;
        assert_eq!(pay(&t, id).await, Settled::Done);
        paid.push(id);
    }
    let begins = session.starts_at.since(t.app.clock.now());
    t.advance(begins - TimeDelta::milliseconds(1));
    endings::cancel(&t.app, acting(me), paid[0], 0)
        .await
        .unwrap();
    // Whoever comes second did not do it.
    let rights = platform();
    let second = endings::cancel_by_agency(&t.app, acting(other), &rights, paid[0], None).await;
    assert!(matches!(second, Err(BookingError::Moved)), "{second:?}");
    t.advance(TimeDelta::milliseconds(1));
    let late = endings::cancel(&t.app, acting(other), paid[1], 0).await;
    assert!(matches!(late, Err(BookingError::Begun)), "{late:?}");
    t.settle().await;
    t.finish().await;
}
