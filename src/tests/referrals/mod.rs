//! Referrals: links, first touch, bonuses, their release, their way back, partners.

mod applications;

use chrono::TimeDelta;
use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    bot::callback::Callback,
    db,
    entity::{
        audit_record, bonus, order, outbox,
        payment::{self, Provider},
        referral, referral_code, refund,
    },
    features::{
        ledger::{self, Account, LedgerError, facts, owed},
        payments::refunds,
        referrals::{
            balance, bonuses,
            callbacks::ReferralsCallback,
            codes,
            partners::{self, PartnerError},
            touch::{self, Touch},
        },
        users::privacy,
    },
    kernel::{
        actor::{Actor, Who},
        ids::UserId,
        money::{Currency, Money},
        payable::Payable,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::Person;

use super::{
    calls::{comes, crowd, finish_repeated, newest, referral_link, repeat, shut_out},
    orders,
    study_rows::{executor, order as make_order, payment as make_payment, pays, refunded, settle},
    support::{Settings, TestApp},
};

const RUB: Currency = Currency::Rub;

fn owner() -> Rights {
    Rights::new([(Role::Owner, None)])
}

fn rub(minor: i64) -> Money {
    Money::new(minor, RUB)
}

/// A referrer and somebody they brought.
async fn pair(t: &TestApp) -> (Person, UserId, UserId) {
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let (_, boris) = comes(t, "Борис", &referral_link(&anna).await).await;
    (anna, id, boris)
}

async fn referrer_of(t: &TestApp, person: UserId) -> Option<UserId> {
    referral::Entity::find_by_id(person)
        .one(&t.app.db)
        .await
        .unwrap()
        .map(|row| row.referrer_id)
}

async fn bonuses_of(t: &TestApp, person: UserId) -> Vec<bonus::Model> {
    bonus::Entity::find()
        .filter(bonus::Column::UserId.eq(person))
        .all(&t.app.db)
        .await
        .unwrap()
}

/// Pending and available, in kopecks.
async fn has(t: &TestApp, person: UserId) -> (i64, i64) {
    let balance = balance::of(&t.app.db, person, RUB).await.unwrap();
    (balance.pending.minor(), balance.available.minor())
}

async fn assert_ledger_adds_up(t: &TestApp) {
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{audit:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friend_pays_and_the_bonus_waits_and_may_be_used() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let link = referral_link(&anna).await;
    assert!(link.starts_with("ref_") && link.len() == 12, "{link}");
    // The code stays the same.
    assert_eq!(referral_link(&anna).await, link);
    assert_snapshot!(anna.screen().replace(&link, "ref_…"), @"
    *Пригласить друзей*

    Отправьте другу ссылку. С каждой его оплаты в течение 180 дней вам идёт бонус 5 %. Через 7 дней его можно тратить: бонусы покрывают до 30 % цены.

    https://t.me/sputnik_test_bot?start=ref_…

    По ссылке пока никто не пришёл.

    Доступно: *0 ₽*
    Ожидает: 0 ₽

    [ 📨 Отправить другу ↗ ]
    [ 📋 Скопировать ] [ 🔳 QR-код ]
    [ 🤝 Стать партнёром ]
    [ ‹ Назад ]
    ");
    let (boris, brought) = comes(&t, "Борис", &link).await;
    assert!(boris.screen().contains("чем помочь"), "{}", boris.screen());
    assert_eq!(referrer_of(&t, brought).await, Some(id));
    pays(&t, brought, 100_000).await;
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    🎁 Друг сделал оплату, и вам начислен бонус *50 ₽*. Он станет доступен 08.01.2030.

    [ 🎁 Пригласить друзей ]
    ");
    assert_eq!(has(&t, id).await, (5_000, 0));
    t.advance(TimeDelta::days(7) - TimeDelta::milliseconds(1));
    assert_eq!(t.run(&bonuses::Release).await, 0);
    t.advance(TimeDelta::milliseconds(1));
    assert_eq!(t.run(&bonuses::Release).await, 1);
    assert_eq!(t.run(&bonuses::Release).await, 0);
    assert_eq!(has(&t, id).await, (0, 5_000));
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    🎁 Бонус *50 ₽* теперь доступен: его можно потратить на следующую оплату.

    [ 🎁 Пригласить друзей ]
    ");
    pays(&t, brought, 1_234_567).await;
    assert_eq!(t.settle().await, 1);
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    assert_snapshot!(anna.screen().replace(&link, "ref_…"), @"
    *Пригласить друзей*

    Отправьте другу ссылку. С каждой его оплаты в течение 180 дней вам идёт бонус 5 %. Через 7 дней его можно тратить: бонусы покрывают до 30 % цены.

    https://t.me/sputnik_test_bot?start=ref_…

    По ссылке пришёл 1 человек, оплатили: 1.

    Доступно: *50 ₽*
    Ожидает: 617,28 ₽

    Вывести на карту можно от 500 ₽.

    [ 📨 Отправить другу ↗ ]
    [ 📋 Скопировать ] [ 🔳 QR-код ]
    [ 📊 Результаты по месяцам ]
    [ 🧾 Мои бонусы ]
    [ 🤝 Стать партнёром ]
    [ ‹ Назад ]
    ");
    anna.tap("🧾 Мои бонусы").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Мои бонусы*

    Всего 2 начисления.

    08.01.2030 · *617,28 ₽*
    Станет доступен 15.01.2030

    01.01.2030 · *50 ₽*
    Доступен

    [ ‹ Назад ]
    ");
    assert_ledger_adds_up(&t).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_reads_well_in_uzbek_and_english() {
    let t = TestApp::start().await;
    let oybek = t.person("Oybek", "uz").await;
    let link = referral_link(&oybek).await;
    assert_snapshot!(oybek.screen().replace(&link, "ref_…"), @"
    *Doʻstlarni taklif qilish*

    Doʻstingizga havolani yuboring. U 180 kun davomida qilgan har bir toʻlovdan sizga 5 % bonus beriladi. Bonusni 7 kundan keyin ishlatish mumkin: u narxning 30 % igacha qoplaydi.

    https://t.me/sputnik_test_bot?start=ref_…

    Havola orqali hozircha hech kim kelmagan.

    Mavjud: *0 ₽*
    Kutilmoqda: 0 ₽

    [ 📨 Doʻstga yuborish ↗ ]
    [ 📋 Nusxalash ] [ 🔳 QR-kod ]
    [ 🤝 Hamkor boʻlish ]
    [ ‹ Orqaga ]
    ");
    let kate = t.person("Kate", "en").await;
    let link = referral_link(&kate).await;
    let (_, brought) = comes(&t, "Борис", &link).await;
    pays(&t, brought, 123_456_700).await;
    t.settle().await;
    assert_snapshot!(kate.screen(), @r"
    🎁 A friend paid, and you earned a bonus of *61 728.35 ₽*. You can use it from 08.01.2030.

    [ 🎁 Invite friends ]
    ");
    kate.tap("🎁 Invite friends").await.unwrap();
    assert_snapshot!(kate.screen().replace(&link, "ref_…"), @"
    *Invite friends*

    Send a friend your link. For 180 days you get 5% of whatever they pay as a bonus. After 7 days you can spend it: bonuses cover up to 30% of a price.

    https://t.me/sputnik_test_bot?start=ref_…

    1 person came by your link, paid: 1.

    Available: *0 ₽*
    Pending: 61 728.35 ₽

    [ 📨 Send to a friend ↗ ]
    [ 📋 Copy ] [ 🔳 QR code ]
    [ 📊 Results by month ]
    [ 🧾 My bonuses ]
    [ 🤝 Become a partner ]
    [ ‹ Back ]
    ");
    kate.tap("🧾 My bonuses").await.unwrap();
    assert_snapshot!(kate.screen(), @r"
    *My bonuses*

    1 bonus in all.

    01.01.2030 · *61 728.35 ₽*
    Available on 08.01.2030

    [ ‹ Back ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_is_a_picture_too() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let link = referral_link(&anna).await;
    anna.tap("🔳 QR-код").await.unwrap();
    assert_snapshot!(anna.screen().replace(&link, "ref_…"), @r"
    [photo]
    Пусть друг наведёт камеру на код.

    https://t.me/sputnik_test_bot?start=ref_…

    [ ‹ Назад ]
    ");
    anna.tap("‹ Назад").await.unwrap();
    assert!(
        anna.screen().contains("Отправьте другу ссылку"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_link_wins() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let (first, second) = (referral_link(&anna).await, referral_link(&boris).await);
    let vera = t.stranger("Вера", "ru").await;
    vera.start(Some(&first)).await;
    vera.start(Some(&second)).await;
    let id = t.row(&vera).await.id;
    assert_eq!(referrer_of(&t, id).await, Some(t.row(&anna).await.id));
    // Also when the first one was of another kind.
    let gleb = t.stranger("Глеб", "ru").await;
    gleb.start(Some("promo_Zima")).await;
    gleb.start(Some(&first)).await;
    assert_eq!(referrer_of(&t, t.row(&gleb).await.id).await, None);
    // A repeat of the update is no second touch, and what broke off after the touch is made good.
    let row = t.row(&vera).await;
    assert_eq!(
        touch::came(&t.app, &row, &first).await.unwrap(),
        Some(Touch::Before)
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_a_client_already_is_nobodys() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let link = referral_link(&anna).await;
    let boris = t.person("Борис", "ru").await;
    boris.start(Some(&link)).await;
    assert!(boris.screen().contains("чем помочь"), "{}", boris.screen());
    let row = t.row(&boris).await;
    assert_eq!(referrer_of(&t, row.id).await, None);
    // Not even after the agreement was taken back.
    let actor = Actor {
        who: Who::User(row.id),
        role: None,
        update: None,
    };
    privacy::withdraw(&t.app, actor, row.id).await.unwrap();
    boris.start(Some(&link)).await;
    assert_eq!(referrer_of(&t, row.id).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_link_opens_its_page_and_dead_links_open_the_menu() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let link = referral_link(&anna).await;
    anna.start(Some(&link)).await;
    assert!(
        anna.screen().contains("Отправьте другу ссылку"),
        "{}",
        anna.screen()
    );
    let row = t.row(&anna).await;
    assert_eq!(
        touch::came(&t.app, &row, &link).await.unwrap(),
        Some(Touch::Own)
    );
    assert_eq!(touch::came(&t.app, &row, "friend_x").await.unwrap(), None);
    for dead in ["ref_", "ref_22222222", "ref_%", "ref_ANNA"] {
        assert_eq!(
            touch::came(&t.app, &row, dead).await.unwrap(),
            Some(Touch::Dead)
        );
        if dead.contains('%') {
            // No link of Telegram's carries that.
            continue;
        }
        let guest = t.stranger("Гость", "ru").await;
        guest.start(Some(dead)).await;
        assert_eq!(referrer_of(&t, t.row(&guest).await.id).await, None);
    }
    shut_out(&t, &anna, "спам").await;
    let (_, boris) = comes(&t, "Борис", &link).await;
    assert_eq!(referrer_of(&t, boris).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rings_are_refused_however_long() {
    let t = TestApp::start().await;
    let people: Vec<_> = crowd(&t, 6).await.into_iter().map(|row| row.id).collect();
    for pair in people.windows(2) {
        let touch = touch::bring(&t.app, pair[1], pair[0]).await.unwrap();
        assert_eq!(touch, Touch::Brought);
    }
    for last in &people[1..] {
        let touch = touch::bring(&t.app, people[0], *last).await.unwrap();
        assert_eq!(touch, Touch::Ring, "{last}");
    }
    assert_eq!(
        touch::bring(&t.app, people[1], people[3]).await.unwrap(),
        Touch::Before
    );
    assert_eq!(referrer_of(&t, people[0]).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rings_closed_from_all_sides_at_once_stay_open_somewhere() {
    let t = TestApp::start().await;
    let all: Vec<_> = crowd(&t, 24).await.into_iter().map(|row| row.id).collect();
    for ring in all.chunks(4) {
        let brings = (0..4).map(|at| {
            let (app, person, referrer) = (t.app.clone(), ring[at], ring[(at + 1) % 4]);
            async move {
                // Two that wait for each other's rows in a ring: the database ends one, and the update
                // comes again.
                loop {
                    match touch::bring(&app, person, referrer).await {
                        Ok(touch) => return touch,
                        Err(error) => assert!(sputnik::bot::fault::is_outage(&error), "{error}"),
                    }
                }
            }
        });
        let touches = join_all(brings).await;
        let brought = touches
            .iter()
            .filter(|touch| **touch == Touch::Brought)
            .count();
        assert_eq!(brought, 3, "{touches:?}");
    }
    // The control: nothing but the walk keeps a ring from being written.
    let now = t.app.clock.now();
    let pair = crowd(&t, 26).await;
    for (person, referrer) in [(24, 25), (25, 24)] {
        let row = referral::ActiveModel {
            user_id: Set(pair[person].id),
            referrer_id: Set(pair[referrer].id),
            touched_at: Set(now),
            until: Set(now),
        };
        referral::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    // And a ring that is there all the same holds nobody up.
    let free = all.chunks(4).flatten();
    for person in free {
        if referrer_of(&t, *person).await.is_none() {
            let touch = touch::bring(&t.app, *person, pair[24].id).await.unwrap();
            assert_eq!(touch, Touch::Ring);
        }
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_links_at_once_one_counts() {
    let t = TestApp::start().await;
    let all: Vec<_> = crowd(&t, 9).await.into_iter().map(|row| row.id).collect();
    let brings = all[1..]
        .iter()
        .map(|referrer| touch::bring(&t.app, all[0], *referrer));
    let touches: Vec<_> = join_all(brings)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let brought = touches
        .iter()
        .filter(|touch| **touch == Touch::Brought)
        .count();
    assert_eq!(brought, 1, "{touches:?}");
    assert_eq!(referral::Entity::find().count(&t.app.db).await.unwrap(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_made_once_also_by_many_at_once() {
    let t = TestApp::start().await;
    let person = crowd(&t, 1).await.remove(0).id;
    let now = t.app.clock.now();
    let codes = join_all((0..8).map(|_| codes::of(&t.app.db, now, person))).await;
    let codes: Vec<_> = codes.into_iter().map(|row| row.unwrap().code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] == pair[1]), "{codes:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_money_earns_and_only_in_time_and_for_somebody_who_is_here() {
    let t = TestApp::start().await;
    let (anna, id, boris) = pair(&t).await;
    let order = make_order(&t, boris, None, order::Status::Paid).await;
    let paid = |provider, minor, bonus| {
        let t = &t;
        async move { make_payment(t, boris, Payable::Order(order), provider, minor, bonus).await }
    };
    let now = t.app.clock.now();
    let rules = t.app.config.referrals;
    let earned = |payment: payment::Model| {
        let (t, rules) = (&t, &rules);
        async move {
            let txn = db::begin(&t.app.db).await.unwrap();
            let earned = bonuses::on_paid(&txn, now, rules, &payment).await.unwrap();
            txn.commit().await.unwrap();
            earned.map(|bonus| bonus.amount_minor)
        }
    };
    // A share of the money, not of the bonus that paid a part; nothing of nothing.
    assert_eq!(
        earned(paid(Provider::Telegram, 70_000, 30_000).await).await,
        Some(3_500)
    );
    assert_eq!(earned(paid(Provider::Bonus, 0, 100_000).await).await, None);
    assert_eq!(earned(paid(Provider::Yookassa, 19, 0).await).await, None);
    assert_eq!(earned(paid(Provider::Yookassa, 20, 0).await).await, Some(1));
    // The day of the payment counts, not that of its settling.
    let until = referral::Entity::find_by_id(boris)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
        .until;
    let in_time = paid(Provider::Yookassa, 1_000, 0).await;
    let late = payment::Model {
        paid_at: Some(until.plus(TimeDelta::milliseconds(1))),
        ..paid(Provider::Yookassa, 1_000, 0).await
    };
    assert_eq!(
        earned(payment::Model {
            paid_at: Some(until),
            ..in_time
        })
        .await,
        Some(50)
    );
    assert_eq!(earned(late).await, None);
    // Whoever was not brought earns nobody anything.
    assert!(!settle(&t, &pays(&t, id, 1_000).await).await);
    t.settle().await;
    shut_out(&t, &anna, "спам").await;
    assert_eq!(earned(paid(Provider::Yookassa, 1_000, 0).await).await, None);
    let staff = Actor::SHELL;
    privacy::delete(&t.app, staff, id).await.unwrap();
    assert_eq!(earned(paid(Provider::Yookassa, 1_000, 0).await).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_is_settled_many_times_at_once_earns_once() {
    let t = TestApp::start().await;
    let (_, id, boris) = pair(&t).await;
    let order = make_order(&t, boris, None, order::Status::Paid).await;
    let payment = make_payment(
        &t,
        boris,
        Payable::Order(order),
        Provider::Yookassa,
        100_000,
        0,
    )
    .await;
    let earned = join_all((0..8).map(|_| settle(&t, &payment))).await;
    assert_eq!(earned.iter().filter(|earned| **earned).count(), 1);
    assert_eq!(bonuses_of(&t, id).await.len(), 1);
    assert_eq!(has(&t, id).await, (5_000, 0));
    assert_eq!(t.settle().await, 1);
    assert_ledger_adds_up(&t).await;
    // The control: what keeps the second bonus out is the payment's own row in the table. Without it the
    // ledger, which knows bonuses and not payments, would book both.
    let twin = bonus::ActiveModel {
        user_id: Set(id),
        from_user_id: Set(boris),
        payment_id: Set(payment.id),
        amount_minor: Set(5_000),
        clawed_minor: Set(0),
        currency: Set(RUB),
        status: Set(bonus::Status::Pending),
        available_at: Set(t.app.clock.now()),
        created_at: Set(t.app.clock.now()),
        ..Default::default()
    };
    let refused = bonus::Entity::insert(twin)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap_err();
    assert!(db::is_unique(&refused), "{refused:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_take_the_bonus_back_in_proportion_first_what_waits_then_as_a_debt() {
    let t = TestApp::start().await;
    let (anna, id, boris) = pair(&t).await;
    let payment = pays(&t, boris, 100_000).await;
    t.settle().await;
    refunded(&t, &payment, 33_333).await;
    assert_eq!(has(&t, id).await, (5_000 - 1_666, 0));
    t.settle().await;
    assert_snapshot!(anna.screen(), @r"
    Другу вернули деньги, поэтому бонус уменьшился на *16,66 ₽*.

    [ 🎁 Пригласить друзей ]
    ");
    // The same sum told again, or an older one, changes nothing.
    refunded(&t, &payment, 33_333).await;
    refunded(&t, &payment, 10_000).await;
    assert_eq!(has(&t, id).await, (3_334, 0));
    t.advance(TimeDelta::days(7));
    assert_eq!(t.run(&bonuses::Release).await, 1);
    assert_eq!(has(&t, id).await, (0, 3_334));
    t.settle().await;
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    anna.tap("🧾 Мои бонусы").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Мои бонусы*

    Всего 1 начисление.

    01.01.2030 · *50 ₽*
    Доступен
    Из-за возврата снято 16,66 ₽, осталось 33,34 ₽.

    [ ‹ Назад ]
    ");
    // Half of it is spent; then everything goes back.
    let own = make_order(&t, id, None, order::Status::Paid).await;
    let spending = make_payment(
        &t,
        id,
        Payable::Order(own),
        Provider::Yookassa,
        8_000,
        2_000,
    )
    .await;
    let txn = db::begin(&t.app.db).await.unwrap();
    facts::bonus_reserved(&txn, t.app.clock.now(), &spending)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    settle(&t, &spending).await;
    refunded(&t, &payment, 100_000).await;
    assert_eq!(has(&t, id).await, (0, -2_000));
    assert_eq!(bonuses_of(&t, id).await[0].status, bonus::Status::Clawed);
    t.settle().await;
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    assert!(
        anna.screen().contains("Доступно: *−20\u{a0}₽*"),
        "{}",
        anna.screen()
    );
    assert!(
        anna.screen().contains("Минус появился"),
        "{}",
        anna.screen()
    );
    anna.tap("🧾 Мои бонусы").await.unwrap();
    assert!(anna.screen().contains("Снят: деньги"), "{}", anna.screen());
    // The next bonus makes up for the debt.
    pays(&t, boris, 100_000).await;
    t.advance(TimeDelta::days(7));
    t.run(&bonuses::Release).await;
    assert_eq!(has(&t, id).await, (0, 3_000));
    t.settle().await;
    assert_ledger_adds_up(&t).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_promised_takes_the_bonus_back_in_the_same_transaction() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let (boris, _) = comes(&t, "Борис", &referral_link(&anna).await).await;
    let viktor = orders::executor(&t, "Виктор", "ru").await;
    let order = orders::begun(&t, &boris, &viktor).await;
    let payment = payment::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    settle(&t, &payment).await;
    assert_eq!(has(&t, id).await, (7_500, 0));
    let promise = |minor| {
        let t = &t;
        async move {
            let wanted = refunds::Wanted {
                payable: Payable::Order(order),
                amount: rub(minor),
                cause: refund::Cause::Staff,
                reason: "по договорённости".to_owned(),
                asked_by: None,
                from: facts::From::Prepaid,
            };
            let txn = db::begin(&t.app.db).await.unwrap();
            let now = t.app.clock.now();
            let promised = refunds::promise(&txn, now, wanted).await;
            txn.commit().await.unwrap();
            promised.map(drop)
        }
    };
    promise(50_000).await.unwrap();
    assert_eq!(has(&t, id).await, (5_000, 0));
    promise(100_000).await.unwrap();
    assert_eq!(has(&t, id).await, (0, 0));
    assert_eq!(bonuses_of(&t, id).await[0].status, bonus::Status::Clawed);
    assert!(promise(1).await.is_err());
    t.settle().await;
    assert_ledger_adds_up(&t).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_whole_is_never_released_and_its_news_is_moot() {
    let t = TestApp::start().await;
    let (anna, id, boris) = pair(&t).await;
    let before = anna.screen();
    let payment = pays(&t, boris, 100_000).await;
    refunded(&t, &payment, 100_000).await;
    t.settle().await;
    // Of the two pieces of news only the second is still true.
    assert!(
        anna.screen().contains("уменьшился на *50\u{a0}₽*"),
        "{}",
        anna.screen()
    );
    assert!(
        !anna
            .transcript()
            .iter()
            .any(|said| said.contains("вам начислен"))
    );
    assert_ne!(anna.screen(), before);
    t.advance(TimeDelta::days(7));
    assert_eq!(t.run(&bonuses::Release).await, 0);
    assert_eq!(has(&t, id).await, (0, 0));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn release_and_refund_at_once_leave_what_is_left() {
    let t = TestApp::start().await;
    let (_, id, boris) = pair(&t).await;
    let mut left = 0;
    for _ in 0..5 {
        let payment = pays(&t, boris, 100_000).await;
        t.advance(TimeDelta::days(7));
        let bonus = bonuses_of(&t, id).await.pop().unwrap();
        let (first, second, ()) = tokio::join!(
            bonuses::release(&t.app, bonus.id),
            bonuses::release(&t.app, bonus.id),
            refunded(&t, &payment, 40_000),
        );
        assert_eq!(u8::from(first.unwrap()) + u8::from(second.unwrap()), 1);
        left += 3_000;
        assert_eq!(has(&t, id).await, (0, left));
    }
    t.settle().await;
    assert_ledger_adds_up(&t).await;
    // The control: whoever releases by what they read before the refund books too much. It only shows
    // when another bonus waits besides: alone, the guard of the account refuses it.
    let payment = pays(&t, boris, 100_000).await;
    let stale = bonuses_of(&t, id).await.pop().unwrap();
    refunded(&t, &payment, 40_000).await;
    let now = t.app.clock.now();
    let txn = db::begin(&t.app.db).await.unwrap();
    let refused = facts::bonus_released(&txn, now, &stale, stale.money()).await;
    assert!(
        matches!(refused, Err(LedgerError::NotEnough)),
        "{refused:?}"
    );
    txn.rollback().await.unwrap();
    pays(&t, boris, 100_000).await;
    let txn = db::begin(&t.app.db).await.unwrap();
    facts::bonus_released(&txn, now, &stale, stale.money())
        .await
        .unwrap();
    txn.commit().await.unwrap();
    assert_eq!(has(&t, id).await, (3_000, left + 5_000));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bonuses_cover_a_part_of_a_price_and_are_used_once() {
    let t = TestApp::start().await;
    let (_, id, boris) = pair(&t).await;
    let usable = |price| {
        let t = &t;
        async move {
            balance::usable(&t.app.db, &t.app.config.referrals, id, rub(price))
                .await
                .unwrap()
                .minor()
        }
    };
    pays(&t, boris, 200_000).await;
    assert_eq!(usable(100_000).await, 0);
    t.advance(TimeDelta::days(7));
    t.run(&bonuses::Release).await;
    assert_eq!(usable(100_000).await, 10_000);
    assert_eq!(usable(10_000).await, 3_000);
    assert_eq!(usable(0).await, 0);
    // Of several payments that begin at once one gets it.
    let mut payments = Vec::new();
    for _ in 0..4 {
        let order = make_order(&t, id, None, order::Status::AwaitingPayment).await;
        payments.push(
            make_payment(
                &t,
                id,
                Payable::Order(order),
                Provider::Yookassa,
                90_000,
                10_000,
            )
            .await,
        );
    }
    let reserved = payments.iter().map(|payment| async {
        let txn = db::begin(&t.app.db).await.unwrap();
        match facts::bonus_reserved(&txn, t.app.clock.now(), payment).await {
            Ok(_) => txn.commit().await.is_ok(),
            Err(LedgerError::NotEnough) => false,
            Err(error) => panic!("{error}"),
        }
    });
    let reserved = join_all(reserved).await;
    assert_eq!(reserved.iter().filter(|reserved| **reserved).count(), 1);
    assert_eq!(has(&t, id).await, (0, 0));
    assert_eq!(usable(100_000).await, 0);
    let winner = reserved.iter().position(|reserved| *reserved).unwrap();
    let txn = db::begin(&t.app.db).await.unwrap();
    facts::bonus_unreserved(&txn, t.app.clock.now(), &payments[winner])
        .await
        .unwrap();
    txn.commit().await.unwrap();
    assert_eq!(usable(100_000).await, 10_000);
    t.settle().await;
    assert_ledger_adds_up(&t).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_of_the_configuration_are_those_of_the_page() {
    let settings = Settings::default()
        .with("REFERRALS__SHARE_PERCENT", "10")
        .with("REFERRALS__HOLD_DAYS", "1")
        .with("REFERRALS__KEEP_DAYS", "21")
        .with("REFERRALS__CAP_PERCENT", "50");
    let t = TestApp::with(settings).await;
    let (anna, id, boris) = pair(&t).await;
    let page = anna.screen();
    for words in ["бонус 10 %", "21 дня", "Через 1 день", "до 50 % цены"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    pays(&t, boris, 1_000).await;
    t.advance(TimeDelta::days(1));
    assert_eq!(t.run(&bonuses::Release).await, 1);
    assert_eq!(has(&t, id).await, (0, 100));
    t.advance(TimeDelta::days(21));
    pays(&t, boris, 1_000).await;
    assert_eq!(bonuses_of(&t, id).await.len(), 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sees_partners_month_by_month_and_sets_their_share() {
    let t = TestApp::start().await;
    let (anna, id, boris) = pair(&t).await;
    pays(&t, boris, 100_000).await;
    t.advance(TimeDelta::days(31));
    let link = referral_link(&anna).await;
    let (_, vera) = comes(&t, "Вера", &link).await;
    let refund = pays(&t, vera, 200_000).await;
    refunded(&t, &refund, 100_000).await;
    t.settle().await;
    let irina = t.staff("Ирина", "ru", Role::Admin).await;
    irina.say("/staff").await;
    irina.tap("🎁 Партнёры").await.unwrap();
    assert_snapshot!(irina.screen(), @r"
    *Партнёры*

    1 человек приводит клиентов.

    [ Анна · 5 % · 2/2 ]
    [ ‹ Назад ]
    ");
    irina.tap("Анна · 5 % · 2/2").await.unwrap();
    assert_snapshot!(irina.screen(), @r"
    *Анна* · № 1

    Пришли: 2, оплатили: 2
    Доля: 5 %, как у всех

    02.2030: пришли 1, платили 1, бонусы 50 ₽
    01.2030: пришли 1, платили 1, бонусы 50 ₽
    12.2029: пришли 0, платили 0, бонусы —
    11.2029: пришли 0, платили 0, бонусы —
    10.2029: пришли 0, платили 0, бонусы —
    09.2029: пришли 0, платили 0, бонусы —

    🟢 Ничего подозрительного. Оценка риска: 0 из 100

    [ ✏️ Доля ]
    [ 📊 Результаты по месяцам ]
    [ 👤 Карточка человека ]
    [ ‹ Назад ]
    ");
    irina.tap("✏️ Доля").await.unwrap();
    assert_snapshot!(irina.screen(), @r"
    *Анна*: сейчас 5 %.

    Напишите новую долю в процентах, от 0 до 50. Прежние начисления не изменятся.

    [ ‹ Назад ]
    ");
    for wrong in ["много", "51", "-1", "5,555"] {
        irina.say(wrong).await;
        assert!(
            irina.screen().contains("Это не доля"),
            "{wrong}: {}",
            irina.screen()
        );
    }
    irina.say("12,5 %").await;
    assert!(
        irina.screen().contains("Доля: 12,5 %, личная"),
        "{}",
        irina.screen()
    );
    // From now on; what was earned before stays.
    pays(&t, vera, 100_000).await;
    assert_eq!(bonuses_of(&t, id).await.pop().unwrap().amount_minor, 12_500);
    t.settle().await;
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    assert!(anna.screen().contains("бонус 12,5 %"), "{}", anna.screen());
    irina.tap("↩︎ Как у всех").await.unwrap();
    assert!(irina.screen().contains("как у всех"), "{}", irina.screen());
    let set = audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq("referral.share_set"))
        .all(&t.app.db)
        .await
        .unwrap();
    let details: Vec<_> = set.iter().map(|row| row.details.as_str()).collect();
    assert_eq!(details, [r#"{"share_bp":1250}"#, r#"{"share_bp":null}"#]);
    irina.say("/staff").await;
    irina.tap("📜 Журнал").await.unwrap();
    assert!(
        irina.screen().contains("доля партнёра"),
        "{}",
        irina.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_is_set_once_and_a_role_alone_makes_a_partner() {
    let mut t = TestApp::start().await;
    let pavel = t.staff("Павел", "ru", Role::Partner).await;
    let id = t.row(&pavel).await.id;
    let irina = t.staff("Ирина", "ru", Role::Admin).await;
    irina.say("/staff").await;
    irina.tap("🎁 Партнёры").await.unwrap();
    irina.tap("Павел · 5 % · 0/0").await.unwrap();
    irina.tap("✏️ Доля").await.unwrap();
    irina.say("0").await;
    repeat(&mut t).await;
    let set =
        audit_record::Entity::find().filter(audit_record::Column::Action.eq("referral.share_set"));
    assert_eq!(set.count(&t.app.db).await.unwrap(), 1);
    let same = partners::set_share(&t.app, Actor::SHELL, &owner(), id, Some(0)).await;
    assert!(!same.unwrap());
    let much = partners::set_share(&t.app, Actor::SHELL, &owner(), id, Some(5_001)).await;
    assert!(matches!(much, Err(PartnerError::NoShare)), "{much:?}");
    let nobody = partners::set_share(&t.app, Actor::SHELL, &owner(), UserId(999), None).await;
    assert!(
        matches!(nobody, Err(PartnerError::NoSuchPerson)),
        "{nobody:?}"
    );
    // A share of nothing earns nothing.
    let (_, boris) = comes(&t, "Борис", &referral_link(&pavel).await).await;
    pays(&t, boris, 100_000).await;
    assert!(bonuses_of(&t, id).await.is_empty());
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_see_partners_is_refused_by_every_button() {
    let t = TestApp::start().await;
    let vera = t.staff("Вера", "ru", Role::Operator).await;
    let id = t.row(&vera).await.id;
    vera.say("/staff").await;
    assert!(!vera.screen().contains("Партнёры"), "{}", vera.screen());
    let message = newest(&vera);
    for data in [
        ReferralsCallback::Partners(0),
        ReferralsCallback::Partner(id),
        ReferralsCallback::AskShare(id),
        ReferralsCallback::ResetShare(id),
    ] {
        vera.tap_data(message, &data.encode()).await;
        assert!(
            vera.last_toast().unwrap().contains("недоступен"),
            "{data:?}"
        );
    }
    let irina = t.staff("Ирина", "ru", Role::Admin).await;
    irina.say("/staff").await;
    let message = newest(&irina);
    irina
        .tap_data(message, &ReferralsCallback::Partner(UserId(999)).encode())
        .await;
    assert!(
        irina.last_toast().unwrap().contains("нет"),
        "{:?}",
        irina.last_toast()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_who_works_for_those_they_brought_is_noted() {
    let t = TestApp::start().await;
    let (_, id, boris) = pair(&t).await;
    executor(&t, id, 17).await;
    for _ in 0..3 {
        let order = make_order(&t, boris, Some(id), order::Status::Completed).await;
        let payment = make_payment(
            &t,
            boris,
            Payable::Order(order),
            Provider::Yookassa,
            10_000,
            0,
        )
        .await;
        settle(&t, &payment).await;
    }
    t.settle().await;
    let irina = t.staff("Ирина", "ru", Role::Admin).await;
    irina.say("/staff").await;
    irina.tap("🎁 Партнёры").await.unwrap();
    irina.tap("Анна · 5 % · 1/1").await.unwrap();
    assert!(
        irina
            .screen()
            .contains("🔴 Разберитесь до выплаты. Оценка риска: 70 из 100"),
        "{}",
        irina.screen()
    );
    assert!(
        irina.screen().contains("• 3 раза выполнял"),
        "{}",
        irina.screen()
    );
    assert!(
        irina.screen().contains("• 3 оплаты, и все от одного"),
        "{}",
        irina.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_takes_its_referrals_home_and_leaves_only_money_behind() {
    let t = TestApp::start().await;
    let (_, id, boris) = pair(&t).await;
    pays(&t, boris, 100_000).await;
    t.settle().await;
    let actor = |who| Actor {
        who: Who::User(who),
        role: None,
        update: None,
    };
    let mine = privacy::export(&t.app, actor(id), id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(mine["referrals"]["bonuses"][0]["amount_minor"], 5_000);
    assert!(mine["referrals"]["code"].is_string(), "{mine}");
    let theirs = privacy::export(&t.app, actor(boris), boris)
        .await
        .unwrap()
        .unwrap();
    assert!(
        theirs["referrals"]["came_by_a_link_at"].is_string(),
        "{theirs}"
    );
    // Nobody learns from their own data who brought them.
    assert!(
        !theirs["referrals"]
            .to_string()
            .contains(&format!("\"user_id\":{id}"))
    );
    privacy::delete(&t.app, actor(id), id).await.unwrap();
    assert!(
        referral_code::Entity::find_by_id(id)
            .one(&t.app.db)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(referrer_of(&t, boris).await, None);
    assert_eq!(bonuses_of(&t, id).await.len(), 1);
    assert_eq!(has(&t, id).await, (5_000, 0));
    // The job goes on; nobody is told any more.
    t.advance(TimeDelta::days(7));
    assert_eq!(t.run(&bonuses::Release).await, 1);
    t.settle().await;
    t.finish().await;
}

/// The state of one history, kept beside the application.
#[derive(Default)]
struct Mirror {
    payments: Vec<(payment::Model, i64)>,
    withdrawn: i64,
    spent: i64,
}

/// Random histories of payments, refunds, releases, spendings and payouts: after every step the ledger
/// adds up and the bonuses say what it says.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_the_bonuses_and_the_ledger_agree() {
    use proptest::{
        prelude::*,
        strategy::ValueTree,
        test_runner::{Config, TestRunner},
    };
    #[derive(Clone, Debug)]
    enum Deed {
        Pay(i64),
        PayAgain(usize),
        Refund(usize, i64),
        Days(i64),
        Spend(i64),
        Withdraw(i64, bool),
        Share(u32),
    }
    let deed = prop_oneof![
        4 => (1..5_000_000_i64).prop_map(Deed::Pay),
        1 => any::<usize>().prop_map(Deed::PayAgain),
        4 => (any::<usize>(), 1..=100_i64).prop_map(|(which, part)| Deed::Refund(which, part)),
        3 => (1..9_i64).prop_map(Deed::Days),
        2 => (1..3_000_000_i64).prop_map(Deed::Spend),
        2 => (1..=100_i64, any::<bool>()).prop_map(|(part, paid)| Deed::Withdraw(part, paid)),
        1 => (0..=5_000_u32).prop_map(Deed::Share),
    ];
    let histories = prop::collection::vec(deed, 1..25);
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let t = TestApp::start().await;
    let rules = t.app.config.referrals;
    for round in 0..12_usize {
        let people = crowd(&t, i64::try_from(2 * round + 2).unwrap()).await;
        let (id, payer) = (people[2 * round].id, people[2 * round + 1].id);
        touch::bring(&t.app, payer, id).await.unwrap();
        let history = histories.new_tree(&mut runner).unwrap().current();
        let mut mirror = Mirror::default();
        for (step, deed) in history.iter().enumerate() {
            let told = format!("round {round}, step {step} of {history:?}");
            match deed {
                Deed::Pay(minor) => mirror.payments.push((pays(&t, payer, *minor).await, 0)),
                Deed::PayAgain(which) => {
                    if let Some(at) = which.checked_rem(mirror.payments.len()) {
                        settle(&t, &mirror.payments[at].0).await;
                    }
                }
                Deed::Refund(which, part) => {
                    if let Some(at) = which.checked_rem(mirror.payments.len()) {
                        let (payment, back) = &mut mirror.payments[at];
                        *back += (payment.amount_minor - *back) * part / 100;
                        let (payment, back) = (payment.clone(), *back);
                        refunded(&t, &payment, back).await;
                    }
                }
                Deed::Days(days) => {
                    t.advance(TimeDelta::days(*days));
                    t.run(&bonuses::Release).await;
                }
                Deed::Spend(price) => {
                    let usable = balance::usable(&t.app.db, &rules, id, rub(*price))
                        .await
                        .unwrap()
                        .minor();
                    assert!((0..=price * 30 / 100).contains(&usable), "{told}");
                    spend(&t, id, price - usable, usable).await;
                    mirror.spent += usable;
                }
                Deed::Withdraw(part, is_paid) => {
                    let balance = balance::of(&t.app.db, id, RUB).await.unwrap();
                    let sum = balance.withdrawable().minor() * part / 100;
                    withdraw(&t, id, sum, *is_paid).await;
                    mirror.withdrawn += if *is_paid { sum } else { 0 };
                }
                Deed::Share(points) => {
                    partners::set_share(&t.app, Actor::SHELL, &owner(), id, Some(*points))
                        .await
                        .unwrap();
                }
            }
            agree(&t, id, &mirror, &told).await;
        }
    }
    // These people are rows only: there is nobody to be told.
    outbox::Entity::delete_many().exec(&t.app.db).await.unwrap();
    t.finish().await;
}

async fn spend(t: &TestApp, id: UserId, minor: i64, bonus_minor: i64) {
    let order = make_order(t, id, None, order::Status::Paid).await;
    let payment = make_payment(
        t,
        id,
        Payable::Order(order),
        Provider::Yookassa,
        minor,
        bonus_minor,
    )
    .await;
    let txn = db::begin(&t.app.db).await.unwrap();
    facts::bonus_reserved(&txn, t.app.clock.now(), &payment)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    settle(t, &payment).await;
}

/// Asks for a payout; it is paid, or comes back.
async fn withdraw(t: &TestApp, id: UserId, minor: i64, is_paid: bool) {
    use sputnik::{
        entity::payout::{Model, Provider, Purpose, Status},
        kernel::ids::PayoutId,
    };
    let now = t.app.clock.now();
    let payout = Model {
        id: PayoutId(i64::from(rand::random::<u32>())),
        user_id: id,
        agency_id: None,
        purpose: Purpose::Bonus,
        amount_minor: minor,
        currency: RUB,
        status: Status::Asked,
        open_key: None,
        provider: Provider::Manual,
        card_sealed: None,
        card_mask: String::new(),
        reference: None,
        idempotence_key: String::new(),
        body: None,
        provider_id: None,
        problem: None,
        checks: 0,
        next_check_at: None,
        asked_at: now,
        decided_at: None,
        decided_by: None,
        ended_at: None,
    };
    let txn = db::begin(&t.app.db).await.unwrap();
    facts::payout_asked(&txn, now, &payout).await.unwrap();
    if is_paid {
        facts::payout_paid(&txn, now, &payout).await.unwrap();
    } else {
        facts::payout_returned(&txn, now, &payout).await.unwrap();
    }
    txn.commit().await.unwrap();
}

async fn agree(t: &TestApp, id: UserId, mirror: &Mirror, told: &str) {
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{told}: {audit:?}");
    let (mut pending, mut available) = (0, 0);
    for bonus in bonuses_of(t, id).await {
        let (payment, back) = mirror
            .payments
            .iter()
            .find(|(payment, _)| payment.id == bonus.payment_id)
            .unwrap();
        let left = bonuses::left_of(&bonus).minor();
        // Never more than half of a payment, the greatest share there is; never taken back beyond what
        // was given; all of it when all of the money went back.
        assert!(bonus.amount_minor <= payment.amount_minor / 2, "{told}");
        assert!(
            (0..=bonus.amount_minor).contains(&bonus.clawed_minor),
            "{told}"
        );
        let due =
            i128::from(bonus.amount_minor) * i128::from(*back) / i128::from(payment.amount_minor);
        assert_eq!(i128::from(bonus.clawed_minor), due, "{told}");
        match bonus.status {
            bonus::Status::Pending => pending += left,
            bonus::Status::Available => available += left,
            bonus::Status::Clawed => assert_eq!(left, 0, "{told}"),
        }
    }
    let balance = balance::of(&t.app.db, id, RUB).await.unwrap();
    assert_eq!(balance.pending.minor(), pending, "{told}");
    let owed_now = owed(&t.app.db, Account::BonusAvailable(id), RUB)
        .await
        .unwrap();
    assert_eq!(balance.available, owed_now, "{told}");
    assert_eq!(
        balance.available.minor(),
        available - mirror.withdrawn - mirror.spent,
        "{told}"
    );
    assert_eq!(balance.reserved.minor(), 0, "{told}");
}
