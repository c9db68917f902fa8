//! Forgetting what has served its time.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use sputnik::{
    entity::{
        departure, dialogue, failed_update, handled_update,
        outbox::{self, Outcome},
    },
    features::upkeep::Prune,
    kernel::{
        ids::{TgId, UpdateId, UserId},
        time::Timestamp,
    },
    outbox::Options,
};

use super::{outbox::told, support::TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn what_has_served_its_time_is_dropped_and_the_dead_are_kept() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let (anna, id) = t.reader().await;
    handled_update::Entity::delete_many()
        .exec(&t.app.db)
        .await
        .unwrap();
    let days = |days: i64| t.app.clock.now().minus(TimeDelta::days(days));
    // Each pair: one row past its time, one that is not.
    for (number, at) in [(1, days(3)), (2, days(1))] {
        let row = handled_update::ActiveModel {
            update_id: Set(UpdateId(number)),
            effect: Set("test".to_owned()),
            at: Set(at),
        };
        handled_update::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    for (number, at) in [(1, days(8)), (2, days(6))] {
        let row = failed_update::ActiveModel {
            update_id: Set(UpdateId(number)),
            fault_id: Set("f".to_owned()),
            error: Set("test".to_owned()),
            body: Set("{}".to_owned()),
            at: Set(at),
        };
        failed_update::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    for (number, at) in [(1, days(1)), (2, days(-1))] {
        let row = dialogue::ActiveModel {
            chat_id: Set(TgId(number)),
            state: Set("{}".to_owned()),
            expires_at: Set(at),
        };
        dialogue::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    for (who, minutes) in [("long ago", 121), ("just now", 119)] {
        let row = departure::ActiveModel {
            who: Set(who.to_owned()),
            at: Set(t.app.clock.now().minus(TimeDelta::minutes(minutes))),
        };
        departure::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    let settled = [
        (Outcome::Sent, 31),
        (Outcome::Moot, 31),
        (Outcome::Unreachable, 31),
        (Outcome::Sent, 29),
        (Outcome::Dead, 400),
    ];
    for (outcome, age) in settled {
        promise_settled(&t, id, Some((outcome, days(age)))).await;
    }
    promise_settled(&t, id, None).await;
    assert_eq!(t.run(&Prune).await, 7);
    assert_eq!(t.run(&Prune).await, 0);
    let handled = handled_update::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(
        handled
            .iter()
            .map(|row| row.update_id.0)
            .collect::<Vec<_>>(),
        [2]
    );
    let failed = failed_update::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(
        failed.iter().map(|row| row.update_id.0).collect::<Vec<_>>(),
        [2]
    );
    let asked = dialogue::Entity::find()
        .filter(dialogue::Column::ChatId.lte(2))
        .all(&t.app.db)
        .await
        .unwrap();
    assert_eq!(
        asked.iter().map(|row| row.chat_id.0).collect::<Vec<_>>(),
        [2]
    );
    let departed = departure::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(
        departed
            .iter()
            .map(|row| row.who.as_str())
            .collect::<Vec<_>>(),
        ["just now"]
    );
    let left: Vec<_> = t
        .promises()
        .await
        .into_iter()
        .map(|row| row.outcome)
        .collect();
    assert_eq!(left, [Some(Outcome::Sent), Some(Outcome::Dead), None]);
    assert_eq!((t.settle().await, told(&anna)), (1, 1));
    assert_eq!(outbox::Entity::find().count(&t.app.db).await.unwrap(), 3);
    t.finish().await;
}

async fn promise_settled(t: &TestApp, to: UserId, end: Option<(Outcome, Timestamp)>) {
    t.promise(to, Options::default()).await;
    if let Some((outcome, at)) = end {
        let mut row = t.promises().await.pop().unwrap().into_active_model();
        row.outcome = Set(Some(outcome));
        row.settled_at = Set(Some(at));
        row.update(&t.app.db).await.unwrap();
    }
}
