use serde_json::json;

use super::*;

const DAY: i64 = 86_400_000;

fn message(chat: i64) -> NewUpdate {
    NewUpdate {
        body: json!({"message": {"chat": {"id": chat}}}),
        queue: QueueKey::Chat(chat),
        expires_at: DAY,
        tap: None,
    }
}

fn sent(step: Step) -> i64 {
    match step {
        Step::Send { id, .. } => id,
        Step::Wait { millis } => panic!("waits {millis} ms"),
        Step::Empty => panic!("empty"),
    }
}

fn pause(step: Step) -> i64 {
    match step {
        Step::Wait { millis } => millis,
        Step::Send { id, .. } => panic!("sends {id}"),
        Step::Empty => panic!("empty"),
    }
}

#[test]
fn a_queue_gives_its_updates_in_order() {
    let mut inbox = Inbox::new(10);
    inbox.push(message(1));
    inbox.push(message(1));
    inbox.push(message(2));
    assert_eq!(sent(inbox.next(QueueKey::Chat(1), 0)), 10);
    // Not accepted yet, so the same one comes again; the other chat is not held back.
    assert_eq!(sent(inbox.next(QueueKey::Chat(1), 0)), 10);
    assert_eq!(sent(inbox.next(QueueKey::Chat(2), 0)), 12);
    inbox.done(QueueKey::Chat(1), 10);
    assert_eq!(sent(inbox.next(QueueKey::Chat(1), 0)), 11);
}

#[test]
fn update_id_comes_first_and_replaces_a_foreign_one() {
    let mut inbox = Inbox::new(5);
    let mut new = message(1);
    new.body = json!({"strange": 1, "update_id": 99});
    inbox.push(new);
    let body = inbox.peek(1, 0).pop().unwrap();
    assert_eq!(body.to_string(), r#"{"update_id":5,"strange":1}"#);
}

#[test]
fn pauses_grow_and_are_capped() {
    let mut inbox = Inbox::new(1);
    let key = QueueKey::Chat(1);
    inbox.push(message(1));
    let mut pauses = Vec::new();
    let mut now = 0;
    for _ in 0..10 {
        inbox.failed(key, 1, now, None, Delivery::Refused(500));
        let wait = match inbox.next(key, now) {
            Step::Wait { millis } => millis,
            _ => 0,
        };
        pauses.push(wait / 1000);
        now += wait;
    }
    assert_eq!(pauses.get(..6).unwrap(), [0, 2, 4, 8, 16, 32]);
    assert!(pauses.iter().skip(6).all(|p| (60..=120).contains(p)));
}

#[test]
fn retry_after_wins_and_retry_now_forgets_it() {
    let mut inbox = Inbox::new(1);
    let key = QueueKey::Chat(1);
    inbox.push(message(1));
    inbox.failed(key, 1, 0, Some(30), Delivery::Refused(429));
    assert_eq!(pause(inbox.next(key, 0)), 30_000);
    inbox.retry_now();
    assert_eq!(sent(inbox.next(key, 0)), 1);
}

#[test]
fn the_first_failure_is_told_and_the_update_stays() {
    let mut inbox = Inbox::new(1);
    let mut ticket = inbox.push(message(1));
    inbox.failed(QueueKey::Chat(1), 1, 0, None, Delivery::Refused(503));
    assert_eq!(ticket.delivered.try_recv().unwrap(), Delivery::Refused(503));
    assert_eq!(inbox.len(0), 1);
}

#[test]
fn a_tap_is_dropped_after_its_lifetime() {
    let mut inbox = Inbox::new(1);
    let mut ticket = inbox.push(NewUpdate {
        expires_at: 150_000,
        queue: QueueKey::Taps(7),
        ..message(1)
    });
    assert_eq!(inbox.len(149_999), 1);
    assert_eq!(inbox.len(150_000), 0);
    assert!(matches!(
        ticket.delivered.try_recv().unwrap(),
        Delivery::Failed(_)
    ));
}

#[test]
fn what_is_in_flight_does_not_expire() {
    let mut inbox = Inbox::new(1);
    inbox.push(message(1));
    sent(inbox.next(QueueKey::Chat(1), 0));
    assert_eq!(inbox.len(DAY * 2), 1);
    inbox.done(QueueKey::Chat(1), 1);
    assert_eq!(inbox.len(DAY * 2), 0);
}

#[test]
fn offsets_confirm() {
    let mut inbox = Inbox::new(1);
    let mut first = inbox.push(message(1));
    inbox.push(message(2));
    inbox.push(message(1));
    inbox.confirm(2);
    assert_eq!(first.delivered.try_recv().unwrap(), Delivery::Done);
    assert_eq!(inbox.len(0), 2);
    inbox.confirm(-1);
    assert_eq!(inbox.peek(10, 0).len(), 1);
}

#[test]
fn emptied_queues_leave_nothing_behind() {
    let mut inbox = Inbox::new(1);
    for chat in 0..100 {
        inbox.push(message(chat));
    }
    inbox.confirm(1000);
    assert!(inbox.queues().is_empty());
}
