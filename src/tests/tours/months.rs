//! The months that a traveller can choose from.

use chrono::{NaiveDate, TimeDelta};
use sputnik::{
    features::tours::{agencies, reads, sessions},
    kernel::actor::Actor,
};

use crate::{
    bookings::{add, plan, platform, selling},
    support::TestApp,
};

async fn months(t: &TestApp) -> Vec<String> {
    let months = reads::months(&t.app).await.unwrap();
    months.iter().map(NaiveDate::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn months_are_those_in_which_something_can_be_booked() {
    let t = TestApp::start().await;
    assert!(months(&t).await.is_empty());
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    for day in ["2030-01-31", "2030-01-10", "2030-03-01", "2031-02-28"] {
        add(&t, &tour, plan(day, 4)).await;
    }
    let (other, theirs) = selling(&t, "Горы и море").await;
    add(&t, &theirs, plan("2030-02-14", 4)).await;
    let gone = add(&t, &theirs, plan("2030-05-01", 4)).await;
    sessions::set_open(&t.app, Actor::SHELL, &platform(), gone.id, false)
        .await
        .unwrap();
    assert_eq!(
        months(&t).await,
        ["2030-01-01", "2030-02-01", "2030-03-01", "2031-02-01"]
    );
    agencies::block(&t.app, Actor::SHELL, &platform(), other.id, "Проверка")
        .await
        .unwrap();
    assert_eq!(months(&t).await, ["2030-01-01", "2030-03-01", "2031-02-01"]);
    t.advance(TimeDelta::days(31));
    assert_eq!(months(&t).await, ["2030-03-01", "2031-02-01"]);
    t.settle().await;
    t.finish().await;
}
