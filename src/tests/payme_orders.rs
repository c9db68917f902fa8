//! Payme against everything that happens beside it: the agency's answer and the two windows in every order,
//! a database that is away, an agency that changes its mind, a second way to pay. And a promotion that fifty
//! people want at once.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use futures::future::join_all;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    app::App,
    entity::{
        booking::{self, Status},
        outbox,
        payme_transaction::{self, CREATED, PERFORMED, REVERSED},
        payment, promotion, refund,
    },
    features::{
        bookings::{
            decide, endings,
            error::BookingError,
            jobs::Rounds,
            request::{self, Wanted},
        },
        ledger::{self, Account},
        payme::{begin, jobs::TimeOuts},
        payments::{
            error::PayError,
            jobs::Refunds,
            native::{self, Bill},
            service,
            settle::Outcome,
        },
        tours::{
            error::ToursError,
            sessions::{self, Change},
        },
    },
    kernel::{
        actor::Actor,
        ids::{BookingId, SessionId, UserId},
        lang::Lang,
        money::Currency,
        payable::Payable,
    },
};

use super::{
    bookings::{
        acting, approve, ask, crowd, is_sound, on_sale, party, plan, platform, promote, row,
        session_row,
    },
    payme::{Ground, KEY, MERCHANT, METHODS, PRICE, id, signed},
    support::{Settings, TestApp},
};

/// What may happen to a booking, each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Approve,
    HoldRunsOut,
    PayWindowRunsOut,
    Create,
    Perform,
    Cancel,
}

const STEPS: [Step; 6] = [
    Step::Approve,
    Step::HoldRunsOut,
    Step::PayWindowRunsOut,
    Step::Create,
    Step::Perform,
    Step::Cancel,
];

impl Step {
    /// How long it takes, when all that happens is that time passes: an hour is the agency's, two are the
    /// payer's, and a transaction outlives both.
    fn takes(self) -> Option<TimeDelta> {
        match self {
            Self::HoldRunsOut => Some(TimeDelta::minutes(61)),
            Self::PayWindowRunsOut => Some(TimeDelta::minutes(121)),
            Self::Approve | Self::Create | Self::Perform | Self::Cancel => None,
        }
    }
}

type Order = Vec<Step>;

/// Every order of these steps.
fn orders(steps: &[Step]) -> Vec<Order> {
    if steps.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (place, first) in steps.iter().enumerate() {
        let mut rest = steps.to_vec();
        rest.remove(place);
        for mut order in orders(&rest) {
            order.insert(0, *first);
            all.push(order);
        }
    }
    all
}

/// Where an order leads, once all windows and Payme's twelve hours are over.
fn end_of(order: &[Step]) -> Status {
    let at = |step: Step| order.iter().position(|one| *one == step).unwrap();
    let (approved, begun, performed) = (at(Step::Approve), at(Step::Create), at(Step::Perform));
    let (cancelled, window) = (at(Step::Cancel), at(Step::PayWindowRunsOut));
    let is_approved = approved < at(Step::HoldRunsOut) && approved < window;
    // What was begun in time is performed in time, though the window is over by then.
    let is_begun = is_approved && approved < begun && begun < window;
    let is_paid = is_begun && begun < performed && !(begun..performed).contains(&cancelled);
    match (is_paid, performed < cancelled) {
        (true, true) => Status::Refunded,
        (true, false) => Status::Paid,
        (false, _) => Status::Expired,
    }
}

/// One step of one booking; being refused is no fault.
async fn act(g: &Ground, decider: Actor, step: Step, booking: BookingId) {
    let theirs = id(u32::try_from(booking.0).unwrap());
    let (method, params) = match step {
        Step::Approve => {
            let said = decide::approve(&g.t.app, decider, &platform(), booking).await;
            assert!(matches!(said, Ok(_) | Err(BookingError::Moved)), "{said:?}");
            return;
        }
        Step::Create => {
            let account = json!({"order_id": booking.to_string()});
            let params =
                json!({"id": theirs, "time": g.now(), "amount": PRICE, "account": account});
            ("CreateTransaction", params)
        }
        Step::Perform => ("PerformTransaction", json!({"id": theirs})),
        Step::Cancel => ("CancelTransaction", json!({"id": theirs, "reason": 5})),
        // Time passes for all of them at once.
        Step::HoldRunsOut | Step::PayWindowRunsOut => return,
    };
    let answer = g.call(method, params).await;
    assert_ne!(answer["error"]["code"], -32_400, "{answer}");
}

/// Seats, transactions, attempts, bookings and ledger tell one story: of these bookings, and of all that
/// are paid.
async fn tell_one_story(g: &Ground, session: SessionId, bookings: &[BookingId]) {
    assert!(is_sound(&g.t, session).await);
    let db = &g.t.app.db;
    let these = Condition::any()
        .add(booking::Column::Id.is_in(bookings.iter().copied()))
        .add(booking::Column::Status.eq(Status::Paid));
    let rows = booking::Entity::find()
        .filter(booking::Column::SessionId.eq(session))
        .filter(these)
        .all(db)
        .await
        .unwrap();
    let transactions = payme_transaction::Entity::find()
        .filter(payme_transaction::Column::BookingId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await
        .unwrap();
    let payments = payment::Entity::find()
        .filter(payment::Column::PayableKind.eq(payment::PayableKind::Booking))
        .filter(payment::Column::PayableId.is_in(rows.iter().map(|row| row.id.0)))
        .filter(payment::Column::Status.eq(payment::Status::Paid))
        .all(db)
        .await
        .unwrap();
    let mut prepaid = 0;
    for row in &rows {
        let are = |state: i32| {
            let theirs = transactions.iter().filter(|one| one.booking_id == row.id);
            theirs.filter(|one| one.state == state).count()
        };
        let paid: Vec<_> = payments
            .iter()
            .filter(|one| one.payable_id == row.id.0)
            .collect();
        let is_paid = matches!(row.status, Status::Paid | Status::Completed);
        assert_eq!(are(PERFORMED), usize::from(is_paid), "{row:?}");
        assert_eq!(paid.len(), are(PERFORMED) + are(REVERSED), "{row:?}");
        // What is open holds the booking, and nothing else does.
        assert_eq!(
            are(CREATED),
            usize::from(row.frozen_by.is_some()),
            "{row:?}"
        );
        assert!(
            row.frozen_by.is_none() || row.status == Status::Approved,
            "{row:?}"
        );
        let came: i64 = paid.iter().map(|one| one.amount_minor).sum();
        let went: i64 = paid.iter().map(|one| one.refunded_minor).sum();
        assert_eq!((row.paid_minor, row.refunded_minor), (came, went));
        assert_eq!(came - went, if is_paid { PRICE } else { 0 }, "{row:?}");
        prepaid += came - went;
    }
    // No money is in two places, and none is on its way.
    assert_eq!(g.owed(Account::Prepaid).await, prepaid);
    assert_eq!(g.owed(Account::ClearingPayme).await, -prepaid);
    assert_eq!(g.owed(Account::RefundsPayable).await, 0);
    assert_eq!(g.owed(Account::Parked).await, 0);
}

/// Orders in which time passes at the same places are walked side by side, each with a booking of its own:
/// what is between is theirs alone.
#[tokio::test(flavor = "multi_thread")]
async fn every_order_of_answer_expiry_and_payme_leaves_the_books_right() {
    let g = Ground::with(Settings::default().with("TOURS__PAYMENT_WINDOW_HOURS", "2")).await;
    let tour = session_row(&g.t, g.booking().await.session_id)
        .await
        .tour_id;
    let mut far = plan("2030-12-01", 500);
    far.currency = Currency::Uzs;
    let session = sessions::add(&g.t.app, Actor::SHELL, &platform(), tour, far).await;
    let session = session.unwrap().id;
    let mut groups: BTreeMap<Vec<Option<TimeDelta>>, Vec<Order>> = BTreeMap::new();
    for order in orders(&STEPS) {
        let clock = order.iter().map(|step| step.takes()).collect();
        groups.entry(clock).or_default().push(order);
    }
    assert_eq!(groups.values().map(Vec::len).sum::<usize>(), 720);
    let people = crowd(&g.t, 24).await;
    let decider = acting(people[0].id);
    let (mut paid, mut refunded) = (0, 0);
    for (clock, orders) in &groups {
        assert_eq!(orders.len(), people.len());
        let asked = people
            .iter()
            .map(|person| ask(&g.t, person.id, session, party(1, 0)));
        let asked = join_all(asked).await;
        let bookings: Vec<_> = asked.into_iter().map(|one| one.unwrap().id).collect();
        for (place, passes) in clock.iter().enumerate() {
            if let Some(time) = passes {
                g.t.advance(*time);
                g.t.run(&Rounds).await;
            } else {
                let steps = orders.iter().zip(&bookings);
                join_all(steps.map(|(order, id)| act(&g, decider, order[place], *id))).await;
            }
            tell_one_story(&g, session, &bookings).await;
        }
        // Payme comes no more.
        g.t.advance(TimeDelta::hours(25));
        g.t.run(&TimeOuts).await;
        g.t.run(&Rounds).await;
        tell_one_story(&g, session, &bookings).await;
        for (order, id) in orders.iter().zip(&bookings) {
            let end = row(&g.t, *id).await;
            assert_eq!(end.status, end_of(order), "{order:?}");
            assert_eq!(end.frozen_by, None, "{order:?}");
            paid += u32::from(end.status == Status::Paid);
            refunded += u32::from(end.status == Status::Refunded);
        }
        let audit = ledger::reads::audit(&g.t.app.db).await.unwrap();
        assert!(audit.is_clean(), "{audit:?}");
    }
    assert_eq!((paid, refunded), (18, 15));
    // Nobody of the crowd has a chat: what they would be told need not be put into words.
    outbox::Entity::delete_many()
        .filter(outbox::Column::UserId.is_in(people.iter().map(|person| person.id)))
        .exec(&g.t.app.db)
        .await
        .unwrap();
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_database_payme_hears_of_a_fault_of_ours_and_comes_again() {
    let g = Ground::new().await;
    g.create(&id(1)).await;
    // Another process, whose database is gone.
    let (other, _site, url) = g.t.replica().await;
    other.db.clone().close().await.unwrap();
    let call = async |method: &str| {
        let body = json!({"method": method, "params": {"id": id(1), "reason": 3}, "id": 7});
        let response =
            g.t.client
                .post(format!("{url}/webhooks/payme/{MERCHANT}"))
                .header("Authorization", signed("Paycom", KEY))
                .body(body.to_string())
                .send()
                .await
                .unwrap();
        assert_eq!(response.status(), 200, "{method}");
        response.json::<Value>().await.unwrap()
    };
    for method in METHODS {
        let answer = call(method).await;
        assert_eq!(answer["error"]["code"], -32_400, "{method}");
        assert_eq!(answer["id"], 7);
        for lang in ["ru", "uz", "en"] {
            assert!(
                !answer["error"]["message"][lang]
                    .as_str()
                    .unwrap()
                    .is_empty()
            );
        }
    }
    other.stopping.cancel();
    // Whoever comes again finds everything as it was.
    assert_eq!(g.check(&id(1)).await["state"], 1);
    g.perform(&id(1)).await;
    assert_eq!(g.booking().await.status, Status::Paid);
    g.finish().await;
}

/// A session with a second party in it is made dearer, made smaller and called off while Anna pays.
async fn changed_while_being_paid() -> Ground {
    let g = Ground::new().await;
    let session = g.booking().await.session_id;
    let boris = g.t.person("Борис", "ru").await;
    let boris = g.t.row(&boris).await.id;
    let other = ask(&g.t, boris, session, party(2, 0)).await.unwrap().id;
    g.create(&id(1)).await;
    let (app, shell, rights) = (&g.t.app, Actor::SHELL, platform());
    let dearer = Change {
        adult_minor: Some(PRICE * 2),
        ..Change::default()
    };
    sessions::change(app, shell, &rights, session, dearer)
        .await
        .unwrap();
    assert_eq!(g.booking().await.price_minor, PRICE);
    let smaller = Change {
        capacity: Some(2),
        ..Change::default()
    };
    let refused = sessions::change(app, shell, &rights, session, smaller).await;
    assert!(
        matches!(refused, Err(ToursError::BelowTaken(3))),
        "{refused:?}"
    );
    sessions::cancel(app, shell, &rights, session, "Снег на перевале")
        .await
        .unwrap();
    g.t.run(&Rounds).await;
    // Whoever does not pay follows at once; whoever pays, when that is over.
    assert_eq!(row(&g.t, other).await.status, Status::Cancelled);
    assert_eq!(g.booking().await.status, Status::Approved);
    assert_eq!(session_row(&g.t, session).await.taken, 1);
    g.is_right().await;
    g
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_called_off_takes_no_money() {
    let g = Ground::new().await;
    let session = g.booking().await.session_id;
    sessions::cancel(&g.t.app, Actor::SHELL, &platform(), session, "")
        .await
        .unwrap();
    // Before the round that takes its bookings along.
    assert_eq!(g.booking().await.status, Status::Approved);
    let asked = json!({"account": {"order_id": g.booking.to_string()}, "amount": PRICE});
    assert_eq!(g.code("CheckPerformTransaction", asked).await, -31_052);
    assert_eq!(
        g.code("CreateTransaction", g.creation(&id(1))).await,
        -31_052
    );
    let me = g.t.row(&g.anna).await.id;
    let payable = Payable::Booking(g.booking);
    let started = begin::start(&g.t.app, acting(me), Lang::Ru, payable, false).await;
    assert!(matches!(started, Err(PayError::NothingDue)), "{started:?}");
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_called_off_under_the_payer_takes_the_money_and_gives_all_of_it_back() {
    let g = changed_while_being_paid().await;
    g.perform(&id(1)).await;
    assert_eq!(g.booking().await.status, Status::Paid);
    assert_eq!(g.owed(Account::Prepaid).await, PRICE);
    g.t.run(&Rounds).await;
    let booking = g.booking().await;
    assert_eq!(
        (booking.status, booking.ended_reason.as_deref()),
        (Status::Refunded, Some("session"))
    );
    assert_eq!((booking.paid_minor, booking.refunded_minor), (PRICE, PRICE));
    assert_eq!(session_row(&g.t, booking.session_id).await.taken, 0);
    assert_eq!(g.owed(Account::Prepaid).await, 0);
    assert_eq!(g.owed(Account::RefundsPayable).await, PRICE);
    // The agency sends it back from Payme's office.
    g.t.run(&Refunds).await;
    assert_eq!(g.cancel(&id(1), 5).await["state"], -2);
    assert_eq!(g.owed(Account::RefundsPayable).await, 0);
    assert_eq!(g.owed(Account::ClearingPayme).await, 0);
    assert_eq!(refund::Entity::find().count(&g.t.app.db).await.unwrap(), 1);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_called_off_under_a_payer_who_gives_up_ends_the_booking_then() {
    let g = changed_while_being_paid().await;
    g.cancel(&id(1), 3).await;
    assert_eq!(g.booking().await.status, Status::Approved);
    g.t.run(&Rounds).await;
    let booking = g.booking().await;
    assert_eq!(
        (booking.status, booking.ended_reason.as_deref()),
        (Status::Cancelled, Some("session"))
    );
    assert_eq!((booking.paid_minor, booking.frozen_by), (0, None));
    assert_eq!(session_row(&g.t, booking.session_id).await.taken, 0);
    assert_eq!(
        g.code("CreateTransaction", g.creation(&id(2))).await,
        -31_052
    );
    assert_eq!(refund::Entity::find().count(&g.t.app.db).await.unwrap(), 0);
    g.finish().await;
}

/// Why no booking is paid at YooKassa and at Payme at once.
#[tokio::test(flavor = "multi_thread")]
async fn roubles_are_not_paid_at_payme_nor_sums_at_yookassa() {
    let g = Ground::new().await;
    let me = g.t.row(&g.anna).await.id;
    let sums = service::start(&g.t.app, acting(me), Payable::Booking(g.booking), false).await;
    assert!(matches!(sums, Err(PayError::NotSetUp)), "{sums:?}");
    let tour = session_row(&g.t, g.booking().await.session_id)
        .await
        .tour_id;
    let in_roubles = plan("2030-01-28", 4);
    let session = sessions::add(&g.t.app, Actor::SHELL, &platform(), tour, in_roubles).await;
    let roubles = ask(&g.t, me, session.unwrap().id, party(1, 0)).await;
    let roubles = roubles.unwrap().id;
    approve(&g.t, roubles).await;
    let is_offered = begin::is_offered(&g.t.app, Payable::Booking(roubles)).await;
    assert!(!is_offered.unwrap());
    let params = json!({"amount": PRICE, "account": {"order_id": roubles.to_string()}});
    assert_eq!(g.code("CheckPerformTransaction", params).await, -31_050);
    g.finish().await;
}

/// Anna has an invoice of Telegram's for her booking, in sums.
async fn invoiced() -> (Ground, payment::Model) {
    let key = "PAYMENTS__TELEGRAM_PROVIDER_TOKEN";
    let g = Ground::with(Settings::default().with(key, "381764678:TEST:100037")).await;
    let me = acting(g.t.row(&g.anna).await.id);
    let invoice = native::start(&g.t.app, me, Payable::Booking(g.booking), false).await;
    let invoice = invoice.unwrap();
    assert!(native::may_pay(&g.t.app, &bill(&invoice)).await.unwrap());
    g.create(&id(1)).await;
    // From here on Telegram is told to take nothing, and no other invoice is written.
    assert!(!native::may_pay(&g.t.app, &bill(&invoice)).await.unwrap());
    let again = native::start(&g.t.app, me, Payable::Booking(g.booking), false).await;
    assert!(matches!(again, Err(PayError::BeingPaid)), "{again:?}");
    (g, invoice)
}

fn bill(invoice: &payment::Model) -> Bill<'_> {
    Bill {
        payload: &invoice.return_token,
        currency: "UZS",
        minor: PRICE,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_of_telegram_s_that_was_faster_pays_and_payme_is_refused() {
    let (g, invoice) = invoiced().await;
    // Telegram had asked before Payme came.
    let outcome = native::paid(&g.t.app, &bill(&invoice), "charge").await;
    assert_eq!(outcome.unwrap(), Outcome::Paid);
    assert_eq!(g.booking().await.status, Status::Paid);
    assert_eq!(
        g.code("PerformTransaction", json!({"id": id(1)})).await,
        -31_008
    );
    assert_eq!(g.cancel(&id(1), 3).await["state"], -1);
    let booking = g.booking().await;
    assert_eq!((booking.status, booking.paid_minor), (Status::Paid, PRICE));
    assert_eq!(g.owed(Account::Prepaid).await, PRICE);
    assert_eq!(g.owed(Account::ClearingTelegram).await, -PRICE);
    assert_eq!(g.owed(Account::ClearingPayme).await, 0);
    assert_eq!(refund::Entity::find().count(&g.t.app.db).await.unwrap(), 0);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_of_telegram_s_that_comes_after_payme_s_goes_back() {
    let (g, invoice) = invoiced().await;
    g.perform(&id(1)).await;
    for _ in 0..2 {
        native::paid(&g.t.app, &bill(&invoice), "charge")
            .await
            .unwrap();
    }
    let booking = g.booking().await;
    assert_eq!((booking.status, booking.paid_minor), (Status::Paid, PRICE));
    assert_eq!(g.owed(Account::Prepaid).await, PRICE);
    assert_eq!(g.owed(Account::ClearingPayme).await, -PRICE);
    assert_eq!(g.owed(Account::ClearingTelegram).await, -PRICE);
    assert_eq!(g.owed(Account::RefundsPayable).await, PRICE);
    assert_eq!(g.owed(Account::Parked).await, 0);
    let back = refund::Entity::find().all(&g.t.app.db).await.unwrap();
    let back: Vec<_> = back
        .iter()
        .map(|one| (one.payment_id, one.amount_minor))
        .collect();
    assert_eq!(back, [(invoice.id, PRICE)]);
    g.finish().await;
}

/// Asks for one seat at the price of the promotion, whatever it costs by now.
async fn at_the_promoted_price(
    app: &App,
    session: SessionId,
    person: UserId,
) -> Result<booking::Model, BookingError> {
    let wanted = Wanted {
        session,
        party: party(1, 0),
        code: None,
        wish: None,
        names: Vec::new(),
        shown_minor: 135_000,
        shown_in: None,
    };
    request::request(app, acting(person), wanted).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_of_a_promotion_holds_under_a_crowd() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 60).await;
    let once = promote(&t, agency.id, 10, Some(1)).await;
    let used = async || {
        let row = promotion::Entity::find_by_id(once.id).one(&t.app.db).await;
        row.unwrap().unwrap().used
    };
    let people = crowd(&t, 50).await;
    let wishes = people.iter().map(|person| {
        let (app, session, person) = (t.app.clone(), session.id, person.id);
        tokio::spawn(async move { at_the_promoted_price(&app, session, person).await })
    });
    let outcomes: Vec<_> = join_all(wishes)
        .await
        .into_iter()
        .map(|wish| wish.unwrap())
        .collect();
    let won: Vec<_> = outcomes.iter().flatten().collect();
    assert_eq!(won.len(), 1, "{outcomes:?}");
    let first = won[0];
    assert_eq!(
        (first.price_minor, first.promotion_minor),
        (135_000, 15_000)
    );
    assert!(
        outcomes
            .iter()
            .filter_map(|one| one.as_ref().err())
            .all(|error| matches!(error, BookingError::PriceChanged)),
        "{outcomes:?}"
    );
    assert_eq!(used().await, 1);
    assert_eq!(session_row(&t, session.id).await.taken, 1);
    // Everybody else may come at the full price.
    let other = people.iter().find(|one| one.id != first.traveller_id);
    let other = other.unwrap().id;
    let full = ask(&t, other, session.id, party(1, 0)).await.unwrap();
    assert_eq!((full.price_minor, full.promotion_minor), (150_000, 0));
    endings::cancel(&t.app, acting(other), full.id, 0)
        .await
        .unwrap();
    assert_eq!(used().await, 1);
    endings::cancel(&t.app, acting(first.traveller_id), first.id, 0)
        .await
        .unwrap();
    assert_eq!(used().await, 0);
    // Whoever was refused before has it now.
    at_the_promoted_price(&t.app, session.id, other)
        .await
        .unwrap();
    assert_eq!(used().await, 1);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}
